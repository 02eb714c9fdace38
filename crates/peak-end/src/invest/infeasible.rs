//! Where no set is allowed: the least budget with which one is, and the floors that stand in the way.

use super::error::{InvestError, LeastBudget, UnmetFloor};
use super::investing::Investing;
use super::prices::Relaxation;
use super::problem::{Decision, Outcome, Problem};
use super::request::Goals;
use super::search::Search;
use super::value::{NoSet, Values};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Chosen: a search for the cheapest set that is not over after so many parts is given up.
const PARTS: u64 = 20_000;

/// The cheapest allowed set, as far as it was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cheapest {
    /// It is this one.
    Set(Vec<bool>),
    /// No set is allowed at all.
    None,
    /// It took too long.
    Unknown,
}

impl Search<'_> {
    /// The cheapest set that keeps to needs, excludes and floors, with which journeys end, and goals are kept if they are
    /// to be.
    ///
    /// Parts of all sets are looked at by what their sets cost at least: what is chosen, all open savings, and what it
    /// costs to keep the rules that these break. If they break none, they are the cheapest set; else the part is divided
    /// by an option of a rule that they break.
    pub(super) fn cheapest(&mut self) -> Result<Cheapest, NoSet> {
        let mut decisions = vec![Decision::Open; self.problem.options()];
        let mut open = BinaryHeap::new();
        if self.settle_all(&mut decisions, None) {
            open.push(Reverse((self.least_allowed(&decisions), 0, decisions)));
        }
        let mut number = 0;
        while let Some(Reverse((_, _, decisions))) = open.pop() {
            if number > PARTS {
                return Ok(Cheapest::Unknown);
            }
            let cheapest = self.with_savings(&decisions);
            let is_open = |option: &&usize| decisions[**option] == Decision::Open;
            let broken = self
                .problem
                .forbidden
                .iter()
                .find(|condition| condition.holds(&cheapest));
            let by = match broken {
                Some(condition) => condition.on.iter().chain(&condition.off).find(is_open),
                None => match self.value(&cheapest) {
                    Ok(_) => return Ok(Cheapest::Set(cheapest)),
                    // Where journeys end, and in which ending, depends on options that change ways.
                    Err(NoSet::NotAllowed) => self.problem.rerouting.iter().find(is_open),
                    Err(error) => return Err(error),
                },
            };
            let Some(&by) = by else { continue };
            for decision in [Decision::Chosen, Decision::Rejected] {
                let mut decided = decisions.clone();
                if self.decide(&mut decided, by, decision, None) {
                    number += 1;
                    open.push(Reverse((self.least_allowed(&decided), number, decided)));
                }
            }
        }
        Ok(Cheapest::None)
    }

    /// What is chosen, and all open savings.
    fn with_savings(&self, decisions: &[Decision]) -> Vec<bool> {
        let takes = |(decision, cost): (&Decision, &i64)| match decision {
            Decision::Open => *cost < 0,
            Decision::Chosen => true,
            Decision::Rejected => false,
        };
        decisions.iter().zip(&self.problem.costs).map(takes).collect()
    }

    /// What any allowed set of a part costs at least. A rule that the cheapest set breaks is kept by giving up a saving or
    /// by choosing an option that is open; of rules that share none of these, each costs at least its cheapest way.
    fn least_allowed(&self, decisions: &[Decision]) -> i128 {
        let cheapest = self.with_savings(decisions);
        let mut spoken_for = vec![false; decisions.len()];
        let mut least = self.least_cost(decisions);
        for condition in self
            .problem
            .forbidden
            .iter()
            .filter(|condition| condition.holds(&cheapest))
        {
            let ways = condition.on.iter().chain(&condition.off);
            let ways = ways.filter(|&&option| decisions[option] == Decision::Open);
            if ways.clone().any(|&option| spoken_for[option]) {
                continue;
            }
            let costs = ways.clone().map(|&option| i128::from(self.problem.costs[option]).abs());
            least += costs.min().unwrap_or(0);
            for &option in ways {
                spoken_for[option] = true;
            }
        }
        least
    }
}

impl Investing<'_> {
    /// Why no set was found within a budget.
    pub(super) fn nothing(&self, budget: Option<i64>, complete: bool) -> InvestError {
        if !complete {
            return InvestError::Stopped;
        }
        let mut search = match self.search() {
            Ok(search) => search,
            Err(error) => return error,
        };
        let found = search
            .cheapest()
            .and_then(|cheapest| Ok((cheapest, self.unkept(budget.map(i128::from))?)));
        match found {
            Ok((cheapest, floors)) => InvestError::Infeasible {
                budget,
                least_budget: match cheapest {
                    Cheapest::Set(set) => LeastBudget::Is(self.problem.cost(&set)),
                    Cheapest::None => LeastBudget::None,
                    Cheapest::Unknown => LeastBudget::Unknown,
                },
                floors,
            },
            Err(error) => self.failed(error),
        }
    }

    /// The floors that are not kept now and that no set within the budget keeps; all that are not kept now if there are
    /// none such.
    fn unkept(&self, budget: Option<i128>) -> Result<Vec<UnmetFloor>, NoSet> {
        let none = vec![false; self.problem.options()];
        let (mut all, mut alone) = (Vec::new(), Vec::new());
        for &group in &self.problem.first {
            let group = &self.problem.groups[group];
            for (node, place) in group.nodes.iter().enumerate() {
                let now = place.outcomes.iter().find(|outcome| outcome.when.holds(&none));
                let Some(now) = now.filter(|outcome| outcome.forbidden) else {
                    continue;
                };
                let Some(floor) = self.floor(group.segment, node, now, &place.outcomes) else {
                    continue;
                };
                let cannot = match self.cheapest_with_floor(&place.outcomes)? {
                    Cheapest::Set(set) => budget.is_some_and(|budget| self.problem.cost(&set) > budget),
                    Cheapest::None => true,
                    Cheapest::Unknown => false,
                };
                if cannot {
                    alone.push(floor.clone());
                }
                all.push(floor);
            }
        }
        Ok(if alone.is_empty() { all } else { alone })
    }

    fn floor(&self, segment: usize, node: usize, now: &Outcome, outcomes: &[Outcome]) -> Option<UnmetFloor> {
        let scale = self.problem.scale;
        let scores = outcomes.iter().filter(|outcome| !outcome.when.on.is_empty());
        let best = scores.filter_map(|outcome| outcome.score);
        Some(UnmetFloor {
            touchpoint: self.node_id(node),
            segment: self.blueprint.segments().nth(segment)?.id().clone(),
            at_least: self.at_least(node)?,
            score: now.score?,
            best: best.reduce(|best, next| if scale.is_better(next, best) { next } else { best }),
        })
    }

    /// The cheapest set if there were no other floor than that of these outcomes.
    fn cheapest_with_floor(&self, outcomes: &[Outcome]) -> Result<Cheapest, NoSet> {
        let mut problem: Problem = self.problem.clone();
        problem.forbidden.truncate(problem.rules);
        let floor = outcomes.iter().filter(|outcome| outcome.forbidden);
        problem.forbidden.extend(floor.map(|outcome| outcome.when.clone()));
        problem.find_concerns();
        let mut values = Values::new(&problem, &self.judge);
        if self.options.goals == Goals::Keep {
            values.keep_goals()?;
        }
        let relaxation = Relaxation::new(&problem, Vec::new());
        Search::new(&problem, values, relaxation, self.options.nodes).cheapest()
    }

    fn at_least(&self, node: usize) -> Option<f64> {
        match self.blueprint.touchpoint_at(node) {
            Some(touchpoint) => touchpoint.at_least(),
            None => self.investments.added[node - self.blueprint.touchpoints().len()].at_least,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{InvestError, InvestOptions, Investing, LeastBudget, UnmetFloor};
    use std::ops::ControlFlow;

    fn refused(options: &str, budget: Option<i64>) -> (Option<i64>, LeastBudget, Vec<UnmetFloor>) {
        let text = format!(
            "
blueprint: Shop
stages:
  - id: buy
    touchpoints:
      - {{ id: pay, experience: 5, at_least: 6 }}
      - {{ id: unbox, experience: 4, at_least: 5 }}
options:
{options}"
        );
        let blueprint = service_blueprint::parse(&text).unwrap();
        let investing = Investing::new(&blueprint, InvestOptions::default()).unwrap();
        match investing.best(budget, &mut |_| ControlFlow::Continue(())) {
            Err(InvestError::Infeasible {
                budget,
                least_budget,
                floors,
            }) => (budget, least_budget, floors),
            other => panic!("{other:?}"),
        }
    }

    const REPAIRS: &str = "
  - { id: wallet, cost: 100, sets: { pay: 7 } }
  - { id: card, cost: 60, raises: { pay: 1 }, needs: [terminal] }
  - { id: terminal, cost: 30 }
  - { id: tape, cost: 50, sets: { unbox: 6 } }
  - { id: thrift, cost: -20, removes: [unbox], excludes: [tape, card] }
  - { id: spared, cost: -5 }
";

    #[test]
    fn the_least_budget_is_named() {
        // thrift takes unbox out, but then card is excluded and pay takes the wallet: 100 − 20 − 5 = 75.
        // Without thrift: 60 + 30 + 50 − 5 = 135.
        let (budget, least, floors) = refused(REPAIRS, Some(70));
        assert_eq!((budget, least), (Some(70), LeastBudget::Is(75)));
        // Alone, pay costs 100 − 20 − 5 = 75 with the wallet, or 90 − 5 = 85; unbox −25.
        let floor = UnmetFloor {
            touchpoint: service_blueprint::TouchpointId::new("pay").unwrap(),
            segment: floors[0].segment.clone(),
            at_least: 6.0,
            score: 5.0,
            best: Some(7.0),
        };
        assert_eq!(floors, [floor]);
    }

    #[test]
    fn floors_that_only_conflict_together_are_all_named() {
        let options = "
  - { id: wallet, cost: 50, sets: { pay: 7 } }
  - { id: tape, cost: 50, sets: { unbox: 6 } }
";
        let (_, least, floors) = refused(options, Some(70));
        assert_eq!(least, LeastBudget::Is(100));
        assert_eq!(floors.len(), 2);
    }

    #[test]
    fn no_budget_is_named_where_none_helps() {
        let (budget, least, floors) = refused("  - { id: wallet, cost: 50, sets: { pay: 7 } }\n", None);
        assert_eq!((budget, least), (None, LeastBudget::None));
        assert_eq!((floors[0].touchpoint.as_str(), floors[0].best), ("unbox", None));
    }

    #[test]
    fn a_saving_may_be_required_that_nothing_gives() {
        let text = "
blueprint: Shop
stages: [ { id: buy, touchpoints: [ { id: pay, experience: 5 } ] } ]
options: [ { id: less, cost: -10, sets: { pay: 4 } }, { id: lesser, cost: -15, sets: { pay: 3 } } ]
";
        let blueprint = service_blueprint::parse(text).unwrap();
        let investing = Investing::new(&blueprint, InvestOptions::default()).unwrap();
        let found = investing.best(Some(-20), &mut |_| ControlFlow::Continue(()));
        let expected = InvestError::Infeasible {
            budget: Some(-20),
            least_budget: LeastBudget::Is(-15),
            floors: Vec::new(),
        };
        assert_eq!(found, Err(expected));
    }
}
