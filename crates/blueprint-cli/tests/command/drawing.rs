//! The drawing keeps to its width and its columns, whatever the script.

use unicode_width::UnicodeWidthStr;

use super::blueprint::{EXAMPLES, example, run, run_with};

fn shown(name: &str, width: usize) -> String {
    let run = run(&["show", &example(name), "--width", &width.to_string()]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run.stdout
}

#[test]
fn no_line_is_wider_than_the_width() {
    for name in EXAMPLES {
        for width in [40, 80, 120, 300] {
            for line in shown(name, width).lines() {
                assert!(line.width() <= width, "{name} at {width}: {line}");
            }
        }
    }
}

#[test]
fn tables_keep_to_80_columns() {
    for verb in ["predict", "satisfaction"] {
        for name in EXAMPLES {
            let run = run(&[verb, &example(name), "--width", "80"]);
            assert_eq!(run.code, 0);
            for line in run.stdout.lines() {
                assert!(line.width() <= 80, "{verb} {name}: {line}");
            }
        }
    }
}

#[test]
fn the_drawing_opens_with_the_sentence_and_holds_every_part() {
    for name in EXAMPLES {
        let drawing = shown(name, 200);
        let first = drawing.lines().next().unwrap();
        assert!(
            first.contains(" will remember ") && first.contains(" and live through "),
            "{first}"
        );
        let parts = [
            "Experience",
            "neutral ",
            "Memory",
            "★ peak",
            "▼ trough",
            "■ end",
            "Ways",
            "Evidence",
            "Customer",
            "line of interaction",
            "Frontstage",
            "line of visibility",
            "Backstage",
            "line of internal interaction",
            "Support",
        ];
        for part in parts {
            assert!(drawing.contains(part), "{name} lacks {part}");
        }
    }
}

/// Where a text begins, in terminal columns.
fn column(drawing: &str, text: &str) -> usize {
    let line = drawing.lines().find(|line| line.contains(text)).expect("it is there");
    line[..line.find(text).expect("it is there")].width()
}

#[test]
fn what_belongs_to_a_touchpoint_stands_in_its_column() {
    let text = "
blueprint: 茶馆
actors: [{ id: 掌柜, role: frontstage }]
stages:
  - id: 喝茶
    touchpoints:
      - { id: 入座, experience: 6, customer: 坐下看单子 }
      - { id: 品茶, experience: 9, customer: 慢慢品茶香, frontstage: [{ 掌柜: 讲一段茶山 }] }
";
    let drawing = run_with(&["show", "-"], text).stdout;
    let left = column(&drawing, "入座 ");
    assert_eq!(column(&drawing, "坐下看单子"), left);
    let right = column(&drawing, " 品茶") + 1;
    assert!(right > left + 8);
    assert_eq!(column(&drawing, "慢慢品茶香"), right);
    assert_eq!(column(&drawing, "掌柜: "), right);
}

#[test]
fn touchpoints_of_one_step_share_a_column() {
    let text = "
blueprint: Bank
stages:
  - id: pay
    touchpoints:
      - { id: app, step: pay, channel: phone, experience: 7, next: done }
      - { id: desk, step: pay, channel: branch, experience: 4, next: done }
      - { id: done, name: Done, experience: 6 }
start: { app: 0.6, desk: rest }
";
    let drawing = run_with(&["show", "-"], text).stdout;
    assert_eq!(column(&drawing, "app (phone)"), column(&drawing, "desk (branch)"));
    let lines: Vec<&str> = drawing.lines().collect();
    let app = lines.iter().position(|line| line.contains("app (phone)")).unwrap();
    assert_eq!(lines[app - 1].split_whitespace().next(), Some("pay"), "{drawing}");
}

#[test]
fn what_is_partly_assumed_and_what_just_ends_have_marks_of_their_own() {
    let text = "
blueprint: Bank
segments: [{ id: old, share: 0.5 }, { id: new, share: 0.5 }]
ends: [{ id: served }, { id: gone }]
stages:
  - id: pay
    touchpoints:
      - { id: queue, experience: 7, segments: { new: { experience: { mean: 6, n: 9 } } }, next: { gone: 10%, desk: rest } }
      - { id: desk, experience: 3, segments: { new: { experience: { mean: 2, n: 9 } } }, next: served }
";
    let drawing = run_with(&["show", "-"], text).stdout;
    for used in ["◐⬖ asked in some segments only", "┤ ends", "┤ 10 % gone"] {
        assert!(drawing.contains(used), "{used}: {drawing}");
    }
    for unused in ["●", "✗", "✓"] {
        assert!(!drawing.contains(unused), "{unused}: {drawing}");
    }
}

#[test]
fn only_marks_in_use_are_explained() {
    let text = "blueprint: Tea\nstages: [{ id: a, touchpoints: [{ id: sip, experience: 7 }] }]";
    let drawing = run_with(&["show", "-"], text).stdout;
    assert!(drawing.contains("○ assumed"));
    for unused in [
        "[F]",
        "[W]",
        "[M]",
        "[S]",
        "[P]",
        "◆",
        "┄┄ expected",
        "✗ leaves",
        "* a partner",
    ] {
        assert!(!drawing.contains(unused), "{unused}");
    }
}

#[test]
fn a_service_without_scores_is_drawn_and_says_so() {
    let text = "blueprint: Tea\nstages: [{ id: a, touchpoints: [{ id: sip, customer: Sips }] }]";
    let run = run_with(&["show", "-", "--width", "200"], text);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("no moment that they meet is scored"));
    assert!(run.stdout.contains("Sips"));
}

#[test]
fn labels_are_in_the_language_asked_and_columns_stay_true() {
    let shop = example("online-shop.zh.yaml");
    let shown = run(&["show", &shop, "--lang", "zh", "--width", "80"]);
    assert_eq!((shown.code, shown.stderr.as_str()), (0, ""));
    let english = [
        "Experience",
        "Ways",
        "Memory",
        "Evidence",
        "line of",
        "peak",
        "start here",
        "neutral",
        "influence",
    ];
    for word in english {
        assert!(!shown.stdout.contains(word), "{word}");
    }
    for line in shown.stdout.lines() {
        assert!(line.width() <= 80, "{line}");
    }
    insta::assert_snapshot!("show_in_chinese", shown.stdout);
    let odd = run(&["show", &shop, "--lang", "fr"]);
    assert_eq!(odd.code, 3);
    assert!(odd.stderr.contains("[possible values: en, zh]"), "{}", odd.stderr);
}
