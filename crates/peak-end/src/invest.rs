//! Where to invest.

mod answer;
mod error;
mod investing;
mod layout;
mod prices;
mod problem;
mod relaxed;
mod request;
mod rule;
mod search;
mod value;

pub use answer::{BestSet, Frontier, Method};
pub use error::{InvestError, UnmetFloor};
pub use investing::Investing;
pub use request::{Goals, InvestOptions, Lasting, Progress, Watch};
