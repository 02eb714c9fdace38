//! Repeated journeys: what surprised becomes expected.

mod adaptation;

pub use adaptation::{Adaptation, Adapting, Perceived};
