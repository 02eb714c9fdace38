//! Why a model has no value for a profile.

/// Why a memory model has no value for a profile. Fields count moments from 0, messages, which people read, from 1.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoValue {
    /// A moment before the end, or a slope, is asked of too few moments.
    #[error("needs {needed} moments, the profile has {found}")]
    TooFewMoments {
        /// The fewest moments that would do.
        needed: usize,
        /// The moments of the profile.
        found: usize,
    },
    /// A model of experience against expectation met a moment without an expectation.
    #[error("moment {} has no expectation", .moment + 1)]
    NoExpectation {
        /// The first moment without one.
        moment: usize,
    },
    /// A model that weighs stages met a moment that belongs to none.
    #[error("moment {} belongs to no stage", .moment + 1)]
    NoStage {
        /// The first moment without one.
        moment: usize,
    },
    /// A model that weighs stages met a profile that does not say how they are weighed.
    #[error("the stages have no influence")]
    NoInfluence,
    /// All stages that were visited have an influence of 0.
    #[error("no stage that was visited has any influence")]
    ZeroInfluence,
    /// A power mean is for positive scores only.
    #[error("moment {} has the score {score}, a power mean needs scores above 0", .moment + 1)]
    NotPositive {
        /// The first such moment.
        moment: usize,
        /// Its score.
        score: f64,
    },
    /// A fitted model met a score that has no place on the scale of the episodes it was fitted to.
    #[error("moment {} has a score without a place on the scale that the model was fitted on", .moment + 1)]
    OffScale {
        /// The first such moment.
        moment: usize,
    },
    /// A model that goes by time was fitted to episodes with durations, and met a profile without.
    #[error("moment {} has no duration, and the model was fitted to moments with one", .moment + 1)]
    NoDuration {
        /// The first moment without one.
        moment: usize,
    },
    /// The value is beyond what a double can hold.
    #[error("the value is too large to be computed")]
    TooLarge,
}
