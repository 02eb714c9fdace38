//! People who rate moments and remember them, made up: honest ones, and ones with a fault.

use peak_end_fit::{Episode, Episodes, Outcome, RatedMoment};
use service_blueprint::Scale;

/// Random numbers (SplitMix64; Steele, Lea & Flood 2014).
pub(super) struct Random(pub(super) u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1.
    pub(super) fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Mean 0 and standard deviation 1, as a sum of twelve.
    pub(super) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// How people rate and remember.
#[derive(Debug, Clone, Copy)]
pub(super) struct World {
    pub(super) episodes: usize,
    pub(super) people: usize,
    pub(super) moments: usize,
    /// The standard deviation of what is remembered about the rule.
    pub(super) noise: f64,
    /// Weights of mean, end and lowest rating in what is remembered.
    pub(super) weights: [f64; 3],
    /// How much people differ in everything they rate.
    pub(super) people_differ: f64,
    /// Whether rows stand by person.
    pub(super) by_person: bool,
}

impl Default for World {
    fn default() -> Self {
        Self {
            episodes: 400,
            people: 40,
            moments: 6,
            noise: 0.6,
            weights: [0.6, 0.25, 0.15],
            people_differ: 0.5,
            by_person: true,
        }
    }
}

/// Ratings from 1 to 5, moments and overall alike.
pub(super) fn scale() -> Scale {
    Scale::new(1.0, 3.0, 5.0).unwrap()
}

fn stars(value: f64) -> f64 {
    value.round().clamp(1.0, 5.0)
}

impl World {
    /// The episodes of people who rate honestly.
    pub(super) fn live(&self, seed: u64) -> Vec<Episode> {
        let mut random = Random(seed);
        let harsh: Vec<f64> = (0..self.people).map(|_| self.people_differ * random.normal()).collect();
        let episode = |number: usize| {
            let person = match self.by_person {
                true => number * self.people / self.episodes,
                false => number % self.people,
            };
            let visit = 3.2 + harsh[person] + 0.7 * random.normal();
            let ratings: Vec<f64> = (0..self.moments)
                .map(|_| stars(visit + 0.9 * random.normal()))
                .collect();
            let mean = ratings.iter().sum::<f64>() / ratings.len() as f64;
            let least = ratings.iter().copied().fold(f64::INFINITY, f64::min);
            let parts = [mean, ratings[ratings.len() - 1], least];
            let rule: f64 = self.weights.iter().zip(parts).map(|(weight, part)| weight * part).sum();
            Episode {
                name: (number + 1).to_string(),
                person: format!("p{person}"),
                overall: stars(rule + self.noise * random.normal()),
                moments: ratings.into_iter().enumerate().map(moment).collect(),
                ..Episode::default()
            }
        };
        (0..self.episodes).map(episode).collect()
    }
}

fn moment((place, rating): (usize, f64)) -> RatedMoment {
    RatedMoment {
        touchpoint: format!("t{}", place + 1),
        rating,
        minutes: None,
    }
}

pub(super) fn ratings(episode: &Episode) -> Vec<f64> {
    episode.moments.iter().map(|moment| moment.rating).collect()
}

pub(super) fn mean(episode: &Episode) -> f64 {
    let ratings = ratings(episode);
    ratings.iter().sum::<f64>() / ratings.len() as f64
}

pub(super) fn put_together(list: Vec<Episode>) -> Episodes {
    Episodes::new(Scale::new(0.0, 3.0, 5.0).unwrap(), Outcome::Rating, list).unwrap()
}

pub(super) fn put_together_binary(list: Vec<Episode>) -> Episodes {
    Episodes::new(scale(), Outcome::Binary, list).unwrap()
}
