//! What is remembered of branching journeys, against oracles that share no code with it.
//!
//! The oracles speak the language of the definitions: whole ways written out one by one, dense solves level by level in
//! floating point and in fractions, random ways, scores moved by hand. Scores are whole thousandths and probabilities
//! quotients of whole numbers here, so that the oracles' order of moments is integer arithmetic.
//!
//! `PEAK_END_CASES=10000 cargo test -p peak-end --test branching` runs more cases than CI does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cases;
mod definition;
mod drawing;
mod enumeration;
mod expected;
mod extremes;
mod fractions;
mod invariance;
mod journey;
mod journeys;
mod length;
mod moving;
mod order;
mod sampling;
