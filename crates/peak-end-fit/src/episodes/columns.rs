//! Which column of the data plays which part.

use std::fmt;

/// What a column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// Who lived through the episode.
    Person,
    /// Which episode it was.
    Episode,
    /// What was remembered.
    Overall,
    /// What was lived through, where several people lived through the same.
    Stimulus,
    /// Where a moment stands in its episode.
    Order,
    /// How long a moment took.
    Duration,
    /// What was rated.
    Touchpoint,
    /// The rating of a moment.
    Rating,
    /// How long after the episode the overall rating was asked.
    Delay,
    /// What was expected of the whole.
    Expectation,
    /// The moments of an episode, in JSON lines.
    Moments,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 11] = [
        Self::Person,
        Self::Episode,
        Self::Overall,
        Self::Stimulus,
        Self::Order,
        Self::Duration,
        Self::Touchpoint,
        Self::Rating,
        Self::Delay,
        Self::Expectation,
        Self::Moments,
    ];

    /// Its name, which is what its column is called unless another name is given. The order of moments may stand in a
    /// column `time` too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Episode => "episode",
            Self::Overall => "overall",
            Self::Stimulus => "stimulus",
            Self::Order => "order",
            Self::Duration => "duration",
            Self::Touchpoint => "touchpoint",
            Self::Rating => "rating",
            Self::Delay => "delay",
            Self::Expectation => "expectation",
            Self::Moments => "moments",
        }
    }

    /// What it is in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Overall => "overall rating",
            Self::Rating => "ratings of moments",
            Self::Order => "order of moments",
            Self::Duration => "durations of moments",
            other => other.name(),
        }
    }

    /// The names of its column that need not be said.
    pub(super) fn usual_names(self) -> &'static [&'static str] {
        match self {
            Self::Order => &["order", "time"],
            Self::Person => &["person"],
            Self::Episode => &["episode"],
            Self::Overall => &["overall"],
            Self::Stimulus => &["stimulus"],
            Self::Duration => &["duration"],
            Self::Touchpoint => &["touchpoint"],
            Self::Rating => &["rating"],
            Self::Delay => &["delay"],
            Self::Expectation => &["expectation"],
            Self::Moments => &["moments"],
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Which column plays which part. A part without a name is looked for under its own, and is not there if no column is
/// called so.
///
/// # Examples
/// ```
/// use peak_end_fit::{Columns, Part};
/// let columns = Columns::default().with(Part::Person, "participant").with(Part::Overall, "sam_valence");
/// assert_eq!(columns.name_of(Part::Person), Some("participant"));
/// assert_eq!(columns.name_of(Part::Delay), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    names: Vec<(Part, String)>,
}

impl Columns {
    /// The same with the name of one more column; a name given before is replaced.
    #[must_use]
    pub fn with(mut self, part: Part, name: impl Into<String>) -> Self {
        self.names.retain(|(other, _)| *other != part);
        self.names.push((part, name.into()));
        self
    }

    /// The name that was given for a part.
    pub fn name_of(&self, part: Part) -> Option<&str> {
        let found = self.names.iter().find(|(other, _)| *other == part);
        found.map(|(_, name)| name.as_str())
    }
}
