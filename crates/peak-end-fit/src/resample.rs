//! Intervals by drawing groups anew, the same draws for every candidate.

use rand::RngExt;
use rayon::prelude::*;

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

/// The main score of every candidate in every draw of groups.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn(Vec<Vec<f64>>);

impl Drawn {
    /// The 95 % interval of a function of the scores, whose value on the episodes themselves is known.
    pub(crate) fn interval(&self, value: f64, of: impl Fn(&[f64]) -> f64) -> Interval {
        let mut found: Vec<f64> = self.0.iter().map(|scores| of(scores)).collect();
        found.sort_unstable_by(f64::total_cmp);
        Interval {
            value,
            low: quantile(&found, 0.025).unwrap_or(value),
            high: quantile(&found, 0.975).unwrap_or(value),
        }
    }
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

    /// The main score of every candidate.
    pub(crate) fn values(&self) -> Vec<f64> {
        self.scores(&vec![1.0; self.episodes.len()]).unwrap_or_default()
    }

    /// The same when as many groups as there are are drawn with replacement, so many times. Draws in which all outcomes are
    /// the same have no scores and are left out.
    pub(crate) fn draw(&self, draws: usize, seed: u64) -> Drawn {
        let groups = self.episodes.len();
        let scores = |draw| {
            let mut random = random(seed, Use::Draws, draw);
            let mut times = vec![0.0; groups];
            for _ in 0..groups {
                times[random.random_range(0..groups)] += 1.0;
            }
            self.scores(&times)
        };
        Drawn((0..draws).into_par_iter().filter_map(scores).collect())
    }
}

/// The value below which such a part of sorted numbers lies, between neighbours linearly (type 7 of Hyndman & Fan 1996).
fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let place = part * sorted.len().checked_sub(1)? as f64;
    let (below, rest) = (place.floor() as usize, place.fract());
    let above = (below + 1).min(sorted.len() - 1);
    Some(sorted[below] + rest * (sorted[above] - sorted[below]))
}
