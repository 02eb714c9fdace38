//! Texts made to hurt: each is refused, or read, in bounded time.

use std::time::{Duration, Instant};

use service_blueprint::{Limits, Problems, parse, parse_bytes};

/// Far above what any of these takes, even unoptimised on a busy machine.
const SOON: Duration = Duration::from_secs(20);

fn refused(text: &str) -> Problems {
    let begin = Instant::now();
    let problems = match parse(text) {
        Ok(_) => panic!("is a blueprint: {:.60}", text),
        Err(problems) => problems,
    };
    let took = begin.elapsed();
    assert!(took < SOON, "{took:?}: {:.60}", text);
    problems
}

/// The first problem's code.
fn code(text: &str) -> &'static str {
    refused(text).list[0].code()
}

#[test]
fn nesting() {
    for bracket in ["[", "{a: ", "- ", "? ", "[{a: "] {
        let text = bracket.repeat(100_000);
        assert_eq!(code(&text), "too-deep", "{bracket}");
        assert!(
            refused(&format!("stages: {text}"))
                .list
                .iter()
                .any(|problem| problem.code() == "too-deep" || problem.code() == "yaml-syntax")
        );
    }
    let blocks: String = (0..5_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(
        refused(&blocks).list.last().map(|problem| problem.code()),
        Some("too-deep")
    );
    assert_eq!(code(&"]".repeat(100_000)), "yaml-syntax");
}

#[test]
fn alias_bombs() {
    // 100 KB that stand for more than two million touchpoints.
    let touchpoints = "      - { id: a, experience: 5 }\n".repeat(1_500);
    let stages = "  - { id: s, touchpoints: *t }\n".repeat(1_500);
    let text = format!("blueprint: B\nstages:\n  - id: r\n    touchpoints: &t\n{touchpoints}{stages}");
    let problems = refused(&text);
    assert!(
        problems.list.iter().any(|problem| problem.code() == "too-many-aliases"),
        "{problems}"
    );

    let mut laughs = String::from("blueprint: B\nx0: &x0 [a]\n");
    for level in 1..30 {
        let before = format!("*x{}", level - 1);
        laughs += &format!("x{level}: &x{level} [{}]\n", vec![before; 10].join(", "));
    }
    refused(&format!("{laughs}stages: *x29\n"));
    let looped = "blueprint: B\nstages: &s\n  - *s\n  - { id: a, touchpoints: *s }\n";
    assert!(
        refused(looped)
            .list
            .iter()
            .any(|problem| problem.code() == "alias-loop")
    );
}

#[test]
fn a_repeated_part_within_bounds_is_read() {
    let touchpoints: String = (0..200)
        .map(|n| format!("      - {{ id: t{n}, next: *on }}\n"))
        .collect();
    let text = format!(
        "blueprint: B\nstages:\n  - id: s\n    touchpoints:\n      - {{ id: a, next: &on {{ end: 1 }} }}\n{touchpoints}"
    );
    assert!(parse(&text).is_ok());
}

#[test]
fn sizes() {
    let limits = Limits {
        bytes: 10,
        ..Limits::default()
    };
    let problems = parse_bytes(b"blueprint: Tea", &limits).unwrap_err();
    assert_eq!(problems.list[0].code(), "too-large");
    // Refused unread, whatever it holds.
    let large = vec![b'['; Limits::default().bytes + 1];
    let begin = Instant::now();
    assert_eq!(
        parse_bytes(&large, &Limits::default()).unwrap_err().list[0].code(),
        "too-large"
    );
    assert!(begin.elapsed() < Duration::from_secs(1));
}

#[test]
fn many_slips_of_a_kind() {
    let keys = |key: &dyn Fn(usize) -> String| -> String { (0..200_000).map(key).collect() };
    let unknown = refused(&format!(
        "blueprint: B\nstages: []\n{}",
        keys(&|n| format!("key{n}: 1\n"))
    ));
    assert_eq!((unknown.list.len(), unknown.count()), (1_000, 200_000));
    let same = refused(&format!("blueprint: B\nstages: []\n{}", keys(&|_| "about: x\n".into())));
    assert_eq!((same.list.len(), same.count()), (1_000, 199_999));
    let ways = keys(&|_| "          a: 0\n".into());
    let twice = format!("blueprint: B\nstages:\n  - id: s\n    touchpoints:\n      - id: a\n        next:\n{ways}");
    assert_eq!(refused(&twice).count(), 199_999);
    let targets = keys(&|n| format!("          t{n}: 0\n"));
    let nowhere =
        format!("blueprint: B\nstages:\n  - id: s\n    touchpoints:\n      - id: a\n        next:\n{targets}");
    assert!(refused(&nowhere).count() >= 200_000);
    let commas = format!("blueprint: B\nstages: []\nabout: {{ a: b{} }}\n", ", x".repeat(200_000));
    refused(&commas);
    let pieces = format!(
        "{{ blueprint: B, stages: x{} }}\n",
        ", x, state: current".repeat(100_000)
    );
    refused(&pieces);
}

#[test]
fn long_texts() {
    let long = "x".repeat(5_000_000);
    for text in [
        format!("{long}: 1\n"),
        format!("blueprint: B\nstate: {long}\nstages: []\n"),
        format!("blueprint: B\nstages: {long}\n"),
        format!("blueprint: B\nformat: {}\nstages: []\n", "9".repeat(1_000_000)),
        format!("blueprint: B\nstages:\n  - id: a\n    touchpoints:\n      - {{ id: b, duration: {long} }}\n"),
        format!("blueprint: B\nstages:\n  - {{ id: a, touchpoints: [{{ id: b, next: {long} }}] }}\n"),
        long.clone(),
    ] {
        let problems = refused(&text);
        // A path names its keys in full; everything else is shortened.
        assert!(problems.to_string().len() < 4 * text.len(), "messages stay short");
    }
}

#[test]
fn bytes_that_are_no_text() {
    for bytes in [&b"\xff\xfe\x00b"[..], b"blueprint: \xc3", b"\x89PNG\r\n\x1a\n\x00"] {
        let problems = parse_bytes(bytes, &Limits::default()).unwrap_err();
        assert_eq!(problems.list[0].code(), "not-utf8");
    }
    let problems = parse_bytes("a\nçé\u{ff}".as_bytes().split_last().unwrap().1, &Limits::default()).unwrap_err();
    let place = problems.list[0].place.clone().unwrap();
    assert_eq!((place.line, place.column), (2, 3));
    for text in [
        "\0",
        "\u{1}\u{2}",
        "blueprint: \u{0}",
        "\u{2028}",
        "%YAML 9.9\n---\na: b",
        "%TAG ! tag:x,2000:\n---\n!a b",
    ] {
        refused(text);
    }
}
