//! Requests that are wrong, and what surrounds an answer.

use std::io::Read;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::blueprint::{example, json, run, run_with};

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    let shop = example("online-shop.yaml");
    let cases: [(&[&str], &str, &str); 7] = [
        (
            &["predict", &shop, "--segment", "retruning"],
            "unknown-segment",
            "`returning`",
        ),
        (&["show", &shop, "--segment", "vp"], "unknown-segment", "`vip`"),
        (&["predict", &shop, "--model", "peakend"], "unknown-model", "`peak_end`"),
        (&["predict", &shop, "--ending", "loyl"], "unknown-ending", "`loyal`"),
        (
            &["predict", &shop, "--touchpoint", "serch"],
            "unknown-touchpoint",
            "`search`",
        ),
        (&["satisfaction", &shop, "--segment", "nwe"], "unknown-segment", "`new`"),
        (
            &["impact", &shop, "--activity", "asnwer"],
            "unknown-activity",
            "`answer`",
        ),
    ];
    for (arguments, code, nearest) in cases {
        let human = run(arguments);
        assert_eq!((human.code, human.stdout.as_str()), (3, ""), "{arguments:?}");
        assert!(
            human.stderr.contains(code) && human.stderr.contains(nearest),
            "{}",
            human.stderr
        );
        let json = run(&[arguments, &["--format=json"]].concat());
        assert_eq!((json.code, json.stderr.as_str()), (3, ""));
        let answer: Value = serde_json::from_str(&json.stdout).unwrap();
        assert_eq!(answer["diagnostics"][0]["code"], code);
        assert_eq!(answer["errors"], 1);
        assert!(answer["skipped"].is_array());
    }
}

#[test]
fn a_wrong_command_line_ends_with_3() {
    let cases: [&[&str]; 7] = [
        &[],
        &["shw"],
        &["show"],
        &["show", "a.yaml", "--widht", "90"],
        &["profile"],
        &["predict", "a.yaml", "--model", "mean", "--all-models"],
        &["predict", "a.yaml", "--population", "--interval"],
    ];
    for arguments in cases {
        assert_eq!(run(arguments).code, 3, "{arguments:?}");
        let json = run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(json.code, 3);
        let answer: Value = serde_json::from_str(&json.stdout).unwrap();
        assert_eq!(answer["diagnostics"][0]["code"], "usage");
        assert!(answer["skipped"].is_array());
    }
    for arguments in [["--help"], ["--version"]] {
        assert_eq!(run(&arguments).code, 0);
    }
}

#[test]
fn intervals_that_cannot_be_are_refused() {
    let shop = example("online-shop.yaml");
    let cases: [(&[&str], &str, &str); 6] = [
        (&["--confidence", "1"], "bad-confidence", "above 0 and below 1"),
        (&["--confidence", "95"], "bad-confidence", "such as 0.95"),
        (&["--confidence", "-0.5"], "bad-confidence", "above 0 and below 1"),
        (&["--confidence", "nan"], "bad-confidence", "above 0 and below 1"),
        (&["--resamples", "99"], "too-few-resamples", "at least 100"),
        (&["--resamples", "1000001"], "too-many-resamples", "at most 1000000"),
    ];
    for (more, code, words) in cases {
        let run = run(&[&["predict", &shop, "--interval", "--width", "200"], more].concat());
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{more:?}");
        assert!(
            run.stderr.contains(code) && run.stderr.contains(words),
            "{}",
            run.stderr
        );
    }
    // Without `--interval` nothing is resampled.
    assert_eq!(run(&["predict", &shop, "--resamples", "500"]).code, 3);
}

#[test]
fn models_may_be_named_before_the_file() {
    let shop = example("online-shop.yaml");
    let before = run(&["predict", "--model", "mean", "--model", "end,mean", &shop]);
    let after = run(&["predict", &shop, "--model", "mean,end"]);
    assert_eq!((before.code, before.stdout), (0, after.stdout));
}

#[test]
fn an_ending_that_nobody_comes_to_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tea.yaml");
    let text = "
blueprint: Tea
ends: [{ id: done, goal: true }, { id: gone }]
stages: [{ id: a, touchpoints: [{ id: sip, experience: 7, next: done }] }]
";
    std::fs::write(&file, text).unwrap();
    let run = run(&["predict", &file.display().to_string(), "--ending", "gone"]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("ending-not-reached"));
}

/// Given an ending, the most likely way would be another one: what is told of endings is told of the ways shown.
#[test]
fn endings_of_the_most_likely_way_are_those_of_that_way() {
    let answer = json(&["predict", &example("online-shop.yaml"), "--way", "most-likely"]);
    let endings = answer["overall"]["endings"].as_array().unwrap();
    let lost = endings.iter().find(|ending| ending["id"] == "lost").unwrap();
    assert_eq!(lost["probability"], 0.0);
    assert!(lost["remembered"]["peak_end"].is_null() && lost["peak"].is_null());
}

/// A maze that is hardly ever left is refused, and a ring is not; both have one most likely way all the same.
#[test]
fn the_most_likely_way_is_known_where_loops_are_hardly_ever_left() {
    let head = "ends: [{ id: out }]\nstages:\n  - id: round\n    touchpoints:\n";
    let ring = (0..600).map(|number| {
        let next = (number + 1) % 600;
        format!(
            "      - {{ id: t{number}, experience: {}, next: {{ out: 1.0e-9, t{next}: rest }} }}\n",
            number % 11
        )
    });
    let ring = format!("blueprint: Ring\n{head}{}", ring.collect::<String>());
    assert_eq!(run_with(&["predict", "-"], ring.as_str()).code, 0);
    let maze = (0..2_000).map(|number| {
        let (one, other) = ((number * 1_571 + 7) % 2_000, (number * 733 + 1_901) % 2_000);
        let other = if other == one { (one + 1) % 2_000 } else { other };
        format!(
            "      - {{ id: t{number}, experience: 5, next: {{ out: 1.0e-9, t{one}: 0.5000001, t{other}: rest }} }}\n"
        )
    });
    let maze = format!("blueprint: Maze\n{head}{}", maze.collect::<String>());
    let refused = run_with(&["predict", "-"], maze.as_str());
    assert_eq!(refused.code, 3);
    assert!(refused.stderr.contains("loops-without-end") && refused.stderr.contains("--way most-likely"));
    assert_eq!(
        run_with(&["predict", "-", "--way", "most-likely"], maze.as_str()).code,
        0
    );
}

#[test]
fn an_empty_blueprint_is_named_where_two_are_compared() {
    let run = run_with(&["compare", &example("online-shop.yaml"), "-"], "");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("standard input: the document is empty"),
        "{}",
        run.stderr
    );
}

#[test]
fn only_a_number_above_zero_is_a_fall() {
    let shop = example("online-shop.yaml");
    for by in ["NaN", "inf", "0", "-1"] {
        let run = run(&["impact", &shop, "--by", by]);
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{by}");
        assert!(
            run.stderr.contains("not-a-fall") && run.stderr.contains("--by 1"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn journeys_that_cannot_be_repeated_are_refused() {
    let shop = example("online-shop.yaml");
    let cases: [(&[&str], &str, &str); 12] = [
        (&["--episodes", "0"], "bad-episodes", "1 to 1000 times, not 0"),
        (&["--episodes", "-3"], "bad-episodes", "not -3"),
        (&["--episodes", "1001"], "bad-episodes", "`--episodes 6`"),
        (
            &["--episodes", "9000000000000000000"],
            "bad-episodes",
            "not 9000000000000000000",
        ),
        (&["--up", "1.1"], "bad-adaptation", "up must be from 0 to 1, found 1.1"),
        (&["--up", "nan"], "bad-adaptation", "found NaN"),
        (&["--up", "-0.1"], "bad-adaptation", "found -0.1"),
        (&["--down", "2"], "bad-adaptation", "down must be from 0 to 1, found 2"),
        (&["--down", "inf"], "bad-adaptation", "found inf"),
        (
            &["--theta", "-1"],
            "bad-adaptation",
            "theta must be from 0 to 10, found -1",
        ),
        (&["--theta", "11"], "bad-adaptation", "`--theta 1`"),
        (&["--theta", "NaN"], "bad-adaptation", "found NaN"),
    ];
    for (more, code, words) in cases {
        let run = run(&[&["repeat", &shop, "--width", "200"], more].concat());
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{more:?}");
        assert!(
            run.stderr.contains(code) && run.stderr.contains(words),
            "{}",
            run.stderr
        );
    }
    let cases = [
        ("ownwords", "unknown-option", "did you mean `own-words`?"),
        ("a b", "unknown-option", "known here: tea-gift"),
        ("own-words,", "unknown-option", "unknown option ``"),
        ("thank-you", "bad-choice", "`--options thank-you,own-words`"),
        (
            "new-cup-first,money-first",
            "bad-choice",
            "choose `new-cup-first` or `money-first`",
        ),
        ("inserts,inserts", "bad-choice", "chosen twice"),
    ];
    for (chosen, code, words) in cases {
        let run = run(&["repeat", &shop, "--width", "200", "--options", chosen]);
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{chosen}");
        assert!(
            run.stderr.contains(code) && run.stderr.contains(words),
            "{}",
            run.stderr
        );
    }
    let without = example("day-surgery.yaml");
    let run_without = run(&["repeat", &without, "--options", "inserts"]);
    assert_eq!(run_without.code, 3);
    // What is no number at all is a slip in the command line.
    for word in ["many", "2.5", "1e3"] {
        assert_eq!(run(&["repeat", &shop, "--episodes", word]).code, 3, "{word}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let twice = run(&["compare", "-", "-"]);
    assert_eq!(twice.code, 3);
    assert!(twice.stderr.contains("standard-input-twice"));
    let (shop, pain) = (example("online-shop.yaml"), example("day-surgery.yaml"));
    let refused = run(&["compare", &shop, &pain]);
    assert_eq!((refused.code, refused.stdout.as_str()), (3, ""));
    let said = ["no-counterpart", "stages[0].touchpoints[0].experience", "swap the two"];
    assert!(
        said.iter().all(|words| refused.stderr.contains(words)),
        "{}",
        refused.stderr
    );
    let missing = run(&["compare", &shop, "nowhere.yaml"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("nowhere.yaml"));
}

#[test]
fn one_of_the_two_may_come_from_standard_input() {
    let (now, next) = (example("hotel-checkout.yaml"), example("hotel-checkout-next.yaml"));
    let text = std::fs::read_to_string(&next).unwrap();
    let piped = run_with(&["compare", &now, "-"], text);
    assert_eq!((piped.code, piped.stdout), (0, run(&["compare", &now, &next]).stdout));
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_blueprint"))
        .args(["predict", &example("online-shop.yaml"), "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn completions_and_the_manual_name_the_verbs() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.stdout.contains("satisfaction"), "{shell}");
    }
    let manual = run(&["man"]);
    assert!(manual.stdout.starts_with(".ie") && manual.stdout.contains("SATISFACTION"));
}

#[test]
fn quiet_leaves_out_remarks() {
    let shop = example("online-shop.yaml");
    assert!(run(&["predict", &shop]).stdout.contains("--all-models"));
    assert!(!run(&["predict", &shop, "--quiet"]).stdout.contains("--all-models"));
    let tea = example("hotel-checkout.yaml");
    assert!(!run(&["check", &tea, "-q"]).stdout.contains("no errors"));
}

#[test]
fn the_same_seed_gives_the_same_answer() {
    let shop = example("online-shop.yaml");
    let arguments = ["predict", &shop, "--all-models", "--seed", "7", "--format", "json"];
    assert_eq!(run(&arguments).stdout, run(&arguments).stdout);
}

#[test]
fn a_model_may_have_parameters() {
    let shop = example("online-shop.yaml");
    let asked = "recency_mean(decay=0), mean,peak_end(weight=0.7, tie=last),peak_end(weight=0.5)";
    let answer = json(&["predict", &shop, "--model", asked]);
    let texts: Vec<&str> = answer["models"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        texts,
        [
            "recency_mean(decay=0)",
            "mean",
            "peak_end(weight=0.7, tie=last)",
            "peak_end"
        ]
    );
    let remembered = &answer["overall"]["remembered"];
    let value = |text: &str| remembered[text].as_f64().unwrap();
    let error = answer["overall"]["standard_error"]["recency_mean(decay=0)"]
        .as_f64()
        .unwrap();
    assert!(
        (value("recency_mean(decay=0)") - value("mean")).abs() < 5.0 * error,
        "{remembered}"
    );
    assert_ne!(remembered["peak_end(weight=0.7, tie=last)"], remembered["peak_end"]);
    let human = run(&["predict", &shop, "--model", asked]);
    assert!(
        human.stdout.contains("peak_end(weight=0.7, tie=last)  "),
        "{}",
        human.stdout
    );
}

#[test]
fn a_model_that_is_written_wrong_is_refused() {
    let shop = example("online-shop.yaml");
    let cases = [
        ("recency_mean(dekay=0.3)", "did you mean `decay`?"),
        ("peak_end(tie=lst)", "did you mean `last`?"),
        ("peak_end(weight=2)", "weight must be from 0 to 1, found 2"),
        ("recency_mean(decay=0.3", "is not written like a model"),
        ("recency_men(decay=0.3)", "did you mean `recency_mean`?"),
    ];
    for (text, told) in cases {
        for verb in [
            &["predict", &shop, "--model", text][..],
            &["invest", &shop, "--budget=1", "--model", text],
        ] {
            let refused = run(verb);
            assert_eq!((refused.code, refused.stdout.as_str()), (3, ""), "{text}");
            assert!(refused.stderr.contains(told), "{}", refused.stderr);
        }
    }
}
