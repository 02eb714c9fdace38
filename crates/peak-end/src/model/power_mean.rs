//! The power mean.

use crate::parameter::within;
use crate::{MemoryModel, NoValue, Parameter, ParameterError, Profile, Unit};

/// The power mean: between the lowest and the highest score, by one exponent.
///
/// # Formula
/// R = (Σ x_i^p / n)^(1/p) for scores x_i > 0, with the exponent p, −1 unless given (the harmonic mean); p = 0 is
/// the geometric mean, p = 1 the plain mean.
///
/// # Returns
/// A score on the scale, between the lowest and the highest score. Where higher is better, p < 1 weighs the bad and
/// p > 1 the good; where lower is better, the other way round.
///
/// # Errors
/// [`NoValue::NotPositive`] if a score is 0 or below.
///
/// # Limits
/// Depends on where the scale has its 0: moving the scale does not move the value along. Undefined at score 0, so
/// on a scale from 0 the worst score has no value. The default exponent is chosen. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, PowerMean, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert!((PowerMean::default().value(&profile)? - 2.189781).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Pooling practice in the quality of streamed media (unchecked).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerMean {
    exponent: f64,
}

/// The largest exponent in size. Chosen: beyond it the value is the highest or lowest score to all that ratings resolve.
const LARGEST: f64 = 100.0;

/// The smallest exponent in size that is not 0: below it the formula divides noise by noise.
const SMALLEST: f64 = 1e-6;

impl Default for PowerMean {
    /// p = −1, the harmonic mean.
    fn default() -> Self {
        Self { exponent: -1.0 }
    }
}

impl PowerMean {
    /// The model with the exponent p, −100..=100, 0 or at least 1e-6 away from it.
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] or [`ParameterError::NearZero`] otherwise.
    pub fn new(exponent: f64) -> Result<Self, ParameterError> {
        within("exponent", exponent, -LARGEST, LARGEST)?;
        if exponent != 0.0 && exponent.abs() < SMALLEST {
            return Err(ParameterError::NearZero {
                name: "exponent",
                found: exponent,
                least: SMALLEST,
            });
        }
        Ok(Self { exponent })
    }

    /// p, the exponent.
    pub fn exponent(&self) -> f64 {
        self.exponent
    }
}

impl MemoryModel for PowerMean {
    fn name(&self) -> &'static str {
        "power_mean"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![Parameter::number("exponent", self.exponent)]
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        if let Some((moment, score)) = profile.scores().enumerate().find(|(_, score)| *score <= 0.0) {
            return Err(NoValue::NotPositive { moment, score });
        }
        let p = self.exponent;
        let n = profile.moments().len() as f64;
        if p == -1.0 {
            return Ok(n / profile.scores().map(f64::recip).sum::<f64>());
        }
        if p == 0.0 {
            return Ok((profile.scores().map(f64::ln).sum::<f64>() / n).exp());
        }
        // Relative to the score that dominates, so that no power overflows.
        let extreme = profile
            .scores()
            .reduce(if p > 0.0 { f64::max } else { f64::min })
            .unwrap_or(1.0);
        let excess = profile
            .scores()
            .map(|score| (p * (score / extreme).ln()).exp_m1())
            .sum::<f64>()
            / n;
        Ok(extreme * (excess.ln_1p() / p).exp())
    }
}
