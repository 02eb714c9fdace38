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
    refused(&["draw", &shop, "--to", "svg", "--font-file", &shop], 3, "png-only");
    refused(&["draw", &shop, "-o", &png, "--scale", "-1"], 3, "bad-scale");
    assert!(!Path::new(&png).exists());
}

/// A service of 200 touchpoints.
fn long_service() -> String {
    let mut text = "blueprint: Long\nstages:\n".to_owned();
    for stage in 0..10 {
        text += &format!("  - {{ id: s{stage}, touchpoints: [");
        for touchpoint in 0..20 {
            text += &format!("{{ id: t{stage}-{touchpoint}, experience: {} }}, ", touchpoint % 10);
        }
        text += "] }\n";
    }
    text
}

#[test]
fn a_picture_too_large_for_the_usual_scale_is_drawn_at_the_largest_that_fits() {
    let folder = tempfile::tempdir().unwrap();
    let (long, file) = (within(folder.path(), "long.yaml"), within(folder.path(), "long.png"));
    fs::write(&long, long_service()).unwrap();
    let asked = run(&["draw", &long, "-o", &file, "--columns", "1", "--scale", "9"]);
    if asked.stderr.contains("no-font") || asked.stderr.contains("no-glyph") {
        println!("skipped: this machine lacks fonts");
        return;
    }
    assert_eq!((asked.code, asked.stdout.as_str()), (3, ""));
    let fits = |said: &str| -> String {
        let after = said.split("`--scale ").nth(1).expect("a scale is named");
        after.split('`').next().unwrap().to_owned()
    };
    let named = fits(&asked.stderr);
    assert!(asked.stderr.contains("is the largest that fits"), "{}", asked.stderr);
    let usual = run(&["draw", &long, "-o", &file, "--columns", "1"]);
    assert_eq!((usual.code, usual.stdout), (0, format!("wrote {file}\n")));
    assert_eq!(usual.stderr.lines().count(), 1, "{}", usual.stderr);
    assert_eq!(fits(&usual.stderr), named);
    assert!(fs::read(&file).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn a_name_and_a_format_that_disagree_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let shop = example("online-shop.yaml");
    let (svg, png) = (within(folder.path(), "shop.svg"), within(folder.path(), "shop.PNG"));
    let said = refused(&["draw", &shop, "-o", &svg, "--to", "png"], 3, "disagreeing-formats");
    assert!(said.contains("`.png`"), "{said}");
    let said = refused(&["draw", &shop, "-o", &png, "--to", "svg"], 3, "disagreeing-formats");
    assert!(said.contains("`.svg`"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
#[cfg(unix)]
fn the_blueprint_is_kept_under_all_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let [copy, hard, soft] = ["copy.yaml", "hard.yaml", "soft.yaml"].map(|name| within(folder.path(), name));
    fs::copy(example("telecom-hotline.yaml"), &copy).unwrap();
    fs::hard_link(&copy, &hard).unwrap();
    std::os::unix::fs::symlink(&copy, &soft).unwrap();
    let before = fs::read(&copy).unwrap();
    for link in [&copy, &hard, &soft] {
        refused(&["report", &copy, "-o", link], 3, "would-overwrite");
        refused(&["export", &copy, "--to", "dot", "-o", link], 3, "would-overwrite");
        refused(&["draw", &copy, "--to", "svg", "-o", link], 3, "would-overwrite");
    }
    assert_eq!(fs::read(&copy).unwrap(), before);
}

#[test]
#[cfg(target_os = "linux")]
fn a_place_that_takes_no_file_is_told_for_what_it_is() {
    let shop = example("telecom-hotline.yaml");
    let said = refused(&["export", &shop, "--to", "dot", "-o", "/dev/full"], 2, "unwritable");
    assert!(said.contains("make room"), "{said}");
    // The folder is there, and no file can be made in it.
    let said = refused(
        &["export", &shop, "--to", "dot", "-o", "/proc/shop.dot"],
        2,
        "unwritable",
    );
    assert!(!said.contains("folder first"), "{said}");
}

#[test]
fn languages_are_listed_and_taken_with_their_country() {
    let shop = example("online-shop.zh.yaml");
    for verb in ["draw", "export", "report", "show"] {
        let help = run(&[verb, "--help"]).stdout;
        assert!(help.contains("Simplified Chinese"), "{verb}: {help}");
    }
    let chinese = run(&["draw", &shop, "--lang", "zh"]).stdout;
    for tag in ["zh-CN", "zh_CN"] {
        assert_eq!(run(&["draw", &shop, "--lang", tag]).stdout, chinese);
    }
    let french = run(&["draw", &shop, "--lang", "fr"]);
    assert_eq!(french.code, 3);
    assert!(french.stderr.contains("[possible values: en, zh]"), "{}", french.stderr);
}

#[test]
fn a_language_that_changes_nothing_is_said() {
    let shop = example("online-shop.zh.yaml");
    for format in ["csv", "json"] {
        let plain = run(&["export", &shop, "--to", format]);
        let chinese = run(&["export", &shop, "--to", format, "--lang", "zh"]);
        assert_eq!((plain.stderr.as_str(), &plain.stdout), ("", &chinese.stdout));
        assert!(
            chinese.stderr.contains("`--lang` changes nothing"),
            "{}",
            chinese.stderr
        );
        let quiet = run(&["export", &shop, "--to", format, "--lang", "zh", "--quiet"]);
        assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
    }
}
