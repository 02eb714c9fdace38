//! An activity of a blueprint.

use super::{Actor, Blueprint, Touchpoint};
use crate::DocumentPath;
use crate::document::{self, ActivityEntry, Role};
use crate::id::ActivityId;

/// What is known of an activity beyond its document.
#[derive(Debug, Clone)]
pub(crate) struct ActivityNode {
    pub(crate) id: Option<ActivityId>,
    /// The touchpoint that lists it.
    pub(crate) touchpoint: usize,
    pub(crate) lane: Role,
    /// Its place within the lane as written.
    pub(crate) slot: usize,
    pub(crate) actor: Option<usize>,
    /// Activity positions.
    pub(crate) needs: Vec<usize>,
    /// Activity positions.
    pub(crate) after: Vec<usize>,
}

/// An activity of a blueprint.
#[derive(Debug, Clone, Copy)]
pub struct Activity<'a> {
    blueprint: &'a Blueprint,
    position: usize,
}

impl<'a> Activity<'a> {
    pub(super) fn new(blueprint: &'a Blueprint, position: usize) -> Self {
        Self { blueprint, position }
    }

    fn node(self) -> &'a ActivityNode {
        &self.blueprint.activities[self.position]
    }

    /// The activity as written.
    pub fn written(self) -> &'a document::Activity {
        let node = self.node();
        match &self.touchpoint().written().lane(node.lane)[node.slot] {
            ActivityEntry::Activity(activity) => activity,
            ActivityEntry::Same(_) => unreachable!("nodes are made for entries that are activities"),
        }
    }

    /// Its place among all activities in document order, from 0.
    pub fn position(self) -> usize {
        self.position
    }

    /// Its id, where it has one.
    pub fn id(self) -> Option<&'a ActivityId> {
        self.node().id.as_ref()
    }

    /// Where it stands in the document.
    pub fn path(self) -> DocumentPath {
        let node = self.node();
        self.touchpoint().path().key(node.lane.key()).item(node.slot)
    }

    /// The lane in which it stands.
    pub fn lane(self) -> Role {
        self.node().lane
    }

    /// The touchpoint that lists it.
    pub fn touchpoint(self) -> Touchpoint<'a> {
        Touchpoint::new(self.blueprint, self.node().touchpoint)
    }

    /// Who does it.
    pub fn actor(self) -> Option<Actor<'a>> {
        self.node().actor.map(|position| Actor::new(self.blueprint, position))
    }

    /// What is done; the actor's name where no words are given.
    pub fn does(self) -> &'a str {
        let words = self.written().does.as_deref();
        words.or_else(|| self.actor().map(Actor::name)).unwrap_or_default()
    }

    /// The activities without which it cannot happen, in the order written.
    pub fn needs(self) -> impl ExactSizeIterator<Item = Activity<'a>> {
        self.node()
            .needs
            .iter()
            .map(move |position| Self::new(self.blueprint, *position))
    }

    /// The activities drawn before it, in the order written.
    pub fn after(self) -> impl ExactSizeIterator<Item = Activity<'a>> {
        self.node()
            .after
            .iter()
            .map(move |position| Self::new(self.blueprint, *position))
    }
}
