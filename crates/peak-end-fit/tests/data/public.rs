//! Public data, read from the folder that PEAK_END_DATA names.

use std::fs::File;
use std::path::PathBuf;

use peak_end_fit::{Columns, Finding, Part, ReadOptions, Reading, Severity, data_checks};
use service_blueprint::Scale;

use super::{read_from, stars};

/// The folder; a test that needs it says that it is not there.
#[expect(clippy::print_stderr, reason = "who runs the tests is told that some were skipped")]
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("PEAK_END_DATA").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: PEAK_END_DATA does not name a folder of data sets");
    }
    folder
}

fn read_file(file: &str, options: &ReadOptions) -> Option<Reading> {
    let path = folder()?.join(file);
    match read_from(File::open(path).unwrap(), None, options) {
        Ok(reading) => Some(reading),
        Err(errors) => panic!("{errors}"),
    }
}

fn objections(reading: &Reading) -> Vec<Finding> {
    let mut findings = data_checks(&reading.episodes);
    findings.retain(|finding| finding.severity == Severity::Objection);
    findings
}

fn reviews(missing: &[&str]) -> ReadOptions {
    ReadOptions {
        columns: Columns::default().with(Part::Overall, "overall_rating"),
        moments: vec!["*_rating".into()],
        missing: missing.iter().map(|code| (*code).to_owned()).collect(),
        ..stars()
    }
}

#[test]
fn lounge_ratings_are_objected_to() {
    let Some(reading) = read_file("skytrax_lounge_ratings.csv", &reviews(&["0"])) else {
        return;
    };
    let found = objections(&reading);
    let finding = found
        .iter()
        .find(|finding| finding.code == "overall-from-moments")
        .unwrap();
    insta::assert_snapshot!("lounge", finding.message);
}

#[test]
fn lounge_ratings_with_zero_as_a_rating_are_objected_to_for_the_zeros_too() {
    let scale = Some(Scale::new(0.0, 3.0, 5.0).unwrap());
    let options = ReadOptions { scale, ..reviews(&[]) };
    let Some(reading) = read_file("skytrax_lounge_ratings.csv", &options) else {
        return;
    };
    let codes: Vec<&str> = objections(&reading).iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&"overall-from-moments"), "{codes:?}");
    assert!(codes.contains(&"missing-as-rating"), "{codes:?}");
}

#[test]
fn seat_ratings_are_not_objected_to() {
    let Some(reading) = read_file("skytrax_seat_ratings.csv", &reviews(&["0"])) else {
        return;
    };
    assert_eq!(objections(&reading), []);
    // Counted with pandas: 1,258 rows, one of them without an overall rating.
    assert_eq!(
        (reading.report.episodes, reading.report.without_overall.count),
        (1257, 1)
    );
}

#[test]
fn ratings_of_films_are_not_objected_to() {
    for (overall, moments) in [("sam_valence", "v[0-9]*"), ("sam_arousal", "a[0-9]*")] {
        let columns = [
            (Part::Person, "participant"),
            (Part::Episode, "video"),
            (Part::Stimulus, "video"),
        ];
        let columns = columns
            .into_iter()
            .fold(Columns::default(), |columns, (part, name)| columns.with(part, name));
        let options = ReadOptions {
            columns: columns.with(Part::Overall, overall),
            moments: vec![moments.into()],
            scale: Some(Scale::new(1.0, 5.0, 9.0).unwrap()),
            overall_scale: Some([1.0, 9.0]),
            ..ReadOptions::default()
        };
        let Some(reading) = read_file("ceap360vr_1hz.csv", &options) else {
            return;
        };
        assert_eq!(objections(&reading), []);
        let report = &reading.report;
        assert_eq!(
            (report.episodes, report.people, report.stimuli),
            (256, Some(32), Some(8))
        );
        assert_eq!(report.moment_columns.len(), 60);
    }
}
