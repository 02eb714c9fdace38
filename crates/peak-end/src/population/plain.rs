//! The plain method for draws: per level, the chain whose visits all draw that level or a lesser one, with dense solves.
//! What the engine's draws are tested against.

use super::Draws;
use crate::{Chain, LawAtom};
use service_blueprint::Target;

/// What a method finds, as sums over journeys with a scored moment.
#[derive(Debug)]
pub(super) struct Evaluated {
    /// By ending, the sum of the remembered score.
    pub(super) by_ending: Vec<f64>,
    /// By touchpoint, how often it is the one remembered; of equal ones the last.
    pub(super) credit: Vec<f64>,
    /// The remembered and the last score, jointly.
    pub(super) atoms: Vec<LawAtom>,
}

/// What an order picks, level by level with dense solves.
pub(super) fn evaluate<K: Ord + Copy>(chain: &Chain, draws: &[Option<Draws>], key: impl Fn(f64) -> K) -> Evaluated {
    let (touchpoints, endings) = (chain.len(), chain.endings());
    let mut levels: Vec<(K, f64)> = Vec::new();
    for draws in draws.iter().flatten() {
        levels.extend(draws.scores().iter().map(|(score, _)| (key(*score), *score)));
    }
    levels.sort_by_key(|(key, _)| *key);
    levels.dedup_by_key(|(key, _)| *key);
    // By touchpoint and level, the share of it.
    let place = |score: f64| {
        let own = key(score);
        levels.partition_point(|(key, _)| *key < own)
    };
    let shares: Vec<Option<Vec<f64>>> = draws
        .iter()
        .map(|draws| {
            let mut shares = vec![0.0; levels.len()];
            for &(score, share) in draws.as_ref()?.scores() {
                shares[place(score)] += share;
            }
            Some(shares)
        })
        .collect();
    let mut transition = vec![vec![0.0; touchpoints]; touchpoints];
    let mut exit = vec![vec![0.0; endings]; touchpoints];
    for number in (0..touchpoints).filter(|&number| chain.is_reachable(number)) {
        for &(to, p) in chain.ways(number) {
            match to {
                Target::Touchpoint(next) => transition[number][next] += p,
                Target::End(ending) => exit[number][ending] += p,
            }
        }
    }
    let mut start = vec![0.0; touchpoints];
    for &(number, p) in chain.start() {
        start[number] += p;
    }
    // The chance to come to an ending from a touchpoint without another score.
    let unscored: Vec<f64> = draws.iter().map(|draws| f64::from(u8::from(draws.is_none()))).collect();
    let by_ending = |ending: usize| {
        let exits: Vec<f64> = exit.iter().map(|exit| exit[ending]).collect();
        backward(&transition, &unscored, &exits)
    };
    let last: Vec<Vec<f64>> = (0..endings).map(by_ending).collect();
    let exits: Vec<f64> = exit.iter().map(|exit| exit.iter().sum()).collect();

    let mut below = vec![0.0; touchpoints];
    let mut arrivals_before = vec![0.0; touchpoints];
    let mut found = Evaluated {
        by_ending: vec![0.0; endings],
        credit: vec![0.0; touchpoints],
        atoms: Vec::new(),
    };
    let survive = |sums: &[f64]| -> Vec<f64> {
        let one = |(sum, draws): (&f64, &Option<Draws>)| if draws.is_some() { *sum } else { 1.0 };
        sums.iter().zip(draws).map(one).collect()
    };
    let mut ends: Vec<f64> = vec![0.0; levels.len()];
    for (level, &(_, score)) in levels.iter().enumerate() {
        let up_to: Vec<f64> = below
            .iter()
            .zip(&shares)
            .map(|(below, shares)| below + shares.as_ref().map_or(0.0, |shares| shares[level]))
            .collect();
        let arrivals = forward(&transition, &survive(&up_to), &start);
        let after = backward(&transition, &survive(&below), &exits);
        ends.fill(0.0);
        for number in 0..touchpoints {
            let Some(shares) = &shares[number] else { continue };
            found.credit[number] += arrivals[number] * shares[level] * after[number];
            let more = arrivals[number] - arrivals_before[number];
            for (ending, last) in last.iter().enumerate() {
                let sum = more * below[number] + arrivals[number] * shares[level];
                found.by_ending[ending] += score * sum * last[number];
            }
            let out: f64 = last.iter().map(|last| last[number]).sum();
            for (end, share) in ends[..level].iter_mut().zip(shares) {
                *end += more * share * out;
            }
            ends[level] += arrivals[number] * shares[level] * out;
        }
        for (end, &probability) in ends[..=level].iter().enumerate().filter(|(_, p)| **p > 0.0) {
            found.atoms.push(LawAtom {
                peak: score,
                end: levels[end].1,
                probability,
            });
        }
        below = up_to;
        arrivals_before = arrivals;
    }
    found
}

/// x = start + (x·survive)·transition.
fn forward(transition: &[Vec<f64>], survive: &[f64], start: &[f64]) -> Vec<f64> {
    let size = start.len();
    let matrix = (0..size).map(|to| (0..size).map(|from| survive[from] * transition[from][to]).collect());
    solve(matrix.collect(), start.to_vec())
}

/// x = exit + transition·(survive·x).
fn backward(transition: &[Vec<f64>], survive: &[f64], exit: &[f64]) -> Vec<f64> {
    let row = |row: &Vec<f64>| row.iter().zip(survive).map(|(p, survive)| p * survive).collect();
    solve(transition.iter().map(row).collect(), exit.to_vec())
}

/// x = right + matrix·x, by Gaussian elimination.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for (number, row) in matrix.iter_mut().enumerate() {
        row.iter_mut().for_each(|entry| *entry = -*entry);
        row[number] += 1.0;
    }
    for pivot in 0..size {
        let (done, below) = matrix.split_at_mut(pivot + 1);
        let own = &done[pivot];
        for (row, entries) in below.iter_mut().enumerate() {
            let factor = entries[pivot] / own[pivot];
            if factor != 0.0 {
                for (entry, own) in entries[pivot..].iter_mut().zip(&own[pivot..]) {
                    *entry -= factor * own;
                }
                right[pivot + 1 + row] -= factor * right[pivot];
            }
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}
