//! Which model of memory is right, on data.
//!
//! [`Episodes`] are what people lived through and what they remembered: the rated moments of each episode, in order, and
//! the overall rating given afterwards. A [`Candidate`] is one way to tell the second from the first: a memory model of
//! `peak-end` as it stands, one whose parameters are fitted, or a regression on features. A [`Comparison`] says how well
//! each predicts episodes that it was not fitted on.

mod calibration;
mod candidate;
mod check;
mod columns;
mod compare;
mod comparison;
mod design;
mod effect;
mod effects;
mod episodes;
mod feature;
mod fitted_file;
mod folds;
mod groups;
mod information;
pub mod metric;
mod order;
mod random;
pub mod regression;
mod resample;
mod shape;
mod simulate;
mod summary;
mod told;
mod training;
mod usual;
mod verdict;

pub use calibration::{CalibrationError, TouchpointRatings, calibration};
pub use candidate::{Candidate, CandidateError, Method, Shape};
pub use check::{FINDING_CODES, Finding, Severity, data_checks};
pub use columns::{Undefined, columns};
pub use compare::{CompareError, Progress, compare};
pub use comparison::{
    CandidateFit, Centring, Coefficient, CompareOptions, Compared, Comparison, Effect, FittedParameter, Grouping,
    Information, Interval, LeftOut, OrderTest, Scores,
};
pub use design::WhyLeftOut;
pub use episodes::{
    Columns, DataError, DataErrors, DataFault, DataReport, Episode, Episodes, EpisodesError, FileReport, Form, Labels,
    LeftOutEpisodes, MISSING, MomentOrder, Outcome, Part, RatedMoment, ReadOptions, Reading, Spread, Summary, Table,
    read_episodes,
};
pub use feature::Feature;
pub use fitted_file::{FittedFile, FittedFileCause, FittedFileProblem, FittedFileProblems, Origin};
pub use information::Likelihood;
pub use simulate::{OptionFault, SimulateError, SimulateOptions, Simulated, Sureness, Truth, simulate};
pub use verdict::{Advice, Caution, Circumstances, OrderOfMoments, RatedWhen, Verdict, verdict};
