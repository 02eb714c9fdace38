//! Predicting what customers will remember of a blueprint.

mod error;
mod exact;
mod expected;
mod features;
mod journey;
mod options;
mod population;
mod predicting;
mod prediction;
mod segment;
mod tally;
mod ways;

#[cfg(test)]
mod tests;

pub(crate) use expected::{NotExpected, expected};
pub(crate) use predicting::{AskedSegment, asked};

pub use error::PredictError;
pub use options::{Customers, MATTERS_LIMIT, PredictOptions, WayChoice};
pub use predicting::predict;
pub use prediction::{
    Attribution, Bracket, Cut, EndingOutlook, Estimate, LikelyWay, Outlook, Prediction, Remembered, SegmentOutlook,
    SingleCustomers, TouchpointOutlook, Unpredicted,
};
