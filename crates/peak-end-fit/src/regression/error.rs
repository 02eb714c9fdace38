//! Why there is no fit.

/// Why a regression has no answer. Columns and rows are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RegressionError {
    /// There is no row to fit on.
    #[error("a regression needs at least one row")]
    NoRow,
    /// A row lies behind the end of a column.
    #[error("row {row} is asked for, {} has {length}", column_name(.column))]
    Row {
        /// The column; none is the outcome.
        column: Option<usize>,
        /// The row asked for.
        row: usize,
        /// How many rows the column has.
        length: usize,
    },
    /// A number is NaN, infinite or too large to be computed with.
    #[error("{} has {found}, allowed are numbers up to 1e100 in size", column_name(.column))]
    Number {
        /// The column; none is the outcome.
        column: Option<usize>,
        /// The number.
        found: f64,
    },
    /// Two condensed sets of rows have different columns.
    #[error("{found} columns cannot be put together with {expected}")]
    Columns {
        /// How many columns the first has.
        expected: usize,
        /// How many the second has.
        found: usize,
    },
    /// There are not as many names as columns, or not as many groups as rows.
    #[error("{found} {what} are given for {expected}")]
    Count {
        /// What is counted.
        what: &'static str,
        /// How many there must be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A penalty is NaN, infinite or negative.
    #[error("the penalty is {0}, allowed are finite numbers from 0")]
    Penalty(f64),
    /// An outcome of a logistic regression is neither 0 nor 1.
    #[error("an outcome is {0}, a logistic regression needs 0 or 1")]
    NotBinary(f64),
    /// All outcomes of a logistic regression are the same, so that no finite intercept is the likeliest.
    #[error("all outcomes are {0}, a logistic regression needs both 0 and 1")]
    OneOutcome(f64),
    /// The columns tell the outcomes 0 and 1 apart without a fault, or without a fault beyond ties, so that no finite weights
    /// are the likeliest.
    #[error("the columns tell 0 from 1 {}, so no finite weights are the likeliest: use fewer columns or a penalty", separation(*.complete))]
    Separated {
        /// Whether no row lies on the border between the two.
        complete: bool,
    },
    /// The search for the weights did not come to rest.
    #[error("the weights do not come to rest within {0} steps")]
    NoConvergence(usize),
}

fn column_name(column: &Option<usize>) -> String {
    match column {
        Some(column) => format!("column {column}"),
        None => "the outcome".to_owned(),
    }
}

fn separation(complete: bool) -> &'static str {
    match complete {
        true => "without a fault",
        false => "without a fault but for ties",
    }
}
