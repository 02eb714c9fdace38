//! The schemas of values with two shapes, which are read and written by hand too.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::Duration;
use crate::document::*;

/// Implements [`JsonSchema`] under the type's own name.
macro_rules! shape {
    ($type:ty, $name:literal, |$generator:ident| $schema:expr) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

shape!(Duration, "Duration", |_generator| json_schema!({
    "description": "A length of time: whole numbers with the units s, m, h, d (24 h) and w (7 d), such as `1h 30m`.",
    "type": "string",
    "pattern": "^\\s*[0-9]+\\s*[smhdw](\\s*[0-9]+\\s*[smhdw])*\\s*$",
}));

shape!(Rating, "Score", |generator| json_schema!({
    "description": "A score: a number on the blueprint's scale (an assumption), a survey, or counts of ratings.",
    "anyOf": [
        { "type": "number" },
        generator.subschema_for::<Survey>(),
        generator.subschema_for::<Histogram>(),
    ],
}));

shape!(Share, "Share", |_generator| json_schema!({
    "description": "How many go this way: a fraction such as 0.8, a percentage such as 80%, or `rest` for whatever the others leave.",
    "anyOf": [
        { "type": "number", "minimum": 0, "maximum": 1 },
        { "type": "string", "pattern": "^\\+?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?\\s*%$" },
        { "const": "rest" },
    ],
}));

shape!(Way, "Way", |generator| json_schema!({
    "description": "One way on: a share, or a share with its condition.",
    "anyOf": [
        generator.subschema_for::<Share>(),
        {
            "type": "object",
            "properties": {
                "share": generator.subschema_for::<Share>(),
                "when": { "description": "Under which condition, in words.", "type": "string" },
            },
            "required": ["share"],
            "additionalProperties": false,
        },
    ],
}));

shape!(Ways, "Ways", |generator| json_schema!({
    "description": "Where customers go: one id, or a map of id to share. The shares sum to 1.",
    "anyOf": [
        { "$ref": "#/definitions/Id" },
        { "type": "object", "minProperties": 1, "additionalProperties": generator.subschema_for::<Way>() },
    ],
}));

shape!(ActivityEntry, "ActivityEntry", |generator| json_schema!({
    "description": "An activity: `actor: what is done`, a map with `does`, or `same: id` for one that is listed elsewhere.",
    "anyOf": [
        generator.subschema_for::<Activity>(),
        {
            "description": "An activity listed elsewhere that this touchpoint needs too.",
            "type": "object",
            "properties": { "same": { "$ref": "#/definitions/Id" } },
            "required": ["same"],
            "additionalProperties": false,
        },
        {
            "description": "The actor's id and what is done.",
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": { "not": { "enum": ACTIVITY_KEYS } },
            "additionalProperties": { "type": "string" },
        },
    ],
}));

shape!(EvidenceEntry, "EvidenceEntry", |_generator| json_schema!({
    "description": "Evidence seen: the id of a declared piece, or one named on the spot.",
    "anyOf": [
        { "$ref": "#/definitions/Id" },
        {
            "type": "object",
            "properties": { "name": { "description": "What it is.", "type": "string" } },
            "required": ["name"],
            "additionalProperties": false,
        },
    ],
}));

shape!(Note, "Note", |_generator| {
    let text = json_schema!({ "type": "string" });
    json_schema!({
        "description": "A note of the design team: its kind and its text, such as `{ idea: Second tape colour }`.",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": { "idea": text, "policy": text, "question": text, "quote": text, "pain": text, "note": text },
        "additionalProperties": false,
    })
});

shape!(Addition, "Addition", |generator| json_schema!({
    "description": "A touchpoint that an option adds, and its place: one of `after`, `before` and `between`.",
    "type": "object",
    "properties": {
        "after": {
            "description": "Everyone who leaves this touchpoint, wherever to, passes the added one first.",
            "allOf": [{ "$ref": "#/definitions/Id" }],
        },
        "before": {
            "description": "Everyone about to enter this touchpoint or ending passes the added one first.",
            "allOf": [{ "$ref": "#/definitions/Id" }],
        },
        "between": {
            "description": "Everyone who goes from the first straight to the second passes the added one.",
            "type": "array",
            "items": { "$ref": "#/definitions/Id" },
            "minItems": 2,
            "maxItems": 2,
        },
        "touchpoint": generator.subschema_for::<Touchpoint>(),
    },
    "required": ["touchpoint"],
    "oneOf": [{ "required": ["after"] }, { "required": ["before"] }, { "required": ["between"] }],
    "additionalProperties": false,
}));
