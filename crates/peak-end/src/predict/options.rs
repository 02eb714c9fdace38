//! What to predict, and how.

use crate::{Model, Negativity, PeakEnd, Weight};
use service_blueprint::{EndId, SegmentId, TouchpointId};

/// What to predict of a blueprint.
///
/// # Examples
/// ```
/// use peak_end::{Model, PredictOptions};
/// let everything = PredictOptions { models: Model::all(), ..PredictOptions::default() };
/// assert_eq!(everything.samples, 10_000);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PredictOptions {
    /// The memory models to ask; by default peak-end alone.
    pub models: Vec<Model>,
    /// The weight of the peak in the law, the slopes and the headroom; ½ unless given.
    pub weight: Weight,
    /// How many times bad moments count when the peak is chosen; 1 unless given.
    pub negativity: Negativity,
    /// All ways through, or the most likely one only.
    pub way: WayChoice,
    /// An average customer, or single ones who differ.
    pub customers: Customers,
    /// This segment only, as if everybody belonged to it.
    pub segment: Option<SegmentId>,
    /// Journeys to this ending only, given that they come there.
    pub ending: Option<EndId>,
    /// Touchpoints whose slopes, jumps and headroom are wanted although they stand in loops of more than 200, and of
    /// which it is wanted under which models they matter although there are more than [`MATTERS_LIMIT`].
    pub headroom: Vec<TouchpointId>,
    /// The seed of the random ways, for models that have to be sampled.
    pub seed: u64,
    /// How many random ways to draw per segment, for models that have to be sampled.
    pub samples: usize,
}

/// Which ways through count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WayChoice {
    /// All, each with its probability.
    #[default]
    All,
    /// In each segment its most likely way only.
    MostLikely,
}

/// Whose scores are remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Customers {
    /// A customer who feels the mean score at every touchpoint.
    #[default]
    Average,
    /// Single customers: every visit draws its score from the histogram, or from the beta distribution that has the mean
    /// and standard deviation of the survey. Draws are independent, given the way through; assumptions and means without
    /// a standard deviation stay what they are.
    ///
    /// What is remembered by peak and end is then a [`Bracket`](crate::Bracket), the law is that of both of its cuts,
    /// half and half, and so are the shares of peak and trough; models that are no sum of peak, best, trough, start, end
    /// and means are sampled. Slopes, jumps and headroom are none.
    Population,
}

/// Up to so many touchpoints it is asked of all under which models their score matters, beyond that of named ones.
/// Chosen: each asks up to 64 ways under every model.
pub const MATTERS_LIMIT: usize = 60;

impl Default for PredictOptions {
    fn default() -> Self {
        Self {
            models: vec![Model::from(PeakEnd::default())],
            weight: Weight::HALF,
            negativity: Negativity::NONE,
            way: WayChoice::All,
            customers: Customers::Average,
            segment: None,
            ending: None,
            headroom: Vec::new(),
            seed: 0,
            samples: 10_000,
        }
    }
}
