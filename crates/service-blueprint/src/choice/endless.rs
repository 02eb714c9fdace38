//! Options with which some journey would never end.

use std::collections::{BTreeMap, HashSet};

use crate::blueprint::{Investments, Journey, Known, Target};
use crate::problem::{Cause, Problem};
use crate::{Blueprint, DocumentPath, KEPT_PROBLEMS};

use super::building::Building;

/// Chosen: how many steps may be spent on laying out and walking the ways of options that lead away from the endings.
const STEPS: usize = 5_000_000;

/// The options which, chosen with all that they need and nothing else, make a journey from which no ending can be
/// reached: one problem each.
///
/// Only `next` can do so. Most of what it says is seen to be harmless at a glance: where every touchpoint that it changes
/// has a way that brings an ending nearer, as things stand, everybody can go nearer and nearer from everywhere. For the
/// rest the ways are laid out and walked.
pub(crate) fn never_ending(blueprint: &Blueprint) -> Vec<Problem> {
    if blueprint.options().iter().all(|option| option.next.is_empty()) {
        return Vec::new();
    }
    let investments = blueprint.investments();
    let known = Known::new(blueprint);
    let asked = asked(&investments);
    let mut steps = STEPS;
    let mut stuck: BTreeMap<usize, Cause> = BTreeMap::new();
    for (segment, node) in blueprint.segments.iter().enumerate() {
        let nearness = nearness(&node.journey);
        for chosen in &asked {
            let option = chosen[0];
            if stuck.contains_key(&option) || is_harmless(&investments, chosen, segment, &nearness) {
                continue;
            }
            let id = || blueprint.options()[option].id.clone();
            let total = blueprint.touchpoints.len() + blueprint.added.len();
            let Some(left) = steps.checked_sub(total) else {
                let at = DocumentPath::default().key("options").item(option);
                return vec![Problem::new(Cause::WaysTooMany { id: id() }, at)];
            };
            steps = left;
            let mut ascending = chosen.clone();
            ascending.sort_unstable();
            let building = Building {
                blueprint,
                known: &known,
                investments: &investments,
                chosen: ascending,
            };
            if let Some(position) = building.network(&building.additions()).stuck(segment) {
                let cause = Cause::OptionNeverEnds {
                    option: id(),
                    touchpoint: building.touchpoint_id(position).to_owned(),
                    segment: node.id.as_str().to_owned(),
                };
                stuck.insert(option, cause);
            }
        }
    }
    let problems = stuck.into_iter().take(KEPT_PROBLEMS).map(|(option, cause)| {
        let key = match blueprint.options()[option].next.is_empty() {
            true => "needs",
            false => "next",
        };
        Problem::new(cause, DocumentPath::default().key("options").item(option).key(key))
    });
    problems.collect()
}

/// The options about which to ask, each with all that it needs: those of which some change ways that no option before
/// them changes together.
fn asked(investments: &Investments) -> Vec<Vec<usize>> {
    let mut known = HashSet::new();
    let mut asked = Vec::new();
    for (position, option) in investments.options.iter().enumerate() {
        let chosen: Vec<usize> = std::iter::once(position).chain(option.needs.iter().copied()).collect();
        let changes = chosen.iter().copied();
        let mut changes: Vec<usize> = changes
            .filter(|other| !investments.options[*other].next.is_empty())
            .collect();
        changes.sort_unstable();
        if !changes.is_empty() && known.insert(changes) {
            asked.push(chosen);
        }
    }
    asked
}

/// Whether every touchpoint whose ways change for the segment has a way that brings an ending nearer, and nobody could
/// come to a touchpoint from which there is none.
fn is_harmless(investments: &Investments, chosen: &[usize], segment: usize, nearness: &Option<Vec<usize>>) -> bool {
    let mut changes = chosen
        .iter()
        .map(|option| &investments.options[*option])
        .filter(|option| option.segments.binary_search(&segment).is_ok())
        .flat_map(|option| &option.next)
        .peekable();
    if changes.peek().is_none() {
        return true;
    }
    let Some(numbers) = nearness else { return false };
    changes.all(|(from, ways)| {
        numbers.get(*from).is_some_and(|from| {
            ways.iter().any(|(to, _)| match to {
                Target::Touchpoint(to) => numbers.get(*to).is_some_and(|to| to < from),
                Target::End(_) => true,
            })
        })
    })
}

/// A number for each touchpoint, such that a way leads from it to one with a smaller number or to an ending; `None` where
/// from some touchpoint no ending can be reached.
///
/// Numbers are given in the order of a depth-first walk against the ways, from the endings, later touchpoints first: then
/// ways onward mostly lead to smaller numbers even where every touchpoint has a way out of its own.
fn nearness(journey: &Journey) -> Option<Vec<usize>> {
    let count = journey.touchpoints();
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut numbers = vec![None; count];
    // What comes last is taken first.
    let mut open = Vec::new();
    for here in 0..count {
        for (to, _) in journey.ways(here) {
            match to {
                Target::Touchpoint(next) => into[*next].push(here),
                Target::End(_) => open.push(here),
            }
        }
    }
    let mut next = 0;
    while let Some(here) = open.pop() {
        if numbers[here].is_none() {
            numbers[here] = Some(next);
            next += 1;
            open.append(&mut into[here]);
        }
    }
    numbers.into_iter().collect()
}
