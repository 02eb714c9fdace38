//! Stages and touchpoints as written.

use indexmap::IndexMap;

use super::{ActivityEntry, EvidenceEntry, Rating, Ways};
use crate::Duration;

/// Whether a blueprint shows the service of today or the one to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The service as it is.
    Current,
    /// The service as it shall be.
    Future,
}

/// The flow of a shop to which a stage belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// Choosing and paying.
    Buying,
    /// Sending off.
    Dispatch,
    /// Bringing.
    Delivery,
    /// Help after the purchase.
    AfterSales,
    /// Keeping in touch.
    Care,
}

/// A part of the journey.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    pub name: Option<String>,
    /// The flow to which it belongs.
    pub flow: Option<Flow>,
    /// Its weight in the stage-weighted model, 0..=1.
    pub influence: Option<f64>,
    /// The touchpoints, in order.
    pub touchpoints: Vec<Touchpoint>,
}

impl Stage {
    /// A stage with its touchpoints.
    pub fn new(id: impl Into<String>, touchpoints: Vec<Touchpoint>) -> Self {
        Self {
            id: id.into(),
            name: None,
            flow: None,
            influence: None,
            touchpoints,
        }
    }
}

/// A moment in which customer and service meet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Touchpoint {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    pub name: Option<String>,
    /// Touchpoints of one step share a column.
    pub step: Option<String>,
    /// The channel, in words.
    pub channel: Option<String>,
    /// What customers experience.
    pub experience: Option<Rating>,
    /// What customers expect.
    pub expectation: Option<Rating>,
    /// How much it counts, 0 or more.
    pub importance: Option<f64>,
    /// What it costs the customer.
    pub effort: Option<Effort>,
    /// How long the customer waits.
    pub wait: Option<Wait>,
    /// What the customer does.
    pub customer: Vec<ActivityEntry>,
    /// What is done in sight of the customer.
    pub frontstage: Vec<ActivityEntry>,
    /// What is done behind the line of visibility.
    pub backstage: Vec<ActivityEntry>,
    /// What supports the staff.
    pub support: Vec<ActivityEntry>,
    /// The physical evidence seen.
    pub evidence: Vec<EvidenceEntry>,
    /// How long the whole moment takes, waiting included.
    pub duration: Option<Duration>,
    /// The id of the factor that it speaks for.
    pub factor: Option<String>,
    /// The kinds of experience that it offers.
    pub kinds: Vec<ExperienceKind>,
    /// The score below which it must not fall.
    pub at_least: Option<Rating>,
    /// Whether it is ours to change; by default unless all its frontstage activity is partners'.
    pub controllable: Option<bool>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// What is measured here.
    pub measures: Vec<String>,
    /// What may go wrong.
    pub fail_point: Option<FailPoint>,
    /// Whether it is a moment of truth.
    pub moment_of_truth: bool,
    /// Notes of the design team.
    pub notes: Vec<Note>,
    /// Service standards that are met here.
    pub standards: Vec<Standard>,
    /// Whether it is never entered just because it is listed next.
    pub detour: bool,
    /// Where customers go from here; by default to the next touchpoint listed.
    pub next: Option<Ways>,
    /// What is different for a segment.
    pub segments: IndexMap<String, Override>,
}

impl Touchpoint {
    /// A touchpoint with an assumed score.
    pub fn new(id: impl Into<String>, experience: impl Into<Rating>) -> Self {
        Self {
            id: id.into(),
            experience: Some(experience.into()),
            ..Self::default()
        }
    }
}

/// What a touchpoint costs the customer, in plain counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effort {
    /// Steps to take.
    pub steps: Option<u64>,
    /// Fields to fill in.
    pub fields: Option<u64>,
    /// Minutes of work.
    pub minutes: Option<u64>,
}

/// How long the customer waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// The usual wait.
    pub typical: Duration,
    /// The wait that customers put up with.
    pub tolerance: Option<Duration>,
}

/// A kind of experience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExperienceKind {
    /// Through the senses.
    Sense,
    /// Through feelings.
    Feel,
    /// Through thought.
    Think,
    /// Through doing.
    Act,
    /// Through belonging.
    Relate,
}

/// What may go wrong at a touchpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailPoint {
    /// What goes wrong.
    pub what: String,
    /// The id of the touchpoint that makes it good.
    pub recovery: Option<String>,
}

/// A note of the design team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of note it is.
    pub kind: NoteKind,
    /// The text.
    pub text: String,
}

/// A kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// Something to try.
    Idea,
    /// A rule that holds.
    Policy,
    /// Something to find out.
    Question,
    /// What a customer said.
    Quote,
    /// What hurts.
    Pain,
    /// Anything else.
    Note,
}

/// A service standard, measured in journey logs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standard {
    /// The touchpoint from which time counts; by default the one that holds the standard.
    pub from: Option<String>,
    /// The touchpoint that makes the response needless.
    pub unless: Option<String>,
    /// The time limit.
    pub within: Option<Duration>,
    /// The limit that is never to be passed.
    pub at_most: Option<Duration>,
    /// The response due.
    pub response: Option<String>,
}

/// What is different at a touchpoint for one segment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Override {
    /// What this segment experiences.
    pub experience: Option<Rating>,
    /// What this segment expects.
    pub expectation: Option<Rating>,
    /// Where this segment goes from here, in place of the whole `next`.
    pub next: Option<Ways>,
    /// Whether this segment passes the touchpoint over.
    pub skip: bool,
}
