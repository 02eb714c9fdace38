//! The plain mean.

use crate::{MemoryModel, NoValue, Profile, Unit};

/// The plain mean of the scores: every moment counts the same.
///
/// # Formula
/// R = Σ x_i / n, over the scores x_1..x_n.
///
/// # Returns
/// A score on the scale.
///
/// # Errors
/// None.
///
/// # Limits
/// Blind to order and to duration. Still the baseline to beat: out of sample peak-end lost to it on most public data.
/// Monotone.
///
/// # Examples
/// ```
/// use peak_end::{Mean, MemoryModel, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[4.0, 5.0, 3.0, 5.0, 4.0])?;
/// assert!((Mean.value(&profile)? - 4.2).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Findings Press, article 38543, table of rules (equally weighted average).
/// - Cronin & Taylor 1992 (mean performance as service quality; unchecked).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mean;

impl MemoryModel for Mean {
    fn name(&self) -> &'static str {
        "mean"
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok(profile.mean())
    }
}
