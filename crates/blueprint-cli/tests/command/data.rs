//! `fit --only-data`: what is said of the data, and what is refused.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use super::blueprint::{run, run_with};

const MOMENTS: &str = "\
visitor,visit,step,touchpoint,stars,took,mood
Ann,1,2,sip,5,30s,x
Ann,1,1,queue,2,5,x
Bea,1,1,queue,NA,4,y
Bea,1,2,sip,3,2,y
Cem,1,1,queue,-,4,z
";

const EPISODES: &str = "visitor,visit,overall,delay\nAnn,1,4,2d\nBea,1,3,1h\nCem,1,5,1h\n";

/// The flags that name the columns of [`MOMENTS`].
const COLUMNS: [&str; 8] = [
    "--person",
    "visitor",
    "--episode",
    "visit",
    "--order",
    "step",
    "--rating",
    "stars",
];

fn fit(arguments: &[&str], input: &str) -> super::blueprint::Run {
    run_with(&[&["fit", "-", "--only-data", "--no-color"], arguments].concat(), input)
}

#[test]
fn the_data_report_tells_what_was_read() {
    let folder = tempfile::tempdir().expect("there is room");
    let table = folder.path().join("episodes.csv");
    fs::write(&table, EPISODES).expect("it can be written");
    let table = table.display().to_string();
    let arguments = [
        &COLUMNS[..],
        &["--duration", "took", "--episodes", &table, "--scale", "1,3,5"],
    ]
    .concat();
    // So wide that the table's path, which is another each time, moves no line break.
    let run = fit(&[&arguments[..], &["--width", "1000"]].concat(), MOMENTS);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_snapshot!(run.stdout.replace(&table, "episodes.csv"));
}

#[test]
fn flags_and_a_map_name_the_same_columns() {
    let folder = tempfile::tempdir().expect("there is room");
    let map = folder.path().join("map.yaml");
    fs::write(
        &map,
        "person: visitor\nepisode: visit\norder: step\nrating: stars\noverall: end\n",
    )
    .expect("it can be written");
    let map = map.display().to_string();
    let text = MOMENTS
        .replace("mood", "end")
        .replace(",x", ",4")
        .replace(",y", ",3")
        .replace(",z", ",3");
    let json = ["--scale", "1,3,5", "--format", "json"];
    let by_map = fit(&[&["--columns", &map], &json[..]].concat(), &text);
    let by_flags = fit(&[&COLUMNS[..], &["--overall", "end"], &json[..]].concat(), &text);
    assert_eq!(by_map.stdout, by_flags.stdout);
    let answer: Value = serde_json::from_str(&by_map.stdout).expect("it is JSON");
    assert_eq!(answer["data"]["episodes"], 2);
    assert_eq!(answer["data"]["missing_ratings"], 2);
    assert_eq!(answer["data"]["left_out"]["without_moments"]["first"][0]["row"], 6);
    assert_eq!(answer["data"]["files"][0]["unused_columns"][0], "took");
    assert_eq!(answer["data"]["files"][0]["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn a_finding_is_told_with_what_to_do() {
    let rows: String = (0..200)
        .map(|n| format!("{n},3,{},{}\n", 1 + n % 5, 1 + (n / 5) % 5))
        .collect();
    let run = fit(
        &["--scale", "1,3,5"],
        &format!("person,overall,moment1,moment2\n{rows}"),
    );
    assert_eq!(run.code, 0);
    assert!(
        run.stdout.lines().all(|line| line.chars().count() <= 80),
        "{}",
        run.stdout
    );
    assert_snapshot!(run.stdout);
}

#[test]
fn wrong_data_are_told_with_row_and_column() {
    let text = "person;overall;moment1\nAnn;4;1\n";
    let run = fit(&["--scale", "1,3,5"], text);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert_snapshot!(run.stderr, @r"
    standard input: error: row 1: with `,` between columns, the whole header is one column: `person;overall;moment1` [wrong-delimiter]
      help: say `--delimiter ';'`
    ");
    assert_eq!(fit(&["--scale", "1,3,5", "--delimiter", ";"], text).code, 0);
    let run = fit(
        &["--scale", "1,3,5", "--format", "json"],
        "person,overall,moment1\nAnn,4,good\n",
    );
    let answer: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let one = &answer["diagnostics"][0];
    assert_eq!(
        (one["code"].as_str(), one["line"].as_u64()),
        (Some("not-a-number"), Some(2))
    );
    assert_eq!((one["path"].as_str(), run.code), (Some("moment1"), 2));
}

#[test]
fn one_mistake_is_told_once_and_others_stay_in_sight() {
    let rows: String = (0..3524).map(|n| format!("p{n};4;4,5;{}\r\n", n % 4 + 1)).collect();
    let text = format!("person;overall;moment1;moment2\r\n{rows}Zoe;4;3;good\r\n");
    let german = ["--scale", "1,3,5", "--delimiter", ";"];
    let run = fit(&german, &text);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert_snapshot!(run.stderr);
    let run = fit(&[&german[..], &["--format", "json"]].concat(), &text);
    let answer: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let more: Vec<u64> = (0..4)
        .filter_map(|at| answer["diagnostics"][at]["more"].as_u64())
        .collect();
    assert_eq!((more, answer["errors"].as_u64()), (vec![0, 0, 3521, 0], Some(3525)));
    let text = text.replace("good", "2");
    let run = fit(&[&german[..], &["--decimal", ","]].concat(), &text);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn too_few_episodes_are_told_with_those_left_out() {
    let text = "person,overall,moment1,moment2\nAnn,4,2,3\nBea,,2,3\nCem,4,NA,-\n";
    let run = run_with(&["fit", "-", "--no-color", "--scale", "1,3,5"], text);
    assert_eq!(run.code, 3);
    assert_snapshot!(run.stderr);
}

#[test]
fn a_name_cannot_upset_the_terminal() {
    let text = "person,overall,moment1,mo\u{202e}ment2\u{7}\nAnn,4,2,3\nAnn,4,bad,3\u{202e}3\n";
    for run in [
        fit(&["--scale", "1,3,5"], text),
        fit(
            &["--scale", "1,3,5", "--moments", "moment1..mo\u{202e}ment2\u{7}"],
            text,
        ),
    ] {
        let upsetting = |told: &str| told.contains(['\u{202e}', '\u{7}']);
        assert!(
            !upsetting(&run.stdout) && !upsetting(&run.stderr),
            "{}{}",
            run.stdout,
            run.stderr
        );
    }
}

#[test]
fn wrong_requests_are_told() {
    for (arguments, code) in [
        (&["--scale", "1,3"][..], "bad-scale"),
        (&["--scale", "1,9,5"], "bad-scale"),
        (
            &["--scale", "0..10"],
            "this is not a number; numbers stand with commas between them",
        ),
        (&["--scale", "1,3,5", "--overall-scale", "1-10"], "this is not a number"),
        (&["--scale", "1,3,5", "--overall-scale", "4,4"], "bad-scale"),
        (&["--scale", "1,3,5", "--episodes", "-"], "input-twice"),
    ] {
        let run = fit(arguments, "");
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert!(run.stderr.contains(code), "{}", run.stderr);
    }
}

#[test]
fn a_map_that_is_wrong_is_told_with_its_line() {
    let folder = tempfile::tempdir().expect("there is room");
    let map = folder.path().join("map.yaml");
    fs::write(&map, "person: visitor\nrat: stars\n").expect("it can be written");
    let map = map.display().to_string();
    let run = fit(&["--columns", &map, "--format", "json"], "");
    let answer: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let one = &answer["diagnostics"][0];
    assert_eq!(
        (one["code"].as_str(), one["line"].as_u64()),
        (Some("bad-column-map"), Some(2))
    );
    assert_eq!(run.code, 2);
}

#[test]
fn a_file_that_is_not_there_is_told_with_one_that_is() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("visits.csv"), MOMENTS).expect("it can be written");
    let asked = folder.path().join("visit.csv").display().to_string();
    let run = run(&["fit", &asked, "--only-data"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("visits.csv"), "{}", run.stderr);
}
