//! The exact law of what is remembered on a branching journey.
//!
//! One subtraction-free elimination of touchpoints in the order of their keys gives it (`sweep.rs`). The tests hold
//! it against the law's definition level by level with dense matrices (`plain.rs`), against all ways through one by
//! one, and against power iteration.

mod dense;
mod error;
mod joint;
mod mean;
#[cfg(test)]
mod plain;
mod rank;
mod reduction;
mod scored;
mod sweep;

#[cfg(test)]
mod tests;

pub use error::LawError;
pub use joint::{Law, LawAtom, NotALaw};

pub(crate) use mean::mean_on_the_way;
pub(crate) use rank::{best, most_intense, worst};
pub(crate) use reduction::{Step, outlook};
pub(crate) use scored::{Scored, chance_of};
pub(crate) use sweep::{Atom, Moves, Rank, Sweep, sweep};
