//! Every code has a fixture that shows it and nothing else, and a section in `docs/errors.md`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use service_blueprint::{Cause, Limits, Problems, parse_bytes};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/invalid"))
}

/// How many lines it takes to pass the limits on segments and on options' needs.
const MANY: usize = 3_200;

/// A text that is too long for a file: three thousand segments on as many touchpoints.
fn many_segments() -> String {
    let mut text = String::from("blueprint: Tea house\nsegments:\n");
    let share = 1.0 / MANY as f64;
    (0..MANY).for_each(|segment| writeln!(text, "  - {{ id: guest-{segment}, share: {share} }}").unwrap());
    text.push_str("stages:\n  - id: visit\n    touchpoints:\n");
    (0..MANY).for_each(|touchpoint| writeln!(text, "      - {{ id: cup-{touchpoint}, experience: 6 }}").unwrap());
    text
}

/// A text that is too long for a file: three thousand options, each of which needs the one before.
fn many_needs() -> String {
    let mut text = String::from(
        "blueprint: Tea house\nstages: [ { id: visit, touchpoints: [ { id: tea, experience: 6 } ] } ]\noptions:\n",
    );
    text.push_str("  - { id: step-0, cost: 1 }\n");
    for option in 1..MANY {
        writeln!(
            text,
            "  - {{ id: step-{option}, cost: 1, needs: [step-{}] }}",
            option - 1
        )
        .unwrap();
    }
    text
}

/// A text that is too long for a file: a tea ceremony of many steps, and options that lead back from each.
fn many_ways() -> String {
    let mut text = String::from("blueprint: Tea house\nstages:\n  - id: visit\n    touchpoints:\n");
    (0..MANY).for_each(|step| {
        let next = match step + 1 {
            MANY => String::from("end"),
            next => format!("{{ step-{next}: 0.9, end: rest }}"),
        };
        writeln!(text, "      - {{ id: step-{step}, experience: 6, next: {next} }}").unwrap();
    });
    text.push_str("options:\n");
    (1..MANY).for_each(|step| {
        writeln!(
            text,
            "  - {{ id: again-{step}, cost: 1, next: {{ step-{step}: step-{} }} }}",
            step - 1
        )
        .unwrap();
    });
    text
}

/// A text that is too long for a file: many prices of the same tea.
fn many_changes() -> String {
    let mut text = String::from(
        "blueprint: Tea house\nstages: [ { id: visit, touchpoints: [ { id: tea, experience: 6 } ] } ]\noptions:\n",
    );
    (0..2 * MANY)
        .for_each(|leaf| writeln!(text, "  - {{ id: leaf-{leaf}, cost: {leaf}, sets: {{ tea: 7 }} }}").unwrap());
    text
}

fn fixture(code: &str) -> Vec<u8> {
    match code {
        "too-many-segments" => return many_segments().into_bytes(),
        "needs-too-many" => return many_needs().into_bytes(),
        "ways-too-many" => return many_ways().into_bytes(),
        "changes-too-many" => return many_changes().into_bytes(),
        _ => {}
    }
    let path = folder().join(format!("{code}.yaml"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn problems(code: &str) -> Problems {
    let limits = match code {
        "too-large" => Limits {
            bytes: 100,
            ..Limits::default()
        },
        _ => Limits::default(),
    };
    match parse_bytes(&fixture(code), &limits) {
        Ok(_) => panic!("{code}.yaml is a blueprint"),
        Err(problems) => problems,
    }
}

/// Problems in full: message, and the places that have to do with it.
fn told(problems: &Problems) -> String {
    let mut told = String::new();
    for problem in &problems.list {
        writeln!(told, "{problem}").unwrap();
        for related in &problem.related {
            let place = related
                .place
                .as_ref()
                .map(|place| format!("{}:{}", place.line, place.column));
            writeln!(
                told,
                "  {} ({}) at {}",
                related.label,
                place.unwrap_or_default(),
                related.path
            )
            .unwrap();
        }
    }
    told
}

#[test]
fn codes_are_unique_and_kebab_case() {
    let unique: BTreeSet<_> = Cause::CODES.iter().collect();
    assert_eq!(unique.len(), Cause::CODES.len());
    for code in Cause::CODES {
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(code.chars().all(kebab) && !code.starts_with('-'), "{code}");
        assert!(Cause::meaning(code).is_some(), "{code}");
    }
    assert_eq!(Cause::meaning("no-such-code"), None);
}

#[test]
fn every_fixture_shows_its_code_and_nothing_else() {
    let mut wrong = String::new();
    for code in Cause::CODES {
        let problems = problems(code);
        if problems.list.iter().any(|problem| problem.code() != *code) {
            writeln!(wrong, "{code}.yaml:\n{problems}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_message_is_as_written_down() {
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots/problems" }, {
        for code in Cause::CODES {
            insta::assert_snapshot!(*code, told(&problems(code)));
        }
    });
}

#[test]
fn every_fixture_has_a_code() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_str().unwrap();
        assert!(Cause::CODES.contains(&code), "{}", path.display());
    }
}

/// Every problem has a remedy, but where the parser alone knows what it stumbled over.
#[test]
fn every_problem_has_a_remedy() {
    for code in Cause::CODES {
        for problem in problems(code).list {
            assert!(problem.help().is_some_and(|help| !help.is_empty()), "{problem}");
        }
    }
}

/// Writes `docs/errors.md` where `UPDATE_DOCS` is set; otherwise proves it current.
#[test]
fn the_documentation_of_errors_is_current() {
    let mut page = String::from(
        "# What can be wrong with a blueprint\n\n\
         Every problem has a stable code, a place in the text, a path in the document, and a remedy. One run reports all of\n\
         them, and what only follows from a problem is not reported. At most 1,000 problems are kept; the rest are counted.\n\n\
         Each section shows what the code means, a text that has the problem, and what is said about it:\n\
         `line:column: message [code] at path: remedy`.\n\n\
         This page is written by `UPDATE_DOCS=1 cargo test -p service-blueprint --test reading`, and a test keeps it current.\n",
    );
    for code in Cause::CODES {
        write!(page, "\n## `{code}`\n\n{}\n\n", Cause::meaning(code).unwrap()).unwrap();
        let text = String::from_utf8_lossy(&fixture(code)).into_owned();
        let lines: Vec<_> = text.lines().collect();
        let shown = lines.iter().take(14).map(|line| match line.char_indices().nth(110) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => (*line).to_owned(),
        });
        let shown = shown.collect::<Vec<_>>().join("\n");
        let more = if lines.len() > 14 { "\n# … and so on" } else { "" };
        write!(
            page,
            "```yaml\n{shown}{more}\n```\n\n```text\n{}\n```\n",
            problems(code)
        )
        .unwrap();
    }
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/errors.md"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/errors.md is not current: run with UPDATE_DOCS=1");
}
