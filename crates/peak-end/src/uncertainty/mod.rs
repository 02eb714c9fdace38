//! How sure a prediction is: what surveys leave open of it, by resampling them.

mod bootstrap;
mod error;
mod evaluate;
mod interval;
mod options;
mod resample;
mod sources;

pub use bootstrap::{PeakFrequency, SegmentUncertainty, Uncertain, Uncertainty, uncertainty};
pub use error::UncertaintyError;
pub use interval::{ConfidenceInterval, Ends};
pub use options::{BootstrapOptions, LEAST_RESAMPLES, MOST_RESAMPLES};
pub use sources::{FixedReason, HeldFixed, Resampled, Sources};
