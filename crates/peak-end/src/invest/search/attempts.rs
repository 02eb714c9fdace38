//! Sets that are tried on the way.

use super::{Found, Hunt, MEMORY, Search};
use crate::invest::prices::Relaxing;
use crate::invest::problem::{Decision, tie};
use crate::invest::request::Watch;
use crate::invest::value::NoSet;
use std::ops::ControlFlow;

impl Search<'_> {
    /// Asks the value of the set that a part with nothing open, or with all that is open left out, comes down to.
    pub(super) fn ask(&mut self, hunt: &mut Hunt, decisions: &[Decision]) -> Result<(), NoSet> {
        let chosen = decisions.iter().map(|decision| *decision == Decision::Chosen).collect();
        self.ask_set(hunt, chosen)
    }

    pub(in crate::invest) fn ask_set(&mut self, hunt: &mut Hunt, chosen: Vec<bool>) -> Result<(), NoSet> {
        if self.asked.contains(&chosen) || !self.problem.is_allowed(&chosen) {
            return Ok(());
        }
        let kept = self.pool.len() < MEMORY / 8 / (2 * chosen.len() + 100);
        if kept {
            self.asked.insert(chosen.clone());
        }
        let value = match self.value(&chosen) {
            Ok(value) => value,
            Err(NoSet::NotAllowed) => return Ok(()),
            Err(error) => return Err(error),
        };
        let found = Found {
            value,
            cost: self.problem.cost(&chosen),
            lowered: self.problem.lowered(&chosen),
            chosen,
        };
        self.offer(hunt, &found);
        if kept {
            self.pool.push(found);
        }
        Ok(())
    }

    /// Tries the set that the relaxed problem comes close to.
    pub(in crate::invest) fn round(
        &mut self,
        hunt: &mut Hunt,
        decisions: &[Decision],
        relaxing: &Relaxing,
    ) -> Result<(), NoSet> {
        let mut wanted: Vec<usize> = (0..decisions.len())
            .filter(|&option| decisions[option] == Decision::Open)
            .collect();
        let mut used = vec![0.0f64; decisions.len()];
        for (&option, part) in self.relaxation.uses().iter().zip(&relaxing.used) {
            used[option] = used[option].max(*part);
        }
        let urgency = |option: usize| relaxing.bought[option] + 0.5 * used[option];
        wanted.sort_by(|&a, &b| urgency(b).total_cmp(&urgency(a)).then(a.cmp(&b)));
        let mut decided = decisions.to_vec();
        for option in wanted {
            if decided[option] != Decision::Open {
                continue;
            }
            let wish = if urgency(option) >= 0.5 {
                Decision::Chosen
            } else {
                Decision::Rejected
            };
            let mut tried = decided.clone();
            if self.decide(&mut tried, option, wish, hunt.budget) {
                decided = tried;
            } else {
                let other = if wish == Decision::Chosen {
                    Decision::Rejected
                } else {
                    Decision::Chosen
                };
                if !self.decide(&mut decided, option, other, hunt.budget) {
                    return Ok(());
                }
            }
        }
        self.ask(hunt, &decided)
    }

    /// Improves the best set by adding, dropping and exchanging single options as long as that helps.
    pub(super) fn improve(
        &mut self,
        hunt: &mut Hunt,
        decisions: &[Decision],
        bound: f64,
        points: usize,
        watch: Watch<'_>,
    ) -> Result<ControlFlow<()>, NoSet> {
        let open: Vec<usize> = (0..decisions.len())
            .filter(|&option| decisions[option] == Decision::Open)
            .collect();
        for _ in 0..decisions.len() {
            let Some(best) = hunt.best.clone() else { break };
            for &option in &open {
                let mut tried = best.chosen.clone();
                tried[option] = !tried[option];
                if hunt.budget.is_none_or(|budget| self.problem.cost(&tried) <= budget) {
                    self.ask_set(hunt, tried)?;
                }
                if self.tell(hunt, bound, points, watch).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            let gained = |now: &Found| now.value > best.value + tie(self.problem.scale);
            if !hunt.best.as_ref().is_some_and(gained) {
                break;
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}
