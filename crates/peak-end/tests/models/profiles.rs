//! What is no profile and no parameter, and what a missing part takes away.

use peak_end::{
    AcclimationDecay, EndRule, FeatureWeights, LossAverseMean, Model, Moment, Negativity, NoValue, ParameterError,
    PeakEnd, PowerMean, Profile, ProfileError, RecencyMean, TroughPeakEnd, Weight, WeightedFeatures,
};
use service_blueprint::Scale;

fn refused(moments: Vec<Moment>) -> ProfileError {
    Profile::new(Scale::default(), moments).unwrap_err()
}

#[test]
fn moments_that_are_no_profile() {
    let good = Moment::scored(5.0);
    assert_eq!(refused(Vec::new()), ProfileError::Empty);
    let off = refused(vec![good, Moment::scored(10.5)]);
    assert_eq!(
        off,
        ProfileError::ScoreOffScale {
            moment: 1,
            score: 10.5,
            worst: 0.0,
            best: 10.0
        }
    );
    assert_eq!(off.to_string(), "moment 2 has the score 10.5, outside 0..10");
    for odd in [f64::NAN, f64::INFINITY, -0.1] {
        assert!(matches!(
            refused(vec![Moment::scored(odd)]),
            ProfileError::ScoreOffScale { moment: 0, .. }
        ));
        let expecting = Moment {
            expectation: Some(odd),
            ..good
        };
        assert!(matches!(
            refused(vec![good, expecting]),
            ProfileError::ExpectationOffScale { moment: 1, .. }
        ));
    }
    for odd in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let lasting = Moment {
            minutes: Some(odd),
            ..good
        };
        assert!(matches!(
            refused(vec![lasting]),
            ProfileError::Duration { moment: 0, .. }
        ));
    }
    let ages = Moment {
        minutes: Some(1e308),
        ..good
    };
    assert_eq!(refused(vec![ages, ages]), ProfileError::TooLarge);
}

#[test]
fn influence_that_fits_no_profile() {
    let profile = Profile::new(
        Scale::default(),
        vec![Moment {
            stage: Some(2),
            ..Moment::scored(5.0)
        }],
    )
    .unwrap();
    let short = profile.clone().with_influence(vec![0.5, 0.5]).unwrap_err();
    assert_eq!(
        short,
        ProfileError::UnknownStage {
            moment: 0,
            stage: 2,
            stages: 2
        }
    );
    for odd in [-0.1, f64::NAN, f64::INFINITY] {
        let refused = profile.clone().with_influence(vec![0.5, odd, 0.5]).unwrap_err();
        assert!(matches!(refused, ProfileError::Influence { stage: 1, .. }));
    }
}

#[test]
fn a_refused_replacement_changes_nothing() {
    let mut profile = Profile::from_scores(Scale::default(), &[4.0, 6.0]).unwrap();
    let before = profile.clone();
    assert!(
        profile
            .replace(&[
                Moment {
                    minutes: Some(1.0),
                    ..Moment::scored(5.0)
                },
                Moment::scored(11.0)
            ])
            .is_err()
    );
    assert_eq!(profile, before);
    profile
        .replace(&[Moment {
            minutes: Some(1.0),
            ..Moment::scored(5.0)
        }])
        .unwrap();
    assert!(profile.is_timed());
}

#[test]
fn one_missing_duration_makes_the_experienced_mean_plain() {
    let timed = |minutes| Moment {
        minutes,
        ..Moment::scored(9.0)
    };
    let short = Moment {
        minutes: Some(1.0),
        ..Moment::scored(3.0)
    };
    let profile = |moments| Profile::new(Scale::default(), moments).unwrap();
    assert_eq!(profile(vec![short, timed(Some(5.0))]).experienced(), 8.0);
    let untimed = profile(vec![short, timed(None)]);
    assert_eq!((untimed.experienced(), untimed.is_timed()), (6.0, false));
}

#[test]
fn the_memory_gap_is_positive_towards_best() {
    let pain = Profile::from_scores(Scale::new(10.0, 0.0, 0.0).unwrap(), &[8.0, 4.0]).unwrap();
    assert_eq!(pain.memory_gap(7.0), -1.0);
    assert_eq!(
        Profile::from_scores(Scale::default(), &[8.0, 4.0])
            .unwrap()
            .memory_gap(7.0),
        1.0
    );
}

#[test]
fn parameters_out_of_range() {
    let odd = [f64::NAN, f64::INFINITY, -1e-9];
    for odd in odd {
        assert!(Weight::new(odd).is_err());
        assert!(RecencyMean::new(odd).is_err());
        assert!(AcclimationDecay::new(odd, 0.5, 0.0).is_err());
        assert!(AcclimationDecay::new(0.5, odd, 0.0).is_err());
        assert!(Negativity::new(odd).is_err());
        assert!(LossAverseMean::new(odd).is_err());
        assert!(TroughPeakEnd::new(odd, 0.5, 0.5).is_err());
    }
    assert!(Weight::new(1.0 + 1e-9).is_err());
    assert!(Negativity::new(0.99).is_err());
    assert!(AcclimationDecay::new(0.5, 0.5, f64::NAN).is_err());
    assert!(matches!(
        TroughPeakEnd::new(0.5, 0.5, 0.5),
        Err(ParameterError::WeightSum { found: 1.5 })
    ));
    assert!(matches!(PowerMean::new(1e-9), Err(ParameterError::NearZero { .. })));
    assert!(PowerMean::new(f64::NAN).is_err());
    let message = Negativity::new(0.5).unwrap_err().to_string();
    assert_eq!(message, "negativity must be from 1 to 1000, found 0.5");
    let odd = WeightedFeatures::new(FeatureWeights {
        sd: f64::NAN,
        ..FeatureWeights::default()
    });
    assert!(matches!(odd, Err(ParameterError::OutOfRange { name: "sd", .. })));
}

#[test]
fn power_means_meet_the_means_they_generalise() {
    let stars = Scale::new(1.0, 3.0, 5.0).unwrap();
    let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0]).unwrap();
    let power = |p| Model::from(PowerMean::new(p).unwrap()).value(&profile).unwrap();
    let geometric = 120.0_f64.powf(0.2);
    for (p, expected) in [
        (1.0, 3.0),
        (0.0, geometric),
        (2.0, 11.0_f64.sqrt()),
        (-1.0, 5.0 / (0.5 + 0.25 + 0.2 + 1.0 + 1.0 / 3.0)),
    ] {
        assert!((power(p) - expected).abs() < 1e-12, "{p}: {}", power(p));
    }
    assert!((power(1e-6) - geometric).abs() < 1e-5);
    assert!((power(-0.999_999_9) - power(-1.0)).abs() < 1e-5);
    assert!(power(100.0) < 5.0 && power(100.0) > 4.9);
    assert!(power(-100.0) > 1.0 && power(-100.0) < 1.1);
}

#[test]
fn weights_of_features_decide_unit_and_monotony() {
    let model = |weights: FeatureWeights| Model::from(WeightedFeatures::new(weights).unwrap());
    let mean_and_end = FeatureWeights {
        mean: 0.5,
        end: 0.5,
        ..FeatureWeights::default()
    };
    assert!(model(mean_and_end).is_on_scale() && model(mean_and_end).is_monotone());
    let shifted = model(FeatureWeights {
        intercept: 1.0,
        ..mean_and_end
    });
    assert!(!shifted.is_on_scale() && shifted.is_monotone());
    let contrast = model(FeatureWeights {
        start: -0.5,
        end: 1.0,
        mean: 0.5,
        ..FeatureWeights::default()
    });
    assert!(!contrast.is_on_scale() && !contrast.is_monotone());
    let trend = model(FeatureWeights {
        slope: 0.1,
        ..mean_and_end
    });
    assert!(!trend.is_on_scale() && !trend.is_monotone());
    let single = Profile::from_scores(Scale::default(), &[5.0]).unwrap();
    assert_eq!(
        trend.value(&single),
        Err(NoValue::TooFewMoments { needed: 2, found: 1 })
    );
    assert_eq!(model(mean_and_end).value(&single), Ok(5.0));
}

#[test]
fn the_end_of_the_last_stage_needs_a_stage() {
    let model = Model::from(PeakEnd {
        end: EndRule::LastStage,
        ..PeakEnd::default()
    });
    let stages = |stages: [Option<usize>; 3]| {
        let scores = [8.0, 6.0, 4.0];
        let moments = (0..3).map(|i| Moment {
            stage: stages[i],
            ..Moment::scored(scores[i])
        });
        Profile::new(Scale::default(), moments.collect()).unwrap()
    };
    // The peak is 8; the end is the mean of 6 and 4, and the earlier visit to the stage is no part of it.
    assert_eq!(model.value(&stages([Some(0), Some(1), Some(1)])), Ok(6.5));
    assert_eq!(model.value(&stages([Some(1), Some(0), Some(1)])), Ok(6.0));
    assert_eq!(
        model.value(&stages([Some(0), Some(1), None])),
        Err(NoValue::NoStage { moment: 2 })
    );
}

#[test]
fn a_moment_without_stage_has_no_stage_weighted_value() {
    let moments = vec![
        Moment {
            stage: Some(0),
            ..Moment::scored(5.0)
        },
        Moment::scored(6.0),
    ];
    let profile = Profile::new(Scale::default(), moments)
        .unwrap()
        .with_influence(vec![1.0])
        .unwrap();
    let model = Model::from_name("stage_weighted").unwrap();
    assert_eq!(model.value(&profile), Err(NoValue::NoStage { moment: 1 }));
}

#[test]
fn many_stages_are_weighed_like_few() {
    let moments: Vec<_> = (0..40)
        .map(|i| Moment {
            stage: Some(i),
            ..Moment::scored(i as f64 / 4.0)
        })
        .collect();
    let influence: Vec<_> = (0..40).map(f64::from).collect();
    let profile = Profile::new(Scale::default(), moments)
        .unwrap()
        .with_influence(influence)
        .unwrap();
    // Σ i²/4 / Σ i over 0..40 = 20540/4/780.
    let value = Model::from_name("stage_weighted").unwrap().value(&profile).unwrap();
    assert!((value - 20540.0 / 4.0 / 780.0).abs() < 1e-12);
}
