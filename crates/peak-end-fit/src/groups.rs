//! What stays together in folds and draws.

use crate::{Episodes, Grouping};

/// The group of each episode, numbered from 0.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    pub(crate) numbers: Vec<u32>,
    pub(crate) count: usize,
}

impl Groups {
    /// None where stimuli are to be grouped and the episodes name none.
    pub(crate) fn of(episodes: &Episodes, grouping: Grouping) -> Option<Self> {
        let labels = match grouping {
            Grouping::Person => episodes.people(),
            Grouping::Stimulus => episodes.stimuli()?,
            Grouping::Episode => {
                // As many names of episodes lie in memory, so that a u32 counts them.
                let numbers = 0..u32::try_from(episodes.count()).ok()?;
                return Some(Self {
                    count: episodes.count(),
                    numbers: numbers.collect(),
                });
            }
        };
        Some(Self {
            numbers: labels.numbers().to_vec(),
            count: labels.names().len(),
        })
    }
}
