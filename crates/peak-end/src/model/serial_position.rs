//! The first and the last moment.

use crate::{MemoryModel, NoValue, Profile, Unit};

/// Serial position: the first and the last moment, as lists are remembered by their ends.
///
/// # Formula
/// R = (x_1 + x_n)/2.
///
/// # Returns
/// A score on the scale; the score itself for a single moment.
///
/// # Errors
/// None.
///
/// # Limits
/// Blind to everything between. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, SerialPosition};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(SerialPosition.value(&profile)?, 2.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Findings Press, article 38543, table of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SerialPosition;

impl MemoryModel for SerialPosition {
    fn name(&self) -> &'static str {
        "serial_position"
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok((profile.moments()[0].score + profile.last()) / 2.0)
    }
}
