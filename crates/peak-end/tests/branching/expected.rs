//! What an oracle finds, and whether the library agrees.

use super::journey::{Journey, points, score};
use peak_end::{Branching, Remembering, Weight};
use std::collections::BTreeMap;

/// What the definitions say of a journey. Probabilities are of all journeys, with a scored moment or without.
#[derive(Debug, Clone)]
pub(crate) struct Expected<T> {
    /// By the points of peak and end, and by ending.
    pub(crate) law: BTreeMap<(i64, i64, usize), T>,
    pub(crate) p_peak: Vec<T>,
    pub(crate) p_trough: Vec<T>,
    pub(crate) p_end: Vec<T>,
    pub(crate) visits: Vec<T>,
    /// By ending, without a scored moment.
    pub(crate) unscored: Vec<T>,
}

/// The most that anything may be off.
#[track_caller]
pub(crate) fn close(found: f64, expected: f64, tolerance: f64, what: &dyn std::fmt::Debug) {
    assert!(
        (found - expected).abs() <= tolerance * expected.abs().max(1.0),
        "{what:?}: found {found:e}, expected {expected:e}, off by {:e}",
        found - expected
    );
}

/// What the library finds, under equal weights.
pub(crate) fn remembering(journey: &Journey) -> Remembering {
    let branching = Branching::new(&journey.chain(), journey.scale()).unwrap();
    branching.remembering(Weight::HALF, journey.negativity()).unwrap()
}

impl Expected<f64> {
    /// P(a scored moment).
    pub(crate) fn mass(&self) -> f64 {
        self.p_end.iter().sum()
    }

    /// The joint law of peak and end, given a scored moment.
    pub(crate) fn pairs(&self) -> BTreeMap<(i64, i64), f64> {
        let (mut pairs, mass) = (BTreeMap::new(), self.mass());
        for (&(peak, end, _), probability) in &self.law {
            *pairs.entry((peak, end)).or_default() += probability / mass;
        }
        pairs
    }

    /// Twice the points remembered under equal weights from worst to best, with their probabilities.
    fn remembered(&self, journey: &Journey) -> Vec<(i64, f64)> {
        let mut sums: BTreeMap<i64, f64> = BTreeMap::new();
        for ((peak, end), probability) in self.pairs() {
            *sums.entry(peak + end).or_default() += probability;
        }
        let mut remembered: Vec<_> = sums.into_iter().collect();
        if journey.scale[0] > journey.scale[2] {
            remembered.reverse();
        }
        remembered
    }

    /// The library agrees about all that [`Branching`] says.
    #[track_caller]
    pub(crate) fn agrees(&self, journey: &Journey, tolerance: f64) {
        let found = remembering(journey);
        assert!((0.0..=1e-9).contains(&found.error_bound), "{}", found.error_bound);
        self.law_agrees(journey, &found, tolerance);
        let mass = self.mass();
        let given = |probability: &f64| if mass > 0.0 { probability / mass } else { 0.0 };
        for number in 0..journey.stops.len() {
            close(
                found.p_peak[number],
                given(&self.p_peak[number]),
                tolerance,
                &("p_peak", number),
            );
            close(
                found.p_end[number],
                given(&self.p_end[number]),
                tolerance,
                &("p_end", number),
            );
            close(
                found.visits[number],
                self.visits[number],
                tolerance,
                &("visits", number),
            );
        }
    }

    #[track_caller]
    fn law_agrees(&self, journey: &Journey, found: &Remembering, tolerance: f64) {
        let mut expected = self.pairs();
        for atom in found.law.atoms() {
            let pair = (points(atom.peak), points(atom.end));
            let probability = expected.remove(&pair).unwrap_or(0.0);
            close(atom.probability, probability, tolerance, &("law", pair));
        }
        for (pair, probability) in expected {
            close(0.0, probability, tolerance, &("missing from the law", pair));
        }
        let remembered = self.remembered(journey);
        if remembered.is_empty() {
            assert_eq!((found.law.mean(), found.law.quantile(0.5)), (None, None));
            return;
        }
        let half = |sum: i64| score(sum) / 2.0;
        let mean: f64 = remembered
            .iter()
            .map(|&(sum, probability)| half(sum) * probability)
            .sum();
        close(found.law.mean().unwrap(), mean, tolerance, &"mean");
        for (place, &(sum, _)) in remembered.iter().enumerate() {
            let better: f64 = remembered[place..].iter().map(|(_, probability)| probability).sum();
            close(found.law.at_least(half(sum)), better, tolerance, &("at least", sum));
        }
        for percent in 0..=20 {
            let p = f64::from(percent) / 20.0;
            let quantile = (2.0 * found.law.quantile(p).unwrap() * 1_000.0).round() as i64;
            let place = remembered
                .iter()
                .position(|(sum, _)| *sum == quantile)
                .expect("a value that is remembered");
            let to: f64 = remembered[..=place].iter().map(|(_, probability)| probability).sum();
            let before: f64 = remembered[..place].iter().map(|(_, probability)| probability).sum();
            // Where a sum meets p but for rounding, either side of it is the quantile.
            assert!(to >= p - 1e-9 && (before < p + 1e-9), "{before} {p} {to}");
        }
    }
}
