//! The worst moment and the end.

use crate::{EndRule, MemoryModel, NoValue, Parameter, PeakRule, Profile, Unit, Weight};

/// Minimum-end: the worst moment and the end.
///
/// # Formula
/// R = w·trough + (1 − w)·end, with w in 0..=1, ½ unless given.
///
/// # Returns
/// A score on the scale, never better than the end; the score itself for a single moment.
///
/// # Errors
/// [`NoValue::NoStage`] where the end is the last stage and the last moment belongs to none.
///
/// # Limits
/// The source fits both weights; ½ is chosen. Best of its rivals on 2,576 public-transport trips, worse than
/// the mean on continuous ratings of VR clips. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{MemoryModel, MinimumEnd, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(MinimumEnd::default().value(&profile)?, 2.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Bosch, Ihme & Bohmann 2026, arXiv 2605.15817: minimum and end as two regressors.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MinimumEnd {
    /// w, the weight of the worst moment.
    pub weight: Weight,
    /// What counts as the end.
    pub end: EndRule,
}

impl MemoryModel for MinimumEnd {
    fn name(&self) -> &'static str {
        "minimum_end"
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
            .mix(PeakRule::Trough.find(profile)?.score, self.end.find(profile)?))
    }
}
