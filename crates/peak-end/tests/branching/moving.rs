//! Slopes, jumps and headroom, against scores moved in the document and predicted anew.

use super::cases::config;
use super::definition::defined;
use super::expected::close;
use super::journey::{Journey, score};
use super::journeys::{Shape, journeys, layered};
use peak_end::{PredictOptions, Prediction, Weight, predict};
use proptest::prelude::*;
use service_blueprint::Blueprint;
use service_blueprint::document::Rating;

/// How far a score is moved, in points. Levels lie at least 1/48,000 of a side apart (sides of 4,000 and 6,000
/// thousandths, λ in quarters), and this moves no level by half as much.
const NUDGE: f64 = 1e-5;

/// Remembered is linear between levels, so that only rounding is left.
const EXACT: f64 = 1e-11;

fn asked(journey: &Journey, weight: f64) -> PredictOptions {
    PredictOptions {
        negativity: journey.negativity(),
        weight: Weight::new(weight).unwrap(),
        ..PredictOptions::default()
    }
}

fn remembered(prediction: &Prediction) -> f64 {
    prediction.overall.law.mean().unwrap_or(0.0)
}

/// What is remembered if one stop had another score.
fn remembered_if(journey: &Journey, number: usize, score: f64, options: &PredictOptions) -> f64 {
    let mut document = journey.document();
    document.stages[0].touchpoints[number].experience = Some(Rating::from(score));
    remembered(&predict(&Blueprint::try_from(document).unwrap(), options).unwrap())
}

fn agrees(journey: &Journey, weight: f64, most: usize) {
    let options = asked(journey, weight);
    let (found, scale) = (predict(&journey.blueprint(), &options).unwrap(), journey.scale());
    let now = remembered(&found);
    let visits: f64 = defined::<f64>(journey).visits.iter().sum();
    let tolerance = EXACT * visits.max(1.0);
    let felt = |number: &usize| journey.stops[*number].felt().is_some();
    for number in (0..journey.stops.len()).filter(felt).take(most) {
        let outlook = &found.overall.touchpoints[number];
        let Some(slope_up) = outlook.slope_up else {
            assert_eq!(
                found.overall.law.mean(),
                None,
                "a scored stop has slopes where anything is remembered"
            );
            continue;
        };
        let (slope_down, jump_up) = (outlook.slope_down.unwrap(), outlook.jump_up.unwrap());
        let own = journey.stops[number].points.map(score).unwrap();
        let (up, down) = (own + scale.direction() * NUDGE, own - scale.direction() * NUDGE);
        if scale.contains(up) {
            let moved = remembered_if(journey, number, up, &options);
            let expected = jump_up + slope_up * NUDGE;
            close(scale.gain(now, moved), expected, tolerance, &("raised", number, weight));
        }
        if scale.contains(down) {
            let moved = remembered_if(journey, number, down, &options);
            let expected = outlook.jump_down.unwrap() - slope_down * NUDGE;
            close(
                scale.gain(now, moved),
                expected,
                tolerance,
                &("lowered", number, weight),
            );
        }
        let best = remembered_if(journey, number, scale.best(), &options);
        close(outlook.if_best.unwrap(), best, tolerance, &("at best", number));
        let worst = remembered_if(journey, number, scale.worst(), &options);
        close(outlook.if_worst.unwrap(), worst, tolerance, &("at worst", number));
    }
    for (number, stop) in journey
        .stops
        .iter()
        .enumerate()
        .filter(|(_, stop)| stop.felt().is_none())
    {
        let outlook = &found.overall.touchpoints[number];
        assert_eq!((outlook.slope_up, outlook.if_best), (None, None), "{stop:?}");
    }
}

const WEIGHTS: [f64; 4] = [0.0, 0.3, 0.5, 1.0];

const SMALL: Shape = Shape {
    stops: 8,
    loops: false,
    sixteenths: false,
};

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn moves_agree_on_acyclic_journeys(journey in journeys(SMALL), weight in prop::sample::select(&WEIGHTS)) {
        agrees(&journey, weight, 8);
    }

    #[test]
    fn moves_agree_on_looped_journeys(
        journey in journeys(Shape { loops: true, ..SMALL }),
        weight in prop::sample::select(&WEIGHTS),
    ) {
        agrees(&journey, weight, 8);
    }
}

proptest! {
    #![proptest_config(config(16))]

    /// With more ways than `predict` would ask one by one.
    #[test]
    fn moves_agree_on_journeys_of_many_ways(journey in layered(9, 4, false)) {
        agrees(&journey, 0.5, 6);
    }

    #[test]
    fn moves_agree_on_layers_with_loops(journey in layered(6, 4, true)) {
        agrees(&journey, 0.5, 6);
    }
}
