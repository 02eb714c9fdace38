//! The answer for programs.

use serde_json::{Value, json};
use service_blueprint::{FactorSatisfaction, RollUp, SatisfactionRow};

use super::Answer;
use crate::json;

/// The answer.
pub(super) fn answer(answer: &Answer<'_>) -> Value {
    let table = &answer.satisfaction;
    let touchpoints: Vec<Value> = table
        .touchpoints
        .iter()
        .map(|line| row(line.touchpoint.id().as_str(), line.touchpoint.name(), &line.row))
        .collect();
    json!({
        "scale": json::scale(answer.blueprint.scale()),
        "touchpoints": touchpoints,
        "factors": table.factors.iter().map(factor).collect::<Vec<_>>(),
        "key_experience": table.key_experience().map(|line| line.factor.id.as_str()),
        "by_gap": by_gap(answer),
        "by_memory": by_memory(answer),
        "memory_unknown": answer.by_memory.as_ref().err(),
    })
}

fn row(id: &str, name: &str, row: &SatisfactionRow) -> Value {
    json!({
        "id": id,
        "name": name,
        "experience": json::maybe(row.experience),
        "expectation": json::maybe(row.expectation),
        "satisfaction": json::maybe(row.satisfaction),
        "importance": json::maybe(row.importance),
        "weighted": json::maybe(row.weighted),
        "ideal": json::maybe(row.ideal),
        "gap": json::maybe(row.gap),
    })
}

fn factor(line: &FactorSatisfaction<'_>) -> Value {
    let mut value = row(&line.factor.id, line.name(), &line.row);
    value["rated"] = line.rated.into();
    value["roll_up"] = line.roll_up.as_ref().map_or(Value::Null, roll_up);
    value
}

fn roll_up(found: &RollUp<'_>) -> Value {
    json!({
        "touchpoints": found.touchpoints.iter().map(|one| one.id().as_str()).collect::<Vec<_>>(),
        "experience": json::maybe(found.experience),
        "expectation": json::maybe(found.expectation),
        "satisfaction": json::maybe(found.satisfaction),
        "unweighted": found.unweighted,
    })
}

/// The touchpoints by weighted satisfaction, the worst first, each with its rank by memory.
fn by_gap(answer: &Answer<'_>) -> Vec<Value> {
    let ranked = answer.satisfaction.ranking();
    let entries = ranked.iter().map(|line| {
        let id = line.touchpoint.id().as_str();
        json!({
            "id": id,
            "satisfaction": json::maybe(line.row.satisfaction),
            "weighted": json::maybe(line.row.weighted),
            "memory_rank": answer.by_memory.as_ref().ok().and_then(|ranking| ranking.rank(id)),
        })
    });
    entries.collect()
}

/// The touchpoints by their part in memory, the largest first; null where it is not known.
fn by_memory(answer: &Answer<'_>) -> Value {
    let Ok(ranking) = &answer.by_memory else {
        return Value::Null;
    };
    let entries = ranking.ranked.iter().map(|part| {
        json!({
            "id": part.id,
            "weight": json::number(part.weight),
            "p_peak": json::number(part.p_peak),
            "p_end": json::number(part.p_end),
            "gain": json::maybe(part.gain),
        })
    });
    entries.collect()
}
