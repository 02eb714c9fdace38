//! What people and systems do.

use crate::{check, fine, message, service};

const FIRST: &str = "stages[0].touchpoints[0]";
const SECOND: &str = "stages[0].touchpoints[1]";

#[test]
fn empty_activity() {
    check(
        &service(&["id: a, support: [ { id: x } ]"], ""),
        &[("empty-activity", &format!("{FIRST}.support[0]"))],
    );
    fine(&service(&["id: a, support: [ { does: Books } ]"], ""));
    fine(&service(
        &["id: a, support: [ { id: x, actor: till } ]"],
        "actors: [ { id: till, role: support } ]",
    ));
}

#[test]
fn same_here() {
    check(
        &service(&["id: a, support: [ { id: x, does: Books }, { same: x } ]"], ""),
        &[("same-here", &format!("{FIRST}.support[1].same"))],
    );
    fine(&service(
        &[
            "id: a, support: [ { id: x, does: Books } ]",
            "id: b, support: [ { same: x } ]",
        ],
        "",
    ));
    // It may be named before it is listed.
    fine(&service(
        &[
            "id: a, support: [ { same: x } ]",
            "id: b, support: [ { id: x, does: Books } ]",
        ],
        "",
    ));
}

#[test]
fn same_lane() {
    let yaml = service(
        &[
            "id: a, support: [ { id: x, does: Books } ]",
            "id: b, backstage: [ { same: x } ]",
        ],
        "",
    );
    check(&yaml, &[("same-lane", &format!("{SECOND}.backstage[0].same"))]);
    assert!(message(&yaml).ends_with("list it under `support:`"));
}

#[test]
fn needs_cycle() {
    let yaml = service(&["id: a, support: [ { id: x, does: x, needs: [x] } ]"], "");
    check(&yaml, &[("needs-cycle", &format!("{FIRST}.support[0].needs"))]);
    let yaml = service(
        &[
            "id: a, frontstage: [ { id: w, does: w, needs: [x] } ], support: [ { id: x, does: x, needs: [y] } ]",
            "id: b, backstage: [ { id: y, does: y, needs: [z] }, { id: z, does: z, needs: [x] } ]",
        ],
        "",
    );
    check(&yaml, &[("needs-cycle", &format!("{FIRST}.support[0].needs"))]);
    assert!(
        message(&yaml).contains("x needs y needs z needs x"),
        "{}",
        message(&yaml)
    );
    // Drawn in a circle is odd, but nothing depends on it; and two ways to the same need are no circle.
    fine(&service(
        &["id: a, support: [ { id: x, does: x, after: [y] }, { id: y, does: y, after: [x] } ]"],
        "",
    ));
    fine(&service(
        &["id: a, support: [ { id: x, does: x, needs: [y, z] }, { id: y, does: y, needs: [z] }, { id: z, does: z } ]"],
        "",
    ));
}

#[test]
fn two_circles_are_two_problems() {
    check(
        &service(
            &[
                "id: a, support: [ { id: x, does: x, needs: [x] }, { id: y, does: y, needs: [z] }, { id: z, does: z, needs: [y] } ]",
            ],
            "",
        ),
        &[
            ("needs-cycle", &format!("{FIRST}.support[0].needs")),
            ("needs-cycle", &format!("{FIRST}.support[1].needs")),
        ],
    );
}

#[test]
fn what_stands_always_cannot_need_what_an_option_adds() {
    let option =
        "options: [ { id: o, cost: 1, adds: { after: a, touchpoint: { id: b, support: [ { id: x, does: x } ] } } } ]";
    check(
        &service(&["id: a, frontstage: [ { does: Sells, needs: [x] } ]"], option),
        &[("unknown-id", &format!("{FIRST}.frontstage[0].needs[0]"))],
    );
    check(
        &service(&["id: a, support: [ { same: x } ]"], option),
        &[("unknown-id", &format!("{FIRST}.support[0].same"))],
    );
}
