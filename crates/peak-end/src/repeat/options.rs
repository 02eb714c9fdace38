//! How often journeys are repeated, and how memory is asked.

use super::{Adaptation, RepeatError};
use crate::{Negativity, Weight};

/// The largest number of journeys that one customer goes on. Chosen: with any rate that is worth a name expectation has
/// settled long before, and what is told of each journey stays within memory.
pub const MOST_EPISODES: usize = 1_000;

/// How often journeys are repeated, and how memory is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepeatOptions {
    /// How many journeys each customer goes on, 1 to [`MOST_EPISODES`]; 6 unless given.
    pub episodes: usize,
    /// How expectation follows experience.
    pub adaptation: Adaptation,
    /// The weight of the peak in what is remembered; ½ unless given.
    pub weight: Weight,
    /// How many times bad moments count when the peak is chosen; 1 unless given.
    pub negativity: Negativity,
}

impl Default for RepeatOptions {
    fn default() -> Self {
        Self {
            episodes: 6,
            adaptation: Adaptation::default(),
            weight: Weight::default(),
            negativity: Negativity::default(),
        }
    }
}

impl RepeatOptions {
    /// # Errors
    /// [`RepeatError::Episodes`] for too few or too many journeys.
    pub(super) fn check(&self) -> Result<(), RepeatError> {
        match self.episodes {
            1..=MOST_EPISODES => Ok(()),
            found => Err(RepeatError::Episodes {
                found,
                most: MOST_EPISODES,
            }),
        }
    }
}
