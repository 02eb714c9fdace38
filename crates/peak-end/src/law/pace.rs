//! The pace at which sweeps settle, lane by lane.

use super::forward::Row;

/// Every so many sweeps the sum of what is to come is guessed, where the factor by which it falls has changed by less
/// than this share of what is missing of 1, and is below the last: above that, the fall has hardly begun. Chosen.
const GUESSES: usize = 4;
const STEADY: f64 = 0.25;
const FASTEST: f64 = 0.98;

/// How many sweeps may be needed, and how many may pass before the fall begins, where there is no other way.
pub(super) const SWEEPS_LIMIT: usize = 10_000;
pub(super) const PATIENCE: usize = 1_000;

/// After so many sweeps, the rest of them is estimated.
pub(super) const TRIAL: usize = 64;

/// What is left to be settled, sweep after sweep.
#[derive(Debug, Clone)]
pub(super) struct Pace<const LANES: usize> {
    before: Row<LANES>,
    factor: Row<LANES>,
}

impl<const LANES: usize> Pace<LANES> {
    pub(super) fn new() -> Self {
        Self {
            before: [f64::INFINITY; LANES],
            factor: [0.0; LANES],
        }
    }

    /// Whether a guess follows the next sweep, if there were so many.
    pub(super) fn guesses(sweeps: usize) -> bool {
        sweeps % GUESSES == GUESSES - 1
    }

    /// By lane, how many times the last rise is still to come, if the rises go on to fall as they do: a geometric
    /// series. 0 where they do not fall steadily.
    pub(super) fn rest(&mut self, now: &Row<LANES>) -> Row<LANES> {
        let mut to_come = [0.0; LANES];
        for lane in 0..LANES {
            let factor = now[lane] / self.before[lane];
            let steady = (factor - self.factor[lane]).abs() <= STEADY * (1.0 - factor);
            if steady && factor < FASTEST {
                to_come[lane] = factor / (1.0 - factor);
            }
            self.factor[lane] = factor;
        }
        self.before = *now;
        to_come
    }
}

/// Adds what is to come of each rise, in the lanes that are not settled.
pub(super) fn guess<const LANES: usize>(
    rows: &mut [Row<LANES>],
    rises: &[Row<LANES>],
    to_come: &Row<LANES>,
    settled: usize,
) {
    for (row, rise) in rows.iter_mut().zip(rises) {
        for ((row, rise), to_come) in row.iter_mut().zip(rise).zip(to_come).skip(settled) {
            *row += rise * to_come;
        }
    }
}

/// Whether too many sweeps would be needed at the pace of the last ones, if what was left at the `trial` became what
/// is `now`. Journeys that take many ways against the order need `patience` before any of them leaves.
pub(super) fn is_slow(sweeps: usize, patience: usize, trial: (usize, f64), now: f64, aim: f64) -> bool {
    let pace = (trial.1 / now).ln() / (sweeps - trial.0) as f64;
    if sweeps > SWEEPS_LIMIT {
        true
    } else if now > aim && pace > 0.0 {
        sweeps as f64 + (now / aim).ln() / pace > SWEEPS_LIMIT as f64
    } else {
        now > aim && sweeps > patience
    }
}

/// How many lanes sweeps go on with, of `all`, when so many are left.
pub(super) fn narrowed(all: usize, left: usize) -> usize {
    [2, 4, 8, 12, 16, 32]
        .into_iter()
        .find(|lanes| left <= *lanes)
        .unwrap_or(all)
        .min(all)
}

/// A row without its first `settled` lanes.
pub(super) fn without<const LANES: usize, const FEWER: usize>(row: &Row<LANES>, settled: usize) -> Row<FEWER> {
    let mut kept = [0.0; FEWER];
    for (kept, row) in kept.iter_mut().zip(&row[settled..]) {
        *kept = *row;
    }
    kept
}
