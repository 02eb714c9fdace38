//! Acyclic journeys, way by way.

use super::cases::config;
use super::expected::{Expected, close};
use super::journey::{Journey, ending_id, score, total};
use super::journeys::{Shape, journeys, layered};
use super::order::Order;
use peak_end::{Outlook, PredictOptions, predict};
use proptest::prelude::*;
use service_blueprint::{EndId, Target};

/// Sums of products of a few quotients.
const EXACT: f64 = 1e-12;

/// One whole way.
struct Way {
    probability: f64,
    stops: Vec<usize>,
    ending: usize,
}

impl Journey {
    fn ways(&self) -> Vec<Way> {
        let mut found = Vec::new();
        let whole = f64::from(total(&self.start));
        for &(first, weight) in &self.start {
            self.go_on(vec![first], f64::from(weight) / whole, &mut found);
        }
        found
    }

    fn go_on(&self, so_far: Vec<usize>, probability: f64, found: &mut Vec<Way>) {
        let ways = &self.stops[*so_far.last().unwrap()].ways;
        let whole = f64::from(total(ways));
        for &(to, weight) in ways.iter().filter(|(_, weight)| *weight > 0) {
            let (mut stops, probability) = (so_far.clone(), probability * f64::from(weight) / whole);
            match to {
                Target::End(ending) => found.push(Way {
                    probability,
                    stops,
                    ending,
                }),
                Target::Touchpoint(next) => {
                    stops.push(next);
                    self.go_on(stops, probability, found);
                }
            }
        }
    }

    /// The stop with the greatest key, the later of equal ones.
    fn winner(&self, order: Order, felt: &[(usize, i64)]) -> (usize, i64) {
        let mut winner = felt[0];
        for &moment in felt {
            if self.key(order, moment.1) >= self.key(order, winner.1) {
                winner = moment;
            }
        }
        winner
    }

    /// The mean over moments, each as long as it takes.
    fn mean(&self, felt: &[(usize, i64)]) -> f64 {
        let minutes = |number: usize| {
            if self.timed {
                f64::from(self.stops[number].minutes)
            } else {
                1.0
            }
        };
        let sum: f64 = felt
            .iter()
            .map(|&(number, points)| minutes(number) * score(points))
            .sum();
        sum / felt.iter().map(|&(number, _)| minutes(number)).sum::<f64>()
    }
}

/// What the ways add up to, and by ending the sum of their means.
fn enumerated(journey: &Journey) -> (Expected<f64>, Vec<f64>) {
    let none = vec![0.0; journey.stops.len()];
    let mut expected = Expected {
        law: Default::default(),
        p_peak: none.clone(),
        p_trough: none.clone(),
        p_end: none.clone(),
        visits: none,
        unscored: vec![0.0; journey.endings],
    };
    let mut means = vec![0.0; journey.endings];
    for way in journey.ways() {
        let seen = way.stops.iter().filter(|&&number| !journey.stops[number].skipped);
        seen.for_each(|&number| expected.visits[number] += way.probability);
        let felt = way
            .stops
            .iter()
            .filter_map(|&number| Some((number, journey.stops[number].felt()?)));
        let felt: Vec<(usize, i64)> = felt.collect();
        let Some(&end) = felt.last() else {
            expected.unscored[way.ending] += way.probability;
            continue;
        };
        let (peak, trough) = (journey.winner(Order::Peak, &felt), journey.winner(Order::Trough, &felt));
        *expected.law.entry((peak.1, end.1, way.ending)).or_default() += way.probability;
        expected.p_peak[peak.0] += way.probability;
        expected.p_trough[trough.0] += way.probability;
        expected.p_end[end.0] += way.probability;
        means[way.ending] += way.probability * journey.mean(&felt);
    }
    (expected, means)
}

/// `predict` agrees: attributions, endings one by one and each given alone, the way lived through.
fn predicted(journey: &Journey, expected: &Expected<f64>, means: &[f64]) {
    let blueprint = journey.blueprint();
    let options = PredictOptions {
        negativity: journey.negativity(),
        ..PredictOptions::default()
    };
    let found = predict(&blueprint, &options).unwrap();
    let (mass, overall) = (expected.mass(), &found.overall);
    close(overall.unscored, 1.0 - mass, EXACT, &"unscored");
    for (number, touchpoint) in overall.touchpoints.iter().enumerate() {
        let given = |probability: f64| if mass > 0.0 { probability / mass } else { 0.0 };
        close(touchpoint.visits, expected.visits[number], EXACT, &("visits", number));
        close(
            touchpoint.p_peak,
            given(expected.p_peak[number]),
            EXACT,
            &("p_peak", number),
        );
        // A zero is printed without a sign.
        let shares = [
            touchpoint.visits,
            touchpoint.p_peak,
            touchpoint.p_trough,
            touchpoint.p_end,
        ];
        assert!(shares.iter().all(|share| share.is_sign_positive()), "{shares:?}");
        close(
            touchpoint.p_trough,
            given(expected.p_trough[number]),
            EXACT,
            &("p_trough", number),
        );
        close(
            touchpoint.p_end,
            given(expected.p_end[number]),
            EXACT,
            &("p_end", number),
        );
    }
    let lived = |outlook: &Outlook| outlook.experienced.unwrap_or(0.0);
    if mass > 0.0 {
        // The integral over random ways is good to eleven digits.
        close(
            lived(overall),
            means.iter().sum::<f64>() / mass,
            10.0 * EXACT,
            &"experienced",
        );
    }
    for (ending, mean) in means.iter().enumerate() {
        let here = expected.law.iter().filter(|((_, _, to), _)| *to == ending);
        let terms = here
            .clone()
            .map(|((peak, end, _), probability)| probability * score(peak + end) / 2.0);
        let (sum, mass): (f64, f64) = (terms.sum(), here.map(|(_, probability)| probability).sum());
        let came = mass + expected.unscored[ending];
        close(overall.endings[ending].probability, came, EXACT, &("ending", ending));
        if mass < 1e-6 {
            continue;
        }
        let outlook = &overall.endings[ending];
        let remembered = outlook.remembered[0].value.unwrap().value;
        assert_eq!(outlook.id.as_str(), ending_id(ending));
        if journey.quarters == 4 {
            close(remembered, sum / mass, EXACT, &("remembered", ending));
        }
        close(
            outlook.experienced.unwrap(),
            mean / mass,
            10.0 * EXACT,
            &("experienced", ending),
        );
        let only = PredictOptions {
            ending: Some(EndId::new(&ending_id(ending)).unwrap()),
            ..options.clone()
        };
        let only = predict(&blueprint, &only).unwrap().overall;
        close(
            only.law.mean().unwrap(),
            sum / mass,
            EXACT,
            &("mean of the law", ending),
        );
        close(lived(&only), mean / mass, 10.0 * EXACT, &("experienced, alone", ending));
    }
}

const SMALL: Shape = Shape {
    stops: 10,
    loops: false,
    sixteenths: false,
};

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn small_journeys_agree(journey in journeys(SMALL)) {
        let (expected, means) = enumerated(&journey);
        expected.agrees(&journey, EXACT);
        predicted(&journey, &expected, &means);
    }
}

proptest! {
    #![proptest_config(config(16))]

    /// With more ways than `predict` would ask one by one.
    #[test]
    fn journeys_of_many_ways_agree(journey in layered(9, 4, false)) {
        let (expected, means) = enumerated(&journey);
        expected.agrees(&journey, EXACT);
        predicted(&journey, &expected, &means);
    }
}
