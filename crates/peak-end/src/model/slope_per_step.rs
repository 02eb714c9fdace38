//! The trend over moments.

use crate::{MemoryModel, NoValue, Profile, Unit};

/// The slope: by how much the experience improves from one moment to the next.
///
/// # Formula
/// R = s·Σ (i − ī)(x_i − x̄) / Σ (i − ī)², the least-squares slope of the scores x_i on their number i; s is 1, or −1
/// on a scale whose best is its lowest score.
///
/// # Returns
/// Points per moment, positive towards best.
///
/// # Errors
/// [`NoValue::TooFewMoments`] for a single moment.
///
/// # Limits
/// A feature, not an evaluation: knows nothing of how good the experience was. Goes by step, not by minute. Not monotone: raising an early
/// score lowers it, as [1, 2] to [2, 2] takes the slope from 1 to 0.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, SlopePerStep};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert!((SlopePerStep.value(&profile)? - -0.1).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Ariely 1998; Ariely & Carmon 2000: evaluations follow the trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SlopePerStep;

impl MemoryModel for SlopePerStep {
    fn name(&self) -> &'static str {
        "slope_per_step"
    }

    fn unit(&self) -> Unit {
        Unit::PointsPerStep
    }

    fn is_monotone(&self) -> bool {
        false
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        slope(profile, profile.moments().len())
    }
}

/// The slope over the last `moments` of the profile, positive towards best.
pub(super) fn slope(profile: &Profile, moments: usize) -> Result<f64, NoValue> {
    if moments < 2 {
        return Err(NoValue::TooFewMoments {
            needed: 2,
            found: moments,
        });
    }
    let first = profile.moments().len() - moments;
    let scores = profile.scores().skip(first);
    let middle = (moments - 1) as f64 / 2.0;
    let mean = scores.clone().sum::<f64>() / moments as f64;
    let (mut rise, mut run) = (0.0, 0.0);
    for (i, score) in scores.enumerate() {
        let off = i as f64 - middle;
        rise += off * (score - mean);
        run += off * off;
    }
    Ok(profile.scale().direction() * rise / run)
}
