//! One journey under other scores: the one place that asks the law.

use crate::{Branching, Chain, LawError, Negativity, PredictOptions, Weight};
use service_blueprint::Scale;

/// One segment's journey, to be asked again and again.
pub(super) struct Journey<'a> {
    chain: &'a Chain,
    scale: Scale,
    weight: Weight,
    negativity: Negativity,
    /// P(a scored moment); it does not depend on the scores.
    pub(super) scored: f64,
}

/// What is remembered of a journey, given a scored moment.
#[derive(Debug, Clone)]
pub(super) struct Remembered {
    pub(super) mean: f64,
    /// By touchpoint.
    pub(super) p_peak: Vec<f64>,
}

impl<'a> Journey<'a> {
    pub(super) fn new(chain: &'a Chain, scale: Scale, options: &PredictOptions) -> Result<Self, LawError> {
        Ok(Self {
            scored: Branching::new(chain, scale)?.scored(),
            chain,
            scale,
            weight: options.weight,
            negativity: options.negativity,
        })
    }

    /// What is remembered if touchpoints have these scores, which are given wherever they were; none where no way has
    /// a scored moment.
    pub(super) fn remembered(&self, scores: &[Option<f64>]) -> Result<Option<Remembered>, LawError> {
        let chain = self
            .chain
            .with_scores(|touchpoint, given| scores[touchpoint].unwrap_or(given));
        let found = Branching::new(&chain, self.scale)?.remembering(self.weight, self.negativity)?;
        Ok(found.law.mean().map(|mean| Remembered {
            mean,
            p_peak: found.p_peak,
        }))
    }
}
