//! Measured scores put into the text of a blueprint, which stays otherwise as its author wrote it.

mod digits;
#[cfg(test)]
mod laws;
mod place;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::document::tree::Tree;
use crate::document::{Document, Rating, Survey, Touchpoint};
use crate::parse::problems_of;
use crate::{Blueprint, Limits, Place, Problems, TouchpointId, parse, read_document};
use place::Repeated;

/// What ratings of a touchpoint say, on the blueprint's scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The touchpoint; one that an option adds may be named too.
    pub touchpoint: TouchpointId,
    /// The mean rating.
    pub mean: f64,
    /// The standard deviation of single ratings, with n − 1; a single rating has none.
    pub sd: Option<f64>,
    /// How many ratings there are, 1 or more.
    pub n: u64,
}

/// Why measured scores cannot be put into a text.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MeasuredError {
    /// The text is no valid blueprint as it stands.
    #[error("the text is no valid blueprint")]
    Before(Problems),
    /// Touchpoints whose scores cannot be put in, all of them.
    #[error("{}", sentence(.0))]
    Refused(Vec<Refused>),
    /// With these scores the blueprint is not valid: a mean outside the scale, a deviation that ratings with this mean cannot
    /// have, an option that would raise a touchpoint past the best score. Places are those in the text as it is.
    #[error("with these scores the blueprint is not valid")]
    After(Problems),
    /// The touchpoint is written in a way into which the score does not fit.
    #[error("the score of `{0}` does not fit into the way the touchpoint is written; write it in by hand")]
    Unusual(TouchpointId),
}

/// A touchpoint whose score cannot be put in.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// The touchpoint.
    pub touchpoint: TouchpointId,
    /// Why.
    pub reason: Refusal,
}

/// Why a touchpoint's score cannot be put in.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The blueprint has no such touchpoint.
    #[error("is no touchpoint of the blueprint")]
    Unknown,
    /// It is named twice.
    #[error("is measured twice")]
    Twice,
    /// Its score has an anchor and is repeated elsewhere, which would change too.
    #[error("has a score that line {} repeats as an alias; write the score out there", .0.line)]
    Repeated(Place),
}

fn sentence(refused: &[Refused]) -> String {
    let each = refused.iter().map(|one| format!("`{}` {}", one.touchpoint, one.reason));
    each.collect::<Vec<_>>().join("; ")
}

/// The text of a blueprint with measured scores as the `experience` of their touchpoints, everything else byte for byte as it
/// was.
///
/// A score becomes `{ mean: 6.21, sd: 1.43, n: 240 }`, without `sd` where there is none.
///
/// - **Digits.** Mean and deviation are rounded to the power of ten at or below a thousandth of the scale: 0.01 on a scale
///   from 0 to 10, 0.001 from 1 to 5 (chosen: far below what ratings tell). More digits are kept only where ratings could
///   not have the rounded numbers on this scale, or where a deviation would become 0.
/// - **A score that is there** is replaced, whether it is a number, a survey, counts of ratings or an alias, in one line or many.
///   Comments within it stay, below the new score and in their order; blank lines within it do not. An anchor before it stays.
/// - **A touchpoint without a score** gets one after its `id`, or after its `name` where that comes next: a line of its own, or
///   an entry between the same braces. Where the key before is in double quotes, as in JSON, the new keys are too.
/// - **What stays**: expectations, the scores that segments override, and what options set and raise.
///
/// The result is read again before it is returned, and says what the text said but for these scores.
///
/// # Errors
/// [`MeasuredError`]; there is no text with some of the scores.
///
/// # Examples
/// ```
/// use service_blueprint::{Measured, TouchpointId, with_measured};
/// let text = "\
/// blueprint: Tea house
/// stages:
///   - id: visit
///     touchpoints:
///       - id: greeting
///         experience: 8   # a guess
///       - { id: tea, name: Tea }
/// ";
/// let measured = |id: &str, mean| -> Result<_, service_blueprint::IdError> {
///     Ok(Measured { touchpoint: TouchpointId::new(id)?, mean, sd: Some(1.4293), n: 240 })
/// };
/// let changed = with_measured(text, &[measured("greeting", 6.2085)?, measured("tea", 7.0)?]).unwrap();
/// assert_eq!(changed, "\
/// blueprint: Tea house
/// stages:
///   - id: visit
///     touchpoints:
///       - id: greeting
///         experience: { mean: 6.21, sd: 1.43, n: 240 }   # a guess
///       - { id: tea, name: Tea, experience: { mean: 7, sd: 1.43, n: 240 } }
/// ");
/// # Ok::<(), service_blueprint::IdError>(())
/// ```
pub fn with_measured(text: &str, measured: &[Measured]) -> Result<String, MeasuredError> {
    let blueprint = parse(text).map_err(MeasuredError::Before)?;
    let tree = Tree::parse(text, Limits::default().depth);
    let written: Vec<Measured> = measured
        .iter()
        .map(|one| digits::rounded(one, blueprint.scale()))
        .collect();
    let edits = edits(&tree, &written)?;
    let before = blueprint.document();
    let after = expected(before, &written);
    if let Err(problems) = Blueprint::try_from(after.clone()) {
        return Err(MeasuredError::After(problems_of(&tree, problems)));
    }
    let changed = applied(text, &edits);
    if read_document(&changed).is_ok_and(|document| document == after) {
        return Ok(changed);
    }
    let alone = |at: &usize| {
        let expected = expected(before, &written[*at..=*at]);
        let changed = applied(text, &edits[*at..=*at]);
        read_document(&changed).is_ok_and(|document| document == expected)
    };
    let odd = (0..written.len()).find(|at| !alone(at)).unwrap_or_default();
    Err(MeasuredError::Unusual(written[odd].touchpoint.clone()))
}

/// Some bytes of the text, and what stands there afterwards.
#[derive(Debug, Clone, PartialEq)]
struct Edit {
    bytes: Range<usize>,
    text: String,
}

/// An edit for each score, in their order.
fn edits(tree: &Tree<'_>, measured: &[Measured]) -> Result<Vec<Edit>, MeasuredError> {
    let touchpoints = place::touchpoints(tree);
    let mut refused = Vec::new();
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for one in measured {
        let mut refuse = |reason| {
            refused.push(Refused {
                touchpoint: one.touchpoint.clone(),
                reason,
            });
        };
        match touchpoints.get(one.touchpoint.as_str()) {
            None => refuse(Refusal::Unknown),
            Some(_) if !seen.insert(&one.touchpoint) => refuse(Refusal::Twice),
            Some(&map) => found.push((one, place::experience(tree, map))),
        }
    }
    let repeated = Repeated::without(tree, found.iter().filter_map(|(_, place)| place.replaced()).collect());
    for (one, place) in &found {
        if let Some(alias) = place.replaced().and_then(|value| repeated.by(tree, value)) {
            refused.push(Refused {
                touchpoint: one.touchpoint.clone(),
                reason: Refusal::Repeated(tree.place(alias)),
            });
        }
    }
    match refused.is_empty() {
        true => Ok(found.into_iter().map(|(one, place)| place.edit(tree, one)).collect()),
        false => Err(MeasuredError::Refused(refused)),
    }
}

/// The text with the edits, which do not overlap.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| edit.bytes.start);
    let mut changed = String::with_capacity(text.len() + 40 * edits.len());
    let mut kept = 0;
    for edit in ordered {
        changed.push_str(text.get(kept..edit.bytes.start).unwrap_or_default());
        changed.push_str(&edit.text);
        kept = edit.bytes.end;
    }
    changed.push_str(text.get(kept..).unwrap_or_default());
    changed
}

/// What the text has to say afterwards.
fn expected(document: &Document, measured: &[Measured]) -> Document {
    let surveys: HashMap<&str, Rating> = measured
        .iter()
        .map(|one| {
            let survey = Survey {
                scale: None,
                mean: one.mean,
                sd: one.sd,
                n: Some(one.n),
            };
            (one.touchpoint.as_str(), Rating::Survey(survey))
        })
        .collect();
    let mut document = document.clone();
    let put = |touchpoint: &mut Touchpoint| {
        if let Some(rating) = surveys.get(touchpoint.id.as_str()) {
            touchpoint.experience = Some(rating.clone());
        }
    };
    let listed = document.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints);
    listed.for_each(put);
    let added = document.options.iter_mut().flat_map(|option| &mut option.adds);
    added.for_each(|addition| put(&mut addition.touchpoint));
    document
}
