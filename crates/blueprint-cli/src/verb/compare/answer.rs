//! The answer for programs.

use peak_end::{Attribution, EndingOutlook, MemoryChange, Outlook, Prediction, SegmentOutlook};
use serde_json::{Value, json};
use service_blueprint::{Blueprint, Change, Element, Written};

use super::Answer;
use crate::json;

/// The answer.
pub(super) fn answer(answer: &Answer) -> Value {
    let comparison = &answer.comparison;
    let changes = &comparison.changes;
    json!({
        "scale": json::scale(comparison.after.scale),
        "carried_from": comparison.carried_from.map(json::scale),
        "common_touchpoints": changes.common_touchpoints,
        "change": comparison.memory_change().as_ref().map(memory_change),
        "before": side(&answer.before, &comparison.before),
        "after": side(&answer.after, &comparison.after),
        "added": changes.added.iter().map(element).collect::<Vec<_>>(),
        "removed": changes.removed.iter().map(element).collect::<Vec<_>>(),
        "changed": changes.changed.iter().map(change).collect::<Vec<_>>(),
    })
}

fn memory_change(change: &MemoryChange) -> Value {
    json!({
        "remembered": json::number(change.remembered),
        "by_peak": json::number(change.by_peak),
        "by_end": json::number(change.by_end),
    })
}

/// What is predicted of one of the two.
fn side(blueprint: &Blueprint, prediction: &Prediction) -> Value {
    let mut side = outlook(&prediction.overall);
    side["blueprint"] = blueprint.name().into();
    side["touchpoints"] = blueprint.touchpoints().len().into();
    let segment = |segment: &SegmentOutlook| {
        let mut value = outlook(&segment.outlook);
        value["id"] = segment.id.as_str().into();
        value["share"] = json::number(segment.share);
        value
    };
    side["segments"] = prediction.segments.iter().map(segment).collect();
    let ending = |ending: &EndingOutlook| {
        json!({
            "id": ending.id.as_str(),
            "goal": ending.is_goal,
            "probability": json::number(ending.probability),
            "remembered": json::maybe(super::words::remembered(ending)),
            "experienced": json::maybe(ending.experienced),
        })
    };
    side["endings"] = prediction.overall.endings.iter().map(ending).collect();
    side
}

fn outlook(outlook: &Outlook) -> Value {
    let attribution = |found: &Option<Attribution>| {
        found
            .as_ref()
            .map(|found| json!({ "touchpoint": found.touchpoint.as_str(), "share": json::number(found.share) }))
    };
    json!({
        "remembered": json::maybe(outlook.law.mean()),
        "experienced": json::maybe(outlook.experienced),
        "memory_gap": json::maybe(outlook.memory_gap),
        "goal": json::maybe(outlook.goal),
        "peak": attribution(&outlook.peak),
        "trough": attribution(&outlook.trough),
        "end": attribution(&outlook.end),
    })
}

fn element(element: &Element) -> Value {
    json!({ "kind": element.kind.to_string(), "id": element.id, "name": element.name })
}

fn change(change: &Change) -> Value {
    let mut value = match &change.element {
        Some(found) => element(found),
        None => json!({ "kind": "blueprint", "id": null, "name": null }),
    };
    value["field"] = change.field.as_str().into();
    value["from"] = change.from.as_ref().map_or(Value::Null, written);
    value["to"] = change.to.as_ref().map_or(Value::Null, written);
    value
}

/// A value as the format writes it.
fn written(value: &Written) -> Value {
    match value {
        Written::Flag(flag) => Value::from(*flag),
        Written::Number(number) => json::number(*number),
        Written::Text(text) => Value::from(text.as_str()),
        Written::List(items) => items.iter().map(written).collect(),
        Written::Map(entries) => json::object(entries.iter().map(|(key, value)| (key.as_str(), written(value)))),
    }
}
