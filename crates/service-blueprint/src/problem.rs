//! What is wrong with a document: each problem with its code, place, cause and remedy.

use std::fmt;
use std::ops::Range;

use crate::path::DocumentPath;

mod cause;

pub use cause::{Cause, Kind};

/// How many problems are kept; the rest are counted.
pub const KEPT_PROBLEMS: usize = 1_000;

/// One thing wrong with a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What is wrong, with the values that matter.
    pub cause: Cause,
    /// Where in the document.
    pub path: DocumentPath,
    /// Where in the text, if it was read from text.
    pub place: Option<Place>,
    /// Other places that have to do with it, such as the first of two duplicates.
    pub related: Vec<Related>,
}

/// Another place that has to do with a problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// What stands there, such as `first used here`.
    pub label: &'static str,
    /// Where in the document.
    pub path: DocumentPath,
    /// Where in the text, if it was read from text.
    pub place: Option<Place>,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes that it covers.
    pub bytes: Range<usize>,
}

impl Problem {
    /// A problem at a path of the document.
    pub(crate) fn new(cause: Cause, path: DocumentPath) -> Self {
        Self {
            cause,
            path,
            place: None,
            related: Vec::new(),
        }
    }

    /// The same with another place that has to do with it.
    pub(crate) fn with(mut self, label: &'static str, path: DocumentPath) -> Self {
        self.related.push(Related {
            label,
            path,
            place: None,
        });
        self
    }

    /// The stable kebab-case code.
    pub fn code(&self) -> &'static str {
        self.cause.code()
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        self.cause.help()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{}:{}: ", place.line, place.column)?;
        }
        write!(f, "{} [{}]", self.cause, self.code())?;
        if !self.path.0.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        match self.help() {
            Some(help) => write!(f, ": {help}"),
            None => Ok(()),
        }
    }
}

/// All that is wrong with a document, in the order of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Problems {
    /// The problems, at most [`KEPT_PROBLEMS`].
    pub list: Vec<Problem>,
    /// How many more there were.
    pub more: usize,
}

impl Problems {
    /// How many problems were found.
    pub fn count(&self) -> usize {
        self.list.len() + self.more
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
