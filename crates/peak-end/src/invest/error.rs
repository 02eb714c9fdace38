//! Why there is no answer to where to invest.

use crate::{ChainError, LawError, Model, Unpredicted};
use service_blueprint::{OptionId, SegmentId, TouchpointId};

/// Why it cannot be said where to invest.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvestError {
    /// The blueprint lists no options.
    #[error("the blueprint lists no options to choose from")]
    NoOptions,
    /// Every segment has the value 0, so that nobody's memory counts.
    #[error("every segment has the value 0, so nothing that is remembered counts")]
    NoValueAnywhere,
    /// Segments, touchpoints and journeys are too many to be held side by side.
    #[error(
        "{episodes} journeys of {segments} segments through {touchpoints} touchpoints are too many to be weighed \
         together: at most {limit} when multiplied"
    )]
    TooManyJourneys {
        /// How many journeys each customer makes.
        episodes: usize,
        /// How many segments there are.
        segments: usize,
        /// How many touchpoints there are, those that options add included.
        touchpoints: usize,
        /// The most that the three may come to, multiplied.
        limit: usize,
    },
    /// P(goal) is to be kept, and no ending is marked as a goal.
    #[error("no ending is marked as a goal, so P(goal) cannot be kept")]
    NoGoal,
    /// The model's value is no score, so that sets cannot be compared across segments by what is remembered.
    #[error("the model {} is not on the scale of experience scores", .model.name())]
    NotOnScale {
        /// The model.
        model: Box<Model>,
    },
    /// The model has no value for some journeys, now or with a set that has to be compared.
    #[error("the model {} has no value for segment {segment}: {reason}", .model.name())]
    NoValue {
        /// The model.
        model: Box<Model>,
        /// The segment.
        segment: SegmentId,
        /// Why.
        reason: Unpredicted,
    },
    /// No option of this id exists.
    #[error("there is no option {found}")]
    UnknownOption {
        /// What was asked for.
        found: OptionId,
    },
    /// A set of options cannot be chosen together.
    #[error("these options cannot be chosen together: {reason}")]
    NotTogether {
        /// Which of them, and why.
        reason: String,
    },
    /// No set of options keeps to every condition within the budget.
    #[error("no set of options is allowed within {}", budget_words(*.budget))]
    Infeasible {
        /// The budget; none if money was no object.
        budget: Option<i64>,
        /// The least budget with which some set is allowed.
        least_budget: LeastBudget,
        /// The floors that are not kept today and that no set within the budget keeps, each taken by itself; where each
        /// could be kept, but not all together, all that are not kept today.
        floors: Vec<UnmetFloor>,
    },
    /// The search was stopped before it found a set that is allowed.
    #[error("stopped before a set of options was found that is allowed")]
    Stopped,
    /// A segment's journey is none.
    #[error("the journey of segment {segment} cannot be followed: {source}")]
    Chain {
        /// The segment.
        segment: SegmentId,
        /// Why.
        source: ChainError,
    },
    /// A segment's law cannot be computed.
    #[error("the memory of segment {segment} cannot be computed: {source}")]
    Law {
        /// The segment.
        segment: SegmentId,
        /// Why.
        source: LawError,
    },
}

/// The least budget with which some set is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeastBudget {
    /// This one.
    Is(i128),
    /// None: no set is allowed at any budget.
    None,
    /// It took too long to find out.
    Unknown,
}

/// A touchpoint that stands below its `at_least`.
#[derive(Debug, Clone, PartialEq)]
pub struct UnmetFloor {
    /// The touchpoint.
    pub touchpoint: TouchpointId,
    /// The segment.
    pub segment: SegmentId,
    /// The least score allowed.
    pub at_least: f64,
    /// The score now.
    pub score: f64,
    /// The best score that some option gives it there; none if no option moves it.
    pub best: Option<f64>,
}

fn budget_words(budget: Option<i64>) -> String {
    budget.map_or_else(|| "any budget".to_owned(), |budget| format!("a budget of {budget}"))
}
