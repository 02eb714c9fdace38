//! What is wrong with the file of a fitted model.

use std::fmt;

use peak_end::{ModelTextError, ParameterError};
use service_blueprint::ScaleError;

use crate::CandidateError;

/// Everything that is wrong with a file.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedFileProblems(pub Vec<FittedFileProblem>);

impl std::error::Error for FittedFileProblems {}

impl fmt::Display for FittedFileProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            write!(f, "{}{problem}", if at == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

/// Something that is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedFileProblem {
    /// Where in the document: `terms[0].weight`; empty for the whole.
    pub path: String,
    /// What is wrong.
    pub cause: FittedFileCause,
}

impl fmt::Display for FittedFileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => self.cause.fmt(f),
            path => write!(f, "{path}: {}", self.cause),
        }
    }
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FittedFileCause {
    /// It is not JSON.
    #[error("line {line}, column {column}: {what}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        what: String,
    },
    /// It is written in another form.
    #[error("this is format {found}, and format 1 is read")]
    Format {
        /// The number of the form.
        found: u64,
    },
    /// A key is missing.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A key is not known.
    #[error("unknown key `{found}`, known here: {}", .known.join(", "))]
    UnknownKey {
        /// The key.
        found: String,
        /// The keys that are known there.
        known: Vec<&'static str>,
    },
    /// A key is there twice.
    #[error("`{0}` is given twice")]
    Twice(String),
    /// A value is of another kind.
    #[error("{wanted} is wanted, not {found}")]
    Kind {
        /// What is wanted.
        wanted: &'static str,
        /// What was found.
        found: &'static str,
    },
    /// A text is none of those that are known.
    #[error("`{found}` is none of {}", .known.join(", "))]
    OneOf {
        /// The text.
        found: String,
        /// The texts that are known.
        known: Vec<&'static str>,
    },
    /// An interval ends below where it begins.
    #[error("the interval runs from {low} down to {high}")]
    Interval {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// The model is not known, or its parameters are not.
    #[error(transparent)]
    Model(ModelTextError),
    /// The candidate is not known.
    #[error(transparent)]
    Candidate(CandidateError),
    /// Three numbers are no scale.
    #[error(transparent)]
    Scale(ScaleError),
    /// A weight is too large.
    #[error(transparent)]
    Weight(ParameterError),
    /// There are more problems than are told one by one.
    #[error("and {0} more problems")]
    More(usize),
}
