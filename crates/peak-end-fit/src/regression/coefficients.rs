//! Weights with their standard errors, over all rows.

use nalgebra::{Cholesky, DMatrix, DVector};
use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};

use super::basis::Basis;
use super::condensed::BLOCK;
use super::logistic::LogisticFit;
use super::newton::Search;
use super::{Condensed, RegressionError, Weights};
use crate::Coefficient;

/// The weights of [`least_squares`](super::least_squares) over all rows with their errors, the intercept first.
///
/// `groups` names the group of each row by a number; rows of different groups are independent, rows of the same need not
/// be.
///
/// # Formula
/// With X the ones and the columns that have a weight, n rows, k columns of X, G groups, e = y − Xb:
/// - standard error: the root of the diagonal of s²(XᵀX)⁻¹, s² = Σe²/(n − k);
/// - cluster-robust error (CR1): that of c·(XᵀX)⁻¹·(Σ_g X_gᵀe_g·e_gᵀX_g)·(XᵀX)⁻¹, c = G/(G − 1)·(n − 1)/(n − k). Where each
///   row is a group by itself it is HC1;
/// - interval and p: Student's t with G − 1 degrees of freedom on the cluster-robust error.
///
/// # Returns
/// No standard error with n = k, no cluster-robust error, interval or p with n = k or one group, and none of them where
/// nothing but rounding is left of the outcome: then there is nothing to tell errors from.
///
/// # Errors
/// As [`Condensed::of`]; [`RegressionError::Count`] if there are not as many names as columns and groups as outcomes.
///
/// # Limits
/// With few groups (below about 40) cluster-robust errors are too small, so that intervals are too narrow; t with G − 1
/// degrees of freedom makes up for a part of it.
///
/// # References
/// A. C. Cameron & D. L. Miller (2015). A practitioner's guide to cluster-robust inference. Journal of Human Resources
/// 50(2), 317–372. doi:10.3368/jhr.50.2.317
pub fn least_squares_coefficients(
    names: &[String],
    columns: &[&[f64]],
    outcome: &[f64],
    groups: &[usize],
) -> Result<Vec<Coefficient>, RegressionError> {
    check_counts(names, columns, outcome, groups)?;
    let rows: Vec<usize> = (0..outcome.len()).collect();
    let condensed = Condensed::of(columns, outcome, &rows)?;
    let basis = Basis::plain(&condensed, columns, &rows);
    let width = basis.width();
    let mean = condensed.mean(condensed.columns());
    let mut squares = DMatrix::zeros(width, width);
    let mut products = vec![0.0; width];
    let about: Vec<f64> = outcome.iter().map(|y| y - mean).collect();
    for block in basis.blocks() {
        block.add_squares(&[1.0; BLOCK][..block.rows], &mut squares);
        block.add_products(&about[block.first..][..block.rows], &mut products);
    }
    let Some(squares) = Cholesky::new(squares) else {
        return Err(RegressionError::NoConvergence(0));
    };
    let weights = squares.solve(&DVector::from_vec(products));
    let mut left = about;
    for block in basis.blocks() {
        let mut explained = [0.0; BLOCK];
        let explained = &mut explained[..block.rows];
        block.combine(weights.as_slice(), explained);
        for (left, explained) in left[block.first..].iter_mut().zip(explained) {
            *left -= *explained;
        }
    }
    let squared_error: f64 = left.iter().map(|e| e * e).sum();
    let n = rows.len() as f64;
    if (squared_error / n).sqrt() <= condensed.rounding(condensed.columns()) {
        return Ok(condensed.least_squares().coefficients(names));
    }
    let errors = Errors::of(&basis, &squares, &left, groups, squared_error / (n - width as f64));
    Ok(errors.coefficients(&condensed.least_squares(), names, basis.kept()))
}

/// The weights of [`logistic`](super::logistic()) over all rows with their errors, the intercept first.
///
/// # Formula
/// As [`least_squares_coefficients`], with the information XᵀWX, W the diagonal of p(1 − p), in place of XᵀX, e = y − p,
/// and the standard error the root of the diagonal of (XᵀWX)⁻¹. Interval and p are Student's t with G − 1 degrees of
/// freedom here too, more careful than the normal distribution where groups are few; statsmodels takes the normal one
/// unless `use_t=True`.
///
/// # Errors
/// As [`logistic`](super::logistic()); [`RegressionError::Count`] if there are not as many names as columns and groups as
/// outcomes.
///
/// # References
/// As [`least_squares_coefficients`].
pub fn logistic_coefficients(
    names: &[String],
    columns: &[&[f64]],
    outcome: &[f64],
    groups: &[usize],
) -> Result<Vec<Coefficient>, RegressionError> {
    check_counts(names, columns, outcome, groups)?;
    let rows: Vec<usize> = (0..outcome.len()).collect();
    let fit = LogisticFit::of(columns, outcome, &rows)?;
    let search = Search {
        basis: &fit.basis,
        outcomes: &fit.outcomes,
        penalties: &vec![0.0; fit.basis.width()],
    };
    let Some(information) = Cholesky::new(search.view(&fit.weights).bend) else {
        return Err(RegressionError::NoConvergence(0));
    };
    let weights = fit.basis.weights(&fit.weights);
    let predicted = weights.predict_rows(columns, &rows);
    let left: Vec<f64> = outcome
        .iter()
        .zip(predicted)
        .map(|(y, odds)| y - super::probability(odds))
        .collect();
    let errors = Errors::of(&fit.basis, &information, &left, groups, 1.0);
    Ok(errors.coefficients(&weights, names, fit.basis.kept()))
}

fn check_counts(
    names: &[String],
    columns: &[&[f64]],
    outcome: &[f64],
    groups: &[usize],
) -> Result<(), RegressionError> {
    let check = |what, expected, found| match expected == found {
        true => Ok(()),
        false => Err(RegressionError::Count { what, expected, found }),
    };
    check("names", columns.len(), names.len())?;
    check("groups", outcome.len(), groups.len())
}

/// Standard errors of the intercept and the columns kept.
struct Errors {
    /// If rows are independent.
    standard: Option<Vec<f64>>,
    /// If only groups are.
    cluster: Option<Vec<f64>>,
    /// Student's t for intervals and p.
    distribution: Option<StudentsT>,
}

impl Errors {
    /// From the information of the coordinates, and what is left of the outcomes.
    fn of(
        basis: &Basis,
        information: &Cholesky<f64, nalgebra::Dyn>,
        left: &[f64],
        groups: &[usize],
        variance: f64,
    ) -> Self {
        let (n, k) = (left.len() as f64, basis.width() as f64);
        let to_columns = basis.to_columns();
        // A row for each coefficient: what a change of the score of each coordinate changes in it.
        let influence = information.solve(&to_columns.transpose()).transpose();
        let standard = (n > k).then(|| {
            let diagonal = influence.row_iter().zip(to_columns.row_iter()).map(|(a, b)| a.dot(&b));
            diagonal.map(|entry| (variance * entry).sqrt()).collect()
        });
        let (scores, count) = group_scores(basis, left, groups);
        let g = count as f64;
        let distribution = StudentsT::new(0.0, 1.0, g - 1.0).ok();
        let cluster = (n > k && count > 1).then(|| {
            let correction = g / (g - 1.0) * (n - 1.0) / (n - k);
            let mut squares = vec![0.0; influence.nrows()];
            for score in scores.chunks_exact(basis.width()) {
                for (sum, influence) in squares.iter_mut().zip(influence.row_iter()) {
                    let moved: f64 = influence.iter().zip(score).map(|(a, b)| a * b).sum();
                    *sum += moved * moved;
                }
            }
            squares.iter().map(|sum| (correction * sum).sqrt()).collect()
        });
        Self {
            standard,
            cluster,
            distribution,
        }
    }

    fn coefficients(&self, weights: &Weights, names: &[String], kept: &[usize]) -> Vec<Coefficient> {
        let mut coefficients = weights.coefficients(names);
        let estimated = std::iter::once(0).chain(kept.iter().map(|at| at + 1));
        for (row, at) in estimated.enumerate() {
            let coefficient = &mut coefficients[at];
            coefficient.standard_error = self.standard.as_ref().map(|errors| errors[row]);
            coefficient.cluster_error = self.cluster.as_ref().map(|errors| errors[row]);
            let (Some(estimate), Some(error), Some(t)) =
                (coefficient.estimate, coefficient.cluster_error, &self.distribution)
            else {
                continue;
            };
            let reach = upper_point(t) * error;
            coefficient.interval = Some((estimate - reach, estimate + reach));
            coefficient.p = beyond(t, estimate, error);
        }
        coefficients
    }
}

/// The chance of an estimate this far from 0 or further if there were nothing, for its error; none without an error.
fn beyond(t: &StudentsT, estimate: f64, error: f64) -> Option<f64> {
    (error > 0.0).then(|| 2.0 * t.sf((estimate / error).abs()))
}

impl Coefficient {
    /// The same error about another estimate, from so many groups.
    pub(crate) fn moved_to(&mut self, estimate: Option<f64>, groups: usize) {
        let by = estimate
            .zip(self.estimate)
            .map_or(0.0, |(estimate, found)| estimate - found);
        self.interval = self.interval.map(|(low, high)| (low + by, high + by));
        self.estimate = estimate;
        let t = StudentsT::new(0.0, 1.0, groups as f64 - 1.0).ok();
        let known = estimate.zip(self.cluster_error).zip(t);
        self.p = known.and_then(|((estimate, error), t)| beyond(&t, estimate, error));
    }
}

/// What Student's t exceeds with 2.5 %.
fn upper_point(t: &StudentsT) -> f64 {
    let mut point = t.inverse_cdf(0.975);
    // The inverse of statrs has four digits for very many degrees of freedom, its distribution nine: two of Newton's steps
    // carry them over.
    for _ in 0..2 {
        point += (t.sf(point) - 0.025) / t.pdf(point);
    }
    point
}

/// Σ error·coordinate over the rows of each group, group by group, and how many groups there are.
fn group_scores(basis: &Basis, left: &[f64], groups: &[usize]) -> (Vec<f64>, usize) {
    let mut numbers = groups.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    // Groups numbered from 0 without a gap, as labels number them, need no search.
    let dense = numbers.last().is_some_and(|&last| last == numbers.len() - 1);
    let place = |group: usize| match dense {
        true => group,
        false => numbers.partition_point(|&number| number < group),
    };
    let width = basis.width();
    let mut scores = vec![0.0; width * numbers.len()];
    for block in basis.blocks() {
        for (coordinate, values) in block.coordinates().enumerate() {
            for (row, value) in values.iter().enumerate() {
                let at = block.first + row;
                scores[place(groups[at]) * width + coordinate] += left[at] * value;
            }
        }
    }
    (scores, numbers.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 97.5 % points of Student's t as SciPy has them, for one degree of freedom to very many.
    #[test]
    fn students_t_is_that_of_scipy() {
        let points = [
            (1.0, 12.706204736174694),
            (2.0, 4.302652729749462),
            (9.0, 2.262157162798205),
            (99.0, 1.9842169515864174),
            (9999.0, 1.960201263621357),
            (1e6, 1.959966356814107),
        ];
        for (degrees, expected) in points {
            let found = upper_point(&StudentsT::new(0.0, 1.0, degrees).unwrap());
            assert!((found - expected).abs() < 1e-7, "{degrees}: {found}");
        }
        let far = StudentsT::new(0.0, 1.0, 30.0).unwrap().sf(100.0);
        assert!(far > 0.0 && far < 1e-35, "a small chance stays one: {far}");
    }
}
