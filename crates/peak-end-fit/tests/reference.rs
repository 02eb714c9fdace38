//! Out-of-fold R² on public data, held against figures that were computed for this project without this crate.
//!
//! The data are not part of the project: the folder with them is named by the environment variable `PEAK_END_DATA`, and
//! docs/datasets.md tells where they come from. Without it the tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(
    clippy::print_stderr,
    reason = "what is left out is said, and figures are shown beside the reference"
)]

use std::fs::File;
use std::path::PathBuf;

use peak_end_fit::{
    Candidate, Columns, CompareOptions, Episodes, Grouping, Part, ReadOptions, Table, compare, read_episodes,
};
use service_blueprint::Scale;

/// How far figures may be from the reference: other folds, drawn by another program, move them by less.
const FOLD_NOISE: f64 = 0.02;

/// The file, if there is a folder; a folder without it is a mistake.
fn file(name: &str) -> Option<File> {
    let Some(folder) = std::env::var_os("PEAK_END_DATA") else {
        eprintln!("left out: PEAK_END_DATA names no folder with {name} (docs/datasets.md)");
        return None;
    };
    let path = PathBuf::from(folder).join(name);
    Some(File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn episodes(name: &str, options: &ReadOptions) -> Option<Episodes> {
    let table = Table {
        name: name.into(),
        reader: file(name)?,
    };
    Some(read_episodes(table, None::<Table<File>>, options).unwrap().episodes)
}

fn ceap(overall: &str, moments: &str) -> Option<Episodes> {
    let columns = Columns::default()
        .with(Part::Person, "participant")
        .with(Part::Stimulus, "video")
        .with(Part::Overall, overall);
    let options = ReadOptions {
        columns,
        moments: vec![moments.to_owned()],
        scale: Some(Scale::new(1.0, 5.0, 9.0).unwrap()),
        ..ReadOptions::default()
    };
    episodes("ceap360vr_1hz.csv", &options)
}

/// Holds what each candidate reaches against reference figures. They were computed for this project by another program, and are
/// published nowhere.
#[track_caller]
fn check(episodes: &Episodes, grouping: Grouping, reference: &[(&str, f64)]) {
    let candidates: Vec<Candidate> = reference.iter().map(|(text, _)| text.parse().unwrap()).collect();
    let options = CompareOptions {
        // The mean of several divisions is nearer to what all of them would give.
        repeats: 5,
        grouping,
        draws: 100,
        permutations: 99,
        ..CompareOptions::default()
    };
    let comparison = compare(episodes, &candidates, &options, &|_| ()).unwrap();
    assert_eq!(comparison.left_out, []);
    for (candidate, (text, reference)) in candidates.iter().zip(reference) {
        let found = comparison
            .models
            .iter()
            .find(|model| model.candidate == *candidate)
            .unwrap();
        let r2 = found.scores.r2;
        eprintln!("{text}: {r2:.3}, reference {reference:.3}");
        assert!(
            (r2 - reference).abs() <= FOLD_NOISE,
            "{text}: {r2:.3} is not {reference:.3}"
        );
    }
}

const CEAP: [&str; 7] = [
    "mean",
    "peak_end(tie=last)",
    "minimum_end",
    "end",
    "ols:trough+best+end",
    "ols:mean+trough+end",
    "ols:bins(6)",
];

#[test]
fn valence_of_clips() {
    let Some(episodes) = ceap("sam_valence", "v00..v59") else {
        return;
    };
    assert_eq!((episodes.count(), episodes.people().names().len()), (256, 32));
    let reference = [0.629, 0.626, 0.592, 0.543, 0.639, 0.639, 0.637];
    check(
        &episodes,
        Grouping::Person,
        &CEAP.into_iter().zip(reference).collect::<Vec<_>>(),
    );
}

#[test]
fn arousal_of_clips() {
    let Some(episodes) = ceap("sam_arousal", "a00..a59") else {
        return;
    };
    let reference = [0.315, 0.312, 0.257, 0.270, 0.392, 0.323, 0.323];
    check(
        &episodes,
        Grouping::Person,
        &CEAP.into_iter().zip(reference).collect::<Vec<_>>(),
    );
}

/// Aspects of a seat have no order, so that nothing is asked of the end. A 0 is a question that was not answered.
#[test]
fn aspects_of_seats() {
    let options = ReadOptions {
        columns: Columns::default().with(Part::Overall, "overall_rating"),
        moments: [
            "seat_*_rating",
            "aisle_space_rating",
            "viewing_tv_rating",
            "power_supply_rating",
        ]
        .map(str::to_owned)
        .to_vec(),
        scale: Some(Scale::new(1.0, 3.0, 5.0).unwrap()),
        missing: vec!["0".to_owned()],
        ..ReadOptions::default()
    };
    let Some(episodes) = episodes("skytrax_seat_ratings.csv", &options) else {
        return;
    };
    assert_eq!(episodes.count(), 1257);
    let reference = [("mean", 0.746), ("ols:trough+best", 0.722), ("ols:touchpoints", 0.761)];
    check(&episodes, Grouping::Episode, &reference);
}
