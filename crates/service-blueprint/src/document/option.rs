//! Investment options as written.

use indexmap::IndexMap;

use super::{Rating, Touchpoint, Ways};

/// Something we could invest in, or save on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InvestmentOption {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    pub name: Option<String>,
    /// What it costs, a whole number in the blueprint's currency; a saving is negative.
    pub cost: i64,
    /// Touchpoints and the scores to which it sets them.
    pub sets: IndexMap<String, Rating>,
    /// Touchpoints and the points towards best by which it raises them.
    pub raises: IndexMap<String, f64>,
    /// Touchpoints and the ways on that it gives them.
    pub next: IndexMap<String, Ways>,
    /// Touchpoints that it adds.
    pub adds: Vec<Addition>,
    /// Touchpoints that it takes out.
    pub removes: Vec<String>,
    /// The segments for which it holds; all by default (`for`).
    pub segments: Vec<String>,
    /// Options without which it cannot be chosen.
    pub needs: Vec<String>,
    /// Options with which it cannot be chosen.
    pub excludes: Vec<String>,
}

/// A touchpoint that an option adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Addition {
    /// Where it goes.
    pub place: Insertion,
    /// The touchpoint; it has no `next` of its own.
    pub touchpoint: Touchpoint,
}

/// Where an added touchpoint goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Insertion {
    /// Everyone who leaves this touchpoint, wherever to, passes it first.
    After(String),
    /// Everyone about to enter this touchpoint or ending passes it first.
    Before(String),
    /// Everyone who goes from the first straight to the second passes it.
    Between(String, String),
}
