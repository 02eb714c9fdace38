//! Single features: correlations with what was remembered.

use maud::html;

use super::facts::{Facts, interval};
use super::plot::{Mark, Plot, Row};
use crate::fine_change;
use crate::page::Section;
use crate::page::cell::name;

/// The section; none where no feature has a correlation.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    let effects = &facts.comparison.effects;
    if effects.is_empty() {
        return None;
    }
    let rows = effects.iter().map(|effect| Row {
        label: name(&say.feature_name(&effect.feature)),
        measured: Some(effect.r),
        mark: if effect.r.excludes_zero() {
            Mark::Dot
        } else {
            Mark::Hollow
        },
        stretches: true,
        told: html! {
            b { (fine_change(effect.r.value)) } " " span.interval { (interval(&effect.r)) }
            @if let Some(partial) = effect.partial_r {
                span.standing.quiet { (say.partial_correlation()) " " (fine_change(partial)) }
            }
        },
    });
    let plot = Plot {
        heads: [say.feature(), say.correlation(), say.interval_95()],
        rows: rows.collect(),
        line: Some(0.0),
        limits: (-1.0, 1.0),
    };
    Some(Section {
        id: "effects",
        heading: say.effects(),
        lead: Some(say.effects_lead().to_owned()),
        body: html! {
            figure.chart {
                (plot.markup())
                figcaption.small {
                    (say.partial_correlation()) ": " (say.partial_correlation_means())
                    (say.gap_between_sentences()) (say.effects_caption())
                }
            }
        },
    })
}
