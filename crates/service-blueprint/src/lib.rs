//! A service blueprint as a validated graph.

pub mod document;
mod duration;
mod id;
mod path;
mod problem;
mod scale;

pub use document::Document;
pub use duration::{Duration, DurationError};
pub use id::{ActivityId, ActorId, EndId, EvidenceId, FactorId, IdError, OptionId, SegmentId, StageId, TouchpointId};
pub use path::{DocumentPath, Step};
pub use problem::{Cause, KEPT_PROBLEMS, Kind, Place, Problem, Problems, Related};
pub use scale::{CarryError, Scale, ScaleError};
