//! Branch and bound for the least largest regret.

use super::prices::Relaxing;
use super::problem::Decision;
use super::request::{Progress, Watch};
use super::search::{Hunt, Search, Ties};
use super::trying::ALL_SETS;
use super::value::NoSet;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Chosen: how often prices are moved in the first part and in later ones.
const ROUNDS: (usize, usize) = (64, 6);

/// Regrets closer than this are equal: what rounding leaves.
const TIE: f64 = 1e-12;

/// One model: its search, its best value, and what is remembered now.
pub(super) struct Side<'s> {
    search: Search<'s>,
    best: f64,
    gain: f64,
    /// How many sets of the search's pool were seen.
    seen: usize,
}

/// The set that was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Least {
    pub(super) chosen: Vec<bool>,
    /// No set has a smaller largest regret.
    pub(super) bound: f64,
    pub(super) complete: bool,
    pub(super) nodes: u64,
}

/// A set and its largest regret.
#[derive(Debug, Clone)]
struct Known {
    chosen: Vec<bool>,
    regret: f64,
    lowered: usize,
    cost: i128,
}

/// A part of all sets, by what its largest regret is at least.
#[derive(Debug, Clone)]
struct Part {
    least: f64,
    depth: usize,
    number: u64,
    decisions: Vec<Decision>,
    /// By model.
    prices: Vec<Vec<f64>>,
}

impl<'s> Side<'s> {
    pub(super) fn new(search: Search<'s>, best: f64, now: f64) -> Self {
        Self {
            search,
            best,
            gain: best - now,
            seen: 0,
        }
    }

    /// Whether no value rested on random ways.
    pub(super) fn is_exact(&self) -> bool {
        self.search.values.exact
    }

    fn regret(&self, value: f64) -> f64 {
        (self.best - value) / self.gain
    }

    fn is_bounded(&self) -> bool {
        !self.search.relaxation.groups().is_empty()
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Part {}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Part {
    /// The part with the smallest regret is the greatest, as it comes first.
    fn cmp(&self, other: &Self) -> Ordering {
        let smaller = other.least.total_cmp(&self.least);
        smaller
            .then(self.depth.cmp(&other.depth))
            .then(self.number.cmp(&other.number))
    }
}

/// The search's state apart from its models.
struct Regretting {
    budget: Option<i128>,
    best: Option<Known>,
}

/// The set whose largest regret is least: within the budget, among `starts` at the beginning. None if none was found
/// before the end.
pub(super) fn least_largest(
    sides: &mut [Side<'_>],
    starts: Vec<Vec<bool>>,
    budget: Option<i128>,
    limit: u64,
    watch: Watch<'_>,
) -> Result<Option<Least>, NoSet> {
    let mut state = Regretting { budget, best: None };
    for start in starts {
        state.offer(sides, start)?;
    }
    let Some(first) = sides.first() else { return Ok(None) };
    let problem = first.search.problem;
    let mut decisions = vec![Decision::Open; problem.options()];
    let possible = first.search.settle_all(&mut decisions, budget);
    let hopeless = problem.options() > ALL_SETS && !sides.iter().any(Side::is_bounded);
    let mut open = BinaryHeap::new();
    if possible && !hopeless {
        open.push(Part {
            least: 0.0,
            depth: 0,
            number: 0,
            decisions,
            prices: sides
                .iter()
                .map(|side| vec![0.0; side.search.relaxation.uses().len()])
                .collect(),
        });
    }
    let (mut nodes, mut number, mut left) = (0, 0, None);
    if hopeless {
        left = Some(0.0);
    }
    while let Some(part) = open.pop() {
        if state.is_beaten(sides, &part.decisions, part.least) {
            continue;
        }
        nodes += 1;
        let progress = Progress {
            nodes,
            remembered: None,
            bound: problem.scale.best(),
            points: 0,
        };
        if nodes > limit || watch(&progress).is_break() {
            left = Some(part.least);
            break;
        }
        for (least, decisions, prices) in state.look(sides, &part)? {
            number += 1;
            open.push(Part {
                least,
                depth: part.depth + 1,
                number,
                decisions,
                prices,
            });
        }
    }
    Ok(state.best.map(|best| Least {
        bound: left.map_or(best.regret, |left| left.min(best.regret)),
        complete: left.is_none(),
        chosen: best.chosen,
        nodes,
    }))
}

impl Regretting {
    /// Offers a set, if it is allowed and within the budget.
    fn offer(&mut self, sides: &mut [Side<'_>], chosen: Vec<bool>) -> Result<(), NoSet> {
        let Some(first) = sides.first() else { return Ok(()) };
        let problem = first.search.problem;
        let cost = problem.cost(&chosen);
        if self.budget.is_some_and(|budget| cost > budget) || !problem.is_allowed(&chosen) {
            return Ok(());
        }
        let mut regret = f64::NEG_INFINITY;
        for side in sides.iter_mut() {
            match side.search.value(&chosen) {
                Ok(value) => regret = regret.max(side.regret(value)),
                Err(NoSet::NotAllowed) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        let lowered = problem.lowered(&chosen);
        let better = self.best.as_ref().is_none_or(|best| {
            let order = lowered.cmp(&best.lowered).then(cost.cmp(&best.cost));
            regret < best.regret - TIE
                || (regret <= best.regret + TIE && order.then_with(|| best.chosen.cmp(&chosen)) == Ordering::Less)
        });
        if better {
            self.best = Some(Known {
                chosen,
                regret,
                lowered,
                cost,
            });
        }
        Ok(())
    }

    /// Whether no set of a part can be better than the best one, ties included.
    fn is_beaten(&self, sides: &[Side<'_>], decisions: &[Decision], least: f64) -> bool {
        let (Some(best), Some(first)) = (&self.best, sides.first()) else {
            return false;
        };
        if least < best.regret - TIE {
            return false;
        }
        if least > best.regret + TIE {
            return true;
        }
        let problem = first.search.problem;
        let (lowered, cost) = (problem.lowered_at_least(decisions), first.search.least_cost(decisions));
        let order = lowered.cmp(&best.lowered).then(cost.cmp(&best.cost));
        let all = decisions.iter().map(|decision| *decision != Decision::Rejected);
        order.then_with(|| best.chosen.iter().copied().cmp(all)) != Ordering::Less
    }

    /// Looks at a part: what is left of it, in two parts with what their largest regret is at least.
    #[expect(clippy::type_complexity, reason = "a bound, decisions, and prices by model")]
    fn look(&mut self, sides: &mut [Side<'_>], part: &Part) -> Result<Vec<(f64, Vec<Decision>, Vec<Vec<f64>>)>, NoSet> {
        let mut decisions = part.decisions.clone();
        let mut prices = part.prices.clone();
        let mut least = part.least;
        let rounds = if part.depth == 0 { ROUNDS.0 } else { ROUNDS.1 };
        // The model that binds, and what its relaxed problem does.
        let mut binding: Option<(usize, f64, Relaxing)> = None;
        for number in 0..sides.len() {
            if !sides[number].is_bounded() {
                continue;
            }
            let (mut last, mut prepared) = (None, 0);
            for round in 0..rounds {
                let open = decisions.iter().filter(|decision| **decision == Decision::Open).count();
                if open == 0 {
                    break;
                }
                let side = &mut sides[number];
                if open != prepared {
                    side.search.relaxation.prepare(&decisions);
                    prepared = open;
                }
                let spent = side.search.spent(&decisions);
                let left = self.budget.map(|budget| (budget - spent) as f64);
                let Some(relaxing) = side.search.relaxation.bound(&decisions, &prices[number], left) else {
                    return Ok(Vec::new());
                };
                least = least.max(side.regret(relaxing.bound));
                // Sets of this value have the best set's regret under this model; worse ones need not be looked at.
                let worst = self
                    .best
                    .as_ref()
                    .map(|best| side.best - (best.regret + TIE) * side.gain);
                if let Some(worst) = worst
                    && !fix(&side.search, self.budget, &mut decisions, &relaxing, worst)
                {
                    return Ok(Vec::new());
                }
                if round % 8 == 0 {
                    self.try_rounded(sides, number, &decisions, &relaxing)?;
                }
                if self.is_beaten(sides, &decisions, least) {
                    return Ok(Vec::new());
                }
                let known = worst.unwrap_or(f64::NEG_INFINITY);
                let relaxation = &sides[number].search.relaxation;
                let moved = relaxation.move_prices(&decisions, &relaxing, &mut prices[number], 1.0, known);
                last = Some(relaxing);
                if !moved {
                    break;
                }
            }
            if let Some(last) = last {
                let regret = sides[number].regret(last.bound);
                if binding.as_ref().is_none_or(|(_, known, _)| regret > *known) {
                    binding = Some((number, regret, last));
                }
            }
        }
        let option = match &binding {
            Some((number, _, relaxing)) => sides[*number].search.divide_by(&decisions, relaxing, &prices[*number]),
            None => decisions.iter().position(|decision| *decision == Decision::Open),
        };
        let Some(option) = option else {
            let chosen = decisions.iter().map(|decision| *decision == Decision::Chosen).collect();
            self.offer(sides, chosen)?;
            return Ok(Vec::new());
        };
        let bought = binding
            .as_ref()
            .and_then(|(_, _, relaxing)| relaxing.bought.get(option));
        let likely = bought.is_some_and(|bought| *bought >= 0.5);
        let mut parts = Vec::new();
        for decision in [Decision::of(!likely), Decision::of(likely)] {
            let mut decided = decisions.clone();
            let Some(first) = sides.first() else { break };
            if first.search.decide(&mut decided, option, decision, self.budget)
                && !self.is_beaten(sides, &decided, least)
            {
                parts.push((least, decided, prices.clone()));
            }
        }
        Ok(parts)
    }

    /// Tries the set that a model's relaxed problem comes close to.
    fn try_rounded(
        &mut self,
        sides: &mut [Side<'_>],
        number: usize,
        decisions: &[Decision],
        relaxing: &Relaxing,
    ) -> Result<(), NoSet> {
        let mut hunt = Hunt {
            budget: self.budget,
            ties: Ties::FewestLowered,
            best: None,
            value: f64::NEG_INFINITY,
            left: None,
        };
        let side = &mut sides[number];
        side.search.round(&mut hunt, decisions, relaxing)?;
        let new: Vec<Vec<bool>> = side.search.pool[side.seen..]
            .iter()
            .map(|found| found.chosen.clone())
            .collect();
        side.seen = side.search.pool.len();
        for chosen in new {
            self.offer(sides, chosen)?;
        }
        Ok(())
    }
}

/// Decides options without which, or with which, no set is remembered as well as `worst`. Whether something is left.
fn fix(search: &Search<'_>, budget: Option<i128>, decisions: &mut [Decision], relaxing: &Relaxing, worst: f64) -> bool {
    for option in 0..decisions.len() {
        if decisions[option] != Decision::Open {
            continue;
        }
        let with = relaxing.bound - relaxing.with[option] < worst;
        let without = relaxing.bound - relaxing.without[option] < worst;
        let forced = match (with, without) {
            (true, true) => return false,
            (true, false) => Decision::Rejected,
            (false, true) => Decision::Chosen,
            (false, false) => continue,
        };
        if !search.decide(decisions, option, forced, budget) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::invest::explain::tests::{all_sets, random};
    use crate::{InvestError, InvestOptions, Investing, Model, Progress};
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;
    use std::ops::ControlFlow;

    fn models(names: &[&str]) -> Vec<Model> {
        names.iter().map(|name| Model::from_name(name).unwrap()).collect()
    }

    #[test]
    fn the_largest_regret_is_as_small_as_trying_all_sets_finds() {
        let mut generator = ChaCha8Rng::seed_from_u64(11);
        let panels = [
            models(&["peak_end", "minimum_end", "end"]),
            models(&["peak_end", "mean", "trough"]),
        ];
        let mut compared = 0;
        for _ in 0..120 {
            let text = random(&mut generator);
            let budget: i64 = generator.random_range(-5..60);
            let blueprint = service_blueprint::parse(&text).unwrap();
            for models in &panels {
                let investing = Investing::new(&blueprint, InvestOptions::default()).unwrap();
                let mut watch = |_: &Progress| ControlFlow::Continue(());
                let found = match investing.least_regret(Some(budget), models, &mut watch) {
                    Ok(found) => found,
                    Err(InvestError::Infeasible { .. }) => continue,
                    Err(other) => panic!("{other:?}"),
                };
                assert!(found.optimal && found.cost <= i128::from(budget));
                let tables: Vec<_> = models
                    .iter()
                    .map(|model| {
                        let options = InvestOptions {
                            model: model.clone(),
                            ..InvestOptions::default()
                        };
                        all_sets(&Investing::new(&blueprint, options).unwrap())
                    })
                    .collect();
                let affordable = |cost: i128| cost <= i128::from(budget);
                let best: Vec<f64> = tables
                    .iter()
                    .map(|table| {
                        let values = table
                            .iter()
                            .filter(|(_, cost, _)| affordable(*cost))
                            .map(|(_, _, value)| *value);
                        values.fold(f64::NEG_INFINITY, f64::max)
                    })
                    .collect();
                let mut least = f64::INFINITY;
                for number in 0..tables[0].len() {
                    if !affordable(tables[0][number].1) {
                        continue;
                    }
                    let regrets = tables.iter().zip(&best).filter_map(|(table, best)| {
                        let now = table[0].2;
                        (best - now > 1e-12).then(|| (best - table[number].2) / (best - now))
                    });
                    if let Some(largest) = regrets.reduce(f64::max) {
                        least = least.min(largest);
                    }
                }
                match found.robustness.largest {
                    Some(largest) => assert!((largest - least).abs() < 1e-9, "{largest} {least} {text} {budget}"),
                    None => assert_eq!(least, f64::INFINITY),
                }
                compared += usize::from(least > 1e-9 && least.is_finite());
            }
        }
        assert!(compared > 20, "{compared}");
    }

    #[test]
    fn a_loss_is_not_robust_and_a_model_without_a_value_is_skipped() {
        let text = "
blueprint: Shop
stages: [ { id: buy, touchpoints: [ { id: pay, experience: 8 }, { id: unbox, experience: 6 } ] } ]
options: [ { id: card, cost: 1, adds: { before: end, touchpoint: { id: thanks, experience: 7 } } } ]
";
        let blueprint = service_blueprint::parse(text).unwrap();
        let investing = Investing::new(&blueprint, InvestOptions::default()).unwrap();
        let mut watch = |_: &Progress| ControlFlow::Continue(());
        let set = investing.best(Some(1), &mut watch).unwrap().chosen;
        assert_eq!(set[0].as_str(), "card");
        // The peak of 8 stays, the end rises from 6 to 7. The best moment cannot rise and does not fall, the mean of 7 stays.
        let found = investing
            .regrets(&set, &models(&["peak_end", "best", "mean"]), Some(1), &mut watch)
            .unwrap();
        assert!(found.robust);
        assert_eq!(found.regrets[1].regret, None);
        // With a start that is better, the mean falls.
        let text = text.replace("experience: 8", "experience: 10");
        let blueprint = service_blueprint::parse(&text).unwrap();
        let investing = Investing::new(&blueprint, InvestOptions::default()).unwrap();
        let found = investing
            .regrets(&set, &models(&["peak_end", "mean"]), Some(1), &mut watch)
            .unwrap();
        assert!(!found.robust);
        assert_eq!((found.largest, found.regrets[1].regret), (Some(0.0), None));
        // No stage has an influence.
        let found = investing
            .regrets(&set, &models(&["peak_end", "stage_weighted"]), Some(1), &mut watch)
            .unwrap();
        assert_eq!((found.regrets.len(), found.skipped.len(), found.robust), (1, 1, true));
    }
}
