//! What one segment's journeys add up to.

use super::exact::{Exact, Order};
use super::features::{Feature, FeatureSum, feature_sum};
use super::options::PredictOptions;
use super::tally::{ModelTally, Tally, TouchpointTally};
use super::ways::{Moments, Ways, WaysSource};
use crate::chain::Chain;
use crate::{LawError, PeakEnd, PeakRule, TieRule};
use service_blueprint::Scale;

/// One segment's chain, and what is asked of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SegmentQuestion<'a> {
    pub(super) chain: &'a Chain,
    pub(super) scale: Scale,
    /// The influence of each stage, where stages have one.
    pub(super) influence: Option<&'a [f64]>,
    pub(super) options: &'a PredictOptions,
    /// By touchpoint, whether its headroom is asked for.
    pub(super) headroom: &'a [bool],
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
        let mut exact = Exact::new(self.chain, self.scale)?;
        let mut tally = Tally::empty(models.len(), self.chain.endings(), self.chain.len());
        tally.journeys = 1.0;
        tally.ending.clone_from(&exact.scored.ending);
        tally.scored = exact.mass();
        tally.atoms = exact.law(self.options.negativity)?;
        self.attributions(&mut exact, &mut tally)?;

        let methods: Vec<Method> = models
            .iter()
            .map(|model| feature_sum(model, self.scale).map_or(Method::WholeWays, Method::Features))
            .collect();
        let sampled = methods.iter().any(|method| matches!(method, Method::WholeWays));
        let ways = Ways::of(self, sampled, exact.scored.visits.iter().sum());
        self.headroom(&mut exact, &ways, &mut tally)?;
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
                exact.feature(Feature::DurationWeightedMean)?
            }
        };

        let whole: Vec<usize> = methods.iter().zip(0..).filter_map(whole).collect();
        for touchpoint in (0..self.chain.len()).filter(|&touchpoint| self.headroom[touchpoint]) {
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

    /// Attributions and slopes.
    fn attributions(&self, exact: &mut Exact, tally: &mut Tally) -> Result<(), LawError> {
        let (weight, negativity) = (self.options.weight.get(), self.options.negativity);
        let peak = exact.sweep(Order::Peak(negativity))?;
        let trough = exact.sweep(Order::Trough)?;
        let ends = exact.ends()?;
        let moves = exact.peak_moves(negativity)?;
        for (number, visits) in exact.scored.visits.iter().enumerate() {
            let score = self.chain.score(number);
            tally.touchpoints[number].visits = *visits;
            tally.touchpoints[number].score = score;
        }
        for (node, &number) in exact.scored.touchpoints.clone().iter().enumerate() {
            let (score, end) = (exact.scored.scores[node], ends[node]);
            tally.remembered += score * (weight * peak.credit[node] + (1.0 - weight) * end);
            let found = &mut tally.touchpoints[number];
            let moved = moves[node];
            *found = TouchpointTally {
                felt: found.visits,
                scores: found.visits * score,
                peak: peak.credit[node],
                trough: trough.credit[node],
                end,
                slope_up: weight * moved.up + (1.0 - weight) * end,
                slope_down: weight * moved.down + (1.0 - weight) * end,
                jump_up: weight * moved.jump_up,
                jump_down: weight * moved.jump_down,
                ..std::mem::take(found)
            };
        }
        Ok(())
    }

    /// Remembered if one touchpoint alone were at best or at worst.
    fn headroom(&self, exact: &mut Exact, ways: &Ways, tally: &mut Tally) -> Result<(), LawError> {
        let (weight, negativity) = (self.options.weight, self.options.negativity);
        let peak = PeakRule::MostIntense {
            tie: TieRule::Worst,
            negativity,
        };
        let model = PeakEnd {
            weight,
            peak,
            ..PeakEnd::default()
        };
        let few = ways.are_few(exact.scored.scores.len());
        let mut moments = Moments::new(self);
        for number in (0..self.chain.len()).filter(|&number| self.headroom[number]) {
            let mut remembered = |exact: &mut Exact, score: f64| match exact.node(number) {
                Some(_) if few => Ok(ways.remembered_if(self, &mut moments, model, (number, score))),
                Some(node) => exact.remembered_if(negativity, weight.get(), node, score),
                None => Ok(tally.remembered),
            };
            let if_best = Some(remembered(exact, self.scale.best())?);
            let if_worst = Some(remembered(exact, self.scale.worst())?);
            let found = &mut tally.touchpoints[number];
            (found.if_best, found.if_worst) = (if_best, if_worst);
        }
        Ok(())
    }
}
