//! The data that were read, and the models that were left out.

use maud::html;

use super::facts::Facts;
use crate::page::Section;
use crate::page::cell::name;
use crate::text::clean;

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    let comparison = facts.comparison;
    Section {
        id: "data",
        heading: say.the_data(),
        lead: Some(say.the_data_lead().to_owned()),
        body: html! {
            table.narrow.facts {
                tbody {
                    @for (what, value) in &comparison.data {
                        tr { th scope="row" { (name(what)) } td { (name(value)) } }
                    }
                }
            }
            @if !comparison.left_out.is_empty() {
                table.narrow {
                    caption { (say.left_out_models()) }
                    thead { tr { th scope="col" { (say.model()) } th scope="col" { (say.reason()) } } }
                    tbody {
                        @for (model, reason) in &comparison.left_out {
                            tr { th scope="row" { code { (clean(model)) } } td lang="en" { (clean(reason)) } }
                        }
                    }
                }
            }
        },
    }
}
