//! What a simulation gives: episodes, and what is true of them.

use super::SimulateOptions;
use super::experience::Lived;
use super::remember::Remembering;
use crate::Episodes;

/// Simulated episodes, with what is true of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated {
    /// The episodes.
    pub episodes: Episodes,
    /// What is true of them.
    pub truth: Truth,
    /// The most moments that an episode could have.
    pub(super) longest: usize,
}

/// What is true of simulated episodes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Truth {
    /// What was simulated, with the rule.
    pub options: SimulateOptions,
    /// a of a + b·R.
    pub intercept: f64,
    /// b of a + b·R.
    pub slope: f64,
    /// The standard deviation of the noise, in points of the overall scale; 0 for a binary outcome.
    pub noise: f64,
    /// The share of the variance of overall ratings that the rule explains, before they are rounded or cut; none for a binary
    /// outcome and where all overall ratings are the same.
    pub r2: Option<f64>,
    /// R of each episode, in the unit of the rule; of a rule that is a chance, the logarithm of its odds.
    pub remembered: Vec<f64>,
    /// How many moments there were, also those whose rating is missing.
    pub moments: usize,
    /// How many of them have no rating in the data.
    pub missing: usize,
    /// How many of them were felt beyond an end of the scale, and are rated at the end.
    pub cut_moments: usize,
    /// How many overall ratings were felt beyond an end of their scale, and stand at the end.
    pub cut_overall: usize,
}

impl Truth {
    pub(super) fn new(options: &SimulateOptions, remembering: &Remembering<'_>) -> Self {
        Self {
            options: options.clone(),
            intercept: remembering.intercept,
            slope: remembering.slope,
            noise: remembering.noise,
            r2: remembering.r2,
            remembered: Vec::new(),
            moments: 0,
            missing: 0,
            cut_moments: 0,
            cut_overall: 0,
        }
    }

    /// Counts one more episode.
    pub(super) fn count(&mut self, remembered: f64, lived: &Lived, was_cut: bool) {
        self.remembered.push(remembered);
        self.moments += lived.ratings.len();
        self.missing += lived.kept.iter().filter(|kept| !**kept).count();
        self.cut_moments += lived.cut;
        self.cut_overall += usize::from(was_cut);
    }
}
