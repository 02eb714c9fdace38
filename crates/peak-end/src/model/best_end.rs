//! The best moment and the end.

use crate::{EndRule, MemoryModel, NoValue, Parameter, PeakRule, Profile, Unit, Weight};

/// Best-end: the best moment and the end, as where only positive peaks are remembered.
///
/// # Formula
/// R = w·best + (1 − w)·end, with w in 0..=1, ½ unless given.
///
/// # Returns
/// A score on the scale, never worse than the end; the score itself for a single moment.
///
/// # Errors
/// [`NoValue::NoStage`] where the end is the last stage and the last moment belongs to none.
///
/// # Limits
/// Blind to everything bad but a bad end. In phone calls positive peaks added to the average (Verhoef, Antonides &
/// de Hoog 2004), while the end had a negative effect in the working paper before it. Monotone.
///
/// # Examples
/// ```
/// use peak_end::{BestEnd, MemoryModel, Profile};
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0])?;
/// assert_eq!(BestEnd::default().value(&profile)?, 4.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Findings Press, article 38543, table of rules (high peak combined with the end).
/// - Verhoef, Antonides & de Hoog 2004.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BestEnd {
    /// w, the weight of the best moment.
    pub weight: Weight,
    /// What counts as the end.
    pub end: EndRule,
}

impl MemoryModel for BestEnd {
    fn name(&self) -> &'static str {
        "best_end"
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
            .mix(PeakRule::Best.find(profile)?.score, self.end.find(profile)?))
    }
}
