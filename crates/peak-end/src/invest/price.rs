//! The cheapest set that is remembered better than another one: what prices of rejected options come from.

use super::prices::Relaxing;
use super::problem::{Decision, tie};
use super::request::{Progress, Watch};
use super::search::{Hunt, Search, Ties};
use super::trying::ALL_SETS;
use super::value::NoSet;
use std::ops::ControlFlow;

/// Chosen: how often prices are moved in the first part and in later ones.
const ROUNDS: (usize, usize) = (96, 8);

/// What is looked for: a set that is remembered better than `above`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Better<'a> {
    /// In points from neutral.
    pub(super) above: f64,
    pub(super) budget: Option<i128>,
    /// What is decided of some options.
    pub(super) fixed: &'a [(usize, Decision)],
    /// After how many parts the search ends.
    pub(super) parts: u64,
}

/// What the cheapest such set costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cheapest {
    pub(super) cost: Option<i128>,
    /// Whether it is proved that none is cheaper, or that there is none.
    pub(super) proved: bool,
    /// Whether the watch ended it.
    pub(super) stopped: bool,
}

impl Search<'_> {
    /// What the cheapest set costs that is remembered better: parts of all sets are divided until their bound is no
    /// better, or their sets are no cheaper than one that was found.
    pub(super) fn cheapest_above(&mut self, better: Better<'_>, watch: Watch<'_>) -> Result<Cheapest, NoSet> {
        let least = better.above + tie(self.problem.scale);
        let mut hunt = Hunt {
            budget: better.budget,
            ties: Ties::Cheapest,
            best: None,
            value: f64::NEG_INFINITY,
            left: None,
        };
        let mut found = Cheapest {
            cost: None,
            proved: true,
            stopped: false,
        };
        let mut seen = 0;
        let mut decisions = vec![Decision::Open; self.problem.options()];
        let mut possible = true;
        for &(option, decision) in better.fixed {
            possible &= self.decide(&mut decisions, option, decision, hunt.budget);
        }
        possible &= self.settle_all(&mut decisions, hunt.budget);
        self.take_cheaper(&better, least, &mut hunt, &mut found, &mut seen);
        if self.relaxation.groups().is_empty() && self.problem.options() > ALL_SETS {
            found.proved = !possible;
            return Ok(found);
        }
        let prices = vec![0.0; self.relaxation.uses().len()];
        let mut open = if possible {
            vec![(decisions, prices)]
        } else {
            Vec::new()
        };
        let mut parts = 0;
        while let Some((decisions, prices)) = open.pop() {
            if hunt.budget.is_some_and(|budget| self.least_cost(&decisions) > budget) {
                continue;
            }
            (parts, self.nodes) = (parts + 1, self.nodes + 1);
            let progress = Progress {
                nodes: self.nodes,
                remembered: None,
                bound: self.problem.score(self.highest()),
                points: 0,
            };
            found.stopped = watch(&progress).is_break();
            if found.stopped || parts > better.parts {
                found.proved = false;
                break;
            }
            let rounds = if parts == 1 { ROUNDS.0 } else { ROUNDS.1 };
            let parts_left = self.divide(&mut hunt, least, decisions, prices, rounds)?;
            self.take_cheaper(&better, least, &mut hunt, &mut found, &mut seen);
            open.extend(parts_left);
        }
        Ok(found)
    }

    /// Takes what was found in the meantime, and lowers the budget below it.
    fn take_cheaper(&self, better: &Better<'_>, least: f64, hunt: &mut Hunt, found: &mut Cheapest, seen: &mut usize) {
        for set in &self.pool[*seen..] {
            let fits = |(option, decision): &(usize, Decision)| Decision::of(set.chosen[*option]) == *decision;
            let affordable = hunt.budget.is_none_or(|budget| set.cost <= budget);
            if set.value > least && affordable && better.fixed.iter().all(fits) {
                found.cost = Some(set.cost);
                hunt.budget = Some(set.cost - 1);
            }
        }
        *seen = self.pool.len();
    }

    /// Looks at a part: what is left of it, in two parts.
    #[expect(clippy::type_complexity, reason = "decisions and prices of each part")]
    fn divide(
        &mut self,
        hunt: &mut Hunt,
        least: f64,
        mut decisions: Vec<Decision>,
        mut prices: Vec<f64>,
        rounds: usize,
    ) -> Result<Vec<(Vec<Decision>, Vec<f64>)>, NoSet> {
        let mut last = Relaxing::default();
        if !self.relaxation.groups().is_empty() {
            let mut prepared = 0;
            for round in 0..rounds {
                let open = decisions.iter().filter(|decision| **decision == Decision::Open).count();
                if open == 0 {
                    break;
                }
                if open != prepared {
                    self.relaxation.prepare(&decisions);
                    prepared = open;
                }
                let left = hunt.budget.map(|budget| (budget - self.spent(&decisions)) as f64);
                let Some(relaxing) = self.relaxation.bound(&decisions, &prices, left) else {
                    return Ok(Vec::new());
                };
                if relaxing.bound <= least || self.fix_above(hunt, least, &mut decisions, &relaxing).is_break() {
                    return Ok(Vec::new());
                }
                if round % 8 == 0 {
                    self.round(hunt, &decisions, &relaxing)?;
                }
                let moved = self
                    .relaxation
                    .move_prices(&decisions, &relaxing, &mut prices, 1.0, least);
                last = relaxing;
                if !moved {
                    break;
                }
            }
        }
        let option = if last.bought.is_empty() {
            decisions.iter().position(|decision| *decision == Decision::Open)
        } else {
            self.divide_by(&decisions, &last, &prices)
        };
        let Some(option) = option else {
            let chosen = decisions.iter().map(|decision| *decision == Decision::Chosen).collect();
            self.ask_set(hunt, chosen)?;
            return Ok(Vec::new());
        };
        let likely = last.bought.get(option).is_some_and(|bought| *bought >= 0.5);
        let mut parts = Vec::new();
        for decision in [Decision::of(!likely), Decision::of(likely)] {
            let mut decided = decisions.clone();
            if self.decide(&mut decided, option, decision, hunt.budget) {
                parts.push((decided, prices.clone()));
            }
        }
        Ok(parts)
    }

    /// Decides options that the bound decides. Breaks where nothing is left.
    fn fix_above(&self, hunt: &Hunt, least: f64, decisions: &mut [Decision], relaxing: &Relaxing) -> ControlFlow<()> {
        for option in 0..decisions.len() {
            if decisions[option] != Decision::Open {
                continue;
            }
            let with = relaxing.bound - relaxing.with[option] <= least;
            let without = relaxing.bound - relaxing.without[option] <= least;
            let forced = match (with, without) {
                (true, true) => return ControlFlow::Break(()),
                (true, false) => Decision::Rejected,
                (false, true) => Decision::Chosen,
                (false, false) => continue,
            };
            if !self.decide(decisions, option, forced, hunt.budget) {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }
}
