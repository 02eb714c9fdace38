//! Journeys with loops, by the definition of their law: one dense solve per level.
//!
//! With Q_k the chain restricted to moments of keys up to k, x_k = start·(I − Q_k)⁻¹ are the visits of journeys that
//! have stayed below, P(peak ≤ k, end at u) = x_k(u)·exit(u), and P(u is the peak) = x_k(u)·b(u), b(u) being the chance
//! to leave from u with only lower moments to come. Written once for any field of numbers.

use super::cases::config;
use super::expected::{Expected, close};
use super::journey::{Journey, total};
use super::journeys::{Shape, journeys, layered, layered_finely};
use super::order::{Key, Order};
use num_traits::Num;
use peak_end::{PredictOptions, predict};
use proptest::prelude::*;
use service_blueprint::Target;
use std::collections::{BTreeMap, BTreeSet};

/// A field of numbers.
pub(crate) trait Number: Num + Clone + PartialOrd {
    fn ratio(numerator: u32, denominator: u32) -> Self;
}

impl Number for f64 {
    fn ratio(numerator: u32, denominator: u32) -> Self {
        f64::from(numerator) / f64::from(denominator)
    }
}

/// Solves rows·x = right for several right-hand sides at once, which stand behind the rows: Gauss-Jordan elimination
/// with the largest pivot of each column.
pub(crate) fn solve<T: Number>(mut rows: Vec<Vec<T>>) -> Vec<Vec<T>> {
    let size = rows.len();
    let abs = |x: &T| {
        if *x < T::zero() {
            T::zero() - x.clone()
        } else {
            x.clone()
        }
    };
    for column in 0..size {
        let pivot = (column..size).reduce(|best, row| {
            if abs(&rows[row][column]) > abs(&rows[best][column]) {
                row
            } else {
                best
            }
        });
        rows.swap(column, pivot.unwrap());
        let pivot = rows[column][column].clone();
        for entry in &mut rows[column] {
            *entry = entry.clone() / pivot.clone();
        }
        let pivot = rows[column].clone();
        for (number, row) in rows.iter_mut().enumerate() {
            let factor = row[column].clone();
            if number != column && !factor.is_zero() {
                for (entry, part) in row.iter_mut().zip(&pivot).skip(column) {
                    *entry = entry.clone() - factor.clone() * part.clone();
                }
            }
        }
    }
    rows.into_iter().map(|row| row[size..].to_vec()).collect()
}

/// A journey as matrices over the stops that can be reached.
struct Matrices<'j, T> {
    journey: &'j Journey,
    stops: Vec<usize>,
    start: Vec<T>,
    onward: Vec<Vec<T>>,
    out: Vec<Vec<T>>,
}

impl<'j, T: Number> Matrices<'j, T> {
    fn new(journey: &'j Journey) -> Self {
        let stops = journey.reachable();
        let place = |number: usize| stops.iter().position(|known| *known == number).unwrap();
        let mut start = vec![T::zero(); stops.len()];
        for &(first, weight) in journey.start.iter().filter(|(_, weight)| *weight > 0) {
            let sum = &mut start[place(first)];
            *sum = sum.clone() + T::ratio(weight, total(&journey.start));
        }
        let mut onward = vec![vec![T::zero(); stops.len()]; stops.len()];
        let mut out = vec![vec![T::zero(); journey.endings]; stops.len()];
        for (row, &number) in stops.iter().enumerate() {
            let ways = &journey.stops[number].ways;
            for &(to, weight) in ways.iter().filter(|(_, weight)| *weight > 0) {
                let sum = match to {
                    Target::Touchpoint(next) => &mut onward[row][place(next)],
                    Target::End(ending) => &mut out[row][ending],
                };
                *sum = sum.clone() + T::ratio(weight, total(ways));
            }
        }
        Self {
            journey,
            stops,
            start,
            onward,
            out,
        }
    }

    fn key(&self, order: Order, place: usize) -> Option<Key> {
        let points = self.journey.stops[self.stops[place]].felt()?;
        Some(self.journey.key(order, points))
    }

    /// The visits of journeys that stay within `inside`.
    fn visits(&self, inside: &[usize]) -> Vec<T> {
        let row = |&to: &usize| {
            let entry = |&from: &usize| identity::<T>(from == to) - self.onward[from][to].clone();
            let mut row: Vec<T> = inside.iter().map(entry).collect();
            row.push(self.start[to].clone());
            row
        };
        self.spread(inside, solve(inside.iter().map(row).collect()), 1)
            .swap_remove(0)
    }

    /// From anywhere, by ending the chance to leave at once or through `inside` only.
    fn leave(&self, inside: &[usize]) -> Vec<Vec<T>> {
        let row = |&from: &usize| {
            let entry = |&to: &usize| identity::<T>(from == to) - self.onward[from][to].clone();
            inside.iter().map(entry).chain(self.out[from].iter().cloned()).collect()
        };
        let within = self.spread(inside, solve(inside.iter().map(row).collect()), self.journey.endings);
        let from = |from: usize| {
            let to = |ending: usize| {
                let through = self.onward[from].iter().zip(&within[ending]);
                through.fold(self.out[from][ending].clone(), |sum, (p, then)| {
                    sum + p.clone() * then.clone()
                })
            };
            (0..self.journey.endings).map(to).collect()
        };
        (0..self.stops.len()).map(from).collect()
    }

    /// Columns of a solution, with zeros outside.
    fn spread(&self, inside: &[usize], solution: Vec<Vec<T>>, columns: usize) -> Vec<Vec<T>> {
        let mut spread = vec![vec![T::zero(); self.stops.len()]; columns];
        for (&place, row) in inside.iter().zip(solution) {
            for (column, value) in spread.iter_mut().zip(row) {
                column[place] = value;
            }
        }
        spread
    }

    /// The stops without a moment and those whose key is below or, if `level` belongs to it, at a level.
    fn up_to(&self, order: Order, level: Key, included: bool) -> Vec<usize> {
        let inside = |&place: &usize| match self.key(order, place) {
            Some(key) => key < level || (included && key == level),
            None => true,
        };
        (0..self.stops.len()).filter(inside).collect()
    }

    fn levels(&self, order: Order) -> BTreeSet<Key> {
        (0..self.stops.len())
            .filter_map(|place| self.key(order, place))
            .collect()
    }

    /// By stop, the chance to be credited in an order.
    fn credit(&self, order: Order) -> Vec<T> {
        let mut credit = vec![T::zero(); self.journey.stops.len()];
        for level in self.levels(order) {
            let visits = self.visits(&self.up_to(order, level, true));
            let leave = self.leave(&self.up_to(order, level, false));
            for place in (0..self.stops.len()).filter(|&place| self.key(order, place) == Some(level)) {
                let out = leave[place].iter().fold(T::zero(), |sum, p| sum + p.clone());
                credit[self.stops[place]] = visits[place].clone() * out;
            }
        }
        credit
    }
}

fn identity<T: Number>(same: bool) -> T {
    if same { T::one() } else { T::zero() }
}

/// What the definitions say.
pub(crate) fn defined<T: Number>(journey: &Journey) -> Expected<T> {
    let matrices = Matrices::<T>::new(journey);
    let all: Vec<usize> = (0..matrices.stops.len()).collect();
    let silent: Vec<usize> = all
        .iter()
        .copied()
        .filter(|&place| matrices.key(Order::Peak, place).is_none())
        .collect();
    let (everywhere, unheard, exit) = (matrices.visits(&all), matrices.visits(&silent), matrices.leave(&silent));
    let mut expected = Expected {
        law: BTreeMap::new(),
        p_peak: matrices.credit(Order::Peak),
        p_trough: matrices.credit(Order::Trough),
        p_end: vec![T::zero(); journey.stops.len()],
        visits: vec![T::zero(); journey.stops.len()],
        unscored: vec![T::zero(); journey.endings],
    };
    for place in all {
        let number = matrices.stops[place];
        if !journey.stops[number].skipped {
            expected.visits[number] = everywhere[place].clone();
        }
        if matrices.key(Order::Peak, place).is_some() {
            let out = exit[place].iter().fold(T::zero(), |sum, p| sum + p.clone());
            expected.p_end[number] = everywhere[place].clone() * out;
        }
        for (ending, sum) in expected.unscored.iter_mut().enumerate() {
            *sum = sum.clone() + unheard[place].clone() * matrices.out[place][ending].clone();
        }
    }
    let mut below = vec![T::zero(); matrices.stops.len()];
    for level in matrices.levels(Order::Peak) {
        let peak = matrices.stops.iter().filter_map(|&number| journey.stops[number].felt());
        let peak = peak
            .into_iter()
            .find(|&points| journey.key(Order::Peak, points) == level)
            .unwrap();
        let visits = matrices.visits(&matrices.up_to(Order::Peak, level, true));
        for (place, &number) in matrices.stops.iter().enumerate() {
            let Some(end) = journey.stops[number].felt() else {
                continue;
            };
            let new = visits[place].clone() - below[place].clone();
            for (ending, out) in exit[place].iter().enumerate().filter(|(_, out)| !out.is_zero()) {
                let sum = expected.law.entry((peak, end, ending)).or_insert_with(T::zero);
                *sum = sum.clone() + new.clone() * out.clone();
            }
        }
        below = visits;
    }
    expected
}

/// Every visit adds rounding of its own to the oracle's solves.
fn tolerance(expected: &Expected<f64>) -> f64 {
    1e-12 * expected.visits.iter().sum::<f64>().max(1.0)
}

fn predicted(journey: &Journey, expected: &Expected<f64>, tolerance: f64) {
    let options = PredictOptions {
        negativity: journey.negativity(),
        ..PredictOptions::default()
    };
    let overall = predict(&journey.blueprint(), &options).unwrap().overall;
    let mass = expected.mass();
    let given = |probability: f64| if mass > 0.0 { probability / mass } else { 0.0 };
    for (number, touchpoint) in overall.touchpoints.iter().enumerate() {
        close(
            touchpoint.visits,
            expected.visits[number],
            tolerance,
            &("visits", number),
        );
        close(
            touchpoint.p_peak,
            given(expected.p_peak[number]),
            tolerance,
            &("p_peak", number),
        );
        close(
            touchpoint.p_trough,
            given(expected.p_trough[number]),
            tolerance,
            &("p_trough", number),
        );
        close(
            touchpoint.p_end,
            given(expected.p_end[number]),
            tolerance,
            &("p_end", number),
        );
    }
    for (number, ending) in overall.endings.iter().enumerate() {
        let scored = expected.law.iter().filter(|((_, _, to), _)| *to == number);
        let came = scored.map(|(_, p)| p).sum::<f64>() + expected.unscored[number];
        close(ending.probability, came, tolerance, &("ending", number));
    }
}

const LOOPED: Shape = Shape {
    stops: 12,
    loops: true,
    sixteenths: false,
};

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn small_looped_journeys_agree(journey in journeys(LOOPED)) {
        let expected = defined::<f64>(&journey);
        let tolerance = tolerance(&expected);
        expected.agrees(&journey, tolerance);
        predicted(&journey, &expected, tolerance);
    }
}

proptest! {
    #![proptest_config(config(32))]

    /// Several loops that follow each other, and loops around loops.
    #[test]
    fn layered_looped_journeys_agree(journey in layered(6, 5, true)) {
        let expected = defined::<f64>(&journey);
        let tolerance = tolerance(&expected);
        expected.agrees(&journey, tolerance);
        predicted(&journey, &expected, tolerance);
    }
}

proptest! {
    #![proptest_config(config(8))]

    /// Entangled in one large part.
    #[test]
    fn large_looped_journeys_agree(journey in layered(10, 8, true)) {
        let expected = defined::<f64>(&journey);
        expected.agrees(&journey, tolerance(&expected));
    }

    /// More levels than are kept at a time.
    #[test]
    fn journeys_of_many_levels_agree(journey in layered_finely(8, 6, false)) {
        let expected = defined::<f64>(&journey);
        expected.agrees(&journey, tolerance(&expected));
    }

    #[test]
    fn looped_journeys_of_many_levels_agree(journey in layered_finely(8, 6, true)) {
        let expected = defined::<f64>(&journey);
        expected.agrees(&journey, tolerance(&expected));
    }
}

/// The oracle itself, by hand: the later of two equal moments of a loop is the peak.
#[test]
fn a_loop_by_hand() {
    let stop = |points: i64, ways: Vec<(Target, u32)>| super::journey::Stop {
        points: Some(points),
        minutes: 1,
        skipped: false,
        ways,
    };
    // 9, then in half of the cases 9 elsewhere and back with chance 1/2, then 6 without return.
    let (to, end) = (Target::Touchpoint, Target::End);
    let journey = Journey {
        scale: [0, 5_000, 10_000],
        quarters: 4,
        stops: vec![
            stop(9_000, vec![(to(1), 1), (to(2), 1)]),
            stop(9_000, vec![(to(0), 1), (end(0), 1)]),
            stop(6_000, vec![(end(1), 1)]),
        ],
        endings: 2,
        start: vec![(0, 1)],
        timed: false,
    };
    // Rounds come back with chance 1/4, so there are 4/3 of them: each ends at the second with chance 1/4.
    let expected = defined::<f64>(&journey);
    let pairs = [
        (expected.p_peak[0], 2.0 / 3.0),
        (expected.p_peak[1], 1.0 / 3.0),
        (expected.visits[0], 4.0 / 3.0),
        (expected.law[&(9_000, 9_000, 0)], 1.0 / 3.0),
        (expected.law[&(9_000, 6_000, 1)], 2.0 / 3.0),
    ];
    for (found, by_hand) in pairs {
        close(found, by_hand, 1e-15, &"by hand");
    }
    expected.agrees(&journey, 1e-14);
}
