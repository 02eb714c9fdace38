//! docs/episodes.md says what is so: its list of errors is written from the cases, and every code is in it.

use std::fmt::Write;
use std::path::Path;

use peak_end_fit::{DataFault, FINDING_CODES, ReadOptions};

use super::{cases, errors::told, read_bytes, stars};

const BEGIN: &str = "<!-- errors: written by `UPDATE_DOCS=1 cargo test -p peak-end-fit --test data` -->\n";
const END: &str = "<!-- end of errors -->";

fn path() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/episodes.md")
}

/// The options of the command that a case needs.
fn options(options: &ReadOptions) -> String {
    let mut words = Vec::new();
    if options.scale == stars().scale {
        words.push("--scale 1,3,5".to_owned());
    }
    if !options.moments.is_empty() {
        words.push(format!("--moments '{}'", options.moments.join(",")));
    }
    if let Some([worst, best]) = options.overall_scale {
        words.push(format!("--overall-scale {worst},{best}"));
    }
    if options.delimiter != b',' {
        words.push(format!("--delimiter '{}'", char::from(options.delimiter)));
    }
    if options.decimal_comma {
        words.push("--decimal ,".into());
    }
    if options.outcome == peak_end_fit::Outcome::Binary {
        words.push("--outcome binary".into());
    }
    words.join(" ")
}

fn section() -> String {
    let mut text = String::new();
    for case in cases::all() {
        let errors = read_bytes(case.moments, case.table, &case.options).unwrap_err();
        write!(text, "\n### `{}`\n\n{}\n", case.code, case.meaning).unwrap();
        if !case.moments.is_empty() {
            write!(text, "\n```text\n{}```\n", String::from_utf8_lossy(case.moments)).unwrap();
        }
        if let Some(table) = case.table {
            write!(
                text,
                "\nwith the episode table\n\n```text\n{}```\n",
                String::from_utf8_lossy(table)
            )
            .unwrap();
        }
        let options = options(&case.options);
        if !options.is_empty() {
            write!(text, "\nread with `{options}`:\n").unwrap();
        }
        write!(text, "\n```text\n{}```\n", told(&errors)).unwrap();
    }
    text
}

#[test]
fn the_page_tells_every_error_as_it_is_told() {
    let page = std::fs::read_to_string(path()).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (section_now, after) = rest.split_once(END).unwrap();
    let expected = section() + "\n";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path(), format!("{before}{BEGIN}{expected}{END}{after}")).unwrap();
        return;
    }
    assert!(
        section_now == expected,
        "docs/episodes.md is out of date: run with UPDATE_DOCS=1"
    );
}

#[test]
fn every_code_is_on_the_page() {
    let page = std::fs::read_to_string(path()).unwrap();
    for code in DataFault::CODES.iter().chain(&FINDING_CODES) {
        assert!(page.contains(&format!("### `{code}`")), "{code}");
    }
}
