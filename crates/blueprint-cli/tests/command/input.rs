//! Input that is wrong or unreadable, and the writing of starters.

use std::fs::{self, File};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::blueprint::{example, run, run_with};

const VERBS: [&str; 4] = ["check", "show", "predict", "satisfaction"];

/// The codes of what is wrong, told by every verb that reads a blueprint, with exit code 2.
fn codes(file: &str, input: &[u8]) -> Vec<String> {
    let mut all: Vec<Vec<String>> = VERBS
        .iter()
        .map(|verb| {
            let run = run_with(&[verb, file, "--format", "json"], input);
            assert_eq!(run.code, 2, "{verb} {file}");
            assert_eq!(run.stderr, "");
            let answer: Value = serde_json::from_str(&run.stdout).expect("it is there");
            let list = answer["diagnostics"].as_array().expect("it is there");
            assert_eq!(answer["errors"], list.len());
            list.iter()
                .map(|one| one["code"].as_str().expect("it is there").to_owned())
                .collect()
        })
        .collect();
    all.dedup();
    assert_eq!(all.len(), 1, "every verb says the same");
    all.remove(0)
}

#[test]
fn bad_input_is_named() {
    let deep = "[".repeat(100_000);
    let cases: [(&[u8], &str); 8] = [
        (b"", "empty-document"),
        (b"# only a comment\n", "empty-document"),
        (b"blueprint: [", "yaml-syntax"),
        (b"- a\n- b\n", "wrong-type"),
        (b"blueprint: a\n---\nblueprint: b\n", "second-document"),
        (b"blueprint: caf\xe9\n", "not-utf8"),
        (deep.as_bytes(), "too-deep"),
        (b"blueprint: Tea\nstages: []\n", "no-touchpoints"),
    ];
    for (input, code) in cases {
        assert!(codes("-", input).iter().any(|one| one == code), "{code}");
    }
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    assert_eq!(codes(&path(""), b""), ["is-a-folder"]);
    assert_eq!(codes(&path("missing.yaml"), b""), ["no-such-file"]);
    fs::write(folder.path().join("shop.yaml"), "x").unwrap();
    let run = run(&["show", &path("shp.yaml")]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(
        run.stderr.contains("did you mean") && run.stderr.contains("shop.yaml"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_gigabyte_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.yaml");
    File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let began = Instant::now();
    assert_eq!(codes(&path.display().to_string(), b""), ["too-large"]);
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn carriage_returns_and_a_byte_order_mark_are_accepted() {
    let text = fs::read_to_string(example("hotel-checkout.yaml")).unwrap();
    let dressed = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let plain = run_with(&["show", "-"], text);
    let other = run_with(&["show", "-"], dressed);
    assert_eq!((plain.code, other.code), (0, 0));
    assert_eq!(plain.stdout, other.stdout);
}

#[test]
fn nine_mistakes_are_told_in_one_run() {
    let run = run_with(&["check", "-", "--format", "json"], include_str!("broken.yaml"));
    assert_eq!(run.code, 2);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(answer["errors"], 9);
    for one in answer["diagnostics"].as_array().unwrap() {
        for key in ["line", "column", "help", "path"] {
            assert!(!one[key].is_null(), "{key} of {one}");
        }
    }
}

#[test]
fn warnings_end_with_1_only_where_they_are_denied() {
    let text = "
blueprint: Tea
stages:
  - id: a
    touchpoints:
      - { id: sip, customer: Sips, channel: table, experience: 9, wait: { typical: 9m, tolerance: 5m } }
";
    let run = run_with(&["check", "-"], text);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("wait-beyond-tolerance"));
    assert_eq!(run_with(&["check", "-", "--deny", "warnings"], text).code, 1);
}

#[test]
fn every_problem_is_shown_however_many() {
    let mut text = "blueprint: Tea\nstages:\n  - id: a\n    touchpoints:\n".to_owned();
    for number in 0..50 {
        text.push_str(&format!("      - {{ id: t{number}, experience: 11 }}\n"));
    }
    let run = run_with(&["check", "-"], text);
    assert_eq!(run.stdout.matches("off-scale").count(), 50);
    assert!(run.stdout.contains("50 errors"));
}

#[test]
fn a_place_in_a_very_long_line_is_shown_without_the_line() {
    let long = "x".repeat(1 << 20);
    let text =
        format!("blueprint: Tea\nstages: [{{ id: a, touchpoints: [{{ id: sip, experience: 70, name: {long} }}] }}]");
    let run = run_with(&["check", "-"], text);
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("experience: 70"));
    assert!(run.stdout.len() < 5_000);
}

#[test]
fn a_starter_passes_check_and_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cafe.yaml");
    let file = path.display().to_string();
    assert_eq!(run(&["new", &file]).code, 0);
    let schema = fs::read_to_string(folder.path().join("blueprint.schema.json")).unwrap();
    let printed: Value = serde_json::from_str(&run(&["schema"]).stdout).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&schema).unwrap(), printed);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# yaml-language-server: $schema=blueprint.schema.json\n"));
    let check = run(&["check", &file, "--deny", "warnings"]);
    assert_eq!(check.code, 0, "{}", check.stdout);
    fs::write(&path, "mine").unwrap();
    let again = run(&["new", &file]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("file-exists"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(
        run(&["new", &folder.path().join("second.yaml").display().to_string()]).code,
        0
    );
}

#[test]
fn examples_have_no_errors() {
    for name in super::blueprint::EXAMPLES {
        let run = run(&["check", &example(name)]);
        assert_eq!(run.code, 0, "{}", run.stdout);
    }
}
