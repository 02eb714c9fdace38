//! How far the memory models agree.

use maud::{Markup, html};
use peak_end::{Estimate, Outlook};

use super::facts::{Facts, SAMPLES};
use crate::page::Section;
use crate::page::chart::{Axis, px};
use crate::{column, score};

const WIDTH: f64 = 1120.0;
const LEFT: f64 = 260.0;
const RIGHT: f64 = 1000.0;
const ROW: f64 = 28.0;
const TOP: f64 = 40.0;

/// The section; none where nothing is remembered.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    let outlook = facts.outlook()?;
    let apart = outlook.disagreement.as_ref()?;
    let ((low, worst), (high, best)) = (apart.worst(), apart.best());
    let part = apart.spread() / (facts.scale().best() - facts.scale().worst()).abs();
    let verdict = match part {
        part if part < CLOSE => say.models_are_close(),
        part if part < APART => say.models_differ(),
        _ => say.models_are_far_apart(),
    };
    let words = say.models_say(
        score(apart.spread()),
        say.model_name(low.name()),
        score(worst),
        say.model_name(high.name()),
        score(best),
    );
    Some(Section {
        id: "models",
        heading: say.how_far_models_agree(),
        lead: Some(format!("{words}{}{verdict}", say.gap_between_sentences())),
        body: chart(facts, outlook),
    })
}

/// A reason that ends as a sentence does.
fn sentence(reason: impl std::fmt::Display) -> String {
    format!("{}.", reason.to_string().trim_end_matches('.'))
}

/// Chosen: spreads below this share of the scale are called close,
pub(super) const CLOSE: f64 = 0.1;

/// and from this share on they are called far apart.
pub(super) const APART: f64 = 0.25;

/// A standard error in a column; one that two decimals would tell as nothing is told as small.
fn spread(error: f64) -> String {
    match error {
        error if error < 0.005 => "<0.01".to_owned(),
        error => column(error),
    }
}

/// Each model's value on the scale, best first; then those without a value.
fn chart(facts: &Facts<'_>, outlook: &Outlook) -> Markup {
    let (say, scale) = (facts.language, facts.scale());
    let valued = outlook
        .remembered
        .iter()
        .filter_map(|found| Some((found.model.name(), found.value.ok()?)));
    let mut valued: Vec<(&str, Estimate)> = valued.collect();
    valued.sort_by(|a, b| scale.value(b.1.value).total_cmp(&scale.value(a.1.value)));
    let without = outlook
        .remembered
        .iter()
        .filter_map(|found| Some((found.model.name(), found.value.err()?)));
    let without: Vec<_> = without.collect();
    let bottom = TOP + ROW * valued.len() as f64;
    let x = Axis::new((scale.worst(), scale.best()), (LEFT, RIGHT));
    let neutral = px(x.at(scale.neutral()));
    let sampled = valued.iter().any(|(_, estimate)| estimate.standard_error.is_some());
    html! {
        figure.chart {
            div.scroll tabindex="0" role="region" aria-label=(say.how_far_models_agree()) {
                svg role="img" viewBox={ "0 0 " (WIDTH) " " (px(bottom + 12.0)) } width=(WIDTH) height=(px(bottom + 12.0))
                    aria-labelledby="models-title models-desc" {
                    title #models-title { (say.how_far_models_agree()) }
                    desc #models-desc {
                        @for (at, (name, estimate)) in valued.iter().enumerate() {
                            @if at > 0 { (say.list_comma()) }
                            (say.model_name(name)) " " (score(estimate.value))
                        }
                    }
                    @for (value, label) in [
                        (scale.worst(), say.worst_score(score(scale.worst()))),
                        (scale.best(), say.best_score(score(scale.best()))),
                    ] {
                        line.rule x1=(px(x.at(value))) x2=(px(x.at(value))) y1=(TOP - 8.0) y2=(px(bottom)) {}
                        text.tick x=(px(x.at(value))) y=(TOP - 16.0) text-anchor="middle" { (label) }
                    }
                    @if scale.neutral() != scale.worst() && scale.neutral() != scale.best() {
                        line.axis x1=(neutral) x2=(neutral) y1=(TOP - 8.0) y2=(px(bottom)) {}
                        text.tick x=(neutral) y=(TOP - 16.0) text-anchor="middle" { (say.neutral_score(score(scale.neutral()))) }
                    }
                    @for (at, (name, estimate)) in valued.iter().enumerate() {
                        @let y = TOP + ROW * (at as f64 + 0.5);
                        @let dot = x.at(estimate.value);
                        @let is_lens = *name == "peak_end";
                        text.row-label.strong[is_lens] x=(LEFT - 20.0) y=(px(y + 4.0)) text-anchor="end" { (say.model_name(name)) }
                        line.rule x1=(LEFT) x2=(RIGHT) y1=(px(y)) y2=(px(y)) {}
                        circle.model.lens[is_lens] cx=(px(dot)) cy=(px(y)) r=(if is_lens { "7" } else { "5" }) {}
                        text.value.strong[is_lens] x=(RIGHT + 16.0) y=(px(y + 4.0)) {
                            (column(estimate.value))
                            @if let Some(error) = estimate.standard_error { " ±" (spread(error)) }
                        }
                    }
                }
            }
            figcaption.small {
                (say.models_caption())
                @if sampled { (say.gap_between_sentences()) (say.models_sampled(SAMPLES)) }
                @for (name, reason) in &without {
                    (say.gap_between_sentences()) (say.model_without_value(say.model_name(name))) (say.gap_between_sentences()) span lang="en" { (sentence(reason)) }
                }
            }
        }
    }
}
