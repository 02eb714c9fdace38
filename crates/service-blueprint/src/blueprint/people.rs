//! The actors, evidence, segments and endings of a blueprint.

use super::{Blueprint, DEFAULT_SEGMENT, Journey};
use crate::document::{self, Role};
use crate::id::{ActorId, EndId, EvidenceId, SegmentId};

/// What is known of a segment beyond its document.
#[derive(Debug, Clone)]
pub(crate) struct SegmentNode {
    pub(crate) id: SegmentId,
    /// Shares of all segments sum to 1.
    pub(crate) share: f64,
    pub(crate) value: f64,
    pub(crate) journey: Journey,
}

macro_rules! views {
    ($($(#[$doc:meta])* $name:ident),+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name<'a> {
            blueprint: &'a Blueprint,
            position: usize,
        }

        impl<'a> $name<'a> {
            pub(super) fn new(blueprint: &'a Blueprint, position: usize) -> Self {
                Self { blueprint, position }
            }

            /// Its place among its kind in document order, from 0.
            pub fn position(self) -> usize {
                self.position
            }
        }
    )+};
}

views! {
    /// Someone or something that acts.
    Actor,
    /// A declared piece of physical evidence.
    Evidence,
    /// A group of customers.
    Segment,
    /// An ending of journeys.
    Ending
}

impl<'a> Actor<'a> {
    /// The actor as written.
    pub fn written(self) -> &'a document::Actor {
        &self.blueprint.document.actors[self.position]
    }

    /// Its id.
    pub fn id(self) -> &'a ActorId {
        &self.blueprint.actors[self.position]
    }

    /// Its name; the id where none is given.
    pub fn name(self) -> &'a str {
        self.written().name.as_deref().unwrap_or(self.id().as_str())
    }

    /// The lanes in which it may stand.
    pub fn roles(self) -> &'a [Role] {
        &self.written().role
    }

    /// Whether it is a partner's, so not ours to direct.
    pub fn is_partner(self) -> bool {
        self.written().partner
    }
}

impl<'a> Evidence<'a> {
    /// The evidence as written.
    pub fn written(self) -> &'a document::Evidence {
        &self.blueprint.document.evidence[self.position]
    }

    /// Its id.
    pub fn id(self) -> &'a EvidenceId {
        &self.blueprint.evidence[self.position]
    }

    /// Its name; the id where none is given.
    pub fn name(self) -> &'a str {
        self.written().name.as_deref().unwrap_or(self.id().as_str())
    }
}

impl<'a> Segment<'a> {
    fn node(self) -> &'a SegmentNode {
        &self.blueprint.segments[self.position]
    }

    /// The segment as written; `None` for the one that holds everyone where none is declared.
    pub fn written(self) -> Option<&'a document::Segment> {
        self.blueprint.document.segments.get(self.position)
    }

    /// Its id; [`DEFAULT_SEGMENT`] where none is declared.
    pub fn id(self) -> &'a SegmentId {
        &self.node().id
    }

    /// Its name; the id where none is given.
    pub fn name(self) -> &'a str {
        let name = self.written().and_then(|written| written.name.as_deref());
        name.unwrap_or(self.id().as_str())
    }

    /// The fraction of all customers, 0..=1; over all segments they sum to 1.
    pub fn share(self) -> f64 {
        self.node().share
    }

    /// How much one of its customers counts in the objective of investing; 1 by default.
    pub fn value(self) -> f64 {
        self.node().value
    }

    /// Its way through the service.
    pub fn journey(self) -> &'a Journey {
        &self.node().journey
    }

    /// Whether it stands for everyone because the document declares no segments.
    pub fn is_default(self) -> bool {
        self.written().is_none() && self.id().as_str() == DEFAULT_SEGMENT
    }
}

impl<'a> Ending<'a> {
    /// The ending as written; `None` for the one that a document without `ends` has.
    pub fn written(self) -> Option<&'a document::Ending> {
        self.blueprint.document.ends.get(self.position)
    }

    /// Its id.
    pub fn id(self) -> &'a EndId {
        &self.blueprint.ends[self.position]
    }

    /// Its name; the id where none is given.
    pub fn name(self) -> &'a str {
        let name = self.written().and_then(|written| written.name.as_deref());
        name.unwrap_or(self.id().as_str())
    }

    /// Whether the service wants its customers here. The ending of a document without `ends` is a goal.
    pub fn is_goal(self) -> bool {
        self.written().is_none_or(|written| written.goal)
    }
}
