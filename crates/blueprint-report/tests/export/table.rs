//! Tables, read back.

use blueprint_report::{Language, Scene, export};
use service_blueprint::Blueprint;

use super::blueprints::{everyone, example, hostile, prediction};

/// The table's rows, all of one length.
pub(crate) fn rows(csv: &str) -> Vec<Vec<String>> {
    let text = csv.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// The text behind a cell that no spreadsheet may take for a formula.
pub(crate) fn said(cell: &str) -> &str {
    let said = cell.strip_prefix('\'').unwrap_or(cell);
    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
    said
}

/// A name as a spreadsheet may be given it: controls and marks that turn the direction are spaces, breaks of lines stay.
pub(crate) fn harmless(name: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let spoils = |c: char| c != '\n' && (c.is_control() || turns(c) || matches!(c, '\u{2028}' | '\u{2029}'));
    let no_character = |c: char| u32::from(c) % 0x1_0000 >= 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    name.replace(|c| spoils(c) || no_character(c), " ")
}

/// For each row the cell of a column.
fn column<'r>(rows: &'r [Vec<String>], name: &str) -> Vec<&'r str> {
    let at = rows[0].iter().position(|head| head == name).unwrap();
    rows[1..].iter().map(|row| row[at].as_str()).collect()
}

fn numbers(cells: &[&str]) -> Vec<Option<f64>> {
    cells
        .iter()
        .map(|cell| (!cell.is_empty()).then(|| cell.parse().unwrap()))
        .collect()
}

fn long(blueprint: &Blueprint) -> Vec<Vec<String>> {
    let predicted = prediction(blueprint);
    let mut scenes = vec![Scene::new(blueprint, None, &predicted, |_| true)];
    for segment in blueprint.segments() {
        scenes.push(Scene::new(blueprint, Some(segment), &predicted, |_| true));
    }
    rows(&export::csv_long(&scenes))
}

#[test]
fn a_row_for_each_touchpoint_overall_and_by_segment() {
    let blueprint = example("online-shop.yaml");
    let rows = long(&blueprint);
    let touchpoints = blueprint.touchpoints().len();
    assert_eq!(rows.len(), 1 + 4 * touchpoints);
    assert_eq!(column(&rows, "segment")[touchpoints], "new");
    assert_eq!(column(&rows, "segment_name")[3 * touchpoints], "VIP buyers");
    let predicted = prediction(&blueprint).unwrap();
    let (peaks, scores) = (numbers(&column(&rows, "p_peak")), numbers(&column(&rows, "score")));
    for (i, outlook) in predicted.overall.touchpoints.iter().enumerate() {
        assert!((peaks[i].unwrap() - outlook.p_peak).abs() < 1e-12);
        assert!((scores[i].unwrap() - outlook.score.unwrap()).abs() < 1e-10);
    }
    for (i, outlook) in predicted.segments[1].outlook.touchpoints.iter().enumerate() {
        let row = 2 * touchpoints + i;
        assert!((peaks[row].unwrap() - outlook.p_peak).abs() < 1e-12);
        assert!((scores[row].unwrap() - outlook.score.unwrap()).abs() < 1e-10);
    }
    let unbox = column(&rows, "touchpoint")
        .iter()
        .position(|id| *id == "unbox")
        .unwrap();
    let (sd, n) = (column(&rows, "sd"), column(&rows, "n"));
    assert_eq!((sd[unbox], n[unbox], column(&rows, "basis")[unbox]), ("", "", "mixed"));
    assert_eq!((sd[unbox + 2 * touchpoints], n[unbox + 2 * touchpoints]), ("1.5", "96"));
    let satisfaction = numbers(&column(&rows, "satisfaction"))[unbox + touchpoints].unwrap();
    assert!((satisfaction - 1.9).abs() < 1e-12, "{satisfaction}");
}

#[test]
fn where_lower_scores_are_better_satisfaction_is_still_towards_best() {
    let text = "{ blueprint: B, scale: { worst: 10, neutral: 5, best: 0 }, stages: [{ id: s, touchpoints: \
                [{ id: t, experience: 2, expectation: 5 }] }] }";
    let rows = long(&service_blueprint::parse(text).unwrap());
    assert_eq!(numbers(&column(&rows, "satisfaction"))[0], Some(3.0));
}

#[test]
fn hostile_names_read_back() {
    let blueprint = hostile();
    let rows = long(&blueprint);
    for (touchpoint, name) in blueprint.touchpoints().zip(column(&rows, "name")) {
        assert_eq!(said(name), harmless(touchpoint.name()));
    }
    let customers = column(&rows, "customer");
    for (touchpoint, cell) in blueprint.touchpoints().zip(&customers) {
        assert_eq!(said(cell), harmless(&format!("{0}: {0}", touchpoint.name())));
    }
    for row in &rows {
        for cell in row.iter().filter(|cell| cell.parse::<f64>().is_err()) {
            said(cell);
            assert!(!cell.contains(|c: char| c.is_control() && c != '\n'), "{cell:?}");
        }
    }
}

#[test]
fn wide_is_lanes_by_touchpoints() {
    let blueprint = hostile();
    let rows = rows(&export::csv_wide(&everyone(&blueprint), Language::Chinese));
    let names: Vec<&str> = rows[0][1..].iter().map(|cell| said(cell)).collect();
    let touchpoints: Vec<String> = blueprint
        .touchpoints()
        .map(|touchpoint| harmless(touchpoint.name()))
        .collect();
    assert_eq!(names, touchpoints);
    let heads: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(
        heads[..11],
        [
            "触点",
            "阶段",
            "步骤",
            "渠道",
            "体验",
            "期望",
            "有形展示",
            "顾客",
            "前台",
            "后台",
            "支持"
        ]
    );
    assert_eq!(rows[4][2], "1");
}

#[test]
fn wide_is_for_people() {
    let text = "{ blueprint: B, ends: [{ id: back }], stages: [{ id: s, touchpoints: [\
                { id: ring, step: Appointment, experience: 5.2000000000000002, expectation: 7, wait: { typical: 8m, tolerance: 3m }, \
                  moment_of_truth: true, fail_point: { what: Nobody answers, recovery: call }, \
                  standards: [{ within: 5m, from: ring }], notes: [{ idea: Call back }, { quote: \"=Too long\" }], \
                  next: { call: 0.108, book: 0.892 } }, \
                { id: book, step: Appointment, experience: 8 }, { id: call, experience: 2 }] }] }";
    let blueprint = service_blueprint::parse(text).unwrap();
    let rows = rows(&export::csv_wide(&everyone(&blueprint), Language::English));
    let cell = |head: &str| rows.iter().find(|row| row[0] == head).unwrap()[1].as_str();
    assert_eq!(
        (cell("Step"), cell("Experience"), cell("Expectation")),
        ("Appointment", "5.2", "7")
    );
    assert_eq!(
        cell("Marks"),
        "fail point\nwait beyond tolerance\nmoment of truth\nservice standard\nan idea, noted"
    );
    assert_eq!(cell("Fail point"), "Nobody answers, recovery: call");
    assert_eq!(cell("Wait"), "8m, tolerated: 3m");
    assert_eq!(cell("Service standards"), "within 5m, from “ring”");
    assert_eq!(cell("Notes"), "Idea: Call back\nQuote: =Too long");
    // What is told of memory: percent, as people read it.
    for head in ["Peak", "Trough", "End"] {
        let told = cell(&format!("{head} (share of journeys)"));
        assert!(told.ends_with(" %") && told.len() <= 6, "{head}: {told}");
    }
}

/// Figures and not what sums leave of them.
#[test]
fn numbers_carry_no_dust() {
    let text = "{ blueprint: B, segments: [{ id: x, share: 0.3 }, { id: y, share: 0.7 }], stages: [{ id: s, touchpoints: [\
                { id: a, experience: 5.2, expectation: 7, next: { b: 0.108, c: 0.18, d: rest } }, { id: b, experience: 4.1 }, \
                { id: c, experience: 3.3, segments: { x: { experience: 6.1 } } }, { id: d, experience: 9.7, expectation: 9.6 }] }] }";
    let csv = export_of(text);
    assert_eq!(numbers(&column(&csv, "satisfaction"))[0], Some(-1.8));
    let cells = csv[1..].iter().flatten();
    for number in cells.filter(|cell| cell.parse::<f64>().is_ok()) {
        let digits = number.chars().filter(char::is_ascii_digit).collect::<String>();
        assert!(digits.trim_start_matches('0').len() <= 12, "{number}");
    }
}

fn export_of(text: &str) -> Vec<Vec<String>> {
    long(&service_blueprint::parse(text).unwrap())
}

/// One segment has a score and an expectation, the other a score alone: nobody is disappointed.
#[test]
fn satisfaction_is_of_those_who_have_both() {
    let text = "{ blueprint: B, segments: [{ id: x, share: 0.5 }, { id: y, share: 0.5 }], stages: [{ id: s, touchpoints: [\
                { id: a, importance: 3, segments: { x: { experience: 9, expectation: 9 }, y: { experience: 2 } } }] }] }";
    let csv = export_of(text);
    assert_eq!(numbers(&column(&csv, "score"))[0], Some(5.5));
    assert_eq!(numbers(&column(&csv, "satisfaction")), [Some(0.0), Some(0.0), None]);
    assert_eq!(numbers(&column(&csv, "weighted")), [Some(0.0), Some(0.0), None]);
}

/// Three ratings of 1 and four of 5: mean 23/7, squares 3·(16/7)² + 4·(12/7)² = 192/7, over 6.
#[test]
fn the_spread_of_ratings_is_the_same_in_table_and_picture() {
    let text =
        "{ blueprint: B, stages: [{ id: s, touchpoints: [{ id: a, experience: { ratings: { 1: 3, 5: 4 } } }] }] }";
    let blueprint = service_blueprint::parse(text).unwrap();
    let expected = (192.0_f64 / 7.0 / 6.0).sqrt();
    let scene = everyone(&blueprint);
    let drawn = scene.moments().next().unwrap().ratings.unwrap();
    assert!((drawn.deviation - expected).abs() < 1e-12, "{drawn:?}");
    let told = numbers(&column(&long(&blueprint), "sd"))[0].unwrap();
    assert!((told - expected).abs() < 1e-10, "{told}");
}
