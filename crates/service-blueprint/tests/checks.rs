//! The checks: each documented, each with a blueprint about which it warns and a mended one about which it is silent.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use service_blueprint::{Blueprint, CHECKS, Check, Document, Warning, checks};

const BEGIN: &str =
    "<!-- blueprint checks: written by `UPDATE_DOCS=1 cargo test -p service-blueprint --test checks` -->\n";
const END: &str = "<!-- end of blueprint checks -->\n";

fn blueprint(yaml: &str) -> Blueprint {
    let document: Document = serde_yaml::from_str(yaml).expect("valid YAML of the format");
    Blueprint::try_from(document).unwrap_or_else(|problems| panic!("{problems}\n{yaml}"))
}

fn warnings(yaml: &str) -> Vec<Warning> {
    checks(&blueprint(yaml))
}

fn codes(yaml: &str) -> Vec<&'static str> {
    warnings(yaml).into_iter().map(|warning| warning.code).collect()
}

/// One stage with these touchpoints, and whatever else.
fn service(touchpoints: &str, rest: &str) -> String {
    format!("blueprint: Bakery\nstages:\n  - id: buy\n    touchpoints:\n{touchpoints}\n{rest}\n")
}

#[test]
fn codes_are_kebab_case_and_unique() {
    let mut seen = HashSet::new();
    for Check { code, .. } in CHECKS {
        assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
        assert!(seen.insert(code), "{code} twice");
    }
}

#[test]
fn every_check_warns_about_its_example_and_about_nothing_else_there() {
    for check in CHECKS {
        let found = warnings(check.example);
        assert_eq!(found.len(), 1, "{}: {found:#?}", check.code);
        assert_eq!(found[0].code, check.code);
        assert_eq!(found[0].help, check.remedy);
    }
}

#[test]
fn every_check_is_silent_about_its_mended_example() {
    for check in CHECKS {
        assert_eq!(warnings(check.mended), [], "{}", check.code);
    }
}

#[test]
fn every_check_is_documented_as_it_is() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/checks.md");
    let documented = fs::read_to_string(&path).unwrap();
    let sections: Vec<String> = CHECKS.iter().map(Check::markdown).collect();
    let (head, rest) = documented.split_once(BEGIN).expect("the mark where the checks begin");
    let (found, tail) = rest.split_once(END).expect("the mark where the checks end");
    let wanted = format!("\n{}\n", sections.join("\n"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{head}{BEGIN}{wanted}{END}{tail}")).unwrap();
    } else {
        assert_eq!(
            found, wanted,
            "run `UPDATE_DOCS=1 cargo test -p service-blueprint --test checks`"
        );
    }
}

#[test]
fn messages_name_what_was_found_and_the_threshold() {
    let found = warnings(&service(
        "      - { id: queue, experience: 4, wait: { typical: 9m, tolerance: 5m } }",
        "",
    ));
    assert_eq!(
        found[0].to_string(),
        "customers wait 9m at `queue` and put up with 5m[wait-beyond-tolerance] at stages[0].touchpoints[0].wait: \
         shorten the wait, tell how long it will be, or give it something to do"
    );
    assert_eq!(found[0].ids, ["queue"]);
}

#[test]
fn warnings_come_in_the_order_of_the_document() {
    let yaml = "
blueprint: Bakery
actors: [ { id: baker, role: backstage } ]
evidence: [ { id: bag } ]
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, at_least: 7 }
      - { id: lost, detour: true, experience: 6, wait: { typical: 2m, tolerance: 1m } }
  - { id: bring, flow: delivery, touchpoints: [ { id: eat, experience: 6, at_least: 8 } ] }
options: [ { id: worse, cost: 1, sets: { order: 3 } } ]
";
    let found = [
        "unused-actor",
        "unused-evidence",
        "below-minimum",
        "unreachable-touchpoint",
        "wait-beyond-tolerance",
        "no-after-sales",
        "below-minimum",
        "option-lowers-segment",
    ];
    assert_eq!(codes(yaml), found);
}

#[test]
fn the_smallest_sketch_is_left_in_peace() {
    assert_eq!(
        codes(&service(
            "      - { id: order, experience: 6 }\n      - { id: eat, experience: 8 }",
            ""
        )),
        [""; 0]
    );
}

#[test]
fn what_an_added_touchpoint_uses_is_used() {
    let yaml = "
blueprint: Bakery
actors: [ { id: baker, role: frontstage } ]
evidence: [ { id: bag } ]
stages:
  - { id: buy, touchpoints: [ { id: order, experience: 6 } ] }
options:
  - id: gift
    cost: 5
    adds: { after: order, touchpoint: { id: extra, experience: 9, frontstage: [ { baker: Gives a bun } ], evidence: [bag] } }
";
    assert_eq!(codes(yaml), [""; 0]);
}

#[test]
fn a_detour_that_an_option_leads_to_is_waiting_and_not_lost() {
    let yaml = service(
        "      - { id: order, experience: 6 }\n      - { id: exchange, detour: true, experience: 8 }",
        "options: [ { id: exchange, cost: 5, next: { order: { exchange: 5%, end: rest } } } ]",
    );
    assert_eq!(codes(&yaml), [""; 0]);
}

#[test]
fn a_touchpoint_that_everybody_skips_is_unreachable_and_says_why() {
    let yaml = service(
        "      - { id: order, experience: 6 }\n      - { id: eat, experience: 8, segments: { all: { skip: true } } }",
        "segments: [ { id: all, share: 1 } ]",
    );
    let found = warnings(&yaml);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        found[0].message,
        "no journey comes to `eat`: every segment that comes by skips it"
    );
}

#[test]
fn support_is_needed_across_touchpoints_and_alone_it_needs_nobody() {
    let across = service(
        "      - { id: order, experience: 6, frontstage: [ { does: Sells, needs: [book] } ] }
      - { id: pay, experience: 6, frontstage: [ { does: Takes the money } ], support: [ { id: book, does: Books } ] }",
        "",
    );
    assert_eq!(codes(&across), [""; 0]);
    let alone = service(
        "      - { id: pay, experience: 6, evidence: [ { name: Receipt } ], support: [ { does: Books } ] }",
        "",
    );
    assert_eq!(codes(&alone), [""; 0]);
    // To be drawn after is not to be needed.
    let after = service(
        "      - { id: pay, experience: 6, frontstage: [ { does: Sells, after: [book] } ], support: [ { id: book, does: Books } ] }",
        "",
    );
    assert_eq!(codes(&after), ["idle-support"]);
}

#[test]
fn a_recovery_must_be_reachable_from_the_fail_point_itself() {
    // `exchange` lies on the way, but before what fails.
    let yaml = service(
        "      - { id: exchange, experience: 8 }
      - { id: eat, experience: 6, fail_point: { what: It is stale, recovery: exchange } }",
        "",
    );
    let found = warnings(&yaml);
    assert_eq!(found[0].code, "no-recovery");
    assert_eq!(found[0].ids, ["eat", "exchange"]);
    // Two steps on is near enough.
    let yaml = service(
        "      - { id: order, experience: 6, fail_point: { what: Wrong bread, recovery: exchange } }
      - { id: eat, experience: 6 }
      - { id: exchange, experience: 8 }",
        "",
    );
    assert_eq!(codes(&yaml), [""; 0]);
}

#[test]
fn a_recovery_that_only_those_who_never_fail_come_to_is_none() {
    let yaml = service(
        "      - { id: order, experience: 6, fail_point: { what: Wrong bread, recovery: exchange }, segments: { regular: { next: exchange } } }
      - { id: eat, experience: 6, next: end }
      - { id: exchange, detour: true, experience: 8 }",
        "segments: [ { id: new, share: 0.5 }, { id: regular, share: 0.5, start: eat } ]",
    );
    assert_eq!(codes(&yaml), ["no-recovery", "unreachable-touchpoint"]);
}

#[test]
fn below_minimum_follows_the_scale_and_names_the_segments() {
    let turned = |experience: f64| {
        let touchpoints = format!("      - {{ id: night, experience: {experience}, at_least: 3 }}");
        codes(&service(&touchpoints, "scale: { worst: 10, neutral: 0, best: 0 }"))
    };
    assert_eq!(turned(4.0), ["below-minimum"]);
    assert_eq!(turned(2.0), [""; 0]);
    let yaml = service(
        "      - { id: order, experience: 6, at_least: 5, segments: { regular: { experience: 4 } } }",
        "segments: [ { id: new, share: 0.5 }, { id: regular, share: 0.5 } ]",
    );
    let found = warnings(&yaml);
    assert_eq!(
        found[0].message,
        "`order` stands at 4, below its `at_least` 5 (segments `regular`)"
    );
    assert_eq!(found[0].ids, ["order", "regular"]);
}

#[test]
fn a_sacrifice_that_lowers_everybody_is_meant_and_one_with_winners_is_told() {
    let option = |option: &str| {
        let touchpoints = "      - { id: order, experience: 6, segments: { regular: { experience: 9 } } }";
        let segments = "segments: [ { id: new, share: 0.5 }, { id: regular, share: 0.5 } ]";
        codes(&service(touchpoints, &format!("{segments}\noptions: [ {option} ]")))
    };
    assert_eq!(option("{ id: save, cost: -5, sets: { order: 5 } }"), [""; 0]);
    assert_eq!(
        option("{ id: save, cost: -5, sets: { order: 8 } }"),
        ["option-lowers-segment"]
    );
    assert_eq!(
        option("{ id: spend, cost: 5, sets: { order: 5 } }"),
        ["option-lowers-segment"]
    );
    assert_eq!(option("{ id: spend, cost: 5, sets: { order: 9 } }"), [""; 0]);
    assert_eq!(
        option("{ id: spend, cost: 5, sets: { order: 8 }, for: [new] }"),
        [""; 0]
    );
}

#[test]
fn a_score_set_on_another_scale_is_carried_before_it_is_compared() {
    // Four of five stars are half-way from neutral to best: 7.5 on 0..10.
    let yaml = |experience: f64| {
        service(
            &format!("      - {{ id: order, experience: {experience} }}"),
            "scales: [ { id: stars, worst: 1, neutral: 3, best: 5 } ]\noptions: [ { id: spend, cost: 5, sets: { order: { scale: stars, mean: 4 } } } ]",
        )
    };
    assert_eq!(codes(&yaml(7.5)), [""; 0]);
    assert_eq!(codes(&yaml(7.6)), ["option-lowers-segment"]);
}

#[test]
fn an_unscored_touchpoint_needs_no_duration() {
    let yaml = service(
        "      - { id: order, experience: 6, duration: 2m }\n      - { id: walk }",
        "",
    );
    assert_eq!(codes(&yaml), [""; 0]);
}
