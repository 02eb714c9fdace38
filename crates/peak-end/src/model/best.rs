//! The best moment alone.

use crate::{MemoryModel, NoValue, PeakRule, Profile, Unit};

/// The best moment alone: the positive peak.
///
/// # Formula
/// R = the best of x_1..x_n: their maximum, or their minimum on a scale whose best is its lowest score.
///
/// # Returns
/// A score on the scale.
///
/// # Errors
/// None.
///
/// # Limits
/// A feature for regressions rather than a model to be believed alone. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, Best};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(Best.value(&profile)?, 5.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Findings Press, article 38543, table of rules (high peak).
/// - Verhoef, Antonides & de Hoog 2004: positive peaks add to the average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Best;

impl MemoryModel for Best {
    fn name(&self) -> &'static str {
        "best"
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok(PeakRule::Best.find(profile)?.score)
    }
}
