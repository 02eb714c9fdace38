//! Episodes whose last moment is not rated, so that another moment counts as the end.

use super::features::Features;
use super::{Finding, Severity, percent, share};

pub(super) const CODE: &str = "unrated-end";

/// Said from this share of episodes on. Chosen: fewer move the weight of the end less than its error.
const SAID: f64 = 0.02;
/// A touchpoint comes last if it is the last one in this share of all episodes. Chosen: the rule, not the exception.
const LAST_OF_ALL: f64 = 0.5;
/// And in this share of those that have it. Chosen: a touchpoint that comes anywhere is missed nowhere.
const LAST_WHERE_IT_IS: f64 = 0.9;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let episodes = features.episodes;
    let usual = usual_end(features);
    let has = |at: usize, end: u32| episodes.touchpoints().numbers()[episodes.range(at)].contains(&end);
    let lacks = |at: usize| usual.is_some_and(|end| !has(at, end));
    let listed = |at: usize| features.unrated_ends.get(at).is_some_and(|is_unrated| *is_unrated);
    let found: Vec<usize> = (0..episodes.count()).filter(|at| listed(*at) || lacks(*at)).collect();
    let part = found.len() as f64 / episodes.count() as f64;
    match found.first() {
        Some(&first) if part >= SAID => vec![told(features, usual, found.len(), first)],
        _ => Vec::new(),
    }
}

/// The touchpoint that comes last, where there is one.
fn usual_end(features: &Features<'_>) -> Option<u32> {
    let episodes = features.episodes;
    let numbers = episodes.touchpoints().numbers();
    let mut last = vec![0_usize; episodes.touchpoints().names().len()];
    for at in 0..episodes.count() {
        last[numbers[episodes.range(at).end - 1] as usize] += 1;
    }
    // Of equally frequent ones the first to be rated in the data.
    let (end, &times) = last.iter().enumerate().rev().max_by_key(|(_, times)| **times)?;
    let end = u32::try_from(end).ok()?;
    let having = (0..episodes.count())
        .filter(|at| numbers[episodes.range(*at)].contains(&end))
        .count();
    let is_usual =
        times as f64 >= LAST_OF_ALL * episodes.count() as f64 && times as f64 >= LAST_WHERE_IT_IS * having as f64;
    is_usual.then_some(end)
}

fn told(features: &Features<'_>, usual: Option<u32>, found: usize, first: usize) -> Finding {
    let episodes = features.episodes;
    let all = episodes.count();
    let usual = usual.map(|end| &episodes.touchpoints().names()[end as usize]);
    let usual = usual.map_or(String::new(), |name| format!(" (`{name}` is the last of most)"));
    let person = match episodes.people().name_of(first) {
        person if person == episodes.names()[first] => String::new(),
        person => format!(" of `{person}`"),
    };
    Finding {
        code: CODE,
        severity: Severity::Remark,
        message: format!(
            "in {found} of {all} episodes ({}, said from {} on) the last moment is not rated{usual}, first in `{}`{person}: \
             there the last rated moment counts as the end",
            share(found, all),
            percent(SAID),
            episodes.names()[first],
        ),
        help: "what is said of the end rests on other moments there: compare again without these episodes, and if the two \
               differ, trust the second"
            .into(),
        evidence: vec![
            ("unrated_ends", found as f64),
            ("episodes", all as f64),
            ("share", found as f64 / all as f64),
            ("threshold", SAID),
        ],
    }
}
