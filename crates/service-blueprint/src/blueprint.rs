//! The validated blueprint: a document known to be right, as a graph to be asked questions.

mod activity;
mod graph;
mod investment;
mod journey;
mod kinds;
mod people;
mod rating;
mod rounds;
mod stage;
mod touchpoint;

pub use activity::Activity;
pub use graph::HandOff;
pub use investment::{AddedTouchpoint, Impression, Investment, Investments, Placement};
pub use journey::{Journey, Target};
pub use kinds::KindCoverage;
pub use people::{Actor, Ending, Evidence, Segment};
pub use stage::Stage;
pub use touchpoint::{Line, Touchpoint};

pub(crate) use activity::ActivityNode;
pub(crate) use graph::Graph;
pub(crate) use investment::Known;
pub(crate) use people::SegmentNode;
pub(crate) use rounds::rounds;
pub(crate) use stage::StageNode;
pub(crate) use touchpoint::{EvidenceUse, Felt, TouchpointNode};

use std::collections::HashMap;

use crate::document::{self, Document, InvestmentOption};
use crate::problem::{Problem, Problems};
use crate::{ActorId, EndId, EvidenceId, Scale, validate};

/// The id of the ending that a document without `ends` has.
pub const DEFAULT_ENDING: &str = "end";

/// The id of the segment that a document without `segments` has.
pub const DEFAULT_SEGMENT: &str = "everyone";

/// A service blueprint that holds together: every reference resolves, every share sums to 1, every journey can end.
///
/// It is made from a [`Document`] and nothing else, keeps that document, and answers in document order.
///
/// # Examples
/// ```
/// use service_blueprint::{Blueprint, Document, document::{Stage, Touchpoint}};
///
/// let mut document = Document::new("Coffee to go");
/// document.stages.push(Stage::new("buy", vec![Touchpoint::new("order", 5.0), Touchpoint::new("first-sip", 9.0)]));
/// let blueprint = Blueprint::try_from(document)?;
/// let names: Vec<_> = blueprint.touchpoints().map(|touchpoint| touchpoint.name()).collect();
/// assert_eq!(names, ["order", "first-sip"]);
/// # Ok::<(), service_blueprint::Problems>(())
/// ```
#[derive(Debug, Clone)]
pub struct Blueprint {
    pub(crate) document: Document,
    pub(crate) scale: Scale,
    pub(crate) scales: HashMap<String, Scale>,
    pub(crate) stages: Vec<StageNode>,
    pub(crate) touchpoints: Vec<TouchpointNode>,
    /// The touchpoints that options add, in document order.
    pub(crate) added: Vec<TouchpointNode>,
    pub(crate) activities: Vec<ActivityNode>,
    pub(crate) actors: Vec<ActorId>,
    pub(crate) evidence: Vec<EvidenceId>,
    pub(crate) ends: Vec<EndId>,
    pub(crate) segments: Vec<SegmentNode>,
    pub(crate) graph: Graph,
    pub(crate) touchpoint_positions: HashMap<String, usize>,
    pub(crate) activity_positions: HashMap<String, usize>,
}

/// Two blueprints are the same when their documents are.
impl PartialEq for Blueprint {
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
    }
}

impl TryFrom<Document> for Blueprint {
    type Error = Problems;

    /// The blueprint that the document describes, or everything that is wrong with it.
    fn try_from(document: Document) -> Result<Self, Problems> {
        Self::validate(document, &[])
    }
}

impl From<Blueprint> for Document {
    fn from(blueprint: Blueprint) -> Self {
        blueprint.document
    }
}

impl Blueprint {
    /// The blueprint, or what is wrong with the document beyond the problems already `found` in reading it. What
    /// follows from those is not said again, and they alone make the document no blueprint.
    pub(crate) fn validate(document: Document, found: &[Problem]) -> Result<Self, Problems> {
        validate::blueprint(document, found)
    }

    /// The document, as written.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The service's name.
    pub fn name(&self) -> &str {
        &self.document.blueprint
    }

    /// The scale on which scores are published.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The declared further scale of that id.
    pub fn named_scale(&self, id: &str) -> Option<Scale> {
        self.scales.get(id).copied()
    }

    /// The stages, in order.
    pub fn stages(&self) -> impl ExactSizeIterator<Item = Stage<'_>> + DoubleEndedIterator + Clone {
        (0..self.stages.len()).map(|position| Stage::new(self, position))
    }

    /// The touchpoints, in document order.
    pub fn touchpoints(&self) -> impl ExactSizeIterator<Item = Touchpoint<'_>> + DoubleEndedIterator + Clone {
        (0..self.touchpoints.len()).map(|position| Touchpoint::new(self, position))
    }

    /// The touchpoint of that id.
    pub fn touchpoint(&self, id: &str) -> Option<Touchpoint<'_>> {
        let position = *self.touchpoint_positions.get(id)?;
        Some(Touchpoint::new(self, position))
    }

    /// The touchpoint at a [position](Touchpoint::position).
    pub fn touchpoint_at(&self, position: usize) -> Option<Touchpoint<'_>> {
        (position < self.touchpoints.len()).then(|| Touchpoint::new(self, position))
    }

    /// The activities of all lanes, in document order; an activity drawn at several touchpoints counts once.
    pub fn activities(&self) -> impl ExactSizeIterator<Item = Activity<'_>> + Clone {
        (0..self.activities.len()).map(|position| Activity::new(self, position))
    }

    /// The activity of that id.
    pub fn activity(&self, id: &str) -> Option<Activity<'_>> {
        let position = *self.activity_positions.get(id)?;
        Some(Activity::new(self, position))
    }

    /// The actors, in document order.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = Actor<'_>> + Clone {
        (0..self.actors.len()).map(|position| Actor::new(self, position))
    }

    /// The actor of that id.
    pub fn actor(&self, id: &str) -> Option<Actor<'_>> {
        self.actors().find(|actor| actor.id().as_str() == id)
    }

    /// The declared physical evidence, in document order.
    pub fn evidence(&self) -> impl ExactSizeIterator<Item = Evidence<'_>> + Clone {
        (0..self.evidence.len()).map(|position| Evidence::new(self, position))
    }

    /// The segments, in document order; one named [`DEFAULT_SEGMENT`] where none is declared.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = Segment<'_>> + Clone {
        (0..self.segments.len()).map(|position| Segment::new(self, position))
    }

    /// The segment of that id.
    pub fn segment(&self, id: &str) -> Option<Segment<'_>> {
        self.segments().find(|segment| segment.id().as_str() == id)
    }

    /// The endings, in document order; one named [`DEFAULT_ENDING`], a goal, where none is declared.
    pub fn ends(&self) -> impl ExactSizeIterator<Item = Ending<'_>> + Clone {
        (0..self.ends.len()).map(|position| Ending::new(self, position))
    }

    /// The ending of that id.
    pub fn end(&self, id: &str) -> Option<Ending<'_>> {
        self.ends().find(|end| end.id().as_str() == id)
    }

    /// Written ways as targets and probabilities above 0, such as those that an option gives a touchpoint; `None` where
    /// one leads to what exists only where an option is chosen.
    pub fn resolve(&self, ways: &document::Ways) -> Option<Vec<(Target, f64)>> {
        let target = |id: &str| match self.touchpoint_positions.get(id) {
            Some(position) => Some(Target::Touchpoint(*position)),
            None => self.end(id).map(|end| Target::End(end.position())),
        };
        validate::probabilities(ways)
            .map(|(id, probability)| Some((target(id)?, probability)))
            .collect()
    }

    /// The investment options, as written.
    pub fn options(&self) -> &[InvestmentOption] {
        &self.document.options
    }
}
