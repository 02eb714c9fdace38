//! Models as they come out of fitting: on one way through, in predictions, and where they cannot be used.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use peak_end::{
    BootstrapOptions, Customers, FeatureWeights, Fitted, InvestError, InvestOptions, Investing, Link, Model, NoValue,
    PredictOptions, Profile, Unit, Unpredicted, WayChoice, WeightedFeatures, predict, uncertainty,
};
use proptest::prelude::*;
use service_blueprint::{Blueprint, Scale, parse};

fn scale(worst: f64, neutral: f64, best: f64) -> Scale {
    Scale::new(worst, neutral, best).unwrap()
}

fn fitted(scale: Scale, link: Link, intercept: f64, terms: &[(f64, &str)]) -> Model {
    let terms = terms
        .iter()
        .map(|(weight, text)| (*weight, text.parse().unwrap()))
        .collect();
    Fitted::new(scale, link, intercept, terms).unwrap().into()
}

fn value(model: &Model, profile: &Profile) -> Result<f64, NoValue> {
    model.value(profile)
}

#[test]
fn scores_are_carried_to_the_scale_of_the_episodes() {
    // Fitted on stars; 7.5 of 0 to 10 is 4 of 1 to 5, halfway from neutral to best.
    let stars = scale(1.0, 3.0, 5.0);
    let model = fitted(stars, Link::Identity, 2.0, &[(1.0, "mean"), (10.0, "end")]);
    let profile = Profile::from_scores(Scale::default(), &[2.5, 5.0, 7.5]).unwrap();
    assert_eq!(value(&model, &profile), Ok(2.0 + 3.0 + 40.0));
    // On a scale of pain worst is worst: 10 of 10 to 0 with neutral 0 is 1 star.
    let pain = scale(10.0, 0.0, 0.0);
    let profile = Profile::from_scores(pain, &[10.0, 5.0, 0.0]).unwrap();
    assert_eq!(value(&model, &profile), Ok(2.0 + 2.0 + 30.0));
    assert_eq!(model.unit(), Unit::Fitted);
    assert!(!model.is_on_scale());
}

#[test]
fn a_score_that_the_episodes_could_not_have_has_no_value() {
    let pain = scale(10.0, 0.0, 0.0);
    let model = fitted(pain, Link::Identity, 0.0, &[(1.0, "mean")]);
    let profile = Profile::from_scores(Scale::default(), &[5.0, 2.0, 8.0]).unwrap();
    assert_eq!(value(&model, &profile), Err(NoValue::OffScale { moment: 2 }));
}

#[test]
fn parts_without_a_value_leave_the_whole_without() {
    let model = fitted(
        Scale::default(),
        Link::Identity,
        0.0,
        &[(1.0, "mean"), (1.0, "slope_per_step")],
    );
    let profile = Profile::from_scores(Scale::default(), &[5.0]).unwrap();
    let reason = NoValue::TooFewMoments { needed: 2, found: 1 };
    assert_eq!(value(&model, &profile), Err(reason));
}

/// A shop of two touchpoints that all pass, with or without durations.
fn shop(durations: bool) -> Blueprint {
    let of = |minutes: &str| match durations {
        true => format!(", duration: {minutes}"),
        false => String::new(),
    };
    let (first, second) = (of("30m"), of("2h"));
    parse(&format!(
        "blueprint: Shop\nstages:\n  - id: buy\n    touchpoints:\n      - {{ id: choose, experience: 8{first} }}\n      \
         - {{ id: pay, experience: 4{second} }}\n"
    ))
    .unwrap()
}

#[test]
fn durations_are_left_out_where_the_episodes_had_none_and_missed_where_they_had_them() {
    let [timed, untimed] = [shop(true), shop(false)];
    let by_time = ["integral", "duration_weighted_mean", "acclimation_decay"];
    for (name, felt) in by_time.into_iter().zip([12.0, 6.0, f64::NAN]) {
        let terms = || vec![(1.0, name.parse().unwrap())];
        let plain = Fitted::new(Scale::default(), Link::Identity, 0.0, terms()).unwrap();
        assert!(plain.goes_by_time() && plain.had_durations().is_none());
        let (had, had_none) = (plain.clone().with_durations(true), plain.clone().with_durations(false));
        let models: Vec<Model> = vec![plain.into(), had.into(), had_none.into()];
        let values = |blueprint: &Blueprint| -> Vec<Result<f64, Unpredicted>> {
            let options = PredictOptions {
                models: models.clone(),
                ..PredictOptions::default()
            };
            let prediction = predict(blueprint, &options).unwrap();
            let remembered = prediction.overall.remembered.iter();
            remembered.map(|one| one.value.map(|found| found.value)).collect()
        };
        let (with, without) = (values(&timed), values(&untimed));
        assert_eq!(with[0], with[1], "{name}");
        assert_ne!(with[0], with[2], "{name}");
        assert_eq!(with[2], without[2], "{name}");
        assert_eq!(without[0], without[2], "{name}");
        assert_eq!(
            without[1],
            Err(Unpredicted::NoValue(NoValue::NoDuration { moment: 0 })),
            "{name}"
        );
        if !felt.is_nan() {
            assert_eq!(with[2], Ok(felt), "{name}");
        }
    }
    // What does not go by time has the same value either way.
    let mean = Fitted::new(
        Scale::default(),
        Link::Identity,
        0.0,
        vec![(1.0, "mean".parse().unwrap())],
    )
    .unwrap();
    let profile = Profile::from_scores(Scale::default(), &[8.0, 4.0]).unwrap();
    assert_eq!(value(&mean.with_durations(true).into(), &profile), Ok(6.0));
}

#[test]
fn a_logistic_sum_is_a_chance() {
    let model = fitted(Scale::default(), Link::Logit, -1.0, &[(0.5, "end")]);
    let chance = |end: f64| value(&model, &Profile::from_scores(Scale::default(), &[end]).unwrap()).unwrap();
    assert_eq!(chance(2.0), 0.5);
    assert!((chance(4.0) - 0.731_058_578_630_004_9).abs() < 1e-15); // 1/(1 + 1/e)
    let sure = fitted(Scale::default(), Link::Logit, 0.0, &[(1e9, "end"), (-1e9, "mean")]);
    let profile = Profile::from_scores(Scale::default(), &[10.0, 0.0]).unwrap();
    assert_eq!(value(&sure, &profile), Ok(0.0));
}

#[test]
fn which_sums_are_monotone() {
    let rising = Scale::default();
    let falling = scale(10.0, 0.0, 0.0);
    let is = |scale, terms: &[(f64, &str)]| fitted(scale, Link::Identity, 3.0, terms).is_monotone();
    assert!(is(rising, &[]) && is(falling, &[]));
    assert!(is(rising, &[(1.0, "mean"), (0.5, "end")]) && !is(rising, &[(1.0, "mean"), (-0.1, "end")]));
    // Less pain is better, and lowers a mean of pain; it raises the points towards best.
    assert!(!is(falling, &[(1.0, "mean")]) && is(falling, &[(-1.0, "mean"), (-0.5, "integral")]));
    assert!(is(falling, &[(1.0, "loss_averse_mean")]) && !is(falling, &[(-1.0, "loss_averse_mean")]));
    assert!(!is(rising, &[(1.0, "sd_population")]) && is(rising, &[(0.0, "sd_population"), (1.0, "end")]));
    assert!(!is(rising, &[(1.0, "slope_per_step")]));
    let weights = FeatureWeights {
        intercept: 4.0,
        mean: 2.0,
        ..FeatureWeights::default()
    };
    let sum = Model::from(WeightedFeatures::new(weights).unwrap());
    let of = |scale, weight| Model::from(Fitted::new(scale, Link::Logit, 0.0, vec![(weight, sum.clone())]).unwrap());
    assert!(of(rising, 1.0).is_monotone() && of(falling, -1.0).is_monotone() && !of(falling, 1.0).is_monotone());
    let inner = of(falling, -1.0);
    let outer = Fitted::new(falling, Link::Identity, 0.0, vec![(2.0, inner)]).unwrap();
    assert!(Model::from(outer).is_monotone());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    /// On falling scales and rising ones: where a sum says that it is monotone, no raised score lowers it.
    #[test]
    fn raising_a_score_never_lowers_a_monotone_sum(
        pain in any::<bool>(),
        other in any::<bool>(),
        scores in prop::collection::vec(0.0..=1.0, 1..6),
        moment in 0..6_usize,
        by in 0.0..=1.0,
        weights in prop::collection::vec(-2.0..2.0, 1..4),
        names in prop::collection::vec(prop::sample::select(Model::all()), 3),
        logit in any::<bool>(),
    ) {
        let on = |pain| if pain { scale(10.0, 4.0, 0.0) } else { scale(1.0, 3.0, 5.0) };
        let terms = weights.into_iter().zip(names).collect();
        let link = if logit { Link::Logit } else { Link::Identity };
        let model = Model::from(Fitted::new(on(pain), link, 0.5, terms).unwrap());
        if !model.is_monotone() {
            return Ok(());
        }
        let lived = on(other);
        let at = |parts: &[f64]| {
            let scores: Vec<f64> = parts.iter().map(|part| lived.worst() + part * (lived.best() - lived.worst())).collect();
            Profile::from_scores(lived, &scores).unwrap()
        };
        let mut raised = scores.clone();
        let moment = moment % raised.len();
        raised[moment] += by * (1.0 - raised[moment]);
        if let (Ok(before), Ok(after)) = (model.value(&at(&scores)), model.value(&at(&raised))) {
            prop_assert!(after >= before - 1e-8, "{before} {after}");
        }
    }
}

fn examples() -> Vec<Blueprint> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/blueprints");
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    texts
        .map(|path| parse(&std::fs::read_to_string(path).unwrap()).unwrap())
        .collect()
}

/// Parts of every kind whose expectation is exact on a branching journey.
const EXACT: [(f64, &str); 8] = [
    (0.4, "mean"),
    (0.3, "peak_end(weight=0.7)"),
    (-0.2, "trough"),
    (0.15, "best_end"),
    (0.1, "start"),
    (0.05, "duration_weighted_mean"),
    (-0.3, "range"),
    (0.25, "loss_averse_mean(loss_aversion=3)"),
];

#[test]
fn a_prediction_under_a_sum_is_the_sum_of_predictions() {
    let mut seen = 0;
    for blueprint in examples() {
        let parts: Vec<Model> = EXACT.iter().map(|(_, text)| text.parse().unwrap()).collect();
        let whole = fitted(blueprint.scale(), Link::Identity, 1.25, &EXACT);
        let options = PredictOptions {
            models: [whole].into_iter().chain(parts).collect(),
            ..PredictOptions::default()
        };
        let prediction = predict(&blueprint, &options).unwrap();
        let segments = prediction.segments.iter().map(|segment| &segment.outlook);
        for outlook in segments.chain([&prediction.overall]) {
            let values: Option<Vec<_>> = outlook.remembered.iter().map(|one| one.value.ok()).collect();
            let Some(values) = values else { continue };
            assert!(values.iter().all(|value| value.standard_error.is_none()), "exact");
            let expected = 1.25
                + EXACT
                    .iter()
                    .zip(&values[1..])
                    .map(|((weight, _), part)| weight * part.value)
                    .sum::<f64>();
            assert!(
                (values[0].value - expected).abs() < 1e-9,
                "{} {expected}",
                values[0].value
            );
            seen += 1;
        }
        assert!(prediction.exact);
    }
    assert!(seen >= 7, "{seen}");
}

#[test]
fn what_is_no_sum_of_exact_parts_is_sampled_or_enumerated_and_never_panics() {
    for blueprint in examples() {
        let here = blueprint.scale();
        let there = scale(1.0, 3.0, 5.0);
        let models = vec![
            fitted(here, Link::Identity, 0.0, &[(1.0, "recency_mean"), (1.0, "end")]),
            fitted(here, Link::Logit, -3.0, &[(0.5, "mean")]),
            fitted(there, Link::Identity, 0.0, &[(-1.0, "mean"), (2.0, "peak_end")]),
            fitted(
                here,
                Link::Identity,
                0.0,
                &[(1.0, "disconfirmation"), (1.0, "stage_weighted")],
            ),
            fitted(here, Link::Identity, 2.5, &[]),
            fitted(scale(0.0, 10.0, 10.0), Link::Identity, 0.0, &[(1.0, "mean")]),
        ];
        for (customers, way) in [
            (Customers::Average, WayChoice::All),
            (Customers::Average, WayChoice::MostLikely),
            (Customers::Population, WayChoice::All),
        ] {
            let options = PredictOptions {
                models: models.clone(),
                customers,
                way,
                samples: 500,
                ..PredictOptions::default()
            };
            let prediction = predict(&blueprint, &options).unwrap();
            let found = |place: usize| prediction.overall.remembered[place].value;
            if let Ok(chance) = found(1) {
                assert!((0.0..=1.0).contains(&chance.value));
            }
            let constant = found(4).unwrap().value;
            assert!((constant - 2.5).abs() < 1e-9, "{constant}");
        }
        let options = PredictOptions {
            models: models.clone(),
            samples: 500,
            ..PredictOptions::default()
        };
        let few = BootstrapOptions {
            resamples: 100,
            ..BootstrapOptions::default()
        };
        _ = uncertainty(&blueprint, &options, &few);
    }
}

#[test]
fn options_are_not_chosen_by_a_value_that_is_no_score() {
    let mut seen = 0;
    for blueprint in examples() {
        let model = fitted(blueprint.scale(), Link::Identity, 0.0, &[(1.0, "mean")]);
        let options = InvestOptions {
            model,
            ..InvestOptions::default()
        };
        match Investing::new(&blueprint, options) {
            Err(InvestError::NotOnScale { .. }) => seen += 1,
            Err(InvestError::NoOptions) => {}
            other => panic!("{:?}", other.err()),
        }
    }
    assert!(seen > 0);
}
