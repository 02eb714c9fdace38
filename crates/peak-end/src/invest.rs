//! Where to invest.

mod answer;
mod choice;
mod classical;
mod error;
mod investing;
mod layout;
mod one_path;
mod prices;
mod problem;
mod relaxed;
mod request;
mod rule;
mod search;
mod sweep;
mod value;

pub use answer::{BestSet, Frontier, Method};
pub use classical::{ClassicalSet, ClassicalStep};
pub use error::{InvestError, UnmetFloor};
pub use investing::Investing;
pub use one_path::{BudgetTooLow, OnePath, OnePathError, PathAnswer, PathChoice, PathMoment, PathPoint};
pub use request::{Goals, InvestOptions, Lasting, Progress, Watch};
