//! The document: what a designer writes, as plain public data.
//!
//! A [`Document`] is not yet known to be right: ids are text, numbers are whatever was written.
//! [`Blueprint::try_from`](crate::Blueprint) is the only door from here to a validated blueprint.

mod activity;
#[cfg(any(test, feature = "arbitrary"))]
pub mod arbitrary;
mod forms;
mod one_or_many;
mod option;
mod people;
mod rating;
pub(crate) mod read;
mod syntax;
mod touchpoint;
pub(crate) mod tree;
mod ways;
mod write;

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
pub(crate) use activity::ACTIVITY_KEYS;
pub use activity::{Activity, ActivityEntry};
pub use option::{Addition, Insertion, InvestmentOption};
pub use people::{Actor, Ending, Evidence, EvidenceEntry, Factor, Role, Segment};
pub use rating::{Histogram, NamedScale, Rating, ScaleNumbers, Survey};
pub use touchpoint::{
    Effort, ExperienceKind, FailPoint, Flow, Note, NoteKind, Override, Stage, Standard, State, Touchpoint, Wait,
};
pub use ways::{Share, Way, Ways};
pub use write::WriteError;

/// A service blueprint as written, format 1.
///
/// Build one in code, or read one with [`parse`](crate::parse); either way it becomes a
/// [`Blueprint`](crate::Blueprint) through `Blueprint::try_from(document)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The format's number; 1.
    #[serde(default = "newest_format")]
    pub format: u64,
    /// The service's name.
    pub blueprint: String,
    /// What the service is, in a sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Whether this is the service of today or the one to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// The scale of every bare score.
    #[serde(default, skip_serializing_if = "ScaleNumbers::is_default")]
    pub scale: ScaleNumbers,
    /// Further scales, on which single scores may be given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<NamedScale>,
    /// The label of costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Groups of customers; none stands for one group that holds everyone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Segment>,
    /// Who acts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<Actor>,
    /// The physical evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// How a journey may end; none stands for the one ending `end`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<Ending>,
    /// Where journeys start; by default at the first touchpoint listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Ways>,
    /// The stages, in order.
    pub stages: Vec<Stage>,
    /// The factors of seven-step customer experience management.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<Factor>,
    /// What could be invested in, or saved on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<InvestmentOption>,
}

/// The format that a document has when it does not say.
fn newest_format() -> u64 {
    1
}

impl Document {
    /// An empty document of format 1 on the default scale; it becomes valid with its first touchpoint.
    pub fn new(blueprint: impl Into<String>) -> Self {
        Self {
            format: 1,
            blueprint: blueprint.into(),
            about: None,
            state: None,
            scale: ScaleNumbers::default(),
            scales: Vec::new(),
            currency: None,
            segments: Vec::new(),
            actors: Vec::new(),
            evidence: Vec::new(),
            ends: Vec::new(),
            start: None,
            stages: Vec::new(),
            factors: Vec::new(),
            options: Vec::new(),
        }
    }
}
