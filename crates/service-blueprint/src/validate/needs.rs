//! Which options come along with an option, and whether they can be chosen together.

use std::collections::{HashMap, HashSet};

use crate::document::{Document, InvestmentOption};

use super::names::Names;

/// Chosen: how many steps may be spent on following what options need and on comparing what they change. Honest
/// documents take thousands; without a bound, options that need each other in long chains would take hours.
const STEPS: usize = 5_000_000;

/// Two options that exclude each other, and why.
pub(super) type Clash = (usize, usize, String);

/// The options and what they need.
pub(super) struct Needs<'d> {
    options: &'d [InvestmentOption],
    needs: Vec<Vec<usize>>,
    /// For each option whether all ids in its `needs` exist.
    whole: Vec<bool>,
    excludes: Vec<Vec<usize>>,
    /// For each option the segments in `for`, ascending; empty for all.
    segments: Vec<Vec<usize>>,
    /// For each option the last option that was found to need it, counted from 1.
    mark: Vec<usize>,
    steps: usize,
}

/// An option with all that it needs, needs of needs included.
pub(super) struct Chosen<'n> {
    mark: &'n [usize],
    round: usize,
    /// Whether all that they name as needed exists. Of what is missing nobody knows what it adds.
    pub(super) is_whole: bool,
}

impl Chosen<'_> {
    /// Whether an option is the one chosen or needed by it.
    pub(super) fn contains(&self, option: usize) -> bool {
        self.mark[option] == self.round
    }
}

impl<'d> Needs<'d> {
    pub(super) fn new(document: &'d Document, names: &Names<'d>) -> Self {
        let options = &document.options;
        let positions = |ids: &[String], known: &HashMap<&str, usize>| {
            let found: HashSet<usize> = ids.iter().filter_map(|id| known.get(id.as_str()).copied()).collect();
            let mut found: Vec<usize> = found.into_iter().collect();
            found.sort_unstable();
            found
        };
        let options_of = |ids: fn(&InvestmentOption) -> &[String]| {
            let lists = options.iter().map(|option| positions(ids(option), &names.options));
            lists.collect::<Vec<_>>()
        };
        Self {
            needs: options_of(|option| &option.needs),
            whole: options
                .iter()
                .map(|option| option.needs.iter().all(|id| names.options.contains_key(id.as_str())))
                .collect(),
            excludes: options_of(|option| &option.excludes),
            segments: options
                .iter()
                .map(|option| positions(&option.segments, &names.segments))
                .collect(),
            mark: vec![0; options.len()],
            steps: STEPS,
            options,
        }
    }

    /// The option with all that it needs; `None` when that takes too long to follow.
    pub(super) fn of(&mut self, option: usize) -> Option<Chosen<'_>> {
        let together = self.together(option)?;
        Some(Chosen {
            is_whole: together.iter().all(|&one| self.whole[one]),
            mark: &self.mark,
            round: option + 1,
        })
    }

    /// The option and all that it needs, itself first, each marked.
    fn together(&mut self, option: usize) -> Option<Vec<usize>> {
        let round = option + 1;
        let mut chosen = vec![option];
        self.mark[option] = round;
        let mut seen = HashSet::from([option]);
        let mut next = 0;
        while let Some(here) = chosen.get(next).copied() {
            self.spend(1 + self.needs[here].len())?;
            for &needed in &self.needs[here] {
                self.mark[needed] = round;
                if seen.insert(needed) {
                    chosen.push(needed);
                }
            }
            next += 1;
        }
        Some(chosen)
    }

    fn spend(&mut self, steps: usize) -> Option<()> {
        self.steps = self.steps.checked_sub(steps)?;
        Some(())
    }

    /// Two of an option and all that it needs that exclude each other; `None` when that takes too long to find out.
    pub(super) fn clash(&mut self, option: usize) -> Option<Option<Clash>> {
        if self.needs[option].is_empty() {
            return Some(None);
        }
        let chosen = self.together(option)?;
        let round = option + 1;
        for &index in &chosen {
            self.spend(self.excludes[index].len())?;
            let excluded = self.excludes[index].iter();
            if let Some(&other) = excluded
                .clone()
                .find(|other| self.mark[**other] == round && **other != index)
            {
                let (id, excluded) = (&self.options[index].id, &self.options[other].id);
                return Some(Some((index, other, format!("`{id}` excludes `{excluded}`"))));
            }
        }
        let mut taken: HashMap<(&str, bool), Vec<usize>> = HashMap::new();
        for &index in &chosen {
            let option = &self.options[index];
            let scores = option.sets.keys().chain(option.raises.keys()).map(|id| (id, false));
            for (id, ways) in scores.chain(option.next.keys().map(|id| (id, true))) {
                let others = taken.entry((id.as_str(), ways)).or_default();
                let comparisons = others
                    .iter()
                    .map(|other| 1 + self.segments[*other].len())
                    .sum::<usize>();
                self.steps = self.steps.checked_sub(1 + comparisons)?;
                let shared =
                    |other: &&usize| **other != index && shares(&self.segments[index], &self.segments[**other]);
                if let Some(&other) = others.iter().find(shared) {
                    let what = if ways {
                        "set the ways on from"
                    } else {
                        "set or raise the score of"
                    };
                    let why = format!("`{}` and `{}` both {what} `{id}`", self.options[other].id, option.id);
                    return Some(Some((other, index, why)));
                }
                others.push(index);
            }
        }
        Some(None)
    }
}

/// Whether two ascending lists of segments, empty for all, have one in common.
fn shares(a: &[usize], b: &[usize]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|segment| b.binary_search(segment).is_ok())
}
