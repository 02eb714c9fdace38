//! One hunt for the best set: its budget, its rule of ties, and what is best so far.

use super::Search;
use crate::invest::problem::{Decision, tie};
use std::cmp::Ordering;

/// Which of equally good sets is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::invest) enum Ties {
    /// Fewest lowered touchpoints, then cheaper, then document order.
    FewestLowered,
    /// Cheaper, then fewest lowered touchpoints, then document order.
    Cheapest,
}

/// A set and what it is worth.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::invest) struct Found {
    pub(in crate::invest) chosen: Vec<bool>,
    /// In points from neutral.
    pub(in crate::invest) value: f64,
    pub(in crate::invest) cost: i128,
    pub(in crate::invest) lowered: usize,
}

/// One search's budget and rule of ties, and the best so far.
pub(in crate::invest) struct Hunt {
    pub(in crate::invest) budget: Option<i128>,
    pub(in crate::invest) ties: Ties,
    pub(in crate::invest) best: Option<Found>,
    /// The best value seen within the budget.
    pub(in crate::invest) value: f64,
    /// Where the search was stopped, the highest bound of what was not looked at.
    pub(in crate::invest) left: Option<f64>,
}

impl Search<'_> {
    /// Whether a set of a part can be better than the best so far only by costing no more.
    pub(super) fn must_save(&self, hunt: &Hunt, decisions: &[Decision], bound: f64) -> bool {
        let Some(best) = &hunt.best else { return false };
        bound <= hunt.value + tie(self.problem.scale)
            && match hunt.ties {
                Ties::Cheapest => true,
                Ties::FewestLowered => self.problem.lowered_at_least(decisions) >= best.lowered,
            }
    }

    /// Whether no set of a part can be better than the best so far, ties included.
    pub(super) fn is_beaten(&self, hunt: &Hunt, decisions: &[Decision], bound: f64) -> bool {
        let Some(best) = &hunt.best else { return false };
        let tie = tie(self.problem.scale);
        if bound > hunt.value + tie {
            return false;
        }
        if bound < hunt.value - tie {
            return true;
        }
        let (cost, lowered) = (self.least_cost(decisions), self.problem.lowered_at_least(decisions));
        let order = match hunt.ties {
            Ties::FewestLowered => lowered.cmp(&best.lowered).then(cost.cmp(&best.cost)),
            Ties::Cheapest => cost.cmp(&best.cost).then(lowered.cmp(&best.lowered)),
        };
        let chosen = decisions.iter().map(|decision| *decision != Decision::Rejected);
        // A set that has the earliest option in which two differ comes first.
        order.then_with(|| best.chosen.iter().copied().cmp(chosen)) != Ordering::Less
    }

    /// Offers a set that keeps to the rules.
    pub(super) fn offer(&self, hunt: &mut Hunt, found: &Found) {
        if hunt.budget.is_some_and(|budget| found.cost > budget) {
            return;
        }
        let tie = tie(self.problem.scale);
        let better = match &hunt.best {
            None => true,
            Some(_) if found.value > hunt.value + tie => true,
            Some(_) if found.value < hunt.value - tie => false,
            Some(best) => {
                let (lowered, cost) = (found.lowered.cmp(&best.lowered), found.cost.cmp(&best.cost));
                let order = match hunt.ties {
                    Ties::FewestLowered => lowered.then(cost),
                    Ties::Cheapest => cost.then(lowered),
                };
                order.then_with(|| best.chosen.cmp(&found.chosen)) == Ordering::Less
            }
        };
        hunt.value = hunt.value.max(found.value);
        if better {
            hunt.best = Some(found.clone());
        }
    }
}
