//! A stage of a blueprint.

use std::ops::Range;

use super::{Blueprint, Touchpoint};
use crate::document::{self, Flow};
use crate::id::StageId;

/// What is known of a stage beyond its document.
#[derive(Debug, Clone)]
pub(crate) struct StageNode {
    pub(crate) id: StageId,
    pub(crate) touchpoints: Range<usize>,
}

/// A stage of a blueprint.
#[derive(Debug, Clone, Copy)]
pub struct Stage<'a> {
    blueprint: &'a Blueprint,
    position: usize,
}

impl<'a> Stage<'a> {
    pub(super) fn new(blueprint: &'a Blueprint, position: usize) -> Self {
        Self { blueprint, position }
    }

    fn node(self) -> &'a StageNode {
        &self.blueprint.stages[self.position]
    }

    /// The stage as written.
    pub fn written(self) -> &'a document::Stage {
        &self.blueprint.document.stages[self.position]
    }

    /// Its place among the stages, from 0.
    pub fn position(self) -> usize {
        self.position
    }

    /// Its id.
    pub fn id(self) -> &'a StageId {
        &self.node().id
    }

    /// Its name; the id where none is given.
    pub fn name(self) -> &'a str {
        self.written().name.as_deref().unwrap_or(self.id().as_str())
    }

    /// The flow to which it belongs.
    pub fn flow(self) -> Option<Flow> {
        self.written().flow
    }

    /// Its weight in the stage-weighted model; weights of all stages sum to 1.
    pub fn influence(self) -> Option<f64> {
        self.written().influence
    }

    /// Its touchpoints, in order.
    pub fn touchpoints(self) -> impl ExactSizeIterator<Item = Touchpoint<'a>> + DoubleEndedIterator + Clone {
        self.node()
            .touchpoints
            .clone()
            .map(move |position| Touchpoint::new(self.blueprint, position))
    }
}
