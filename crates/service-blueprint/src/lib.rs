//! A service blueprint as a validated graph.

mod document;
mod duration;
mod id;
mod scale;

pub use document::*;
pub use duration::{Duration, DurationError};
pub use id::{ActivityId, ActorId, EndId, EvidenceId, FactorId, IdError, OptionId, SegmentId, StageId, TouchpointId};
pub use scale::{CarryError, Scale, ScaleError};
