//! `report` writes one page, says where it is, and replaces nothing but pages.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::blueprint::{example, run, run_with};

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_blueprint"));
    command
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("answers are UTF-8")
}

#[test]
fn the_page_stands_in_the_current_folder_under_the_blueprints_name() {
    let folder = tempfile::tempdir().unwrap();
    let pizza = example("pizza-restaurant.yaml");
    for _ in 0..2 {
        let output = run_in(folder.path(), &["report", &pizza]);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
        assert_eq!(text(&output.stdout), "wrote pizza-restaurant.html\n");
    }
    let page = fs::read_to_string(folder.path().join("pizza-restaurant.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">") && page.ends_with("</html>"));
    let quiet = run_in(folder.path(), &["report", &pizza, "--quiet", "-o", "own.html"]);
    assert_eq!((text(&quiet.stdout), text(&quiet.stderr)), ("", ""));
    assert_eq!(fs::read_to_string(folder.path().join("own.html")).unwrap(), page);
}

#[test]
fn programs_are_told_where_the_page_is() {
    let folder = tempfile::tempdir().unwrap();
    let output = run_in(
        folder.path(),
        &["report", &example("telecom-hotline.yaml"), "--format", "json"],
    );
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["written"][0], "telecom-hotline.html");
}

#[test]
fn a_dash_is_standard_output_in_the_language_and_the_colours_asked() {
    let yaml = "blueprint: 咖啡\nstages: [ { id: s, touchpoints: [ { id: a, name: 喝, experience: 6 } ] } ]";
    let page = run_with(&["report", "-", "-o", "-", "--lang", "zh", "--theme", "dark"], yaml);
    assert_eq!((page.code, page.stderr.as_str()), (0, ""));
    assert!(page.stdout.contains("<html lang=\"zh\">") && page.stdout.contains("服务蓝图"));
    assert!(page.stdout.contains("color-scheme\" content=\"dark\""));
    assert_eq!(run_with(&["report", "-", "-o", "-", "--lang", "fr"], yaml).code, 3);
}

#[test]
fn the_blueprint_itself_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let yaml = "blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a, experience: 6 } ] } ]";
    fs::write(folder.path().join("shop.html"), yaml).unwrap();
    let output = run_in(folder.path(), &["report", "shop.html"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("would-overwrite"));
    assert_eq!(fs::read_to_string(folder.path().join("shop.html")).unwrap(), yaml);
}

#[test]
fn a_budget_says_what_to_do_and_without_one_every_budget_is_told() {
    let hotel = example("hotel-checkout.yaml");
    let with = run(&["report", &hotel, "--budget", "20000", "-o", "-"]);
    assert_eq!((with.code, with.stderr.as_str()), (0, ""));
    assert!(with.stdout.contains("It costs ") && with.stdout.contains("What every budget buys"));
    let without = run(&["report", &hotel, "-o", "-"]);
    assert!(without.stdout.contains("No budget was given") && without.stdout.contains("What every budget buys"));
}

#[test]
fn what_cannot_be_granted_is_refused_and_no_page_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let shop = example("online-shop.yaml");
    let cases: [(&[&str], i32, &str); 6] = [
        (
            &["--budget", "99999999999999999999"],
            3,
            "leave `--budget` out: the page",
        ),
        (&["--budget", "60k"], 3, "bad-budget"),
        (&["--budget", "-900000"], 3, "infeasible"),
        (&["--segment", "vp"], 3, "unknown-segment"),
        (&["--time-limit", "soon"], 3, "bad-time-limit"),
        (&["-o", "nowhere/page.html"], 2, "no-such-folder"),
    ];
    for (arguments, code, problem) in cases {
        let output = run_in(folder.path(), &[&["report", shop.as_str()], arguments].concat());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(text(&output.stderr).contains(problem), "{}", text(&output.stderr));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let none = run_with(
        &["report", "-", "-o", "-", "--budget", "5"],
        "blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a, experience: 6 } ] } ]",
    );
    assert_eq!((none.code, none.stderr.contains("no-options")), (3, true));
}
