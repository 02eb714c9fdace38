//! Memory models of one way through, against values from outside and against laws.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod acclimation_orders;
mod corpus;
mod documentation;
mod golden;
mod laws;
mod matters;
mod monotone;
mod profiles;
mod published;
mod strategies;
mod text;
