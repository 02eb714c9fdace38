//! What the types of the document cannot say: where ids stand, ranges, and lists that may be one thing.

use schemars::{Schema, json_schema};
use serde_json::{Value, json};

/// Keys that hold an id.
const IDS: [(&str, &str); 17] = [
    ("NamedScale", "id"),
    ("Segment", "id"),
    ("Actor", "id"),
    ("Evidence", "id"),
    ("Ending", "id"),
    ("Stage", "id"),
    ("Touchpoint", "id"),
    ("Touchpoint", "factor"),
    ("Activity", "id"),
    ("Activity", "actor"),
    ("FailPoint", "recovery"),
    ("Standard", "from"),
    ("Standard", "unless"),
    ("Survey", "scale"),
    ("Histogram", "scale"),
    ("Factor", "id"),
    ("InvestmentOption", "id"),
];

/// Keys that hold one id or a list of ids.
const ONE_OR_MANY_IDS: [(&str, &str); 6] = [
    ("Activity", "needs"),
    ("Activity", "after"),
    ("InvestmentOption", "removes"),
    ("InvestmentOption", "for"),
    ("InvestmentOption", "needs"),
    ("InvestmentOption", "excludes"),
];

/// Other keys that hold one thing or a list of things.
const ONE_OR_MANY: [(&str, &str); 2] = [("Actor", "role"), ("InvestmentOption", "adds")];

/// Ranges of numbers: the least, and the most where there is one.
const RANGES: [(&str, &str, f64, Option<f64>); 7] = [
    ("Segment", "share", 0.0, Some(1.0)),
    ("Segment", "value", 0.0, None),
    ("Stage", "influence", 0.0, Some(1.0)),
    ("Touchpoint", "importance", 0.0, None),
    ("Factor", "importance", 0.0, None),
    ("Survey", "sd", 0.0, None),
    ("Survey", "n", 1.0, None),
];

/// Applies all rules.
pub(super) fn apply(schema: &mut Schema) {
    for (owner, key) in IDS {
        change(schema, owner, key, |_| json!({ "$ref": "#/definitions/Id" }));
    }
    for (owner, key) in ONE_OR_MANY_IDS {
        change(schema, owner, key, |_| {
            one_or_many(json!({ "$ref": "#/definitions/Id" }))
        });
    }
    for (owner, key) in ONE_OR_MANY {
        change(schema, owner, key, |list| one_or_many(list["items"].clone()));
    }
    for (owner, key, least, most) in RANGES {
        change(schema, owner, key, |number| {
            let mut number = number.clone();
            number["minimum"] = json!(least);
            if let Some(most) = most {
                number["maximum"] = json!(most);
            }
            number
        });
    }
    change(schema, "", "format", |_| json!({ "const": 1, "default": 1 }));
    change(schema, "InvestmentOption", "raises", |raises| {
        let mut raises = raises.clone();
        raises["additionalProperties"]["exclusiveMinimum"] = json!(0);
        raises
    });
    change(schema, "", "scale", |scale| {
        let mut scale = scale.clone();
        scale["default"] = json!({ "worst": 0, "neutral": 5, "best": 10 });
        scale
    });
    change(schema, "", "stages", |stages| {
        let mut stages = stages.clone();
        stages["minItems"] = json!(1);
        stages
    });
    change(schema, "Histogram", "ratings", |_| {
        json!({
            "type": "object",
            "minProperties": 1,
            "propertyNames": { "pattern": "^[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?$" },
            "additionalProperties": { "type": "integer", "minimum": 0 },
        })
    });
    change(
        schema,
        "Touchpoint",
        "customer",
        |list| json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": list["items"] }] }),
    );
    let id = json_schema!({
        "description": "An id: letters and digits of any script, `-` and `_`.",
        "type": "string",
        "pattern": r"^[\p{L}\p{M}\p{N}_-]+$",
    });
    if let Some(definitions) = schema.get_mut("definitions").and_then(Value::as_object_mut) {
        definitions.insert("Id".into(), id.to_value());
    }
}

/// One of these, or a list of them.
fn one_or_many(one: Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

/// Replaces what is said of a key but for its description. The owner `""` is the document.
fn change(schema: &mut Schema, owner: &str, key: &str, to: impl FnOnce(&Value) -> Value) {
    let place = match owner {
        "" => format!("/properties/{key}"),
        owner => format!("/definitions/{owner}/properties/{key}"),
    };
    let found = schema.pointer_mut(&place);
    debug_assert!(found.is_some(), "the format has no {place}");
    if let Some(found) = found {
        let mut new = to(found);
        if let Some(description) = found.get("description") {
            new["description"] = description.clone();
        }
        *found = new;
    }
}
