//! How the numbers came about: method, assumptions, thresholds, versions.

use maud::{Markup, html};
use peak_end::{MEMORY_CHECKS, Model};
use service_blueprint::CHECKS;

use super::cell::{money, touchpoint_link};
use super::facts::{Facts, SAMPLES, asked};
use super::models::{APART, CLOSE};
use super::plan::Invested;
use crate::page::Section;
use crate::page::cell::name;
use crate::{Moment, Source, percent, score};

pub(super) fn section(facts: &Facts<'_>, invested: Option<&Invested>) -> Section {
    let say = facts.language;
    Section {
        id: "method",
        heading: say.method(),
        lead: Some(say.method_lead().to_owned()),
        body: html! {
            div.columns {
                div { h3 { (say.how_memory_is_predicted()) } (memory(facts)) }
                div { h3 { (say.data_and_assumptions()) } (sources(facts)) }
                div { h3 { (say.how_exact()) } (exactness(facts, invested)) }
                div { h3 { (say.not_in_the_model()) } ul { li { (say.limit_independence()) } li { (say.limit_lens()) } li { (say.limit_mean()) } } }
            }
            details.thresholds-of-checks open {
                summary { (say.thresholds()) }
                p.small { (say.thresholds_lead(percent(CLOSE), percent(APART))) }
                (thresholds(facts))
            }
            (parameters(facts))
            p.small { (say.versions(env!("CARGO_PKG_VERSION"), facts.blueprint.document().format)) }
        },
    }
}

fn memory(facts: &Facts<'_>) -> Markup {
    let say = facts.language;
    let durations = facts
        .blueprint
        .touchpoints()
        .all(|touchpoint| touchpoint.minutes().is_some());
    html! {
        ul {
            li { (say.method_peak()) }
            li { (say.method_end()) }
            li { (say.method_remembered()) }
            li { @if durations { (say.method_experienced_by_duration()) } @else { (say.method_experienced_plain()) } }
            li { (say.method_ways()) }
        }
    }
}

/// What was asked and what was assumed.
fn sources(facts: &Facts<'_>) -> Markup {
    let say = facts.language;
    let scored = || facts.everyone.moments().filter(|moment| moment.score.is_some());
    let [surveyed, mixed, assumed] = [Source::Surveyed, Source::Mixed, Source::Assumed]
        .map(|source| -> Vec<&Moment<'_>> { scored().filter(|moment| moment.source == source).collect() });
    let unscored: Vec<&Moment<'_>> = facts
        .everyone
        .moments()
        .filter(|moment| moment.score.is_none())
        .collect();
    let ratings: u64 = surveyed
        .iter()
        .filter_map(|moment| asked(moment.touchpoint))
        .fold(0, u64::saturating_add);
    html! {
        ul {
            li {
                "● " @if surveyed.is_empty() { (say.nothing_surveyed()) } @else { (say.scores_surveyed(surveyed.len(), ratings)) }
                @if !surveyed.is_empty() { (say.gap_between_sentences()) (listed(facts, &surveyed)) }
            }
            @if !mixed.is_empty() { li { "◐ " (say.scores_mixed(mixed.len())) (say.gap_between_sentences()) (listed(facts, &mixed)) } }
            li {
                "○ " (say.scores_assumed(assumed.len()))
                @if !assumed.is_empty() { (say.gap_between_sentences()) (listed(facts, &assumed)) }
            }
            @if !unscored.is_empty() { li { (say.scores_missing(unscored.len())) (say.gap_between_sentences()) (listed(facts, &unscored)) } }
            li { (say.shares_are_as_written()) }
        }
    }
}

/// So many touchpoints are named; the table of moments marks each.
const NAMED: usize = 24;

fn listed(facts: &Facts<'_>, moments: &[&Moment<'_>]) -> Markup {
    let say = facts.language;
    let more = moments.len().saturating_sub(NAMED);
    html! {
        span.small {
            @for (at, moment) in moments.iter().take(NAMED).enumerate() {
                @if at > 0 { (say.list_comma()) }
                (touchpoint_link(facts, moment.touchpoint))
                @if let Some(n) = asked(moment.touchpoint).filter(|_| moment.source != Source::Assumed) { (say.bracketed(say.n_asked(n))) }
            }
            @if more > 0 { " " (say.and_so_many_more(more)) }
        }
    }
}

fn exactness(facts: &Facts<'_>, invested: Option<&Invested>) -> Markup {
    let say = facts.language;
    let plan = invested.and_then(|invested| invested.plan.as_ref());
    html! {
        ul {
            @match &facts.prediction {
                Ok(prediction) => {
                    @if facts.outlook().is_some_and(|outlook| outlook.law.mean().is_some()) {
                        li { (say.law_is_exact(money(one_in(prediction.error_bound)))) }
                    }
                    @if !prediction.exact { li { (say.models_sampled(SAMPLES)) } }
                },
                Err(reason) => li { (say.nothing_predicted()) " " span lang="en" { (crate::text::clean(reason)) } },
            }
            @if let Some(plan) = plan {
                li { @if plan.best.optimal { (say.set_is_proved()) } @else { (say.set_is_not_proved(score(plan.best.bound))) } }
            }
            li { (say.same_bytes()) }
        }
    }
}

/// The power of ten of which less than one is missing; a thousand million is told where it is more.
fn one_in(bound: f64) -> i128 {
    let powers = (0..=9).rev().map(|power| 10i128.pow(power));
    powers
        .into_iter()
        .find(|power| bound * *power as f64 <= 1.0)
        .unwrap_or(1)
}

/// From where on each check warns.
fn thresholds(facts: &Facts<'_>) -> Markup {
    html! {
        dl.thresholds {
            @for check in CHECKS.iter().chain(MEMORY_CHECKS) {
                div { dt { (facts.language.check_title(check.code)) } dd.small lang="en" { (check.threshold) } }
            }
        }
    }
}

/// The parameters of the memory models, as they were asked.
fn parameters(facts: &Facts<'_>) -> Markup {
    let say = facts.language;
    let models = Model::all().into_iter().filter(Model::is_on_scale);
    let with: Vec<Model> = models.filter(|model| !model.parameters().is_empty()).collect();
    html! {
        details {
            summary { (say.parameters_of_models()) }
            dl.thresholds {
                @for model in &with {
                    div {
                        dt { (say.model_name(model.name())) }
                        dd.small lang="en" {
                            @for (at, parameter) in model.parameters().iter().enumerate() {
                                @if at > 0 { ", " }
                                (name(parameter.name)) " "
                                @match parameter.value {
                                    peak_end::ParameterValue::Number(value) => (score(value)),
                                    peak_end::ParameterValue::Rule(rule) => (rule),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
