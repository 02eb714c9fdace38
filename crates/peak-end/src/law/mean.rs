//! The mean over the moments of a random way: an expectation of a ratio, not a ratio of expectations.
//!
//! E[Σdx/Σd] = ∫₀^∞ E[Σdx·e^(−uΣd)] du, and under the integral stands a linear system: each visit survives with
//! e^(−ud). (For equal durations, z = e^(−u) turns it into ∫₀¹ E[Σx·z^(N−1)] dz.) The integrand is a mixture of
//! exponentials, for which the double exponential rule u = exp(t − e^(−t)) of Takahasi & Mori (1974) converges
//! fast however different their rates are.

use super::LawError;
use super::factor::Factor;
use super::layout::Layout;
use super::pace::{PATIENCE, SWEEPS_LIMIT, TRIAL, is_slow};
use std::array::from_fn;
use std::ops::Range;

/// When halving the step changes the mean by less than this share of the values' spread, the halved rule is within
/// rounding: each halving squares the error.
const SETTLED: f64 = 1e-7;

/// The coarsest step of the rule, and how often it is halved at most.
const STEP: f64 = 0.25;
const HALVINGS: u32 = 6;

/// Below this t, and beyond this many shortest durations, the integrand is under 1e-18.
const FIRST: f64 = -4.0;
const LONGEST: f64 = 45.0;

/// How many points of the rule are swept together.
const POINTS: usize = 8;

/// Sweeps end when so little survives of what ever went backward; smaller rises than this share are rounding.
const GONE: f64 = 1e-16;
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// A scored visit: what it is worth and how much it weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weighed {
    pub(crate) value: f64,
    pub(crate) weight: f64,
}

/// By ending: E[Σ weight·value / Σ weight] over the scored moments of journeys to that ending, times the chance of
/// such a journey. Nodes without a weighed visit are passed. Weights are not negative; a way of weight 0 counts as 0.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
pub(crate) fn mean_on_the_way(
    layout: &Layout,
    visits: &[f64],
    weighed: &[Option<Weighed>],
) -> Result<Vec<f64>, LawError> {
    let mut mean = vec![0.0; layout.endings];
    let scored = || weighed.iter().flatten();
    let shortest = scored()
        .map(|it| it.weight)
        .filter(|weight| *weight > 0.0)
        .fold(f64::INFINITY, f64::min);
    if !shortest.is_finite() {
        return Ok(mean);
    }
    let typical: f64 = visits
        .iter()
        .zip(weighed)
        .map(|(visits, it)| it.map_or(0.0, |it| visits * it.weight))
        .sum();
    let unit = typical.max(shortest);
    let last = (LONGEST * unit / shortest).ln().max(1.0);
    let mut spread = scored().fold(0.0f64, |most, it| most.max(it.value.abs()));
    if spread == 0.0 {
        spread = 1.0;
    }

    let mut step = STEP;
    for halving in 0..=HALVINGS {
        // After the first rule only the new points, between the old ones, are needed.
        let (first, stride) = if halving == 0 { (0, 1) } else { (1, 2) };
        let count = ((last - FIRST) / step).ceil() as u64;
        let points: Vec<(f64, f64)> = (first..=count)
            .step_by(stride)
            .map(|point| {
                let t = FIRST + point as f64 * step;
                let u = (t - (-t).exp()).exp();
                (u / unit, u * (1.0 + (-t).exp()) * step / unit)
            })
            .collect();
        let mut sum = vec![0.0; layout.endings];
        for points in points.chunks(POINTS) {
            let rates = from_fn(|at| points.get(at).map_or(f64::INFINITY, |(rate, _)| *rate));
            let found = Passage::new(layout, weighed, rates).collected()?;
            for (sum, found) in sum.iter_mut().zip(found) {
                *sum += points
                    .iter()
                    .zip(found)
                    .map(|((_, slope), found)| slope * found)
                    .sum::<f64>();
            }
        }
        let mut change = 0.0f64;
        for (mean, sum) in mean.iter_mut().zip(sum) {
            let finer = if halving == 0 { sum } else { *mean / 2.0 + sum };
            change = change.max((finer - *mean).abs());
            *mean = finer;
        }
        if halving > 0 && change <= SETTLED * spread {
            break;
        }
        step /= 2.0;
    }
    Ok(mean)
}

/// By point of the rule: how many journeys survive, and the sum of what they have collected.
#[derive(Debug, Clone, Copy, Default)]
struct Surviving {
    alive: [f64; POINTS],
    sum: [f64; POINTS],
}

impl Surviving {
    #[inline(always)]
    fn add(&mut self, p: f64, other: &Self) {
        for at in 0..POINTS {
            self.alive[at] += p * other.alive[at];
            self.sum[at] += p * other.sum[at];
        }
    }
}

/// Journeys of which each visit survives only in part, at several rates.
struct Passage<'a> {
    layout: &'a Layout,
    weighed: &'a [Option<Weighed>],
    /// By node, the part of visits that survives, and the part that does not.
    kept: Vec<Kept>,
}

type Kept = [(f64, f64); POINTS];

impl<'a> Passage<'a> {
    fn new(layout: &'a Layout, weighed: &'a [Option<Weighed>], rates: [f64; POINTS]) -> Self {
        let kept = |weight: f64| -> Kept {
            from_fn(|point| {
                let decay = -rates[point] * weight;
                // An unused point has an infinite rate.
                if decay.is_nan() {
                    (1.0, 0.0)
                } else {
                    (decay.exp(), -decay.exp_m1())
                }
            })
        };
        // Often all weights are the same.
        let mut last = (0.0, [(1.0, 0.0); POINTS]);
        let of_node = |it: &Option<Weighed>| {
            let weight = it.map_or(0.0, |it| it.weight);
            if weight != last.0 {
                last = (weight, kept(weight));
            }
            last.1
        };
        Self {
            layout,
            weighed,
            kept: weighed.iter().map(of_node).collect(),
        }
    }

    /// By ending and point, E[Σ weight·value·e^(−rate·Σ weight)].
    fn collected(&self) -> Result<Vec<[f64; POINTS]>, LawError> {
        let mut rows = vec![Surviving::default(); self.layout.len()];
        let mut found = vec![[0.0; POINTS]; self.layout.endings];
        for part in self.layout.parts() {
            if part.len() > 1 {
                self.component(part.clone(), &mut rows)?;
            } else {
                let arrived = self.arrived(&rows, part.start, part.start);
                rows[part.start] = self.visit(part.start, &arrived);
            }
            for node in part {
                for &(ending, p) in self.layout.exits.of(node) {
                    for (found, sum) in found[ending as usize].iter_mut().zip(&rows[node].sum) {
                        *found += p * sum;
                    }
                }
            }
        }
        Ok(found)
    }

    /// Arrivals from the start and from nodes before `end`.
    fn arrived(&self, rows: &[Surviving], node: usize, end: usize) -> Surviving {
        let mut arrived = Surviving {
            alive: [self.layout.start[node]; POINTS],
            ..Surviving::default()
        };
        self.pull(&mut arrived, rows, node, &(0..end));
        arrived
    }

    /// Adds arrivals from some nodes.
    #[inline(always)]
    fn pull(&self, arrived: &mut Surviving, rows: &[Surviving], node: usize, from: &Range<usize>) {
        for &(source, p) in self.layout.into.of(node) {
            if from.contains(&(source as usize)) {
                arrived.add(p, &rows[source as usize]);
            }
        }
    }

    /// What arrivals become by visits, those that follow at once included.
    fn visit(&self, node: usize, arrived: &Surviving) -> Surviving {
        let (stay, leave) = (self.layout.stay[node], self.layout.leave[node]);
        if self.weighed[node].is_none() && stay == 0.0 {
            return *arrived;
        }
        let felt = self.weighed[node].map_or(0.0, |it| it.value * it.weight);
        let mut row = Surviving::default();
        for point in 0..POINTS {
            let (kept, lost) = self.kept[node][point];
            let on = if stay > 0.0 { kept / (leave + stay * lost) } else { kept };
            row.alive[point] = arrived.alive[point] * on;
            row.sum[point] = (arrived.sum[point] + felt * (arrived.alive[point] + stay * row.alive[point])) * on;
        }
        row
    }

    fn component(&self, nodes: Range<usize>, rows: &mut [Surviving]) -> Result<(), LawError> {
        let outside: Vec<Surviving> = nodes
            .clone()
            .map(|node| self.arrived(rows, node, nodes.start))
            .collect();
        if self.swept(&nodes, 0, &outside, rows) || self.directly(&nodes, &outside, rows).is_some() {
            return Ok(());
        }
        match self.swept(&nodes, PATIENCE, &outside, rows) {
            true => Ok(()),
            false => Err(LawError::TooSlow {
                touchpoints: nodes.len(),
            }),
        }
    }

    /// Solves a component directly, point by point; none where it is too entangled.
    fn directly(&self, nodes: &Range<usize>, outside: &[Surviving], rows: &mut [Surviving]) -> Option<()> {
        for point in 0..POINTS {
            let part: Vec<_> = nodes.clone().map(|node| self.kept[node][point]).collect();
            let factor = Factor::new(self.layout, nodes, &part)?;
            let given: Vec<f64> = outside
                .iter()
                .zip(&part)
                .map(|(row, part)| row.alive[point] * part.0)
                .collect();
            let alive = factor.visits(&given);
            // Every visit that survives adds what it is worth to what was collected before.
            let felt = nodes
                .clone()
                .map(|node| self.weighed[node].map_or(0.0, |it| it.value * it.weight));
            let (mut gain, mut loss) = (Vec::new(), Vec::new());
            for (((row, part), felt), alive) in outside.iter().zip(&part).zip(felt).zip(&alive) {
                let given = row.sum[point] * part.0 + felt * alive;
                gain.push(given.max(0.0));
                loss.push((-given).max(0.0));
            }
            let sums = factor
                .visits(&gain)
                .into_iter()
                .zip(factor.visits(&loss))
                .map(|(gain, loss)| gain - loss);
            for ((row, alive), sum) in rows[nodes.clone()].iter_mut().zip(alive).zip(sums) {
                row.alive[point] = alive;
                row.sum[point] = sum;
            }
        }
        Some(())
    }

    /// Whether sweeps settle the rows of a component.
    fn swept(&self, nodes: &Range<usize>, patience: usize, outside: &[Surviving], rows: &mut [Surviving]) -> bool {
        rows[nodes.clone()].fill(Surviving::default());
        let back: Vec<f64> = nodes
            .clone()
            .map(|node| {
                let ways = self.layout.onward.of(node).iter();
                ways.filter(|(to, _)| (nodes.start..node).contains(&(*to as usize)))
                    .map(|(_, p)| p)
                    .sum()
            })
            .collect();
        let (mut most, mut trial) = (0.0f64, (0, f64::INFINITY));
        for sweeps in 1..=SWEEPS_LIMIT {
            let mut inside = 0.0f64;
            for (at, node) in nodes.clone().enumerate() {
                let mut arrived = outside[at];
                self.pull(&mut arrived, rows, node, nodes);
                let row = self.visit(node, &arrived);
                let old = rows[node];
                for point in 0..POINTS {
                    let rises = [(row.alive[point], old.alive[point]), (row.sum[point], old.sum[point])];
                    for (new, old) in rises {
                        let rise = (new - old).abs();
                        if rise > ROUNDING * new.abs() {
                            inside = inside.max(back[at] * rise);
                        }
                    }
                }
                rows[node] = row;
            }
            most = most.max(inside);
            if inside <= GONE * most {
                return true;
            }
            if trial.1.is_infinite() || sweeps == trial.0 + TRIAL {
                if trial.1.is_finite() && is_slow(sweeps, patience, trial, inside, GONE * most) {
                    return false;
                }
                trial = (sweeps, inside);
            }
        }
        false
    }
}
