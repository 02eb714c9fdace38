//! The document: what a designer writes, as plain public data.
//!
//! A [`Document`] is not yet known to be right: ids are text, numbers are whatever was written.
//! [`Blueprint::try_from`](crate::Blueprint) is the only door from here to a validated blueprint.

mod activity;
mod option;
mod people;
mod rating;
mod touchpoint;
mod ways;

pub use activity::{Activity, ActivityEntry};
pub use option::{Addition, Insertion, InvestmentOption};
pub use people::{Actor, Ending, Evidence, EvidenceEntry, Factor, Role, Segment};
pub use rating::{Histogram, NamedScale, Rating, ScaleNumbers, Survey};
pub use touchpoint::{
    Effort, ExperienceKind, FailPoint, Flow, Note, NoteKind, Override, Stage, Standard, State, Touchpoint, Wait,
};
pub use ways::{Share, Way, Ways};

/// A service blueprint as written, format 1.
///
/// Build one in code, or read one with [`parse`](crate::parse); either way it becomes a
/// [`Blueprint`](crate::Blueprint) through `Blueprint::try_from(document)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The format's number; 1.
    pub format: u64,
    /// The service's name.
    pub blueprint: String,
    /// What the service is, in a sentence or two.
    pub about: Option<String>,
    /// Whether this is the service of today or the one to come.
    pub state: Option<State>,
    /// The scale of every bare score.
    pub scale: ScaleNumbers,
    /// Further scales, on which single scores may be given.
    pub scales: Vec<NamedScale>,
    /// The label of costs.
    pub currency: Option<String>,
    /// Groups of customers; none stands for one group that holds everyone.
    pub segments: Vec<Segment>,
    /// Who acts.
    pub actors: Vec<Actor>,
    /// The physical evidence.
    pub evidence: Vec<Evidence>,
    /// How a journey may end; none stands for the one ending `end`.
    pub ends: Vec<Ending>,
    /// Where journeys start; by default at the first touchpoint listed.
    pub start: Option<Ways>,
    /// The stages, in order.
    pub stages: Vec<Stage>,
    /// The factors of seven-step customer experience management.
    pub factors: Vec<Factor>,
    /// What could be invested in, or saved on.
    pub options: Vec<InvestmentOption>,
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
