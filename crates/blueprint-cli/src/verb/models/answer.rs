//! The answer for programs.

use peak_end::ParameterValue;
use serde_json::{Value, json};

use super::{CANDIDATES, Entry, FEATURES};
use crate::json;

/// The answer.
pub(super) fn answer(entries: &[Entry]) -> Value {
    let listed = |list: &[(&str, &str)]| -> Vec<Value> {
        let one = |(text, about): &(&str, &str)| json!({ "text": text, "about": about });
        list.iter().map(one).collect()
    };
    json!({
        "models": entries.iter().map(model).collect::<Vec<_>>(),
        "features": listed(&FEATURES),
        "candidates": listed(&CANDIDATES),
    })
}

fn model(entry: &Entry) -> Value {
    let card = entry.card;
    let parameters = card.parameters.iter().map(|parameter| {
        let value = entry.value(parameter.name).map(|value| match value {
            ParameterValue::Number(number) => json::number(number),
            ParameterValue::Rule(rule) => Value::from(rule),
        });
        json!({
            "name": parameter.name,
            "value": value,
            "meaning": parameter.meaning,
            "allowed": parameter.allowed,
            "can_be_fitted": entry.fitted.contains(&parameter.name),
        })
    });
    json!({
        "model": card.name,
        "about": card.about,
        "formula": card.formula,
        "unit": entry.model.unit().name(),
        "on_scale": entry.model.is_on_scale(),
        "range": card.range,
        "monotone": entry.model.is_monotone(),
        "monotone_in_words": card.monotone,
        "source": card.source,
        "limits": card.limits,
        "parameters": parameters.collect::<Vec<_>>(),
        "candidates": entry.candidates(),
    })
}
