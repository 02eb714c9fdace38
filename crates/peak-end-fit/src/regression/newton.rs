//! The likeliest weights of a logistic regression, by Newton's method with step halving.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::RegressionError;
use super::basis::Basis;
use super::condensed::BLOCK;

/// How many steps are taken at most. Chosen: a search that ends at all takes about ten.
const MOST_STEPS: usize = 100;

/// How often a step that makes the outcomes less likely is halved. Chosen: as often as leaves a trace in a float.
const MOST_HALVINGS: usize = 50;

/// The step, in root mean square of the log-odds and in parts of what they are, with which the search ends. Chosen: steps
/// square their size each time, so that what is left is rounding.
const AT_REST: f64 = 1e-8;

/// The step from which on a search that has not ended is looked at for weights that run away. Chosen.
const LATE: usize = 8;

/// How far, in log-odds per step, the rows move that run away; they move about 1. Chosen.
const RUNNING: f64 = 0.25;

/// How far rows may move against their outcome, in parts of the largest move, while the weights run away. Chosen.
const STANDING: f64 = 1e-6;

/// How near to the border, in parts of the largest log-odds, a row is on it. Chosen.
const BORDER: f64 = 1e-9;

/// How far the objective may rise, in parts of itself: beside the minimum a fall cannot be told from the rounding of a sum
/// over a million rows. Chosen.
const ROUNDING: f64 = 1e-12;

/// The outcomes as seen from some weights of coordinates.
pub(super) struct View {
    /// −log-likelihood + penalty.
    objective: f64,
    /// How fast the objective falls with each weight.
    downhill: DVector<f64>,
    /// How it bends, the lower triangle.
    pub(super) bend: DMatrix<f64>,
    /// Whether each row is clearly on its side of even odds.
    told_apart: bool,
}

/// The outcomes, 0 or 1, of rows, with a penalty d_j/2·γ_j² on the weight of coordinate j.
pub(super) struct Search<'a> {
    pub(super) basis: &'a Basis,
    pub(super) outcomes: &'a [f64],
    /// A penalty for each coordinate, 0 for the one.
    pub(super) penalties: &'a [f64],
}

impl Search<'_> {
    /// The likeliest weights of the coordinates.
    pub(super) fn run(&self, start: Vec<f64>) -> Result<Vec<f64>, RegressionError> {
        let penalised = self.penalties.iter().any(|&penalty| penalty > 0.0);
        let mut at = DVector::from_vec(start);
        let mut view = self.view(at.as_slice());
        for step_number in 0..MOST_STEPS {
            if !penalised && view.told_apart {
                return Err(RegressionError::Separated { complete: true });
            }
            let Some(bend) = Cholesky::new(view.bend.clone()) else {
                return Err(RegressionError::NoConvergence(step_number));
            };
            let mut step = bend.solve(&view.downhill);
            if step.norm() <= AT_REST * (1.0 + at.norm()) {
                at += step;
                return Ok(at.as_slice().to_vec());
            }
            if !penalised && step_number >= LATE && self.runs_away(step.as_slice()) {
                return Err(RegressionError::Separated { complete: false });
            }
            (at, view) = self.descend(&at, &view, &mut step);
        }
        Err(RegressionError::NoConvergence(MOST_STEPS))
    }

    /// Takes a step, halved until the outcomes are not less likely.
    fn descend(&self, from: &DVector<f64>, seen: &View, step: &mut DVector<f64>) -> (DVector<f64>, View) {
        let rounding = ROUNDING * seen.objective.abs();
        let mut halvings = 0;
        loop {
            let to = from + &*step;
            let view = self.view(to.as_slice());
            if view.objective <= seen.objective + rounding || halvings == MOST_HALVINGS {
                return (to, view);
            }
            *step *= 0.5;
            halvings += 1;
        }
    }

    /// Looks at all outcomes from some weights.
    pub(super) fn view(&self, weights: &[f64]) -> View {
        let width = self.basis.width();
        let mut sums = vec![0.0; width];
        let mut view = View {
            objective: 0.0,
            downhill: DVector::zeros(width),
            bend: DMatrix::zeros(width, width),
            told_apart: false,
        };
        let (mut largest, mut nearest) = (0.0_f64, f64::INFINITY);
        let (mut odds, mut errors, mut spreads) = ([0.0; BLOCK], [0.0; BLOCK], [0.0; BLOCK]);
        for block in self.basis.blocks() {
            let odds = &mut odds[..block.rows];
            block.combine(weights, odds);
            let outcomes = &self.outcomes[block.first..][..block.rows];
            // ln Π(1 + e^−|x|) for Σ ln(1 + e^−|x|): the product of a block is at most 2 to the power of its rows.
            let (mut product, mut wrong) = (1.0, 0.0);
            for (row, (&log_odds, &outcome)) in odds.iter().zip(outcomes).enumerate() {
                let small = (-log_odds.abs()).exp();
                let (near, far) = (1.0 / (1.0 + small), small / (1.0 + small));
                let probability = if log_odds > 0.0 { near } else { far };
                errors[row] = outcome - probability;
                spreads[row] = near * far;
                product *= 1.0 + small;
                let right = if outcome == 1.0 { log_odds } else { -log_odds };
                wrong += (-right).max(0.0);
                nearest = nearest.min(right);
                largest = largest.max(log_odds.abs());
            }
            view.objective += wrong + product.ln();
            block.add_products(&errors[..block.rows], &mut sums);
            block.add_squares(&spreads[..block.rows], &mut view.bend);
        }
        for (at, (&penalty, &weight)) in self.penalties.iter().zip(weights).enumerate() {
            view.objective += 0.5 * penalty * weight * weight;
            view.downhill[at] = sums[at] - penalty * weight;
            view.bend[(at, at)] += penalty;
        }
        view.told_apart = nearest > BORDER * largest;
        view
    }

    /// Whether a step moves some rows on and on towards their outcomes and none against theirs: then the outcomes are told
    /// apart but for the rows that stand, and steps like it never end.
    fn runs_away(&self, step: &[f64]) -> bool {
        let mut moves = [0.0; BLOCK];
        let (mut largest, mut against) = (0.0_f64, 0.0_f64);
        for block in self.basis.blocks() {
            let moves = &mut moves[..block.rows];
            block.combine(step, moves);
            for (&moved, &outcome) in moves.iter().zip(&self.outcomes[block.first..]) {
                let right = if outcome == 1.0 { moved } else { -moved };
                largest = largest.max(right);
                against = against.max(-right);
            }
        }
        largest >= RUNNING && against <= STANDING * largest
    }
}
