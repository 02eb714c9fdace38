//! The law by its definition: dense, slow and easy to check. What the elimination is tested against.
//!
//! The chain restricted to keys ≤ k knows the journeys whose peak is at most k. With Q_k its ways and
//! x_k = start·(I − Q_k)⁻¹ its expected visits,
//! - P(peak ≤ k, end at u, ending e) = x_k(u)·exit_e(u), and differences between levels are the joint law;
//! - P(u is the peak) = x_k(u)·b(u) for u at level k, with b(u) the chance to leave from u through levels < k only:
//!   of several visits at the peak's level the last one counts.

use crate::chain::Chain;
use service_blueprint::{Scale, Target};

type Matrix = Vec<Vec<f64>>;

/// The order of touchpoints: the greatest key wins.
pub(super) type Key = (i64, bool);

/// Furthest from neutral, then the worse: |k| and whether k < 0, of k = round(1e9·λ·v) with λ below neutral only.
pub(super) fn peak_key(scale: Scale, lambda: f64, score: f64) -> Key {
    let value = value(scale, score);
    let level = (1e9 * if value < 0.0 { lambda * value } else { value }).round() as i64;
    (level.abs(), level < 0)
}

/// The worst: −round(1e9·v).
pub(super) fn trough_key(scale: Scale, score: f64) -> Key {
    ((-1e9 * value(scale, score)).round() as i64, false)
}

/// How far a score is from neutral towards best (positive) or worst (negative), as a part of the way there.
fn value(scale: Scale, score: f64) -> f64 {
    let off = score - scale.neutral();
    let (good, bad) = (scale.best() - scale.neutral(), scale.worst() - scale.neutral());
    if off == 0.0 {
        0.0
    } else if (off > 0.0) == (scale.best() > scale.worst()) {
        off / good
    } else {
        -off / bad
    }
}

/// What is remembered of a chain. Touchpoints and endings go by number.
pub(super) struct Plain {
    /// The keys of touchpoints that can be reached, from lowest to highest.
    pub(super) levels: Vec<Key>,
    /// P(the peak is at the level, the touchpoint is the end, the ending is come to).
    pub(super) joint: Vec<Matrix>,
    /// P(the touchpoint is the peak).
    pub(super) credit: Vec<f64>,
    /// P(the ending is come to without a scored moment).
    pub(super) unscored: Vec<f64>,
    /// Expected visits, scored or not; passing over a skipped touchpoint is none.
    pub(super) visits: Vec<f64>,
}

impl Plain {
    pub(super) fn new(chain: &Chain, key: impl Fn(f64) -> Key) -> Self {
        let (count, endings) = (chain.len(), chain.endings());
        let reached: Vec<usize> = (0..count).filter(|&number| chain.is_reachable(number)).collect();
        let score = |number: usize| Some(chain.visits()[number]).filter(|visit| !visit.skipped)?.score;
        let (scored, silent): (Vec<usize>, Vec<usize>) = reached.iter().partition(|&&number| score(number).is_some());
        let whole = ways(chain);
        let mut found = Self {
            levels: Vec::new(),
            joint: Vec::new(),
            credit: vec![0.0; count],
            unscored: Vec::new(),
            visits: vec![0.0; count],
        };
        for (&number, expected) in reached.iter().zip(visits(&whole, &reached)) {
            if !chain.visits()[number].skipped {
                found.visits[number] = expected;
            }
        }
        let ways = censored(whole, &silent);
        found.unscored = ways[count][count..].to_vec();

        let key = |number: usize| score(number).map(&key);
        found.levels = scored.iter().filter_map(|&number| key(number)).collect();
        found.levels.sort_unstable();
        found.levels.dedup();
        let mut so_far = vec![vec![0.0; endings]; count];
        for &level in &found.levels {
            let inside: Vec<usize> = (scored.iter().copied()).filter(|&u| key(u) <= Some(level)).collect();
            let below: Vec<usize> = (scored.iter().copied()).filter(|&u| key(u) < Some(level)).collect();
            let x = visits(&ways, &inside);
            let out = |u: usize| ways[u][count..].iter().sum::<f64>();
            let away = solved(without(&ways, &below), below.iter().map(|&v| vec![out(v)]).collect());
            let mut at_most = vec![vec![0.0; endings]; count];
            for (&u, x) in inside.iter().zip(x) {
                for (ending, at_most) in at_most[u].iter_mut().enumerate() {
                    *at_most = x * ways[u][count + ending];
                }
                if key(u) == Some(level) {
                    let later = below.iter().zip(&away).map(|(&v, away)| ways[u][v] * away[0]);
                    found.credit[u] = x * (out(u) + later.sum::<f64>());
                }
            }
            found.joint.push(combined(&at_most, -1.0, &so_far));
            so_far = at_most;
        }
        found
    }
}

/// A row per touchpoint and one for the start; a column per touchpoint, then one per ending.
fn ways(chain: &Chain) -> Matrix {
    let count = chain.len();
    let mut ways = vec![vec![0.0; count + chain.endings()]; count + 1];
    for &(first, share) in chain.start() {
        ways[count][first] += share;
    }
    for (number, row) in ways.iter_mut().enumerate().take(count) {
        for &(to, share) in chain.ways(number) {
            match to {
                Target::Touchpoint(next) => row[next] += share,
                Target::End(ending) => row[count + ending] += share,
            }
        }
    }
    ways
}

/// The ways with the touchpoints u passed through, Q_ss + Q_su·(I − Q_uu)⁻¹·Q_us; rows and columns of u are of no use.
fn censored(ways: Matrix, gone: &[usize]) -> Matrix {
    let from = gone.iter().map(|&u| ways[u].clone()).collect();
    let through = solved(without(&ways, gone), from);
    let passed: Matrix = ways
        .iter()
        .map(|row| {
            let sum = |column| {
                gone.iter()
                    .zip(&through)
                    .map(|(&u, on): (_, &Vec<f64>)| row[u] * on[column])
                    .sum()
            };
            (0..row.len()).map(sum).collect()
        })
        .collect();
    combined(&ways, 1.0, &passed)
}

/// Expected visits to the touchpoints of `inside` by journeys that have been nowhere else: start·(I − Q)⁻¹.
fn visits(ways: &Matrix, inside: &[usize]) -> Vec<f64> {
    let matrix = without(ways, inside);
    let transposed = (0..inside.len())
        .map(|column| matrix.iter().map(|row| row[column]).collect())
        .collect();
    let start = &ways[ways.len() - 1];
    let found = solved(transposed, inside.iter().map(|&u| vec![start[u]]).collect());
    found.into_iter().map(|row| row[0]).collect()
}

/// I − Q on the touchpoints of `inside`.
fn without(ways: &Matrix, inside: &[usize]) -> Matrix {
    let entry = |u: usize, v: usize| if u == v { 1.0 - ways[u][v] } else { -ways[u][v] };
    inside
        .iter()
        .map(|&u| inside.iter().map(|&v| entry(u, v)).collect())
        .collect()
}

/// a + factor·b.
fn combined(a: &Matrix, factor: f64, b: &Matrix) -> Matrix {
    let row = |(a, b): (&Vec<f64>, &Vec<f64>)| a.iter().zip(b).map(|(a, b)| a + factor * b).collect();
    a.iter().zip(b).map(row).collect()
}

/// The solution of matrix·x = right, by Gauss–Jordan elimination with partial pivoting.
fn solved(mut matrix: Matrix, mut right: Matrix) -> Matrix {
    let size = matrix.len();
    for column in 0..size {
        let largest = |a: &usize, b: &usize| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs());
        let pivot = (column..size).max_by(largest).unwrap();
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in (0..size).filter(|&row| row != column) {
            let factor = matrix[row][column] / matrix[column][column];
            for rows in [&mut matrix, &mut right] {
                let from = rows[column].clone();
                for (entry, from) in rows[row].iter_mut().zip(from) {
                    *entry -= factor * from;
                }
            }
        }
    }
    for (number, row) in right.iter_mut().enumerate() {
        for entry in row {
            *entry /= matrix[number][number];
        }
    }
    right
}
