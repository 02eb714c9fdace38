//! Sets tried one by one, for models that cannot be bounded.

use super::infeasible::Cheapest;
use super::problem::{Decision, tie};
use super::request::{Progress, Watch};
use super::search::{Hunt, Search, Searched};
use super::value::NoSet;
use std::ops::ControlFlow;

/// Up to so many options all sets are tried. Chosen: a million sets.
pub(super) const ALL_SETS: usize = 20;

/// From so many sets improvement starts. Chosen.
const STARTS: usize = 8;

/// What is tried.
#[derive(Debug, Clone)]
pub(super) struct Tried {
    /// What is decided of the options before the search.
    pub(super) decisions: Vec<Decision>,
    /// Whether anything is possible with that.
    pub(super) possible: bool,
    /// How many points of a frontier are found.
    pub(super) points: usize,
}

impl Search<'_> {
    /// The best set, all sets tried where they are few. Of many options sets are improved from several starts, one by one:
    /// an option is taken with what it needs and in place of what it excludes, dropped with what needs it, or exchanged for
    /// another one.
    pub(super) fn best_without_bound(
        &mut self,
        mut hunt: Hunt,
        tried: Tried,
        watch: Watch<'_>,
    ) -> Result<Searched, NoSet> {
        let few = self.problem.options() <= ALL_SETS;
        let went_on = match (tried.possible, few) {
            (false, _) => true,
            (true, true) => self.try_all(&mut hunt, &tried, watch)?.is_continue(),
            (true, false) => self.improve_starts(&mut hunt, &tried, watch)?.is_continue(),
        };
        let complete = went_on && (few || !tried.possible);
        let value = hunt.best.as_ref().map_or(f64::NEG_INFINITY, |found| found.value);
        Ok(Searched {
            bound: if complete { value } else { self.highest().max(value) },
            best: hunt.best,
            complete,
            settled: complete,
        })
    }

    fn try_all(&mut self, hunt: &mut Hunt, tried: &Tried, watch: Watch<'_>) -> Result<ControlFlow<()>, NoSet> {
        let mut open = vec![tried.decisions.clone()];
        while let Some(decisions) = open.pop() {
            let Some(option) = decisions.iter().position(|decision| *decision == Decision::Open) else {
                let chosen = decisions.iter().map(|decision| *decision == Decision::Chosen).collect();
                if self.told(hunt, tried, watch).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                self.ask_set(hunt, chosen)?;
                continue;
            };
            for decision in [Decision::Rejected, Decision::Chosen] {
                let mut decided = decisions.clone();
                if self.decide(&mut decided, option, decision, hunt.budget) {
                    open.push(decided);
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Counts a set, and tells of it. Whether to go on.
    fn told(&mut self, hunt: &Hunt, tried: &Tried, watch: Watch<'_>) -> ControlFlow<()> {
        self.nodes += 1;
        if self.nodes > self.limit {
            return ControlFlow::Break(());
        }
        watch(&Progress {
            nodes: self.nodes,
            remembered: hunt.best.as_ref().map(|found| self.problem.score(found.value)),
            bound: self.problem.score(self.highest()),
            points: tried.points,
        })
    }

    fn improve_starts(&mut self, hunt: &mut Hunt, tried: &Tried, watch: Watch<'_>) -> Result<ControlFlow<()>, NoSet> {
        let Some(first) = self.first_start(hunt, tried)? else {
            return Ok(ControlFlow::Continue(()));
        };
        let Some(value) = self.value_within(hunt, &first)? else {
            return Ok(ControlFlow::Continue(()));
        };
        let mut starts = vec![(value, first.clone())];
        for option in 0..first.len() {
            if self.told(hunt, tried, watch).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if let Some(with) = self.flipped(&first, tried, &[option])
                && let Some(value) = self.value_within(hunt, &with)?
            {
                starts.push((value, with));
            }
        }
        starts.sort_by(|a, b| b.0.total_cmp(&a.0));
        starts.truncate(STARTS);
        for (value, start) in starts {
            if self.improve_from(hunt, tried, start, value, watch)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Improves a set until no change of one or two options does.
    fn improve_from(
        &mut self,
        hunt: &mut Hunt,
        tried: &Tried,
        mut set: Vec<bool>,
        mut value: f64,
        watch: Watch<'_>,
    ) -> Result<ControlFlow<()>, NoSet> {
        let tie = tie(self.problem.scale);
        'again: loop {
            let inside: Vec<usize> = (0..set.len()).filter(|&option| set[option]).collect();
            let outside: Vec<usize> = (0..set.len()).filter(|&option| !set[option]).collect();
            let single = (0..set.len()).map(|option| vec![option]);
            let exchanged = inside
                .iter()
                .flat_map(|&out| outside.iter().map(move |&other| vec![out, other]));
            for change in single.chain(exchanged) {
                if self.told(hunt, tried, watch).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                let Some(changed) = self.flipped(&set, tried, &change) else {
                    continue;
                };
                if let Some(found) = self.value_within(hunt, &changed)?
                    && found > value + tie
                {
                    (set, value) = (changed, found);
                    continue 'again;
                }
            }
            return Ok(ControlFlow::Continue(()));
        }
    }

    /// A set to start from: what is decided, as cheap as can be.
    fn first_start(&mut self, hunt: &Hunt, tried: &Tried) -> Result<Option<Vec<bool>>, NoSet> {
        let fixed: Vec<bool> = tried
            .decisions
            .iter()
            .map(|decision| *decision == Decision::Chosen)
            .collect();
        if self.problem.is_allowed(&fixed) && hunt.budget.is_none_or(|budget| self.problem.cost(&fixed) <= budget) {
            return Ok(Some(fixed));
        }
        Ok(match self.cheapest()? {
            Cheapest::Set(set) => Some(set),
            Cheapest::None | Cheapest::Unknown => None,
        })
    }

    /// A set with some options changed: those taken bring what they need and oust what they exclude, those dropped take
    /// with them what needs them. None where that cannot be.
    fn flipped(&self, set: &[bool], tried: &Tried, change: &[usize]) -> Option<Vec<bool>> {
        let mut decisions = tried.decisions.clone();
        for &option in change {
            if !self.decide(&mut decisions, option, Decision::of(!set[option]), None) {
                return None;
            }
        }
        // The rest stays as it is where it can, what is there before what is not.
        for wanted in [true, false] {
            for option in (0..set.len()).filter(|&option| set[option] == wanted) {
                if decisions[option] != Decision::Open {
                    continue;
                }
                let mut kept = decisions.clone();
                if self.decide(&mut kept, option, Decision::of(wanted), None) {
                    decisions = kept;
                } else if !self.decide(&mut decisions, option, Decision::of(!wanted), None) {
                    return None;
                }
            }
        }
        Some(decisions.iter().map(|decision| *decision == Decision::Chosen).collect())
    }

    /// The value of a set within the budget, which is then offered; none where it is not allowed.
    fn value_within(&mut self, hunt: &mut Hunt, set: &[bool]) -> Result<Option<f64>, NoSet> {
        let affordable = hunt.budget.is_none_or(|budget| self.problem.cost(set) <= budget);
        if !affordable || !self.problem.is_allowed(set) {
            return Ok(None);
        }
        self.ask_set(hunt, set.to_vec())?;
        match self.value(set) {
            Ok(value) => Ok(Some(value)),
            Err(NoSet::NotAllowed) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{InvestOptions, Investing, Method, Model};
    use std::fmt::Write;
    use std::ops::ControlFlow;

    fn asked(text: &str, model: &str, budget: Option<i64>) -> crate::BestSet {
        let blueprint = service_blueprint::parse(text).unwrap();
        let options = InvestOptions {
            model: Model::from_name(model).unwrap(),
            ..InvestOptions::default()
        };
        let investing = Investing::new(&blueprint, options).unwrap();
        investing.best(budget, &mut |_| ControlFlow::Continue(())).unwrap()
    }

    const SHOP: &str = "
blueprint: Shop
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, value: 3 } ]
stages:
  - id: buy
    touchpoints:
      - { id: pay, experience: 4, duration: 10m, expectation: 5, next: { wait: 50%, unbox: rest } }
      - { id: wait, experience: 2, duration: 20m, expectation: 5, segments: { old: { skip: true } } }
      - { id: unbox, experience: 6, duration: 10m, expectation: 5 }
options:
  - { id: wallet, cost: 10, sets: { pay: 7 } }
  - { id: phone, cost: 10, sets: { wait: 5 } }
  - { id: tape, cost: 10, raises: { unbox: 2 } }
  - { id: card, cost: 4, adds: { before: end, touchpoint: { id: thanks, experience: 9, duration: 40m } } }
";

    #[test]
    fn all_sets_are_tried_under_the_mean() {
        // Weights 1/4 and 3/4. old: pay, unbox (4, 6); new: half of them with wait (4, 2, 6).
        // Without: old 5, new (5 + 4)/2 = 4.5: 4.875. card: old 19/3, new (19/3 + 21/4)/2.
        let best = asked(SHOP, "mean", Some(4));
        assert_eq!(
            (best.chosen[0].as_str(), best.method, best.optimal),
            ("card", Method::AllSets, true)
        );
        let expected = 0.75 * 19.0 / 3.0 + 0.25 * 0.5 * (19.0 / 3.0 + 21.0 / 4.0);
        assert!((best.remembered - expected).abs() < 1e-12, "{}", best.remembered);
        assert_eq!(best.bound, best.remembered);
        // For old both count one of three moments, but the wallet adds 3 and the tape 2.
        let best = asked(SHOP, "mean", Some(14));
        let names: Vec<_> = best.chosen.iter().map(|id| id.as_str()).collect();
        assert_eq!(names, ["wallet", "card"]);
    }

    #[test]
    fn durations_count_only_where_every_scored_touchpoint_has_one() {
        // old: (4·10 + 6·10 + 9·40)/60 = 23/3; new: (23/3 + (4·10 + 2·20 + 6·10 + 9·40)/80)/2 = (23/3 + 6.25)/2.
        let best = asked(SHOP, "duration_weighted_mean", Some(4));
        let expected = 0.75 * 23.0 / 3.0 + 0.125 * (23.0 / 3.0 + 6.25);
        assert!((best.remembered - expected).abs() < 1e-12, "{}", best.remembered);
        let untimed = SHOP.replace(", duration: 40m", "");
        let (plain, weighted) = (
            asked(&untimed, "mean", Some(4)),
            asked(&untimed, "duration_weighted_mean", Some(4)),
        );
        assert!((plain.remembered - weighted.remembered).abs() < 1e-12);
    }

    #[test]
    fn random_ways_prove_nothing() {
        // Paying again and again, there is no end of ways.
        let text = "
blueprint: Shop
stages: [ { id: buy, touchpoints: [ { id: pay, experience: 4, next: { pay: 50%, end: rest } } ] } ]
options: [ { id: wallet, cost: 10, sets: { pay: 7 } } ]
";
        let best = asked(text, "recency_mean", Some(10));
        assert_eq!((best.chosen.len(), best.optimal, best.bound), (1, false, 10.0));
        assert!((best.remembered - 7.0).abs() < 1e-9);
        let best = asked(text, "mean", Some(10));
        assert_eq!((best.optimal, best.bound), (true, best.remembered));
    }

    #[test]
    fn a_model_without_a_value_says_where() {
        let blueprint = service_blueprint::parse(SHOP).unwrap();
        let options = InvestOptions {
            model: Model::from_name("disconfirmation").unwrap(),
            ..InvestOptions::default()
        };
        if options.model.is_on_scale() {
            let investing = Investing::new(&blueprint, options).unwrap();
            // thanks has no expectation.
            let found = investing.best(Some(4), &mut |_| ControlFlow::Continue(()));
            assert!(matches!(found, Err(crate::InvestError::NoValue { .. })), "{found:?}");
        }
    }

    #[test]
    fn many_options_are_improved_and_no_proof_is_claimed() {
        let mut text = "blueprint: Long\nstages:\n  - id: all\n    touchpoints:\n".to_owned();
        for number in 0..24 {
            writeln!(text, "      - {{ id: t{number}, experience: 3 }}").unwrap();
        }
        text.push_str("options:\n");
        for number in 0..24 {
            writeln!(
                text,
                "  - {{ id: o{number}, cost: {}, sets: {{ t{number}: {} }} }}",
                10 + number,
                4 + number % 5
            )
            .unwrap();
        }
        let best = asked(&text, "mean", Some(100));
        assert_eq!(
            (best.method, best.optimal, best.bound),
            (Method::Improvement, false, 10.0)
        );
        // Five points for 14, 19, 24 and 29; what is left, 14, buys four points: 24 points in all.
        assert!(best.cost <= 100 && best.remembered >= 3.0 + 23.0 / 24.0, "{best:?}");
    }
}
