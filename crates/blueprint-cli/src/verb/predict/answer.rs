//! The answer for programs.

use peak_end::{Attribution, EndingOutlook, LikelyWay, Model, Outlook, Prediction, Remembered, TouchpointOutlook};
use serde_json::{Value, json};
use service_blueprint::EndId;

use super::Answer;
use crate::json;

/// The part of memories that the interval holds.
const HELD: f64 = 0.9;

/// The answer.
pub(super) fn answer(answer: &Answer<'_>) -> Value {
    let prediction = &answer.prediction;
    let overall = |given: &Prediction| Some(given.overall.clone());
    let segments: Vec<Value> = prediction
        .segments
        .iter()
        .map(|segment| {
            let of_segment = |given: &Prediction| {
                let found = given.segments.iter().find(|one| one.id == segment.id)?;
                Some(found.outlook.clone())
            };
            let name = answer
                .blueprint
                .segment(segment.id.as_str())
                .map(|segment| segment.name());
            let mut value = json!({
                "id": segment.id.as_str(),
                "name": name,
                "share": json::number(segment.share),
                "likely_way": likely_way(&segment.likely_way),
            });
            merge(&mut value, outlook(answer, &segment.outlook, &of_segment));
            value
        })
        .collect();
    json!({
        "scale": json::scale(prediction.scale),
        "models": answer.options.models.iter().map(model).collect::<Vec<_>>(),
        "exact": prediction.exact,
        "error_bound": prediction.error_bound,
        "overall": outlook(answer, &prediction.overall, &overall),
        "segments": segments,
    })
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

fn model(model: &Model) -> Value {
    json!({
        "model": model.name(),
        "parameters": json::parameters(model),
        "unit": model.unit().name(),
        "monotone": model.is_monotone(),
    })
}

fn outlook(answer: &Answer<'_>, outlook: &Outlook, given: &dyn Fn(&Prediction) -> Option<Outlook>) -> Value {
    let law: Vec<Value> = outlook
        .law
        .atoms()
        .iter()
        .map(|atom| {
            json!({
                "peak": json::number(atom.peak),
                "end": json::number(atom.end),
                "probability": json::number(atom.probability),
            })
        })
        .collect();
    let endings: Vec<Value> = outlook.endings.iter().map(|one| ending(answer, one, given)).collect();
    let touchpoints: Vec<Value> = outlook
        .touchpoints
        .iter()
        .map(|one| touchpoint(answer, outlook, one))
        .collect();
    let mut value = remembered(&outlook.remembered);
    merge(
        &mut value,
        json!({
            "experienced": json::maybe(outlook.experienced),
            "memory_gap": json::maybe(outlook.memory_gap),
            "interval": interval(outlook),
            "bad_memory": json::number(outlook.law.worse_than(answer.prediction.scale.neutral())),
            "peak": attribution(&outlook.peak),
            "trough": attribution(&outlook.trough),
            "end": attribution(&outlook.end),
            "goal": json::maybe(outlook.goal),
            "unscored": json::number(outlook.unscored),
            "disagreement": disagreement(outlook),
            "endings": endings,
            "touchpoints": touchpoints,
            "law": law,
        }),
    );
    value
}

/// Values by model; standard errors only of what was sampled, reasons only of what has no value.
fn remembered(list: &[Remembered]) -> Value {
    let values = list
        .iter()
        .map(|one| (one.model.name(), json::maybe(one.value.ok().map(|found| found.value))));
    let errors = list
        .iter()
        .filter_map(|one| Some((one.model.name(), json::number(one.value.ok()?.standard_error?))));
    let reasons = list
        .iter()
        .filter_map(|one| Some((one.model.name(), Value::from(one.value.err()?.to_string()))));
    json!({
        "remembered": json::object(values),
        "standard_error": json::object(errors),
        "no_value": json::object(reasons),
    })
}

fn interval(outlook: &Outlook) -> Value {
    let tail = (1.0 - HELD) / 2.0;
    match (outlook.law.quantile(tail), outlook.law.quantile(1.0 - tail)) {
        (Some(worse), Some(better)) => json!({
            "worse": json::number(worse),
            "better": json::number(better),
            "probability": HELD,
        }),
        _ => Value::Null,
    }
}

fn attribution(found: &Option<Attribution>) -> Value {
    match found {
        Some(found) => json!({ "touchpoint": found.touchpoint.as_str(), "share": json::number(found.share) }),
        None => Value::Null,
    }
}

fn disagreement(outlook: &Outlook) -> Value {
    let Some(found) = &outlook.disagreement else {
        return Value::Null;
    };
    let side = |(model, value): (&Model, f64)| json!({ "model": model.name(), "value": json::number(value) });
    json!({
        "worst": side(found.worst()),
        "best": side(found.best()),
        "spread": json::number(found.spread()),
    })
}

fn ending(answer: &Answer<'_>, ending: &EndingOutlook, given: &dyn Fn(&Prediction) -> Option<Outlook>) -> Value {
    let id: &EndId = &ending.id;
    let found = answer
        .by_ending
        .iter()
        .find(|(known, _)| known == id)
        .and_then(|(_, prediction)| given(prediction));
    let part =
        |pick: fn(&Outlook) -> &Option<Attribution>| found.as_ref().map_or(Value::Null, |one| attribution(pick(one)));
    let mut value = json!({
        "id": id.as_str(),
        "name": answer.blueprint.end(id.as_str()).map(|end| end.name()),
        "goal": ending.is_goal,
        "probability": json::number(ending.probability),
        "experienced": json::maybe(ending.experienced),
        "peak": part(|one| &one.peak),
        "trough": part(|one| &one.trough),
        "end": part(|one| &one.end),
    });
    merge(&mut value, remembered(&ending.remembered));
    value
}

fn touchpoint(answer: &Answer<'_>, outlook: &Outlook, one: &TouchpointOutlook) -> Value {
    let matters = one
        .matters_under
        .iter()
        .filter_map(|place| outlook.remembered.get(*place));
    json!({
        "id": one.id.as_str(),
        "name": answer.blueprint.touchpoint(one.id.as_str()).map(|touchpoint| touchpoint.name()),
        "score": json::maybe(one.score),
        "visits": json::number(one.visits),
        "p_peak": json::number(one.p_peak),
        "p_trough": json::number(one.p_trough),
        "p_end": json::number(one.p_end),
        "slope_up": json::maybe(one.slope_up),
        "slope_down": json::maybe(one.slope_down),
        "jump_up": json::maybe(one.jump_up),
        "jump_down": json::maybe(one.jump_down),
        "if_best": json::maybe(one.if_best),
        "if_worst": json::maybe(one.if_worst),
        "matters_under": matters.map(|found| found.model.name()).collect::<Vec<_>>(),
    })
}

fn likely_way(way: &LikelyWay) -> Value {
    json!({
        "touchpoints": way.touchpoints.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        "ending": way.ending.as_str(),
        "probability": json::number(way.probability),
    })
}
