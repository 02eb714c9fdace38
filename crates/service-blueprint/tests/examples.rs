//! The example blueprints that ship with the project are free of errors.

use service_blueprint::{Blueprint, Document};

#[test]
fn every_example_is_a_blueprint() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/blueprints");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let document: Document = serde_yaml::from_str(&text).unwrap();
            let blueprint = Blueprint::try_from(document.clone());
            let blueprint = blueprint.unwrap_or_else(|problems| panic!("{}:\n{problems}", path.display()));
            assert_eq!(Document::from(blueprint), document);
            seen += 1;
        }
    }
    assert!(seen >= 7);
}
