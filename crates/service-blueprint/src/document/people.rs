//! Segments, actors, evidence, endings and factors as written.

use super::{Rating, Ways};

/// A group of customers with scores, expectations and ways of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    pub name: Option<String>,
    /// The fraction of all customers, 0..=1.
    pub share: f64,
    /// How much one customer of this segment counts in the objective of investing; 1 by default.
    pub value: Option<f64>,
    /// Where this segment's journeys start, if elsewhere.
    pub start: Option<Ways>,
}

/// Someone or something that acts.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    pub name: Option<String>,
    /// The lanes in which the actor may stand; at least one.
    pub role: Vec<Role>,
    /// Whether the actor is a partner's, so not ours to direct.
    pub partner: bool,
}

/// A lane of the blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The customer's own actions, above the line of interaction.
    Customer,
    /// What the customer sees, above the line of visibility.
    Frontstage,
    /// What the customer does not see, above the line of internal interaction.
    Backstage,
    /// What supports the staff, below the line of internal interaction.
    Support,
}

impl Role {
    /// All lanes, top to bottom.
    pub const ALL: [Self; 4] = [Self::Customer, Self::Frontstage, Self::Backstage, Self::Support];
}

/// A piece of physical evidence that several touchpoints may show.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    pub name: Option<String>,
    /// Whether it is a partner's, so not ours to change.
    pub partner: bool,
}

/// Evidence at a touchpoint.
#[derive(Debug, Clone, PartialEq)]
pub enum EvidenceEntry {
    /// The id of a declared piece.
    Shown(String),
    /// A piece named on the spot.
    Named {
        /// Its name.
        name: String,
    },
}

/// An ending of journeys.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    pub name: Option<String>,
    /// Whether the service wants its customers here.
    pub goal: bool,
}

/// A factor of experience: rated directly, or rolled up from the touchpoints tagged with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    pub name: Option<String>,
    /// What customers experience.
    pub experience: Option<Rating>,
    /// What customers expect.
    pub expectation: Option<Rating>,
    /// How much it counts, 0 or more.
    pub importance: Option<f64>,
    /// What customers would wish for; the experience by default.
    pub ideal: Option<Rating>,
}
