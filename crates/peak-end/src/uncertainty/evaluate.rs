//! One journey under other scores: the one place that asks the law.

use crate::law::{Asked, Felt, Journeys, Order, Tie};
use crate::{Chain, LawError, PredictOptions, Weight};
use service_blueprint::Scale;

/// One segment's journey, laid out once to be asked again and again.
pub(super) struct Journey {
    journeys: Journeys,
    weight: Weight,
    order: Order,
    touchpoints: usize,
    /// P(a scored moment); like the end, it does not depend on what the scores are.
    pub(super) scored: f64,
    /// By node, P(it is the end).
    p_end: Vec<f64>,
}

/// What is remembered of a journey, given a scored moment.
#[derive(Debug, Clone)]
pub(super) struct Remembered {
    pub(super) mean: f64,
    /// By touchpoint.
    pub(super) p_peak: Vec<f64>,
}

impl Journey {
    pub(super) fn new(chain: &Chain, scale: Scale, options: &PredictOptions) -> Result<Self, LawError> {
        let journeys = Journeys::new(chain, scale)?;
        Ok(Self {
            weight: options.weight,
            order: Order::Peak(options.negativity, Tie::Worst),
            touchpoints: chain.len(),
            scored: journeys.mass().iter().sum(),
            p_end: journeys.p_end(),
            journeys,
        })
    }

    /// What is remembered if touchpoints have these scores, which are given wherever they were; none where no way has
    /// a scored moment.
    pub(super) fn remembered(&mut self, scores: &[Option<f64>]) -> Result<Option<Remembered>, LawError> {
        if self.scored <= 0.0 {
            return Ok(None);
        }
        let score = |touchpoint: &usize| scores[*touchpoint];
        let felt: Vec<Option<(f64, f64)>> = (self.journeys.layout.touchpoints.iter())
            .map(|touchpoint| score(touchpoint).map(|score| (score, 1.0)))
            .collect();
        self.journeys.felt = Felt::new(felt.iter().map(Option::as_slice));
        let levels = self.journeys.levels(self.order);
        let mut credit = self.journeys.sweep(&levels, Asked::Credit)?.credit;
        let mut mean = 0.0;
        for ((credit, end), felt) in credit.iter_mut().zip(&self.p_end).zip(&felt) {
            *credit /= self.scored;
            if let Some((score, _)) = felt {
                mean += score * self.weight.mix(*credit, end / self.scored);
            }
        }
        let p_peak = self.journeys.by_touchpoint(&credit, self.touchpoints);
        Ok(Some(Remembered { mean, p_peak }))
    }
}
