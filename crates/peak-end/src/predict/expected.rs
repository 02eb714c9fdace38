//! What one model's value is on average, and nothing else: for those who ask many journeys.

use super::exact::Exact;
use super::features::feature_sum;
use super::options::PredictOptions;
use super::prediction::Unpredicted;
use super::segment::SegmentQuestion;
use super::ways::Ways;
use crate::chain::Chain;
use crate::law::Journeys;
use crate::{LawError, Model};
use service_blueprint::Scale;

/// How many random ways are drawn where they are not few. Chosen: a tenth of a prediction's, as thousands of sets are
/// asked; the same seed for each set makes most of the noise common to all.
const SAMPLES: usize = 1_000;

/// A model's expected value over journeys with a scored moment, each with its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Expected {
    /// P(a scored moment).
    pub(crate) scored: f64,
    /// The sum of values; 0 where there is no scored moment.
    pub(crate) sum: f64,
    /// Whether no random ways were drawn for it.
    pub(crate) exact: bool,
}

/// Why there is none.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NotExpected {
    /// The law of the chain cannot be computed.
    Law(LawError),
    /// The model has no value.
    Model(Unpredicted),
}

/// The expected value of a model: exact where it is a sum of features and where ways are few, else of random ways, the
/// same for the same chain and `stream`.
pub(crate) fn expected(
    model: &Model,
    chain: &Chain,
    scale: Scale,
    influence: Option<&[f64]>,
    stream: u64,
) -> Result<Expected, NotExpected> {
    let journeys = Journeys::new(chain, scale).map_err(NotExpected::Law)?;
    let visits = journeys.ends.visits.iter().sum();
    let mut exact = Exact::unmoved(journeys, chain);
    let mass = exact.mass();
    let scored: f64 = mass.iter().sum();
    if scored <= 0.0 {
        return Ok(Expected {
            scored: 0.0,
            sum: 0.0,
            exact: true,
        });
    }
    if let Some(features) = feature_sum(model, scale, exact.is_timed()) {
        let by_ending = exact.feature_sum(&features).map_err(NotExpected::Law)?;
        let mut sum = 0.0;
        for value in by_ending {
            sum += value.map_err(|reason| NotExpected::Model(Unpredicted::NoValue(reason)))?;
        }
        return Ok(Expected {
            scored,
            sum,
            exact: true,
        });
    }
    let options = PredictOptions {
        models: vec![model.clone()],
        samples: SAMPLES,
        ..PredictOptions::default()
    };
    let question = SegmentQuestion {
        chain,
        scale,
        influence,
        options: &options,
        named: &[],
        matters: &[],
        stream,
    };
    let ways = Ways::of(&question, true, visits);
    let found = ways.values(&question, &[0], &mass).pop();
    let sum = found.map_or(Err(Unpredicted::NothingScored), |found| found.overall);
    let sum = sum.map_err(NotExpected::Model)?;
    Ok(Expected {
        scored,
        sum: sum.value,
        exact: sum.variance.is_none(),
    })
}
