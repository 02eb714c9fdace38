//! The marks on a touchpoint: few, quiet, each a letter.

use service_blueprint::document::{NoteKind, Wait};

use crate::{Language, Moment};

/// A mark on a touchpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It may fail.
    FailPoint,
    /// The wait is longer than is tolerated.
    Wait,
    /// Here customers decide what they think of us.
    MomentOfTruth,
    /// A service standard holds.
    Standard,
    /// It is out of our control.
    OutOfControl,
    /// A note tells of a pain.
    Pain,
    /// A note holds an idea.
    Idea,
}

impl Mark {
    /// All marks, in the order drawn.
    pub const ALL: [Self; 7] = [
        Self::FailPoint,
        Self::Wait,
        Self::MomentOfTruth,
        Self::Standard,
        Self::OutOfControl,
        Self::Pain,
        Self::Idea,
    ];

    /// Its letter.
    pub fn letter(self) -> char {
        match self {
            Self::FailPoint => 'F',
            Self::Wait => 'W',
            Self::MomentOfTruth => 'M',
            Self::Standard => 'S',
            Self::OutOfControl => 'P',
            Self::Pain => '!',
            Self::Idea => 'i',
        }
    }

    /// What it says.
    pub fn meaning(self, language: Language) -> &'static str {
        match self {
            Self::FailPoint => language.fail_point(),
            Self::Wait => language.wait_beyond_tolerance(),
            Self::MomentOfTruth => language.moment_of_truth(),
            Self::Standard => language.service_standard(),
            Self::OutOfControl => language.out_of_control(),
            Self::Pain => language.pain(),
            Self::Idea => language.idea(),
        }
    }

    /// Whether a touchpoint carries it.
    pub fn is_on(self, moment: &Moment<'_>) -> bool {
        let written = moment.touchpoint.written();
        let too_long = |wait: Wait| wait.tolerance.is_some_and(|tolerance| wait.typical > tolerance);
        let notes = |kind: NoteKind| written.notes.iter().any(|note| note.kind == kind);
        match self {
            Self::FailPoint => written.fail_point.is_some(),
            Self::Wait => written.wait.is_some_and(too_long),
            Self::MomentOfTruth => written.moment_of_truth,
            Self::Standard => !written.standards.is_empty(),
            Self::OutOfControl => !moment.touchpoint.is_controllable(),
            Self::Pain => notes(NoteKind::Pain),
            Self::Idea => notes(NoteKind::Idea),
        }
    }
}
