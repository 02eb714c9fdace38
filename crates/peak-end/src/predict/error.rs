//! Why nothing is predicted.

use crate::{ChainError, LawError};
use service_blueprint::{EndId, SegmentId, TouchpointId};

/// Why nothing is predicted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PredictError {
    /// The law of a segment's journey is not computed.
    #[error("segment `{segment}`: {source}")]
    Law {
        /// The segment.
        segment: SegmentId,
        /// Why.
        source: LawError,
    },
    /// A segment's journey is none.
    #[error("segment `{segment}`: {source}")]
    Chain {
        /// The segment.
        segment: SegmentId,
        /// Why.
        source: ChainError,
    },
    /// The blueprint has no such segment.
    #[error("there is no segment `{found}`")]
    UnknownSegment {
        /// The segment asked for.
        found: SegmentId,
        /// Those there are.
        known: Vec<SegmentId>,
    },
    /// The blueprint has no such ending.
    #[error("there is no ending `{found}`")]
    UnknownEnding {
        /// The ending asked for.
        found: EndId,
        /// Those there are.
        known: Vec<EndId>,
    },
    /// The blueprint has no such touchpoint.
    #[error("there is no touchpoint `{found}`")]
    UnknownTouchpoint {
        /// The touchpoint asked for.
        found: TouchpointId,
    },
    /// No journey comes to the ending.
    #[error("no journey comes to the ending `{ending}`")]
    EndingNotReached {
        /// The ending asked for.
        ending: EndId,
    },
    /// A model has to be sampled and no sample may be drawn.
    #[error("{samples} random ways: models that have to be sampled need at least 2")]
    TooFewSamples {
        /// The number asked for.
        samples: usize,
    },
}
