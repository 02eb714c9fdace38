//! Where customers go next: shares of the ways out of a touchpoint, or into the service.

use indexmap::IndexMap;

/// The ways on from a touchpoint, or into the service: target id to share, in the order written.
///
/// `next: done` is one way with the share `rest`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ways(pub IndexMap<String, Way>);

/// One way on.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// How many go this way.
    pub share: Share,
    /// Under which condition, in words.
    pub when: Option<String>,
}

/// How many of those who are here go one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// A fraction, 0..=1; `80%` is 0.8.
    Of(f64),
    /// Whatever the other ways leave.
    Rest,
}

impl Ways {
    /// Everyone goes to one place.
    pub fn to(target: impl Into<String>) -> Self {
        Self::default().or(target, Share::Rest)
    }

    /// These ways and one more.
    #[must_use]
    pub fn or(mut self, target: impl Into<String>, share: Share) -> Self {
        self.0.insert(target.into(), Way { share, when: None });
        self
    }
}
