//! From the worst to the best moment.

use crate::{MemoryModel, NoValue, PeakRule, Profile, Unit};

/// The range: from the worst moment to the best.
///
/// # Formula
/// R = max x_i − min x_i.
///
/// # Returns
/// Points of the scale, ≥ 0; 0 where all scores are equal or there is one only.
///
/// # Errors
/// None.
///
/// # Limits
/// A feature, neither good nor bad. Not monotone: raising the worst score narrows it.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, Range};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(Range.value(&profile)?, 4.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Dixon & Victorino 2019: the spread among the sequence effects of services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range;

impl MemoryModel for Range {
    fn name(&self) -> &'static str {
        "range"
    }

    fn unit(&self) -> Unit {
        Unit::Spread
    }

    fn is_monotone(&self) -> bool {
        false
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        let best = PeakRule::Best.find(profile)?.score;
        let trough = PeakRule::Trough.find(profile)?.score;
        Ok((best - trough).abs())
    }
}
