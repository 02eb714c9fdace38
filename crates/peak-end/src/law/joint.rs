//! The joint law of peak and end, and what it says of the remembered experience.

use crate::Weight;
use service_blueprint::Scale;

/// One pair of peak and end, and how often it is what a journey leaves behind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LawAtom {
    /// The peak's score.
    pub peak: f64,
    /// The end's score.
    pub end: f64,
    /// The probability of the pair.
    pub probability: f64,
}

/// The joint law of (peak, end) over random ways through a service, given a scored moment.
///
/// Remembered = w·peak + (1 − w)·end. All questions are asked in the order of the scale, from worst to best, whichever
/// way its numbers run. Remembered values that agree to 1e-9 of the half-scale are one value.
///
/// # Examples
/// ```
/// use peak_end::{Law, LawAtom, Weight};
/// use service_blueprint::Scale;
/// let atom = |peak, end, probability| LawAtom { peak, end, probability };
/// let law = Law::new(Scale::default(), Weight::HALF, vec![atom(9.0, 7.0, 0.7), atom(2.0, 4.0, 0.3)])?;
/// assert!((law.mean().unwrap() - 6.5).abs() < 1e-12);
/// assert_eq!(law.quantile(0.3), Some(3.0));
/// assert_eq!(law.quantile(0.31), Some(8.0));
/// assert_eq!(law.at_least(8.0), 0.7);
/// assert_eq!(law.worse_than(5.0), 0.3);
/// # Ok::<(), peak_end::NotALaw>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Law {
    scale: Scale,
    weight: Weight,
    atoms: Vec<LawAtom>,
    /// Remembered values from worst to best, each with the probability of it or a worse one.
    remembered: Vec<(f64, f64)>,
}

/// Why atoms are no law.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotALaw {
    /// A score is not finite, or a probability is negative or not finite.
    #[error("peak {peak}, end {end} with probability {probability}")]
    NotANumber {
        /// The peak's score.
        peak: f64,
        /// The end's score.
        end: f64,
        /// The probability.
        probability: f64,
    },
    /// The probabilities do not sum to 1 within 1e-9.
    #[error("the probabilities sum to {sum}")]
    NotOne {
        /// What they sum to.
        sum: f64,
    },
}

/// Values that agree to this share of the half-scale are one.
const RESOLUTION: f64 = 1e-9;

/// How far from 1 the probabilities may sum, and by how much rounding may move a cumulated probability.
const SUM_TOLERANCE: f64 = 1e-9;
const ROUNDING: f64 = 1e-12;

impl Law {
    /// A law of its atoms; equal pairs are merged. No atom at all is the law of journeys that leave nothing behind.
    ///
    /// # Errors
    /// [`NotALaw`] for numbers that are none, or probabilities that do not sum to 1.
    pub fn new(scale: Scale, weight: Weight, atoms: Vec<LawAtom>) -> Result<Self, NotALaw> {
        let odd = |atom: &&LawAtom| {
            let finite = [atom.peak, atom.end, atom.probability].iter().all(|x| x.is_finite());
            !finite || atom.probability < 0.0
        };
        if let Some(&LawAtom { peak, end, probability }) = atoms.iter().find(odd) {
            return Err(NotALaw::NotANumber { peak, end, probability });
        }
        let sum: f64 = atoms.iter().map(|atom| atom.probability).sum();
        if !atoms.is_empty() && (sum - 1.0).abs() > SUM_TOLERANCE {
            return Err(NotALaw::NotOne { sum });
        }
        Ok(Self::of(scale, weight, atoms))
    }

    /// A law of atoms that are known to be one.
    pub(crate) fn of(scale: Scale, weight: Weight, mut atoms: Vec<LawAtom>) -> Self {
        let key = |score: f64| (scale.gain(scale.neutral(), score) / (RESOLUTION * scale.half())).round();
        atoms.sort_by(|a, b| {
            key(a.peak)
                .total_cmp(&key(b.peak))
                .then(key(a.end).total_cmp(&key(b.end)))
        });
        atoms.dedup_by(|later, earlier| {
            let same = key(later.peak) == key(earlier.peak) && key(later.end) == key(earlier.end);
            if same {
                earlier.probability += later.probability;
            }
            same
        });
        let mut remembered: Vec<(f64, f64)> = atoms
            .iter()
            .map(|atom| (weight.mix(atom.peak, atom.end), atom.probability))
            .collect();
        remembered.sort_by(|a, b| key(a.0).total_cmp(&key(b.0)));
        remembered.dedup_by(|later, earlier| {
            let same = key(later.0) == key(earlier.0);
            if same {
                earlier.1 += later.1;
            }
            same
        });
        let mut sum = 0.0;
        for (_, probability) in &mut remembered {
            sum += *probability;
            *probability = sum;
        }
        Self {
            scale,
            weight,
            atoms,
            remembered,
        }
    }

    /// The pairs of peak and end that can occur, from the worst peak to the best, then from the worst end to the best.
    pub fn atoms(&self) -> &[LawAtom] {
        &self.atoms
    }

    /// The weight of the peak.
    pub fn weight(&self) -> Weight {
        self.weight
    }

    /// `E[remembered]`; none where no journey has a scored moment.
    pub fn mean(&self) -> Option<f64> {
        let term = |atom: &LawAtom| atom.probability * self.weight.mix(atom.peak, atom.end);
        (!self.atoms.is_empty()).then(|| self.atoms.iter().map(term).sum())
    }

    /// inf{x: P(remembered ≤ x) ≥ p}, ≤ meaning "no better than": at `quantile(0.05)` or worse are the 5 % worst
    /// memories. None where p is no number in 0..=1, or no journey has a scored moment.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        if !(0.0..=1.0).contains(&p) {
            return None;
        }
        let reached = |(_, sum): &&(f64, f64)| *sum >= p - ROUNDING;
        self.remembered
            .iter()
            .find(reached)
            .or(self.remembered.last())
            .map(|(value, _)| *value)
    }

    /// P(remembered is `score` or better).
    pub fn at_least(&self, score: f64) -> f64 {
        let all = self.remembered.last().map_or(0.0, |(_, sum)| *sum);
        (all - self.worse_than(score)).max(0.0)
    }

    /// P(remembered is worse than `score`).
    pub fn worse_than(&self, score: f64) -> f64 {
        let margin = RESOLUTION * self.scale.half();
        let worse = |(value, _): &&(f64, f64)| self.scale.gain(*value, score) > margin;
        self.remembered
            .iter()
            .take_while(worse)
            .last()
            .map_or(0.0, |(_, sum)| *sum)
    }
}
