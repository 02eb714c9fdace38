//! The first moment alone.

use crate::{MemoryModel, NoValue, Profile, Unit};

/// The first moment alone: the first impression.
///
/// # Formula
/// R = x_1.
///
/// # Returns
/// A score on the scale.
///
/// # Errors
/// None.
///
/// # Limits
/// A feature for regressions; over studies the beginning predicted less than peak-end and mean (Alaybek et al. 2022).
/// Monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, Start};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(Start.value(&profile)?, 2.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Findings Press, article 38543, table of rules.
/// - Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Start;

impl MemoryModel for Start {
    fn name(&self) -> &'static str {
        "start"
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok(profile.moments()[0].score)
    }
}
