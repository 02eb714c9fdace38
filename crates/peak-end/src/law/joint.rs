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
/// # Limits
/// Of journeys with more than 65,536 pairs (hundreds of distinct scores) pairs are not kept. Remembered values are
/// then known to one part in 20,000 of the scale, which [`resolution`](Self::resolution) says; the mean stays exact.
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
    mean: Option<f64>,
    atoms: Vec<LawAtom>,
    /// Remembered values from worst to best, each with the probability of it or a worse one. Where there were too many
    /// pairs, the worst value of each part of the scale that holds some.
    remembered: Vec<(f64, f64)>,
    resolution: f64,
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
        let mut all = LawSum::new(scale, weight);
        for atom in atoms {
            all.add(atom);
        }
        Ok(all.law(1.0))
    }

    /// The pairs of peak and end that can occur, from the worst peak to the best, then from the worst end to the best;
    /// none where there are too many.
    pub fn atoms(&self) -> &[LawAtom] {
        &self.atoms
    }

    /// The weight of the peak.
    pub fn weight(&self) -> Weight {
        self.weight
    }

    /// `E[remembered]`; none where no journey has a scored moment.
    pub fn mean(&self) -> Option<f64> {
        self.mean
    }

    /// How wide the parts of the scale are, in points, to which remembered values are known; 0 where they are known
    /// exactly.
    pub fn resolution(&self) -> f64 {
        self.resolution
    }

    /// inf{x: P(remembered ≤ x) ≥ p}, ≤ meaning "no better than": at `quantile(0.05)` or worse are the 5 % worst
    /// memories. None where p is no number in 0..=1, or no journey has a scored moment. The true quantile is no worse,
    /// and better by less than the [`resolution`](Self::resolution).
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

/// So many pairs are kept. Chosen: 1.5 MB; readers of lists end far earlier.
const ATOMS_LIMIT: usize = 65_536;

/// In so many parts the scale is divided where there are more.
const PARTS: usize = 20_000;

/// Sums over journeys that become a law.
#[derive(Debug, Clone)]
pub(crate) struct LawSum {
    scale: Scale,
    weight: Weight,
    /// The sum of what is remembered.
    remembered: f64,
    atoms: Vec<LawAtom>,
    /// By part of the scale, from worst, the probability; empty while pairs are kept.
    parts: Vec<f64>,
}

impl LawSum {
    pub(crate) fn new(scale: Scale, weight: Weight) -> Self {
        Self {
            scale,
            weight,
            remembered: 0.0,
            atoms: Vec::new(),
            parts: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, atom: LawAtom) {
        self.remembered += atom.probability * self.weight.mix(atom.peak, atom.end);
        if self.parts.is_empty() {
            self.atoms.push(atom);
            // Merging is left for when there is something to gain.
            if self.atoms.len() >= 2 * ATOMS_LIMIT {
                self.merge();
                if self.atoms.len() > ATOMS_LIMIT {
                    self.divide();
                }
            }
        } else {
            self.file(atom);
        }
    }

    /// Adds other journeys, `weight` times.
    pub(crate) fn add_all(&mut self, other: &Self, weight: f64) {
        for atom in &other.atoms {
            self.add(LawAtom {
                probability: weight * atom.probability,
                ..*atom
            });
        }
        if !other.parts.is_empty() {
            self.divide();
            self.remembered += weight * other.remembered;
            for (sum, part) in self.parts.iter_mut().zip(&other.parts) {
                *sum += weight * part;
            }
        }
    }

    /// How fine two scores are told apart.
    fn key(&self, score: f64) -> f64 {
        (self.scale.gain(self.scale.neutral(), score) / (RESOLUTION * self.scale.half())).round()
    }

    fn merge(&mut self) {
        let mut atoms = std::mem::take(&mut self.atoms);
        atoms.sort_by(|a, b| {
            let by_peak = self.key(a.peak).total_cmp(&self.key(b.peak));
            by_peak.then(self.key(a.end).total_cmp(&self.key(b.end)))
        });
        atoms.dedup_by(|later, earlier| {
            let same = self.key(later.peak) == self.key(earlier.peak) && self.key(later.end) == self.key(earlier.end);
            if same {
                earlier.probability += later.probability;
            }
            same
        });
        self.atoms = atoms;
    }

    /// Gives the pairs up for parts of the scale.
    fn divide(&mut self) {
        if self.parts.is_empty() {
            self.parts = vec![0.0; PARTS + 1];
            for atom in std::mem::take(&mut self.atoms) {
                self.file(atom);
            }
        }
    }

    /// The points between the bounds of a part.
    fn width(&self) -> f64 {
        self.scale.gain(self.scale.worst(), self.scale.best()) / PARTS as f64
    }

    /// Adds a pair to its part of the scale. A value that rounding has put below a bound is at it.
    fn file(&mut self, atom: LawAtom) {
        let gain = self
            .scale
            .gain(self.scale.worst(), self.weight.mix(atom.peak, atom.end));
        let part = ((gain / self.width() + ROUNDING * PARTS as f64).floor() as usize).min(PARTS);
        self.parts[part] += atom.probability;
    }

    /// The law, given what has the probability `mass`.
    pub(crate) fn law(mut self, mass: f64) -> Law {
        self.merge();
        if self.atoms.len() > ATOMS_LIMIT {
            self.divide();
        }
        for atom in &mut self.atoms {
            atom.probability /= mass;
        }
        let mut remembered: Vec<(f64, f64)> = if self.parts.is_empty() {
            let atoms = self.atoms.iter();
            atoms
                .map(|atom| (self.weight.mix(atom.peak, atom.end), atom.probability))
                .collect()
        } else {
            let step = self.scale.direction() * self.width();
            let parts = self
                .parts
                .iter()
                .enumerate()
                .filter(|(_, probability)| **probability > 0.0);
            parts
                .map(|(part, p)| (self.scale.worst() + step * part as f64, p / mass))
                .collect()
        };
        remembered.sort_by(|a, b| self.key(a.0).total_cmp(&self.key(b.0)));
        remembered.dedup_by(|later, earlier| {
            let same = self.key(later.0) == self.key(earlier.0);
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
        Law {
            mean: (!remembered.is_empty()).then(|| self.remembered / mass),
            resolution: if self.parts.is_empty() { 0.0 } else { self.width() },
            scale: self.scale,
            weight: self.weight,
            atoms: self.atoms,
            remembered,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A law of too many pairs to keep is known to one part in 20,000 of the scale, and its mean exactly.
    #[test]
    fn many_pairs_are_bracketed() {
        for (worst, best) in [(0.0, 10.0), (10.0, 0.0)] {
            let scale = Scale::new(worst, 5.0, best).unwrap();
            let mut sum = LawSum::new(scale, Weight::HALF);
            let mut values = Vec::new();
            let side = 600;
            for peak in 0..side {
                for end in 0..side {
                    let of = |number: usize| 10.0 * (number as f64 + 0.5) / side as f64;
                    let probability = 1.0 / (side * side) as f64;
                    let atom = LawAtom {
                        peak: of(peak),
                        end: of(end) / 3.0,
                        probability,
                    };
                    values.push((atom.peak + atom.end) / 2.0);
                    sum.add(atom);
                }
            }
            // A law that is divided, and then mixed with another.
            let mut half = LawSum::new(scale, Weight::HALF);
            half.add_all(&sum, 0.5);
            half.add_all(&sum, 0.5);
            for law in [sum.law(1.0), half.law(1.0)] {
                assert!(law.atoms().is_empty());
                assert!(law.resolution() > 0.0 && law.resolution() <= 1e-4 * 10.0);
                let mean: f64 = values.iter().sum::<f64>() / values.len() as f64;
                assert!((law.mean().unwrap() - mean).abs() < 1e-9);
                values.sort_by(|a, b| scale.gain(*b, *a).total_cmp(&0.0));
                for percent in [1, 5, 25, 50, 75, 95, 100] {
                    let p = f64::from(percent) / 100.0;
                    let rank = (values.len() * percent as usize).div_ceil(100);
                    let (found, truth) = (law.quantile(p).unwrap(), values[rank - 1]);
                    let better = scale.gain(found, truth);
                    assert!(
                        (-1e-9..law.resolution() + 1e-9).contains(&better),
                        "{percent} %: {found} for {truth}"
                    );
                }
            }
        }
    }
}
