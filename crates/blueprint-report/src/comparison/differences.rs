//! Each model against the mean, paired.

use maud::{Markup, html};

use super::data::{ComparedModel, Standing};
use super::facts::{Facts, MEAN, is_intercept};
use super::plot::{Mark, Plot, Row};
use crate::fine_change;
use crate::page::Section;

/// Differences are drawn no further than this to either side. Chosen.
const FURTHEST: f64 = 1.0;

/// The section; none where there is nothing beside the mean.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    let mut others: Vec<&ComparedModel> = facts
        .ranked
        .iter()
        .copied()
        .filter(|model| model.name != MEAN)
        .collect();
    others.sort_by(|one, other| other.to_mean.value.total_cmp(&one.to_mean.value));
    if others.is_empty() || facts.mean().is_none() {
        return None;
    }
    let plot = Plot {
        heads: [say.model(), say.difference_to_mean(), say.interval_95()],
        rows: others.iter().map(|model| row(facts, model)).collect(),
        line: Some(0.0),
        limits: (-FURTHEST, FURTHEST),
    };
    Some(Section {
        id: "differences",
        heading: say.differences(),
        lead: Some(say.differences_lead().to_owned()),
        body: html! {
            figure.chart {
                (plot.markup())
                figcaption.small {
                    (say.differences_caption())
                    @if plot.goes_beyond() { (say.gap_between_sentences()) (say.beyond_axis()) }
                }
            }
        },
    })
}

fn row(facts: &Facts<'_>, model: &ComparedModel) -> Row {
    let difference = model.to_mean;
    let (mark, class, words) = match model.standing {
        Standing::Better => (Mark::Better, "good-text", facts.language.is_better()),
        Standing::Worse => (Mark::Worse, "bad-text", facts.language.is_worse()),
        Standing::Open => (Mark::Hollow, "quiet", facts.language.is_open()),
    };
    Row {
        label: facts.model(model),
        measured: Some(difference),
        mark,
        stretches: !is_intercept(model),
        told: told(model, class, words),
    }
}

fn told(model: &ComparedModel, class: &str, words: &str) -> Markup {
    let difference = &model.to_mean;
    html! {
        b { (fine_change(difference.value)) } " "
        span.interval { "[" (fine_change(difference.low)) ", " (fine_change(difference.high)) "]" }
        span class={ "standing " (class) } { (words) }
    }
}
