//! Why a choice of options makes no blueprint.

use thiserror::Error;

use crate::problem::{Cause, Problems};

/// Why options cannot be built in together.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ChoiceError {
    /// No option has that id.
    #[error("unknown option `{found}`{}", nearest.as_ref().map(|id| format!("; did you mean `{id}`?")).unwrap_or_default())]
    Unknown {
        /// The id.
        found: String,
        /// The nearest id of an option, if one is near enough.
        nearest: Option<String>,
        /// The ids of all options, in document order.
        known: Vec<String>,
    },
    /// An option is chosen more than once.
    #[error("the option `{id}` is chosen twice")]
    Twice {
        /// The option.
        id: String,
    },
    /// An option is chosen without one that it needs.
    #[error("the option `{id}` needs `{needed}`, which is not chosen")]
    Needs {
        /// The option.
        id: String,
        /// What it needs.
        needed: String,
    },
    /// Two of the options exclude each other.
    #[error("the options `{one}` and `{other}` exclude each other")]
    Excludes {
        /// The first in document order.
        one: String,
        /// The other.
        other: String,
    },
    /// With these options some journey never ends.
    #[error("with these options no ending can be reached from `{touchpoint}` (segment `{segment}`)")]
    NeverEnds {
        /// A touchpoint that can be reached and from which no ending can.
        touchpoint: String,
        /// The segment.
        segment: String,
    },
    /// With these options a segment passes everything over.
    #[error("with these options the segment `{segment}` passes every touchpoint over")]
    NothingLeft {
        /// The segment.
        segment: String,
    },
    /// The blueprint would be refused for another reason, such as its size.
    #[error("with these options the blueprint is refused: {problems}")]
    Refused {
        /// Why.
        problems: Problems,
    },
}

impl From<Problems> for ChoiceError {
    fn from(problems: Problems) -> Self {
        match problems.list.first().map(|problem| &problem.cause) {
            Some(Cause::NeverEnds { touchpoint, segment }) => Self::NeverEnds {
                touchpoint: touchpoint.clone(),
                segment: segment.clone(),
            },
            Some(Cause::NothingLeft { segment }) => Self::NothingLeft {
                segment: segment.clone(),
            },
            Some(_) | None => Self::Refused { problems },
        }
    }
}
