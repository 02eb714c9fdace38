//! All combinations of choices, one by one, on small paths: same values, same least costs, same sets.
//!
//! More cases than usual: `PEAK_END_CASES=20000 cargo test -p peak-end --test one_path`.

use peak_end::{Negativity, OnePath, PathChoice, PathMoment, Weight};
use proptest::prelude::*;
use proptest::test_runner::Config;
use service_blueprint::Scale;

/// A path as it is drawn.
#[derive(Debug, Clone)]
struct Drawn {
    /// Worst, neutral, best.
    scale: (f64, f64, f64),
    weight: f64,
    negativity: f64,
    moments: Vec<PathMoment>,
}

/// One combination of choices.
#[derive(Debug, Clone)]
struct Combination {
    cost: i64,
    /// Signed so that more is better.
    goodness: f64,
    lowered: usize,
    chosen: Vec<Option<usize>>,
}

/// Values that differ by less are equal; those of a grid that differ at all are further apart.
const EQUAL: f64 = 1e-12;

impl Drawn {
    fn path(&self) -> OnePath {
        let (worst, neutral, best) = self.scale;
        OnePath::new(
            Scale::new(worst, neutral, best).expect("a scale"),
            Weight::new(self.weight).expect("a weight"),
            Negativity::new(self.negativity).expect("a negativity"),
            self.moments.clone(),
        )
        .expect("every moment has an outcome")
    }

    fn towards_best(&self) -> f64 {
        (self.scale.2 - self.scale.0).signum()
    }

    /// How intense a score is, in 10⁻⁹, and whether it is bad.
    fn intensity(&self, score: f64) -> (u64, bool) {
        let (worst, neutral, best) = self.scale;
        let off = (score - neutral) * self.towards_best();
        let bad = off < 0.0;
        let part = off.abs() / if bad { worst - neutral } else { best - neutral }.abs();
        let part = if off == 0.0 { 0.0 } else { part };
        (
            (1e9 * part * if bad { self.negativity } else { 1.0 }).round() as u64,
            bad,
        )
    }

    /// What is remembered of scores in order, by the rule itself.
    fn remembered(&self, scores: &[f64]) -> f64 {
        let mut peak = scores[0];
        for &score in scores {
            if self.intensity(score) > self.intensity(peak) {
                peak = score;
            }
        }
        self.weight * peak + (1.0 - self.weight) * scores[scores.len() - 1]
    }

    fn combinations(&self) -> Vec<Combination> {
        let mut all = vec![(Vec::new(), Vec::new(), 0, 0)];
        for moment in &self.moments {
            let mut longer = Vec::new();
            for (chosen, scores, cost, lowered) in &all {
                let mut add = |choice: Option<usize>, score: f64, more: i64| {
                    let mut chosen: Vec<Option<usize>> = chosen.clone();
                    chosen.push(choice);
                    let mut scores: Vec<f64> = scores.clone();
                    scores.push(score);
                    let worse = usize::from((score - moment.now) * self.towards_best() < 0.0);
                    longer.push((chosen, scores, cost + more, lowered + worse));
                };
                if moment.may_stay {
                    add(None, moment.now, 0);
                }
                for (number, choice) in moment.choices.iter().enumerate() {
                    add(Some(number), choice.score, choice.cost);
                }
            }
            all = longer;
        }
        let combination = |(chosen, scores, cost, lowered): (Vec<_>, Vec<f64>, i64, usize)| Combination {
            cost,
            goodness: self.towards_best() * self.remembered(&scores),
            lowered,
            chosen,
        };
        all.into_iter().map(combination).collect()
    }
}

/// Whether the first set contains the earliest choice, by moment and number, in which they differ.
fn is_earlier(one: &[Option<usize>], other: &[Option<usize>]) -> bool {
    let set = |chosen: &[Option<usize>]| -> Vec<(usize, usize)> {
        let choices = chosen.iter().enumerate();
        choices
            .filter_map(|(moment, choice)| Some((moment, (*choice)?)))
            .collect()
    };
    let (one, other) = (set(one), set(other));
    let mut differ: Vec<_> = one.iter().filter(|choice| !other.contains(choice)).collect();
    differ.extend(other.iter().filter(|choice| !one.contains(choice)));
    differ.iter().min().is_some_and(|earliest| one.contains(earliest))
}

/// What the tie rules choose within a budget.
fn best_within(all: &[Combination], budget: i64) -> Option<&Combination> {
    let affordable = || all.iter().filter(|combination| combination.cost <= budget);
    let most = affordable()
        .map(|combination| combination.goodness)
        .fold(f64::NEG_INFINITY, f64::max);
    affordable()
        .filter(|combination| combination.goodness >= most - EQUAL)
        .reduce(|best, other| {
            let order = (other.lowered, other.cost).cmp(&(best.lowered, best.cost));
            if order.is_lt() || order.is_eq() && is_earlier(&other.chosen, &best.chosen) {
                other
            } else {
                best
            }
        })
}

fn scale() -> impl Strategy<Value = (f64, f64, f64)> {
    prop::sample::select(vec![
        (0.0, 5.0, 10.0),
        (10.0, 5.0, 0.0),
        (10.0, 0.0, 0.0),
        (0.0, 0.0, 10.0),
        (1.0, 3.0, 5.0),
        (0.0, 7.0, 10.0),
        (7.0, -2.0, -3.5),
    ])
}

/// Scores on a grid of few values, so that they tie, neutral among them.
fn score((worst, neutral, best): (f64, f64, f64)) -> impl Strategy<Value = f64> {
    (prop::bool::ANY, 0..=5_u8).prop_map(move |(good, step)| {
        let side = if good { best } else { worst };
        neutral + (side - neutral) * f64::from(step) / 5.0
    })
}

fn moment(scale: (f64, f64, f64)) -> impl Strategy<Value = PathMoment> {
    let choice = (score(scale), -4..=8_i64).prop_map(|(score, cost)| PathChoice { score, cost });
    (
        score(scale),
        prop::bool::weighted(0.85),
        prop::collection::vec(choice, 0..=4),
    )
        .prop_map(|(now, may_stay, choices)| PathMoment {
            now,
            may_stay: may_stay || choices.is_empty(),
            choices,
        })
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let weight = prop::sample::select(vec![0.5, 0.5, 0.5, 0.0, 1.0, 0.3, 0.25]);
    let negativity = prop::sample::select(vec![1.0, 1.0, 1.5, 2.0, 1000.0]);
    scale().prop_flat_map(move |scale| {
        let moments = prop::collection::vec(moment(scale), 1..=6);
        (weight.clone(), negativity.clone(), moments).prop_map(move |(weight, negativity, moments)| Drawn {
            scale,
            weight,
            negativity,
            moments,
        })
    })
}

fn cases() -> u32 {
    let asked = std::env::var("PEAK_END_CASES").ok();
    asked.map_or(500, |asked| asked.parse().expect("PEAK_END_CASES is a number"))
}

proptest! {
    #![proptest_config(Config::with_cases(cases()))]

    #[test]
    fn every_budget_buys_what_all_combinations_say(drawn in drawn()) {
        let (path, all) = (drawn.path(), drawn.combinations());
        let mut budgets: Vec<i64> = all.iter().map(|combination| combination.cost).collect();
        budgets.sort_unstable();
        budgets.dedup();

        let mut expected: Vec<(i64, f64)> = Vec::new();
        for &budget in &budgets {
            let best = best_within(&all, budget).unwrap();
            if expected.last().is_none_or(|(_, goodness)| best.goodness > goodness + EQUAL) {
                expected.push((budget, best.goodness));
            }
        }
        let found = path.frontier();
        prop_assert_eq!(
            found.iter().map(|point| point.cost).collect::<Vec<_>>(),
            expected.iter().map(|(cost, _)| *cost).collect::<Vec<_>>()
        );
        for (point, (_, goodness)) in found.iter().zip(&expected) {
            prop_assert!((point.remembered * drawn.towards_best() - goodness).abs() <= EQUAL);
        }

        for budget in budgets.iter().flat_map(|budget| [budget - 1, *budget, budget + 1]).chain([i64::MIN, i64::MAX]) {
            match (path.best_within(budget), best_within(&all, budget)) {
                (Ok(answer), Some(best)) => {
                    prop_assert!((answer.remembered * drawn.towards_best() - best.goodness).abs() <= EQUAL);
                    prop_assert_eq!(
                        (answer.lowered, answer.cost, &answer.chosen),
                        (best.lowered, best.cost, &best.chosen),
                        "budget {}", budget
                    );
                }
                (Err(error), None) => prop_assert_eq!((error.budget, error.least), (budget, budgets[0])),
                (found, expected) => prop_assert!(false, "budget {}: {:?}, not {:?}", budget, found, expected),
            }
        }
    }
}
