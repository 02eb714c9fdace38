//! Stages and touchpoints: scores, limits, evidence, standards.

use crate::blueprint::{EvidenceUse, Felt, StageNode, TouchpointNode};
use crate::document::{Document, EvidenceEntry, Role, Touchpoint};
use crate::id::{StageId, TouchpointId};
use crate::path::Trail;
use crate::problem::{Cause, Kind};

use super::names::Names;
use super::people::SUM_TOLERANCE;
use super::ratings::Ratings;
use super::report::Report;
use super::walk::{self, Listing};

/// The stages with their touchpoints' positions.
pub(super) fn stages(document: &Document, report: &mut Report<'_>) -> Vec<StageNode> {
    let list = Trail::Root.key("stages");
    let mut nodes = Vec::new();
    let mut first = 0;
    let weighted = document.stages.iter().any(|stage| stage.influence.is_some());
    let mut sum = 0.0;
    for (index, stage) in document.stages.iter().enumerate() {
        let at = list.item(index);
        report.words(stage.name.as_deref(), at.key("name"));
        report.not_negative("an influence", stage.influence, at.key("influence"));
        match stage.influence {
            Some(influence) => sum += influence,
            None if weighted => report.problem(
                Cause::PartialInfluence {
                    stage: stage.id.clone(),
                },
                at,
            ),
            None => {}
        }
        let next = first + stage.touchpoints.len();
        if let Ok(id) = StageId::new(&stage.id) {
            nodes.push(StageNode {
                id,
                touchpoints: first..next,
            });
        }
        first = next;
    }
    let complete = document.stages.iter().all(|stage| stage.influence.is_some());
    if weighted && complete && sum.is_finite() && (sum - 1.0).abs() > SUM_TOLERANCE {
        report.problem(
            Cause::NotOne {
                what: "stages' influences",
                sum,
            },
            list,
        );
    }
    if first == 0 {
        report.problem(Cause::NoTouchpoints, list);
    }
    nodes
}

/// The touchpoints in document order, those that options add last.
pub(super) fn resolve(
    document: &Document,
    names: &Names<'_>,
    ratings: &Ratings,
    entries: Vec<Vec<(Role, usize)>>,
    report: &mut Report<'_>,
) -> Vec<TouchpointNode> {
    let mut nodes = Vec::with_capacity(entries.len());
    let mut entries = entries.into_iter();
    walk::touchpoints(document, |touchpoint, at, listing| {
        let entries = entries.next().unwrap_or_default();
        nodes.extend(node(document, touchpoint, listing, entries, at, names, ratings, report));
    });
    nodes
}

#[expect(clippy::too_many_arguments, reason = "everything that a touchpoint refers to")]
fn node(
    document: &Document,
    touchpoint: &Touchpoint,
    listing: Listing,
    entries: Vec<(Role, usize)>,
    at: Trail<'_>,
    names: &Names<'_>,
    ratings: &Ratings,
    report: &mut Report<'_>,
) -> Option<TouchpointNode> {
    plain_fields(touchpoint, at, names, report);
    let felt = Felt {
        score: ratings.score(touchpoint.experience.as_ref(), at.key("experience"), report),
        expectation: ratings.score(touchpoint.expectation.as_ref(), at.key("expectation"), report),
    };
    let minimum = ratings.one_number(touchpoint.at_least.as_ref(), at.key("at_least"), report);
    let segments = at.key("segments");
    let mut overrides = Vec::new();
    for (id, own) in &touchpoint.segments {
        let at = segments.key(id);
        let found = names.find(Kind::Segment, id, at, report);
        let score = ratings.score(own.experience.as_ref(), at.key("experience"), report);
        let expectation = ratings.score(own.expectation.as_ref(), at.key("expectation"), report);
        let mut own_felt = Felt {
            score: score.or(felt.score),
            expectation: expectation.or(felt.expectation),
        };
        if own.skip {
            own_felt = Felt::default();
        }
        overrides.extend(found.map(|segment| (segment, own_felt)));
    }
    overrides.sort_unstable_by_key(|(segment, _)| *segment);
    let evidence_at = at.key("evidence");
    let mut evidence = Vec::new();
    for (index, entry) in touchpoint.evidence.iter().enumerate() {
        let at = evidence_at.item(index);
        evidence.push(match entry {
            EvidenceEntry::Shown(id) => names
                .find(Kind::Evidence, id, at, report)
                .map_or(EvidenceUse::Named, EvidenceUse::Declared),
            EvidenceEntry::Named { name } => {
                report.words(Some(name), at.key("name"));
                EvidenceUse::Named
            }
        });
    }
    let (stage, slot) = match listing {
        Listing::Stage { stage, slot } => (stage, slot),
        Listing::Option { .. } => (usize::MAX, usize::MAX),
    };
    let controllable = touchpoint
        .controllable
        .unwrap_or_else(|| !all_partners(document, touchpoint, names));
    let id = TouchpointId::new(&touchpoint.id).ok()?;
    Some(TouchpointNode {
        id,
        stage,
        slot,
        felt,
        overrides,
        minimum,
        entries,
        evidence,
        controllable,
    })
}

/// Whether there is frontstage activity and all of it is partners'.
fn all_partners(document: &Document, touchpoint: &Touchpoint, names: &Names<'_>) -> bool {
    use crate::document::ActivityEntry;
    let partner = |entry: &ActivityEntry| {
        let actor = match entry {
            ActivityEntry::Activity(activity) => activity.actor.as_deref(),
            ActivityEntry::Same(id) => names.actor_of(id),
        };
        actor
            .and_then(|id| names.actors.get(id))
            .is_some_and(|position| document.actors[*position].partner)
    };
    !touchpoint.frontstage.is_empty() && touchpoint.frontstage.iter().all(partner)
}

/// The fields that need no more than a look.
fn plain_fields(touchpoint: &Touchpoint, at: Trail<'_>, names: &Names<'_>, report: &mut Report<'_>) {
    for (key, text) in [
        ("name", &touchpoint.name),
        ("step", &touchpoint.step),
        ("channel", &touchpoint.channel),
        ("owner", &touchpoint.owner),
    ] {
        report.words(text.as_deref(), at.key(key));
    }
    report.not_negative("an importance", touchpoint.importance, at.key("importance"));
    if let Some(factor) = &touchpoint.factor {
        names.find(Kind::Factor, factor, at.key("factor"), report);
    }
    if let Some(recovery) = touchpoint
        .fail_point
        .as_ref()
        .and_then(|point| point.recovery.as_deref())
    {
        let at = at.key("fail_point");
        names.touchpoint(recovery, at.key("recovery"), report);
    }
    let standards = at.key("standards");
    for (index, standard) in touchpoint.standards.iter().enumerate() {
        let at = standards.item(index);
        for (key, id) in [("from", &standard.from), ("unless", &standard.unless)] {
            if let Some(id) = id {
                names.touchpoint(id, at.key(key), report);
            }
        }
        if let (Some(within), Some(at_most)) = (standard.within, standard.at_most)
            && at_most < within
        {
            let cause = Cause::LimitBelow {
                at_most: at_most.to_string(),
                within: within.to_string(),
            };
            report.problem(cause, at.key("at_most"));
        }
    }
}
