//! A segment's curve in a small panel: many segments at a glance.

use maud::{Markup, html};

use super::cell::name;
use super::chart::{Axis, px};
use super::facts::Facts;
use crate::{Scene, percent, score};

const WIDTH: f64 = 240.0;
const HEIGHT: f64 = 96.0;
const AIR: f64 = 10.0;

/// A panel: name and share, what is remembered, the curve.
pub(super) fn panel(facts: &Facts<'_>, scene: &Scene<'_>) -> Markup {
    let (say, scale) = (facts.language, facts.scale());
    let Some(segment) = scene.segment else {
        return html! {};
    };
    let outlook = scene.outlook.as_ref().ok();
    let remembered = outlook.and_then(|outlook| outlook.law.mean());
    let y = Axis::new((scale.worst(), scale.best()), (HEIGHT - AIR, AIR));
    let count = scene.columns.len().max(2) - 1;
    let x = Axis::new((0.0, count as f64), (AIR, WIDTH - AIR));
    let columns = scene.columns.iter().enumerate();
    let points = columns.flat_map(|(at, column)| column.moments.iter().map(move |moment| (at, moment)));
    let points: Vec<(f64, f64, bool, bool)> = points
        .filter_map(|(at, moment)| {
            let value = moment.score?;
            let is_peak = outlook
                .and_then(|outlook| outlook.peak.as_ref())
                .is_some_and(|peak| peak.touchpoint == *moment.touchpoint.id());
            Some((x.at(at as f64), y.at(value), scale.value(value) < 0.0, is_peak))
        })
        .collect();
    let line: Vec<String> = points
        .iter()
        .map(|(x, y, ..)| format!("{},{}", px(*x), px(*y)))
        .collect();
    let neutral = px(y.at(scale.neutral()));
    html! {
        figure.panel {
            figcaption {
                strong { (name(segment.name())) } " " span.quiet { (percent(segment.share())) }
                @if let Some(remembered) = remembered { span.figure { (score(remembered)) } }
            }
            svg role="img" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } width=(WIDTH) height=(HEIGHT) {
                title { (say.curve_of(crate::text::clean(segment.name()))) }
                line.rule x1=(px(AIR)) x2=(px(WIDTH - AIR)) y1=(neutral) y2=(neutral) {}
                polyline.curve points=(line.join(" ")) {}
                @for (x, y, is_bad, is_peak) in &points {
                    @let radius = if *is_peak { 5.0 } else { 2.5 };
                    @if *is_bad {
                        path.bad d={ "M" (px(*x)) " " (px(y - radius)) "l" (radius) " " (radius) "l-" (radius) " " (radius)
                            "l-" (radius) " -" (radius) "z" } {}
                    } @else {
                        circle.good cx=(px(*x)) cy=(px(*y)) r=(radius) {}
                    }
                }
            }
        }
    }
}
