//! Two blueprints compared: what is different in the service, and in memory.

use crate::{Outlook, PredictError, PredictOptions, Prediction, predict};
use service_blueprint::{Blueprint, Changes, NotCarried, Problems, Scale};

/// What is different between two blueprints, in the service and in what is remembered of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What was added, removed and changed, matched by id.
    pub changes: Changes,
    /// The scale of `before` where it differs: its scores were carried to that of `after`, by distance from neutral.
    pub carried_from: Option<Scale>,
    /// What is predicted of `before`, on the scale of `after`.
    pub before: Prediction,
    /// What is predicted of `after`.
    pub after: Prediction,
}

/// By how much memory moves, and by which of its two parts. Positive is towards best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MemoryChange {
    /// Points remembered better.
    pub remembered: f64,
    /// How many of them the peak gives: w times the change of E\[peak\].
    pub by_peak: f64,
    /// How many the end gives: (1 − w) times the change of E\[end\].
    pub by_end: f64,
}

/// Why two blueprints are not compared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// The scales differ, and a score of `before` has no counterpart on the scale of `after`.
    #[error("the first blueprint's scores cannot be carried to the second's scale: {0}")]
    NotCarried(#[from] NotCarried),
    /// On the other scale `before` is no blueprint any more.
    #[error("the first blueprint does not hold together on the second's scale: {0}")]
    Rescaled(Problems),
    /// Nothing is predicted of `before`.
    #[error("the first blueprint: {0}")]
    Before(PredictError),
    /// Nothing is predicted of `after`.
    #[error("the second blueprint: {0}")]
    After(PredictError),
}

/// What is different from one blueprint to another: today's service and tomorrow's, or ours and a rival's.
///
/// The service is compared part by part, matched by id ([`Changes`]); memory is predicted of both, with the same
/// options. The services need not have an id in common: their memories can be compared all the same.
///
/// Where the scales differ, scores of `before` are carried to the scale of `after` by their distance from neutral
/// ([`Blueprint::rescaled`]), and [`carried_from`](Comparison::carried_from) says so.
///
/// # Errors
/// [`CompareError`]: a score without a counterpart on the other scale, or one of the two that cannot be predicted.
///
/// # Limits
/// Both predictions rest on the scores written. What is assumed in one blueprint and surveyed in the other is compared
/// as if both were known.
///
/// # Examples
/// ```
/// use peak_end::{PredictOptions, compare};
/// use service_blueprint::parse;
/// let before = parse("
/// blueprint: Coffee to go
/// stages: [{ id: buy, touchpoints: [{ id: order, experience: 5 }, { id: sip, experience: 8 }] }]
/// ")?;
/// let after = parse("
/// blueprint: Coffee to go
/// stages:
///   - { id: buy, touchpoints: [{ id: order, experience: 5 }, { id: sip, experience: 8 }, { id: thanks, experience: 9 }] }
/// ")?;
/// let found = compare(&before, &after, &PredictOptions::default())?;
/// assert_eq!(found.changes.added[0].id, "thanks");
/// let moved = found.memory_change().ok_or("nothing is scored")?;
/// assert_eq!((moved.remembered, moved.by_peak, moved.by_end), (1.0, 0.5, 0.5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare(before: &Blueprint, after: &Blueprint, options: &PredictOptions) -> Result<Comparison, CompareError> {
    let changes = Changes::between(before, after)?;
    let carried_from = (before.scale() != after.scale()).then(|| before.scale());
    let of_before = match carried_from {
        None => predict(before, options),
        Some(_) => predict(&on_scale(before, after.scale())?, options),
    };
    Ok(Comparison {
        changes,
        carried_from,
        before: of_before.map_err(CompareError::Before)?,
        after: predict(after, options).map_err(CompareError::After)?,
    })
}

/// The blueprint on another scale, without its options: they are not predicted, and points are other points there.
fn on_scale(blueprint: &Blueprint, scale: Scale) -> Result<Blueprint, CompareError> {
    let mut document = blueprint.rescaled(scale)?;
    document.options.clear();
    Blueprint::try_from(document).map_err(CompareError::Rescaled)
}

impl Comparison {
    /// By how much the memory of all segments moves; none where one of the two has nothing that is scored.
    pub fn memory_change(&self) -> Option<MemoryChange> {
        MemoryChange::between(self.after.scale, &self.before.overall, &self.after.overall)
    }
}

impl MemoryChange {
    /// By how much memory moves from one outlook to another on the same scale, by peak and end with the weight of each.
    /// None where one of them leaves nothing behind.
    pub fn between(scale: Scale, before: &Outlook, after: &Outlook) -> Option<Self> {
        let part = |outlook: &Outlook| {
            // Not from the pairs of the law: where there are too many, it keeps none.
            let weight = outlook.law.weight();
            let (peak, end) = (
                weight.mix(outlook.peak_score?, 0.0),
                weight.mix(0.0, outlook.end_score?),
            );
            outlook.law.mean().map(|remembered| (remembered, peak, end))
        };
        let (before, after) = part(before).zip(part(after))?;
        Some(Self {
            remembered: scale.gain(before.0, after.0),
            by_peak: scale.gain(before.1, after.1),
            by_end: scale.gain(before.2, after.2),
        })
    }
}
