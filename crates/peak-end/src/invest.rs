//! Where to invest: the best set of options under a budget, exactly.
//!
//! `layout.rs` lays a blueprint's options out as one graph in which each has its place (`problem.rs`). One path is swept
//! (`sweep.rs`, `one_path.rs`). Everything else is searched by branch and bound (`search.rs`): the bound lets every visit
//! take what suits it best (`relaxed.rs`) and charges prices for it (`prices.rs`); sets are valued exactly
//! (`value.rs`). docs/investing.md has the proofs.

mod answer;
mod choice;
mod classical;
mod error;
mod explain;
mod infeasible;
mod investing;
mod layout;
mod one_path;
mod price;
mod prices;
mod problem;
mod regret;
mod regret_search;
mod relaxed;
mod request;
mod roles;
mod rule;
mod search;
mod sweep;
#[cfg(test)]
mod tests;
mod trying;
mod value;

pub use answer::{BestSet, Frontier, Method};
pub use classical::{ClassicalSet, ClassicalStep};
pub use error::{InvestError, LeastBudget, UnmetFloor};
pub use explain::{ChosenOption, Explanation, Price, Reason, RejectedOption, Touched};
pub use investing::Investing;
pub use one_path::{BudgetTooLow, OnePath, OnePathError, PathAnswer, PathChoice, PathMoment, PathPoint};
pub use regret::{Regret, RobustSet, Robustness};
pub use request::{Goals, InvestOptions, Lasting, Progress, Watch};
pub use roles::Role;
