//! The exact law of what is remembered on a branching journey.
//!
//! A chain is laid out so that loops stand together (`layout.rs`), visits are ordered by how they compete for memory
//! (`levels.rs`), and sweeps over blocks of levels (`block.rs`) give expected visits by the peak so far (`forward.rs`,
//! within loops `component.rs` and `factor.rs`) and the chances to end without a higher one (`backward.rs`). What is
//! remembered, and which touchpoints make it, is put together from both (`sweep.rs`). The tests hold it against the
//! law's definition level by level with dense matrices (`plain.rs`), against all ways through one by one, and against
//! power iteration.

mod backward;
mod block;
mod component;
mod ends;
mod error;
mod factor;
mod forward;
mod joint;
mod journeys;
mod layout;
mod levels;
mod mean;
mod pace;
#[cfg(test)]
mod plain;
mod sweep;

#[cfg(test)]
mod tests;

pub use error::LawError;
pub use joint::{Law, LawAtom, NotALaw};

pub(crate) use joint::LawSum;

pub(crate) use ends::chance_of;
pub(crate) use journeys::{Felt, Journeys};
#[cfg(test)]
pub(crate) use levels::Rank;
pub(crate) use levels::{Levels, Order, Tie};
pub(crate) use mean::{Weighed, mean_on_the_way};
pub(crate) use sweep::{Asked, Passing, Sweep};
