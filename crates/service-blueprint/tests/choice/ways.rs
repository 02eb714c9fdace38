//! `next` and `adds`: who goes where.

use crate::check;

const LINE: &str = "
stages:
  - { id: buy, touchpoints: [ { id: a, experience: 6 }, { id: b, experience: 5 } ] }
  - { id: own, touchpoints: [ { id: c, experience: 7 } ] }
";

const FORK: &str = "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: b } ]
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { b: { share: 0.9, when: in stock }, gone: rest }, segments: { old: { next: b } } }
      - { id: b, experience: 5, next: { a: 0.25, done: rest } }
";

#[test]
fn nothing_chosen_changes_nothing() {
    check(LINE, "  - { id: o, cost: 1, removes: a }", &[], LINE);
    check(FORK, "  - { id: o, cost: 1, removes: a }", &[], FORK);
}

#[test]
fn next_replaces_all_ways_a_segments_own_too() {
    check(
        FORK,
        "  - { id: o, cost: 1, next: { a: { b: { share: 40%, when: not paid }, done: rest } } }",
        &["o"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: b } ]
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { b: { share: 40%, when: not paid }, done: rest } }
      - { id: b, experience: 5, next: { a: 0.25, done: rest } }
",
    );
}

#[test]
fn next_for_a_segment_is_its_own() {
    check(
        FORK,
        "
  - { id: o, cost: 1, for: old, next: { a: done, b: done } }",
        &["o"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: b } ]
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { b: { share: 0.9, when: in stock }, gone: rest }, segments: { old: { next: done } } }
      - { id: b, experience: 5, next: { a: 0.25, done: rest }, segments: { old: { next: done } } }
",
    );
}

#[test]
fn after_takes_over_all_ways() {
    check(
        FORK,
        "  - { id: o, cost: 1, adds: { after: a, touchpoint: { id: d, experience: 9 } } }",
        &["o"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: b } ]
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: d }
      - { id: d, experience: 9, detour: true, next: { b: { share: 0.9, when: in stock }, gone: rest }, segments: { old: { next: b } } }
      - { id: b, experience: 5, next: { a: 0.25, done: rest } }
",
    );
}

#[test]
fn before_takes_every_way_in_the_start_included() {
    check(
        FORK,
        "  - { id: o, cost: 1, adds: { before: b, touchpoint: { id: d, experience: 9 } } }",
        &["o"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: d } ]
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { d: { share: 0.9, when: in stock }, gone: rest }, segments: { old: { next: d } } }
      - { id: d, experience: 9, detour: true, next: b }
      - { id: b, experience: 5, next: { a: 0.25, done: rest } }
",
    );
    // The start that goes without saying has to be said now.
    check(
        LINE,
        "  - { id: o, cost: 1, adds: { before: a, touchpoint: { id: d, experience: 9 } } }",
        &["o"],
        "
start: d
stages:
  - { id: buy, touchpoints: [ { id: d, experience: 9, detour: true, next: a }, { id: a, experience: 6 }, { id: b, experience: 5 } ] }
  - { id: own, touchpoints: [ { id: c, experience: 7 } ] }
",
    );
}

#[test]
fn before_an_ending_stands_in_the_last_stage() {
    check(
        LINE,
        "  - { id: o, cost: 1, adds: { before: end, touchpoint: { id: d, experience: 9 } } }",
        &["o"],
        "
stages:
  - { id: buy, touchpoints: [ { id: a, experience: 6 }, { id: b, experience: 5 } ] }
  - { id: own, touchpoints: [ { id: c, experience: 7, next: d }, { id: d, experience: 9, detour: true, next: end } ] }
",
    );
}

#[test]
fn between_takes_that_way_only() {
    check(
        FORK,
        "  - { id: o, cost: 1, for: new, adds: { between: [b, a], touchpoint: { id: d, experience: 9 } } }",
        &["o"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: b } ]
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { b: { share: 0.9, when: in stock }, gone: rest }, segments: { old: { next: b } } }
      - { id: b, experience: 5, next: { d: 0.25, done: rest } }
      - { id: d, experience: 9, detour: true, next: a, segments: { old: { skip: true } } }
",
    );
    // Nobody comes to what stands between two that are no neighbours.
    check(
        LINE,
        "
  - { id: o, cost: 1, adds: { between: [a, b], touchpoint: { id: d, experience: 9 } } }
  - { id: p, cost: 1, next: { a: c } }",
        &["o", "p"],
        "
stages:
  - { id: buy, touchpoints: [ { id: a, experience: 6, next: c }, { id: d, experience: 9, detour: true, next: b }, { id: b, experience: 5 } ] }
  - { id: own, touchpoints: [ { id: c, experience: 7 } ] }
",
    );
}

#[test]
fn within_a_round_between_then_after_then_before() {
    check(
        LINE,
        "
  - { id: b1, cost: 1, adds: { before: b, touchpoint: { id: before-1 } } }
  - { id: a1, cost: 1, adds: { after: a, touchpoint: { id: after-1 } } }
  - { id: w1, cost: 1, adds: { between: [a, b], touchpoint: { id: between-1 } } }
  - { id: b2, cost: 1, adds: { before: b, touchpoint: { id: before-2 } } }
  - { id: a2, cost: 1, adds: { after: a, touchpoint: { id: after-2 } } }
  - { id: w2, cost: 1, adds: { between: [a, b], touchpoint: { id: between-2 } } }",
        &["w1", "w2", "a1", "a2", "b1", "b2"],
        "
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: after-2 }
      - { id: after-2, detour: true, next: after-1 }
      - { id: after-1, detour: true, next: between-1 }
      - { id: between-1, detour: true, next: between-2 }
      - { id: between-2, detour: true, next: before-1 }
      - { id: before-1, detour: true, next: before-2 }
      - { id: before-2, detour: true, next: b }
      - { id: b, experience: 5 }
  - { id: own, touchpoints: [ { id: c, experience: 7 } ] }
",
    );
}

#[test]
fn what_names_an_added_touchpoint_comes_a_round_later() {
    // In one round `between` would come first and find no way from `d`.
    check(
        LINE,
        "
  - { id: o, cost: 1, adds: { between: [d, b], touchpoint: { id: e } }, needs: p }
  - { id: p, cost: 1, adds: { after: a, touchpoint: { id: d } } }",
        &["o", "p"],
        "
stages:
  - { id: buy, touchpoints: [ { id: a, experience: 6, next: d }, { id: d, detour: true, next: e }, { id: e, detour: true, next: b }, { id: b, experience: 5 } ] }
  - { id: own, touchpoints: [ { id: c, experience: 7 } ] }
",
    );
}

#[test]
fn ways_that_an_option_gives_an_added_touchpoint_stay() {
    check(
        FORK,
        "
  - { id: o, cost: 1, adds: { after: a, touchpoint: { id: d } } }
  - { id: p, cost: 1, needs: o, next: { d: { b: 0.5, done: rest } } }",
        &["o", "p"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: b } ]
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: d }
      - { id: d, detour: true, next: { b: 0.5, done: rest } }
      - { id: b, experience: 5, next: { a: 0.25, done: rest } }
",
    );
    // For one segment only, the others go where the touchpoint stands.
    check(
        FORK,
        "
  - { id: o, cost: 1, adds: { before: b, touchpoint: { id: d } } }
  - { id: p, cost: 1, needs: o, for: new, next: { d: done } }",
        &["o", "p"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: d } ]
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { d: { share: 0.9, when: in stock }, gone: rest }, segments: { old: { next: d } } }
      - { id: d, detour: true, next: b, segments: { new: { next: done } } }
      - { id: b, experience: 5, next: { a: 0.25, done: rest } }
",
    );
}

#[test]
fn two_ways_to_the_same_place_are_one() {
    check(
        LINE,
        "
  - { id: o, cost: 1, adds: { between: [a, b], touchpoint: { id: d } } }
  - { id: p, cost: 1, needs: o, next: { a: { d: { share: 0.25, when: asked }, b: 0.5, c: rest } } }",
        &["o", "p"],
        "
stages:
  - { id: buy, touchpoints: [ { id: a, experience: 6, next: { d: 0.75, c: rest } }, { id: d, detour: true, next: b }, { id: b, experience: 5 } ] }
  - { id: own, touchpoints: [ { id: c, experience: 7 } ] }
",
    );
}

#[test]
fn where_all_are_detours_the_first_is_the_start() {
    check(
        "
stages:
  - { id: buy, touchpoints: [ { id: a, experience: 6, detour: true, next: b }, { id: b, experience: 6, detour: true, next: end } ] }
",
        "  - { id: o, cost: 1, adds: { between: [b, end], touchpoint: { id: d } } }
  - { id: p, cost: 1, adds: { before: a, touchpoint: { id: e } }}",
        &["o", "p"],
        "
stages:
  - id: buy
    touchpoints:
      - { id: e, detour: true, next: a }
      - { id: a, experience: 6, detour: true, next: b }
      - { id: b, experience: 6, detour: true, next: d }
      - { id: d, detour: true, next: end }
",
    );
}
