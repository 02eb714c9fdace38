//! Why the surveys are not resampled.

use super::MOST_RESAMPLES;
use crate::PredictError;

/// Why no uncertainty is found.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum UncertaintyError {
    /// Nothing can be predicted either.
    #[error(transparent)]
    Predict(#[from] PredictError),
    /// The confidence is no number above 0 and below 1.
    #[error("a confidence of {found}; it must be above 0 and below 1, such as 0.95")]
    Confidence {
        /// What was found.
        found: f64,
    },
    /// Too few resamples for an interval of that confidence.
    #[error("{found} resamples; an interval of confidence {confidence} needs at least {least}")]
    TooFewResamples {
        /// The number asked for.
        found: usize,
        /// What is needed: [`LEAST_RESAMPLES`](super::LEAST_RESAMPLES), or more where a high confidence leaves less than one beyond each end.
        least: usize,
        /// The confidence asked for.
        confidence: f64,
    },
    /// More resamples than are drawn.
    #[error("{found} resamples; at most {MOST_RESAMPLES} are drawn")]
    TooManyResamples {
        /// The number asked for.
        found: usize,
    },
}
