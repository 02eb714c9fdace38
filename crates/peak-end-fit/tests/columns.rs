//! The columns of many episodes at once are what each model says of each profile.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use peak_end::{
    AcclimationDecay, Fitted, Link, LossAverseMean, Model, Negativity, PeakAlone, PeakEnd, PeakRule, PowerMean,
    RecencyMean, TieRule, TroughPeakEnd, Weight,
};
use peak_end_fit::{Episode, Episodes, Outcome, RatedMoment, columns};
use proptest::prelude::*;
use service_blueprint::Scale;

/// Rounding of sums in another order, relative to the size of the numbers.
const TOLERANCE: f64 = 1e-9;

fn models() -> Vec<Model> {
    let most_intense = |tie, lambda| PeakRule::MostIntense {
        tie,
        negativity: Negativity::new(lambda).unwrap(),
    };
    let mut models = Model::all();
    models.extend([
        RecencyMean::new(0.0).unwrap().into(),
        RecencyMean::new(3.0).unwrap().into(),
        AcclimationDecay::new(0.3, 0.3, 2.0).unwrap().into(),
        AcclimationDecay::new(0.0, 0.0, 0.0).unwrap().into(),
        LossAverseMean::new(7.0).unwrap().into(),
        PowerMean::new(2.5).unwrap().into(),
        TroughPeakEnd::new(0.5, 0.2, 0.3).unwrap().into(),
        PeakAlone {
            peak: most_intense(TieRule::Worst, 3.0),
        }
        .into(),
        PeakAlone {
            peak: most_intense(TieRule::First, 1.0),
        }
        .into(),
        PeakEnd {
            weight: Weight::new(0.8).unwrap(),
            peak: PeakRule::BestBeforeEnd,
            ..PeakEnd::default()
        }
        .into(),
    ]);
    let terms = vec![(0.3, Model::all()[1].clone()), (-2.0, Model::all()[0].clone())];
    models.push(
        Fitted::new(Scale::default(), Link::Logit, 0.5, terms.clone())
            .unwrap()
            .into(),
    );
    models.push(
        Fitted::new(Scale::new(9.0, 4.0, -3.0).unwrap(), Link::Identity, 0.5, terms)
            .unwrap()
            .into(),
    );
    models
}

fn scales() -> impl Strategy<Value = Scale> {
    let scale = |worst, neutral, best| Scale::new(worst, neutral, best).unwrap();
    prop::sample::select(vec![
        scale(0.0, 5.0, 10.0),
        scale(1.0, 3.0, 5.0),
        scale(10.0, 0.0, 0.0),
        scale(-3.0, 1.0, 7.0),
        scale(9.0, 4.0, -3.0),
    ])
}

/// Ratings on the scale, whole numbers half of the time, so that they tie.
fn episodes() -> impl Strategy<Value = Episodes> {
    let rating = (0u32..=1000, any::<bool>());
    let moments = prop::collection::vec((rating, 1u32..600), 1..24);
    let several = prop::collection::vec(moments, 1..6);
    (scales(), several, any::<bool>()).prop_map(|(scale, several, timed)| {
        let (low, width) = (scale.worst().min(scale.best()), (scale.best() - scale.worst()).abs());
        let moment = |((part, whole), tenths): ((u32, bool), u32)| {
            let rating = low + width * f64::from(part) / 1000.0;
            RatedMoment {
                touchpoint: "somewhere".into(),
                rating: if whole { rating.round() } else { rating },
                minutes: timed.then(|| f64::from(tenths) / 10.0),
            }
        };
        let episode = |moments: Vec<_>| Episode {
            moments: moments.into_iter().map(moment).collect(),
            ..Episode::default()
        };
        Episodes::new(scale, Outcome::Rating, several.into_iter().map(episode)).unwrap()
    })
}

proptest! {
    #[test]
    fn a_column_is_the_value_of_each_profile(episodes in episodes()) {
        let models = models();
        for (model, column) in models.iter().zip(columns(&episodes, &models)) {
            let expected: Vec<_> = (0..episodes.count()).map(|at| model.value(&episodes.profile(at))).collect();
            match column {
                Ok(column) => for (at, (found, expected)) in column.iter().zip(&expected).enumerate() {
                    let expected = expected.as_ref().map_err(|reason| TestCaseError::fail(format!("{model}: {reason}")))?;
                    let size = expected.abs().max(episodes.scale().half());
                    prop_assert!((found - expected).abs() <= TOLERANCE * size, "{model}: {found}, not {expected} of {:?}", episodes.ratings(at));
                },
                Err(undefined) => {
                    let without: Vec<_> = expected.iter().filter_map(|value| value.err()).collect();
                    prop_assert_eq!(undefined.count, without.len(), "{}", model);
                    prop_assert_eq!(Some(&undefined.reason), without.first());
                }
            }
        }
    }
}
