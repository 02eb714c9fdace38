//! What the schema accepts and what it refuses.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

fn validator() -> jsonschema::Validator {
    jsonschema::draft7::new(&service_blueprint::schema()).expect("the schema is a schema")
}

fn json(yaml: &str) -> Value {
    // Keys are text in JSON, and serde_yaml would make numbers of those that look like one.
    serde_yaml::from_str::<Value>(yaml).expect("YAML with plain keys")
}

fn problems(document: &Value) -> Vec<String> {
    validator()
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn examples_fit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/fixtures/valid", "../../examples/blueprints"];
    let mut seen = 0;
    for file in folders
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).unwrap())
    {
        let file = file.unwrap().path();
        if file.extension().is_some_and(|extension| extension == "yaml") {
            let found = problems(&json(&fs::read_to_string(&file).unwrap()));
            assert!(found.is_empty(), "{}: {found:#?}", file.display());
            seen += 1;
        }
    }
    assert!(seen > 1, "no examples found");
}

/// The least that fits, with a change.
fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut document =
        json!({ "blueprint": "A", "stages": [{ "id": "s", "touchpoints": [{ "id": "t", "experience": 6 }] }] });
    change(&mut document);
    document
}

#[test]
fn the_least_fits() {
    assert_eq!(problems(&changed(|_| ())), [""; 0]);
}

#[test]
fn what_the_format_does_not_have_is_refused() {
    let touchpoint = |key: &str, value: Value| {
        let key = key.to_owned();
        changed(|document| document["stages"][0]["touchpoints"][0][key] = value)
    };
    let top = |key: &str, value: Value| {
        let key = key.to_owned();
        changed(|document| document[key] = value)
    };
    let wrong = [
        json!(null),
        json!([]),
        json!({ "blueprint": "A" }),
        json!({ "stages": [] }),
        top("format", json!(2)),
        top("state", json!("past")),
        top("about", json!(null)),
        top("blueprnt", json!("A")),
        top("scale", json!({ "worst": 0, "best": 10 })),
        top("segments", json!([{ "id": "new" }])),
        top("segments", json!([{ "id": "new", "share": 70 }])),
        top("actors", json!([{ "id": "a b", "role": "support" }])),
        top("actors", json!([{ "id": "a", "role": "boss" }])),
        top("options", json!([{ "id": "a", "cost": 1.5 }])),
        top("options", json!([{ "id": "a", "cost": 1, "segments": ["new"] }])),
        top(
            "options",
            json!([{ "id": "a", "cost": 1, "adds": { "touchpoint": { "id": "b" } } }]),
        ),
        touchpoint("experience", json!("good")),
        touchpoint("experience", json!({})),
        touchpoint("experience", json!({ "mean": 6, "sd": -1 })),
        touchpoint("experience", json!({ "mean": 6, "n": 0 })),
        touchpoint("experience", json!({ "mean": 6, "ratings": { "6": 1 } })),
        touchpoint("experience", json!({ "ratings": { "good": 1 } })),
        touchpoint("experiance", json!(6)),
        touchpoint("importance", json!(-1)),
        touchpoint("duration", json!(10)),
        touchpoint("duration", json!("10")),
        touchpoint("duration", json!("2 months")),
        touchpoint("next", json!({ "t": 1.5 })),
        touchpoint("next", json!({ "t": "half" })),
        touchpoint("next", json!({ "t": { "when": "x" } })),
        touchpoint("next", json!(["t"])),
        touchpoint("frontstage", json!([{ "same": "x", "does": "y" }])),
        touchpoint("frontstage", json!([{ "cook": "Cooks", "waiter": "Serves" }])),
        touchpoint("frontstage", json!("Cooks")),
        touchpoint("evidence", json!([{ "id": "parcel" }])),
        touchpoint("kinds", json!(["smell"])),
        touchpoint("notes", json!([{ "thought": "x" }])),
        touchpoint("notes", json!([{ "idea": "x", "pain": "y" }])),
        touchpoint("segments", json!({ "new": { "importance": 3 } })),
    ];
    for document in wrong {
        assert!(!validator().is_valid(&document), "{document}");
    }
}
