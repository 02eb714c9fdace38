//! Raising a score never makes a monotone model's value worse; for every other model there is a counterexample.

use peak_end::{Model, Moment, PeakEnd, PeakRule, Profile, TieRule};
use proptest::prelude::*;
use service_blueprint::Scale;

use crate::laws::peak_ends;
use crate::strategies::{part, profile, with_moments};

/// Scores that tie may differ by 1e-9 of the half-scale; sums of a few numbers round far below that.
const TIED: f64 = 1e-8;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn raising_a_score_never_lowers_a_monotone_model(profile in profile(), moment in 0..8_usize, to in part()) {
        let scale = profile.scale();
        let mut moments = profile.moments().to_vec();
        let moment = moment % moments.len();
        let gain = to * scale.gain(moments[moment].score, scale.best());
        let raised = moments[moment].score + gain * scale.direction();
        moments[moment].score = if scale.contains(raised) { raised } else { scale.best() };
        let after = with_moments(&profile, &moments);
        for model in Model::all().into_iter().chain(peak_ends()).filter(Model::is_monotone) {
            if let (Ok(before), Ok(after)) = (model.value(&profile), model.value(&after)) {
                let gain = model.gain(scale, before, after);
                prop_assert!(gain >= -TIED * scale.half(), "{model} {:?}: {gain}", model.parameters());
            }
        }
    }
}

/// A model, scores, and the scores after one was raised, which makes the value worse.
fn counterexamples() -> Vec<(Model, &'static [f64], &'static [f64])> {
    let own_mean = PeakRule::FurthestFromOwnMean { tie: TieRule::Worst };
    let named = |name| Model::from_name(name).unwrap();
    vec![
        (
            PeakEnd {
                peak: own_mean,
                ..PeakEnd::default()
            }
            .into(),
            &[1.0, 1.7, 9.1],
            &[7.0, 1.7, 9.1],
        ),
        // The first of five minutes is beyond τ* = 2.77 minutes.
        (
            named("acclimation_decay"),
            &[5.0, 5.0, 5.0, 5.0, 5.0],
            &[9.0, 5.0, 5.0, 5.0, 5.0],
        ),
        (named("slope_per_step"), &[1.0, 2.0], &[2.0, 2.0]),
        (named("slope_latter_half"), &[5.0, 1.0, 2.0], &[5.0, 2.0, 2.0]),
        (named("sd_population"), &[1.0, 2.0], &[2.0, 2.0]),
        (named("range"), &[1.0, 2.0], &[2.0, 2.0]),
    ]
}

#[test]
fn every_model_that_is_not_monotone_has_a_counterexample() {
    let shown = counterexamples();
    for model in Model::all().into_iter().filter(|model| !model.is_monotone()) {
        assert!(
            shown.iter().any(|(other, ..)| *other == model),
            "{model} lacks a counterexample"
        );
    }
    for (model, before, after) in shown {
        assert!(!model.is_monotone(), "{model}");
        let value = |scores| {
            model
                .value(&Profile::from_scores(Scale::default(), scores).unwrap())
                .unwrap()
        };
        assert!(
            value(after) < value(before),
            "{model}: {} to {}",
            value(before),
            value(after)
        );
    }
}

#[test]
fn the_peak_by_own_mean_loses_the_known_amount() {
    let peak = |scores: &[f64]| {
        let profile = Profile::from_scores(Scale::default(), scores).unwrap();
        PeakEnd {
            peak: PeakRule::FurthestFromOwnMean { tie: TieRule::Worst },
            ..PeakEnd::default()
        }
        .peak
        .find(&profile)
        .unwrap()
        .score
    };
    // Means 3.93 and 5.93; furthest are 9.1 and 1.7. Half of 7.4 is lost.
    assert_eq!((peak(&[1.0, 1.7, 9.1]), peak(&[7.0, 1.7, 9.1])), (9.1, 1.7));
}

#[test]
fn acclimation_or_decay_alone_is_monotone() {
    let scale = Scale::default();
    for (acclimation, decay) in [(1.0, 0.0), (0.0, 1.0)] {
        let model: Model = peak_end::AcclimationDecay::new(acclimation, decay, 0.0).unwrap().into();
        assert!(model.is_monotone());
        for raised in 0..6 {
            let mut moments = vec![Moment::scored(4.0); 6];
            let before = model.value(&Profile::new(scale, moments.clone()).unwrap()).unwrap();
            moments[raised].score = 5.0;
            assert!(model.value(&Profile::new(scale, moments).unwrap()).unwrap() > before);
        }
    }
}
