//! Least squares with a penalty on large weights.

use super::standardised::{Standardised, check_penalty};
use super::{Condensed, RegressionError, Weights};

/// The intercept and the weights with the least squared error and a penalty on large weights of standardised columns.
///
/// # Formula
/// They minimise Σ(y_i − a − Σ_j b_j·x_ij)² + α·Σ_j (s_j·b_j)², with α the penalty and s_j the standard deviation of column
/// j over the rows, dividing by n. That is scikit-learn's `Ridge(alpha=α)` behind its `StandardScaler`; the weights
/// returned are for the columns as they are, not for the standardised ones.
///
/// # Returns
/// A weight for each column, none for a constant one. Columns that repeat each other share the weight. A penalty of 0 is
/// [`least_squares`](super::least_squares).
///
/// # Errors
/// As [`Condensed::of`]; [`RegressionError::Penalty`] for a penalty that is NaN, infinite or negative.
///
/// # Examples
/// One column with deviation 1: the slope of least squares, times n/(n + α).
/// ```
/// use peak_end_fit::regression::ridge;
/// let (x, y) = ([-1.0, 1.0, -1.0, 1.0], [2.0, 6.0, 2.0, 6.0]);
/// let found = ridge(&[&x], &y, &[0, 1, 2, 3], 4.0)?;
/// assert!((found.weights[0].unwrap() - 2.0 * 4.0 / (4.0 + 4.0)).abs() < 1e-12);
/// assert!((found.intercept - 4.0).abs() < 1e-12);
/// # Ok::<(), peak_end_fit::regression::RegressionError>(())
/// ```
///
/// # References
/// A. E. Hoerl & R. W. Kennard (1970). Ridge regression: biased estimation for nonorthogonal problems. Technometrics
/// 12(1), 55–67. doi:10.1080/00401706.1970.10488634
pub fn ridge(columns: &[&[f64]], outcome: &[f64], rows: &[usize], penalty: f64) -> Result<Weights, RegressionError> {
    check_penalty(penalty)?;
    Condensed::of(columns, outcome, rows)?.ridge_path()?.weights(penalty)
}

/// Ridge regressions of the same rows for any number of penalties, each for the price of a matrix times a vector.
#[derive(Debug, Clone)]
pub struct RidgePath {
    condensed: Condensed,
    standardised: Standardised,
}

impl Condensed {
    /// Makes ready for [`ridge`] with many penalties.
    ///
    /// # Errors
    /// [`RegressionError::NoConvergence`] if the singular values of the columns are not found.
    pub fn ridge_path(&self) -> Result<RidgePath, RegressionError> {
        Ok(RidgePath {
            standardised: Standardised::of(self)?,
            condensed: self.clone(),
        })
    }
}

impl RidgePath {
    /// The intercept and the weights for a penalty, as [`ridge`].
    ///
    /// # Errors
    /// [`RegressionError::Penalty`] for a penalty that is NaN, infinite or negative.
    pub fn weights(&self, penalty: f64) -> Result<Weights, RegressionError> {
        check_penalty(penalty)?;
        if penalty == 0.0 {
            return Ok(self.condensed.least_squares());
        }
        let of = &self.standardised;
        let mut weights = vec![None; self.condensed.columns()];
        for (row, (&at, deviation)) in of.kept.iter().zip(&of.deviations).enumerate() {
            let mut weight = 0.0;
            for (direction, (s, outcome)) in of.singular.iter().zip(&of.outcome).enumerate() {
                weight += of.directions[(row, direction)] * outcome * s / (s * s + penalty);
            }
            weights[at] = Some(weight / deviation);
        }
        Ok(self.condensed.with_intercept(weights))
    }
}
