//! What each activity, actor and piece of evidence carries in memory, and what its failure would cost.

mod error;
mod memory;

pub use error::ImpactError;

use crate::{Negativity, Weight};
use memory::Memory;
use service_blueprint::document::EvidenceEntry;
use service_blueprint::{Activity, ActivityId, Actor, Blueprint, Evidence, Scale, Segment, Touchpoint};
use std::collections::HashMap;

/// How failures are imagined, and whose are asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImpactOptions {
    /// The weight of the peak in what is remembered; ½ unless given.
    pub weight: Weight,
    /// How many times bad moments count when the peak is chosen; 1 unless given.
    pub negativity: Negativity,
    /// By how many points towards worst a touchpoint falls when what carries it fails; to worst itself unless given.
    pub by: Option<f64>,
    /// This activity only; actors and evidence are not asked then.
    pub activity: Option<ActivityId>,
}

/// What is remembered now, and what would be if something failed. Lists are in document order.
#[derive(Debug, Clone)]
pub struct Impact<'b> {
    /// The scale of all scores.
    pub scale: Scale,
    /// What is remembered now by peak and end, all segments mixed by share, given a scored moment. None where nothing
    /// is scored.
    pub remembered: Option<f64>,
    /// What each segment remembers now.
    pub segments: Vec<SegmentMemory<'b>>,
    /// The activities of all lanes.
    pub activities: Vec<Failure<'b, Activity<'b>>>,
    /// The actors; one fails when all of its activities fail.
    pub actors: Vec<Failure<'b, Actor<'b>>>,
    /// The declared pieces of physical evidence.
    pub evidence: Vec<Failure<'b, Evidence<'b>>>,
}

/// What one segment remembers.
#[derive(Debug, Clone, Copy)]
pub struct SegmentMemory<'b> {
    /// The segment.
    pub segment: Segment<'b>,
    /// What it remembers by peak and end, given a scored moment. None where it meets nothing that is scored.
    pub remembered: Option<f64>,
    /// By how many points that is worse than what it remembers now.
    pub loss: Option<f64>,
}

/// What becomes of memory when one thing fails.
#[derive(Debug, Clone)]
pub struct Failure<'b, T> {
    /// What fails.
    pub of: T,
    /// The scored touchpoints that it carries: those that some segment scores and does not skip.
    pub touchpoints: Vec<Touchpoint<'b>>,
    /// The touchpoints that it carries and nobody scored. What their failure costs is not known.
    pub unscored: Vec<Touchpoint<'b>>,
    /// Where touchpoints fall by points: those that would fall past worst, for some segment, and fall to worst only.
    pub reached_worst: Vec<Touchpoint<'b>>,
    /// What is remembered if it fails, all segments mixed.
    pub remembered: Option<f64>,
    /// By how many points that is worse than what is remembered now.
    pub loss: Option<f64>,
    /// What each segment remembers if it fails.
    pub segments: Vec<SegmentMemory<'b>>,
}

/// What every activity, actor and declared piece of evidence carries in memory, and what its failure would cost.
///
/// An activity carries the touchpoints that list it, `same` included, and those that need it through the `needs` of
/// other activities. An actor carries what its activities carry, evidence the touchpoints that show it. When it fails,
/// every scored touchpoint that it carries falls to worst, in every segment and at every visit; or, with
/// [`by`](ImpactOptions::by), by so many points towards worst. One that has fewer points to fall goes to worst and is
/// listed in [`reached_worst`](Failure::reached_worst). Nobody's way through the service changes.
///
/// # Formula
/// loss = remembered − remembered if it fails, in points of the scale, positive where memory gets worse. Remembered
/// = w·`E[peak]` + (1 − w)·`E[end]`, exactly, over all ways through; segments are mixed by share given a scored moment.
/// As a lower score never raises what is remembered by peak and end, no loss is below 0.
///
/// # Errors
/// [`ImpactError`]: a fall that is no positive number, an unknown activity, a journey whose law cannot be computed.
///
/// # Limits
/// One failure at a time, complete and for good: nothing is said of how often it happens, of recoveries, or of
/// customers who would leave. The costs of two failures do not add up, as both may spoil the same peak.
///
/// # Examples
/// ```
/// use peak_end::{ImpactOptions, impact};
/// let blueprint = service_blueprint::parse("
/// blueprint: Coffee to go
/// stages:
///   - id: buy
///     touchpoints:
///       - id: order
///         experience: 5
///       - id: sip
///         experience: 9
///         backstage: [{ id: brew, does: Brews, needs: [beans] }]
///         support: [{ id: beans, does: Has fresh beans }]
/// ")?;
/// let found = impact(&blueprint, &ImpactOptions::default())?;
/// assert_eq!(found.remembered, Some(9.0));
/// let beans = &found.activities[1];
/// assert_eq!(beans.touchpoints[0].id().as_str(), "sip");
/// // The worst score is now both the peak and the end.
/// assert_eq!((beans.remembered, beans.loss), (Some(0.0), Some(9.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn impact<'b>(blueprint: &'b Blueprint, options: &ImpactOptions) -> Result<Impact<'b>, ImpactError> {
    if let Some(found) = options.by.filter(|by| !by.is_finite() || *by <= 0.0) {
        return Err(ImpactError::NotAFall { found });
    }
    let asked = asked(blueprint, options)?;
    let mut memory = Memory::of(blueprint, options)?;
    let carried: Vec<Vec<usize>> = asked
        .iter()
        .map(|activity| {
            let carried = blueprint.carried_by(*activity);
            carried.into_iter().map(Touchpoint::position).collect()
        })
        .collect();
    let (mut by_actor, mut by_evidence) = (Vec::new(), Vec::new());
    if options.activity.is_none() {
        by_actor = carried_by_actors(blueprint, &asked, &carried);
        by_evidence = shown(blueprint);
    }
    let activities = asked.into_iter().zip(carried);
    let activities = activities.map(|(activity, carried)| memory.failure(activity, carried));
    let activities = activities.collect::<Result<_, _>>()?;
    let actors = blueprint.actors().zip(by_actor);
    let actors = actors.map(|(actor, carried)| memory.failure(actor, carried));
    let actors = actors.collect::<Result<_, _>>()?;
    let evidence = blueprint.evidence().zip(by_evidence);
    let evidence = evidence.map(|(evidence, carried)| memory.failure(evidence, carried));
    Ok(Impact {
        evidence: evidence.collect::<Result<_, _>>()?,
        activities,
        actors,
        scale: blueprint.scale(),
        remembered: memory.remembered(),
        segments: memory.segments(),
    })
}

/// The activities whose failure is asked for.
fn asked<'b>(blueprint: &'b Blueprint, options: &ImpactOptions) -> Result<Vec<Activity<'b>>, ImpactError> {
    let Some(id) = &options.activity else {
        return Ok(blueprint.activities().collect());
    };
    match blueprint.activity(id.as_str()) {
        Some(activity) => Ok(vec![activity]),
        None => Err(ImpactError::UnknownActivity {
            found: id.clone(),
            known: blueprint.activities().filter_map(|one| one.id().cloned()).collect(),
        }),
    }
}

/// By actor, the positions of the touchpoints that its activities carry, ascending.
fn carried_by_actors(blueprint: &Blueprint, activities: &[Activity<'_>], carried: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut by_actor = vec![Vec::new(); blueprint.actors().len()];
    for (activity, carried) in activities.iter().zip(carried) {
        if let Some(actor) = activity.actor() {
            by_actor[actor.position()].extend_from_slice(carried);
        }
    }
    for carried in &mut by_actor {
        carried.sort_unstable();
        carried.dedup();
    }
    by_actor
}

/// By declared piece of evidence, the positions of the touchpoints that show it, ascending.
fn shown(blueprint: &Blueprint) -> Vec<Vec<usize>> {
    let pieces = blueprint
        .evidence()
        .map(|piece| (piece.id().as_str(), piece.position()));
    let pieces: HashMap<&str, usize> = pieces.collect();
    let mut shown = vec![Vec::new(); pieces.len()];
    for touchpoint in blueprint.touchpoints() {
        for entry in &touchpoint.written().evidence {
            if let EvidenceEntry::Shown(id) = entry
                && let Some(&piece) = pieces.get(id.as_str())
            {
                shown[piece].push(touchpoint.position());
            }
        }
    }
    // Nothing forbids to name a piece twice at a touchpoint.
    for shown in &mut shown {
        shown.dedup();
    }
    shown
}
