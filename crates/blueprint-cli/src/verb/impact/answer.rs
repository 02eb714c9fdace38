//! The answer for programs.

use peak_end::{Failure, SegmentMemory};
use serde_json::{Value, json};
use service_blueprint::{Activity, Actor, Evidence, Touchpoint};

use super::Answer;
use crate::json;

/// The answer.
pub(super) fn answer(answer: &Answer<'_>) -> Value {
    let impact = &answer.impact;
    let segment = |memory: &SegmentMemory<'_>| {
        json!({
            "id": memory.segment.id().as_str(),
            "name": memory.segment.name(),
            "share": json::number(memory.segment.share()),
            "remembered": json::maybe(memory.remembered),
        })
    };
    json!({
        "scale": json::scale(impact.scale),
        "by": json::maybe(answer.options.by),
        "remembered": json::maybe(impact.remembered),
        "segments": impact.segments.iter().map(segment).collect::<Vec<_>>(),
        "activities": impact.activities.iter().map(|failed| failure(activity(failed.of), failed)).collect::<Vec<_>>(),
        "actors": impact.actors.iter().map(|failed| failure(actor(failed.of), failed)).collect::<Vec<_>>(),
        "evidence": impact.evidence.iter().map(|failed| failure(evidence(failed.of), failed)).collect::<Vec<_>>(),
    })
}

fn activity(activity: Activity<'_>) -> Value {
    json!({
        "id": activity.id().map(|id| id.as_str()),
        "does": activity.does(),
        "lane": activity.lane().key(),
        "actor": activity.actor().map(|actor| actor.id().as_str()),
        "touchpoint": activity.touchpoint().id().as_str(),
        "path": activity.path().to_string(),
    })
}

fn actor(actor: Actor<'_>) -> Value {
    let roles: Vec<&str> = actor.roles().iter().map(|role| role.key()).collect();
    json!({ "id": actor.id().as_str(), "name": actor.name(), "roles": roles, "partner": actor.is_partner() })
}

fn evidence(evidence: Evidence<'_>) -> Value {
    json!({
        "id": evidence.id().as_str(),
        "name": evidence.name(),
        "partner": evidence.written().partner,
    })
}

/// What fails, with what becomes of memory.
fn failure<T>(mut of: Value, failure: &Failure<'_, T>) -> Value {
    let ids = |touchpoints: &[Touchpoint<'_>]| -> Value {
        touchpoints.iter().map(|touchpoint| touchpoint.id().as_str()).collect()
    };
    let segment = |memory: &SegmentMemory<'_>| {
        json!({
            "id": memory.segment.id().as_str(),
            "remembered_if_failed": json::maybe(memory.remembered),
            "loss": json::maybe(memory.loss),
        })
    };
    of["touchpoints"] = ids(&failure.touchpoints);
    of["unscored"] = ids(&failure.unscored);
    of["reached_worst"] = ids(&failure.reached_worst);
    of["remembered_if_failed"] = json::maybe(failure.remembered);
    of["loss"] = json::maybe(failure.loss);
    of["segments"] = failure.segments.iter().map(segment).collect();
    of
}
