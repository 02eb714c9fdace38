//! Ways, starts and endings.

use crate::{check, document, fine, service};
use service_blueprint::Blueprint;

const FIRST: &str = "stages[0].touchpoints[0]";
const SECOND: &str = "stages[0].touchpoints[1]";

#[test]
fn no_touchpoints() {
    check(&service(&[], ""), &[("no-touchpoints", "stages")]);
    check("blueprint: B\nstages: []", &[("no-touchpoints", "stages")]);
    fine("blueprint: B\nstages: [ { id: s, touchpoints: [] }, { id: t, touchpoints: [ { id: a } ] } ]");
}

#[test]
fn no_ways() {
    check(
        &service(&["id: a, next: {}"], ""),
        &[("no-ways", &format!("{FIRST}.next"))],
    );
}

#[test]
fn start_at_ending() {
    check(&service(&["id: a"], "start: end"), &[("start-at-ending", "start.end")]);
    check(
        &service(&["id: a"], "start: { a: 0.5, end: rest }"),
        &[("start-at-ending", "start.end")],
    );
}

#[test]
fn which_ending() {
    let two = "ends: [ { id: gone }, { id: done } ]";
    check(&service(&["id: a", "id: b"], two), &[("which-ending", SECOND)]);
    fine(&service(&["id: a", "id: b, next: done"], two));
    // A trailing detour has to say it too, and so has whatever is listed before it.
    check(
        &service(&["id: a", "id: b, detour: true, next: gone"], two),
        &[("which-ending", FIRST)],
    );
    fine(&service(&["id: a", "id: b"], "ends: [ { id: done } ]"));
}

#[test]
fn a_last_touchpoint_that_every_segment_overrides_needs_no_ending_of_its_own() {
    let two = "ends: [ { id: gone }, { id: done } ]\nsegments: [ { id: x, share: 0.5 }, { id: y, share: 0.5 } ]";
    let yaml = service(&["id: a, segments: { x: { next: gone }, y: { next: done } }"], two);
    let blueprint = Blueprint::try_from(document(&yaml)).unwrap();
    assert_eq!(blueprint.segments().len(), 2);
    check(
        &service(&["id: a, segments: { x: { next: gone } }"], two),
        &[("which-ending", FIRST)],
    );
}

#[test]
fn never_ends() {
    check(&service(&["id: a, next: a"], ""), &[("never-ends", FIRST)]);
    check(
        &service(&["id: a, next: b", "id: b, next: a"], ""),
        &[("never-ends", FIRST)],
    );
    check(
        &service(&["id: a", "id: b, next: { a: 1.0, end: 0 }"], ""),
        &[("never-ends", FIRST)],
    );
    fine(&service(&["id: a", "id: b, next: { a: 0.999, end: rest }"], ""));
    // Only where somebody comes: a trap that nobody enters is a check's business.
    fine(&service(&["id: a, next: end", "id: b, next: b"], ""));
}

#[test]
fn never_ends_in_one_segment_only() {
    let two = "segments: [ { id: x, share: 0.5 }, { id: y, share: 0.5 } ]";
    let yaml = service(&["id: a, segments: { y: { next: a } }", "id: b"], two);
    check(&yaml, &[("never-ends", FIRST)]);
    assert!(crate::message(&yaml).contains("(segment `y`)"));
    let start = "segments: [ { id: x, share: 0.5 }, { id: y, share: 0.5, start: b } ]";
    fine(&service(&["id: a, segments: { y: { next: a } }", "id: b"], start));
}

#[test]
fn nothing_left() {
    let one = "segments: [ { id: x, share: 1 } ]";
    check(
        &service(
            &[
                "id: a, segments: { x: { skip: true } }",
                "id: b, segments: { x: { skip: true } }",
            ],
            one,
        ),
        &[("nothing-left", "stages")],
    );
    fine(&service(&["id: a, segments: { x: { skip: true } }", "id: b"], one));
}

#[test]
fn wrong_ways_cause_nothing_further() {
    // Without its ways `b` would never end; only the misspelt target is said.
    check(
        &service(&["id: a", "id: b, next: { a: 0.5, ennd: 0.5 }"], ""),
        &[("unknown-id", &format!("{SECOND}.next.ennd"))],
    );
    let two = "segments: [ { id: x, share: 1 } ]";
    check(
        &service(&["id: a, next: a, segments: { x: { next: ennd } }"], two),
        &[("unknown-id", &format!("{FIRST}.segments.x.next.ennd"))],
    );
}
