//! The trend over the latter half.

use crate::{MemoryModel, NoValue, Profile, Unit, model::slope_per_step::slope};

/// The slope over the latter half: by how much the experience improves from moment to moment towards the end.
///
/// # Formula
/// The least-squares slope of the last ⌈n/2⌉ scores on their number, signed towards best.
///
/// # Returns
/// Points per moment, positive towards best.
///
/// # Errors
/// [`NoValue::TooFewMoments`] for fewer than three moments.
///
/// # Limits
/// A feature, not an evaluation; the source pairs it with the final intensity. Goes by step, not by minute. Not monotone: raising the first score of the
/// latter half lowers it.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, SlopeLatterHalf};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(SlopeLatterHalf.value(&profile)?, -1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Ariely 1998: evaluations of pain follow the final intensity and the trend in the latter half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SlopeLatterHalf;

impl MemoryModel for SlopeLatterHalf {
    fn name(&self) -> &'static str {
        "slope_latter_half"
    }

    fn unit(&self) -> Unit {
        Unit::PointsPerStep
    }

    fn is_monotone(&self) -> bool {
        false
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        let moments = profile.moments().len();
        // The error counts the moments of the profile, not those of its half.
        slope(profile, moments.div_ceil(2)).map_err(|_| NoValue::TooFewMoments {
            needed: 3,
            found: moments,
        })
    }
}
