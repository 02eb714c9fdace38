//! Satisfaction against memory: a chart with names, and the two rankings side by side.

use maud::{Markup, html};
use service_blueprint::Touchpoint;

use super::facts::Facts;
use super::rankings::{self, Rankings};
use crate::page::Section;
use crate::page::chart::{Area, Axis, px};
use crate::text::{Font, shortened};
use crate::{change, percent};

const WIDTH: f64 = 1120.0;
const HEIGHT: f64 = 640.0;
/// Where points may stand.
const PLOT: Area = Area {
    left: 64.0,
    top: 40.0,
    right: 1096.0,
    bottom: 470.0,
};
/// Where names may stand: most points make hardly any of the memory, so there is room for names below them, too.
const ROOM: Area = Area { bottom: 572.0, ..PLOT };
const FONT: Font = Font::regular(13.0);
const LABEL: f64 = 220.0;
const LINE: f64 = 18.0;
const DOT: f64 = 5.0;
/// So many points are named; the tables name the others. More names would hide the points.
const NAMED: usize = 40;

/// The section; none where no touchpoint has both an experience and an expectation, or nothing is remembered.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    let rankings = Rankings::of(facts)?;
    Some(Section {
        id: "satisfaction",
        heading: say.satisfaction_and_memory(),
        lead: Some(rankings::headline(facts, &rankings)),
        body: html! {
            @if !rankings.points.is_empty() { (chart(facts, &rankings.points)) }
            (rankings::table(facts, &rankings))
        },
    })
}

/// A touchpoint on the chart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point<'b> {
    pub(super) touchpoint: Touchpoint<'b>,
    /// Experience less expectation, in points towards best.
    pub(super) satisfaction: f64,
    /// Its part in what is remembered, of 1.
    pub(super) part: f64,
}

/// A name beside its point.
struct Label {
    text: String,
    left: f64,
    baseline: f64,
    /// From the point to the name, where they are apart.
    leader: Option<(f64, f64)>,
}

fn chart(facts: &Facts<'_>, points: &[Point<'_>]) -> Markup {
    let say = facts.language;
    let most = points.iter().map(|point| point.satisfaction.abs()).fold(0.0, f64::max);
    let half = if most > 0.0 { 1.12 * most } else { 1.0 };
    let x = Axis::new((-half, half), (PLOT.left, PLOT.right));
    let top = points.iter().map(|point| point.part).fold(0.0, f64::max);
    let top = (1.1 * top).clamp(0.1, 1.0);
    let y = Axis::new((0.0, top), (PLOT.bottom, PLOT.top));
    let places: Vec<(f64, f64)> = points
        .iter()
        .map(|point| (x.at(point.satisfaction), y.at(point.part)))
        .collect();
    let labels = labels(points, &places);
    let middle = x.at(0.0);
    html! {
        figure.chart {
            div.scroll tabindex="0" role="region" aria-label=(say.satisfaction_and_memory()) {
                svg role="img" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } width=(WIDTH) height=(HEIGHT)
                    aria-labelledby="quadrant-title quadrant-desc" {
                    title #quadrant-title { (say.satisfaction_and_memory()) }
                    desc #quadrant-desc { (say.quadrant_described()) }
                    @for tick in y.ticks(5) {
                        @let at = px(y.at(tick));
                        line.rule x1=(PLOT.left) x2=(PLOT.right) y1=(at) y2=(at) {}
                        text.tick x=(PLOT.left - 8.0) y=(px(at + 4.0)) text-anchor="end" { (percent(tick)) }
                    }
                    @for tick in x.ticks(8) {
                        text.tick x=(px(x.at(tick))) y=(ROOM.bottom + 20.0) text-anchor="middle" { (change(tick)) }
                    }
                    line.axis x1=(px(middle)) x2=(px(middle)) y1=(PLOT.top) y2=(ROOM.bottom) {}
                    text.corner x=(PLOT.left + 10.0) y=(PLOT.top - 14.0) { (say.mend_first()) }
                    text.corner x=(PLOT.right - 10.0) y=(PLOT.top - 14.0) text-anchor="end" { (say.keep_it()) }
                    text.axis-name x=(PLOT.left) y=(HEIGHT - 12.0) { "← " (say.less_than_expected()) }
                    text.axis-name x=(PLOT.right) y=(HEIGHT - 12.0) text-anchor="end" { (say.more_than_expected()) " →" }
                    text.axis-name x=(px((PLOT.left + PLOT.right) / 2.0)) y=(HEIGHT - 12.0) text-anchor="middle" {
                        (say.satisfaction_axis())
                    }
                    @for ((at, label), _) in places.iter().zip(&labels).zip(points) {
                        @if let Some(Label { leader: Some((dx, dy)), .. }) = label {
                            line.leader x1=(px(at.0)) y1=(px(at.1)) x2=(px(*dx)) y2=(px(*dy)) {}
                        }
                    }
                    @for ((at, label), point) in places.iter().zip(&labels).zip(points) {
                        @let told = say.point_described(
                            crate::text::clean(point.touchpoint.name()), change(point.satisfaction), percent(point.part)
                        );
                        g {
                            title { (told) }
                            (mark(*at, point.satisfaction < 0.0))
                            @if let Some(label) = label {
                                text.point x=(px(label.left)) y=(px(label.baseline)) { (label.text) }
                            }
                        }
                    }
                }
            }
            figcaption.small { (say.quadrant_caption()) }
        }
    }
}

/// A circle where expectations are met, a diamond where they are not.
fn mark((x, y): (f64, f64), is_bad: bool) -> Markup {
    let radius = DOT + 1.0;
    html! {
        @if is_bad {
            path.bad d={ "M" (px(x)) " " (px(y - radius)) "l" (radius) " " (radius) "l-" (radius) " " (radius) "l-" (radius)
                " -" (radius) "z" } {}
        } @else {
            circle.good cx=(px(x)) cy=(px(y)) r=(DOT) {}
        }
    }
}

/// For each point a free place for its name, those with the largest part in memory first; none where there is none left.
/// Names that found no place get their choice first in another round, and the round with most names counts.
fn labels(points: &[Point<'_>], places: &[(f64, f64)]) -> Vec<Option<Label>> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let weight = |at: &usize| (points[*at].part * 1e9).round();
    order.sort_by(|a, b| {
        let by_part = weight(b).total_cmp(&weight(a));
        by_part.then_with(|| points[*a].satisfaction.total_cmp(&points[*b].satisfaction))
    });
    order.truncate(NAMED);
    let (mut best, mut most) = (Vec::new(), None);
    for _ in 0..ROUNDS {
        let found = placed(points, places, &order);
        let named = found.iter().flatten().count();
        order.sort_by_key(|at| found[*at].is_some());
        if most.is_none_or(|most| named > most) {
            (best, most) = (found, Some(named));
        }
        if named == order.len() {
            break;
        }
    }
    best
}

/// Chosen: after so many rounds no more names find a place.
const ROUNDS: usize = 6;

/// Names at the first free place each, in this order.
fn placed(points: &[Point<'_>], places: &[(f64, f64)], order: &[usize]) -> Vec<Option<Label>> {
    let around = |(x, y): (f64, f64)| Area {
        left: x - DOT - 2.0,
        top: y - DOT - 2.0,
        right: x + DOT + 2.0,
        bottom: y + DOT + 2.0,
    };
    let mut taken: Vec<Area> = places.iter().map(|at| around(*at)).collect();
    let mut labels: Vec<Option<Label>> = points.iter().map(|_| None).collect();
    for &at in order {
        let text = shortened(points[at].touchpoint.name(), FONT, LABEL);
        let (x, y) = places[at];
        let is_free = |area: &Area, but: Option<usize>| {
            let mut others = taken.iter().enumerate().filter(|(other, _)| Some(*other) != but);
            others.all(|(_, other)| !other.meets(area))
        };
        // A line starts at its point, whose own surroundings do not count for it.
        let free = candidates(x, y, FONT.width(&text)).into_iter().find(|(area, line, _)| {
            area.lies_in(&ROOM) && is_free(area, None) && line.as_ref().is_none_or(|line| is_free(line, Some(at)))
        });
        if let Some((area, line, end)) = free {
            taken.push(area);
            taken.extend(line);
            labels[at] = Some(Label {
                text,
                left: area.left + 2.0,
                baseline: area.bottom - 5.0,
                leader: end,
            });
        }
    }
    labels
}

/// Where a line from a point to its name ends.
type End = (f64, f64);

/// Places for a name: beside the point, then above and below it at the end of a line, ever farther.
fn candidates(x: f64, y: f64, width: f64) -> Vec<(Area, Option<Area>, Option<End>)> {
    let area = |left: f64, middle: f64| Area {
        left,
        top: middle - LINE / 2.0,
        right: left + width + 4.0,
        bottom: middle + LINE / 2.0,
    };
    let mut found = vec![
        (area(x + DOT + 4.0, y), None, None),
        (area(x - DOT - 8.0 - width, y), None, None),
        (area(x - width / 2.0 - 2.0, y - LINE), None, None),
        (area(x - width / 2.0 - 2.0, y + LINE), None, None),
    ];
    for step in 1..=16 {
        for side in [-1.0, 1.0] {
            let middle = y + side * (DOT + f64::from(step) * LINE);
            for left in [x + 2.0, x - width - 6.0, x - width / 2.0 - 2.0] {
                let own = area(left, middle);
                let is_centred = left < x && left + width > x;
                let end = match (is_centred, side < 0.0) {
                    (false, _) => middle,
                    (true, true) => own.bottom,
                    (true, false) => own.top,
                };
                let line = Area {
                    left: x - 1.0,
                    top: end.min(y + side * (DOT + 2.0)),
                    right: x + 1.0,
                    bottom: end.max(y + side * (DOT + 2.0)),
                };
                found.push((own, Some(line), Some((x, end))));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReportOptions;

    #[test]
    fn no_two_names_overlap_and_none_hides_a_point() {
        let list = |count: usize| -> String {
            let one = |at: usize| {
                format!(
                    "{{ id: t{at}, name: Touchpoint number {at}, experience: {}, expectation: 5 }}",
                    at % 7
                )
            };
            (0..count).map(one).collect::<Vec<_>>().join(", ")
        };
        for count in [2, 20, 90] {
            let text = format!("blueprint: B\nstages: [{{ id: s, touchpoints: [{}] }}]", list(count));
            let blueprint = service_blueprint::parse(&text).unwrap();
            let prediction = crate::report::facts::predicted(&blueprint);
            let facts = Facts::of(&blueprint, &prediction, &ReportOptions::default());
            let rankings = Rankings::of(&facts).unwrap();
            let places: Vec<(f64, f64)> = rankings
                .points
                .iter()
                .map(|point| (580.0 + 100.0 * point.satisfaction, 500.0 - 400.0 * point.part))
                .collect();
            let labels = labels(&rankings.points, &places);
            let boxes: Vec<Area> = labels
                .iter()
                .flatten()
                .map(|label| Area {
                    left: label.left,
                    top: label.baseline - 12.0,
                    right: label.left + FONT.width(&label.text),
                    bottom: label.baseline + 4.0,
                })
                .collect();
            // The scores are whole numbers, so that 90 points stand at seven places, and not every place has room.
            assert!(boxes.len() >= count.min(6), "{} of {count} are named", boxes.len());
            for (at, one) in boxes.iter().enumerate() {
                assert!(boxes[at + 1..].iter().all(|other| !one.meets(other)));
                let hidden = |(x, y): &(f64, f64)| {
                    one.meets(&Area {
                        left: x - 4.0,
                        top: y - 4.0,
                        right: x + 4.0,
                        bottom: y + 4.0,
                    })
                };
                assert!(!places.iter().any(hidden));
            }
        }
    }
}
