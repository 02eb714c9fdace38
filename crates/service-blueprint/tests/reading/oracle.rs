//! Our reader and serde read the same document from every valid text.

use std::path::PathBuf;

use service_blueprint::{Document, read_document};

fn yaml_files(folder: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_valid_text_reads_the_same_both_ways() {
    let fixtures = yaml_files("tests/fixtures/valid");
    let examples = yaml_files("../../examples/blueprints");
    assert!(!fixtures.is_empty() && examples.len() >= 7);
    for path in fixtures.into_iter().chain(examples) {
        let text = std::fs::read_to_string(&path).unwrap();
        let ours = read_document(&text).unwrap_or_else(|problems| panic!("{}:\n{problems}", path.display()));
        let plain = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let theirs: Document = serde_yaml::from_str(plain).unwrap();
        assert_eq!(ours, theirs, "{}", path.display());
        let blueprint =
            service_blueprint::parse(&text).unwrap_or_else(|problems| panic!("{}:\n{problems}", path.display()));
        assert_eq!(blueprint.document(), &theirs);
        // Line ends and a byte order mark change nothing.
        let windows = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
        assert_eq!(read_document(&windows), Ok(ours), "{}", path.display());
    }
}

/// Small texts, each in a form of its own.
#[test]
fn forms_of_values_read_the_same_both_ways() {
    let touchpoints = [
        "{ id: a, experience: 7 }",
        "{ id: a, experience: 7.50 }",
        "{ id: a, experience: 1e0 }",
        "{ id: a, experience: 0x5 }",
        "{ id: a, experience: +5 }",
        "{ id: a, experience: .5 }",
        "{ id: a, name: 1.10 }",
        "{ id: a, name: true }",
        "{ id: a, name: no }",
        "{ id: a, name: 0x1F }",
        "{ id: a, name: 12:30 }",
        "{ id: a, name: \"a\\tb \\u00e9\" }",
        "{ id: a, name: 'it''s' }",
        "{ id: 010 }",
        "{ id: a, name: !!str 5 }",
        "{ id: a, customer: \"Signs, opens\" }",
        "{ id: a, duration: 1h 30m }",
        "{ id: a, duration: \"4m\" }",
        "{ id: a, effort: { steps: 3 } }",
        "{ id: a, effort: { } }",
        "{ id: a, detour: True, next: end }",
        "{ id: a, next: { end: 100% } }",
        "{ id: a, next: { end: \"100%\" } }",
        "{ id: a, next: { end: { share: 1, when: always } } }",
        "{ id: a, experience: { ratings: { 2: 1, 4.5: 3 } } }",
        "{ id: a, experience: { mean: 7, sd: 1, n: 3 }, at_least: 5 }",
        "{ id: a, measures: [x, 1, \"y\"] }",
        "{ id: a, notes: [{ idea: x }, { pain: y }] }",
        "{ id: a, support: [{ actor: b, does: x, needs: c }] }",
        "{ id: a, evidence: [b, { name: c }, 1] }",
        "{ id: a, segments: { } }",
        "{ ? id : a }",
        "{ id: &x a, name: *x }",
    ];
    for touchpoint in touchpoints {
        let text = format!("blueprint: B\nstages:\n  - id: s\n    touchpoints:\n      - {touchpoint}\n");
        let ours = read_document(&text).unwrap_or_else(|problems| panic!("{touchpoint}:\n{problems}"));
        let theirs: Document = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{touchpoint}: {error}"));
        assert_eq!(ours, theirs, "{touchpoint}");
    }
    let blocks = [
        "name: |\n          two\n          lines\n        experience: 5",
        "name: >-\n          two\n          lines\n        experience: 5",
        "name: two\n          lines\n        experience: 5",
        "customer:\n        - actor: a\n          does: x\n        frontstage: []",
        "name: \"a # b\" # a comment",
        "# a comment\n        name: x",
    ];
    for block in blocks {
        let text = format!("blueprint: B\nstages:\n  - id: s\n    touchpoints:\n      - id: a\n        {block}\n");
        let ours = read_document(&text).unwrap_or_else(|problems| panic!("{block}:\n{problems}"));
        let theirs: Document = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{block}: {error}"));
        assert_eq!(ours, theirs, "{block}");
    }
}
