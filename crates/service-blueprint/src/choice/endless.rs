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
    let total = blueprint.touchpoints.len() + blueprint.added.len();
    for (segment, node) in blueprint.segments.iter().enumerate() {
        let nearness = nearness(&node.journey);
        for (option, changing) in &asked {
            if stuck.contains_key(option) {
                continue;
            }
            let harmless = is_harmless(&investments, changing, segment, &nearness);
            let id = || blueprint.options()[*option].id.clone();
            let Some(left) = steps.checked_sub(changing.len() + if harmless { 0 } else { total }) else {
                let at = DocumentPath::default().key("options").item(*option);
                return vec![Problem::new(Cause::WaysTooMany { id: id() }, at)];
            };
            steps = left;
            if harmless {
                continue;
            }
            let building = Building {
                blueprint,
                known: &known,
                investments: &investments,
                chosen: with_needs(&investments, *option),
            };
            let endless = building.network(&building.additions()).stuck(segment);
            // One whose ways an option changes says more than one that only leads there.
            let changed = |at: &&usize| changes(&investments, changing, segment).any(|(changed, _)| changed == *at);
            if let Some(&position) = endless.iter().find(changed).or(endless.first()) {
                let cause = Cause::OptionNeverEnds {
                    option: id(),
                    touchpoint: building.touchpoint_id(position).to_owned(),
                    segment: node.id.as_str().to_owned(),
                };
                stuck.insert(*option, cause);
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

/// The options about which to ask, each with those that change ways among it and all that it needs: where no option
/// before it comes with the same ones.
fn asked(investments: &Investments) -> Vec<(usize, Vec<usize>)> {
    let mut known = HashSet::new();
    let mut asked = Vec::new();
    for option in 0..investments.options.len() {
        let mut changing = with_needs(investments, option);
        changing.retain(|other| !investments.options[*other].next.is_empty());
        if !changing.is_empty() && known.insert(changing.clone()) {
            asked.push((option, changing));
        }
    }
    asked
}

/// An option and all that it needs, ascending.
fn with_needs(investments: &Investments, option: usize) -> Vec<usize> {
    let mut all = investments.options[option].needs.clone();
    all.push(option);
    all.sort_unstable();
    all
}

/// The touchpoints whose ways options change for a segment, with those ways.
fn changes<'i>(
    investments: &'i Investments,
    changing: &'i [usize],
    segment: usize,
) -> impl Iterator<Item = &'i (usize, Vec<(Target, f64)>)> {
    let options = changing.iter().map(|option| &investments.options[*option]);
    let holds = options.filter(move |option| option.segments.binary_search(&segment).is_ok());
    holds.flat_map(|option| &option.next)
}

/// Whether every touchpoint whose ways change for the segment has a way that brings an ending nearer, and nobody could
/// come to a touchpoint from which there is none.
fn is_harmless(investments: &Investments, changing: &[usize], segment: usize, nearness: &Option<Vec<usize>>) -> bool {
    let mut changes = changes(investments, changing, segment).peekable();
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
