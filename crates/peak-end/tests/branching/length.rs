//! The mean over the moments of random ways with loops, by how long ways have been so far.
//!
//! After t minutes (moments, where nothing says how long they take) so much probability has just completed a visit to
//! each stop, having gathered so many points. What leaves after t minutes has the mean of its points over t.

use super::cases::config;
use super::definition::{defined, solve};
use super::expected::close;
use super::journey::{Journey, score, total};
use super::journeys::{Shape, journeys, layered};
use peak_end::{PredictOptions, predict};
use proptest::prelude::*;
use service_blueprint::Target;
use std::collections::VecDeque;

/// Ways longer than this on average are not followed minute by minute.
const LONGEST: f64 = 500.0;

/// The journey between moments: what has none is passed through.
struct Felt {
    start: Vec<f64>,
    onward: Vec<Vec<f64>>,
    out: Vec<Vec<f64>>,
}

impl Felt {
    fn of(journey: &Journey) -> Self {
        let (stops, size) = (journey.reachable(), journey.stops.len());
        let silent = |number: usize| journey.stops[number].felt().is_none();
        let unfelt: Vec<usize> = stops.iter().copied().filter(|&number| silent(number)).collect();
        let row = |ways: &[(Target, u32)]| {
            let mut row = vec![0.0; size + journey.endings];
            for &(to, weight) in ways {
                let column = match to {
                    Target::Touchpoint(number) => number,
                    Target::End(number) => size + number,
                };
                row[column] += f64::from(weight) / f64::from(total(ways));
            }
            row
        };
        // From each stop without a moment, where journeys come to next: (I − Q)·next = rows to the others.
        let equation = |&from: &usize| {
            let row = row(&journey.stops[from].ways);
            let own = unfelt
                .iter()
                .map(|&to| f64::from(from == to) - row[to])
                .collect::<Vec<_>>();
            let others = row
                .iter()
                .enumerate()
                .map(|(to, p)| if to < size && silent(to) { 0.0 } else { *p });
            own.into_iter().chain(others).collect()
        };
        let next = solve(unfelt.iter().map(equation).collect::<Vec<Vec<f64>>>());
        let through = |ways: &[(Target, u32)]| {
            let mut row = row(ways);
            for (&number, next) in unfelt.iter().zip(&next) {
                let here = std::mem::take(&mut row[number]);
                for (sum, part) in row.iter_mut().zip(next) {
                    *sum += here * part;
                }
            }
            let out = row.split_off(size);
            (row, out)
        };
        let starts: Vec<(Target, u32)> = journey
            .start
            .iter()
            .map(|&(at, w)| (Target::Touchpoint(at), w))
            .collect();
        let reached = |number: &usize| match stops.contains(number) && !silent(*number) {
            true => through(&journey.stops[*number].ways),
            false => (vec![0.0; size], vec![0.0; journey.endings]),
        };
        let (onward, out) = (0..size).map(|number| reached(&number)).unzip();
        Self {
            start: through(&starts).0,
            onward,
            out,
        }
    }
}

/// By ending, the mean over moments times the chance to come there with a scored moment; and that chance.
fn means(journey: &Journey) -> Vec<(f64, f64)> {
    let (felt, size) = (Felt::of(journey), journey.stops.len());
    let minutes = |number: usize| {
        if journey.timed {
            journey.stops[number].minutes as usize
        } else {
            1
        }
    };
    let longest = (0..size).map(minutes).max().unwrap();
    let mut found = vec![(0.0, 0.0); journey.endings];
    // By minute from now on and by stop: who completes a visit then, and with how many points.
    let none = vec![(0.0, 0.0); size];
    let mut ahead: VecDeque<Vec<(f64, f64)>> = vec![none.clone(); longest].into();
    let gain = |number: usize| {
        let points = journey.stops[number].felt().map_or(0.0, score);
        minutes(number) as f64 * points
    };
    let arrive = |ahead: &mut VecDeque<Vec<(f64, f64)>>, number: usize, mass: f64, sum: f64| {
        let at = &mut ahead[minutes(number) - 1][number];
        *at = (at.0 + mass, at.1 + sum + mass * gain(number));
    };
    let mut left = 0.0;
    for (number, &mass) in felt.start.iter().enumerate() {
        arrive(&mut ahead, number, mass, 0.0);
        left += mass;
    }
    for time in 1.. {
        let now = ahead.pop_front().unwrap();
        ahead.push_back(none.clone());
        for (number, (mass, sum)) in now.into_iter().enumerate().filter(|(_, (mass, _))| *mass > 0.0) {
            for (next, share) in felt.onward[number]
                .iter()
                .enumerate()
                .filter(|(_, share)| **share > 0.0)
            {
                arrive(&mut ahead, next, mass * share, sum * share);
            }
            for (found, share) in found.iter_mut().zip(&felt.out[number]) {
                *found = (found.0 + sum * share / f64::from(time), found.1 + mass * share);
                left -= mass * share;
            }
        }
        let open = ahead.iter().flatten().map(|(mass, _)| mass).sum::<f64>();
        if open < 1e-15 {
            break;
        }
    }
    assert!(left.abs() < 1e-12, "{left} of the journeys neither leave nor stay");
    found
}

#[track_caller]
fn agrees(journey: &Journey) -> Result<(), TestCaseError> {
    let long: f64 = defined::<f64>(journey)
        .visits
        .iter()
        .zip(&journey.stops)
        .map(|(visits, stop)| visits * if journey.timed { f64::from(stop.minutes) } else { 1.0 })
        .sum();
    prop_assume!(long <= LONGEST);
    let (expected, found) = (
        means(journey),
        predict(&journey.blueprint(), &PredictOptions::default()).unwrap(),
    );
    let (sum, mass) = expected
        .iter()
        .fold((0.0, 0.0), |(sum, mass), part| (sum + part.0, mass + part.1));
    if mass < 1e-6 {
        return Ok(());
    }
    // The integral over random ways is good to eleven digits.
    close(found.overall.experienced.unwrap(), sum / mass, 1e-11, &"experienced");
    for (ending, (sum, mass)) in found.overall.endings.iter().zip(expected) {
        if mass > 1e-6 {
            close(ending.experienced.unwrap(), sum / mass, 1e-10, &ending.id);
        }
    }
    Ok(())
}

const LOOPED: Shape = Shape {
    stops: 8,
    loops: true,
    sixteenths: false,
};

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn what_is_lived_through_agrees(journey in journeys(LOOPED)) {
        agrees(&journey)?;
    }

    #[test]
    fn what_is_lived_through_layers_agrees(journey in layered(4, 4, true)) {
        agrees(&journey)?;
    }
}
