//! The traps that YAML sets: each is named, with what to write instead.

use service_blueprint::parse;

/// Checks that the text has that one problem and what the remedy says.
fn check(text: &str, code: &str, remedy: &str) {
    let problems = parse(text).expect_err(text);
    let codes: Vec<_> = problems.list.iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, [code], "{text}\n{problems}");
    let help = problems.list[0].help().unwrap_or_default();
    assert!(help.contains(remedy), "{text}\n{problems}");
}

/// A blueprint with these lines in its touchpoint.
fn touchpoint(lines: &str) -> String {
    let actors = "actors:\n  - { id: agent, role: frontstage }\n";
    format!("blueprint: Tea\n{actors}stages:\n  - id: visit\n    touchpoints:\n      - id: tea\n        {lines}\n")
}

#[test]
fn a_text_cut_at_a_comma() {
    check(
        &touchpoint("frontstage: [{ agent: Asks, politely, whether }]"),
        "yaml-trap",
        "\"Asks, politely, whether\"",
    );
    check(
        &touchpoint("fail_point: { what: Broken, lost }"),
        "yaml-trap",
        "\"Broken, lost\"",
    );
    check(
        &touchpoint("backstage: [{ id: pack, does: Packs, wraps, owner: Store }]"),
        "yaml-trap",
        "\"Packs, wraps\"",
    );
}

#[test]
fn a_text_cut_at_a_number_sign() {
    check(&touchpoint("name: Room #12"), "yaml-trap", "in quotes");
    check(&touchpoint("name: #12"), "wrong-type", "in quotes");
    check(&touchpoint("notes: [{ quote: Number #1 }]"), "yaml-syntax", "in quotes");
    assert!(parse(&touchpoint("name: Room # the best")).is_ok());
    assert!(parse(&touchpoint("name: Room   #the best")).is_ok());
    assert!(parse(&touchpoint("experience: 7 #12")).is_ok());
}

#[test]
fn full_width_punctuation() {
    check(
        &touchpoint("name：Tea\n        step: a"),
        "yaml-syntax",
        "write `:` and a space",
    );
    check(
        &touchpoint("effort: { steps：3 }"),
        "yaml-trap",
        "write `:` and a space",
    );
    check(&touchpoint("effort: steps：3"), "wrong-type", "write `:` and a space");
    check(&touchpoint("next: { end: 100％ }"), "wrong-type", "write `1`");
    check(&touchpoint("experience: ７"), "wrong-type", "write `7`");
}

#[test]
fn a_colon_without_a_space() {
    check(&touchpoint("effort: { steps:3 }"), "yaml-trap", "`steps: 3`");
    check(&touchpoint("effort: steps:3"), "wrong-type", "`steps: 3`");
    check("blueprint:Tea\nstages: []\n", "yaml-syntax", "`blueprint: Tea`");
}

#[test]
fn tabs() {
    check(&touchpoint("effort:\n\t  steps: 3"), "yaml-syntax", "spaces");
    check("blueprint: Tea\nstages:\n\t- id: a\n", "yaml-syntax", "spaces");
}

#[test]
fn yes_and_no_are_texts() {
    check(&touchpoint("moment_of_truth: on"), "wrong-type", "write `true`");
    check(&touchpoint("controllable: no"), "wrong-type", "write `false`");
    check(&touchpoint("controllable: \"true\""), "wrong-type", "write `true`");
    assert!(parse(&touchpoint("name: no")).is_ok());
    assert!(parse(&touchpoint("channel: on")).is_ok());
}

#[test]
fn numbers_that_are_none() {
    check(&touchpoint("experience: 7,5"), "wrong-type", "write `7.5`");
    check(&touchpoint("experience: \"7\""), "wrong-type", "take the quotes off");
    check(&touchpoint("importance: 1_000"), "wrong-type", "write `1000`");
    check(&touchpoint("importance: 007"), "wrong-type", "write `7`");
    check(&touchpoint("importance: 50%"), "wrong-type", "write `0.5`");
    check(&touchpoint("experience: nan"), "not-finite", "ordinary number");
    check(&touchpoint("experience: 1e400"), "not-finite", "ordinary number");
    check(&touchpoint("next: { end: .inf }"), "not-finite", "ordinary number");
}

#[test]
fn numbers_cut_at_a_comma() {
    let visit =
        |inside: &str| format!("blueprint: Tea\nstages: [{{ id: visit, touchpoints: [{{ id: tea, {inside} }}] }}]\n");
    check(&visit("experience: 7,5"), "yaml-trap", "write `7.5`");
    check(&visit("effort: { steps: 1,000 }"), "yaml-trap", "write `1000`");
    check(&visit("importance: 1,5"), "yaml-trap", "write `1.5`");
    check(&visit("channel: 7,5"), "yaml-trap", "in quotes: `\"7,5\"`");
    let option = "options: [{ id: cup, cost: 1,000 }]\n";
    check(
        &format!("{}{option}", visit("experience: 7")),
        "yaml-trap",
        "write `1000`",
    );
}

#[test]
fn a_text_where_a_list_is_due() {
    for (wrong, right) in [
        ("frontstage: Bows", "[ { does: Bows } ]"),
        ("frontstage: Bows, twice", "[ { does: \"Bows, twice\" } ]"),
        ("notes: hello", "[ { note: hello } ]"),
        ("evidence: Card", "[ { name: Card } ]"),
        ("measures: speed", "[speed]"),
    ] {
        check(&touchpoint(wrong), "wrong-type", &format!("write `{right}`"));
        // What the remedy says is read.
        let key = wrong.split(':').next().unwrap();
        let followed = touchpoint(&format!("{key}: {right}"));
        assert!(parse(&followed).is_ok(), "{followed}");
    }
    check(&touchpoint("evidence: [Card]"), "unknown-id", "`{ name: … }`");
    let option = "options: [{ id: pot, cost: 1, adds: { touchpoint: { id: cup } } }]\n";
    check(
        &format!("{}{option}", touchpoint("experience: 7")),
        "missing-key",
        "`after:`, `before:` or `between:`",
    );
}

#[test]
fn marks_of_yaml() {
    check(&touchpoint("name: *tea"), "yaml-trap", "in quotes");
    check(&touchpoint("name: !important"), "yaml-trap", "in quotes");
    check(&touchpoint("name: @home"), "yaml-syntax", "in quotes");
    check(&touchpoint("name: &tea"), "wrong-type", "in quotes");
    check(&touchpoint("<<: { name: tea }"), "yaml-trap", "write the keys out");
    check(&touchpoint("name: Tea: the best"), "yaml-syntax", "in quotes");
    check(&touchpoint("name: \"Tea\" house"), "yaml-syntax", "one pair of quotes");
    check(&touchpoint("name: 'Tea"), "yaml-syntax", "close it");
    check(&touchpoint("name: \"C:\\tea\\house\""), "yaml-syntax", "\\\\");
}

#[test]
fn values_that_are_not_there() {
    check(&touchpoint("experience:"), "wrong-type", "take the key out");
    check(&touchpoint("name: ~"), "wrong-type", "take the key out");
    check("blueprint: Tea\nstages:\n", "wrong-type", "take the key out");
}

#[test]
fn forms_that_are_nearly_right() {
    check(&touchpoint("kinds: sense"), "wrong-type", "`[sense]`");
    check(&touchpoint("wait: 20s"), "wrong-type", "typical: 20s");
    check(&touchpoint("next: [end]"), "wrong-type", "rest");
    check(&touchpoint("next: { end: others }"), "wrong-type", "`rest`");
    check(&touchpoint("notes: [Sell more]"), "wrong-type", "`note: Sell more`");
    check(&touchpoint("frontstage: [Bows]"), "wrong-type", "`does: Bows`");
    check(&touchpoint("frontstage: { agent: Bows }"), "wrong-type", "`- `");
    check(
        &touchpoint("notes: [{ idea: x, pain: y }]"),
        "wrong-type",
        "another note",
    );
    check(
        &touchpoint("experience: { mean: 7, ratings: { 7: 1 } }"),
        "wrong-type",
        "take `mean` out",
    );
    check(&touchpoint("experience: { sd: 1 }"), "missing-key", "`mean:`");
    check(&touchpoint("duration: 3 months"), "bad-duration", "1w");
}

#[test]
fn whole_files_that_are_none() {
    check("", "empty-document", "blueprint");
    check("\u{feff}", "empty-document", "blueprint");
    check("# nothing\n\n", "empty-document", "blueprint");
    check("---\n", "empty-document", "blueprint");
    check("null\n", "empty-document", "blueprint");
    check("- id: a\n- id: b\n", "wrong-type", "stages:");
    check("Just a text.\n", "wrong-type", "");
    check(
        &format!("{}---\nblueprint: B\n", touchpoint("name: a")),
        "second-document",
        "one blueprint a file",
    );
    assert!(parse(&format!("---\n{}...\n", touchpoint("name: a"))).is_ok());
}
