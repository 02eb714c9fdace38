//! `fit --calibrate`: scores of a blueprint from the ratings of episodes.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::blueprint::{EXAMPLES, Run, example, run, run_with};

const TEA: &str = "\
# Measured in spring; see the team's folder.
blueprint: Tea house
segments:
  - { id: guest, share: 0.8 }
  - { id: regular, share: 0.2 }
stages:
  - id: visit   # the whole visit
    touchpoints:
      - id: greeting
        name: Is greeted
        experience: 8        # a guess
      - { id: wait, name: Waits, experience: { ratings: { 2: 3, 6: 9 } } }
      - id: sip
        name: First sip
        segments:
          regular: { experience: 9 }

      - id: pay
        name: Pays
        experience:
          mean: 6.2    # of 2024
          n: 40
";

const DATA: &str = "\
person,episode,touchpoint,rating,overall
Ann,1,greeting,4,4
Ann,1,Waits,2,4
Ann,1,sip,5,4
Bea,2,greeting,5,3
Bea,2,Waits,2,3
Bea,2,sip,NA,3
Bea,2,weit,3,3
Cem,3,greeting,2,2
Cem,3,Waits,4,2
Cem,4,greeting,2,5
Cem,4,coat,1,5
Cem,5,greeting,1,
";

/// A folder with the data and the blueprint.
fn folder(data: &str, blueprint: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("tea.csv"), data).expect("it can be written");
    fs::write(folder.path().join("tea.yaml"), blueprint).expect("it can be written");
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

/// Calibrates the text with the data.
fn calibrated(data: &str, blueprint: &str, more: &[&str]) -> Run {
    let folder = folder(data, blueprint);
    let data = path(folder.path(), "tea.csv");
    run_with(
        &[&["fit", &data, "--scale", "1,3,5", "--calibrate", "-"], more].concat(),
        blueprint,
    )
}

/// What is refused, with exit code.
fn refused(data: &str, blueprint: &str) -> String {
    let run = calibrated(data, blueprint, &[]);
    assert_eq!(run.stdout, "");
    format!("{}\n{}", run.code, run.stderr)
}

#[test]
fn the_new_blueprint_and_what_changed() {
    let run = calibrated(DATA, TEA, &[]);
    assert_eq!(run.code, 0);
    assert_snapshot!("calibrate_yaml", run.stdout);
    assert_snapshot!("calibrate_words", run.stderr);
    let narrow = calibrated(DATA, TEA, &["--width", "60"]);
    assert!(
        narrow.stderr.lines().all(|line| line.chars().count() <= 60),
        "{}",
        narrow.stderr
    );
    let quiet = calibrated(DATA, TEA, &["--quiet"]);
    assert_eq!((quiet.stdout, quiet.stderr), (run.stdout, String::new()));
}

#[test]
fn programs_read_the_same() {
    let run = calibrated(DATA, TEA, &["--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let mut answer: Value = serde_json::from_str(&run.stdout).unwrap();
    super::json::compare("fit --calibrate", std::slice::from_ref(&answer));
    assert_eq!(answer["yaml"], json!(calibrated(DATA, TEA, &[]).stdout));
    answer["yaml"] = json!("…");
    assert_snapshot!("calibrate_json", serde_json::to_string_pretty(&answer).unwrap());
}

#[test]
fn a_file_is_written_and_nothing_else_is_touched() {
    let folder = folder(DATA, &format!("\u{feff}{TEA}").replace('\n', "\r\n"));
    let [data, before, after] = ["tea.csv", "tea.yaml", "new.yaml"].map(|name| path(folder.path(), name));
    let asked = ["fit", &data, "--scale", "1,3,5", "--calibrate", &before, "-o"];
    let calibrate = |file: &str, more: &[&str]| run(&[&asked[..], &[file], more].concat());
    let told = calibrate(&after, &[]);
    assert_eq!((told.code, told.stderr.as_str()), (0, ""));
    assert!(told.stdout.contains(&format!("\nwrote {after}\n")), "{}", told.stdout);
    let expected = calibrated(DATA, TEA, &[]).stdout;
    let expected = format!("\u{feff}{expected}").replace('\n', "\r\n");
    assert_eq!(fs::read_to_string(&after).unwrap(), expected);
    let answer: Value = serde_json::from_str(&calibrate(&after, &["--format", "json"]).stdout).unwrap();
    assert_eq!((&answer["written"], &answer["yaml"]), (&json!(after), &Value::Null));
    // A file that is neither is replaced, as the help says.
    fs::write(&after, "old").unwrap();
    assert_eq!(calibrate(&after, &[]).code, 0);
    assert_eq!(fs::read_to_string(&after).unwrap(), expected);
    let map = path(folder.path(), "map.yaml");
    fs::write(&map, "person: person\n").unwrap();
    for (file, why) in [
        (&before, "is the blueprint itself"),
        (&data, "is a file of the data"),
        (&map, "is a file of the data"),
    ] {
        let kept = fs::read(file).unwrap();
        let run = calibrate(file, &["--columns", &map]);
        assert_eq!(run.code, 3);
        assert!(
            run.stderr.contains(why) && run.stderr.contains("would-overwrite"),
            "{}",
            run.stderr
        );
        assert_eq!(fs::read(file).unwrap(), kept);
    }
    assert_eq!(calibrate(&path(folder.path(), "none/new.yaml"), &[]).code, 2);
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let unknown = "person,episode,touchpoint,rating,overall\nAnn,1,greet,4,4\nBea,2,coat,5,3\n";
    assert_snapshot!("calibrate_unknown", refused(unknown, TEA));
    let twice = "person,episode,touchpoint,rating,overall\nAnn,1,pay,4,4\nBea,2,Pays,5,3\n";
    assert_snapshot!("calibrate_twice", refused(twice, TEA));
    let pain =
        "blueprint: Pain\nscale: { worst: 10, neutral: 0, best: 0 }\nstages: [{ id: s, touchpoints: [{ id: sip }] }]\n";
    assert_snapshot!("calibrate_no_counterpart", refused(DATA, pain));
    let repeated = "blueprint: Tea\nstages: [{ id: s, touchpoints: [{ id: sip, experience: &x 5 }, { id: tip, experience: *x }] }]\n";
    assert_snapshot!("calibrate_repeated", refused(DATA, repeated));
    let raised =
        format!("{TEA}options:\n  - {{ id: cake, cost: 40, raises: {{ sip: 1 }} }}\n").replace(", regular, ", "");
    let raised = raised.replace(
        "        name: First sip\n",
        "        name: First sip\n        experience: 5\n",
    );
    let raised = raised.replace("        segments:\n          regular: { experience: 9 }\n", "");
    assert_snapshot!("calibrate_raised", refused(DATA, &raised));
}

#[test]
fn a_name_that_several_touchpoints_have_is_not_guessed() {
    let alike = TEA.replace("name: First sip", "name: Waits");
    let run = calibrated(DATA, &alike, &[]);
    assert!(
        run.stdout.contains("experience: { ratings: { 2: 3, 6: 9 } }"),
        "{}",
        run.stdout
    );
    assert!(
        run.stderr
            .contains("`Waits`, 3 ratings; the name of `wait` and `sip`, so write the id"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_survey_of_touchpoints_without_an_overall_rating_is_enough() {
    let survey = "person,touchpoint,rating\nAnn,greeting,4\nAnn,sip,5\nBea,greeting,2\n";
    let run = calibrated(survey, TEA, &["--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&answer["episodes"], &answer["findings"]), (&json!(2), &json!([])));
    let counts: Vec<&Value> = answer["calibrated"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["n"])
        .collect();
    assert_eq!(counts, [2, 1]);
    // Episodes without an overall rating are as good as others.
    let some = calibrated(
        "person,touchpoint,rating,overall\nAnn,greeting,4,3\nAnn,sip,5,3\nBea,greeting,2,\n",
        TEA,
        &[],
    );
    assert_eq!(some.stdout, calibrated(survey, TEA, &[]).stdout);
}

#[test]
fn standard_input_is_read_once() {
    let run = run_with(&["fit", "-", "--scale", "1,3,5", "--calibrate", "-"], DATA);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("standard-input-twice"), "{}", run.stderr);
}

/// Every touchpoint of every example rated 1 to 5 stars: the file stays line for line but for the scores.
#[test]
fn every_example_can_be_calibrated() {
    for name in EXAMPLES {
        let shown = super::blueprint::json(&["show", &example(name)]);
        let mut data = "person,episode,touchpoint,rating,overall\n".to_owned();
        let stages = shown["stages"].as_array().unwrap();
        let ids = stages.iter().flat_map(|stage| stage["touchpoints"].as_array().unwrap());
        let ids: Vec<&str> = ids.map(|touchpoint| touchpoint["id"].as_str().unwrap()).collect();
        for (at, id) in ids.iter().enumerate() {
            // Low ratings, so that no option raises past the best.
            data += &format!("p{at},{at},{id},2,3\nq{at},{at},{id},3,3\n");
        }
        let folder = folder(&data, "");
        let data: PathBuf = folder.path().join("tea.csv");
        let text = fs::read_to_string(example(name)).unwrap();
        let asked = [
            "fit",
            &data.display().to_string(),
            "--scale",
            "1,4,5",
            "--calibrate",
            &example(name),
        ];
        let run = run(&asked);
        assert_eq!(run.code, 0, "{name}: {}", run.stderr);
        let new: Vec<&str> = run
            .stdout
            .lines()
            .filter(|line| !text.lines().any(|old| old == *line))
            .collect();
        assert!(new.iter().all(|line| line.contains("{ mean: ")), "{name}: {new:?}");
        assert!(new.len() <= ids.len(), "{name}");
    }
}
