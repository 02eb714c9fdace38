//! The best moment before the end, and the end.

use crate::{EndRule, MemoryModel, NoValue, Parameter, PeakRule, Profile, Unit, Weight};

/// The best moment before the last one, and the end: the last moment counts once only.
///
/// # Formula
/// R = w·max(x_1..x_(n−1)) + (1 − w)·end, with w in 0..=1, ½ unless given; max is the best, whichever way the scale runs.
///
/// # Returns
/// A score on the scale.
///
/// # Errors
/// [`NoValue::TooFewMoments`] for a single moment; [`NoValue::NoStage`] where the end is the last stage and the last
/// moment belongs to none.
///
/// # Limits
/// Used on commutes; as blind to bad moments before the end as best-end. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{BestBeforeEndAndEnd, MemoryModel, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let crescendo = Profile::from_scores(stars, &[1.0, 2.0, 3.0, 4.0, 5.0])?;
/// assert_eq!(BestBeforeEndAndEnd::default().value(&crescendo)?, 4.5);
/// assert!(BestBeforeEndAndEnd::default().value(&Profile::from_scores(stars, &[4.0])?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Gärling et al. 2013, slides of the Swiss Transport Research Conference: peak-end with the end left out of the peak.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BestBeforeEndAndEnd {
    /// w, the weight of the best moment before the end.
    pub weight: Weight,
    /// What counts as the end.
    pub end: EndRule,
}

impl MemoryModel for BestBeforeEndAndEnd {
    fn name(&self) -> &'static str {
        "best_before_end_and_end"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut list = vec![Parameter::number("weight", self.weight.get())];
        list.extend(self.end.parameters());
        list
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        true
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok(self
            .weight
            .mix(PeakRule::BestBeforeEnd.find(profile)?.score, self.end.find(profile)?))
    }
}
