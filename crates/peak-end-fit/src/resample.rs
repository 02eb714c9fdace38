//! Intervals by drawing groups anew, the same draws for every candidate.

use rand::RngExt;
use rayon::prelude::*;

use crate::comparison::better;
use crate::random::{Use, random};
use crate::{Interval, Outcome};

/// What each group adds to the main score of every candidate.
#[derive(Debug)]
pub(crate) struct GroupSums {
    outcome: Outcome,
    /// By group: how many episodes it has, Σ(y − ȳ) and Σ(y − ȳ)² over them.
    episodes: Vec<f64>,
    sums: Vec<f64>,
    squares: Vec<f64>,
    /// By candidate and group: squared errors, or −ln of the likelihood.
    losses: Vec<Vec<f64>>,
}

/// The numbers of the candidates against which all are held.
#[derive(Debug)]
pub(crate) struct Baselines {
    pub(crate) intercept: usize,
    pub(crate) mean: usize,
    /// The memory models, of which the best is one; the mean is among them.
    pub(crate) models: Vec<usize>,
}

/// The main score of a candidate, alone and against others, each with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Standing {
    pub(crate) main: Interval,
    /// Better than the mean by so much.
    pub(crate) to_mean: Interval,
    /// Better than the intercept by so much.
    pub(crate) to_intercept: Interval,
    /// Better than the best candidate by so much; never above 0 in value.
    pub(crate) to_best: Interval,
    /// Better than the best memory model by so much.
    pub(crate) to_best_model: Interval,
}

impl GroupSums {
    /// Of outcomes that are not all the same. `losses` are by candidate and episode.
    pub(crate) fn new(kind: Outcome, outcome: &[f64], groups: &[u32], count: usize, losses: &[Vec<f64>]) -> Self {
        let mean = outcome.iter().sum::<f64>() / outcome.len() as f64;
        let by_group = |value: &dyn Fn(usize) -> f64| {
            let mut sums = vec![0.0; count];
            for (episode, &group) in groups.iter().enumerate() {
                sums[group as usize] += value(episode);
            }
            sums
        };
        Self {
            outcome: kind,
            episodes: by_group(&|_| 1.0),
            sums: by_group(&|episode| outcome[episode] - mean),
            squares: by_group(&|episode| (outcome[episode] - mean).powi(2)),
            losses: losses
                .iter()
                .map(|losses| by_group(&|episode| losses[episode]))
                .collect(),
        }
    }

    /// The main score of every candidate where each group counts so many times; none where all outcomes are the same.
    fn scores(&self, times: &[f64]) -> Option<Vec<f64>> {
        let total = |sums: &[f64]| -> f64 { sums.iter().zip(times).map(|(sum, times)| sum * times).sum() };
        let episodes = total(&self.episodes);
        if self.outcome == Outcome::Binary {
            return Some(self.losses.iter().map(|losses| total(losses) / episodes).collect());
        }
        let spread = total(&self.squares) - total(&self.sums).powi(2) / episodes;
        // Rounding of the two terms, where the groups drawn all have the same outcome.
        let nothing = 1e-12 * total(&self.squares);
        (spread > nothing).then(|| self.losses.iter().map(|losses| 1.0 - total(losses) / spread).collect())
    }

    /// Where every candidate stands, the baselines being the candidates of these numbers.
    pub(crate) fn standings(&self, baselines: Baselines, draws: usize, seed: u64) -> Vec<Standing> {
        let Baselines {
            intercept,
            mean,
            models,
        } = baselines;
        let groups = self.episodes.len();
        let drawn: Vec<Vec<f64>> = (0..draws)
            .into_par_iter()
            .filter_map(|draw| {
                let mut random = random(seed, Use::Draws, draw);
                let mut times = vec![0.0; groups];
                for _ in 0..groups {
                    times[random.random_range(0..groups)] += 1.0;
                }
                self.scores(&times)
            })
            .collect();
        let values = self.scores(&vec![1.0; groups]).unwrap_or_default();
        let best_of = |candidates: &mut dyn Iterator<Item = usize>| {
            candidates.fold(mean, |best, at| {
                match better(self.outcome, values[at], values[best]) > 0.0 {
                    true => at,
                    false => best,
                }
            })
        };
        let best = best_of(&mut (0..values.len()));
        let best_model = best_of(&mut models.into_iter());
        let interval = |score: &dyn Fn(&[f64]) -> f64| {
            let mut found: Vec<f64> = drawn.iter().map(|scores| score(scores)).collect();
            found.sort_unstable_by(f64::total_cmp);
            let value = score(&values);
            Interval {
                value,
                low: quantile(&found, 0.025).unwrap_or(value),
                high: quantile(&found, 0.975).unwrap_or(value),
            }
        };
        (0..values.len())
            .map(|at| Standing {
                main: interval(&|scores| scores[at]),
                to_mean: interval(&|scores| better(self.outcome, scores[at], scores[mean])),
                to_intercept: interval(&|scores| better(self.outcome, scores[at], scores[intercept])),
                to_best: interval(&|scores| better(self.outcome, scores[at], scores[best])),
                to_best_model: interval(&|scores| better(self.outcome, scores[at], scores[best_model])),
            })
            .collect()
    }
}

/// The value below which such a part of sorted numbers lies, between neighbours linearly (type 7 of Hyndman & Fan 1996).
fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let place = part * sorted.len().checked_sub(1)? as f64;
    let (below, rest) = (place.floor() as usize, place.fract());
    let above = (below + 1).min(sorted.len() - 1);
    Some(sorted[below] + rest * (sorted[above] - sorted[below]))
}
