//! Columns with mean 0 and standard deviation 1, as penalties take them.

use nalgebra::{DMatrix, SVD};

use super::dot::norm;
use super::{Condensed, RegressionError};

/// How often the search for singular values may turn. Chosen: far more than the few per column it takes.
const MOST_TURNS: usize = 100_000;

/// The smallest singular value, in parts of the largest, that is more than rounding. Chosen.
const ROUNDING: f64 = 1e-12;

/// The standardised columns as Z = U·diag(s)·Vᵀ, without directions in which nothing varies.
#[derive(Debug, Clone)]
pub(super) struct Standardised {
    /// The columns that vary, ascending.
    pub(super) kept: Vec<usize>,
    /// Their standard deviations, dividing by n.
    pub(super) deviations: Vec<f64>,
    /// s, in no order.
    pub(super) singular: Vec<f64>,
    /// V: a row for each column kept, a column for each of s.
    pub(super) directions: DMatrix<f64>,
    /// Uᵀy.
    pub(super) outcome: Vec<f64>,
}

impl Standardised {
    pub(super) fn of(condensed: &Condensed) -> Result<Self, RegressionError> {
        let columns = condensed.columns();
        let per_row = (condensed.rows as f64).sqrt();
        let deviation = |at: usize| norm(&condensed.column(at + 1)[1..]) / per_row;
        let (kept, deviations): (Vec<usize>, Vec<f64>) = (0..columns)
            .map(|at| (at, deviation(at)))
            .filter(|&(at, deviation)| deviation > condensed.rounding(at))
            .unzip();
        if kept.is_empty() {
            return Ok(Self {
                kept,
                deviations,
                singular: Vec::new(),
                directions: DMatrix::zeros(0, 0),
                outcome: Vec::new(),
            });
        }
        // The triangle below its first row: columns about their means, turned so that no more rows than columns are left.
        let about = DMatrix::from_fn(columns, kept.len(), |row, at| {
            condensed.column(kept[at] + 1)[row + 1] / deviations[at]
        });
        let svd = SVD::try_new(about, true, true, f64::EPSILON, MOST_TURNS);
        let (u, v) = match &svd {
            Some(SVD {
                u: Some(u),
                v_t: Some(v_t),
                ..
            }) => (u, v_t.transpose()),
            _ => return Err(RegressionError::NoConvergence(MOST_TURNS)),
        };
        let all = svd
            .as_ref()
            .map(|svd| svd.singular_values.as_slice())
            .unwrap_or_default();
        let largest = all.iter().copied().fold(0.0, f64::max);
        let varying: Vec<usize> = (0..all.len()).filter(|&at| all[at] > ROUNDING * largest).collect();
        let outcome = &condensed.column(columns + 1)[1..=columns];
        Ok(Self {
            singular: varying.iter().map(|&at| all[at]).collect(),
            directions: v.select_columns(&varying),
            outcome: varying
                .iter()
                .map(|&at| u.column(at).iter().zip(outcome).map(|(u, y)| u * y).sum())
                .collect(),
            kept,
            deviations,
        })
    }
}

/// A penalty that is a finite number from 0.
pub(super) fn check_penalty(penalty: f64) -> Result<(), RegressionError> {
    match penalty.is_finite() && penalty >= 0.0 {
        true => Ok(()),
        false => Err(RegressionError::Penalty(penalty)),
    }
}
