//! The worst moment alone.

use crate::{MemoryModel, NoValue, PeakRule, Profile, Unit};

/// The worst moment alone.
///
/// # Formula
/// R = the worst of x_1..x_n: their minimum, or their maximum on a scale whose worst is its highest score.
///
/// # Returns
/// A score on the scale.
///
/// # Errors
/// None.
///
/// # Limits
/// A feature for regressions rather than a model to be believed alone; over studies it predicted less than peak-end
/// and mean. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, Trough};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(Trough.value(&profile)?, 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149: the trough as a feature.
/// - Mittal, Ross & Baldasare 1998: bad performance weighs more than good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trough;

impl MemoryModel for Trough {
    fn name(&self) -> &'static str {
        "trough"
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok(PeakRule::Trough.find(profile)?.score)
    }
}
