//! Population mode on histograms: a touchpoint whose visits are drawn from counts of ratings is as many touchpoints with
//! one score each, to which the ways divide.

use super::cases::config;
use super::definition::defined;
use super::expected::{Expected, close};
use super::journey::{Journey, Stop, points, score};
use super::journeys::{Shape, journeys};
use peak_end::{Customers, PredictOptions, predict};
use proptest::prelude::*;
use service_blueprint::document::{Histogram, Rating};
use service_blueprint::{Blueprint, Target};

/// How many ratings every touchpoint has.
const RATINGS: u32 = 12;

/// How they divide among scores.
const SPLITS: [&[u32]; 4] = [&[12], &[3, 9], &[4, 4, 4], &[1, 5, 6]];

/// A journey, and by stop the points of its ratings with their counts.
#[derive(Debug, Clone)]
struct Rated {
    journey: Journey,
    ratings: Vec<Vec<(i64, u32)>>,
}

fn rated(loops: bool) -> impl Strategy<Value = Rated> {
    let shape = Shape {
        stops: 5,
        loops,
        sixteenths: false,
    };
    let picks = prop::collection::vec((prop::sample::select(&SPLITS), 0..11i64, 1..4i64), 6);
    (journeys(shape), picks).prop_map(|(journey, picks)| {
        let range = journey.scale[2] - journey.scale[0];
        let ratings = picks.iter().zip(&journey.stops).map(|(&(split, first, apart), stop)| {
            if stop.points.is_none() {
                return Vec::new();
            }
            let step = |number: usize| (first + apart * number as i64) % 11;
            let points = |number: usize| journey.scale[0] + range / 10 * step(number);
            split
                .iter()
                .enumerate()
                .map(|(number, &count)| (points(number), count))
                .collect()
        });
        let ratings = ratings.collect();
        Rated { journey, ratings }
    })
}

impl Rated {
    /// The blueprint with its counts.
    fn blueprint(&self) -> Blueprint {
        let mut document = self.journey.document();
        for (touchpoint, ratings) in document.stages[0].touchpoints.iter_mut().zip(&self.ratings) {
            if !ratings.is_empty() {
                touchpoint.experience = Some(Rating::Histogram(Histogram {
                    scale: None,
                    ratings: ratings
                        .iter()
                        .map(|&(points, count)| (score(points), u64::from(count)))
                        .collect(),
                }));
            }
        }
        Blueprint::try_from(document).unwrap()
    }

    /// The journey with a stop for each rating, and the stop that each of them was.
    fn divided(&self) -> (Journey, Vec<usize>) {
        let mut stops: Vec<Stop> = Vec::new();
        let mut were = Vec::new();
        // By stop, its parts and how many of twelve come to each.
        let mut parts: Vec<Vec<(usize, u32)>> = Vec::new();
        for (number, (stop, ratings)) in self.journey.stops.iter().zip(&self.ratings).enumerate() {
            let whole = vec![(None, RATINGS)];
            let all = match ratings.is_empty() {
                true => whole,
                false => ratings.iter().map(|&(points, count)| (Some(points), count)).collect(),
            };
            let mut own = Vec::new();
            for (points, count) in all {
                own.push((stops.len(), count));
                were.push(number);
                stops.push(Stop { points, ..stop.clone() });
            }
            parts.push(own);
        }
        for stop in &mut stops {
            let ways = std::mem::take(&mut stop.ways);
            stop.ways = ways
                .iter()
                .flat_map(|&(to, weight)| match to {
                    Target::End(_) => vec![(to, weight * RATINGS)],
                    Target::Touchpoint(number) => {
                        let part = |&(part, count): &(usize, u32)| (Target::Touchpoint(part), weight * count);
                        parts[number].iter().map(part).collect()
                    }
                })
                .collect();
        }
        let start = self.journey.start.iter();
        let start =
            start.flat_map(|&(first, weight)| parts[first].iter().map(move |&(part, count)| (part, weight * count)));
        let journey = Journey {
            start: start.collect(),
            stops,
            ..self.journey.clone()
        };
        (journey, were)
    }

    fn agrees(&self) {
        let (divided, were) = self.divided();
        let expected: Expected<f64> = defined(&divided);
        let tolerance = 1e-12 * expected.visits.iter().sum::<f64>().max(1.0);
        let options = PredictOptions {
            customers: Customers::Population,
            negativity: self.journey.negativity(),
            ..PredictOptions::default()
        };
        let found = predict(&self.blueprint(), &options).unwrap();
        assert!(found.exact, "counts are all there is");
        let mass = expected.mass();
        for (number, touchpoint) in found.overall.touchpoints.iter().enumerate() {
            let whole = |parts: &[f64]| -> f64 {
                let own = parts.iter().zip(&were).filter(|(_, was)| **was == number);
                own.map(|(part, _)| part).sum()
            };
            let given = |parts: &[f64]| if mass > 0.0 { whole(parts) / mass } else { 0.0 };
            close(
                touchpoint.visits,
                whole(&expected.visits),
                tolerance,
                &("visits", number),
            );
            close(
                touchpoint.p_peak,
                given(&expected.p_peak),
                tolerance,
                &("p_peak", number),
            );
            close(
                touchpoint.p_trough,
                given(&expected.p_trough),
                tolerance,
                &("p_trough", number),
            );
            close(touchpoint.p_end, given(&expected.p_end), tolerance, &("p_end", number));
        }
        let mut pairs = expected.pairs();
        for atom in found.overall.law.atoms() {
            let pair = (points(atom.peak), points(atom.end));
            close(
                atom.probability,
                pairs.remove(&pair).unwrap_or(0.0),
                tolerance,
                &("law", pair),
            );
        }
        for (pair, probability) in pairs {
            close(0.0, probability, tolerance, &("missing from the law", pair));
        }
    }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn drawn_visits_agree(rated in rated(false)) {
        rated.agrees();
    }

    #[test]
    fn drawn_visits_agree_in_loops(rated in rated(true)) {
        rated.agrees();
    }
}
