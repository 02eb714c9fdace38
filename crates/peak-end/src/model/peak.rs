//! The peak alone.

use crate::{MemoryModel, NoValue, Parameter, PeakRule, Profile, Unit};

/// The peak alone: the most intense moment, whatever came last.
///
/// # Formula
/// R = peak, found by the peak rule; by default the moment furthest from neutral, the worse of tied ones.
///
/// # Returns
/// A score on the scale; the score itself for a single moment.
///
/// # Errors
/// [`NoValue::TooFewMoments`] for a peak before the end of a single moment.
///
/// # Limits
/// Forgets the end. In a study of meals only the peak predicted, and only for unrestrained eaters (Robinson 2011).
/// Monotone, except with the peak furthest from the own mean.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, PeakAlone, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(PeakAlone::default().value(&profile)?, 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Findings Press, article 38543, table of rules (peak by deviation from the own mean, high and low peak).
/// - Robinson 2011, Appetite.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PeakAlone {
    /// What counts as the peak.
    pub peak: PeakRule,
}

impl MemoryModel for PeakAlone {
    fn name(&self) -> &'static str {
        "peak"
    }

    fn parameters(&self) -> Vec<Parameter> {
        self.peak.parameters()
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        self.peak.is_monotone()
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok(self.peak.find(profile)?.score)
    }
}
