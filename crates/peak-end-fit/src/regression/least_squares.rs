//! Least squares.

use super::reduced::Reduced;
use super::{Condensed, RegressionError, Weights};

/// The intercept and the weights with the least squared error over the rows.
///
/// # Formula
/// They minimise Σ(y_i − a − Σ_j b_j·x_ij)² over the rows i. They are found by Householder's reflections on the columns
/// less what they are about, never by the products XᵀX, which lose half of the digits.
///
/// # Returns
/// A weight for each column, none for one that says nothing new (see [the module](crate::regression)). With one row, or
/// with columns that are all constant, only the intercept: the mean outcome.
///
/// # Errors
/// As [`Condensed::of`].
///
/// # Examples
/// Anscombe's first set: intercept 3.0001, slope 0.5001.
/// ```
/// use peak_end_fit::regression::least_squares;
/// let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
/// let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
/// let rows: Vec<usize> = (0..11).collect();
/// let found = least_squares(&[&x, &[1.0; 11]], &y, &rows)?;
/// assert!((found.intercept - 3.0001).abs() < 1e-4);
/// assert!((found.weights[0].unwrap() - 0.5001).abs() < 1e-4);
/// assert_eq!(found.weights[1], None, "a constant says nothing that the intercept does not");
/// # Ok::<(), peak_end_fit::regression::RegressionError>(())
/// ```
///
/// # References
/// F. J. Anscombe (1973). Graphs in statistical analysis. The American Statistician 27(1), 17–21.
pub fn least_squares(columns: &[&[f64]], outcome: &[f64], rows: &[usize]) -> Result<Weights, RegressionError> {
    Ok(Condensed::of(columns, outcome, rows)?.least_squares())
}

impl Condensed {
    /// [`least_squares`] over the condensed rows.
    pub fn least_squares(&self) -> Weights {
        Reduced::of(self).weights(self)
    }
}
