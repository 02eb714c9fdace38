//! Measured scores put into texts as people write them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::PathBuf;

use service_blueprint::document::Rating;
use service_blueprint::{Blueprint, Measured, MeasuredError, Refusal, TouchpointId, parse, with_measured};

fn score(id: &str, mean: f64, sd: impl Into<Option<f64>>, n: u64) -> Measured {
    Measured {
        touchpoint: TouchpointId::new(id).unwrap(),
        mean,
        sd: sd.into(),
        n,
    }
}

/// A blueprint with these touchpoints, the lines as they are.
fn service(touchpoints: &str) -> String {
    format!("blueprint: Tea # a comment\n\nstages:\n  - id: visit\n    touchpoints:\n{touchpoints}")
}

/// Holds what becomes of a touchpoint `a`, measured 6.21 ± 1.43 by 240.
#[track_caller]
fn check(before: &str, after: &str) {
    let found = with_measured(&service(before), &[score("a", 6.2085, 1.4293, 240)]).unwrap();
    assert_eq!(found, service(after));
}

#[test]
fn a_number_is_replaced_and_the_comment_beside_it_stays() {
    check(
        "      - id: a\n        experience: 7   # a guess\n        expectation: 5\n",
        "      - id: a\n        experience: { mean: 6.21, sd: 1.43, n: 240 }   # a guess\n        expectation: 5\n",
    );
    check(
        "      - { id: a, experience: 7}\n",
        "      - { id: a, experience: { mean: 6.21, sd: 1.43, n: 240 }}\n",
    );
    check(
        "      - id: a\n        experience:\n          # of last year\n          7\n",
        "      - id: a\n        experience:\n          # of last year\n          { mean: 6.21, sd: 1.43, n: 240 }\n",
    );
}

#[test]
fn a_survey_and_counts_are_replaced() {
    check(
        "      - { experience: { n: 3, mean: 2 }, id: a }\n",
        "      - { experience: { mean: 6.21, sd: 1.43, n: 240 }, id: a }\n",
    );
    check(
        "      - id: a\n        experience: {ratings: {2: 1, 3: 4}}\n        name: A\n",
        "      - id: a\n        experience: { mean: 6.21, sd: 1.43, n: 240 }\n        name: A\n",
    );
}

#[test]
fn a_block_keeps_its_comments() {
    check(
        "      - id: a
        experience:  # measured
          # in spring
          mean: 6   # of all

          # of those who answered
          sd: 1 # pooled
          n: 5   # few
        # then
        expectation: 5\n",
        "      - id: a
        experience:  # measured
          # in spring
          { mean: 6.21, sd: 1.43, n: 240 }   # of all
          # of those who answered
          # pooled
             # few
        # then
        expectation: 5\n",
    );
    check(
        "      - id: a
        experience:
          ratings:
            2: 1
            3: 4
        expectation: 5\n",
        "      - id: a
        experience:
          { mean: 6.21, sd: 1.43, n: 240 }
        expectation: 5\n",
    );
}

#[test]
fn braces_over_many_lines_keep_their_comments() {
    check(
        "      - { id: a, experience: { mean: 6, # old
            n: 4 }, expectation: 5 }\n",
        "      - { id: a, experience: { mean: 6.21, sd: 1.43, n: 240 } # old
            , expectation: 5 }\n",
    );
    check(
        "      - id: a
        experience: {
          # by paper
          mean: 6,
          n: 4,
        }
        expectation: 5\n",
        "      - id: a
        experience: { mean: 6.21, sd: 1.43, n: 240 }
          # by paper
        expectation: 5\n",
    );
}

#[test]
fn a_touchpoint_without_a_score_gets_one() {
    check(
        "      - id: a   # first\n        channel: web\n",
        "      - id: a   # first\n        experience: { mean: 6.21, sd: 1.43, n: 240 }\n        channel: web\n",
    );
    check(
        "      - id: a\n        name: A\n      - id: b\n",
        "      - id: a\n        name: A\n        experience: { mean: 6.21, sd: 1.43, n: 240 }\n      - id: b\n",
    );
    check(
        "      - channel: web\n        id: a",
        "      - channel: web\n        id: a\n        experience: { mean: 6.21, sd: 1.43, n: 240 }",
    );
    check(
        "      - id: a\n        name: >\n          A\n          and b\n\n        channel: web\n",
        "      - id: a\n        experience: { mean: 6.21, sd: 1.43, n: 240 }\n        name: >\n          A\n          and b\n\n        channel: web\n",
    );
    check(
        "      - {id: a, channel: web}\n",
        "      - {id: a, experience: { mean: 6.21, sd: 1.43, n: 240 }, channel: web}\n",
    );
    check(
        "      - { id: a, name: \"A\",\n        }\n",
        "      - { id: a, name: \"A\", experience: { mean: 6.21, sd: 1.43, n: 240 },\n        }\n",
    );
    check(
        "      -\n          id: a\n",
        "      -\n          id: a\n          experience: { mean: 6.21, sd: 1.43, n: 240 }\n",
    );
}

#[test]
fn json_stays_json() {
    let text =
        r#"{"blueprint": "Tea", "stages": [{"id": "s", "touchpoints": [{"id": "a", "experience": 7}, {"id": "b"}]}]}"#;
    let measured = [score("a", 6.2085, 1.4293, 240), score("b", 8.0, None, 1)];
    let changed = with_measured(text, &measured).unwrap();
    assert_eq!(
        changed,
        r#"{"blueprint": "Tea", "stages": [{"id": "s", "touchpoints": [{"id": "a", "experience": { "mean": 6.21, "sd": 1.43, "n": 240 }}, {"id": "b", "experience": { "mean": 8, "n": 1 }}]}]}"#
    );
    serde_json::from_str::<serde_json::Value>(&changed).unwrap();
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let text = "\u{feff}".to_owned()
        + &service("      - id: a\n        experience:\n          mean: 7 # x\n          n: 3\n      - id: b\n");
    let measured = [score("a", 6.0, 1.0, 5), score("b", 6.0, 1.0, 5)];
    let new = "\u{feff}".to_owned()
        + &service(
            "      - id: a\n        experience:\n          { mean: 6, sd: 1, n: 5 } # x\n      - id: b\n        experience: { mean: 6, sd: 1, n: 5 }\n",
        );
    assert_eq!(with_measured(&text, &measured).unwrap(), new);
    assert_eq!(
        with_measured(&text.replace('\n', "\r\n"), &measured).unwrap(),
        new.replace('\n', "\r\n")
    );
}

#[test]
fn an_alias_is_replaced_and_what_it_repeated_stays() {
    check(
        "      - { id: b, experience: &good 8 }\n      - { id: a, experience: *good }\n",
        "      - { id: b, experience: &good 8 }\n      - { id: a, experience: { mean: 6.21, sd: 1.43, n: 240 } }\n",
    );
}

#[test]
fn what_is_repeated_elsewhere_is_refused_unless_that_goes_too() {
    let text = service("      - { id: a, experience: &good 8 }\n      - { id: b, experience: *good }\n");
    let error = with_measured(&text, &[score("a", 6.0, 1.0, 5)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`a` has a score that line 7 repeats as an alias; write the score out there"
    );
    assert_eq!(
        with_measured(&text, &[score("a", 6.0, 1.0, 5), score("b", 7.0, 1.0, 5)]).unwrap(),
        service(
            "      - { id: a, experience: &good { mean: 6, sd: 1, n: 5 } }\n      - { id: b, experience: { mean: 7, sd: 1, n: 5 } }\n"
        )
    );
    let inner = service("      - { id: a, experience: { mean: &m 8 }, expectation: *m }\n");
    let error = with_measured(&inner, &[score("a", 6.0, 1.0, 5)]).unwrap_err();
    let MeasuredError::Refused(refused) = error else {
        panic!("{error}")
    };
    assert!(matches!(&refused[..], [one] if matches!(&one.reason, Refusal::Repeated(place) if place.line == 6)));
}

#[test]
fn an_anchor_that_nothing_repeats_stays() {
    check(
        "      - id: a\n        experience: &x\n          mean: 7\n",
        "      - id: a\n        experience: &x\n          { mean: 6.21, sd: 1.43, n: 240 }\n",
    );
    check(
        "      - &b id: a\n        channel: web\n",
        "      - &b id: a\n        experience: { mean: 6.21, sd: 1.43, n: 240 }\n        channel: web\n",
    );
}

#[test]
fn all_refusals_are_told_at_once() {
    let text = service("      - { id: a, experience: 8 }\n");
    let twice = [
        score("a", 6.0, 1.0, 5),
        score("a", 6.0, 1.0, 5),
        score("b", 6.0, 1.0, 5),
    ];
    assert_eq!(
        with_measured(&text, &twice).unwrap_err().to_string(),
        "`a` is measured twice; `b` is no touchpoint of the blueprint"
    );
}

#[test]
fn a_text_that_is_no_blueprint_is_refused() {
    let error = with_measured("blueprint: Tea\n", &[]).unwrap_err();
    assert!(matches!(error, MeasuredError::Before(_)), "{error}");
}

#[test]
fn scores_that_cannot_be_are_refused_at_their_place() {
    let text = service("      - { id: a, experience: 8 }\n      - { id: b, experience: 5 }\n")
        + "options:\n  - { id: better, cost: 1, raises: { b: 2 } }\n";
    let told = |measured: Measured| match with_measured(&text, &[measured]) {
        Err(MeasuredError::After(problems)) => problems
            .list
            .iter()
            .map(|problem| (problem.code(), problem.place.as_ref().map(|place| place.line)))
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(told(score("a", 11.0, 1.0, 5)), [("off-scale", Some(6))]);
    assert_eq!(told(score("a", f64::NAN, 1.0, 5)), [("not-finite", Some(6))]);
    assert_eq!(told(score("a", 9.0, 4.0, 5)), [("impossible-sd", Some(6))]);
    assert_eq!(told(score("a", 9.0, -1.0, 5)), [("out-of-range", Some(6))]);
    assert_eq!(told(score("a", 9.0, None, 0)), [("out-of-range", Some(6))]);
    assert_eq!(told(score("b", 9.0, 1.0, 5)), [("raise-past-best", Some(9))]);
}

#[test]
fn a_touchpoint_that_an_option_adds_may_be_measured() {
    let text = service("      - { id: a, experience: 8 }\n")
        + "options:\n  - id: more\n    cost: 1\n    adds:\n      after: a\n      touchpoint:\n        id: b\n        experience: 9\n";
    let changed = with_measured(&text, &[score("b", 6.0, 1.0, 5)]).unwrap();
    assert_eq!(
        changed,
        text.replace("experience: 9", "experience: { mean: 6, sd: 1, n: 5 }")
    );
}

#[test]
fn expectations_and_segments_stay() {
    check(
        "      - id: a\n        segments: { x: { experience: 3 } }\n        expectation: 4\n        experience: 8\nsegments: [{ id: x, share: 1 }]\n",
        "      - id: a\n        segments: { x: { experience: 3 } }\n        expectation: 4\n        experience: { mean: 6.21, sd: 1.43, n: 240 }\nsegments: [{ id: x, share: 1 }]\n",
    );
}

#[test]
fn an_unusual_form_is_an_error_and_never_a_wrong_text() {
    let text = "blueprint: Tea\nstages: [{ id: s, touchpoints: [id: a, { id: b, experience: 5 }] }]\n";
    parse(text).unwrap();
    let error = with_measured(text, &[score("b", 6.0, 1.0, 5), score("a", 6.0, 1.0, 5)]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the score of `a` does not fit into the way the touchpoint is written; write it in by hand"
    );
}

#[test]
fn nothing_measured_changes_nothing() {
    let text = service("      - { id: a }\n");
    assert_eq!(with_measured(&text, &[]).unwrap(), text);
}

#[test]
fn every_example_keeps_its_other_lines() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/blueprints");
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let blueprint = parse(&text).unwrap();
        let scale = blueprint.scale();
        for touchpoint in blueprint.touchpoints() {
            let mean = scale.score(if scale.has_bad_side() { -0.45678 } else { 0.45678 });
            let measured = score(touchpoint.id().as_str(), mean, scale.half() * 0.1, 77);
            let changed = with_measured(&text, &[measured]).unwrap();
            let new: Blueprint = parse(&changed).unwrap();
            let found = &new.touchpoint(touchpoint.id().as_str()).unwrap().written().experience;
            assert!(matches!(found, Some(Rating::Survey(survey)) if survey.n == Some(77)));
            let (old, new): (Vec<_>, Vec<_>) = (text.lines().collect(), changed.lines().collect());
            let differing = new.iter().filter(|line| !old.contains(line)).count();
            assert_eq!(differing, 1, "{changed}");
            seen += 1;
        }
    }
    assert!(seen >= 40, "{seen} touchpoints");
}
