//! The page says nothing that is not so, and says what it leaves out.

use std::ops::ControlFlow;

use blueprint_report::{Invested, Language, ReportOptions, report};
use peak_end::{InvestOptions, Investing, Progress};
use service_blueprint::parse;

fn page(text: &str, language: Language) -> String {
    let options = ReportOptions {
        language,
        ..ReportOptions::default()
    };
    report(&parse(text).unwrap(), None, &options)
}

#[test]
fn rounding_of_loops_leaves_no_journey_out() {
    let text = "blueprint: Loop\nstages:\n  - id: s\n    touchpoints:\n\
                \x20     - { id: a, experience: 3, next: { b: 0.995, a: 0.005 } }\n\
                \x20     - { id: b, experience: 6, next: { a: 0.4, c: 0.6 } }\n\
                \x20     - { id: c, experience: 7 }\n";
    let english = page(text, Language::English);
    assert!(english.contains("Remembered"));
    assert!(!english.contains("are left out") && !english.contains("no scored moment"));
    assert!(!page(text, Language::Chinese).contains("不计在内"));
}

#[test]
fn where_expectations_are_met_nobody_is_said_to_be_disappointed() {
    let text = "blueprint: Pleasing\nfactors:\n  - { id: f, experience: 8, expectation: 5, importance: 3 }\nstages:\n  - id: s\n    touchpoints:\n\
                \x20     - { id: a, experience: 5, expectation: 1 }\n\x20     - { id: b, experience: 9, expectation: 8 }\n";
    let english = page(text, Language::English);
    assert!(english.contains("Nobody is disappointed") && english.contains("No factor disappoints"));
    assert!(!english.contains("disappoints most"));
    assert!(page(text, Language::Chinese).contains("没有触点令人失望"));
}

#[test]
fn segments_without_a_picture_are_counted() {
    let mut text = String::from("blueprint: Many\nsegments:\n");
    for at in 0..64 {
        text.push_str(&format!("  - {{ id: s{at}, share: 0.015625 }}\n"));
    }
    text.push_str("stages:\n  - { id: a, touchpoints: [ { id: b, experience: 6 } ] }\n");
    let page = page(&text, Language::English);
    assert!(page.contains("60 more segments are not pictured") && page.contains("--segment s4"));
}

#[test]
fn customers_do_not_fail_and_what_is_beyond_us_need_not_be_a_partners() {
    let text = "blueprint: Rain\nactors:\n  - { id: guide, role: frontstage }\nstages:\n  - id: s\n    touchpoints:\n\
                \x20     - { id: a, experience: 5, controllable: false, customer: Waits under a tree, frontstage: [ { actor: guide, does: Waves } ] }\n";
    let page = page(text, Language::English);
    let moments = page.split("<section id=\"moments\"").nth(1).unwrap();
    assert!(
        moments
            .split("</section>")
            .next()
            .unwrap()
            .contains("out of our control")
    );
    let hidden = page.split("<section id=\"hidden\"").nth(1).unwrap();
    assert!(
        !hidden
            .split("</section>")
            .next()
            .unwrap()
            .contains("Waits under a tree")
    );
}

#[test]
fn without_a_budget_the_frontier_is_told_in_two_sentences() {
    let text = "blueprint: Shop\nstages:\n  - id: s\n    touchpoints:\n\x20     - { id: a, experience: 4 }\n\x20     - { id: b, experience: 5 }\n\
                options:\n  - { id: cheap, cost: 20, sets: { b: 9 } }\n  - { id: dear, cost: 100, sets: { a: 10 } }\n";
    let blueprint = parse(text).unwrap();
    let investing = Investing::new(&blueprint, InvestOptions::default()).unwrap();
    let found = Invested {
        frontier: Ok(investing
            .frontier(None, &mut |_: &Progress| ControlFlow::Continue(()))
            .unwrap()),
        plan: None,
    };
    let page = report(&blueprint, Some(&found), &ReportOptions::default());
    assert!(page.contains("20 buys “cheap”") && page.contains("The best that any money buys is"));
    assert!(page.contains("--budget 20<"));
}
