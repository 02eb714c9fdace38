//! What several verbs say in JSON, in one way.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use service_blueprint::{Place, Scale};

/// Diagnostics with their counts; nothing is skipped unless a check says so.
pub(crate) fn diagnostics(list: &[Diagnostic]) -> Value {
    let of = |severity| list.iter().filter(move |one| one.severity == severity);
    let count = |severity| of(severity).map(|one| 1 + one.more).sum::<u64>();
    let entries: Vec<Value> = list.iter().map(diagnostic).collect();
    json!({
        "diagnostics": entries,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "skipped": [],
    })
}

fn diagnostic(one: &Diagnostic) -> Value {
    let related: Vec<Value> = one
        .related
        .iter()
        .map(|related| {
            json!({
                "label": related.label,
                "path": related.path,
                "line": line(&related.place),
                "column": column(&related.place),
            })
        })
        .collect();
    json!({
        "code": one.code,
        "severity": one.severity.name(),
        "message": one.message,
        "file": one.file,
        "path": one.path,
        "line": line(&one.place),
        "column": column(&one.place),
        "help": one.help,
        "more": one.more,
        "related": related,
    })
}

fn line(place: &Option<Place>) -> Option<usize> {
    place.as_ref().map(|place| place.line)
}

fn column(place: &Option<Place>) -> Option<usize> {
    place.as_ref().map(|place| place.column)
}

/// A scale.
pub(crate) fn scale(scale: Scale) -> Value {
    json!({ "worst": number(scale.worst()), "neutral": number(scale.neutral()), "best": number(scale.best()) })
}

/// A number, whole where it is whole: 5 rather than 5.0.
pub(crate) fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        return Value::from(value as i64);
    }
    Value::from(value)
}

/// A number that may be missing.
pub(crate) fn maybe(value: Option<f64>) -> Value {
    value.map_or(Value::Null, number)
}

/// An object of named values.
pub(crate) fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Value)>) -> Value {
    Value::Object(
        entries
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect::<Map<String, Value>>(),
    )
}

/// The parameters of a model, by name.
pub(crate) fn parameters(model: &peak_end::Model) -> Value {
    let parameters = model.parameters();
    object(parameters.iter().map(|parameter| {
        let value = match parameter.value {
            peak_end::ParameterValue::Number(value) => number(value),
            peak_end::ParameterValue::Rule(rule) => Value::from(rule),
        };
        (parameter.name, value)
    }))
}
