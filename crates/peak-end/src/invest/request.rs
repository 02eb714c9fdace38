//! What is asked of investing, and how a long search is watched.

use crate::{Adaptation, Model, PeakEnd};
use std::ops::ControlFlow;

/// How sets of options are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct InvestOptions {
    /// The memory model whose value is to become best; it has to be on the scale. Peak-end unless given.
    pub model: Model,
    /// Whether fewer customers may reach a goal than now.
    pub goals: Goals,
    /// How many journeys each customer makes, and how expectations move with them; one journey unless given.
    pub lasting: Lasting,
    /// After how many nodes the search ends with the best set so far; 1,048,576 unless given, as many as 20 options have sets.
    pub nodes: u64,
}

/// Whether fewer customers may reach a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Goals {
    /// They may, and it is said.
    #[default]
    Free,
    /// No set is chosen with which fewer do. Chances within 1e-9 are equal.
    Keep,
}

/// Over how many journeys of the same customer what is remembered is averaged.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Lasting {
    /// How many journeys, at least 1; 0 counts as 1.
    pub episodes: usize,
    /// How expectations move from one to the next.
    pub adaptation: Adaptation,
}

impl Default for InvestOptions {
    fn default() -> Self {
        Self {
            model: Model::from(PeakEnd::default()),
            goals: Goals::Free,
            lasting: Lasting::default(),
            nodes: 1 << 20,
        }
    }
}

/// How far a search has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// How many nodes were looked at.
    pub nodes: u64,
    /// What the best set so far lets customers remember; none before one is found.
    pub remembered: Option<f64>,
    /// No set lets them remember anything better than this.
    pub bound: f64,
    /// In a frontier, how many of its points are found.
    pub points: usize,
}

/// Told now and then how far the search has come, and says whether to go on. On `Break` the search answers with the best
/// set so far. A closure that reads a clock or a signal belongs to the caller: this crate knows neither.
pub type Watch<'w> = &'w mut dyn FnMut(&Progress) -> ControlFlow<()>;
