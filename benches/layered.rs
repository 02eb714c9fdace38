//! Seeded branching journeys in layers, of any size.

use peak_end::{Chain, Visit};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use service_blueprint::Target;

use crate::SEED;

/// How touchpoints are scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scores {
    /// Whole numbers from 0 to 10.
    ElevenLevels,
    /// Tenths from 0 to 10.
    Tenths,
    /// Anything from 0 to 10: no two touchpoints have the same score.
    Continuous,
}

/// A branching journey through layers: each touchpoint leads to touchpoints of the next layer with random
/// probabilities, those of the last layer to the one ending. It starts anywhere in the first layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layered {
    /// How many touchpoints there are, a multiple of the layers.
    pub touchpoints: usize,
    /// How many layers they lie in.
    pub layers: usize,
    /// To how many touchpoints of the next layer each leads.
    pub degree: usize,
    /// How they are scored.
    pub scores: Scores,
    /// Whether each touchpoint also leads, with a probability of 0.1 to 0.2, to itself (every other one, and all of the
    /// first layer) or back to some earlier layer.
    pub loops: bool,
}

impl Layered {
    /// Twenty layers and four ways on from each touchpoint.
    pub fn new(touchpoints: usize, scores: Scores, loops: bool) -> Self {
        Self {
            touchpoints,
            layers: 20,
            degree: 4,
            scores,
            loops,
        }
    }

    /// The journey, the same each time.
    pub fn chain(self) -> Chain {
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        let width = self.touchpoints / self.layers;
        let score = |random: &mut ChaCha8Rng| match self.scores {
            Scores::ElevenLevels => f64::from(random.random_range(0..=10)),
            Scores::Tenths => f64::from(random.random_range(0..=100)) / 10.0,
            Scores::Continuous => random.random_range(0.0..10.0),
        };
        let visits = (0..self.touchpoints).map(|_| Visit {
            score: Some(score(&mut random)),
            ..Visit::default()
        });
        let visits = visits.collect();
        let ways = (0..self.touchpoints).map(|number| self.ways(&mut random, number, width));
        let ways = ways.collect();
        let start = (0..width).map(|first| (first, 1.0 / width as f64)).collect();
        Chain::new(visits, 1, start, ways).expect("shares sum to 1 and every layer leads on")
    }

    fn ways(self, random: &mut ChaCha8Rng, number: usize, width: usize) -> Vec<(Target, f64)> {
        let layer = number / width;
        let back = if self.loops { random.random_range(0.1..0.2) } else { 0.0 };
        let mut ways: Vec<(Target, f64)> = match layer + 1 < self.layers {
            true => {
                let next = distinct(random, self.degree.min(width), width).into_iter();
                let to = |place: usize| Target::Touchpoint((layer + 1) * width + place);
                next.map(|place| (to(place), random.random_range(0.1..1.0))).collect()
            }
            false => vec![(Target::End(0), 1.0)],
        };
        let sum: f64 = ways.iter().map(|(_, weight)| weight).sum();
        for (_, weight) in &mut ways {
            *weight *= (1.0 - back) / sum;
        }
        if self.loops {
            let to = match layer == 0 || number.is_multiple_of(2) {
                true => number,
                false => random.random_range(0..layer * width),
            };
            ways.push((Target::Touchpoint(to), back));
        }
        ways
    }
}

/// So many different numbers below a bound.
fn distinct(random: &mut ChaCha8Rng, count: usize, below: usize) -> Vec<usize> {
    let mut found = Vec::with_capacity(count);
    while found.len() < count {
        let number = random.random_range(0..below);
        if !found.contains(&number) {
            found.push(number);
        }
    }
    found
}

/// How many ways there are from touchpoint to touchpoint and to endings, in a chain.
pub fn edges(chain: &Chain) -> usize {
    let onward = |number: usize| {
        let ways = chain.ways(number).iter();
        ways.filter(|(to, _)| matches!(to, Target::Touchpoint(_))).count()
    };
    (0..chain.len()).map(onward).sum()
}
