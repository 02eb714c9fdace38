//! The mean in which bad counts more than good.

use service_blueprint::Scale;

use crate::parameter::within;
use crate::{MemoryModel, NoValue, Parameter, ParameterError, Profile, Unit};

/// The loss-averse mean: points below neutral count λ times.
///
/// # Formula
/// R = Σ u(g_i)/n, with g_i the distance of the score from neutral, positive towards best; u(g) = g for g ≥ 0 and λ·g
/// below. λ ≥ 1, 2.25 unless given.
///
/// # Returns
/// Points from neutral, positive towards best; below the worst score's distance if λ > 1.
///
/// # Errors
/// None.
///
/// # Limits
/// λ = 2.25 was measured on choices between gambles, not on memories; the curvature of prospect theory (exponent .88)
/// is left out. Blind to order. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{LossAverseMean, MemoryModel, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(LossAverseMean::default().value(&profile)?, -0.75);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Tversky & Kahneman 1992: λ = 2.25 (unchecked).
/// - Mittal, Ross & Baldasare 1998: bad performance weighs more than good (health, n = 4,517; cars, n = 9,359 and 13,759).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LossAverseMean {
    aversion: f64,
}

/// Tversky & Kahneman 1992 (unchecked).
const LOSS_AVERSION: f64 = 2.25;

impl Default for LossAverseMean {
    /// λ = 2.25.
    fn default() -> Self {
        Self {
            aversion: LOSS_AVERSION,
        }
    }
}

impl LossAverseMean {
    /// The model with λ, 1..=1000. The upper bound is chosen.
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] outside that range.
    pub fn new(aversion: f64) -> Result<Self, ParameterError> {
        Ok(Self {
            aversion: within("loss_aversion", aversion, 1.0, 1000.0)?,
        })
    }

    /// λ, how many times points below neutral count.
    pub fn loss_aversion(&self) -> f64 {
        self.aversion
    }

    /// u(g), what a single score counts: its points from neutral, multiplied by λ below.
    pub(crate) fn felt(self, scale: Scale, score: f64) -> f64 {
        let gain = scale.gain(scale.neutral(), score);
        if gain < 0.0 { self.aversion * gain } else { gain }
    }
}

impl MemoryModel for LossAverseMean {
    fn name(&self) -> &'static str {
        "loss_averse_mean"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![Parameter::number("loss_aversion", self.aversion)]
    }

    fn unit(&self) -> Unit {
        Unit::Points
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        let felt = profile.scores().map(|score| self.felt(profile.scale(), score));
        Ok(felt.sum::<f64>() / profile.moments().len() as f64)
    }
}
