//! `sets` and `raises`: who experiences what.

use crate::check;

/// Two segments, of which the old ones have a score of their own at `a`, an expectation at `b`, and pass `c` over.
fn shop(a: &str, b: &str, c: &str) -> String {
    format!(
        "
scales: [ {{ id: stars, worst: 1, neutral: 3, best: 5 }} ]
segments: [ {{ id: new, share: 0.5 }}, {{ id: old, share: 0.5 }} ]
stages: [ {{ id: buy, touchpoints: [ {{ id: a{a} }}, {{ id: b{b} }}, {{ id: c{c} }} ] }} ]
"
    )
}

const A: &str = ", experience: 6, expectation: 5, segments: { old: { experience: 8, expectation: 7 } }";
const B: &str = ", experience: { scale: stars, mean: 4, sd: 0.5, n: 9 }, segments: { old: { expectation: 7 } }";
const C: &str = ", experience: 3, segments: { old: { skip: true } }";

#[track_caller]
fn scored(options: &str, ids: &[&str], a: &str, b: &str, c: &str) {
    check(&shop(A, B, C), options, ids, &shop(a, b, c));
}

#[test]
fn a_score_for_all_replaces_a_segments_own_and_leaves_expectations() {
    scored(
        "  - { id: o, cost: 1, sets: { a: 7, b: { scale: stars, ratings: { 4: 3, 5: 1 } }, c: 9 } }",
        &["o"],
        ", experience: 7, expectation: 5, segments: { old: { expectation: 7 } }",
        ", experience: { scale: stars, ratings: { 4: 3, 5: 1 } }, segments: { old: { expectation: 7 } }",
        ", experience: 9, segments: { old: { skip: true } }",
    );
}

#[test]
fn a_score_for_a_segment_is_its_own_and_nobody_scores_what_they_pass_over() {
    scored(
        "  - { id: o, cost: 1, for: old, sets: { a: 7, b: 7, c: 9 } }",
        &["o"],
        ", experience: 6, expectation: 5, segments: { old: { experience: 7, expectation: 7 } }",
        ", experience: { scale: stars, mean: 4, sd: 0.5, n: 9 }, segments: { old: { experience: 7, expectation: 7 } }",
        C,
    );
}

#[test]
fn a_raise_starts_from_each_segments_own_score() {
    scored(
        "  - { id: o, cost: 1, raises: { a: 1.5, b: 2.5, c: 1 } }",
        &["o"],
        ", experience: 7.5, expectation: 5, segments: { old: { experience: 9.5, expectation: 7 } }",
        ", experience: 10, segments: { old: { expectation: 7 } }",
        ", experience: 4, segments: { old: { skip: true } }",
    );
    scored(
        "  - { id: o, cost: 1, for: old, raises: { a: 1.5, b: 2.5 } }",
        &["o"],
        ", experience: 6, expectation: 5, segments: { old: { experience: 9.5, expectation: 7 } }",
        ", experience: { scale: stars, mean: 4, sd: 0.5, n: 9 }, segments: { old: { experience: 10, expectation: 7 } }",
        C,
    );
}

#[test]
fn different_segments_may_be_set_differently() {
    scored(
        "
  - { id: o, cost: 1, for: new, sets: { a: 9 } }
  - { id: p, cost: 1, for: old, raises: { a: 1 } }",
        &["p", "o"],
        ", experience: 6, expectation: 5, segments: { old: { experience: 9, expectation: 7 }, new: { experience: 9 } }",
        B,
        C,
    );
}

#[test]
fn towards_best_may_be_down() {
    let pain = |score: f64| {
        format!(
            "
scale: {{ worst: 10, neutral: 0, best: 0 }}
stages: [ {{ id: ward, touchpoints: [ {{ id: needle, experience: {score} }} ] }} ]
"
        )
    };
    check(
        &pain(3.0),
        "  - { id: o, cost: 1, raises: { needle: 1.25 } }",
        &["o"],
        &pain(1.75),
    );
    // Past best by no more than rounding is best.
    check(
        &pain(3.0),
        "  - { id: o, cost: 1, raises: { needle: 3.000000001 } }",
        &["o"],
        &pain(0.0),
    );
}

#[test]
fn added_touchpoints_are_scored_like_all_others() {
    check(
        &shop(A, B, C),
        "
  - { id: o, cost: 1, for: new, adds: { after: a, touchpoint: { id: d, experience: 5, segments: { old: { experience: 4 } } } } }
  - { id: p, cost: 1, needs: o, raises: { d: 2 } }",
        &["o", "p"],
        &shop(
            &format!("{A}, next: d }}, {{ id: d, detour: true, experience: 7, next: b, segments: {{ old: {{ skip: true }} }}"),
            B,
            C,
        ),
    );
}
