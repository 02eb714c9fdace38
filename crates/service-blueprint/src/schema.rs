//! The JSON Schema of the format, for editors.
//!
//! Structure and descriptions come from the document's types and their documentation. What types cannot say, ranges and
//! where ids stand, is in [`rules`]; the values with two shapes are in [`shapes`].

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RemoveRefSiblings, Transform};
use serde_json::{Value, json};

use crate::Document;

mod rules;
mod shapes;

/// The JSON Schema (draft 7, which editors know best) of a document of format 1.
///
/// Every document that becomes a [`Blueprint`](crate::Blueprint) fits it, as long as texts that look like numbers are
/// in quotes. What needs a look at the whole service, such as unknown ids or sums of shares, is left to the blueprint.
///
/// # Examples
/// ```
/// let schema = service_blueprint::schema();
/// assert_eq!(schema["additionalProperties"], false);
/// assert_eq!(schema["required"][0], "blueprint");
/// ```
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<Document>();
    RecursiveTransform(tidy).transform(&mut schema);
    rules::apply(&mut schema);
    schema.insert("title".into(), json!("Service blueprint"));
    RemoveRefSiblings::default().transform(&mut schema);
    schema.to_value()
}

/// Takes out what only Rust needs to know.
fn tidy(schema: &mut Schema) {
    schema.remove("format");
    if schema
        .get("default")
        .is_some_and(|default| *default == json!([]) || *default == json!({}))
    {
        schema.remove("default");
    }
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = plain(description);
    }
    // An absent value is an absent key; `null` is never written.
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            schema.insert("type".into(), one);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("enum") {
        choices.retain(|choice| !choice.is_null());
    }
    if let Some(Value::Array(choices)) = schema.get("anyOf")
        && let [Value::Object(one), null] = choices.as_slice()
        && *null == json!({ "type": "null" })
    {
        let one = one.clone();
        schema.remove("anyOf");
        for (key, value) in one {
            schema.insert(key, value);
        }
    }
}

/// The first paragraph of a type's documentation, without Rust's links and line breaks.
fn plain(documentation: &str) -> String {
    let paragraph = documentation.split("\n\n").next().unwrap_or_default();
    paragraph.replace('\n', " ").replace("[`", "`").replace("`]", "`")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::document::arbitrary::valid_documents;

    #[test]
    fn every_valid_document_fits() {
        let validator = jsonschema::draft7::new(&schema()).unwrap();
        proptest!(|(document in valid_documents())| {
            let json = serde_json::to_value(&document).unwrap();
            let problems: Vec<String> =
                validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
            prop_assert!(problems.is_empty(), "{problems:#?}");
        });
    }

    /// All keys of maps that the format names, at any depth.
    fn named_keys(schema: &Value) -> BTreeSet<&str> {
        let inside: Vec<&Value> = match schema {
            Value::Object(map) => map.values().collect(),
            Value::Array(list) => list.iter().collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
        };
        let here = schema.get("properties").and_then(Value::as_object);
        let here = here.into_iter().flat_map(|keys| keys.keys().map(String::as_str));
        here.chain(inside.into_iter().flat_map(named_keys)).collect()
    }

    fn written_keys(document: &Value, into: &mut BTreeSet<String>) {
        match document {
            Value::Object(map) => {
                for (key, value) in map {
                    into.insert(key.clone());
                    written_keys(value, into);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| written_keys(value, into)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn valid_documents_use_every_key() {
        let schema = schema();
        let mut missing: BTreeSet<&str> = named_keys(&schema);
        let mut runner = TestRunner::deterministic();
        for _ in 0..300 {
            let document = valid_documents().new_tree(&mut runner).unwrap().current();
            let mut written = BTreeSet::new();
            written_keys(&serde_json::to_value(&document).unwrap(), &mut written);
            missing.retain(|key| !written.contains(*key));
        }
        assert_eq!(missing, BTreeSet::new());
    }
}
