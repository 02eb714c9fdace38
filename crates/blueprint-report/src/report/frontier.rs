//! What every budget buys: a step chart and its table.

use maud::{Markup, html};
use peak_end::{BestSet, Frontier};

use super::advice::names;
use super::cell::{money, price};
use super::facts::Facts;
use super::plan::{Invested, Plan};
use crate::page::Section;
use crate::page::cell::{Head, figure, terms};
use crate::page::chart::{Axis, px};
use crate::{column, score};

const WIDTH: f64 = 1120.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 1080.0;
const TOP: f64 = 32.0;
const BOTTOM: f64 = 344.0;
/// So many points are listed, spread over the frontier; the chart has all of them.
const LISTED: usize = 40;

/// The section; none where there are no options, or nobody searched.
pub(super) fn section(facts: &Facts<'_>, invested: Option<&Invested>) -> Option<Section> {
    let say = facts.language;
    let invested = invested.filter(|_| !facts.blueprint.options().is_empty())?;
    let (lead, body) = match &invested.frontier {
        Ok(frontier) if frontier.points.is_empty() => return None,
        Ok(frontier) => (
            say.frontier_lead().to_owned(),
            body(facts, frontier, invested.plan.as_ref()),
        ),
        Err(reason) => (
            say.frontier_unknown().to_owned(),
            html! { p.small lang="en" { (reason) } },
        ),
    };
    Some(Section {
        id: "frontier",
        heading: say.money_against_memory(),
        lead: Some(lead),
        body,
    })
}

fn body(facts: &Facts<'_>, frontier: &Frontier, plan: Option<&Plan>) -> Markup {
    html! {
        (chart(facts, frontier, plan))
        @if !frontier.complete { p.small { (facts.language.frontier_incomplete()) } }
        (table(facts, frontier))
    }
}

/// A labelled mark on the chart.
struct Mark {
    cost: i128,
    remembered: f64,
    class: &'static str,
    label: String,
}

fn chart(facts: &Facts<'_>, frontier: &Frontier, plan: Option<&Plan>) -> Markup {
    let (say, scale) = (facts.language, facts.scale());
    let points = &frontier.points;
    let marks: Vec<Mark> = plan.map_or_else(Vec::new, |plan| {
        let best = Mark {
            cost: plan.best.cost,
            remembered: plan.best.remembered,
            class: "chosen",
            label: say.chosen_at(column(plan.best.remembered)),
        };
        let classical = Mark {
            cost: plan.classical.cost,
            remembered: plan.classical.remembered,
            class: "classical",
            label: say.satisfaction_first_at(column(plan.classical.remembered)),
        };
        let now = Mark {
            cost: 0,
            remembered: plan.now,
            class: "now",
            label: say.now_at(column(plan.now)),
        };
        // What buys nothing stands where now stands.
        let bought = !plan.classical.chosen.is_empty();
        [Some(now), Some(best), bought.then_some(classical)]
            .into_iter()
            .flatten()
            .collect()
    });
    let costs = || {
        points
            .iter()
            .map(|point| point.cost)
            .chain(marks.iter().map(|mark| mark.cost))
            .chain([0])
    };
    let values = || {
        points
            .iter()
            .map(|point| point.remembered)
            .chain(marks.iter().map(|mark| mark.remembered))
    };
    let (least, most) = (costs().min().unwrap_or(0) as f64, costs().max().unwrap_or(0) as f64);
    let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let air = ((high - low) * 0.12).max(1e-6 * scale.half());
    let (low, high) = (low - air, high + air);
    let room = (most - least).max(1.0) * 0.04;
    let x = Axis::new((least - room, most + room), (LEFT, RIGHT));
    // Better is up whichever way the scale runs.
    let rising = scale.is_better(scale.best(), scale.worst()) && scale.best() > scale.worst();
    let y = Axis::new(if rising { (low, high) } else { (high, low) }, (BOTTOM, TOP));
    let mut path = String::new();
    for (at, point) in points.iter().enumerate() {
        let (px_x, px_y) = (px(x.at(point.cost as f64)), px(y.at(point.remembered)));
        match at {
            0 => path.push_str(&format!("M{px_x} {px_y}")),
            _ => path.push_str(&format!("H{px_x}V{px_y}")),
        }
    }
    path.push_str(&format!("H{}", px(RIGHT)));
    let unit = facts.blueprint.document().currency.as_deref().map(crate::text::clean);
    html! {
        figure.chart {
            div.scroll tabindex="0" role="region" aria-label=(say.money_against_memory()) {
                svg role="img" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } width=(WIDTH) height=(HEIGHT)
                    aria-labelledby="frontier-title frontier-desc" {
                    title #frontier-title { (say.money_against_memory()) }
                    desc #frontier-desc { (described(facts, points)) }
                    @for tick in y.ticks(5) {
                        @let at = px(y.at(tick));
                        line.rule x1=(LEFT) x2=(RIGHT) y1=(at) y2=(at) {}
                        text.tick x=(LEFT - 8.0) y=(px(at + 4.0)) text-anchor="end" { (score(tick)) }
                    }
                    @for tick in x.ticks(7) {
                        @let at = px(x.at(tick));
                        line.rule x1=(at) x2=(at) y1=(BOTTOM) y2=(BOTTOM + 5.0) {}
                        text.tick x=(at) y=(BOTTOM + 20.0) text-anchor="middle" { (money(tick as i128)) }
                    }
                    text.axis-name x=(LEFT) y=(TOP - 14.0) { (say.remembered()) }
                    text.axis-name x=(RIGHT) y=(HEIGHT - 10.0) text-anchor="end" {
                        (say.cost()) @if let Some(unit) = unit { " · " (crate::text::shortened(&unit, crate::text::Font::regular(13.0), 200.0)) }
                    }
                    path.step d=(path) {}
                    @for point in points {
                        circle.step-point cx=(px(x.at(point.cost as f64))) cy=(px(y.at(point.remembered))) r="3" {
                            title { (money(point.cost)) ": " (score(point.remembered)) }
                        }
                    }
                    @for mark in &marks {
                        @let (at_x, at_y) = (x.at(mark.cost as f64), y.at(mark.remembered));
                        @let is_right = at_x > (LEFT + RIGHT) / 2.0;
                        @let below = mark.class != "chosen";
                        @match mark.class {
                            "classical" => rect.classical x=(px(at_x - 5.0)) y=(px(at_y - 5.0)) width="10" height="10" {},
                            class => circle.(class) cx=(px(at_x)) cy=(px(at_y)) r="7" {},
                        }
                        text.mark-label x=(px(if is_right { at_x - 12.0 } else { at_x + 12.0 }))
                            y=(px(if below { at_y + 22.0 } else { at_y - 12.0 }))
                            text-anchor=(if is_right { "end" } else { "start" }) { (mark.label) }
                    }
                }
            }
            figcaption.small { (say.frontier_caption()) }
        }
    }
}

fn described(facts: &Facts<'_>, points: &[BestSet]) -> String {
    let say = facts.language;
    match (points.first(), points.last()) {
        (Some(first), Some(last)) => say.frontier_described(
            price(facts, first.cost),
            score(first.remembered),
            price(facts, last.cost),
            score(last.remembered),
        ),
        _ => String::new(),
    }
}

fn table(facts: &Facts<'_>, frontier: &Frontier) -> Markup {
    let say = facts.language;
    let heads = [
        Head::number(say.cost(), ""),
        Head::number(say.remembered(), say.objective_means()),
        Head::text(say.what_it_buys()),
    ];
    let all = frontier.points.len();
    let listed: Vec<&BestSet> = match all {
        0..=LISTED => frontier.points.iter().collect(),
        // The first and the last are among them.
        _ => (0..LISTED)
            .map(|at| &frontier.points[at * (all - 1) / (LISTED - 1)])
            .collect(),
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.what_every_budget_buys()) {
            table {
                caption { (say.what_every_budget_buys()) }
                thead { tr { @for head in &heads { (head.plain()) } } }
                tbody {
                    @for point in &listed {
                        tr {
                            (figure(Some(point.cost as f64), Some(money(point.cost))))
                            (figure(Some(point.remembered), Some(column(point.remembered))))
                            td.words {
                                @if point.chosen.is_empty() { span.quiet { (say.nothing_bought()) } }
                                @else { (names(facts, &point.chosen)) }
                            }
                        }
                    }
                }
            }
        }
        @if all > LISTED { p.small { (say.some_of(LISTED, all)) } }
        (terms(&heads))
    }
}
