//! What was fitted to all episodes: parameters of memory models, and weights of regressions.

use maud::{Markup, html};

use super::data::{ComparedModel, FittedWeight};
use super::facts::{Facts, maybe};
use crate::page::Section;
use crate::page::cell::{Head, NOTHING, name, terms};
use crate::{chance, fine, small};

/// So many models have their weights on the page; the result files have all. Chosen.
const LISTED: usize = 3;

/// So many weights of a model are on the page; a regression on many touchpoints has hundreds. Chosen.
const MOST_WEIGHTS: usize = 20;

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    let weighed = facts
        .ranked
        .iter()
        .copied()
        .filter(|model| model.coefficients.len() > 1);
    let (weighed, penalised): (Vec<&ComparedModel>, Vec<&ComparedModel>) =
        weighed.partition(|model| model.penalty.is_none());
    let penalised: Vec<String> = penalised.iter().map(|model| say.candidate_name(&model.name)).collect();
    let has_parameters = facts.ranked.iter().any(|model| !model.parameters.is_empty());
    let cluster_error = Head::number(say.cluster_error(), say.cluster_error_means());
    Section {
        id: "fitted",
        heading: say.fitted(),
        lead: Some(
            if weighed.is_empty() && !has_parameters {
                say.nothing_fitted()
            } else {
                say.fitted_lead()
            }
            .to_owned(),
        ),
        body: html! {
            @if has_parameters { (parameters(facts)) }
            @for model in weighed.iter().take(LISTED) { (weights(facts, model)) }
            @if !weighed.is_empty() { (terms(&[cluster_error])) }
            @if weighed.len() > LISTED { p.small { (say.weights_listed(LISTED, weighed.len())) } }
            @if !penalised.is_empty() { p.small { (say.penalised(penalised.join(say.list_comma()))) } }
        },
    }
}

fn parameters(facts: &Facts<'_>) -> Markup {
    let say = facts.language;
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.parameters()) {
            table.narrow {
                caption { (say.parameters()) }
                thead {
                    tr {
                        th scope="col" { (say.model()) } th scope="col" { (say.parameter()) }
                        th.n scope="col" { (say.value()) } th.n scope="col" { (say.interval_95()) }
                    }
                }
                tbody {
                    @for model in &facts.ranked {
                        @for (parameter, value, at_bound) in &model.parameters {
                            tr {
                                th scope="row" { (name(&say.candidate_name(&model.name))) }
                                td { code { (parameter) } @if *at_bound { small { (say.at_bound()) } } }
                                td.n { (small(value.value)) }
                                td.n { "[" (small(value.low)) ", " (small(value.high)) "]" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn weights(facts: &Facts<'_>, model: &ComparedModel) -> Markup {
    let say = facts.language;
    let words = say.candidate_name(&model.name);
    let count = model.coefficients.len();
    let cluster_error = Head::number(say.cluster_error(), say.cluster_error_means());
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.weights_of(&words)) {
            table.narrow {
                caption { (say.weights_of(&words)) }
                thead {
                    tr {
                        th scope="col" { (say.feature()) } th.n scope="col" { (say.weight()) }
                        (cluster_error.plain())
                        th.n scope="col" { (say.interval_95()) } th.n scope="col" { (say.p_value()) }
                    }
                }
                tbody { @for weight in model.coefficients.iter().take(MOST_WEIGHTS) { (row(facts, weight)) } }
            }
        }
        @if count > MOST_WEIGHTS { p.small { (say.first_of(MOST_WEIGHTS, count)) } }
    }
}

fn row(facts: &Facts<'_>, weight: &FittedWeight) -> Markup {
    let say = facts.language;
    let label = match weight.name.as_str() {
        "intercept" => say.candidate_intercept().to_owned(),
        name => say.feature_name(name),
    };
    html! {
        tr {
            th scope="row" { (name(&label)) }
            @match weight.estimate {
                None => td.quiet colspan="4" { (say.not_identified()) },
                Some(estimate) => {
                    td.n { (fine(estimate)) }
                    td.n { (maybe(weight.error)) }
                    td.n {
                        @match weight.interval {
                            Some((low, high)) => { "[" (fine(low)) ", " (fine(high)) "]" }
                            None => (NOTHING),
                        }
                    }
                    td.n { (weight.p.map_or(NOTHING.to_owned(), chance)) }
                }
            }
        }
    }
}
