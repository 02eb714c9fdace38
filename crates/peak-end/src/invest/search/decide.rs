//! What follows from a decision on an option.

use super::Search;
use crate::invest::problem::Decision;

impl Search<'_> {
    /// Decides an option and all that follows from it. False where nothing is left.
    pub(in crate::invest) fn decide(
        &self,
        decisions: &mut [Decision],
        option: usize,
        decision: Decision,
        budget: Option<i128>,
    ) -> bool {
        if decisions[option] != Decision::Open {
            return decisions[option] == decision;
        }
        decisions[option] = decision;
        self.follow(decisions, vec![option], budget)
    }

    /// Decides what follows before anything is decided.
    pub(in crate::invest) fn settle_all(&self, decisions: &mut [Decision], budget: Option<i128>) -> bool {
        let mut changed = Vec::new();
        for condition in 0..self.problem.forbidden.len() {
            if !self.settle(decisions, condition, &mut changed) {
                return false;
            }
        }
        if !self.afford(decisions, budget, &mut changed) {
            return false;
        }
        self.follow(decisions, changed, budget)
    }

    /// Decides all that follows from options that were decided.
    fn follow(&self, decisions: &mut [Decision], mut changed: Vec<usize>, budget: Option<i128>) -> bool {
        while let Some(option) = changed.pop() {
            for &condition in &self.problem.concerns[option] {
                if !self.settle(decisions, condition, &mut changed) {
                    return false;
                }
            }
            if changed.is_empty() && !self.afford(decisions, budget, &mut changed) {
                return false;
            }
        }
        true
    }

    /// Keeps a forbidden condition from holding, where one open option is all that stands between.
    pub(super) fn settle(&self, decisions: &mut [Decision], condition: usize, changed: &mut Vec<usize>) -> bool {
        let condition = &self.problem.forbidden[condition];
        if !condition.is_possible(decisions) {
            return true;
        }
        let mut open = None;
        for (options, saved_by) in [(&condition.on, Decision::Rejected), (&condition.off, Decision::Chosen)] {
            for &option in options {
                if decisions[option] == Decision::Open && open.replace((option, saved_by)).is_some() {
                    return true;
                }
            }
        }
        let Some((option, saved_by)) = open else { return false };
        decisions[option] = saved_by;
        changed.push(option);
        true
    }

    /// Rejects what can no longer be afforded, and takes savings without which nothing can.
    pub(super) fn afford(&self, decisions: &mut [Decision], budget: Option<i128>, changed: &mut Vec<usize>) -> bool {
        let Some(budget) = budget else { return true };
        let left = budget - self.least_cost(decisions);
        if left < 0 {
            return false;
        }
        for (option, decision) in decisions.iter_mut().enumerate() {
            let cost = i128::from(self.problem.costs[option]);
            if *decision == Decision::Open && cost.abs() > left {
                *decision = if cost > 0 { Decision::Rejected } else { Decision::Chosen };
                changed.push(option);
            }
        }
        true
    }

    /// What the chosen options cost.
    pub(in crate::invest) fn spent(&self, decisions: &[Decision]) -> i128 {
        self.cost_where(decisions, |decision, _| decision == Decision::Chosen)
    }

    /// What any set of the part costs at least: all open savings taken.
    pub(in crate::invest) fn least_cost(&self, decisions: &[Decision]) -> i128 {
        self.cost_where(decisions, |decision, cost| {
            decision == Decision::Chosen || (decision == Decision::Open && cost < 0)
        })
    }

    pub(super) fn cost_where(&self, decisions: &[Decision], counts: impl Fn(Decision, i64) -> bool) -> i128 {
        let costs = self.problem.costs.iter().zip(decisions);
        let counted = costs.filter(|(cost, decision)| counts(**decision, **cost));
        counted.map(|(cost, _)| i128::from(*cost)).sum()
    }
}
