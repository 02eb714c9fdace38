//! Tiny journeys in fractions of whole numbers, which round nowhere.
//!
//! Probabilities are sixteenths, which floating point holds exactly, so that both sides are asked the same question.

use super::cases::config;
use super::definition::{Number, defined};
use super::expected::{Expected, remembering};
use super::journey::{Journey, points};
use super::journeys::{Shape, hardly_ending, journeys};
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use proptest::prelude::*;
use std::collections::BTreeMap;

impl Number for BigRational {
    fn ratio(numerator: u32, denominator: u32) -> Self {
        BigRational::new(numerator.into(), denominator.into())
    }
}

/// Whether a float is the fraction, or one of so many floats next to it on either side.
#[track_caller]
fn is(found: f64, expected: &BigRational, ulps: u64, what: &dyn std::fmt::Debug) {
    let nearest = expected.to_f64().unwrap();
    // Floats of one sign are ordered as their bits are.
    let apart = if found == nearest {
        0
    } else {
        found.to_bits().abs_diff(nearest.to_bits())
    };
    assert!(
        apart <= ulps,
        "{what:?}: {found:e} is {apart} floats from {expected} = {nearest:e}"
    );
}

fn sum<'n>(numbers: impl IntoIterator<Item = &'n BigRational>) -> BigRational {
    numbers
        .into_iter()
        .fold(BigRational::zero(), |sum, number| sum + number)
}

/// The fractions sum to 1 as they must, and the library's floats are the nearest ones, up to `ulps`.
#[track_caller]
fn agrees(journey: &Journey, ulps: u64) {
    let expected: Expected<BigRational> = defined(journey);
    let (scored, unscored) = (sum(expected.law.values()), sum(&expected.unscored));
    assert!((&scored + &unscored).is_one(), "{scored} and {unscored}");
    for part in [&expected.p_peak, &expected.p_trough, &expected.p_end] {
        assert_eq!(sum(part), scored);
    }
    let mut pairs: BTreeMap<(i64, i64), BigRational> = BTreeMap::new();
    for (&(peak, end, _), probability) in &expected.law {
        *pairs.entry((peak, end)).or_insert_with(BigRational::zero) += probability;
    }
    pairs.retain(|_, probability| !probability.is_zero());

    let found = remembering(journey);
    assert_eq!(
        found.law.atoms().len(),
        pairs.len(),
        "{:?} {pairs:?}",
        found.law.atoms()
    );
    for atom in found.law.atoms() {
        let pair = (points(atom.peak), points(atom.end));
        is(atom.probability, &(&pairs[&pair] / &scored), ulps, &("law", pair));
    }
    for number in 0..journey.stops.len() {
        is(
            found.visits[number],
            &expected.visits[number],
            ulps,
            &("visits", number),
        );
        if !scored.is_zero() {
            is(
                found.p_peak[number],
                &(&expected.p_peak[number] / &scored),
                ulps,
                &("p_peak", number),
            );
            is(
                found.p_end[number],
                &(&expected.p_end[number] / &scored),
                ulps,
                &("p_end", number),
            );
        }
    }
}

const TINY: Shape = Shape {
    stops: 6,
    loops: false,
    sixteenths: true,
};

/// Journeys on which every product and sum of probabilities is a float, so that nothing rounds but the division by
/// the share of journeys with a scored moment.
const NOTHING_ROUNDS: u64 = 1;

/// A float is this many floats from the fraction at most where loops divide.
const FEW: u64 = 64;

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn tiny_journeys_are_exact(journey in journeys(TINY)) {
        agrees(&journey, NOTHING_ROUNDS);
    }

    #[test]
    fn tiny_looped_journeys_are_exact_but_for_few_floats(journey in journeys(Shape { stops: 5, loops: true, ..TINY })) {
        agrees(&journey, FEW);
    }

    /// Chances of a billionth, one after the other, are as exact as any: nothing is subtracted.
    #[test]
    fn tiny_journeys_that_hardly_end_are_exact_but_for_few_floats(journey in hardly_ending(5)) {
        agrees(&journey, FEW);
    }
}
