//! Ids and references.

use crate::{check, document, fine, message, problems, service};
use service_blueprint::Blueprint;

const FIRST: &str = "stages[0].touchpoints[0]";
const SECOND: &str = "stages[0].touchpoints[1]";

#[test]
fn bad_id() {
    check(&service(&["id: first sip"], ""), &[("bad-id", &format!("{FIRST}.id"))]);
    check(&service(&["id: ''"], ""), &[("bad-id", &format!("{FIRST}.id"))]);
    check(&service(&["id: a.b"], ""), &[("bad-id", &format!("{FIRST}.id"))]);
    // e and a combining accent are the same letter as é, written otherwise.
    check(
        &service(&["id: \"cafe\\u0301\""], ""),
        &[("bad-id", &format!("{FIRST}.id"))],
    );
    fine(&service(&["id: \"caf\\u00e9\""], ""));
    fine(&service(&["id: 支付"], ""));
    fine(&service(&["id: first_sip-2"], ""));
    fine(&service(&["id: '7'"], ""));
}

#[test]
fn what_refers_to_a_bad_id_is_not_called_unknown_on_top() {
    check(
        &service(&["id: order, next: first sip", "id: first sip"], ""),
        &[("bad-id", &format!("{SECOND}.id"))],
    );
    let rest = "actors: [ { id: the baker, role: frontstage } ]";
    check(
        &service(&["id: order, frontstage: [ { the baker: Sells } ]"], rest),
        &[("bad-id", "actors[0].id")],
    );
}

#[test]
fn reserved_id() {
    check(&service(&["id: end"], ""), &[("reserved-id", &format!("{FIRST}.id"))]);
    check(
        &service(&["id: order"], "ends: [ { id: end } ]"),
        &[("reserved-id", "ends[0].id")],
    );
    fine(&service(&["id: End, next: the-end"], "ends: [ { id: the-end } ]"));
    for key in ["id", "actor", "does", "needs", "after", "owner", "duration", "same"] {
        let rest = format!("actors: [ {{ id: {key}, role: customer }} ]");
        check(&service(&["id: order"], &rest), &[("reserved-id", "actors[0].id")]);
    }
    fine(&service(&["id: does"], "evidence: [ { id: owner } ]"));
}

#[test]
fn duplicate_id_in_every_kind_points_at_both_places() {
    for (yaml, path, first) in [
        (
            service(&["id: a", "id: a"], ""),
            format!("{SECOND}.id"),
            format!("{FIRST}.id"),
        ),
        (
            service(&["id: a, next: a"], "ends: [ { id: a } ]"),
            "ends[0].id".into(),
            format!("{FIRST}.id"),
        ),
        (
            service(
                &["id: a"],
                "options: [ { id: o, cost: 1, adds: { after: a, touchpoint: { id: a } } } ]",
            ),
            "options[0].adds.touchpoint.id".into(),
            format!("{FIRST}.id"),
        ),
        (
            service(
                &["id: a"],
                "actors: [ { id: b, role: customer }, { id: b, role: support } ]",
            ),
            "actors[1].id".into(),
            "actors[0].id".into(),
        ),
        (
            service(&["id: a"], "evidence: [ { id: b }, { id: b } ]"),
            "evidence[1].id".into(),
            "evidence[0].id".into(),
        ),
        (
            service(&["id: a"], "segments: [ { id: b, share: 0.5 }, { id: b, share: 0.5 } ]"),
            "segments[1].id".into(),
            "segments[0].id".into(),
        ),
        (
            service(&["id: a"], "factors: [ { id: b }, { id: b } ]"),
            "factors[1].id".into(),
            "factors[0].id".into(),
        ),
        (
            service(&["id: a"], "options: [ { id: b, cost: 1 }, { id: b, cost: 1 } ]"),
            "options[1].id".into(),
            "options[0].id".into(),
        ),
        (
            service(
                &["id: a"],
                "scales: [ { id: b, worst: 0, neutral: 1, best: 2 }, { id: b, worst: 0, neutral: 1, best: 2 } ]",
            ),
            "scales[1].id".into(),
            "scales[0].id".into(),
        ),
        (
            service(
                &["id: a, support: [ { id: b, does: x } ], backstage: [ { id: b, does: y } ]"],
                "",
            ),
            format!("{FIRST}.support[0].id"),
            format!("{FIRST}.backstage[0].id"),
        ),
    ] {
        let found = problems(&yaml);
        let duplicates: Vec<_> = found
            .iter()
            .filter(|problem| problem.code() == "duplicate-id")
            .collect();
        assert_eq!(duplicates.len(), 1, "{yaml}\n{found:#?}");
        assert_eq!(duplicates[0].path.to_string(), path);
        assert_eq!(duplicates[0].related[0].path.to_string(), first);
    }
    let stages =
        "blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a } ] }, { id: s, touchpoints: [ { id: b } ] } ]";
    check(stages, &[("duplicate-id", "stages[1].id")]);
}

#[test]
fn one_id_may_stand_in_several_kinds() {
    fine(&service(
        &["id: buy, factor: buy, evidence: [buy], frontstage: [ { buy: Sells } ], support: [ { id: buy, does: Books } ]"],
        "actors: [ { id: buy, role: frontstage } ]
evidence: [ { id: buy } ]
segments: [ { id: buy, share: 1 } ]
factors: [ { id: buy } ]
options: [ { id: buy, cost: 1, raises: { buy: 0.5 } } ]"
            ,
    )
    .replace("id: buy, factor", "id: buy, experience: 5, factor"));
}

#[test]
fn unknown_id_in_every_kind_with_the_nearest_known_one() {
    let order = "experience: 6";
    for (touchpoint, rest, path) in [
        ("next: ordr", "", "next.ordr"),
        ("fail_point: { what: x, recovery: ordr }", "", "fail_point.recovery"),
        ("standards: [ { from: ordr, within: 5m } ]", "", "standards[0].from"),
        ("standards: [ { unless: ordr, within: 5m } ]", "", "standards[0].unless"),
        (
            "frontstage: [ { ordr: Sells } ]",
            "actors: [ { id: order, role: frontstage } ]",
            "frontstage[0].actor",
        ),
        ("evidence: [ordr]", "evidence: [ { id: order } ]", "evidence[0]"),
        ("factor: ordr", "factors: [ { id: order } ]", "factor"),
        (
            "segments: { ordr: { skip: false } }",
            "segments: [ { id: order, share: 1 } ]",
            "segments.ordr",
        ),
        (
            "backstage: [ { does: x, needs: [ordr] }, { id: order, does: y } ]",
            "",
            "backstage[0].needs[0]",
        ),
        (
            "backstage: [ { does: x, after: [ordr] }, { id: order, does: y } ]",
            "",
            "backstage[0].after[0]",
        ),
        (
            "backstage: [ { same: ordr }, { id: order, does: y } ]",
            "",
            "backstage[0].same",
        ),
        (
            "expectation: { scale: ordr, mean: 1 }",
            "scales: [ { id: order, worst: 0, neutral: 1, best: 2 } ]",
            "expectation.scale",
        ),
    ] {
        let yaml = service(&[&format!("id: order, {order}, {touchpoint}")], rest);
        check(&yaml, &[("unknown-id", &format!("{FIRST}.{path}"))]);
        assert!(message(&yaml).contains("did you mean `order`?"), "{}", message(&yaml));
    }
    for (rest, path) in [
        ("start: ordr", "start.ordr"),
        (
            "segments: [ { id: all, share: 1, start: ordr } ]",
            "segments[0].start.ordr",
        ),
        (
            "options: [ { id: o, cost: 1, sets: { ordr: 5 } } ]",
            "options[0].sets.ordr",
        ),
        (
            "options: [ { id: o, cost: 1, raises: { ordr: 1 } } ]",
            "options[0].raises.ordr",
        ),
        (
            "options: [ { id: o, cost: 1, next: { ordr: end } } ]",
            "options[0].next.ordr",
        ),
        (
            "options: [ { id: o, cost: 1, next: { order: { ordr: 0.1, end: rest } } } ]",
            "options[0].next.order.ordr",
        ),
        (
            "options: [ { id: o, cost: 1, removes: [ordr] } ]",
            "options[0].removes[0]",
        ),
        (
            "options: [ { id: o, cost: 1, adds: { before: ordr, touchpoint: { id: b } } } ]",
            "options[0].adds.before",
        ),
        (
            "options: [ { id: order, cost: 1 }, { id: o, cost: 1, needs: [ordr] } ]",
            "options[1].needs[0]",
        ),
        (
            "options: [ { id: order, cost: 1 }, { id: o, cost: 1, excludes: [ordr] } ]",
            "options[1].excludes[0]",
        ),
        (
            "segments: [ { id: order, share: 1 } ]\noptions: [ { id: o, cost: 1, for: [ordr] } ]",
            "options[0].for[0]",
        ),
    ] {
        let yaml = service(&["id: order, experience: 6"], rest);
        check(&yaml, &[("unknown-id", path)]);
        assert!(message(&yaml).contains("did you mean `order`?"), "{}", message(&yaml));
    }
}

#[test]
fn references_are_typed() {
    // An ending is no recovery, and a touchpoint no actor.
    check(
        &service(&["id: a, fail_point: { what: x, recovery: end }"], ""),
        &[("unknown-id", &format!("{FIRST}.fail_point.recovery"))],
    );
    check(
        &service(&["id: a, frontstage: [ { a: Sells } ]"], ""),
        &[("unknown-id", &format!("{FIRST}.frontstage[0].actor"))],
    );
    check(
        &service(&["id: a"], "options: [ { id: o, cost: 1, sets: { end: 5 } } ]"),
        &[("unknown-id", "options[0].sets.end")],
    );
}

#[test]
fn way_to_stage() {
    let yaml = service(&["id: order, next: buy"], "");
    check(&yaml, &[("way-to-stage", &format!("{FIRST}.next.buy"))]);
    assert!(message(&yaml).ends_with("name a touchpoint, such as `order`"));
    fine(&service(&["id: buy, next: end"], ""));
}

#[test]
fn listed_twice() {
    check(
        &service(
            &["id: a, backstage: [ { id: x, does: x, needs: [y, y] } ], support: [ { id: y, does: y } ]"],
            "",
        ),
        &[("listed-twice", &format!("{FIRST}.backstage[0].needs[1]"))],
    );
    check(
        &service(
            &[
                "id: a, support: [ { id: y, does: y } ]",
                "id: b, support: [ { same: y }, { same: y } ]",
            ],
            "",
        ),
        &[("listed-twice", &format!("{SECOND}.support[1].same"))],
    );
    let two = "options: [ { id: p, cost: 1 }, ";
    for (option, path) in [
        ("needs: [p, p]", "needs[1]"),
        ("excludes: [p, p]", "excludes[1]"),
        ("removes: [b, b]", "removes[1]"),
        ("sets: { a: 5 }, raises: { a: 1 }", "raises.a"),
    ] {
        let yaml = service(
            &["id: a, experience: 5", "id: b"],
            &format!("{two} {{ id: o, cost: 1, {option} }} ]"),
        );
        check(&yaml, &[("listed-twice", &format!("options[1].{path}"))]);
    }
}

#[test]
fn empty_text() {
    for (touchpoint, path) in [
        ("name: ''", "name"),
        ("name: '  '", "name"),
        ("step: ''", "step"),
        ("channel: ''", "channel"),
        ("owner: ''", "owner"),
        ("evidence: [ { name: '' } ]", "evidence[0].name"),
        ("frontstage: [ { does: '' } ]", "frontstage[0].does"),
    ] {
        check(
            &service(&[&format!("id: a, {touchpoint}")], ""),
            &[("empty-text", &format!("{FIRST}.{path}"))],
        );
    }
    check(
        "blueprint: ''\nstages: [ { id: s, touchpoints: [ { id: a } ] } ]",
        &[("empty-text", "blueprint")],
    );
    fine(&service(&["id: a, name: '?'"], ""));
}

#[test]
fn unknown_format() {
    check(&service(&["id: a"], "format: 2"), &[("unknown-format", "format")]);
    fine(&service(&["id: a"], "format: 1"));
}

#[test]
fn everything_wrong_is_said_at_once() {
    let yaml = service(
        &[
            "id: order, experience: 11, next: nowhere",
            "id: order, importance: -1",
            "id: pay now",
        ],
        "segments: [ { id: new, share: 0.7 } ]\nactors: [ { id: x, role: [] } ]",
    );
    let codes: Vec<_> = problems(&yaml).iter().map(|problem| problem.code()).collect();
    for code in [
        "off-scale",
        "unknown-id",
        "duplicate-id",
        "out-of-range",
        "bad-id",
        "sum-not-one",
        "missing-key",
    ] {
        assert_eq!(
            codes.iter().filter(|found| **found == code).count(),
            1,
            "{code} in {codes:?}"
        );
    }
    assert_eq!(codes.len(), 7, "{codes:?}");
}

#[test]
fn a_document_survives_becoming_a_blueprint() {
    let before = document(&service(&["id: a, experience: 5", "id: b"], "about: Bread"));
    let blueprint = Blueprint::try_from(before.clone()).unwrap();
    assert_eq!(*blueprint.document(), before);
    assert_eq!(service_blueprint::Document::from(blueprint), before);
}
