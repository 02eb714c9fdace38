//! Fitted models as files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use peak_end::{Moment, NoValue, Profile};
use peak_end_fit::{
    Candidate, CompareOptions, FittedFile, FittedFileCause, Outcome, SimulateOptions, Sureness, compare, simulate,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use service_blueprint::Scale;

/// What is found of a candidate on simulated data.
fn fitted(candidate: &str, outcome: Outcome) -> FittedFile {
    let options = SimulateOptions {
        people: 20,
        episodes: 3,
        outcome,
        sureness: Sureness::Noise(0.3),
        ..SimulateOptions::default()
    };
    let episodes = simulate(&options).unwrap().episodes;
    let candidate: Candidate = candidate.parse().unwrap();
    let options = CompareOptions {
        draws: 100,
        permutations: 99,
        seed: u64::MAX,
        ..CompareOptions::default()
    };
    let comparison = compare(&episodes, std::slice::from_ref(&candidate), &options, &|_| ()).unwrap();
    let compared = comparison.models.iter().find(|one| one.candidate == candidate).unwrap();
    FittedFile::of(
        &comparison,
        compared,
        &episodes,
        "simulated “data”.csv",
        "overall",
        Some([0.0, 10.0]),
    )
    .unwrap()
}

#[test]
fn what_is_written_is_read_back() {
    for (candidate, outcome) in [
        ("mean", Outcome::Rating),
        ("intercept", Outcome::Rating),
        ("peak_end(weight=0.7, end=mean_of_last, end_moments=2)", Outcome::Rating),
        ("fitted:recency_mean", Outcome::Rating),
        ("fitted:acclimation_decay", Outcome::Rating),
        ("ols:mean+end+trough", Outcome::Rating),
        ("ridge:mean+weighted_features(mean=0.1)", Outcome::Rating),
        ("ols:peak+end", Outcome::Binary),
    ] {
        let file = fitted(candidate, outcome);
        assert_eq!(FittedFile::read(&file.text()), Ok(file.clone()), "{candidate}");
        assert_eq!(file.origin().candidate.to_string(), candidate);
        let profile = Profile::from_scores(Scale::default(), &[3.0, 8.0, 5.0]).unwrap();
        let again = FittedFile::read(&file.text()).unwrap();
        assert_eq!(file.model().had_durations(), Some(false));
        let value = |file: &FittedFile| peak_end::Model::from(file.model().clone()).value(&profile).unwrap();
        assert_eq!(value(&again).to_bits(), value(&file).to_bits());
    }
}

/// A file as it is documented.
fn document() -> Value {
    json!({
        "format": 1,
        "fitted_on": {
            "data": "trips.csv", "episodes": 256, "groups": 32, "grouping": "person", "timed": true,
            "candidate": "ols:recency_mean(decay=0.3)+end", "seed": 1, "version": "0.1.0",
        },
        "outcome": { "kind": "rating", "name": "overall", "worst": 1, "best": 10 },
        "out_of_fold": { "score": "r2", "value": 0.61, "low": 0.55, "high": 0.68, "folds": 10, "repeats": 1 },
        "scale": { "worst": 1, "neutral": 3, "best": 5 },
        "link": "identity",
        "intercept": 0.25,
        "terms": [
            { "weight": 1.5, "model": "recency_mean", "parameters": { "decay": 0.3 } },
            { "weight": -0.5, "model": "end", "parameters": { "end": "mean_of_last", "end_moments": 2 } },
        ],
    })
}

#[test]
fn a_file_as_documented_is_read() {
    let file = FittedFile::read(&document().to_string()).unwrap();
    assert_eq!(file.origin().outcome_range, [1.0, 10.0]);
    let texts: Vec<_> = file
        .model()
        .terms()
        .iter()
        .map(|(weight, model)| (*weight, model.text()))
        .collect();
    let expected = [
        (1.5, "recency_mean(decay=0.3)"),
        (-0.5, "end(end=mean_of_last, end_moments=2)"),
    ];
    assert_eq!(texts, expected.map(|(weight, text)| (weight, text.to_owned())));
}

#[test]
fn everything_that_is_wrong_is_told() {
    let mut document = document();
    document["format"] = json!("one");
    document["fitted_on"]["episodes"] = json!(0);
    document["fitted_on"]["grouping"] = json!("family");
    document["fitted_on"]["candidate"] = json!("ols:meen");
    document["fitted_on"]["seed"] = json!(-1);
    document["fitted_on"]["timed"] = json!("no");
    document["outcome"].as_object_mut().unwrap().remove("name");
    document["outcome"]["unit"] = json!("points");
    document["out_of_fold"]["score"] = json!("auc");
    document["out_of_fold"]["low"] = json!(0.9);
    document["scale"]["best"] = json!(1);
    document["link"] = json!("probit");
    document["intercept"] = json!(null);
    document["terms"][0]["weight"] = json!("1.5");
    document["terms"][0]["parameters"]["decay"] = json!(-1);
    document["terms"][1]["parameters"] = json!({ "end": 3 });
    document["terms"].as_array_mut().unwrap().extend([
        json!({ "weight": 1, "model": "fitted", "parameters": {} }),
        json!({ "weight": 1, "model": "recency_mean", "parameters": { "decay": "0.3, decay=1" } }),
        json!({ "weight": 1, "model": "peak_end", "parameters": { "weight": 0.5 } }),
        json!([1]),
    ]);
    let problems = FittedFile::read(&document.to_string()).unwrap_err();
    let told: Vec<String> = problems.0.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn texts_that_are_no_files_are_told() {
    let told = |text: &str| FittedFile::read(text).unwrap_err().to_string();
    assert_eq!(
        told("{ \"format\": 2, \"new\": 1 }"),
        "format: this is format 2, and format 1 is read"
    );
    assert_eq!(told("[]"), "an object is wanted, not a list");
    assert_eq!(told("{ \"format\" 1 }"), "line 1, column 12: expected `:`");
    let mut twice = document().to_string();
    twice.insert_str(1, "\"link\": \"logit\", ");
    assert_eq!(told(&twice), "`link` is given twice");
    let huge = document().to_string().replace("0.25", "1e999");
    assert!(told(&huge).contains("number out of range"), "{}", told(&huge));
    let large = document().to_string().replace("0.25", "1e12");
    assert_eq!(
        told(&large),
        "intercept must be from -1000000000 to 1000000000, found 1000000000000"
    );
    let deep = "[".repeat(100_000);
    assert!(matches!(
        FittedFile::read(&deep).unwrap_err().0[0].cause,
        FittedFileCause::Syntax { .. }
    ));
}

#[test]
fn many_problems_are_counted_and_told_in_part() {
    // As many as a file of the largest size allowed can hold, each deep in the document.
    let keys = "\"a\":0,".repeat(100_000);
    let text = format!("{{\"{}\":[{{{keys}\"b\":0}}]}}", "long".repeat(50_000));
    let started = std::time::Instant::now();
    let problems = FittedFile::read(&text).unwrap_err().0;
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    assert_eq!(problems.len(), 51);
    // 99,999 keys that are there before, one that is not known, and 8 that are missing.
    assert_eq!(problems[50].to_string(), "and 99958 more problems");
}

#[test]
fn a_file_says_whether_the_episodes_had_durations() {
    let mut document = document();
    document["terms"] = json!([{ "weight": 1, "model": "integral", "parameters": {} }]);
    let timed = FittedFile::read(&document.to_string()).unwrap();
    document["fitted_on"]["timed"] = json!(false);
    let untimed = FittedFile::read(&document.to_string()).unwrap();
    let moments = [(4.0, 60.0), (2.0, 30.0)].map(|(score, minutes)| Moment {
        minutes: Some(minutes),
        ..Moment::scored(score)
    });
    let scale = Scale::new(1.0, 3.0, 5.0).unwrap();
    let lived = Profile::new(scale, moments.to_vec()).unwrap();
    let value = |file: &FittedFile, profile| peak_end::Model::from(file.model().clone()).value(profile);
    assert_eq!(value(&timed, &lived), Ok(0.25 + 300.0));
    assert_eq!(value(&untimed, &lived), Ok(0.25 + 6.0));
    let scores = Profile::from_scores(scale, &[4.0, 2.0]).unwrap();
    assert_eq!(value(&timed, &scores), Err(NoValue::NoDuration { moment: 0 }));
    assert_eq!(value(&untimed, &scores), Ok(0.25 + 6.0));
}

/// A value of JSON of any kind.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z(),= ]{0,12}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{ "weight": 1 }])),
    ]
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        _ = FittedFile::read(&text);
    }

    #[test]
    fn no_value_panics(
        value in value(),
        path in prop::sample::select(vec![
            "/format", "/fitted_on", "/fitted_on/episodes", "/fitted_on/candidate", "/outcome", "/outcome/worst",
            "/out_of_fold", "/out_of_fold/low", "/scale", "/scale/neutral", "/link", "/intercept", "/terms",
            "/terms/0", "/terms/0/weight", "/terms/0/model", "/terms/0/parameters", "/terms/1/parameters/end",
            "/terms/1/parameters/end_moments",
        ]),
    ) {
        let mut document = document();
        *document.pointer_mut(path).unwrap() = value;
        if let Ok(file) = FittedFile::read(&document.to_string()) {
            prop_assert_eq!(FittedFile::read(&file.text()), Ok(file));
        }
    }
}
