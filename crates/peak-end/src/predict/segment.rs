//! What one segment's journeys add up to.

use super::exact::Exact;
use super::features::{FeatureSum, feature_sum};
use super::options::PredictOptions;
use super::tally::{ModelTally, Slopes, Tally, TouchpointTally};
use super::ways::{Ways, WaysSource};
use crate::LawError;
use crate::chain::Chain;
use crate::law::{Journeys, LawSum, Order, Tie};
use service_blueprint::Scale;

/// One segment's chain, and what is asked of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SegmentQuestion<'a> {
    pub(super) chain: &'a Chain,
    pub(super) scale: Scale,
    /// The influence of each stage, where stages have one.
    pub(super) influence: Option<&'a [f64]>,
    pub(super) options: &'a PredictOptions,
    /// By touchpoint, whether it is asked by name what moving its score does.
    pub(super) named: &'a [bool],
    /// By touchpoint, whether it is asked under which models its score matters.
    pub(super) matters: &'a [bool],
    /// Which of the seed's random streams is this segment's.
    pub(super) stream: u64,
}

/// How each model is computed.
enum Method {
    Features(FeatureSum),
    WholeWays,
}

impl SegmentQuestion<'_> {
    /// # Errors
    /// [`LawError`] where the chain branches too much.
    pub(super) fn tally(&self) -> Result<Tally, LawError> {
        let models = &self.options.models;
        let journeys = Journeys::new(self.chain, self.scale)?;
        let mut exact = Exact::new(journeys, self.chain, self.named);
        let mut tally = Tally::empty(
            LawSum::new(self.scale, self.options.weight),
            models.len(),
            self.chain.endings(),
            self.chain.len(),
        );
        tally.journeys = 1.0;
        tally.ending.clone_from(&exact.journeys.ends.ending);
        tally.scored = exact.mass();
        tally.law = exact.law(self.options.weight, self.options.negativity)?;
        self.attributions(&mut exact, &mut tally)?;
        tally.missing = exact.missing();

        let methods: Vec<Method> = models
            .iter()
            .map(|model| feature_sum(model, self.scale, exact.is_timed()).map_or(Method::WholeWays, Method::Features))
            .collect();
        let sampled = methods.iter().any(|method| matches!(method, Method::WholeWays));
        let ways = Ways::of(self, sampled, exact.journeys.ends.visits.iter().sum());
        let whole = |(method, number): (&Method, usize)| match method {
            Method::WholeWays => Some(number),
            Method::Features(_) => None,
        };
        // A few ways are asked one by one under every model; of many, only models that need whole ways ask samples.
        let asked: Vec<usize> = match ways.source {
            WaysSource::All => (0..models.len()).collect(),
            WaysSource::Random | WaysSource::TooLong { .. } => methods.iter().zip(0..).filter_map(whole).collect(),
        };
        for (number, found) in asked.iter().zip(ways.values(self, &asked, &tally.scored)) {
            tally.models[*number] = found;
        }
        tally.experienced = match ways.experienced(self) {
            Some(experienced) => experienced,
            None => {
                for (number, method) in methods.iter().enumerate() {
                    if let Method::Features(sum) = method {
                        tally.models[number] = ModelTally::exact(exact.feature_sum(sum)?);
                    }
                }
                exact.experienced()?
            }
        };

        let whole: Vec<usize> = methods.iter().zip(0..).filter_map(whole).collect();
        for touchpoint in (0..self.chain.len()).filter(|&touchpoint| self.matters[touchpoint]) {
            let Some(node) = exact.node(touchpoint) else { continue };
            for (number, method) in methods.iter().enumerate() {
                if let Method::Features(sum) = method {
                    let mut matters = false;
                    for (_, feature) in sum.terms.iter().filter(|(weight, _)| *weight != 0.0) {
                        matters |= exact.matters(*feature, node)?;
                    }
                    tally.touchpoints[touchpoint].matters[number] = matters;
                }
            }
            for (number, matters) in whole.iter().zip(ways.matters(self, &whole, touchpoint)) {
                tally.touchpoints[touchpoint].matters[*number] = matters;
            }
        }
        Ok(tally)
    }

    /// Attributions, slopes and headroom.
    fn attributions(&self, exact: &mut Exact, tally: &mut Tally) -> Result<(), LawError> {
        let (weight, negativity) = (self.options.weight.get(), self.options.negativity);
        let peak = exact.ordered(Order::Peak(negativity, Tie::Worst))?;
        let trough = exact.ordered(Order::Trough)?;
        let moves = exact.peak_moves(negativity)?;
        let ends = exact.journeys.p_end();
        for (number, found) in tally.touchpoints.iter_mut().enumerate() {
            found.score = self.chain.score(number);
        }
        let scores: Vec<Option<f64>> = (0..ends.len()).map(|node| exact.journeys.felt.mean(node)).collect();
        for (node, score) in scores.iter().enumerate() {
            let Some(score) = score else { continue };
            tally.peak += score * peak.sweep.credit[node];
            tally.end += score * ends[node];
            tally.remembered += score * (weight * peak.sweep.credit[node] + (1.0 - weight) * ends[node]);
        }
        for (node, score) in scores.into_iter().enumerate() {
            let number = exact.journeys.layout.touchpoints[node];
            let visits = exact.journeys.ends.visits[node];
            tally.touchpoints[number].visits = visits;
            let Some(score) = score else { continue };
            let end = ends[node];
            let (if_best, if_worst) = exact.headroom(negativity, weight, node, tally.remembered)?.unzip();
            tally.touchpoints[number] = TouchpointTally {
                felt: visits,
                scores: visits * score,
                peak: peak.sweep.credit[node],
                trough: trough.sweep.credit[node],
                end,
                slopes: moves[node].map(|moved| Slopes {
                    up: weight * moved.up + (1.0 - weight) * end,
                    down: weight * moved.down + (1.0 - weight) * end,
                    jump_up: weight * moved.jump_up,
                    jump_down: weight * moved.jump_down,
                }),
                if_best,
                if_worst,
                ..std::mem::take(&mut tally.touchpoints[number])
            };
        }
        let (remembered, touchpoints) = (tally.remembered, tally.touchpoints.iter_mut().enumerate());
        // Where nobody comes with a score, moving it moves nothing.
        for (_, found) in touchpoints.filter(|(number, _)| exact.node(*number).is_none()) {
            (found.slopes, found.if_best, found.if_worst) =
                (Some(Slopes::default()), Some(remembered), Some(remembered));
        }
        Ok(())
    }
}
