//! `models`, `simulate`, and predictions under fitted models.

use std::path::PathBuf;

use insta::assert_snapshot;

use super::blueprint::{example, json, run};

fn fitted() -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/command");
    folder.join("fitted.json").display().to_string()
}

/// What is printed, without the folder of the tests.
fn told(text: &str) -> String {
    text.replace(&fitted(), "fitted.json")
}

#[test]
fn a_fitted_model_predicts_beside_others() {
    let shop = example("online-shop.yaml");
    let file = fitted();
    let answer = json(&["predict", &shop, "--model", "mean,end,trough", "--model", &file]);
    let remembered = &answer["overall"]["remembered"];
    let value = |name: &str| remembered[name].as_f64().unwrap();
    let expected = 0.75 + 0.5 * value("mean") + 0.25 * value("end") + 0.125 * value("trough");
    assert!((value(&file) - expected).abs() < 1e-12, "{remembered}");
    assert_eq!(answer["exact"], true);
    let model = &answer["models"][3];
    assert_eq!((&model["model"], &model["unit"]), (&"fitted".into(), &"fitted".into()));
    assert_eq!(model["fitted_on"]["episodes"], 256);
    assert_eq!(model["fitted_on"]["outcome"]["best"], 10);
}

#[test]
fn people_read_what_a_fitted_model_rests_on() {
    let shop = example("online-shop.yaml");
    let beside = run(&["predict", &shop, "--quiet", "--model", "mean", "--model", &fitted()]).stdout;
    let beside = beside.split("What the models say").nth(1).unwrap();
    assert_snapshot!(told(beside.split("Under which").next().unwrap()));
    let alone = run(&["predict", &shop, "--model", &fitted()]).stdout;
    assert!(alone.contains("overall 1 to 10"), "{alone}");
}

#[test]
fn people_read_where_a_fitted_model_should_not_be_relied_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("by_time.json");
    let text = std::fs::read_to_string(fitted()).unwrap();
    std::fs::write(&file, text.replace("\"mean\"", "\"integral\"")).unwrap();
    let [file, shop] = [file.display().to_string(), example("online-shop.yaml")];
    let told = run(&["predict", &shop, "--quiet", "--model", &file]).stdout;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("Its episodes had no durations: every moment counts one minute"),
        "{told}"
    );
    assert!(told.contains("lies outside 1 to 10"), "{told}");
    let usual = run(&["predict", &shop, "--quiet", "--model", &fitted()]).stdout;
    assert!(
        !usual.contains("Its episodes had no durations") && !usual.contains("lies outside"),
        "{usual}"
    );
}

#[test]
fn a_candidate_that_is_none_is_refused_for_what_is_wrong_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("visits.csv").display().to_string();
    assert_eq!(run(&["simulate", "--people", "12", "-o", &file]).code, 0);
    for (models, code, said) in [
        ("recency_mean(decay=nan)", "bad-model", "`blueprint models MODEL`"),
        ("recency_mean(decai=1)", "bad-model", "`decay`"),
        (
            "ols:mean++end",
            "bad-model",
            "has a `+` without a feature on both sides",
        ),
        ("ols:mean+bins(1)", "bad-model", "an episode has 2 to"),
        ("expectation", "unknown-model", "write `ols:expectation`"),
        ("meen", "unknown-model", "did you mean `mean`?"),
        ("ols:mean+troug", "unknown-model", "did you mean `trough`?"),
        ("fitted:recency", "unknown-model", "fitted:recency_mean"),
    ] {
        let refused = run(&["fit", &file, "--scale", "0,5,10", "--models", models]);
        assert_eq!(refused.code, 3, "{models}");
        assert!(refused.stderr.contains(&format!("[{code}]")), "{}", refused.stderr);
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
    }
}

#[test]
fn a_fitted_model_that_cannot_be_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.json");
    let text = std::fs::read_to_string(fitted()).unwrap();
    let text = text
        .replace("\"end\", \"parameters\"", "\"ending\", \"parameters\"")
        .replace("0.75", "null");
    std::fs::write(&file, text).unwrap();
    let file = file.display().to_string();
    let shop = example("online-shop.yaml");
    let refused = run(&["predict", &shop, "--model", &file]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert_snapshot!(refused.stderr.replace(&file, "broken.json"));
    let missing = run(&["predict", &shop, "--model", "none.json"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.stderr.contains("none.json: error: there is no such file"),
        "{}",
        missing.stderr
    );
    let invest = run(&["invest", &shop, "--budget", "1", "--model", &fitted()]);
    assert_eq!(invest.code, 3, "a fitted value is no score: {}", invest.stderr);
}

#[test]
fn the_models_are_listed() {
    let listed = run(&["models"]);
    assert!(
        listed
            .stdout
            .lines()
            .all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80)
    );
    assert_snapshot!(listed.stdout);
    assert_snapshot!("one_model", run(&["models", "peak_end(weight=0.7)"]).stdout);
    let unknown = run(&["models", "peakend"]);
    assert_eq!(unknown.code, 3);
    assert!(unknown.stderr.contains("did you mean `peak_end`?"));
}

#[test]
fn what_is_simulated_is_read_by_fit() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    for (name, form, more) in [
        ("long.csv", "long", &["--minutes", "1..9"][..]),
        (
            "wide.csv",
            "wide",
            &["--whole-points", "--missing", "0.2", "--stimuli", "4"],
        ),
        ("lines.jsonl", "jsonl", &["--binary"]),
    ] {
        let file = at(name);
        let simulated = json(&[&["simulate", "--people", "12", "-o", &file, "--form", form], more].concat());
        let command = simulated["fit"].as_str().unwrap();
        let words: Vec<&str> = command.split(' ').skip(1).chain(["--only-data"]).collect();
        let read = json(&words);
        assert_eq!(read["data"]["episodes"], simulated["episodes"], "{command}");
    }
}

#[test]
fn nothing_is_overwritten_and_a_folder_gets_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().display().to_string();
    let first = run(&["simulate", "--model", "peak_end(weight=0.7)", "-o", &at]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert_snapshot!(first.stdout.replace(&at, "FOLDER"));
    let absent = run(&["simulate", "-o", &format!("{at}/new/")]);
    assert!(absent.stderr.contains("[no-such-folder]"), "{}", absent.stderr);
    let before = std::fs::read(folder.path().join("simulated.csv")).unwrap();
    let again = run(&["simulate", "-o", &at]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("[file-exists]"), "{}", again.stderr);
    assert_eq!(std::fs::read(folder.path().join("simulated.csv")).unwrap(), before);
    let printed = run(&["simulate", "--model", "peak_end(weight=0.7)", "-o", "-"]);
    assert_eq!(printed.stdout.into_bytes(), before);
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    let cases: [(&[&str], &str); 7] = [
        (
            &["--people", "0", "--spread", "3"],
            "people is 0, allowed is 1 to 1000000; spread is 3",
        ),
        (&["--moments", "12..6"], "moments is 12..6"),
        (&["--model", "power_mean"], "--scale 1,3,5"),
        (&["--model", "meen"], "did you mean `mean`?"),
        (&["--form", "wide", "--minutes", "1..2"], "no place for durations"),
        (&["--scale", "1,5"], "a scale has three numbers, not 2"),
        (&["--overall-scale", "5,5"], "worst and best are both 5"),
    ];
    for (arguments, expected) in cases {
        let refused = run(&[&["simulate", "-o", "-"], arguments].concat());
        assert_eq!((refused.code, refused.stdout.as_str()), (3, ""), "{arguments:?}");
        assert!(refused.stderr.contains(expected), "{}", refused.stderr);
    }
}
