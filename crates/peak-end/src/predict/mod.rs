//! Predicting what customers will remember of a blueprint.

mod error;
mod exact;
mod features;
mod journey;
mod options;
mod predicting;
mod prediction;
mod segment;
mod tally;
mod ways;

#[cfg(test)]
mod tests;

pub(crate) use predicting::{AskedSegment, asked};

pub use error::PredictError;
pub use options::{MATTERS_LIMIT, PredictOptions, WayChoice};
pub use predicting::predict;
pub use prediction::{
    Attribution, EndingOutlook, Estimate, LikelyWay, Outlook, Prediction, Remembered, SegmentOutlook,
    TouchpointOutlook, Unpredicted,
};
