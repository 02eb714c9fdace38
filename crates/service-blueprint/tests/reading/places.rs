//! Lines, columns and bytes, in block and flow, behind a byte order mark, after CRLF, in Chinese, through aliases.

use service_blueprint::{DocumentPath, Step, parse, places, read_document};

/// Line, column and text of every problem.
fn found(text: &str) -> Vec<(usize, usize, &str)> {
    let problems = match parse(text) {
        Ok(_) => panic!("{text} is a blueprint"),
        Err(problems) => problems,
    };
    let place = |problem: &service_blueprint::Problem| {
        let place = problem.place.clone().unwrap();
        (place.line, place.column, &text[place.bytes])
    };
    problems.list.iter().map(place).collect()
}

#[test]
fn columns_count_characters() {
    let text =
        "blueprint: 网上商店\nstages:\n  - { id: 购买, 名字: 付款, touchpoints: [{ id: 付款, experience: 好 }] }\n";
    assert_eq!(found(text), [(3, 15, "名字"), (3, 59, "好")]);
}

#[test]
fn a_byte_order_mark_and_crlf_move_nothing() {
    let text = "\u{feff}blueprint: Tea\r\nstages:\r\n  - id: visit\r\n    touchpoints:\r\n      - { id: tea, experience: x }\r\n";
    assert_eq!(found(text), [(5, 32, "x")]);
    let first = "\u{feff}blueprints: Tea\nstages: [{ id: a, touchpoints: [{ id: b }] }]\n";
    assert_eq!(found(first), [(1, 1, "blueprints")]);
}

#[test]
fn a_slip_in_a_repeated_part_is_told_once() {
    let text = "\
blueprint: Tea
stages:
  - id: visit
    touchpoints:
      - { id: a, wait: &wait { typical: 10 } }
      - { id: b, wait: *wait }
      - { id: c, wait: *wait }
";
    assert_eq!(found(text), [(5, 41, "10")]);
}

#[test]
fn paths_lead_to_places() {
    let text = "\
blueprint: Tea
stages:
  - id: visit
    touchpoints:
      - id: tea
        next: { end: 1 }
        name:
";
    let key = |key: &str| Step::Key(key.into());
    let touchpoint = |rest: &[Step]| {
        let mut steps = vec![key("stages"), Step::Item(0), key("touchpoints"), Step::Item(0)];
        steps.extend(rest.iter().cloned());
        DocumentPath(steps)
    };
    let paths = [
        DocumentPath::default(),
        touchpoint(&[]),
        touchpoint(&[key("id")]),
        touchpoint(&[key("next"), key("end")]),
        touchpoint(&[key("next"), key("gone"), key("share")]),
        touchpoint(&[key("name")]),
        DocumentPath(vec![key("stages"), Step::Item(7)]),
        DocumentPath(vec![key("options")]),
    ];
    let found: Vec<_> = places(text, &paths)
        .into_iter()
        .map(|place| place.map(|place| (place.line, place.column, &text[place.bytes])))
        .collect();
    assert_eq!(
        found,
        [
            Some((1, 1, "blueprint: Tea")),
            Some((5, 9, "id: tea")),
            Some((5, 13, "tea")),
            Some((6, 22, "1")),
            Some((6, 15, "{ end: 1 }")),
            Some((7, 9, "name")),
            Some((3, 3, "- id: visit")),
            Some((1, 1, "blueprint: Tea")),
        ]
    );
    assert_eq!(places("", &paths[..1]), [None]);
}

#[test]
fn what_stands_before_a_syntax_error_is_told_too() {
    let text = "blueprint: Tea\ncurency: x\nstages:\n  - id: a\n    touchpoints:\n      - { id: b, experience: x }\n      - { id: c\n";
    let codes: Vec<_> = read_document(text)
        .unwrap_err()
        .list
        .iter()
        .map(|problem| problem.code())
        .collect();
    assert_eq!(codes, ["unknown-key", "wrong-type", "yaml-syntax"]);
}
