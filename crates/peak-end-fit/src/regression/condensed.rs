//! Rows condensed to what least squares needs of them.

use super::dot::{add_scaled, dot};
use super::{RegressionError, Weights};

/// How many rows are taken in at a time. Chosen: a dozen columns of them fit the fastest cache.
pub(super) const BLOCK: usize = 256;

/// The largest number in size. Chosen: squares of it stay finite however many are added.
pub(super) const LARGEST: f64 = 1e100;

/// Rows condensed to what least squares and ridge need of them: a triangle as wide as the columns, however many rows.
///
/// With A = (1, columns, outcome), it is the triangle R of A = QR, found by Householder's reflections block by block. Two
/// sets of rows are put together without looking at the rows again, so that in cross-validation each fold is condensed
/// once and every training set is put together from the others; and the squared error of any weights over the rows can be
/// told from it.
///
/// # Examples
/// ```
/// use peak_end_fit::regression::{Condensed, least_squares};
/// let (x, y) = ([1.0, 2.0, 3.0, 4.0], [1.0, 3.0, 2.0, 5.0]);
/// let first = Condensed::of(&[&x], &y, &[0, 1])?;
/// let second = Condensed::of(&[&x], &y, &[2, 3])?;
/// let together = first.with(&second)?.least_squares();
/// let at_once = least_squares(&[&x], &y, &[0, 1, 2, 3])?;
/// assert!((together.intercept - at_once.intercept).abs() < 1e-12);
/// # Ok::<(), peak_end_fit::regression::RegressionError>(())
/// ```
///
/// # References
/// J. Demmel, L. Grigori, M. Hoemmen & J. Langou (2012). Communication-optimal parallel and sequential QR and LU
/// factorizations. SIAM Journal on Scientific Computing 34(1), A206–A239. doi:10.1137/080731992 (sequential TSQR).
#[derive(Debug, Clone, PartialEq)]
pub struct Condensed {
    /// How many rows there are.
    pub(super) rows: usize,
    /// What was taken off each column and, at the end, off the outcome, so that large offsets cost no digits.
    pub(super) shift: Vec<f64>,
    /// The largest number of each column in size, nothing taken off.
    pub(super) size: Vec<f64>,
    /// The triangle by column: of the ones, of the columns, of the outcome.
    triangle: Vec<f64>,
}

impl Condensed {
    /// Condenses rows.
    ///
    /// # Errors
    /// [`RegressionError::NoRow`] without rows, `Row` for a row behind the end of a column, `Number` for NaN, infinity, and
    /// numbers above 1e100 in size.
    pub fn of(columns: &[&[f64]], outcome: &[f64], rows: &[usize]) -> Result<Self, RegressionError> {
        let all: Vec<&[f64]> = columns.iter().copied().chain([outcome]).collect();
        check_lengths(&all, rows)?;
        let first = &rows[..rows.len().min(BLOCK)];
        let shift: Vec<f64> = all.iter().map(|column| mean(column, first)).collect();
        let side = all.len() + 1;
        let mut condensed = Self {
            rows: rows.len(),
            shift,
            size: vec![0.0; all.len()],
            triangle: vec![0.0; side * side],
        };
        let mut block = vec![0.0; BLOCK * side];
        for rows in rows.chunks(BLOCK) {
            let block = &mut block[..rows.len() * side];
            let (ones, rest) = block.split_at_mut(rows.len());
            ones.fill(1.0);
            for (at, (column, into)) in all.iter().zip(rest.chunks_exact_mut(rows.len())).enumerate() {
                let shift = condensed.shift[at];
                let mut size = condensed.size[at];
                for (into, &row) in into.iter_mut().zip(rows) {
                    let value = column[row];
                    size = size.max(value.abs());
                    *into = value - shift;
                }
                // The largest of the numbers ignores NaN, their sum does not.
                if !(size <= LARGEST && into.iter().sum::<f64>().is_finite()) {
                    return Err(number_error(&all, at, rows));
                }
                condensed.size[at] = size;
            }
            absorb(&mut condensed.triangle, block, rows.len());
        }
        Ok(condensed)
    }

    /// How many rows it stands for.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns it has, the outcome not counted.
    pub fn columns(&self) -> usize {
        self.shift.len() - 1
    }

    /// These rows and others together.
    ///
    /// # Errors
    /// [`RegressionError::Columns`] if the others have more columns or fewer.
    pub fn with(&self, other: &Self) -> Result<Self, RegressionError> {
        if self.columns() != other.columns() {
            return Err(RegressionError::Columns {
                expected: self.columns(),
                found: other.columns(),
            });
        }
        let side = self.side();
        // Taking off something else adds a multiple of the ones.
        let mut block = other.triangle.clone();
        let (ones, rest) = block.split_at_mut(side);
        for (at, column) in rest.chunks_exact_mut(side).enumerate() {
            add_scaled(column, other.shift[at] - self.shift[at], ones);
        }
        let mut together = self.clone();
        together.rows += other.rows;
        for (size, &other) in together.size.iter_mut().zip(&other.size) {
            *size = size.max(other);
        }
        absorb(&mut together.triangle, &mut block, side);
        Ok(together)
    }

    /// Σ(y − ŷ)² over the rows for weights found on these rows or on others.
    pub fn squared_error(&self, weights: &Weights) -> f64 {
        let side = self.side();
        let weight = |at: usize| weights.weights.get(at).copied().flatten().unwrap_or(0.0);
        let shifts: f64 = (0..self.columns()).map(|at| weight(at) * self.shift[at]).sum();
        // What is left of the outcome is a combination of the triangle's columns.
        let mut left = self.triangle[side * (side - 1)..].to_vec();
        add_scaled(
            &mut left,
            self.shift[self.columns()] - weights.intercept - shifts,
            self.column(0),
        );
        for at in 0..self.columns() {
            add_scaled(&mut left, -weight(at), self.column(at + 1));
        }
        dot(&left, &left)
    }

    fn side(&self) -> usize {
        self.shift.len() + 1
    }

    /// A column of the triangle: 0 the ones, then the columns, then the outcome.
    pub(super) fn column(&self, at: usize) -> &[f64] {
        &self.triangle[at * self.side()..][..self.side()]
    }
}

/// Turns the triangle and the block below it into a triangle again; the block is used up.
fn absorb(triangle: &mut [f64], block: &mut [f64], rows: usize) {
    let side = block.len() / rows;
    for at in 0..side {
        let (head, tail) = block.split_at_mut((at + 1) * rows);
        let below = &head[at * rows..];
        let squares = dot(below, below);
        if squares == 0.0 {
            continue;
        }
        let pivot = triangle[at * side + at];
        let length = (pivot * pivot + squares).sqrt();
        let turned = if pivot > 0.0 { -length } else { length };
        let top = pivot - turned;
        let factor = -top / turned;
        for (next, column) in tail.chunks_exact_mut(rows).enumerate() {
            let entry = &mut triangle[(at + 1 + next) * side + at];
            let taken = factor * (*entry + dot(below, column) / top);
            *entry -= taken;
            add_scaled(column, -taken / top, below);
        }
        triangle[at * side + at] = turned;
    }
}

fn check_lengths(all: &[&[f64]], rows: &[usize]) -> Result<(), RegressionError> {
    let &row = rows.iter().max().ok_or(RegressionError::NoRow)?;
    for (at, column) in all.iter().enumerate() {
        if row >= column.len() {
            return Err(RegressionError::Row {
                column: (at + 1 < all.len()).then_some(at),
                row,
                length: column.len(),
            });
        }
    }
    Ok(())
}

fn mean(column: &[f64], rows: &[usize]) -> f64 {
    rows.iter().map(|&row| column[row]).sum::<f64>() / rows.len() as f64
}

/// The first number of a column that is not allowed.
fn number_error(all: &[&[f64]], at: usize, rows: &[usize]) -> RegressionError {
    let mut numbers = rows.iter().map(|&row| all[at][row]);
    let found = numbers.find(|number| number.is_nan() || number.abs() > LARGEST);
    RegressionError::Number {
        column: (at + 1 < all.len()).then_some(at),
        found: found.expect("allowed numbers have a finite sum"),
    }
}
