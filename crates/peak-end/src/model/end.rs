//! The end alone.

use crate::{EndRule, MemoryModel, NoValue, Parameter, Profile, Unit};

/// The end alone: only the last moment is remembered.
///
/// # Formula
/// R = x_n; or the mean of the last k moments, or of the last stage, by the end rule.
///
/// # Returns
/// A score on the scale.
///
/// # Errors
/// [`NoValue::NoStage`] where the end is the last stage and the last moment belongs to none.
///
/// # Limits
/// A better part at the start helps as much as one at the end (Tully & Meyvis 2016: no inherent over-weighting of ends).
/// Monotone.
///
/// # Examples
/// ```
/// use std::num::NonZeroUsize;
/// use peak_end::{End, EndRule, MemoryModel, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(End::default().value(&profile)?, 3.0);
/// let last_two = EndRule::MeanOfLast(NonZeroUsize::new(2).ok_or("two")?);
/// assert_eq!(End { end: last_two }.value(&profile)?, 2.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Findings Press, article 38543, table of rules.
/// - Tully & Meyvis 2016.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct End {
    /// What counts as the end.
    pub end: EndRule,
}

impl MemoryModel for End {
    fn name(&self) -> &'static str {
        "end"
    }

    fn parameters(&self) -> Vec<Parameter> {
        self.end.parameters()
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        self.end.find(profile)
    }
}
