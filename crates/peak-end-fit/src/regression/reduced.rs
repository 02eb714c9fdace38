//! The columns that say something, as a triangle.

use nalgebra::DMatrix;

use super::dot::{add_scaled, dot, norm};
use super::{Condensed, Weights};

/// What is left of a column, in parts of its spread, at or below which it is a combination of the columns before it. The
/// tolerance of R's `lm`.
const COLLINEAR: f64 = 1e-7;

/// What is left of a column, in parts of its largest number, at or below which it is the rounding of a constant or of a
/// combination. Chosen: some thousand times the rounding of one number.
const ROUNDING: f64 = 1e-12;

/// A root mean square below which a column is constant. Chosen: squares of it, and weights for it, stay finite.
const SMALLEST: f64 = 1e-120;

impl Condensed {
    /// What is left of a column, per row, at or below which it is constant.
    pub(super) fn rounding(&self, column: usize) -> f64 {
        (ROUNDING * self.size[column]).max(SMALLEST)
    }
}

/// The columns about their means, without those that say nothing new: X = QU for the columns kept, U a triangle.
#[derive(Debug, Clone)]
pub(super) struct Reduced {
    /// The columns kept, ascending.
    pub(super) kept: Vec<usize>,
    /// U by column; as many entries in a column as columns are kept.
    upper: Vec<f64>,
    /// Q applied to the outcome.
    outcome: Vec<f64>,
}

impl Reduced {
    pub(super) fn of(condensed: &Condensed) -> Self {
        let columns = condensed.columns();
        // Below the first row of the triangle stand the columns and the outcome about their means.
        let mut about: Vec<Vec<f64>> = (1..columns + 2).map(|at| condensed.column(at)[1..].to_vec()).collect();
        let per_row = (condensed.rows as f64).sqrt();
        let mut kept = Vec::new();
        for at in 0..columns {
            let row = kept.len();
            let (head, tail) = about.split_at_mut(at + 1);
            let column = &mut head[at];
            let limit = (COLLINEAR * norm(column)).max(condensed.rounding(at) * per_row);
            let left = norm(&column[row..]);
            if left <= limit {
                continue;
            }
            kept.push(at);
            turn(column, row, left, tail);
        }
        let count = kept.len();
        let upper = kept.iter().flat_map(|&at| about[at][..count].iter().copied()).collect();
        Self {
            upper,
            outcome: about[columns][..count].to_vec(),
            kept,
        }
    }

    /// Solves Ub = z in place.
    pub(super) fn solve(&self, z: &mut [f64]) {
        let count = self.kept.len();
        for at in (0..count).rev() {
            let column = &self.upper[at * count..][..count];
            z[at] /= column[at];
            let (head, tail) = z.split_at_mut(at);
            add_scaled(head, -tail[0], &column[..at]);
        }
    }

    /// The inverse of U.
    pub(super) fn inverse(&self) -> DMatrix<f64> {
        let count = self.kept.len();
        let mut inverse = DMatrix::identity(count, count);
        for mut column in inverse.column_iter_mut() {
            self.solve(column.as_mut_slice());
        }
        inverse
    }

    /// The weights of least squares.
    pub(super) fn weights(&self, condensed: &Condensed) -> Weights {
        let mut solution = self.outcome.clone();
        self.solve(&mut solution);
        let mut weights = vec![None; condensed.columns()];
        for (&at, weight) in self.kept.iter().zip(solution) {
            weights[at] = Some(weight);
        }
        condensed.with_intercept(weights)
    }
}

impl Condensed {
    /// The mean of a column, or at the end of the outcome.
    pub(super) fn mean(&self, at: usize) -> f64 {
        self.column(at + 1)[0] / self.column(0)[0] + self.shift[at]
    }

    /// The intercept of least squares for given weights: what makes the mean error 0.
    pub(super) fn with_intercept(&self, weights: Vec<Option<f64>>) -> Weights {
        let mut intercept = self.mean(self.columns());
        for (at, weight) in weights.iter().enumerate() {
            if let Some(weight) = weight {
                intercept -= weight * self.mean(at);
            }
        }
        Weights { intercept, weights }
    }
}

/// Reflects what is left of a column, from `row` on and so long, onto its first entry, and the columns behind it with it.
fn turn(column: &mut [f64], row: usize, left: f64, behind: &mut [Vec<f64>]) {
    if column[row + 1..].iter().all(|&entry| entry == 0.0) {
        return;
    }
    let turned = if column[row] > 0.0 { -left } else { left };
    let mut reflector = column[row..].to_vec();
    reflector[0] -= turned;
    let factor = 2.0 / dot(&reflector, &reflector);
    column[row..].fill(0.0);
    column[row] = turned;
    for column in behind {
        let taken = factor * dot(&reflector, &column[row..]);
        add_scaled(&mut column[row..], -taken, &reflector);
    }
}
