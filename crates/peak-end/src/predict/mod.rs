//! Predicting what customers will remember of a blueprint.

mod error;
mod exact;
mod features;
mod options;
mod prediction;

pub use error::PredictError;
pub use options::{HEADROOM_LIMIT, PredictOptions, WayChoice};
pub use prediction::{
    Attribution, EndingOutlook, Estimate, LikelyWay, Outlook, Prediction, Remembered, SegmentOutlook,
    TouchpointOutlook, Unpredicted,
};
