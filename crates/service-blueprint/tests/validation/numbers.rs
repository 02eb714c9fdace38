//! Scores, scales, shares and limits.

use crate::{check, fine, message, service};

const FIRST: &str = "stages[0].touchpoints[0]";

fn touchpoint(fields: &str) -> String {
    service(&[&format!("id: a, {fields}")], "")
}

#[track_caller]
fn one(fields: &str, code: &str, path: &str) {
    check(&touchpoint(fields), &[(code, &format!("{FIRST}.{path}"))]);
}

#[test]
fn not_finite() {
    for odd in [".nan", ".inf", "-.inf"] {
        one(&format!("experience: {odd}"), "not-finite", "experience");
        one(
            &format!("expectation: {{ mean: {odd} }}"),
            "not-finite",
            "expectation.mean",
        );
        one(&format!("at_least: {odd}"), "not-finite", "at_least");
        one(&format!("importance: {odd}"), "not-finite", "importance");
        one(
            &format!("experience: {{ mean: 5, sd: {odd} }}"),
            "not-finite",
            "experience.sd",
        );
        let rest = format!("options: [ {{ id: o, cost: 1, raises: {{ a: {odd} }} }} ]");
        check(
            &service(&["id: a, experience: 5"], &rest),
            &[("not-finite", "options[0].raises.a")],
        );
        let rest = format!("segments: [ {{ id: s, share: {odd} }} ]");
        check(&service(&["id: a"], &rest), &[("not-finite", "segments[0].share")]);
        let rest = format!("segments: [ {{ id: s, share: 1, value: {odd} }} ]");
        check(&service(&["id: a"], &rest), &[("not-finite", "segments[0].value")]);
        check(
            &service(&["id: a"], &format!("factors: [ {{ id: f, ideal: {odd} }} ]")),
            &[("not-finite", "factors[0].ideal")],
        );
    }
}

#[test]
fn out_of_range() {
    one("importance: -0.1", "out-of-range", "importance");
    one("experience: { mean: 5, sd: -1 }", "out-of-range", "experience.sd");
    one("experience: { mean: 5, n: 0 }", "out-of-range", "experience.n");
    one("next: { end: 1.5 }", "out-of-range", "next.end");
    one("next: { end: -0.5 }", "out-of-range", "next.end");
    for share in ["-0.1", "1.1"] {
        let rest = format!("segments: [ {{ id: s, share: {share} }}, {{ id: t, share: 0.5 }} ]");
        let yaml = service(&["id: a"], &rest);
        let codes: Vec<_> = crate::problems(&yaml).iter().map(|problem| problem.code()).collect();
        assert!(codes.contains(&"out-of-range"), "{codes:?}");
    }
    check(
        &service(
            &["id: a, experience: 5"],
            "options: [ { id: o, cost: 1, raises: { a: 0 } } ]",
        ),
        &[("out-of-range", "options[0].raises.a")],
    );
    fine(&touchpoint("importance: 0, experience: { mean: 5, sd: 0, n: 1 }"));
}

#[test]
fn bad_scale() {
    for scale in [
        "{ worst: 0, neutral: 0, best: 0 }",
        "{ worst: 0, neutral: 11, best: 10 }",
        "{ worst: 10, neutral: -1, best: 0 }",
        "{ worst: .nan, neutral: 0, best: 1 }",
        "{ worst: -1.7e308, neutral: 0, best: 1.7e308 }",
    ] {
        // Scores on a broken scale are not blamed on top.
        check(
            &service(&["id: a, experience: 99"], &format!("scale: {scale}")),
            &[("bad-scale", "scale")],
        );
    }
    fine(&service(
        &["id: a, experience: 7"],
        "scale: { worst: 10, neutral: 0, best: 0 }",
    ));
    fine(&service(
        &["id: a, experience: 5"],
        "scale: { worst: 1, neutral: 5, best: 5 }",
    ));
    check(
        &service(
            &["id: a, experience: { scale: s, mean: 99 }"],
            "scales: [ { id: s, worst: 1, neutral: 1, best: 1 } ]",
        ),
        &[("bad-scale", "scales[0]")],
    );
}

#[test]
fn off_scale() {
    one("experience: 10.1", "off-scale", "experience");
    one("experience: -0.1", "off-scale", "experience");
    one("expectation: 11", "off-scale", "expectation");
    one("at_least: 11", "off-scale", "at_least");
    one("experience: { mean: 11 }", "off-scale", "experience.mean");
    one(
        "experience: { ratings: { 11: 3, 5: 1 } }",
        "off-scale",
        "experience.ratings.11",
    );
    fine(&touchpoint("experience: 10, expectation: 0"));
    let stars = "scales: [ { id: stars, worst: 1, neutral: 3, best: 5 } ]";
    check(
        &service(&["id: a, experience: { scale: stars, mean: 6 }"], stars),
        &[("off-scale", &format!("{FIRST}.experience.mean"))],
    );
    fine(&service(&["id: a, experience: { scale: stars, mean: 5 }"], stars));
    check(
        &service(&["id: a"], "options: [ { id: o, cost: 1, sets: { a: 12 } } ]"),
        &[("off-scale", "options[0].sets.a")],
    );
    check(
        &service(&["id: a"], "factors: [ { id: f, experience: 12 } ]"),
        &[("off-scale", "factors[0].experience")],
    );
    let segments = "segments: [ { id: new, share: 1 } ]";
    check(
        &service(&["id: a, segments: { new: { experience: 12 } }"], segments),
        &[("off-scale", &format!("{FIRST}.segments.new.experience"))],
    );
}

#[test]
fn no_counterpart() {
    let rest = "scale: { worst: 10, neutral: 0, best: 0 }\nscales: [ { id: stars, worst: 1, neutral: 3, best: 5 } ]";
    check(
        &service(&["id: a, experience: { scale: stars, mean: 4 }"], rest),
        &[("no-counterpart", &format!("{FIRST}.experience"))],
    );
    fine(&service(&["id: a, experience: { scale: stars, mean: 2 }"], rest));
    fine(&service(&["id: a, experience: { scale: stars, mean: 3 }"], rest));
    check(
        &service(&["id: a, experience: { scale: stars, ratings: { 2: 9, 5: 1 } }"], rest),
        &[("no-counterpart", &format!("{FIRST}.experience.ratings.5"))],
    );
}

#[test]
fn impossible_sd() {
    // Two ratings, 0 and 10, have mean 5 and sample deviation √50.
    fine(&touchpoint("experience: { mean: 5, sd: 7.0710678, n: 2 }"));
    one(
        "experience: { mean: 5, sd: 7.0711, n: 2 }",
        "impossible-sd",
        "experience.sd",
    );
    // Ten ratings at the two ends: √(25·10/9) = 5.2705.
    fine(&touchpoint("experience: { mean: 5, sd: 5.2704, n: 10 }"));
    one(
        "experience: { mean: 5, sd: 5.2706, n: 10 }",
        "impossible-sd",
        "experience.sd",
    );
    one(
        "experience: { mean: 10, sd: 0.1, n: 10 }",
        "impossible-sd",
        "experience.sd",
    );
    one("experience: { mean: 5, sd: 1, n: 1 }", "impossible-sd", "experience.sd");
    assert!(message(&touchpoint("experience: { mean: 5, sd: 6, n: 10 }")).contains("at most 5.270 is possible"));
}

#[test]
fn ratings_that_are_none() {
    one("experience: { ratings: {} }", "no-ratings", "experience.ratings");
    one(
        "experience: { ratings: { 5: 0, 6: 0 } }",
        "no-ratings",
        "experience.ratings",
    );
    one(
        "experience: { ratings: { 5: 1, 5.0: 2 } }",
        "rating-twice",
        "experience.ratings",
    );
    one("at_least: { ratings: { 5: 1 } }", "not-one-number", "at_least");
    fine(&touchpoint("experience: { ratings: { 5: 0, 6: 1 } }"));
}

#[test]
fn counts_beyond_a_double_do_not_overflow() {
    let rest = "scale: { worst: -8e307, neutral: 0, best: 8e307 }";
    let yaml = service(
        &["id: a, experience: { ratings: { 7e307: 18000000000000000000, 5e307: 18000000000000000000 } }"],
        rest,
    );
    let blueprint = service_blueprint::Blueprint::try_from(crate::document(&yaml)).unwrap();
    let segment = blueprint.segments().next().unwrap();
    let score = blueprint.touchpoint("a").unwrap().score(segment).unwrap();
    assert!((score / 6e307 - 1.0).abs() < 1e-12, "{score}");
}

#[test]
fn sum_not_one() {
    one("next: { end: 0.9 }", "sum-not-one", "next");
    one("next: { a: 0.6, end: 0.6 }", "sum-not-one", "next");
    check(
        &service(&["id: a, next: { a: 0.6, b: 0.6, end: rest }", "id: b"], ""),
        &[("sum-not-one", &format!("{FIRST}.next"))],
    );
    fine(&touchpoint("next: { a: 0.3333333333, end: 0.6666666667 }"));
    fine(&touchpoint("next: { a: 0, end: 1 }"));
    let halves = "segments: [ { id: x, share: 0.5 }, { id: y, share: 0.4 } ]";
    check(&service(&["id: a"], halves), &[("sum-not-one", "segments")]);
    check(&service(&["id: a"], "start: { a: 0.5 }"), &[("sum-not-one", "start")]);
    check(
        &service(&["id: a"], "options: [ { id: o, cost: 1, next: { a: { end: 0.5 } } } ]"),
        &[("sum-not-one", "options[0].next.a")],
    );
    let stages = "blueprint: B
stages:
  - { id: s, influence: 0.5, touchpoints: [ { id: a } ] }
  - { id: t, influence: 0.4, touchpoints: [ { id: b } ] }";
    check(stages, &[("sum-not-one", "stages")]);
    fine(&stages.replace("0.4", "0.5"));
}

#[test]
fn two_rests() {
    one("next: { a: rest, end: rest }", "two-rests", "next");
}

#[test]
fn partial_influence() {
    let stages = "blueprint: B
stages:
  - { id: s, influence: 1, touchpoints: [ { id: a } ] }
  - { id: t, touchpoints: [ { id: b } ] }";
    check(stages, &[("partial-influence", "stages[1]")]);
    fine(&stages.replace("id: t,", "id: t, influence: 0,"));
}

#[test]
fn limit_below() {
    one(
        "standards: [ { within: 10s, at_most: 7s } ]",
        "limit-below",
        "standards[0].at_most",
    );
    fine(&touchpoint("standards: [ { within: 7s, at_most: 7s } ]"));
    fine(&touchpoint("standards: [ { at_most: 7s } ]"));
}
