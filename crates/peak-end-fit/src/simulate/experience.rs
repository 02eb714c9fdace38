//! What people live through.

use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

use super::{SimulateOptions, stream};

/// An episode as it was lived and rated, before anybody is asked what is remembered.
pub(super) struct Lived {
    /// The rating of every moment, also of those that go missing.
    pub(super) ratings: Vec<f64>,
    /// How long each took, where that is simulated.
    pub(super) minutes: Option<Vec<f64>>,
    /// Which ratings are in the data.
    pub(super) kept: Vec<bool>,
    /// How many ratings stand at an end of the scale, beyond which they were felt.
    pub(super) cut: usize,
    /// What was lived through, counted from 0.
    pub(super) stimulus: Option<usize>,
}

/// A person: what they lived through, and the random numbers with which they go on to remember it.
pub(super) struct Person {
    pub(super) lived: Vec<Lived>,
    pub(super) random: ChaCha8Rng,
}

/// What is the same for all people.
pub(super) struct World<'o> {
    options: &'o SimulateOptions,
    /// By how much each touchpoint is better than most, in parts of the scale.
    touchpoints: Vec<f64>,
    /// The same of each stimulus.
    stimuli: Vec<f64>,
}

/// The streams of random numbers that belong to nobody.
const TOUCHPOINTS: u64 = 0;
const STIMULI: u64 = 1;
/// The stream of the first person.
const FIRST: u64 = 2;

impl<'o> World<'o> {
    pub(super) fn new(options: &'o SimulateOptions) -> Self {
        let levels = |count: usize, sd: f64, number| {
            let mut random = stream(options.seed, number);
            (0..count).map(|_| sd * normal(&mut random)).collect()
        };
        Self {
            options,
            touchpoints: levels(*options.moments.end(), options.touchpoint_level, TOUCHPOINTS),
            stimuli: levels(options.stimuli.unwrap_or(0), options.stimulus_level, STIMULI),
        }
    }

    /// What a person lives through.
    pub(super) fn person(&self, person: u64) -> Person {
        let options = self.options;
        let mut random = stream(options.seed, FIRST + person);
        let level = options.level + options.person_level * normal(&mut random);
        let spread = options.spread * (options.person_spread * normal(&mut random)).exp();
        let first = match self.stimuli.len() {
            0 => 0,
            count => random.random_range(0..count),
        };
        let lived = (0..options.episodes)
            .map(|episode| {
                let stimulus = (!self.stimuli.is_empty()).then(|| (first + episode) % self.stimuli.len());
                let level = level + stimulus.map_or(0.0, |stimulus| self.stimuli[stimulus]);
                self.episode(level, spread, stimulus, &mut random)
            })
            .collect();
        Person { lived, random }
    }

    fn episode(&self, level: f64, spread: f64, stimulus: Option<usize>, random: &mut ChaCha8Rng) -> Lived {
        let options = self.options;
        let count = random.random_range(options.moments.clone());
        let (mut ratings, mut cut) = (Vec::with_capacity(count), 0);
        let carried = options.autocorrelation;
        let mut mood: f64 = 0.0;
        for moment in 0..count {
            let new = normal(random);
            // The first mood is as wide as all others, so that moments are alike from the start.
            mood = match moment {
                0 => new,
                _ => carried * mood + (1.0 - carried * carried).sqrt() * new,
            };
            let felt = level + self.touchpoints[moment] + spread * mood;
            let (rating, was_cut) = self.rated(felt);
            ratings.push(rating);
            cut += usize::from(was_cut);
        }
        let minutes = options.minutes.clone().map(|range| {
            let minute = |_| random.random_range(range.clone());
            (0..count).map(minute).collect()
        });
        let mut kept: Vec<bool> = (0..count).map(|_| random.random::<f64>() >= options.missing).collect();
        if !kept.contains(&true) {
            kept[random.random_range(0..count)] = true;
        }
        Lived {
            ratings,
            minutes,
            kept,
            cut,
            stimulus,
        }
    }

    /// The rating of a feeling, a part of the way from worst to best; and whether it was beyond an end of the scale.
    fn rated(&self, felt: f64) -> (f64, bool) {
        let scale = self.options.scale;
        let score = scale.worst() + felt * (scale.best() - scale.worst());
        let score = if self.options.whole_points {
            score.round()
        } else {
            score
        };
        within(score, scale.worst(), scale.best())
    }
}

/// The score, or the end of the scale beyond which it is.
pub(super) fn within(score: f64, one: f64, other: f64) -> (f64, bool) {
    let held = score.clamp(one.min(other), one.max(other));
    (held, held != score)
}

/// A normal deviate with mean 0 and standard deviation 1.
pub(super) fn normal(random: &mut impl Rng) -> f64 {
    StandardNormal.sample(random)
}
