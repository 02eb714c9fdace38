//! How the figures came about, what they do not say, and how to make them again.

use maud::{Markup, html};

use super::data::{Kept, Remembered};
use super::facts::Facts;
use crate::page::Section;
use crate::page::cell::name;

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    Section {
        id: "method",
        heading: say.comparison_method(),
        lead: Some(say.comparison_method_lead().to_owned()),
        body: html! {
            div.columns {
                div { h3 { (say.how_it_was_done()) } (steps(facts)) }
                div {
                    h3 { (say.not_concluded()) }
                    ul {
                        li { (say.not_concluded_equal()) }
                        li { (say.not_concluded_cause()) }
                        li { (say.not_concluded_other()) }
                    }
                }
            }
            h3 { (say.made_again()) }
            p { (say.made_again_lead()) }
            dl.manifest {
                @for (what, value) in &facts.comparison.manifest {
                    div { dt { (name(what)) } dd { code { (name(value)) } } }
                }
            }
        },
    }
}

fn steps(facts: &Facts<'_>) -> Markup {
    let (say, design) = (facts.language, &facts.comparison.design);
    let (folds, groups) = (design.folds, design.groups);
    let repeats = match design.repeats {
        1 => say.once().to_owned(),
        repeats => say.times(repeats),
    };
    html! {
        ul {
            li {
                @match design.kept {
                    Kept::People => (say.folds_by_people(folds, repeats, groups)),
                    Kept::Stimuli => (say.folds_by_stimuli(folds, repeats, groups)),
                    Kept::Episodes => (say.folds_by_episodes(folds, repeats, groups)),
                }
            }
            li { (say.method_tuned()) }
            @if design.centred { li { (say.method_centred()) } }
            li {
                @match facts.comparison.outcome {
                    Remembered::Rating => (say.method_r2()),
                    Remembered::Binary => (say.method_log_loss()),
                }
            }
            li { (say.method_bootstrap(design.draws)) }
            li { (say.method_clusters()) }
            li { (say.method_aicc()) }
            @if facts.comparison.order.is_some() { li { (say.method_order(design.permutations)) } }
            li { (say.method_peak_end()) }
        }
    }
}
