//! Investment options.

use crate::{check, fine, message, service};

fn options(options: &[&str]) -> String {
    with("", options)
}

fn with(rest: &str, options: &[&str]) -> String {
    let listed: String = options.iter().map(|option| format!("  - {{ {option} }}\n")).collect();
    service(
        &["id: a, experience: 6", "id: b, experience: 8", "id: c"],
        &format!("{rest}\noptions:\n{listed}"),
    )
}

#[test]
fn option_itself() {
    check(
        &options(&["id: o, cost: 1, needs: [o]"]),
        &[("option-itself", "options[0].needs[0]")],
    );
    check(
        &options(&["id: o, cost: 1, excludes: [o]"]),
        &[("option-itself", "options[0].excludes[0]")],
    );
}

#[test]
fn impossible_because_it_excludes_what_it_needs() {
    check(
        &options(&["id: o, cost: 1, needs: [p], excludes: [p]", "id: p, cost: 1"]),
        &[("option-impossible", "options[0].needs")],
    );
    // Excluding works both ways.
    check(
        &options(&["id: o, cost: 1, needs: [p]", "id: p, cost: 1, excludes: [o]"]),
        &[("option-impossible", "options[0].needs")],
    );
    fine(&options(&[
        "id: o, cost: 1, excludes: [p]",
        "id: p, cost: 1, excludes: [o]",
    ]));
    // Needing each other is choosing both or none.
    fine(&options(&["id: o, cost: 1, needs: [p]", "id: p, cost: 1, needs: [o]"]));
}

#[test]
fn impossible_further_down_is_said_once() {
    check(
        &options(&[
            "id: o, cost: 1, needs: [p]",
            "id: p, cost: 1, needs: [q, r]",
            "id: q, cost: 1, excludes: [r]",
            "id: r, cost: 1",
        ]),
        &[("option-impossible", "options[0].needs")],
    );
}

#[test]
fn impossible_because_both_set_one_touchpoint() {
    let yaml = options(&[
        "id: o, cost: 1, sets: { a: 7 }, needs: [p]",
        "id: p, cost: 1, sets: { a: 8 }",
    ]);
    check(&yaml, &[("option-impossible", "options[0].needs")]);
    assert!(
        message(&yaml).contains("both set or raise the score of `a`"),
        "{}",
        message(&yaml)
    );
    check(
        &options(&[
            "id: o, cost: 1, raises: { a: 1 }, needs: [p]",
            "id: p, cost: 1, sets: { a: 8 }",
        ]),
        &[("option-impossible", "options[0].needs")],
    );
    check(
        &options(&[
            "id: o, cost: 1, next: { a: c }, needs: [p]",
            "id: p, cost: 1, next: { a: b }",
        ]),
        &[("option-impossible", "options[0].needs")],
    );
    // A score and the ways on are different things, and so are different touchpoints.
    fine(&options(&[
        "id: o, cost: 1, next: { a: c }, needs: [p]",
        "id: p, cost: 1, sets: { a: 8 }",
    ]));
    fine(&options(&[
        "id: o, cost: 1, sets: { a: 7 }, needs: [p]",
        "id: p, cost: 1, sets: { b: 9 }",
    ]));
}

#[test]
fn different_segments_may_be_set_differently() {
    let segments = "segments: [ { id: x, share: 0.5 }, { id: y, share: 0.5 } ]";
    fine(&with(
        segments,
        &[
            "id: o, cost: 1, sets: { a: 7 }, for: [x], needs: [p]",
            "id: p, cost: 1, sets: { a: 8 }, for: [y]",
        ],
    ));
    check(
        &with(
            segments,
            &[
                "id: o, cost: 1, sets: { a: 7 }, for: [x], needs: [p]",
                "id: p, cost: 1, sets: { a: 8 }",
            ],
        ),
        &[("option-impossible", "options[0].needs")],
    );
}

#[test]
fn raise_past_best() {
    check(
        &options(&["id: o, cost: 1, raises: { a: 4.1 }"]),
        &[("raise-past-best", "options[0].raises.a")],
    );
    fine(&options(&["id: o, cost: 1, raises: { a: 4 }"]));
    let segments = "segments: [ { id: x, share: 0.5 }, { id: y, share: 0.5 } ]";
    let own = |option: &str| {
        service(
            &["id: a, experience: 6, segments: { y: { experience: 9 } }"],
            &format!("{segments}\noptions: [ {{ id: o, cost: 1, {option} }} ]"),
        )
    };
    check(&own("raises: { a: 2 }"), &[("raise-past-best", "options[0].raises.a")]);
    assert!(message(&own("raises: { a: 2 }")).contains("it stands at 9 (segment `y`)"));
    check(
        &own("raises: { a: 2 }, for: [y]"),
        &[("raise-past-best", "options[0].raises.a")],
    );
    fine(&own("raises: { a: 2 }, for: [x]"));
    fine(&own("raises: { a: 1 }"));
    // Towards best is downwards here.
    let pain = |by: f64| {
        let rest = format!(
            "scale: {{ worst: 10, neutral: 0, best: 0 }}\noptions: [ {{ id: o, cost: 1, raises: {{ a: {by} }} }} ]"
        );
        service(&["id: a, experience: 3"], &rest)
    };
    fine(&pain(3.0));
    check(&pain(3.5), &[("raise-past-best", "options[0].raises.a")]);
}

#[test]
fn raise_unscored() {
    check(
        &options(&["id: o, cost: 1, raises: { c: 1 }"]),
        &[("raise-unscored", "options[0].raises.c")],
    );
    fine(&options(&["id: o, cost: 1, sets: { c: 5 }"]));
    let yaml = service(
        &["id: a, segments: { y: { experience: 5 } }"],
        "segments: [ { id: x, share: 0.5 }, { id: y, share: 0.5 } ]\noptions: [ { id: o, cost: 1, raises: { a: 1 } } ]",
    );
    fine(&yaml);
    check(
        &yaml.replace("raises: { a: 1 }", "raises: { a: 1 }, for: [x]"),
        &[("raise-unscored", "options[0].raises.a")],
    );
}

#[test]
fn out_of_control() {
    let yaml = |fields: &str, option: &str| {
        service(
            &[&format!(
                "id: a, experience: 6, frontstage: [ {{ courier: Rings }} ]{fields}"
            )],
            &format!(
                "actors: [ {{ id: courier, role: frontstage, partner: true }} ]\noptions: [ {{ id: o, cost: 1, {option} }} ]"
            ),
        )
    };
    check(&yaml("", "sets: { a: 7 }"), &[("out-of-control", "options[0].sets.a")]);
    check(
        &yaml("", "raises: { a: 1 }"),
        &[("out-of-control", "options[0].raises.a")],
    );
    fine(&yaml(", controllable: true", "raises: { a: 1 }"));
    check(
        &service(
            &["id: a, experience: 6, controllable: false"],
            "options: [ { id: o, cost: 1, sets: { a: 7 } } ]",
        ),
        &[("out-of-control", "options[0].sets.a")],
    );
}

#[test]
fn added_next() {
    check(
        &options(&["id: o, cost: 1, adds: { after: a, touchpoint: { id: d, next: c } }"]),
        &[("added-next", "options[0].adds.touchpoint.next")],
    );
    check(
        &options(&[
            "id: o, cost: 1, adds: [ { after: a, touchpoint: { id: d } }, { after: b, touchpoint: { id: e, next: c } } ]",
        ]),
        &[("added-next", "options[0].adds[1].touchpoint.next")],
    );
}

#[test]
fn added_elsewhere() {
    let add =
        "id: o, cost: 1, adds: { after: a, touchpoint: { id: d, experience: 5, support: [ { id: w, does: w } ] } }";
    check(
        &options(&[add, "id: p, cost: 1, sets: { d: 7 }"]),
        &[("added-elsewhere", "options[1].sets.d")],
    );
    fine(&options(&[add, "id: p, cost: 1, sets: { d: 7 }, needs: [o]"]));
    fine(&options(&[
        add,
        "id: p, cost: 1, needs: [o]",
        "id: q, cost: 1, raises: { d: 1 }, needs: [p]",
    ]));
    check(
        &options(&[add, "id: p, cost: 1, next: { a: { d: 0.5, b: rest } }"]),
        &[("added-elsewhere", "options[1].next.a.d")],
    );
    let uses = "adds: { after: b, touchpoint: { id: e, support: [ { does: v, needs: [w] } ] } }";
    check(
        &options(&[add, &format!("id: p, cost: 1, {uses}")]),
        &[("added-elsewhere", "options[1].adds.touchpoint.support[0].needs[0]")],
    );
    fine(&options(&[add, &format!("id: p, cost: 1, {uses}, needs: [o]")]));
    check(
        &options(&[add, "id: p, cost: 1, removes: [d]"]),
        &[("added-elsewhere", "options[1].removes[0]")],
    );
}

#[test]
fn added_touchpoints_are_no_targets_of_the_journey_as_it_stands() {
    let add = "options: [ { id: o, cost: 1, adds: { after: a, touchpoint: { id: d } } } ]";
    check(
        &service(&["id: a, next: d"], add),
        &[("unknown-id", "stages[0].touchpoints[0].next.d")],
    );
}

#[test]
fn no_such_way() {
    check(
        &options(&["id: o, cost: 1, adds: { between: [a, c], touchpoint: { id: d } }"]),
        &[("no-such-way", "options[0].adds.between")],
    );
    fine(&options(&[
        "id: o, cost: 1, adds: { between: [a, b], touchpoint: { id: d } }",
    ]));
    fine(&options(&[
        "id: o, cost: 1, adds: { between: [c, end], touchpoint: { id: d } }",
    ]));
    // A way that some option makes is one.
    fine(&options(&[
        "id: o, cost: 1, adds: { between: [a, c], touchpoint: { id: d } }, needs: [p]",
        "id: p, cost: 1, next: { a: c }",
    ]));
}

#[test]
fn added_touchpoints_are_checked_like_all_others() {
    check(
        &options(&["id: o, cost: 1, adds: { after: a, touchpoint: { id: d, experience: 12 } }"]),
        &[("off-scale", "options[0].adds.touchpoint.experience")],
    );
}

#[test]
fn adds_cycle() {
    let after = |id: &str, beside: &str| format!("{{ after: {beside}, touchpoint: {{ id: {id} }} }}");
    check(
        &options(&[&format!("id: o, cost: 1, adds: {}", after("d", "d"))]),
        &[("adds-cycle", "options[0].adds")],
    );
    let circle = options(&[
        &format!("id: o, cost: 1, adds: [ {}, {} ]", after("d", "e"), after("e", "f")),
        &format!(
            "id: p, cost: 1, adds: [ {}, {} ], needs: [o]",
            after("g", "a"),
            after("f", "g")
        ),
    ]);
    check(&circle, &[("added-elsewhere", "options[0].adds[1].after")]);
    fine(&circle.replace("id: o, cost: 1,", "id: o, cost: 1, needs: [p],"));
    check(
        &circle
            .replace("id: o, cost: 1,", "id: o, cost: 1, needs: [p],")
            .replace("after: g", "after: e"),
        &[("adds-cycle", "options[0].adds[1]")],
    );
    check(
        &options(&["id: o, cost: 1, adds: { between: [a, d], touchpoint: { id: d } }"]),
        &[("adds-cycle", "options[0].adds")],
    );
}

#[test]
fn option_never_ends() {
    let back = "id: o, cost: 1, next: { b: a }";
    let yaml = options(&[back]);
    check(&yaml, &[("option-never-ends", "options[0].next")]);
    let said = "with the option `o` and all that it needs no ending can be reached from `b` (segment `everyone`)";
    assert!(message(&yaml).contains(said), "{}", message(&yaml));
    fine(&options(&["id: o, cost: 1, next: { b: { a: 0.9, c: rest } }"]));
    // Two of which either is fine may be endless together, and that matters only where one needs the other.
    let two = |needs: &str| {
        let listed = [
            "id: o, cost: 1, next: { b: { a: 0.9, c: rest } }",
            "id: p, cost: 1, next: { c: b }",
        ];
        options(&[listed[0], &format!("{}{needs}", listed[1])])
    };
    check(&two(""), &[("option-never-ends", "options[1].next")]);
    let apart = |needs: &str| {
        options(&[
            "id: o, cost: 1, next: { a: { c: 0.5, end: rest } }",
            "id: p, cost: 1, next: { a: { c: 0.5, b: rest } }",
            &format!("id: q, cost: 1, next: {{ c: {{ a: 1 }} }}{needs}"),
        ])
    };
    check(&apart(""), &[("option-never-ends", "options[2].next")]);
    fine(&apart(", needs: [o]"));
    check(&apart(", needs: [p]"), &[("option-never-ends", "options[2].next")]);
}

#[test]
fn options_together_may_never_end() {
    let three = |needs: &str| {
        let segments = "segments: [ { id: x, share: 0.5 }, { id: y, share: 0.5 } ]";
        with(
            segments,
            &[
                "id: o, cost: 1, next: { a: b, c: { a: 0.5, end: rest } }",
                "id: p, cost: 1, next: { b: { a: 0.5, end: rest } }",
                &format!("id: q, cost: 1{needs}"),
                "id: r, cost: 1, for: [y], next: { b: { b: 0.5, a: rest } }, needs: [s]",
                "id: s, cost: 1, for: [y], next: { a: { b: 0.5, end: rest } }",
            ],
        )
    };
    fine(&three(""));
    fine(&three(", needs: [o, p]"));
    // For `x` as things stand, for `y` forth by one and back by the other.
    check(
        &three("").replace("{ b: 0.5, end: rest } }", "{ b: 1 } }"),
        &[("option-never-ends", "options[3].next")],
    );
    let said = message(&three("").replace("{ b: 0.5, end: rest } }", "{ b: 1 } }"));
    assert!(said.contains("(segment `y`)"), "{said}");
}

#[test]
fn what_an_option_gives_an_added_touchpoint_may_never_end() {
    let yaml = options(&[
        "id: o, cost: 1, adds: { after: c, touchpoint: { id: d } }",
        "id: p, cost: 1, next: { d: c }, needs: [o]",
        "id: q, cost: 1, needs: [p]",
    ]);
    check(&yaml, &[("option-never-ends", "options[1].next")]);
    fine(&yaml.replace("{ d: c }", "{ d: { c: 0.5, end: rest } }"));
}
