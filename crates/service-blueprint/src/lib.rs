//! A service blueprint as a validated graph.

mod blueprint;
mod changes;
mod check;
mod choice;
pub mod document;
mod duration;
mod id;
mod measured;
mod parse;
mod path;
mod problem;
mod satisfaction;
mod scale;
#[cfg(feature = "schema")]
mod schema;
mod validate;

pub use blueprint::{
    Activity, Actor, AddedTouchpoint, Blueprint, DEFAULT_ENDING, DEFAULT_SEGMENT, Ending, Evidence, HandOff,
    Impression, Investment, Investments, Journey, KindCoverage, Line, Placement, Segment, Stage, Target, Touchpoint,
};
pub use changes::{Change, Changes, Element, NotCarried, Written};
pub use check::{CHECKS, Check, Warning, checks};
pub use choice::ChoiceError;
pub use document::Document;
pub use duration::{Duration, DurationError};
pub use id::{ActivityId, ActorId, EndId, EvidenceId, FactorId, IdError, OptionId, SegmentId, StageId, TouchpointId};
pub use measured::{Measured, MeasuredError, Refusal, Refused, with_measured};
pub use parse::{Limits, parse, parse_bytes, places, read_document};
pub use path::{DocumentPath, Step};
pub use problem::{Cause, KEPT_PROBLEMS, Kind, Place, Problem, Problems, Related};
pub use satisfaction::{FactorSatisfaction, RollUp, Satisfaction, SatisfactionRow, TouchpointSatisfaction};
pub use scale::{CarryError, Scale, ScaleError};
#[cfg(feature = "schema")]
pub use schema::schema;
