//! Columns with mean 0 and standard deviation 1, as penalties take them.

use nalgebra::DMatrix;

use super::dot::{dot, norm};
use super::jacobi::Turned;
use super::{Condensed, RegressionError};

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
        // The triangle below its first row: columns about their means, turned so that no more rows than columns are left.
        let about = |(&at, &deviation): (&usize, &f64)| {
            let entries = condensed.column(at + 1)[1..].iter();
            entries.map(|entry| entry / deviation).collect()
        };
        let turned = Turned::of(kept.iter().zip(&deviations).map(about).collect())?;
        let all: Vec<f64> = turned.columns.iter().map(|column| norm(column)).collect();
        let largest = all.iter().copied().fold(0.0, f64::max);
        let varying: Vec<usize> = (0..all.len()).filter(|&at| all[at] > ROUNDING * largest).collect();
        let outcome = &condensed.column(columns + 1)[1..];
        Ok(Self {
            singular: varying.iter().map(|&at| all[at]).collect(),
            directions: DMatrix::from_fn(kept.len(), varying.len(), |row, at| turned.directions[varying[at]][row]),
            outcome: varying
                .iter()
                .map(|&at| dot(&turned.columns[at], outcome) / all[at])
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
