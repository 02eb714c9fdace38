//! What is predicted.

use crate::{Disagreement, Law, Model, NoValue};
use service_blueprint::{EndId, Scale, SegmentId, TouchpointId};

/// What customers will remember of a service: overall and by segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The scale of all scores.
    pub scale: Scale,
    /// All segments, mixed by their shares, given a scored moment.
    pub overall: Outlook,
    /// Each segment, in document order; with an ending asked for, only those that can come there.
    pub segments: Vec<SegmentOutlook>,
    /// Whether everything is exact; what was sampled says so itself, by its standard error. The law always is.
    pub exact: bool,
    /// By how much exact probabilities may be off: what is missing of a total of 1; in population mode those of each
    /// cut.
    pub error_bound: f64,
    /// How scores that lie anywhere were cut; none for an average customer, and where single scores were all there is.
    pub cut: Option<Cut>,
}

/// How scores that lie anywhere were cut to be counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// How many cells each side of neutral has.
    pub cells: u32,
    /// The widest bracket of what is remembered by peak and end, over segments and endings, as a share of the scale.
    pub width: f64,
    /// Whether it is as narrow as [`BRACKET_WIDTH`](crate::BRACKET_WIDTH) asks. If not, the grid is as fine as it gets.
    pub is_settled: bool,
}

/// Two scores between which the truth lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// It is not worse than this.
    pub worse: f64,
    /// It is not better than this.
    pub better: f64,
}

/// What single customers remember by peak and end, beside what an average one would.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SingleCustomers {
    /// Remembered by peak and end. The law's mean is the middle of it.
    pub remembered: Bracket,
    /// What a customer who feels the mean score everywhere would remember: the peak of the average customer is not the
    /// average peak.
    pub average_customer: f64,
    /// P(remembered worse than neutral) is not less than this,
    pub bad_memory_least: f64,
    /// and not more than this.
    pub bad_memory_most: f64,
}

/// One segment's part of a prediction.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentOutlook {
    /// The segment.
    pub id: SegmentId,
    /// Its share of all customers.
    pub share: f64,
    /// What is predicted for it.
    pub outlook: Outlook,
    /// The most likely way through.
    pub likely_way: LikelyWay,
}

/// The most likely way through. Of equally likely ones the first in document order.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelyWay {
    /// Its touchpoints in order, scored or not.
    pub touchpoints: Vec<TouchpointId>,
    /// Where it ends.
    pub ending: EndId,
    /// How many of the journeys go exactly this way.
    pub probability: f64,
}

/// What is predicted for some journeys. Where none of them has a scored moment, nothing is remembered.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// What is remembered, by model, in the order asked.
    pub remembered: Vec<Remembered>,
    /// E[duration-weighted mean of the way through], the plain mean without durations.
    pub experienced: Option<f64>,
    /// Remembered by peak and end, less experienced; positive where memory is better.
    pub memory_gap: Option<f64>,
    /// E\[the peak's score\], which is known where the law has too many pairs to keep them, too. In population mode the
    /// middle of both cuts.
    pub peak_score: Option<f64>,
    /// E\[the end's score\].
    pub end_score: Option<f64>,
    /// The joint law of peak and end. In population mode half of each cut.
    pub law: Law,
    /// In population mode, what single customers remember by peak and end.
    pub single_customers: Option<SingleCustomers>,
    /// Every touchpoint, in document order.
    pub touchpoints: Vec<TouchpointOutlook>,
    /// Every ending, in document order.
    pub endings: Vec<EndingOutlook>,
    /// P(a goal is reached); none where the blueprint marks no goal.
    pub goal: Option<f64>,
    /// P(no scored moment).
    pub unscored: f64,
    /// The touchpoint that is most often the peak.
    pub peak: Option<Attribution>,
    /// The touchpoint that is most often the trough.
    pub trough: Option<Attribution>,
    /// The touchpoint that is most often the end.
    pub end: Option<Attribution>,
    /// How far the on-scale models are apart.
    pub disagreement: Option<Disagreement>,
}

/// What one model says is remembered.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// The model.
    pub model: Model,
    /// The expected value in the model's unit, or why there is none.
    pub value: Result<Estimate, Unpredicted>,
}

/// An expected value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its standard error, where it was sampled.
    pub standard_error: Option<f64>,
    /// Where the truth lies, where scores had to be cut; the value is its middle.
    pub bracket: Option<Bracket>,
}

/// Why a model has no expected value.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Unpredicted {
    /// No journey has a scored moment.
    #[error("no journey has a scored moment")]
    NothingScored,
    /// The model has no value for some way through.
    #[error("for some ways through there is no value: {0}")]
    NoValue(#[from] NoValue),
    /// Too few random ways came to this ending.
    #[error("only {found} of the random ways drawn came here")]
    TooFewSamples {
        /// How many came.
        found: usize,
    },
    /// Ways are too long to be drawn.
    #[error("a way through has {visits:.0} visits on average, too many to draw random ways")]
    TooLong {
        /// Expected visits per journey.
        visits: f64,
    },
}

/// The part that one touchpoint plays.
///
/// Slopes, jumps and headroom are about the remembered experience under peak-end, and about this touchpoint's score
/// changing alone (overall: in every segment where it is scored). They are none where it is unscored, and in population
/// mode, where it has no single score that could move.
#[derive(Debug, Clone, PartialEq)]
pub struct TouchpointOutlook {
    /// The touchpoint.
    pub id: TouchpointId,
    /// Its experience; overall the mean over its visits.
    pub score: Option<f64>,
    /// Expected visits per journey.
    pub visits: f64,
    /// P(it is the remembered peak).
    pub p_peak: f64,
    /// P(it is the trough).
    pub p_trough: f64,
    /// P(it is the end).
    pub p_end: f64,
    /// Points remembered better per point better. At the end of the scale: as if the scale went on.
    pub slope_up: Option<f64>,
    /// Points remembered worse per point worse, as a positive number.
    pub slope_down: Option<f64>,
    /// What the smallest raise changes at once, by breaking ties; positive towards best.
    pub jump_up: Option<f64>,
    /// What the smallest lowering changes at once, by breaking ties; positive towards best.
    pub jump_down: Option<f64>,
    /// Remembered if this touchpoint alone rose to best.
    pub if_best: Option<f64>,
    /// Remembered if this touchpoint alone fell to worst.
    pub if_worst: Option<f64>,
    /// The models, by place in [`Outlook::remembered`], whose expected value changes when its score moves a little.
    /// Asked, as headroom is, of all touchpoints of a small blueprint and of named ones of a large one. None in population mode.
    pub matters_under: Vec<usize>,
}

/// Journeys to one ending.
#[derive(Debug, Clone, PartialEq)]
pub struct EndingOutlook {
    /// The ending.
    pub id: EndId,
    /// Whether it is a goal.
    pub is_goal: bool,
    /// P(the journey comes here).
    pub probability: f64,
    /// What is remembered given this ending, by model, in the order asked.
    pub remembered: Vec<Remembered>,
    /// `E[experienced]` given this ending.
    pub experienced: Option<f64>,
}

/// The touchpoint that most often is the peak, the trough or the end; the first in document order of equal ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The touchpoint.
    pub touchpoint: TouchpointId,
    /// In which share of journeys.
    pub share: f64,
}

impl Outlook {
    /// The expected value under the model of this name; none if it was not asked or has none.
    pub fn remembered(&self, model: &str) -> Option<f64> {
        let found = self
            .remembered
            .iter()
            .find(|remembered| remembered.model.name() == model)?;
        found.value.ok().map(|estimate| estimate.value)
    }
}
