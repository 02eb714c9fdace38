//! Singular values by Jacobi's rotations.

use super::RegressionError;
use super::dot::{add_scaled, dot, norm};

/// How near to a right angle two columns are turned. Chosen: a little above the rounding of their product.
const RIGHT_ANGLE: f64 = 1e-14;

/// The length of a column, in parts of the longest at the start, from which on it is left alone. Chosen: far below the
/// rounding of the longest, in whose direction it would shrink for ever.
const NOTHING: f64 = 1e-20;

/// How often all pairs of columns are turned at most. Chosen: it takes about ten.
const MOST_SWEEPS: usize = 100;

/// A matrix turned so that its columns are orthogonal: W = ZV, with V orthogonal. The lengths of W's columns are the
/// singular values of Z, in no order; V's columns are its right singular vectors.
///
/// One-sided Jacobi: pairs of columns are rotated until all are orthogonal. It is slower than bidiagonalisation but exact to
/// the last digits also for the smallest singular values; nalgebra's is wrong for some matrices of rank 1.
///
/// J. Demmel & K. Veselić (1992). Jacobi's method is more accurate than QR. SIAM Journal on Matrix Analysis and
/// Applications 13(4), 1204–1245. doi:10.1137/0613074
pub(super) struct Turned {
    /// W by column.
    pub(super) columns: Vec<Vec<f64>>,
    /// V by column.
    pub(super) directions: Vec<Vec<f64>>,
}

impl Turned {
    /// Turns a matrix, given by column.
    pub(super) fn of(columns: Vec<Vec<f64>>) -> Result<Self, RegressionError> {
        let count = columns.len();
        let unit = |at| (0..count).map(|row| if row == at { 1.0 } else { 0.0 }).collect();
        let mut turned = Self {
            columns,
            directions: (0..count).map(unit).collect(),
        };
        let longest = turned.columns.iter().map(|column| norm(column)).fold(0.0, f64::max);
        for _ in 0..MOST_SWEEPS {
            if !turned.sweep(NOTHING * longest) {
                return Ok(turned);
            }
        }
        Err(RegressionError::NoConvergence(MOST_SWEEPS))
    }

    /// Turns all pairs of columns longer than `nothing`; whether any was not orthogonal yet.
    fn sweep(&mut self, nothing: f64) -> bool {
        let mut moved = false;
        for second in 1..self.columns.len() {
            for first in 0..second {
                let (a, b) = (&self.columns[first], &self.columns[second]);
                let product = dot(a, b);
                let (a, b) = (norm(a), norm(b));
                if product.abs() <= RIGHT_ANGLE * a * b || a.min(b) <= nothing {
                    continue;
                }
                moved = true;
                let ratio = (b - a) * (b + a) / (2.0 * product);
                let tangent = ratio.signum() / (ratio.abs() + (1.0 + ratio * ratio).sqrt());
                rotate(&mut self.columns, first, second, tangent);
                rotate(&mut self.directions, first, second, tangent);
            }
        }
        moved
    }
}

/// Turns two columns by an angle.
fn rotate(columns: &mut [Vec<f64>], first: usize, second: usize, tangent: f64) {
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let (head, tail) = columns.split_at_mut(second);
    let (a, b) = (&mut head[first], &mut tail[0]);
    // As two shears and two scalings: a' = (a − t·b)·c, b' = b/c + t·a'.
    add_scaled(a, -tangent, b);
    a.iter_mut().for_each(|a| *a *= cosine);
    b.iter_mut().for_each(|b| *b /= cosine);
    add_scaled(b, tangent, a);
}
