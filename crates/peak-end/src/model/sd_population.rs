//! The standard deviation.

use crate::{MemoryModel, NoValue, Profile, Unit};

/// The standard deviation: how uneven the experience is.
///
/// # Formula
/// R = √(Σ (x_i − x̄)² / n), with the profile's own n, not n − 1.
///
/// # Returns
/// Points of the scale, ≥ 0; 0 where all scores are equal or there is one only.
///
/// # Errors
/// None.
///
/// # Limits
/// A feature, neither good nor bad; over studies it predicted less than peak-end and mean. Not monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, SdPopulation};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert!((SdPopulation.value(&profile)? - 1.414213562).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149: variability as a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SdPopulation;

impl MemoryModel for SdPopulation {
    fn name(&self) -> &'static str {
        "sd_population"
    }

    fn unit(&self) -> Unit {
        Unit::Spread
    }

    fn is_monotone(&self) -> bool {
        false
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        let mean = profile.mean();
        let squares: f64 = profile.scores().map(|score| (score - mean).powi(2)).sum();
        Ok((squares / profile.moments().len() as f64).sqrt())
    }
}
