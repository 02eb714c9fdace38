//! What customers will remember of a service.
//!
//! A [`Profile`] holds the scored moments of one way through a service. A memory model ([`Model`]) turns it into one
//! number: what is remembered. The peak-end rule ([`PeakEnd`]) is this crate's lens, never its only one: on real
//! ratings it often predicts worse than the plain mean, so every profile can be asked under every model, and
//! [`Disagreement`] says how far they are apart.
//!
//! # Examples
//! The colonoscopy pair (Redelmeier & Kahneman 1996): the longer procedure ends milder and is remembered as less bad.
//! ```
//! use peak_end::{Model, Profile};
//! use service_blueprint::Scale;
//!
//! let pain = Scale::new(10.0, 0.0, 0.0)?;
//! let short = Profile::from_scores(pain, &[4.0, 8.0, 7.0])?;
//! let long = Profile::from_scores(pain, &[4.0, 8.0, 7.0, 4.0, 1.0])?;
//! let peak_end = Model::from_name("peak_end").ok_or("a known name")?;
//! assert_eq!(peak_end.value(&short)?, 7.5);
//! assert_eq!(peak_end.value(&long)?, 4.5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod branching;
mod certain;
mod chain;
mod check;
mod compare;
mod disagreement;
mod impact;
mod invest;
mod key;
mod law;
mod model;
mod no_value;
mod parameter;
mod population;
mod predict;
mod profile;
mod repeat;
mod rule;
mod rules;
mod uncertainty;
mod unit;
mod way;

pub use branching::{Branching, Remembering};
pub use chain::{Chain, ChainError, Visit};
pub use check::{MEMORY_CHECKS, MemoryCheck, Skipped, memory_check};
pub use compare::{CompareError, Comparison, MemoryChange, compare};
pub use disagreement::{Disagreement, matters_under};
pub use impact::{Failure, Impact, ImpactError, ImpactOptions, SegmentMemory, impact};
pub use invest::{
    BestSet, BudgetTooLow, ChosenOption, ClassicalSet, ClassicalStep, Explanation, Frontier, Goals, InvestError,
    InvestOptions, Investing, Lasting, LeastBudget, Method, OnePath, OnePathError, PathAnswer, PathChoice, PathMoment,
    PathPoint, Price, Progress, Reason, Regret, RejectedOption, RobustSet, Robustness, Role, Touched, UnmetFloor,
    Watch,
};
pub use key::PeakKey;
pub use law::{Law, LawAtom, LawError, NotALaw};
pub use model::*;
pub use no_value::NoValue;
pub use parameter::{Negativity, Parameter, ParameterError, ParameterValue, Weight};
pub use population::{BRACKET_WIDTH, Beta, Draws, NotDraws, Spread};
pub use predict::{
    Attribution, Bracket, Customers, Cut, EndingOutlook, Estimate, LikelyWay, MATTERS_LIMIT, Outlook, PredictError,
    PredictOptions, Prediction, Remembered, SegmentOutlook, SingleCustomers, TouchpointOutlook, Unpredicted, WayChoice,
    predict,
};
pub use profile::{Moment, Profile, ProfileError};
pub use repeat::{
    Adaptation, Adapting, Episode, MOST_EPISODES, Perceived, RepeatError, RepeatOptions, Repeated, RepeatedSegment,
    RepeatedTouchpoint, RepeatedWith, Worth, repeat, repeat_with,
};
pub use rule::{EndRule, Peak, PeakRule, TieRule};
pub use rules::{RULES, rules};
pub use uncertainty::{
    BootstrapOptions, ConfidenceInterval, Ends, FixedReason, HeldFixed, LEAST_RESAMPLES, MOST_RESAMPLES, PeakFrequency,
    Resampled, SegmentUncertainty, Sources, Uncertain, Uncertainty, UncertaintyError, uncertainty,
};
pub use unit::Unit;
