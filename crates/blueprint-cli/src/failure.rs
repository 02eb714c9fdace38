//! Why a command stops, and the exit code it stops with.

use std::fmt;
use std::io;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::input::Source;

/// What a command that went through says to the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// There are warnings, and warnings were to be denied.
    Warnings,
    /// The input is wrong; what is wrong has been said.
    WrongInput,
}

impl Outcome {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Warnings => 1,
            Self::WrongInput => WRONG_INPUT,
        }
    }
}

/// The exit code for input that is wrong or unreadable.
pub(crate) const WRONG_INPUT: u8 = 2;

/// The exit code for a request that is wrong.
pub(crate) const WRONG_REQUEST: u8 = 3;

/// Why a command stops.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file could not be read, or is no blueprint.
    Input {
        /// The text, where there is one to show.
        source: Option<Box<Source>>,
        /// What is wrong.
        diagnostics: Vec<Diagnostic>,
    },
    /// The request names something that is not there, or cannot be done.
    Request(Request),
    /// The same, where something was found out before: a JSON answer says both. In words it has been said already.
    RequestAfter {
        /// What is wrong.
        request: Request,
        /// What was found out, an object.
        found: Box<Value>,
    },
    /// The answer could not be written.
    Output(io::Error),
}

/// What is wrong with a request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Request {
    /// A stable kebab-case code.
    pub(crate) code: &'static str,
    /// What was found.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: Option<String>,
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Failure {
    /// A request that is wrong.
    pub(crate) fn request(code: &'static str, message: impl Into<String>, help: Option<String>) -> Self {
        Self::Request(Request {
            code,
            message: message.into(),
            help,
        })
    }

    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Input { .. } => WRONG_INPUT,
            Self::Request(_) | Self::RequestAfter { .. } => WRONG_REQUEST,
            // A reader that has seen enough (`blueprint show … | head`) is no failure.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Output(_) => WRONG_INPUT,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
