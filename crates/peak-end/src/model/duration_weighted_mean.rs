//! The mean weighted by duration.

use crate::{MemoryModel, NoValue, Profile, Unit};

/// The mean weighted by duration: the experienced utility per minute.
///
/// # Formula
/// R = Σ d_i·x_i / Σ d_i, over the scores x_i and the durations d_i > 0 in minutes.
/// If any moment lacks a duration none is used, and R is the plain mean.
///
/// # Returns
/// A score on the scale.
///
/// # Errors
/// None.
///
/// # Limits
/// Assumes that memory keeps time, which duration neglect denies; on multi-leg trips it predicted best, with no effect
/// of end or peak (Abenoza, Cats & Susilo 2018). Monotone.
///
/// # Examples
/// ```
/// use peak_end::{DurationWeightedMean, MemoryModel, Moment, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let moments = [(2.0, 10.0), (5.0, 1.0), (3.0, 4.0)];
/// let moments = moments.map(|(score, minutes)| Moment { minutes: Some(minutes), ..Moment::scored(score) });
/// let profile = Profile::new(stars, moments.to_vec())?;
/// assert!((DurationWeightedMean.value(&profile)? - 2.466666667).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Findings Press, article 38543, table of rules (duration-weighted average).
/// - Abenoza, Cats & Susilo 2018.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DurationWeightedMean;

impl MemoryModel for DurationWeightedMean {
    fn name(&self) -> &'static str {
        "duration_weighted_mean"
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok(profile.experienced())
    }
}
