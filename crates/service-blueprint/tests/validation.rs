//! What makes a document no blueprint, cause by cause, each with its place, and the near misses that are fine.

mod validation {
    mod activities;
    mod journey;
    mod names;
    mod numbers;
    mod options;
    mod size;
}

use service_blueprint::{Blueprint, Document, Problem, Problems};

/// The document, as an embedder may take it through serde.
fn document(yaml: &str) -> Document {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"))
}

/// One stage with these touchpoints, a flow list each line, and whatever else stands at the top.
fn service(touchpoints: &[&str], rest: &str) -> String {
    let listed: String = touchpoints
        .iter()
        .map(|touchpoint| format!("      - {{ {touchpoint} }}\n"))
        .collect();
    let listed = if listed.is_empty() { "      []\n".into() } else { listed };
    format!("blueprint: Bakery\nstages:\n  - id: buy\n    touchpoints:\n{listed}{rest}\n")
}

fn problems(yaml: &str) -> Vec<Problem> {
    match Blueprint::try_from(document(yaml)) {
        Ok(_) => Vec::new(),
        Err(Problems { list, more }) => {
            assert_eq!(more, 0);
            assert!(!list.is_empty(), "no blueprint, and no reason\n{yaml}");
            list
        }
    }
}

/// Code and place of every problem.
#[track_caller]
fn check(yaml: &str, expected: &[(&str, &str)]) {
    let found = problems(yaml);
    let found: Vec<_> = found
        .iter()
        .map(|problem| (problem.code(), problem.path.to_string()))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(code, path)| (*code, (*path).to_owned()))
        .collect();
    assert_eq!(found, expected, "\n{yaml}");
}

#[track_caller]
fn fine(yaml: &str) {
    check(yaml, &[]);
}

/// The only problem, as it is shown.
#[track_caller]
fn message(yaml: &str) -> String {
    let found = problems(yaml);
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0].to_string()
}
