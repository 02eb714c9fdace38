//! The exact law of what is remembered on a branching journey.

mod error;
mod joint;
mod mean;
mod rank;
mod reduction;
mod scored;
mod sweep;

#[cfg(test)]
mod tests;

pub use error::LawError;
pub use joint::{Law, LawAtom, NotALaw};
