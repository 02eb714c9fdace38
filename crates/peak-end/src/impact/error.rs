//! Why no impact is computed.

use crate::{ChainError, LawError};
use service_blueprint::{ActivityId, SegmentId};

/// Why no impact is computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ImpactError {
    /// Touchpoints cannot fall by so much.
    #[error("touchpoints fall by a finite number of points above 0, not by {found}")]
    NotAFall {
        /// The points asked for.
        found: f64,
    },
    /// The blueprint has no such activity.
    #[error("there is no activity `{found}`")]
    UnknownActivity {
        /// The activity asked for.
        found: ActivityId,
        /// Those that have an id.
        known: Vec<ActivityId>,
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
