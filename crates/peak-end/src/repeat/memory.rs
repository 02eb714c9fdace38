//! One segment's memory of one journey after the other.

use super::mean::Mean;
use super::{Adapting, Episode, Perceived, RepeatError, RepeatOptions, RepeatedTouchpoint};
use crate::branching::Credits;
use crate::{Attribution, Branching, Chain, LawError};
use service_blueprint::{Blueprint, Scale, Segment, Touchpoint};

/// Probabilities that are as close as this are the same but for rounding; the first touchpoint is named then.
const SAME: f64 = 1e-12;

/// What the journeys of one episode add up to, each counted with its probability.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// P(a scored moment), and the sum of what is remembered.
    scored: f64,
    remembered: f64,
    expectation: Mean,
    satisfaction: Mean,
    /// By touchpoint, P(it is the peak) and P(it is the end).
    p_peak: Vec<f64>,
    p_end: Vec<f64>,
    /// By touchpoint, whether the formula led beyond the scale.
    clamped: Vec<bool>,
}

impl Sums {
    /// Of a blueprint with so many touchpoints, nothing yet.
    pub(super) fn new(touchpoints: usize) -> Self {
        Self {
            p_peak: vec![0.0; touchpoints],
            p_end: vec![0.0; touchpoints],
            clamped: vec![false; touchpoints],
            ..Self::default()
        }
    }

    /// Adds what so large a share of all customers lives through.
    pub(super) fn add(&mut self, share: f64, other: &Self) {
        self.scored += share * other.scored;
        self.remembered += share * other.remembered;
        let means = [
            (&mut self.expectation, other.expectation),
            (&mut self.satisfaction, other.satisfaction),
        ];
        for (mean, other) in means {
            mean.join(share, other);
        }
        for (clamped, other) in self.clamped.iter_mut().zip(&other.clamped) {
            *clamped |= other;
        }
        for (sums, others) in [(&mut self.p_peak, &other.p_peak), (&mut self.p_end, &other.p_end)] {
            for (sum, other) in sums.iter_mut().zip(others) {
                *sum += share * other;
            }
        }
    }

    /// What is remembered of all journeys, one without a scored moment counting as neutral.
    pub(super) fn with_neutral(&self, scale: Scale) -> f64 {
        self.remembered + (1.0 - self.scored) * scale.neutral()
    }

    /// What they say; `first` is what was remembered of the first journey, none in that journey itself.
    pub(super) fn episode(&self, blueprint: &Blueprint, first: Option<f64>) -> Episode {
        let remembered = (self.scored > 0.0).then(|| self.remembered / self.scored);
        let loss = remembered.zip(first.or(remembered));
        Episode {
            remembered,
            // Adding 0 turns the −0 of a turned scale into 0.
            loss: loss.map(|(now, first)| blueprint.scale().gain(now, first) + 0.0),
            expectation: self.expectation.get(),
            satisfaction: self.satisfaction.get(),
            peak: self.most(&self.p_peak, blueprint),
            end: self.most(&self.p_end, blueprint),
            clamped: self.clamped.iter().filter(|clamped| **clamped).count(),
        }
    }

    /// The touchpoint with the largest sum, the first of those equal within rounding.
    fn most(&self, sums: &[f64], blueprint: &Blueprint) -> Option<Attribution> {
        let mut best: Option<(usize, f64)> = None;
        for (number, sum) in sums.iter().enumerate() {
            let share = sum / self.scored;
            if share > 0.0 && best.is_none_or(|(_, most)| share > most + SAME) {
                best = Some((number, share));
            }
        }
        let (number, share) = best?;
        let touchpoint = blueprint.touchpoint_at(number)?.id().clone();
        Some(Attribution { touchpoint, share })
    }
}

/// One segment's journey, gone through again and again.
pub(super) struct Journey<'b> {
    blueprint: &'b Blueprint,
    segment: Segment<'b>,
    branching: Branching,
    /// Every touchpoint that these customers score, and where its adaptation has come to.
    touchpoints: Vec<RepeatedTouchpoint<'b>>,
    adapting: Vec<Adapting>,
    /// What was perceived in the last episode, and what memory made of it.
    scores: Vec<Option<f64>>,
    credits: Option<Credits>,
}

impl<'b> Journey<'b> {
    /// The journey of customers who expect at first what `expectation` says.
    pub(super) fn of(
        blueprint: &'b Blueprint,
        segment: Segment<'b>,
        options: &RepeatOptions,
        expectation: &dyn Fn(Touchpoint<'b>, Segment<'b>) -> Option<f64>,
    ) -> Result<Self, RepeatError> {
        let chain = Chain::of(blueprint, segment).map_err(|source| RepeatError::Chain {
            segment: segment.id().clone(),
            source,
        })?;
        let branching = Branching::new(&chain, blueprint.scale()).map_err(|source| law(segment, source))?;
        let visits = branching.visits();
        let mut touchpoints = Vec::new();
        for touchpoint in blueprint.touchpoints() {
            let number = touchpoint.position();
            let Some(score) = chain.score(number) else {
                continue;
            };
            let expected = expectation(touchpoint, segment);
            let adapting = options.adaptation.episodes(blueprint.scale(), score, expected);
            touchpoints.push(RepeatedTouchpoint {
                touchpoint,
                visits: visits[number],
                is_expected: expected.is_some(),
                adapting: adapting.map_err(|source| RepeatError::OffScale {
                    touchpoint: touchpoint.id().clone(),
                    source,
                })?,
            });
        }
        Ok(Self {
            blueprint,
            segment,
            branching,
            adapting: touchpoints.iter().map(RepeatedTouchpoint::episodes).collect(),
            touchpoints,
            scores: vec![None; blueprint.touchpoints().len()],
            credits: None,
        })
    }

    /// The segment.
    pub(super) fn segment(&self) -> Segment<'b> {
        self.segment
    }

    /// The touchpoints that the segment scores, in document order.
    pub(super) fn into_touchpoints(self) -> Vec<RepeatedTouchpoint<'b>> {
        self.touchpoints
    }

    /// What the next episode adds up to.
    pub(super) fn next(&mut self, options: &RepeatOptions) -> Result<Sums, RepeatError> {
        let perceived: Vec<Perceived> = self.adapting.iter_mut().filter_map(Iterator::next).collect();
        let mut has_changed = false;
        for (of, now) in self.touchpoints.iter().zip(&perceived) {
            let before = self.scores[of.touchpoint.position()].replace(now.score);
            has_changed |= before != Some(now.score);
        }
        // Once expectation has settled, and where it never moves, nothing is computed again.
        if has_changed {
            self.branching.set_scores(|number| self.scores[number]);
            let credits = self.branching.credits(options.weight, options.negativity);
            self.credits = credits.map_err(|source| law(self.segment, source))?;
        }
        Ok(self.sums(&perceived))
    }

    fn sums(&self, perceived: &[Perceived]) -> Sums {
        let mut sums = Sums::new(self.scores.len());
        if let Some(credits) = &self.credits {
            sums.scored = self.branching.scored();
            sums.remembered = sums.scored * credits.mean;
            sums.p_peak.clone_from(&credits.p_peak);
            sums.p_end.clone_from(&credits.p_end);
        }
        for (of, now) in self.touchpoints.iter().zip(perceived) {
            let surprise = self.blueprint.scale().gain(now.expectation, of.score());
            sums.expectation.add(of.visits, now.expectation);
            sums.satisfaction.add(of.visits, surprise);
            sums.clamped[of.touchpoint.position()] = now.clamped && of.visits > 0.0;
        }
        sums
    }
}

fn law(segment: Segment<'_>, source: LawError) -> RepeatError {
    RepeatError::Law {
        segment: segment.id().clone(),
        source,
    }
}
