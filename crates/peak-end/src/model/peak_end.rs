//! The peak-end rule.

use crate::{EndRule, MemoryModel, NoValue, Parameter, PeakRule, Profile, Unit, Weight};

/// The peak-end rule: the most intense moment and the last one, nothing else.
///
/// # Formula
/// R = w·peak + (1 − w)·end, with w in 0..=1, ½ unless given; peak and end are scores, found by their rules.
/// By default the peak is the moment furthest from neutral, the worse of tied ones, and the end is the last moment.
///
/// # Returns
/// A score on the scale. If the last moment is the peak it counts in both terms, so a single moment is remembered as
/// it was. How long moments took changes nothing (duration neglect).
///
/// # Errors
/// [`NoValue::TooFewMoments`] for a peak before the end of a single moment, [`NoValue::NoStage`] where the end is the
/// last stage and the last moment belongs to none.
///
/// # Limits
/// Out of sample it predicted overall ratings worse than the plain mean on most public data; it did best on short
/// clips rated second by second. Where good and bad tie, the tie rule decides much. Monotone, except with the peak
/// furthest from the own mean.
///
/// # Examples
/// The colonoscopy pair: peak pain 8, last pain 7, against peak 8, last 1.
/// ```
/// use peak_end::{MemoryModel, PeakEnd, Profile};
/// use service_blueprint::Scale;
/// let pain = Scale::new(10.0, 0.0, 0.0)?;
/// let model = PeakEnd::default();
/// assert_eq!(model.value(&Profile::from_scores(pain, &[8.0, 7.0])?)?, 7.5);
/// assert_eq!(model.value(&Profile::from_scores(pain, &[8.0, 4.0, 1.0])?)?, 4.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Fredrickson & Kahneman 1993; Kahneman, Fredrickson, Schreiber & Redelmeier 1993, Redelmeier & Kahneman 1996:
///   equal weights of peak and end.
/// - Kahneman 2011, Thinking, Fast and Slow, chapter 35: the two patients of the example.
/// - Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149: r = .581 over studies,
///   95 % interval .487 to .661, about that of the overall average.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PeakEnd {
    /// w, the weight of the peak.
    pub weight: Weight,
    /// What counts as the peak.
    pub peak: PeakRule,
    /// What counts as the end.
    pub end: EndRule,
}

impl MemoryModel for PeakEnd {
    fn name(&self) -> &'static str {
        "peak_end"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut list = vec![Parameter::number("weight", self.weight.get())];
        list.extend(self.peak.parameters());
        list.extend(self.end.parameters());
        list
    }

    fn unit(&self) -> Unit {
        Unit::Score
    }

    fn is_monotone(&self) -> bool {
        self.peak.is_monotone()
    }

    fn compute(&self, profile: &Profile) -> Result<f64, NoValue> {
        Ok(self.weight.mix(self.peak.find(profile)?.score, self.end.find(profile)?))
    }
}
