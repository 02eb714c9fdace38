//! Parameters of memory models: checked numbers, and how they are listed.

/// Why a number is no parameter.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ParameterError {
    /// The number is NaN, infinite or outside the range.
    #[error("{name} must be from {least} to {most}, found {found}")]
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// The number given.
        found: f64,
        /// The least number allowed.
        least: f64,
        /// The largest number allowed.
        most: f64,
    },
    /// The number is too close to 0 to be computed with, without being 0.
    #[error("{name} must be 0 or at least {least} away from it, found {found}")]
    NearZero {
        /// The parameter.
        name: &'static str,
        /// The number given.
        found: f64,
        /// The least distance from 0.
        least: f64,
    },
    /// Weights that have to sum to 1 do not.
    #[error("weights must sum to 1, found {found}")]
    WeightSum {
        /// Their sum.
        found: f64,
    },
}

/// `found`, if it lies in `least..=most`.
pub(crate) fn within(name: &'static str, found: f64, least: f64, most: f64) -> Result<f64, ParameterError> {
    if found >= least && found <= most {
        Ok(found)
    } else {
        Err(ParameterError::OutOfRange {
            name,
            found,
            least,
            most,
        })
    }
}

/// A weight in 0..=1: the share of one feature in a mix of two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight(f64);

impl Weight {
    /// Both features count the same.
    pub const HALF: Weight = Weight(0.5);

    /// The weight, if it lies in 0..=1.
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] otherwise.
    pub fn new(weight: f64) -> Result<Self, ParameterError> {
        within("weight", weight, 0.0, 1.0).map(Weight)
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }

    /// weight·`first` + (1 − weight)·`second`.
    pub fn mix(self, first: f64, second: f64) -> f64 {
        self.0 * first + (1.0 - self.0) * second
    }
}

impl Default for Weight {
    /// ½.
    fn default() -> Self {
        Self::HALF
    }
}

/// λ: how many times a moment below neutral counts when the peak is chosen, 1..=1000.
///
/// 1 treats good and bad alike. The upper bound is chosen: beyond it every bad moment is the peak anyway.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Negativity(f64);

impl Negativity {
    /// Good and bad count the same.
    pub const NONE: Negativity = Negativity(1.0);

    /// λ, if it lies in 1..=1000.
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] otherwise.
    pub fn new(lambda: f64) -> Result<Self, ParameterError> {
        within("negativity", lambda, 1.0, 1000.0).map(Negativity)
    }

    /// The number λ.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Default for Negativity {
    /// λ = 1.
    fn default() -> Self {
        Self::NONE
    }
}

/// One parameter of a model and its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// The parameter's name, in snake_case.
    pub name: &'static str,
    /// Its value.
    pub value: ParameterValue,
}

/// The value of a parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ParameterValue {
    /// A number.
    Number(f64),
    /// One of several named rules.
    Rule(&'static str),
}

impl Parameter {
    /// A parameter that is a number.
    pub(crate) fn number(name: &'static str, value: f64) -> Self {
        Self {
            name,
            value: ParameterValue::Number(value),
        }
    }

    /// A parameter that is one of several named rules.
    pub(crate) fn rule(name: &'static str, value: &'static str) -> Self {
        Self {
            name,
            value: ParameterValue::Rule(value),
        }
    }
}

impl std::fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ParameterValue::Number(number) => number.fmt(f),
            ParameterValue::Rule(name) => f.write_str(name),
        }
    }
}
