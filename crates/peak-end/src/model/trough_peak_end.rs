//! The worst moment, the best one and the end.

use crate::parameter::within;
use crate::{EndRule, MemoryModel, NoValue, Parameter, ParameterError, PeakRule, Profile, Unit};

/// Trough, peak and end: the worst moment, the best one and the end, each with its own weight.
///
/// # Formula
/// R = t·trough + p·best + e·end, with t, p, e in 0..=1 and t + p + e = 1; ⅓ each unless given.
///
/// # Returns
/// A score on the scale; the score itself for a single moment.
///
/// # Errors
/// [`NoValue::NoStage`] where the end is the last stage and the last moment belongs to none.
///
/// # Limits
/// The weights are meant to be fitted; ⅓ is chosen. Knows no neutral point, so no tie between good and bad can arise.
/// Monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, Profile, TroughPeakEnd};
/// use service_blueprint::Scale;
/// let profile = Profile::from_scores(Scale::default(), &[6.0, 9.0, 2.0, 7.0])?;
/// assert!((TroughPeakEnd::default().value(&profile)? - 6.0).abs() < 1e-12);
/// assert_eq!(TroughPeakEnd::new(0.25, 0.25, 0.5)?.value(&profile)?, 6.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149: the trough as a feature of
///   its own beside the peak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TroughPeakEnd {
    trough: f64,
    peak: f64,
    end: f64,
    rule: EndRule,
}

/// Weights may miss the sum of 1 by this much: what adding three decimals in doubles costs, with room.
const SUM_TOLERANCE: f64 = 1e-9;

/// By how much the sum of three weights that were divided by their sum may miss 1: three roundings of quotients and two of
/// sums, each at most half an epsilon.
const ROUNDING: f64 = 2.5 * f64::EPSILON;

impl Default for TroughPeakEnd {
    /// ⅓ each, the end being the last moment.
    fn default() -> Self {
        let third = 1.0 / 3.0;
        Self {
            trough: third,
            peak: third,
            end: third,
            rule: EndRule::LastMoment,
        }
    }
}

impl TroughPeakEnd {
    /// The model with these weights of trough, best moment and end, which are divided by their sum unless it is 1 to the
    /// last digits: weights that were divided once stay as they are.
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] for a weight outside 0..=1, [`ParameterError::WeightSum`] if they do not sum to 1
    /// within 1e-9.
    pub fn new(trough: f64, peak: f64, end: f64) -> Result<Self, ParameterError> {
        within("trough", trough, 0.0, 1.0)?;
        within("peak", peak, 0.0, 1.0)?;
        within("end", end, 0.0, 1.0)?;
        let sum = trough + peak + end;
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            return Err(ParameterError::WeightSum { found: sum });
        }
        let sum = if (sum - 1.0).abs() <= ROUNDING { 1.0 } else { sum };
        Ok(Self {
            trough: trough / sum,
            peak: peak / sum,
            end: end / sum,
            rule: EndRule::LastMoment,
        })
    }

    /// The weights of trough, peak and end.
    pub fn weights(self) -> (f64, f64, f64) {
        (self.trough, self.peak, self.end)
    }

    /// What counts as the end.
    pub fn end_rule(self) -> EndRule {
        self.rule
    }

    /// The model with another end.
    pub fn with_end(self, rule: EndRule) -> Self {
        Self { rule, ..self }
    }
}

impl MemoryModel for TroughPeakEnd {
    fn name(&self) -> &'static str {
        "trough_peak_end"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut list = vec![
            Parameter::number("trough_weight", self.trough),
            Parameter::number("peak_weight", self.peak),
            Parameter::number("end_weight", self.end),
        ];
        list.extend(self.rule.parameters());
        list
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        let trough = PeakRule::Trough.find(profile)?.score;
        let best = PeakRule::Best.find(profile)?.score;
        Ok(self.trough * trough + self.peak * best + self.end * self.rule.find(profile)?)
    }
}
