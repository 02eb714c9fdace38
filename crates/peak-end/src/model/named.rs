//! Models by text: the name, and the parameters that are not the usual ones.

mod build;
mod given;

use std::fmt::Write;
use std::str::FromStr;

use given::Given;

use crate::{Model, ParameterError, ParameterValue};

/// Why a text names no memory model.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelTextError {
    /// No model is called so. [`Model::all`] has the names that there are.
    #[error("unknown model `{0}`")]
    Unknown(String),
    /// The text is not a name, or a name with parameters in parentheses.
    #[error("`{0}` is not written like a model: a name, or a name with its parameters, `recency_mean(decay=0.3)`")]
    Malformed(String),
    /// The model has no parameter of this name, or none with the rules that were chosen.
    #[error("{model} has no parameter `{name}` here: {}", known_parameters(.known))]
    UnknownParameter {
        /// The model.
        model: &'static str,
        /// The parameter.
        name: String,
        /// The parameters that it has.
        known: Vec<&'static str>,
    },
    /// A parameter is given twice.
    #[error("`{name}` of {model} is given twice")]
    Twice {
        /// The model.
        model: &'static str,
        /// The parameter.
        name: String,
    },
    /// A parameter that has no default is not given.
    #[error("{model} with `{because}` needs `{name}`")]
    Missing {
        /// The model.
        model: &'static str,
        /// The parameter that is needed.
        name: &'static str,
        /// What needs it.
        because: &'static str,
    },
    /// A parameter that is a number is something else.
    #[error("`{name}` of {model} is a number, not `{found}`")]
    NotANumber {
        /// The model.
        model: &'static str,
        /// The parameter.
        name: &'static str,
        /// What was found.
        found: String,
    },
    /// A parameter that counts moments is no whole number from 1.
    #[error("`{name}` of {model} is a whole number of moments from 1, not `{found}`")]
    NotACount {
        /// The model.
        model: &'static str,
        /// The parameter.
        name: &'static str,
        /// What was found.
        found: String,
    },
    /// A parameter that is one of several named rules is something else.
    #[error("`{name}` of {model} is one of {}, not `{found}`", .known.join(", "))]
    UnknownRule {
        /// The model.
        model: &'static str,
        /// The parameter.
        name: &'static str,
        /// What was found.
        found: String,
        /// The rules that there are.
        known: Vec<&'static str>,
    },
    /// A number is outside its range, or several do not go together.
    #[error("{model}: {error}")]
    Parameter {
        /// The model.
        model: &'static str,
        /// What is wrong.
        error: ParameterError,
    },
}

fn known_parameters(known: &[&str]) -> String {
    match known {
        [] => "it has none".to_owned(),
        _ => format!("it has {}", known.join(", ")),
    }
}

/// Reads a name, or a name with parameters: `recency_mean(decay=0.3)`. Parameters that are not given are the usual ones.
///
/// # Errors
/// [`ModelTextError`] names the first thing that is wrong.
///
/// # Examples
/// ```
/// use peak_end::{Model, RecencyMean};
/// assert_eq!("recency_mean(decay=0.3)".parse::<Model>()?, RecencyMean::new(0.3)?.into());
/// let model: Model = "peak_end(weight=0.7, tie=last, negativity=2)".parse()?;
/// assert_eq!(model.text(), "peak_end(weight=0.7, tie=last, negativity=2)");
/// let error = "recency_mean(decay=-1)".parse::<Model>().unwrap_err();
/// assert_eq!(error.to_string(), "recency_mean: decay must be from 0 to 1000, found -1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl FromStr for Model {
    type Err = ModelTextError;

    fn from_str(text: &str) -> Result<Self, ModelTextError> {
        let text = text.trim();
        let (name, list) = match text.split_once('(') {
            None => (text, None),
            Some((name, rest)) => {
                let list = rest.strip_suffix(')');
                (
                    name.trim_end(),
                    Some(list.ok_or_else(|| ModelTextError::Malformed(text.to_owned()))?),
                )
            }
        };
        let usual = Model::from_name(name).ok_or_else(|| ModelTextError::Unknown(name.to_owned()))?;
        let mut given = Given::read(usual.name(), text, list)?;
        let model = build::build(&usual, &mut given)?;
        given.finish()?;
        Ok(model)
    }
}

impl Model {
    /// The name, and in parentheses the parameters that are not the usual ones: what parsing reads back as the same model.
    ///
    /// A [`Fitted`](struct@crate::Fitted) model is too much for a line, and is only named.
    ///
    /// ```
    /// use peak_end::{Model, PeakEnd, Weight};
    /// assert_eq!(Model::from(PeakEnd::default()).text(), "peak_end");
    /// let model = Model::from(PeakEnd { weight: Weight::new(0.7)?, ..PeakEnd::default() });
    /// assert_eq!(model.text(), "peak_end(weight=0.7)");
    /// assert_eq!(model.text().parse(), Ok(model));
    /// # Ok::<(), peak_end::ParameterError>(())
    /// ```
    pub fn text(&self) -> String {
        let Some(usual) = Model::from_name(self.name()) else {
            return self.name().to_owned();
        };
        let usual = usual.parameters();
        let mut text = self.name().to_owned();
        let mut before = "(";
        for parameter in self.parameters() {
            if usual.contains(&parameter) {
                continue;
            }
            // Writing to a string cannot fail.
            _ = match parameter.value {
                ParameterValue::Number(number) => write!(text, "{before}{}={number}", parameter.name),
                ParameterValue::Rule(rule) => write!(text, "{before}{}={rule}", parameter.name),
            };
            before = ", ";
        }
        if before == ", " {
            text.push(')');
        }
        text
    }
}
