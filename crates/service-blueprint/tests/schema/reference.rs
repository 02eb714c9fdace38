//! The format reference documents every key and every word of the schema, and no others.

use std::collections::BTreeSet;

use serde_json::Value;

const REFERENCE: &str = include_str!("../../../../docs/format.md");

/// The headings of the reference and the parts of the schema whose keys they document; `""` is the document.
const SECTIONS: [(&str, &[&str]); 22] = [
    ("The file", &[""]),
    ("Scale", &["ScaleNumbers"]),
    ("Named scale", &["NamedScale"]),
    ("Segment", &["Segment"]),
    ("Actor", &["Actor"]),
    ("Evidence", &["Evidence"]),
    ("Ending", &["Ending"]),
    ("Stage", &["Stage"]),
    ("Touchpoint", &["Touchpoint"]),
    ("Scores", &["Survey", "Histogram"]),
    ("Ways on", &["Way"]),
    ("Activities", &["Activity", "ActivityEntry"]),
    ("Evidence seen", &["EvidenceEntry"]),
    ("Effort", &["Effort"]),
    ("Wait", &["Wait"]),
    ("Fail point", &["FailPoint"]),
    ("Note", &["Note"]),
    ("Standard", &["Standard"]),
    ("What differs for a segment", &["Override"]),
    ("Factor", &["Factor"]),
    ("Option", &["InvestmentOption"]),
    ("Addition", &["Addition"]),
];

/// The rows of the tables of keys under a heading: key and default.
fn documented(heading: &str) -> Vec<(&'static str, &'static str)> {
    let mut here = false;
    let mut rows = Vec::new();
    for line in REFERENCE.lines() {
        if let Some(title) = line.strip_prefix("## ").or(line.strip_prefix("### ")) {
            here = title == heading;
        }
        let cells: Vec<&str> = line.split(" | ").collect();
        let key = cells[0].strip_prefix("| `").and_then(|cell| cell.strip_suffix('`'));
        if let (true, Some(key), Some(default)) = (here, key, cells.get(2)) {
            rows.push((key, *default));
        }
    }
    rows
}

/// Keys that a schema names itself, through all of its shapes, and those that are required.
fn keys<'a>(schema: &'a Value, named: &mut BTreeSet<&'a str>, required: &mut BTreeSet<&'a str>) {
    let properties = schema["properties"].as_object();
    named.extend(properties.into_iter().flat_map(|map| map.keys().map(String::as_str)));
    required.extend(
        schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str),
    );
    for shape in schema["anyOf"].as_array().into_iter().flatten() {
        keys(shape, named, required);
    }
}

fn part<'a>(schema: &'a Value, name: &str) -> &'a Value {
    if name.is_empty() {
        schema
    } else {
        &schema["definitions"][name]
    }
}

#[test]
fn every_key_is_documented_and_no_other() {
    let schema = service_blueprint::schema();
    for (heading, parts) in SECTIONS {
        let (mut named, mut required) = (BTreeSet::new(), BTreeSet::new());
        for name in parts {
            keys(part(&schema, name), &mut named, &mut required);
        }
        let rows = documented(heading);
        let found: BTreeSet<&str> = rows.iter().map(|(key, _)| *key).collect();
        assert_eq!(found, named, "keys under `{heading}`");
        for (key, default) in rows {
            assert_eq!(
                default == "required",
                required.contains(key),
                "whether `{key}` is required under `{heading}`"
            );
        }
    }
}

#[test]
fn every_part_of_the_schema_with_keys_has_a_section() {
    let schema = service_blueprint::schema();
    let covered: BTreeSet<&str> = SECTIONS.iter().flat_map(|(_, parts)| parts.iter().copied()).collect();
    for (name, part) in schema["definitions"].as_object().unwrap() {
        let mut named = BTreeSet::new();
        keys(part, &mut named, &mut BTreeSet::new());
        assert!(named.is_empty() || covered.contains(name.as_str()), "{name}");
    }
}

#[test]
fn every_word_is_documented() {
    let schema = service_blueprint::schema();
    let choices = schema["definitions"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|part| part["oneOf"].as_array());
    let words: Vec<&str> = choices
        .flatten()
        .filter_map(|choice| choice["const"].as_str())
        .collect();
    assert!(words.contains(&"after-sales"));
    for word in words {
        assert!(REFERENCE.contains(&format!("`{word}`")), "{word}");
    }
}
