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
        assert_eq!(peaks[i], Some(outlook.p_peak));
        assert!((scores[i].unwrap() - outlook.score.unwrap()).abs() < 1e-12);
    }
    for (i, outlook) in predicted.segments[1].outlook.touchpoints.iter().enumerate() {
        let row = 2 * touchpoints + i;
        assert_eq!(peaks[row], Some(outlook.p_peak));
        assert!((scores[row].unwrap() - outlook.score.unwrap()).abs() < 1e-12);
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
        assert_eq!(said(name), touchpoint.name());
    }
    let customers = column(&rows, "customer");
    for (touchpoint, cell) in blueprint.touchpoints().zip(&customers) {
        assert_eq!(said(cell), format!("{0}: {0}", touchpoint.name()));
    }
    for row in &rows {
        for cell in row.iter().filter(|cell| cell.parse::<f64>().is_err()) {
            said(cell);
        }
    }
}

#[test]
fn wide_is_lanes_by_touchpoints() {
    let blueprint = hostile();
    let rows = rows(&export::csv_wide(&everyone(&blueprint), Language::Chinese));
    let names: Vec<&str> = rows[0][1..].iter().map(|cell| said(cell)).collect();
    let touchpoints: Vec<&str> = blueprint.touchpoints().map(|touchpoint| touchpoint.name()).collect();
    assert_eq!(names, touchpoints);
    let heads: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(
        heads[..10],
        [
            "触点",
            "阶段",
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
    assert_eq!(rows[3][2], "1");
}
