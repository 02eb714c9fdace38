//! The answer for programs.

use peak_end::{
    Attribution, Bracket, Customers, Cut, EndingOutlook, LikelyWay, Model, Outlook, Prediction, Remembered,
    SingleCustomers, TouchpointOutlook, Uncertain,
};
use serde_json::{Value, json};
use service_blueprint::EndId;

use super::Answer;
use crate::json;
use crate::verb::choice::Asked;

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
            let uncertain = answer.uncertainty.as_ref().and_then(|found| {
                let found = found.segments.iter().find(|one| one.id == segment.id)?;
                Some(&found.uncertain)
            });
            merge(&mut value, uncertainty(answer, uncertain));
            value
        })
        .collect();
    let mut everyone = outlook(answer, &prediction.overall, &overall);
    let uncertain = answer.uncertainty.as_ref().map(|found| &found.overall);
    merge(&mut everyone, uncertainty(answer, uncertain));
    let mut value = json!({
        "scale": json::scale(prediction.scale),
        "models": answer.asked.iter().map(model).collect::<Vec<_>>(),
        "customers": match answer.options.customers {
            Customers::Average => "average",
            Customers::Population => "population",
        },
        "cut": prediction.cut.map(cut),
        "exact": prediction.exact,
        "error_bound": prediction.error_bound,
        "overall": everyone,
        "segments": segments,
    });
    merge(&mut value, sources(answer));
    value
}

/// What was resampled and what was held fixed, where that was asked; and whether anything could be.
fn sources(answer: &Answer<'_>) -> Value {
    let (mut resampled, mut held_fixed) = (Value::Null, Value::Null);
    if answer.uncertainty.is_some() {
        let drawn = answer.sources.resampled.iter().map(|one| {
            json!({
                "touchpoint": one.touchpoint.as_str(),
                "segment": one.segment.as_ref().map(|segment| segment.as_str()),
                "ratings": one.ratings,
            })
        });
        let held = answer.sources.held_fixed.iter().map(|one| {
            json!({
                "touchpoint": one.touchpoint.as_str(),
                "segment": one.segment.as_ref().map(|segment| segment.as_str()),
                "reason": one.reason.name(),
            })
        });
        resampled = drawn.collect();
        held_fixed = held.collect();
    }
    json!({
        "only_ordering": answer.sources.is_only_ordering(),
        "resampled": resampled,
        "held_fixed": held_fixed,
    })
}

/// How sure the expected remembered experience is, where that was asked and a survey bears on it.
fn uncertainty(answer: &Answer<'_>, uncertain: Option<&Uncertain>) -> Value {
    let found = answer.uncertainty.as_ref().zip(uncertain);
    let Some((options, found, interval)) =
        found.and_then(|(whole, found)| Some((whole.options, found, found.interval?)))
    else {
        return json!({ "uncertainty": null });
    };
    let uncut = interval
        .uncut
        .map(|ends| json!({ "worse": json::number(ends.worse), "better": json::number(ends.better) }));
    let is_peak = found
        .peak
        .iter()
        .map(|one| json!({ "touchpoint": one.touchpoint.as_str(), "share": json::number(one.share) }));
    json!({
        "uncertainty": {
            "remembered": json::maybe(found.remembered),
            "confidence": json::number(options.confidence),
            "resamples": options.resamples,
            "confidence_interval": {
                "worse": json::number(interval.worse),
                "better": json::number(interval.better),
                "uncut": uncut,
            },
            "is_peak": is_peak.collect::<Vec<_>>(),
        }
    })
}

fn cut(cut: Cut) -> Value {
    json!({ "cells": cut.cells, "width": json::number(cut.width), "settled": cut.is_settled })
}

fn bracket(found: Bracket) -> Value {
    json!({ "worse": json::number(found.worse), "better": json::number(found.better) })
}

fn single_customers(found: SingleCustomers) -> Value {
    json!({
        "worse": json::number(found.remembered.worse),
        "better": json::number(found.remembered.better),
        "average_customer": json::number(found.average_customer),
        "bad_memory": {
            "least": json::number(found.bad_memory_least),
            "most": json::number(found.bad_memory_most),
        },
    })
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

fn model(asked: &Asked) -> Value {
    let model = &asked.model;
    let fitted = asked.file.as_ref().map(|(_, origin)| {
        json!({
            "data": origin.data,
            "episodes": origin.episodes,
            "groups": origin.groups,
            "candidate": origin.candidate.to_string(),
            "outcome": {
                "name": origin.outcome_name,
                "worst": json::number(origin.outcome_range[0]),
                "best": json::number(origin.outcome_range[1]),
            },
        })
    });
    json!({
        "model": model.name(),
        "text": asked.key(),
        "parameters": json::parameters(model),
        "unit": model.unit().name(),
        "monotone": model.is_monotone(),
        "fitted_on": fitted,
    })
}

fn outlook(answer: &Answer<'_>, outlook: &Outlook, given: &dyn Fn(&Prediction) -> Option<Outlook>) -> Value {
    // Pairs on a grid are those of the grid, not of the service, and there are tens of thousands of them.
    let pairs = match answer.prediction.cut {
        None => outlook.law.atoms(),
        Some(_) => &[],
    };
    let law: Vec<Value> = pairs
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
    let mut value = remembered(answer, &outlook.remembered);
    merge(
        &mut value,
        json!({
            "single_customers": outlook.single_customers.map(single_customers),
            "experienced": json::maybe(outlook.experienced),
            "memory_gap": json::maybe(outlook.memory_gap),
            "interval": interval(outlook),
            "bad_memory": json::number(outlook.law.worse_than(answer.prediction.scale.neutral())),
            "peak": attribution(&outlook.peak),
            "trough": attribution(&outlook.trough),
            "end": attribution(&outlook.end),
            "goal": json::maybe(outlook.goal),
            "unscored": json::number(outlook.unscored),
            "disagreement": disagreement(answer, outlook),
            "endings": endings,
            "touchpoints": touchpoints,
            "law": law,
        }),
    );
    value
}

/// Values by model; standard errors only of what was sampled, reasons only of what has no value.
fn remembered(answer: &Answer<'_>, list: &[Remembered]) -> Value {
    let values = list.iter().map(|one| {
        (
            answer.key(&one.model),
            json::maybe(one.value.ok().map(|found| found.value)),
        )
    });
    let errors = list
        .iter()
        .filter_map(|one| Some((answer.key(&one.model), json::number(one.value.ok()?.standard_error?))));
    let brackets = list
        .iter()
        .filter_map(|one| Some((answer.key(&one.model), bracket(one.value.ok()?.bracket?))));
    let reasons = list
        .iter()
        .filter_map(|one| Some((answer.key(&one.model), Value::from(one.value.err()?.to_string()))));
    json!({
        "remembered": json::object(values),
        "standard_error": json::object(errors),
        "bracket": json::object(brackets),
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

fn disagreement(answer: &Answer<'_>, outlook: &Outlook) -> Value {
    let Some(found) = &outlook.disagreement else {
        return Value::Null;
    };
    let side = |(model, value): (&Model, f64)| json!({ "model": answer.key(model), "value": json::number(value) });
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
    merge(&mut value, remembered(answer, &ending.remembered));
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
        "matters_under": matters.map(|found| answer.key(&found.model)).collect::<Vec<_>>(),
    })
}

fn likely_way(way: &LikelyWay) -> Value {
    json!({
        "touchpoints": way.touchpoints.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        "ending": way.ending.as_str(),
        "probability": json::number(way.probability),
    })
}
