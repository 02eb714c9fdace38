//! Regressions of an outcome on columns of numbers, over some of the rows.
//!
//! Columns lie one after the other, as they do in a table read by column, and a list of row numbers says which rows count;
//! a row named twice counts twice. There is always an intercept, and it is never penalised. The same numbers give the same
//! bytes: nothing here is random and nothing runs in parallel.
//!
//! | function | minimises |
//! |---|---|
//! | [`least_squares`] | Σ(y − ŷ)² |
//! | [`ridge`] | Σ(y − ŷ)² + α·Σ(s_j·b_j)² |
//! | [`logistic`] | −Σ(y·ln p + (1 − y)·ln(1 − p)) |
//! | [`logistic_ridge`] | the same + α/2·Σ(s_j·b_j)² |
//!
//! Here b_j is the weight of column j, s_j the standard deviation of the column over the rows (dividing by n), and
//! p = 1/(1 + e^(−ŷ)).
//!
//! # Columns that say nothing new
//! A column that is constant over the rows, or a combination of the columns before it, gets no weight (`None`), as R shows
//! `NA`: what is left of it, once the columns before it have explained what they can, is at most 1e-7 of its own
//! spread about its mean (the tolerance of R's `lm`), or at most 1e-12 of its largest value. Predictions do not miss it:
//! what it could say is in the columns before it. Under a penalty only constant columns get none; columns that repeat each
//! other share the weight.
//!
//! Formulas, choices and which citations were checked: docs/statistics.md.

mod basis;
mod coefficients;
mod condensed;
mod dot;
mod error;
mod jacobi;
mod least_squares;
mod logistic;
mod newton;
mod reduced;
mod ridge;
mod standardised;
mod weights;

pub use coefficients::{least_squares_coefficients, logistic_coefficients};
pub use condensed::Condensed;
pub use error::RegressionError;
pub use least_squares::least_squares;
pub use logistic::{LogisticPath, logistic, logistic_ridge};
pub use ridge::{RidgePath, ridge};
pub use weights::{Weights, probability};
