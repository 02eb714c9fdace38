//! Seeded paths with choices for every moment.

use peak_end::{PathChoice, PathMoment};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{SEED, Scores};

/// A path of scored moments with three choices for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    /// How many moments there are.
    pub moments: usize,
    /// How they and the choices are scored.
    pub scores: Scores,
    /// Whether money is needed to get out of troughs: all moments lie between worst and neutral, no choice is better
    /// than 8 of 10, and better ones cost more, so that the frontier has many points. If not, everything is random, and
    /// a few choices buy the best there is.
    pub troughs: bool,
}

impl Path {
    /// The moments, the same each time, scored from 0 to 10.
    pub fn path(self) -> Vec<PathMoment> {
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        let score = |random: &mut ChaCha8Rng, least: f64, most: f64| {
            let score = random.random_range(least..most);
            match self.scores {
                Scores::ElevenLevels => score.round(),
                Scores::Tenths => (10.0 * score).round() / 10.0,
                Scores::Continuous => score,
            }
        };
        let moment = |_| {
            let now = score(&mut random, 0.0, if self.troughs { 5.0 } else { 10.0 });
            let choice = |_| match self.troughs {
                true => {
                    let better = score(&mut random, now, 8.0);
                    let price = random.random_range(50..150);
                    PathChoice {
                        score: better,
                        cost: ((better - now) * 10.0 * f64::from(price)) as i64,
                    }
                }
                false => PathChoice {
                    score: score(&mut random, 0.0, 10.0),
                    cost: random.random_range(-2_000..20_000),
                },
            };
            PathMoment {
                now,
                may_stay: true,
                choices: (0..3).map(choice).collect(),
            }
        };
        (0..self.moments).map(moment).collect()
    }
}
