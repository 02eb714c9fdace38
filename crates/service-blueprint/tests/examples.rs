//! Every blueprint that ships as an example becomes a blueprint.

use std::fs;
use std::path::PathBuf;

use service_blueprint::{Blueprint, Document};

#[test]
fn every_example_blueprint_holds_together() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/blueprints");
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let document: Document = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let blueprint = Blueprint::try_from(document.clone());
        let blueprint = blueprint.unwrap_or_else(|problems| panic!("{}: {problems}", path.display()));
        assert_eq!(Document::from(blueprint), document);
        seen += 1;
    }
    assert!(seen >= 7, "{seen} examples");
}
