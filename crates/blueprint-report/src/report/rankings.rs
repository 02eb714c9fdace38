//! The ranking by satisfaction beside the ranking by memory, and where they disagree.

use maud::{Markup, html};

use super::cell::touchpoint_link;
use super::facts::Facts;
use super::quadrant::Point;
use crate::page::cell::{Head, figure, terms};
use crate::{column_change, percent};

/// So many ranks are listed; the table of moments has everything.
const LISTED: usize = 12;

/// Both rankings.
pub(super) struct Rankings<'b> {
    /// The touchpoints that have both a satisfaction and a part in memory, in document order.
    pub(super) points: Vec<Point<'b>>,
    /// Positions of touchpoints with their urgency, worst first.
    by_satisfaction: Vec<(usize, f64)>,
    /// Positions of touchpoints with their part, largest first.
    by_memory: Vec<(usize, f64)>,
}

impl<'b> Rankings<'b> {
    /// None where nothing is remembered, or nowhere both experience and expectation are known.
    pub(super) fn of(facts: &Facts<'b>) -> Option<Self> {
        let outlook = facts.outlook()?;
        outlook.law.mean()?;
        let weight = outlook.law.weight();
        let part = |position: usize| {
            let one = outlook.touchpoints.get(position)?;
            one.score.map(|_| weight.mix(one.p_peak, one.p_end))
        };
        let lines = facts.satisfaction.touchpoints.iter();
        let points = lines.filter_map(|line| {
            Some(Point {
                touchpoint: line.touchpoint,
                satisfaction: line.row.satisfaction?,
                part: part(line.touchpoint.position())?,
            })
        });
        let points: Vec<Point<'b>> = points.collect();
        let ranking = facts.satisfaction.ranking();
        if ranking.is_empty() {
            return None;
        }
        let by_satisfaction = ranking
            .iter()
            .filter_map(|line| Some((line.touchpoint.position(), line.row.urgency()?)))
            .collect();
        let scored = (0..outlook.touchpoints.len()).filter_map(|at| Some((at, part(at)?)));
        let mut by_memory: Vec<(usize, f64)> = scored.collect();
        // Rounded, so that what is equal but for rounding stays in document order.
        by_memory.sort_by(|a, b| (b.1 * 1e9).round().total_cmp(&(a.1 * 1e9).round()));
        Some(Self {
            points,
            by_satisfaction,
            by_memory,
        })
    }
}

/// Where the two disagree most, in a sentence: the touchpoint that satisfaction would mend first, and what memory says of it.
pub(super) fn headline(facts: &Facts<'_>, rankings: &Rankings<'_>) -> String {
    let say = facts.language;
    let rank = |position: usize| rankings.by_memory.iter().position(|(at, _)| *at == position);
    let first = rankings
        .by_satisfaction
        .first()
        .and_then(|(at, _)| Some((facts.blueprint.touchpoint_at(*at)?, rank(*at)?)));
    let Some((first, place)) = first else {
        return say.satisfaction_lead().to_owned();
    };
    let name = crate::text::clean(first.name());
    let worst = rankings.by_satisfaction.first().map_or(0.0, |(_, urgency)| *urgency);
    if worst > -0.005 {
        return say.nobody_is_disappointed(top_of_memory(facts, rankings));
    }
    match place {
        0 => say.rankings_agree(name),
        _ => {
            let top = top_of_memory(facts, rankings);
            say.rankings_disagree(name, place + 1, rankings.by_memory.len(), top)
        }
    }
}

/// The touchpoint that makes most of the memory.
fn top_of_memory(facts: &Facts<'_>, rankings: &Rankings<'_>) -> String {
    let top = rankings.by_memory.first();
    let top = top.and_then(|(at, _)| facts.blueprint.touchpoint_at(*at));
    top.map_or_else(String::new, |top| crate::text::clean(top.name()).into_owned())
}

pub(super) fn table(facts: &Facts<'_>, rankings: &Rankings<'_>) -> Markup {
    let say = facts.language;
    let heads = [
        Head::number(say.rank(), ""),
        Head::text(say.by_satisfaction()),
        Head::number(say.weighted(), say.weighted_means()),
        Head::number(say.rank_by_memory(), say.rank_by_memory_means()),
        Head::text(say.by_memory()),
        Head::number(say.part_in_memory(), say.part_in_memory_means()),
        Head::number(say.rank_by_satisfaction(), ""),
    ];
    let longest = rankings.by_satisfaction.len().max(rankings.by_memory.len());
    let place = |list: &[(usize, f64)], position: usize| list.iter().position(|(at, _)| *at == position);
    let linked = |position: usize| {
        let found = facts.blueprint.touchpoint_at(position);
        html! { @if let Some(found) = found { (touchpoint_link(facts, found)) } }
    };
    let rank = |found: Option<usize>, here: usize| {
        let apart = found.is_some_and(|found| found.abs_diff(here) >= far(longest));
        html! {
            td.n.apart[apart] { (found.map_or("–".to_owned(), |found| (found + 1).to_string())) }
        }
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.two_rankings()) {
            table {
                caption { (say.two_rankings()) }
                thead { tr { @for head in &heads { (head.plain()) } } }
                tbody {
                    @for row in 0..longest.min(LISTED) {
                        tr {
                            td.n.quiet { (row + 1) }
                            @match rankings.by_satisfaction.get(row) {
                                Some((at, urgency)) => {
                                    td.words { (linked(*at)) }
                                    (figure(Some(*urgency), Some(column_change(*urgency))))
                                    (rank(place(&rankings.by_memory, *at), row))
                                },
                                None => { td {} td {} td {} },
                            }
                            @match rankings.by_memory.get(row) {
                                Some((at, part)) => {
                                    td.words.second { (linked(*at)) }
                                    (figure(Some(*part), Some(percent(*part))))
                                    (rank(place(&rankings.by_satisfaction, *at), row))
                                },
                                None => { td.second {} td {} td {} },
                            }
                        }
                    }
                }
            }
        }
        @if longest > LISTED { p.small { (say.first_of(LISTED, longest)) } }
        (terms(&heads))
    }
}

/// Ranks so far apart are marked: half of the list, at least three.
fn far(longest: usize) -> usize {
    (longest / 2).max(3)
}
