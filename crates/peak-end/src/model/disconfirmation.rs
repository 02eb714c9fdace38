//! Experience against expectation, remembered by peak and end.

use crate::key::{intensity, is_bad};
use crate::rule::{Candidate, select};
use crate::{MemoryModel, Negativity, NoValue, Parameter, Profile, TieRule, Unit, Weight};

/// Disconfirmation: peak-end of what was better or worse than expected, in place of the score.
///
/// # Formula
/// y_i = experience − expectation, positive towards best; R = w·peak(y) + (1 − w)·y_n, the peak being the y_i furthest from
/// 0 (below 0 counted λ times), with w in 0..=1, ½ unless given, and λ ≥ 1, 1 unless given.
///
/// # Returns
/// Points of the scale, positive where the experience was better than expected. Of tied moments the one that the tie
/// rule names is the peak, the worse unless given.
///
/// # Errors
/// [`NoValue::NoExpectation`] where a moment has none.
///
/// # Limits
/// Takes expectations as given and not moved by the experience itself. A pure gap: a high expectation only harms,
/// although expectations also lift what is felt. Monotone.
///
/// # Examples
/// Experience 5 where 7 was expected is −2.
/// ```
/// use peak_end::{Disconfirmation, MemoryModel, Moment, Profile};
/// use service_blueprint::Scale;
/// let moments = [(7.0, 7.0), (5.0, 7.0), (7.0, 6.0)];
/// let moments = moments.map(|(score, expected)| Moment { expectation: Some(expected), ..Moment::scored(score) });
/// let profile = Profile::new(Scale::default(), moments.to_vec())?;
/// assert_eq!(Disconfirmation::default().value(&profile)?, -0.5); // (−2 + 1)/2
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Oliver 1980: satisfaction as expectation and disconfirmation (form unchecked).
/// - Parasuraman et al. 1985, 1988: the gap between perception and expectation.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Disconfirmation {
    /// w, the weight of the peak.
    pub weight: Weight,
    /// Which of several equally large surprises is the peak.
    pub tie: TieRule,
    /// λ, how many times disappointments count when the peak is chosen.
    pub negativity: Negativity,
}

impl MemoryModel for Disconfirmation {
    fn name(&self) -> &'static str {
        "disconfirmation"
    }

    fn parameters(&self) -> Vec<Parameter> {
        vec![
            Parameter::number("weight", self.weight.get()),
            Parameter::rule("tie", self.tie.name()),
            Parameter::number("negativity", self.negativity.get()),
        ]
    }

    fn unit(&self) -> Unit {
        Unit::Points
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        if let Some(moment) = profile.moments().iter().position(|moment| moment.expectation.is_none()) {
            return Err(NoValue::NoExpectation { moment });
        }
        let scale = profile.scale();
        let half = scale.half();
        let mut gaps = profile
            .moments()
            .iter()
            .filter_map(|moment| moment.expectation.map(|expected| scale.gain(expected, moment.score)));
        let peak = select(
            self.tie,
            gaps.clone().map(|gap| {
                let intensity = intensity(gap / half, self.negativity);
                Candidate {
                    intensity,
                    bad: is_bad(gap, intensity),
                    score: gap,
                }
            }),
        );
        match (peak, gaps.next_back()) {
            (Some(peak), Some(end)) => Ok(self.weight.mix(peak.score, end)),
            // Never: a profile has a moment, and every moment has an expectation here.
            _ => Err(NoValue::TooFewMoments { needed: 1, found: 0 }),
        }
    }
}
