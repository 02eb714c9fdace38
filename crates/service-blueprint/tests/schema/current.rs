//! The schema file that editors are given is the one that the code makes.

use std::fs;
use std::path::Path;

#[test]
fn the_schema_file_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/blueprint.schema.json");
    let schema = serde_json::to_string_pretty(&service_blueprint::schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &schema).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == schema,
        "docs/blueprint.schema.json is out of date; `UPDATE=1 cargo test -p service-blueprint --features schema` writes it"
    );
}
