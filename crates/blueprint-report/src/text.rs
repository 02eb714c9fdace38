//! Text that is drawn: how wide it is, where its lines break, and what must not reach a picture.

mod clean;
mod measure;
mod metrics;
mod shortened;
mod wrap;

pub(crate) use clean::clean;
pub(crate) use measure::{FAMILY, Font};
pub(crate) use shortened::shortened;
pub(crate) use wrap::{packed, wrap};
