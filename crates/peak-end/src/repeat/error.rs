//! Why repeated journeys are not computed.

use crate::{ChainError, LawError, ParameterError};
use service_blueprint::{Scale, SegmentId, TouchpointId};

/// Why repeated journeys are not computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RepeatError {
    /// Nobody goes on so few or so many journeys.
    #[error("journeys are repeated 1 to {most} times, not {found}")]
    Episodes {
        /// The number asked for.
        found: usize,
        /// The largest number allowed.
        most: usize,
    },
    /// Two blueprints on different scales.
    #[error(
        "the scales differ: {}..{} with neutral {}, and {}..{} with neutral {}",
        now.worst(), now.best(), now.neutral(), with.worst(), with.best(), with.neutral()
    )]
    Scales {
        /// The scale of the service as it is.
        now: Scale,
        /// The scale of the service as it would be.
        with: Scale,
    },
    /// A score or an expectation is not on the scale.
    #[error("touchpoint `{touchpoint}`: {source}")]
    OffScale {
        /// The touchpoint.
        touchpoint: TouchpointId,
        /// Which number, and what was found.
        source: ParameterError,
    },
    /// A segment's journey is none.
    #[error("segment `{segment}`: {source}")]
    Chain {
        /// The segment.
        segment: SegmentId,
        /// Why.
        source: ChainError,
    },
    /// The law of a segment's journey is not computed.
    #[error("segment `{segment}`: {source}")]
    Law {
        /// The segment.
        segment: SegmentId,
        /// Why.
        source: LawError,
    },
}
