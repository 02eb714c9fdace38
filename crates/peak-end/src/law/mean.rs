//! The mean over the moments of a random way: an expectation of a ratio, not a ratio of expectations.
//!
//! E[Σdx/Σd] = ∫₀^∞ E[Σdx·e^(−uΣd)] du, and under the integral stands a linear system: each visit survives with
//! e^(−ud). (For equal durations, z = e^(−u) turns it into ∫₀¹ E[Σx·z^(N−1)] dz.) The integrand is a mixture of
//! exponentials, for which the double exponential rule u = exp(t − e^(−t)) of Takahasi & Mori (1974) converges
//! fast however different their rates are.

use super::LawError;
use super::dense::DenseSolve;
use super::reduction::{Entry, Network, Step, outlook, visits};
use super::scored::Scored;

/// When halving the step changes the mean by less than this share of the values' spread, the halved rule is within
/// rounding: each halving squares the error.
const SETTLED: f64 = 1e-9;

/// The coarsest step of the rule, and how often it is halved at most.
const STEP: f64 = 0.25;
const HALVINGS: u32 = 6;

/// Below this t, and beyond this many shortest durations, the integrand is under 1e-18.
const FIRST: f64 = -4.0;
const LONGEST: f64 = 45.0;

/// By list of values and by ending: E[Σ weight·value / Σ weight] over the scored moments of journeys to that ending,
/// times the chance of such a journey. Weights are not negative; a way of weight 0 counts as 0.
///
/// # Errors
/// [`LawError::TooManyWays`] where the chain is too entangled.
pub(crate) fn mean_on_the_way(
    scored: &Scored,
    weights: &[f64],
    values: &[Vec<f64>],
) -> Result<Vec<Vec<f64>>, LawError> {
    let mut mean = vec![vec![0.0; scored.endings]; values.len()];
    let shortest = weights
        .iter()
        .copied()
        .filter(|weight| *weight > 0.0)
        .fold(f64::INFINITY, f64::min);
    if !shortest.is_finite() {
        return Ok(mean);
    }
    let visited = scored.touchpoints.iter().map(|&touchpoint| scored.visits[touchpoint]);
    let typical: f64 = visited.zip(weights).map(|(visits, weight)| visits * weight).sum();
    let unit = typical.max(shortest);
    let last = (LONGEST * unit / shortest).ln().max(1.0);
    let mut spread = values
        .iter()
        .flatten()
        .fold(0.0f64, |most, value| most.max(value.abs()));
    if spread == 0.0 {
        spread = 1.0;
    }

    let mut solve = if is_dense(scored)? {
        Solve::Dense(DenseSolve::new(scored))
    } else {
        Solve::Sparse
    };
    let mut step = STEP;
    for halving in 0..=HALVINGS {
        let mut sum = vec![vec![0.0; scored.endings]; values.len()];
        // After the first rule only the new points, between the old ones, are needed.
        let (first, stride) = if halving == 0 { (0, 1) } else { (1, 2) };
        let points = ((last - FIRST) / step).ceil() as u64;
        for point in (first..=points).step_by(stride) {
            let t = FIRST + point as f64 * step;
            let u = (t - (-t).exp()).exp();
            let slope = u * (1.0 + (-t).exp()) * step / unit;
            integrand(scored, &mut solve, weights, values, (u / unit, slope), &mut sum)?;
        }
        let mut change = 0.0f64;
        for (mean, sum) in mean.iter_mut().flatten().zip(sum.iter().flatten()) {
            let finer = if halving == 0 { *sum } else { *mean / 2.0 + sum };
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

/// How the linear systems are solved.
enum Solve {
    Sparse,
    Dense(DenseSolve),
}

/// Up to so many nodes a full matrix is faster whatever its zeros. Measured.
const SMALL: usize = 40;
/// One multiplication of the sparse elimination costs as much as so many of the full one. Measured, roughly.
const SPARSE_COST: usize = 8;

/// Whether the sparse elimination would fill in so much that a full matrix is faster.
fn is_dense(scored: &Scored) -> Result<bool, LawError> {
    let nodes = scored.network.nodes();
    if nodes <= SMALL {
        return Ok(true);
    }
    let full = nodes.saturating_mul(nodes).saturating_mul(nodes) / 3;
    let mut network = scored.network.clone();
    let mut work = 0usize;
    for node in (0..nodes).rev() {
        let step = network.eliminate(node)?;
        work = work.saturating_add(step.onward.len() * step.into.len());
    }
    Ok(work.saturating_mul(SPARSE_COST) > full)
}

/// Adds slope·E[Σ weight·value·e^(−u·Σ weight)].
fn integrand(
    scored: &Scored,
    solve: &mut Solve,
    weights: &[f64],
    values: &[Vec<f64>],
    (u, slope): (f64, f64),
    sum: &mut [Vec<f64>],
) -> Result<(), LawError> {
    let mut add = |ending: usize, arrived: &[f64], left: &[f64]| {
        for (values, sum) in values.iter().zip(sum.iter_mut()) {
            let moments = values.iter().zip(weights).zip(arrived.iter().zip(left));
            let total: f64 = moments
                .map(|((value, weight), (arrived, left))| value * weight * arrived * left)
                .sum();
            sum[ending] += slope * total;
        }
    };
    match solve {
        Solve::Dense(dense) => {
            dense.solve(|node| u * weights[node]);
            for (ending, left) in dense.chances.iter().enumerate() {
                add(ending, &dense.visits, left);
            }
        }
        Solve::Sparse => {
            let (mut network, lost) = surviving(scored, weights, u);
            let nodes = network.nodes();
            let steps = (0..nodes)
                .rev()
                .map(|node| network.eliminate(node))
                .collect::<Result<Vec<Step>, _>>()?;
            let (mut arrived, mut left) = (vec![0.0; nodes], vec![0.0; nodes]);
            visits(&steps, network.start(), &mut arrived);
            for ending in 0..scored.endings {
                let worth = |column| {
                    if column != lost && scored.way_out(column).1 == ending {
                        1.0
                    } else {
                        0.0
                    }
                };
                outlook(&steps, worth, &mut left);
                add(ending, &arrived, &left);
            }
        }
    }
    Ok(())
}

/// The network in which each visit survives with e^(−u·weight), and the column of those lost.
fn surviving(scored: &Scored, weights: &[f64], u: f64) -> (Network, u32) {
    let nodes = scored.network.nodes();
    let lost = (nodes + nodes * scored.endings) as u32;
    let row = |node: usize| {
        let decay = -u * weights[node];
        let (kept, gone) = (decay.exp(), -decay.exp_m1());
        let mut ways: Vec<Entry> = scored.network.row(node).iter().map(|&(to, p)| (to, p * kept)).collect();
        ways.push((lost, gone));
        ways
    };
    let start = scored.network.row(scored.network.start()).to_vec();
    (Network::new((0..nodes).map(row).chain([start]).collect()), lost)
}
