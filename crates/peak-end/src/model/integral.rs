//! The sum over time.

use crate::{MemoryModel, NoValue, Profile, Unit};

/// The integral: total experience over time, what a perfect accountant of pleasure and pain would keep.
///
/// # Formula
/// R = Σ x_i·d_i, over the scores x_i and the durations d_i in minutes; each moment one minute where a duration is missing.
///
/// # Returns
/// Score × minutes, running the way the scale runs: on a scale of pain more is worse.
///
/// # Errors
/// None.
///
/// # Limits
/// The normative rule that duration neglect violates: people choose the longer of two pains if it ends milder. Depends on
/// where the scale has its 0. Monotone in scores; not comparable between profiles of different length.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, Integral};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(Integral.value(&profile)?, 15.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Kahneman, Wakker & Sarin 1997, temporal integration (formula unchecked).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Integral;

impl MemoryModel for Integral {
    fn name(&self) -> &'static str {
        "integral"
    }

    fn unit(&self) -> Unit {
        Unit::ScoreMinutes
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok(profile
            .moments()
            .iter()
            .map(|moment| moment.score * profile.minutes(moment))
            .sum())
    }
}
