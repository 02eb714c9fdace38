//! A set of options built into the blueprint, predicted, against the oracle's value of it: options are carried out three
//! times, by the optimiser, by the blueprint and by the oracle.

use super::best::{JUDGE, ids};
use super::run::{Tally, run};
use super::sets::{of_segments, scale};
use super::{applied::goals, remembering::points};
use peak_end::{PeakEnd, PredictOptions, predict};
use service_blueprint::OptionId;

/// Sums of products of a few quotients, in half-scales; solved equations where there are loops.
const CLOSE: f64 = 1e-11;

#[test]
fn a_set_built_in_is_worth_what_the_set_is() {
    run(200, |document, blueprint, draw| {
        let mut tally = Tally::default();
        let half = (document.scale.best - document.scale.worst).abs() / 2.0;
        let mut sets = JUDGE.sets(document).allowed;
        while sets.len() > 6 {
            sets.swap_remove(draw.below(sets.len()));
        }
        for set in sets {
            let ids = ids(document, &set.chosen);
            let chosen: Vec<OptionId> = ids.iter().map(|id| OptionId::new(id).unwrap()).collect();
            let journeys = of_segments(document, &set.chosen);
            let future = match blueprint.with_options(&chosen) {
                Ok(future) => future,
                // Whoever passes everything over has no journey that could be written down.
                Err(_)
                    if journeys
                        .iter()
                        .any(|journeys| journeys.stops.iter().all(|stop| stop.passed)) =>
                {
                    continue;
                }
                Err(error) => return Err(format!("not built: {ids:?}: {error}")),
            };
            let options = PredictOptions {
                models: vec![PeakEnd::default().into()],
                ..PredictOptions::default()
            };
            let prediction = predict(&future, &options).map_err(|error| format!("not predicted: {ids:?}: {error}"))?;
            for (outlook, journeys) in prediction.segments.iter().zip(&journeys) {
                let outlook = &outlook.outlook;
                tally.answers += 1;
                let expected = JUDGE.lasting(document, journeys).unwrap();
                let remembered = outlook.remembered("peak_end");
                let found = remembered.map_or(0.0, |found| points(scale(document), found) * (1.0 - outlook.unscored));
                if (found - expected).abs() > CLOSE * half {
                    return Err(format!("built in, {ids:?} is worth {found} instead of {expected}"));
                }
                let goals = goals(document);
                let expected = goals.contains(&true).then(|| journeys.goal(&goals).unwrap());
                let same = match (outlook.goal, expected) {
                    (Some(found), Some(expected)) => (found - expected).abs() <= CLOSE,
                    (found, expected) => found == expected,
                };
                if !same {
                    return Err(format!("P(goal) is {:?}, not {expected:?}, with {ids:?}", outlook.goal));
                }
            }
        }
        Ok(tally)
    });
}
