//! Acclimation and memory decay.

use crate::parameter::within;
use crate::{MemoryModel, NoValue, Parameter, ParameterError, Profile, Unit};

/// Acclimation and memory decay: people get used to what they feel, and memory fades with time.
///
/// # Formula
/// The level that one is used to follows the experience, b′ = α(x − b), b(0) = b0; what is remembered at the end T is
/// R = ∫₀ᵀ e^(−w(T−t)) (x(t) − b(t)) dt. With the score constant during each moment i from s_i to t_i,
/// R = Σ x_i (F(T − s_i) − F(T − t_i)) − b0·F(T), where F(τ) = (e^(−wτ) − e^(−ατ))/(α − w), or τe^(−ατ) if α = w.
/// Times are in minutes; each moment takes one minute where a duration is missing. α, w in 0..=1000 per minute, 1 and
/// 0.5 unless given; b0 is a score of size up to 10⁹, 0 unless given. The bounds are chosen.
///
/// # Returns
/// Points × minutes, positive towards best.
///
/// # Errors
/// None.
///
/// # Limits
/// Rates are per minute and have to be fitted; the defaults are chosen. Linear: no satiation, no breaks, one decay rate. With
/// b0 = 0 the value depends on where the scale has its 0. Of orders of the same moments in equal slots the crescendo is
/// best up to T = τ* = 2·ln(α/w)/(α − w) (2/α if α = w), beyond it a U: high start, lowest τ* before the end,
/// highest last. Monotone only if α = 0 or w = 0: otherwise raising a moment longer than τ* before the end raises what
/// later ones are measured against, and lowers the value.
///
/// # Examples
/// ```
/// use peak_end::{AcclimationDecay, MemoryModel, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert!((AcclimationDecay::default().value(&profile)? - 0.210404578).abs() < 1e-9);
/// assert!((AcclimationDecay::new(0.3, 0.3, 0.0)?.value(&profile)? - 2.951707629).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Das Gupta, Karmarkar & Roels 2016, Management Science 62(5):1278–1296. The linear form is unchecked; the closed form
///   is ours and agrees with integrating the equations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AcclimationDecay {
    acclimation: f64,
    decay: f64,
    start: f64,
}

impl Default for AcclimationDecay {
    /// α = 1 and w = 0.5 per minute, b0 = 0.
    fn default() -> Self {
        Self {
            acclimation: 1.0,
            decay: 0.5,
            start: 0.0,
        }
    }
}

impl AcclimationDecay {
    /// The model with the acclimation rate α and the decay rate w per minute, and the score b0 that one is used to at
    /// the start.
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] for a rate outside 0..=1000 or a b0 beyond ±10⁹.
    pub fn new(acclimation: f64, decay: f64, start: f64) -> Result<Self, ParameterError> {
        Ok(Self {
            acclimation: within("acclimation", acclimation, 0.0, 1000.0)?,
            decay: within("decay", decay, 0.0, 1000.0)?,
            start: within("b0", start, -1e9, 1e9)?,
        })
    }

    /// α, the acclimation rate per minute.
    pub fn acclimation(&self) -> f64 {
        self.acclimation
    }

    /// w, the decay rate per minute.
    pub fn decay(&self) -> f64 {
        self.decay
    }

    /// b0, the score that one is used to at the start.
    pub fn start(&self) -> f64 {
        self.start
    }

    /// F(τ), the remembered value per point of a constant experience from τ minutes before the end to the end.
    pub fn accrued(&self, tau: f64) -> f64 {
        let slow = self.acclimation.min(self.decay);
        let apart = (self.acclimation - self.decay).abs();
        // F is symmetric in α and w; this form loses no digits where they are close, and is τe^(−ατ) where they agree.
        let z = apart * tau;
        let ratio = if z == 0.0 { 1.0 } else { -(-z).exp_m1() / z };
        (-slow * tau).exp() * tau * ratio
    }
}

impl MemoryModel for AcclimationDecay {
    fn name(&self) -> &'static str {
        "acclimation_decay"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::number("acclimation", self.acclimation),
            Parameter::number("decay", self.decay),
            Parameter::number("b0", self.start),
        ]
    }

    fn unit(&self) -> Unit {
        Unit::PointMinutes
    }

    fn is_monotone(&self) -> bool {
        self.acclimation == 0.0 || self.decay == 0.0
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        // From the end backwards, so that every time is measured from the end.
        let (mut sum, mut tau, mut accrued) = (0.0, 0.0, 0.0);
        for moment in profile.moments().iter().rev() {
            tau += profile.minutes(moment);
            let until = self.accrued(tau);
            sum += moment.score * (until - accrued);
            accrued = until;
        }
        Ok(profile.scale().direction() * (sum - self.start * accrued))
    }
}
