//! What is remembered of journeys: every way one by one where there are finitely many, linear equations where there are
//! loops.

use super::applied::{Journeys, To};
use std::collections::BTreeMap;

/// What is remembered of a single way: w · its peak + (1 − w) · its last moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rule {
    pub(crate) weight: f64,
    pub(crate) peak: Peak,
}

/// Which moment is the peak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Peak {
    /// The furthest from neutral, bad ones counting so many times.
    Intense {
        bad: f64,
        ties_to_better: bool,
    },
    Best,
    Worst,
}

/// Worst, neutral, best.
pub(crate) type Scale = [f64; 3];

/// Points from neutral, towards best.
pub(crate) fn points([worst, neutral, best]: Scale, score: f64) -> f64 {
    (score - neutral) * (best - worst).signum()
}

impl Peak {
    /// The greatest one is the peak.
    fn rank(self, scale: Scale, score: f64) -> (i64, bool) {
        let [worst, neutral, best] = scale;
        let off = points(scale, score);
        let (good, bad) = ((best - neutral).abs(), (neutral - worst).abs());
        let half = (best - worst).abs() / 2.0;
        match self {
            Peak::Best => ((off / half * 1e9).round() as i64, false),
            Peak::Worst => ((-off / half * 1e9).round() as i64, false),
            Peak::Intense {
                bad: times,
                ties_to_better,
            } => {
                let level = if off < 0.0 {
                    -off / bad * times
                } else if off > 0.0 {
                    off / good
                } else {
                    0.0
                };
                let level = (level * 1e9).round() as i64;
                (level, level > 0 && (off < 0.0) != ties_to_better)
            }
        }
    }
}

/// A score by its bits, so that it can be a key; none before the first moment.
type Bits = Option<u64>;

/// How far a journey is: where, and what peak and last moment it has had.
type State = (usize, Bits, Bits);

fn score(bits: Bits) -> Option<f64> {
    bits.map(f64::from_bits)
}

/// A journey's course, and what its end is worth.
pub(crate) struct Course<'j> {
    pub(crate) journeys: &'j Journeys,
    pub(crate) scale: Scale,
    pub(crate) rule: Rule,
}

impl Course<'_> {
    /// What the way is worth that ends in this state, in points from neutral: 0 for one without a scored moment.
    fn worth(&self, peak: Bits, last: Bits) -> f64 {
        match (score(peak), score(last)) {
            (Some(peak), Some(last)) => {
                let Rule { weight, .. } = self.rule;
                weight * points(self.scale, peak) + (1.0 - weight) * points(self.scale, last)
            }
            _ => 0.0,
        }
    }

    /// The state after a visit.
    fn visit(&self, stop: usize, peak: Bits, last: Bits) -> State {
        let Some(felt) = self.journeys.stops[stop].felt() else {
            return (stop, peak, last);
        };
        let rank = |score: f64| self.rule.peak.rank(self.scale, score);
        let peak = match score(peak) {
            Some(known) if rank(known) >= rank(felt) => known,
            _ => felt,
        };
        (stop, Some(peak.to_bits()), Some(felt.to_bits()))
    }

    /// The expected worth of journeys; none where some never end.
    pub(crate) fn mean(&self) -> Option<f64> {
        if !self.journeys.end() {
            return None;
        }
        Some(if self.journeys.has_loops() {
            self.solved()
        } else {
            self.written_out()
        })
    }

    /// Way by way.
    pub(crate) fn written_out(&self) -> f64 {
        let mut sum = 0.0;
        for &(first, share) in &self.journeys.start {
            sum += self.follow(first, share, None, None);
        }
        sum
    }

    fn follow(&self, to: To, chance: f64, peak: Bits, last: Bits) -> f64 {
        let To::Touchpoint(stop) = to else {
            return chance * self.worth(peak, last);
        };
        let (stop, peak, last) = self.visit(stop, peak, last);
        let ways = &self.journeys.stops[stop].ways;
        ways.iter()
            .map(|&(to, share)| self.follow(to, chance * share, peak, last))
            .sum()
    }

    /// By linear equations over all states that can be reached.
    pub(crate) fn solved(&self) -> f64 {
        let mut numbers: BTreeMap<State, usize> = BTreeMap::new();
        let mut states: Vec<State> = Vec::new();
        let mut number = |state: State, states: &mut Vec<State>| {
            *numbers.entry(state).or_insert_with(|| {
                states.push(state);
                states.len() - 1
            })
        };
        let mut start = Vec::new();
        for &(first, share) in &self.journeys.start {
            if let To::Touchpoint(stop) = first {
                start.push((number(self.visit(stop, None, None), &mut states), share));
            }
        }
        // By state: chances of the next states, and what ending here is worth.
        let mut rows: Vec<(BTreeMap<usize, f64>, f64)> = Vec::new();
        while let Some(&(stop, peak, last)) = states.get(rows.len()) {
            let (mut onward, mut worth) = (BTreeMap::new(), 0.0);
            for &(to, share) in &self.journeys.stops[stop].ways {
                match to {
                    To::End(_) => worth += share * self.worth(peak, last),
                    To::Touchpoint(next) => {
                        let next = number(self.visit(next, peak, last), &mut states);
                        *onward.entry(next).or_insert(0.0) += share;
                    }
                }
            }
            rows.push((onward, worth));
        }
        let values = eliminate(rows);
        start.iter().map(|&(state, share)| share * values[state]).sum()
    }
}

/// Solves value = Σ chance · value of the next + worth. Unknowns are eliminated from the last to the first, each by
/// 1 − (chance to come straight back) = the chance to leave, summed without subtraction.
fn eliminate(mut rows: Vec<(BTreeMap<usize, f64>, f64)>) -> Vec<f64> {
    // What is missing from 1 is the chance to end.
    let mut out: Vec<f64> = rows
        .iter()
        .map(|(onward, _)| 1.0 - onward.values().sum::<f64>())
        .collect();
    out.iter_mut().filter(|out| **out < 1e-12).for_each(|out| *out = 0.0);
    for pivot in (0..rows.len()).rev() {
        let (onward, worth) = rows[pivot].clone();
        let others: BTreeMap<usize, f64> = onward.into_iter().filter(|(to, _)| *to != pivot).collect();
        // Chances to states that come later have been replaced by chances to earlier ones.
        let leave = others.values().sum::<f64>() + out[pivot];
        let others: BTreeMap<usize, f64> = others.into_iter().map(|(to, chance)| (to, chance / leave)).collect();
        let (ends, worth) = (out[pivot] / leave, worth / leave);
        for earlier in 0..pivot {
            if let Some(chance) = rows[earlier].0.remove(&pivot) {
                for (&to, part) in &others {
                    *rows[earlier].0.entry(to).or_insert(0.0) += chance * part;
                }
                rows[earlier].1 += chance * worth;
                out[earlier] += chance * ends;
            }
        }
        rows[pivot] = (others, worth);
        out[pivot] = ends;
    }
    let mut values = vec![0.0; rows.len()];
    for (state, (others, worth)) in rows.iter().enumerate() {
        values[state] = worth + others.iter().map(|(&to, chance)| chance * values[to]).sum::<f64>();
    }
    values
}

impl Journeys {
    /// The touchpoints to which some journey comes.
    fn reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.stops.len()];
        let mut open: Vec<To> = self.start.iter().map(|(to, _)| *to).collect();
        while let Some(to) = open.pop() {
            if let To::Touchpoint(stop) = to
                && !std::mem::replace(&mut reached[stop], true)
            {
                open.extend(self.stops[stop].ways.iter().map(|(to, _)| *to));
            }
        }
        reached
    }

    /// Whether every journey ends.
    fn end(&self) -> bool {
        let mut can_end = vec![false; self.stops.len()];
        for _ in 0..self.stops.len() {
            for stop in 0..self.stops.len() {
                can_end[stop] |= self.stops[stop].ways.iter().any(|(to, _)| match to {
                    To::End(_) => true,
                    To::Touchpoint(next) => can_end[*next],
                });
            }
        }
        self.reached()
            .into_iter()
            .zip(can_end)
            .all(|(reached, can_end)| !reached || can_end)
    }

    /// Whether some journey comes to a touchpoint again.
    pub(crate) fn has_loops(&self) -> bool {
        // Touchpoints that lead to none but those taken away are taken away, until nothing changes.
        let mut left = self.reached();
        loop {
            let stays = |&stop: &usize| {
                self.stops[stop].ways.iter().any(|(to, _)| match to {
                    To::End(_) => false,
                    To::Touchpoint(next) => left[*next],
                })
            };
            let gone = (0..left.len())
                .filter(|stop| left[*stop] && !stays(stop))
                .collect::<Vec<_>>();
            if gone.is_empty() {
                return left.contains(&true);
            }
            gone.into_iter().for_each(|stop| left[stop] = false);
        }
    }

    /// The chance to reach a goal; none where some journeys never end.
    pub(crate) fn goal(&self, goals: &[bool]) -> Option<f64> {
        if !self.end() {
            return None;
        }
        let rows = self.stops.iter().zip(self.reached()).map(|(stop, reached)| {
            let (mut onward, mut worth) = (BTreeMap::new(), 0.0);
            for &(to, share) in stop.ways.iter().filter(|_| reached) {
                match to {
                    To::End(end) => worth += if goals[end] { share } else { 0.0 },
                    To::Touchpoint(next) => *onward.entry(next).or_insert(0.0) += share,
                }
            }
            (onward, worth)
        });
        let values = eliminate(rows.collect());
        let start = self.start.iter().map(|&(to, share)| match to {
            To::Touchpoint(stop) => share * values[stop],
            To::End(end) => share * if goals[end] { 1.0 } else { 0.0 },
        });
        Some(start.sum())
    }
}
