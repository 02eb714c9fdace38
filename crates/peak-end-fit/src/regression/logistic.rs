//! Logistic regression.

use super::basis::Basis;
use super::newton::Search;
use super::standardised::{Standardised, check_penalty};
use super::{Condensed, RegressionError, Weights};

/// The intercept and the weights that make outcomes of 0 and 1 the likeliest.
///
/// # Formula
/// They maximise Σ(y_i·ln p_i + (1 − y_i)·ln(1 − p_i)) with p_i = 1/(1 + e^(−η_i)) and η_i = a + Σ_j b_j·x_ij over the rows
/// i, found by Newton's method (iteratively reweighted least squares), a step that makes them less likely being halved.
///
/// # Returns
/// Weights of the log-odds η: [`probability`](super::probability) turns a prediction into a probability. No weight for a
/// column that says nothing new (see [the module](crate::regression)).
///
/// # Errors
/// As [`Condensed::of`]; [`RegressionError::NotBinary`] for an outcome that is neither 0 nor 1, `OneOutcome` where all are
/// the same, `Separated` where some combination of the columns is never on the wrong side of a border (as it always is
/// with fewer rows than columns), `NoConvergence` where 100 steps are not enough.
///
/// # Examples
/// A column of 0 and 1: the log-odds of each half of the table.
/// ```
/// use peak_end_fit::regression::{RegressionError, logistic, probability};
/// let (x, y) = ([0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0]);
/// let rows: Vec<usize> = (0..8).collect();
/// let found = logistic(&[&x], &y, &rows)?;
/// assert!((probability(found.predict(&[&x], 0)) - 0.25).abs() < 1e-12);
/// assert!((probability(found.predict(&[&x], 7)) - 0.5).abs() < 1e-12);
///
/// let border = [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0];
/// let error = RegressionError::Separated { complete: true };
/// assert_eq!(logistic(&[&border], &y, &rows), Err(error));
/// # Ok::<(), RegressionError>(())
/// ```
///
/// # References
/// A. Albert & J. A. Anderson (1984). On the existence of maximum likelihood estimates in logistic regression models.
/// Biometrika 71(1), 1–10. doi:10.1093/biomet/71.1.1 (complete and quasi-complete separation).
pub fn logistic(columns: &[&[f64]], outcome: &[f64], rows: &[usize]) -> Result<Weights, RegressionError> {
    let fit = LogisticFit::of(columns, outcome, rows)?;
    Ok(fit.basis.weights(&fit.weights))
}

/// The likeliest intercept and weights with a penalty on large weights of standardised columns.
///
/// # Formula
/// They minimise −Σ(y_i·ln p_i + (1 − y_i)·ln(1 − p_i)) + α/2·Σ_j (s_j·b_j)², with α the penalty, s_j the standard
/// deviation of column j over the rows, dividing by n, and the rest as in [`logistic`]. That is scikit-learn's
/// `LogisticRegression(C=1/α)` behind its `StandardScaler`.
///
/// # Returns
/// Weights of the log-odds for the columns as they are. No weight for a constant column; columns that repeat each other
/// share it. A penalty of 0 is [`logistic`]; with any other there is an answer even where the columns tell the outcomes
/// apart.
///
/// # Errors
/// As [`logistic`], `Separated` only without a penalty; [`RegressionError::Penalty`] for a penalty that is NaN, infinite or
/// negative.
pub fn logistic_ridge(
    columns: &[&[f64]],
    outcome: &[f64],
    rows: &[usize],
    penalty: f64,
) -> Result<Weights, RegressionError> {
    check_penalty(penalty)?;
    if penalty == 0.0 {
        return logistic(columns, outcome, rows);
    }
    LogisticPath::of(columns, outcome, rows)?.weights(penalty)
}

/// Logistic ridge regressions of the same rows for several penalties, each starting from the one before.
#[derive(Debug, Clone)]
pub struct LogisticPath {
    basis: Basis,
    outcomes: Vec<f64>,
    singular: Vec<f64>,
    /// The weights of coordinates found last.
    last: Vec<f64>,
}

impl LogisticPath {
    /// Makes ready for [`logistic_ridge`] with several penalties.
    ///
    /// # Errors
    /// As [`logistic`], but never `Separated`.
    pub fn of(columns: &[&[f64]], outcome: &[f64], rows: &[usize]) -> Result<Self, RegressionError> {
        let condensed = Condensed::of(columns, outcome, rows)?;
        let outcomes = binary_outcomes(outcome, rows)?;
        let standardised = Standardised::of(&condensed)?;
        let basis = Basis::principal(&condensed, columns, rows, &standardised);
        Ok(Self {
            last: start(&basis, &outcomes),
            singular: standardised.singular,
            basis,
            outcomes,
        })
    }

    /// The intercept and the weights for a penalty above 0, as [`logistic_ridge`]. Quickest from the largest penalty down.
    ///
    /// # Errors
    /// [`RegressionError::Penalty`] for a penalty that is NaN, infinite, negative or 0; `NoConvergence` where 100 steps are
    /// not enough.
    pub fn weights(&mut self, penalty: f64) -> Result<Weights, RegressionError> {
        check_penalty(penalty)?;
        if penalty == 0.0 {
            return Err(RegressionError::Penalty(penalty));
        }
        // A coordinate with mean square 1 stands for √n/s of the principal direction.
        let rows = self.outcomes.len() as f64;
        let of_coordinates = self.singular.iter().map(|s| penalty * rows / (s * s));
        let penalties: Vec<f64> = std::iter::once(0.0).chain(of_coordinates).collect();
        let search = Search {
            basis: &self.basis,
            outcomes: &self.outcomes,
            penalties: &penalties,
        };
        let found = search.run(self.last.clone())?;
        self.last.clone_from(&found);
        Ok(self.basis.weights(&found))
    }
}

/// A logistic regression without a penalty, with the coordinates it was found in.
pub(super) struct LogisticFit {
    pub(super) basis: Basis,
    pub(super) outcomes: Vec<f64>,
    /// The weights of the coordinates.
    pub(super) weights: Vec<f64>,
}

impl LogisticFit {
    pub(super) fn of(columns: &[&[f64]], outcome: &[f64], rows: &[usize]) -> Result<Self, RegressionError> {
        let condensed = Condensed::of(columns, outcome, rows)?;
        let outcomes = binary_outcomes(outcome, rows)?;
        let basis = Basis::plain(&condensed, columns, rows);
        let search = Search {
            basis: &basis,
            outcomes: &outcomes,
            penalties: &vec![0.0; basis.width()],
        };
        let weights = search.run(start(&basis, &outcomes))?;
        Ok(Self {
            basis,
            outcomes,
            weights,
        })
    }
}

/// The outcomes of the rows, if both 0 and 1 and nothing else are among them.
fn binary_outcomes(outcome: &[f64], rows: &[usize]) -> Result<Vec<f64>, RegressionError> {
    let outcomes: Vec<f64> = rows.iter().map(|&row| outcome[row]).collect();
    if let Some(&other) = outcomes.iter().find(|&&y| y != 0.0 && y != 1.0) {
        return Err(RegressionError::NotBinary(other));
    }
    match outcomes.iter().all(|&y| y == outcomes[0]) {
        true => Err(RegressionError::OneOutcome(outcomes[0])),
        false => Ok(outcomes),
    }
}

/// The search starts from the log-odds of the mean outcome.
fn start(basis: &Basis, outcomes: &[f64]) -> Vec<f64> {
    let mean = outcomes.iter().sum::<f64>() / outcomes.len() as f64;
    let mut start = vec![0.0; basis.width()];
    start[0] = (mean / (1.0 - mean)).ln();
    start
}
