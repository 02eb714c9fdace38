//! How to resample.

use super::UncertaintyError;

/// How to resample the surveys of a blueprint.
///
/// # Examples
/// ```
/// use peak_end::BootstrapOptions;
/// let often = BootstrapOptions { resamples: 10_000, ..BootstrapOptions::default() };
/// assert_eq!(often.confidence, 0.95);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BootstrapOptions {
    /// How often the surveys are drawn anew; 1,000 unless given.
    pub resamples: usize,
    /// How often, of many such surveys, the interval is meant to hold the truth: above 0, below 1; 0.95 unless given.
    pub confidence: f64,
    /// The seed of the draws.
    pub seed: u64,
}

/// The least number of resamples. Chosen: with fewer, another seed gives visibly another interval.
pub const LEAST_RESAMPLES: usize = 100;

/// The largest number of resamples. Chosen: it bounds memory, and more would change nothing that surveys can tell.
pub const MOST_RESAMPLES: usize = 1_000_000;

impl Default for BootstrapOptions {
    fn default() -> Self {
        Self {
            resamples: 1_000,
            confidence: 0.95,
            seed: 0,
        }
    }
}

/// A product of a count and a probability this close below a whole number is that number.
const ROUNDING: f64 = 1e-9;

impl BootstrapOptions {
    /// # Errors
    /// [`UncertaintyError`] for a confidence that is none, and for numbers of resamples that cannot tell the interval.
    pub(super) fn check(self) -> Result<(), UncertaintyError> {
        let Self {
            resamples, confidence, ..
        } = self;
        if !(confidence > 0.0 && confidence < 1.0) {
            return Err(UncertaintyError::Confidence { found: confidence });
        }
        if resamples > MOST_RESAMPLES {
            return Err(UncertaintyError::TooManyResamples { found: resamples });
        }
        if resamples < LEAST_RESAMPLES || self.beyond() == 0 {
            let needed = (2.0 / (1.0 - confidence) - 1.0 - ROUNDING).ceil() as usize;
            return Err(UncertaintyError::TooFewResamples {
                found: resamples,
                least: needed.max(LEAST_RESAMPLES),
                confidence,
            });
        }
        Ok(())
    }

    /// Counted from either end, which of the sorted resamples bounds the interval, from 1: (N + 1)(1 − confidence)/2,
    /// rounded down so that the interval is rather too wide (Davison & Hinkley 1997, section 2.4).
    pub(super) fn beyond(self) -> usize {
        ((self.resamples as f64 + 1.0) * (1.0 - self.confidence) / 2.0 + ROUNDING) as usize
    }
}
