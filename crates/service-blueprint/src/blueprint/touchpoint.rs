//! A touchpoint of a blueprint.

use std::collections::HashSet;

use super::{Activity, Actor, Blueprint, Segment, Stage};
use crate::DocumentPath;
use crate::document::{self, EvidenceEntry, Rating, Role};
use crate::id::TouchpointId;

/// What is known of a touchpoint beyond its document.
#[derive(Debug, Clone)]
pub(crate) struct TouchpointNode {
    pub(crate) id: TouchpointId,
    pub(crate) stage: usize,
    /// Its place within the stage.
    pub(crate) slot: usize,
    pub(crate) felt: Felt,
    /// What is felt differently, by segment position, ascending.
    pub(crate) overrides: Vec<(usize, Felt)>,
    /// The score of `at_least`.
    pub(crate) minimum: Option<f64>,
    /// Lane and activity position, in the order written, lane by lane.
    pub(crate) entries: Vec<(Role, usize)>,
    pub(crate) evidence: Vec<EvidenceUse>,
    pub(crate) controllable: bool,
}

/// Score and expectation, carried to the blueprint's scale.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Felt {
    pub(crate) score: Option<f64>,
    pub(crate) expectation: Option<f64>,
}

/// Evidence shown at a touchpoint: the position of a declared piece, or one named on the spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EvidenceUse {
    Declared(usize),
    Named,
}

/// One of the three lines of a service blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Line {
    /// Between the customer and the frontstage.
    Interaction,
    /// Between frontstage and backstage.
    Visibility,
    /// Between backstage and support.
    InternalInteraction,
}

impl Line {
    /// The last lane above the line.
    fn lane_above(self) -> Role {
        match self {
            Self::Interaction => Role::Customer,
            Self::Visibility => Role::Frontstage,
            Self::InternalInteraction => Role::Backstage,
        }
    }
}

/// A touchpoint of a blueprint.
#[derive(Debug, Clone, Copy)]
pub struct Touchpoint<'a> {
    blueprint: &'a Blueprint,
    position: usize,
}

impl<'a> Touchpoint<'a> {
    pub(super) fn new(blueprint: &'a Blueprint, position: usize) -> Self {
        Self { blueprint, position }
    }

    pub(super) fn node(self) -> &'a TouchpointNode {
        &self.blueprint.touchpoints[self.position]
    }

    /// The touchpoint as written.
    pub fn written(self) -> &'a document::Touchpoint {
        let node = self.node();
        &self.blueprint.document.stages[node.stage].touchpoints[node.slot]
    }

    /// Its place among all touchpoints in document order, from 0.
    pub fn position(self) -> usize {
        self.position
    }

    /// Its id.
    pub fn id(self) -> &'a TouchpointId {
        &self.node().id
    }

    /// Its name; the id where none is given.
    pub fn name(self) -> &'a str {
        self.written().name.as_deref().unwrap_or(self.id().as_str())
    }

    /// The stage that holds it.
    pub fn stage(self) -> Stage<'a> {
        Stage::new(self.blueprint, self.node().stage)
    }

    /// Its place within its stage, from 0.
    pub fn slot(self) -> usize {
        self.node().slot
    }

    /// Where it stands in the document.
    pub fn path(self) -> DocumentPath {
        let stage = DocumentPath::default().key("stages").item(self.node().stage);
        stage.key("touchpoints").item(self.node().slot)
    }

    fn felt(self, segment: Segment<'_>) -> Felt {
        let node = self.node();
        let own = node
            .overrides
            .binary_search_by_key(&segment.position(), |(position, _)| *position);
        own.map_or(node.felt, |found| node.overrides[found].1)
    }

    /// What a segment experiences here, on the blueprint's scale; `None` where nobody gave a score.
    pub fn score(self, segment: Segment<'_>) -> Option<f64> {
        self.felt(segment).score
    }

    /// What a segment expects here, on the blueprint's scale.
    pub fn expectation(self, segment: Segment<'_>) -> Option<f64> {
        self.felt(segment).expectation
    }

    /// The rating behind a segment's score, as written.
    pub fn rating(self, segment: Segment<'_>) -> Option<&'a Rating> {
        let written = self.written();
        let own = written
            .segments
            .get(segment.id().as_str())
            .and_then(|own| own.experience.as_ref());
        own.or(written.experience.as_ref())
    }

    /// How many ratings stand behind a segment's score; `None` for an assumption.
    pub fn ratings(self, segment: Segment<'_>) -> Option<u64> {
        match self.rating(segment)? {
            Rating::Assumed(_) => None,
            Rating::Survey(survey) => survey.n,
            Rating::Histogram(histogram) => Some(
                histogram
                    .ratings
                    .iter()
                    .fold(0, |sum, (_, count)| sum.saturating_add(*count)),
            ),
        }
    }

    /// Whether a segment passes this touchpoint over.
    pub fn is_skipped(self, segment: Segment<'_>) -> bool {
        segment.journey().is_skipped(self.position)
    }

    /// The score below which it must not fall, on the blueprint's scale.
    pub fn at_least(self) -> Option<f64> {
        self.node().minimum
    }

    /// How long the moment takes, in minutes.
    pub fn minutes(self) -> Option<f64> {
        self.written().duration.map(crate::Duration::minutes)
    }

    /// Whether we can change it: as written, or else unless there is frontstage activity and all of it is partners'.
    pub fn is_controllable(self) -> bool {
        self.node().controllable
    }

    /// The activities of a lane, those drawn here through `same` included, in the order written.
    pub fn lane(self, lane: Role) -> impl Iterator<Item = Activity<'a>> + Clone {
        let entries = self.node().entries.iter().filter(move |(role, _)| *role == lane);
        entries.map(move |(_, position)| Activity::new(self.blueprint, *position))
    }

    /// The names of the physical evidence seen here, in the order written.
    pub fn evidence(self) -> impl ExactSizeIterator<Item = &'a str> {
        let written = self.written().evidence.iter().zip(&self.node().evidence);
        written.map(|(entry, used)| match (entry, used) {
            (EvidenceEntry::Named { name }, _) => name.as_str(),
            (EvidenceEntry::Shown(_), EvidenceUse::Declared(position)) => {
                super::Evidence::new(self.blueprint, *position).name()
            }
            (EvidenceEntry::Shown(id), EvidenceUse::Named) => id.as_str(),
        })
    }

    /// Who acts here above a line, each actor once, lane by lane.
    pub fn actors_above(self, line: Line) -> Vec<Actor<'a>> {
        self.actors(|lane| lane <= line.lane_above())
    }

    /// Who acts here below a line, each actor once, lane by lane.
    pub fn actors_below(self, line: Line) -> Vec<Actor<'a>> {
        self.actors(|lane| lane > line.lane_above())
    }

    fn actors(self, wanted: impl Fn(Role) -> bool) -> Vec<Actor<'a>> {
        let mut actors: Vec<Actor<'a>> = Vec::new();
        let mut seen = HashSet::new();
        for (lane, position) in &self.node().entries {
            if let Some(actor) = Activity::new(self.blueprint, *position)
                .actor()
                .filter(|_| wanted(*lane))
                && seen.insert(actor.position())
            {
                actors.push(actor);
            }
        }
        actors
    }
}
