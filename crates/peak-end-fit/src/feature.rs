//! Features: what regressions know of an episode.

use std::fmt;
use std::str::FromStr;

use peak_end::Model;

use crate::CandidateError;

/// One or several numbers of an episode that a regression weighs.
///
/// Its text is the name of a memory model with its parameters (`end`, `recency_mean(decay=0.3)`), `moments`, `minutes`,
/// `delay`, `expectation`, `touchpoints`, or `bins(6)`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Feature {
    /// The value of a memory model.
    Model(Model),
    /// How many moments the episode has.
    Moments,
    /// How long the episode took, in minutes.
    Minutes,
    /// How long after the episode the overall rating was given, in minutes.
    Delay,
    /// What was expected of the episode.
    Expectation,
    /// The rating of every touchpoint, a number each: the mean of its ratings where it was visited several times.
    Touchpoints,
    /// The mean rating of each of so many parts of the episode, equally long in moments.
    Bins(usize),
}

/// The most parts of an episode. Chosen.
pub(crate) const MOST_BINS: usize = 1000;

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(model) => f.write_str(&model.text()),
            Self::Moments => f.write_str("moments"),
            Self::Minutes => f.write_str("minutes"),
            Self::Delay => f.write_str("delay"),
            Self::Expectation => f.write_str("expectation"),
            Self::Touchpoints => f.write_str("touchpoints"),
            Self::Bins(parts) => write!(f, "bins({parts})"),
        }
    }
}

impl FromStr for Feature {
    type Err = CandidateError;

    fn from_str(text: &str) -> Result<Self, CandidateError> {
        let text = text.trim();
        Ok(match text {
            "moments" => Self::Moments,
            "minutes" => Self::Minutes,
            "delay" => Self::Delay,
            "expectation" => Self::Expectation,
            "touchpoints" => Self::Touchpoints,
            _ => match text.strip_prefix("bins(").and_then(|rest| rest.strip_suffix(')')) {
                Some(parts) => match parts.trim().parse() {
                    Ok(parts @ 2..=MOST_BINS) => Self::Bins(parts),
                    _ => return Err(CandidateError::Bins(parts.trim().to_owned())),
                },
                None => Self::Model(text.parse()?),
            },
        })
    }
}
