//! The mean in which later moments weigh more.

use crate::parameter::within;
use crate::{MemoryModel, NoValue, Parameter, ParameterError, Profile, Unit};

/// The recency-weighted mean: memory fades exponentially, moment by moment.
///
/// # Formula
/// R = Σ e^(−w(n−i))·x_i / Σ e^(−w(n−i)), with the decay w ≥ 0 per moment, 0.5 unless given.
/// w = 0 is the plain mean, a large w the end.
///
/// # Returns
/// A score on the scale; the score itself for a single moment.
///
/// # Errors
/// None.
///
/// # Limits
/// Goes by step, not by minute. The default decay is chosen. A trend towards more recency than the data show is easily
/// assumed: with an imposed order the end effect in reviews is no better than with a random one. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, RecencyMean};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert!((RecencyMean::default().value(&profile)? - 2.833035431).abs() < 1e-9);
/// assert!((RecencyMean::new(1.0)?.value(&profile)? - 2.724042464).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Das Gupta, Karmarkar & Roels 2016, Management Science 62(5):1278–1296: the memory-decay term (form unchecked).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecencyMean {
    decay: f64,
}

impl Default for RecencyMean {
    /// w = 0.5 per moment.
    fn default() -> Self {
        Self { decay: 0.5 }
    }
}

impl RecencyMean {
    /// The model with the decay w per moment, 0..=1000. The upper bound is chosen: from 40 on only the end is left.
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] outside that range.
    pub fn new(decay: f64) -> Result<Self, ParameterError> {
        Ok(Self {
            decay: within("decay", decay, 0.0, 1000.0)?,
        })
    }

    /// w, the decay per moment.
    pub fn decay(&self) -> f64 {
        self.decay
    }
}

impl MemoryModel for RecencyMean {
    fn name(&self) -> &'static str {
        "recency_mean"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![Parameter::number("decay", self.decay)]
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        let kept = (-self.decay).exp();
        let (sum, weights) = profile.scores().fold((0.0, 0.0), |(sum, weights), score| {
            (sum * kept + score, weights * kept + 1.0)
        });
        Ok(sum / weights)
    }
}
