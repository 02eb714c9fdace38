//! `export` and `draw`: where answers go, and requests that cannot be met.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::blueprint::{EXAMPLES, example, json, run, run_with};

const FORMATS: [&str; 6] = ["mermaid", "mermaid-flowchart", "dot", "csv", "csv-wide", "json"];

fn within(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

/// The command refuses with this code, in words and in JSON, and says nothing on standard output in words.
fn refused(arguments: &[&str], exit: i32, code: &str) -> String {
    let human = run(arguments);
    assert_eq!(
        (human.code, human.stdout.as_str()),
        (exit, ""),
        "{arguments:?} {}",
        human.stderr
    );
    assert!(human.stderr.contains(code), "{}", human.stderr);
    let json = run(&[arguments, &["--format=json"]].concat());
    assert_eq!((json.code, json.stderr.as_str()), (exit, ""));
    let answer: Value = serde_json::from_str(&json.stdout).expect("the answer is JSON");
    assert_eq!(answer["diagnostics"][0]["code"], code);
    human.stderr
}

#[test]
fn every_example_exports_to_every_format() {
    for name in EXAMPLES {
        for format in FORMATS {
            let run = run(&["export", &example(name), "--to", format]);
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name} {format}");
            assert!(run.stdout.ends_with('\n') && run.stdout.len() > 200);
        }
    }
}

#[test]
fn a_file_holds_what_standard_output_would() {
    let folder = tempfile::tempdir().unwrap();
    let (shop, file) = (example("online-shop.yaml"), within(folder.path(), "shop.csv"));
    let plain = run(&["export", &shop, "--to", "csv"]).stdout;
    let written = run(&["export", &shop, "--to", "csv", "-o", &file]);
    assert_eq!((written.code, written.stdout), (0, format!("wrote {file}\n")));
    assert_eq!(fs::read_to_string(&file).unwrap(), plain);
    let told = json(&["export", &shop, "--to", "dot", "--output", &file]);
    assert_eq!(told, json!({ "written": [file] }));
    assert!(fs::read_to_string(&file).unwrap().starts_with("digraph"));
    let quiet = run(&["export", &shop, "--to", "dot", "--output", &file, "--quiet"]);
    assert_eq!((quiet.code, quiet.stdout.as_str()), (0, ""));
    let dashed = run(&["export", &shop, "--to", "csv", "-o", "-"]).stdout;
    assert_eq!(dashed, plain);
}

#[test]
fn json_is_what_show_and_predict_answer() {
    let shop = example("online-shop.yaml");
    let both = json(&["export", &shop, "--to", "json", "--segment", "vip"]);
    assert_eq!(both["blueprint"], json(&["show", &shop]));
    assert_eq!(both["prediction"], json(&["predict", &shop, "--segment", "vip"]));
    assert_eq!(both["not_predicted"], Value::Null);
}

#[test]
fn a_segment_alone_has_its_own_rows() {
    let rows = run(&[
        "export",
        &example("online-shop.yaml"),
        "--to",
        "csv",
        "--segment",
        "vip",
    ])
    .stdout;
    assert!(rows.contains("\nsegment,vip,VIP buyers,") && !rows.contains("\noverall,") && !rows.contains(",new,"));
    let text = "{ blueprint: B, stages: [{ id: s, touchpoints: [{ id: t }] }] }";
    let rows = run_with(&["export", "-", "--to", "csv"], text).stdout;
    assert_eq!(rows.lines().count(), 2);
}

#[test]
fn exports_that_cannot_be_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().display().to_string();
    let shop = example("online-shop.yaml");
    let odd = run(&["export", &shop, "--to", "mermiad"]);
    assert_eq!(odd.code, 3);
    assert!(odd.stderr.contains("a similar value exists: 'mermaid'") || odd.stderr.contains("mermaid-flowchart"));
    assert_eq!(run(&["export", &shop]).code, 3);
    refused(&["export", &shop, "--to", "dot", "-o", &here], 2, "is-a-folder");
    refused(
        &[
            "export",
            &shop,
            "--to",
            "dot",
            "-o",
            &within(folder.path(), "no/shop.dot"),
        ],
        2,
        "no-such-folder",
    );
    refused(
        &["export", &shop, "--to", "dot", "--segment", "vp"],
        3,
        "unknown-segment",
    );
    let copy = within(folder.path(), "copy.yaml");
    fs::copy(&shop, &copy).unwrap();
    refused(&["export", &copy, "--to", "dot", "-o", &copy], 3, "would-overwrite");
    assert_eq!(fs::read(&shop).unwrap(), fs::read(&copy).unwrap());
}

#[test]
fn the_ending_of_the_name_says_what_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let shop = example("online-shop.zh.yaml");
    let svg = run(&["draw", &shop, "--lang", "zh"]).stdout;
    assert!(svg.starts_with("<svg") && svg.contains("拆包裹") && svg.contains("去向"));
    let file = within(folder.path(), "shop.SVG");
    assert_eq!(run(&["draw", &shop, "--lang", "zh", "-o", &file]).code, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), svg);
    let dark = run(&["draw", &shop, "--theme", "dark", "--segment", "贵宾", "--columns", "4"]).stdout;
    assert!(dark.starts_with("<svg") && dark != svg);
    let named = within(folder.path(), "shop.pdf");
    refused(&["draw", &shop, "-o", &named], 3, "unknown-picture");
    assert_eq!(run(&["draw", &shop, "-o", &named, "--to", "svg"]).code, 0);
}

#[test]
fn a_picture_is_drawn_in_pixels() {
    let folder = tempfile::tempdir().unwrap();
    let file = within(folder.path(), "shop.png");
    let drawn = run(&["draw", &example("online-shop.yaml"), "-o", &file, "--scale", "0.5"]);
    if drawn.stderr.contains("no-font") || drawn.stderr.contains("no-glyph") {
        println!("skipped: this machine lacks fonts");
        return;
    }
    assert_eq!((drawn.code, drawn.stdout), (0, format!("wrote {file}\n")));
    assert!(fs::read(&file).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn pixels_that_cannot_be_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let shop = example("online-shop.yaml");
    let png = within(folder.path(), "shop.png");
    refused(
        &[
            "draw",
            &shop,
            "-o",
            &png,
            "--font-file",
            &within(folder.path(), "none.ttf"),
        ],
        2,
        "no-such-file",
    );
    refused(
        &[
            "draw",
            &shop,
            "-o",
            &png,
            "--font-file",
            &folder.path().display().to_string(),
        ],
        2,
        "is-a-folder",
    );
    let said = refused(&["draw", &shop, "-o", &png, "--font-file", &shop], 3, "not-a-font");
    assert!(said.contains("online-shop.yaml"), "{said}");
    refused(&["draw", &shop, "--scale", "2"], 3, "png-only");
    refused(
        &["draw", &shop, "--to", "svg", "-o", &png, "--font-file", &shop],
        3,
        "png-only",
    );
    refused(&["draw", &shop, "-o", &png, "--scale", "-1"], 3, "bad-scale");
    assert!(!Path::new(&png).exists());
}
