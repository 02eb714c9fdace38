//! What is remembered when some touchpoints have fallen.

use super::{Failure, ImpactError, ImpactOptions, SegmentMemory};
use crate::{Branching, Chain, LawError, Negativity, PredictOptions, Weight, predict};
use service_blueprint::{Blueprint, Scale, Segment, Touchpoint};
use std::collections::HashMap;

/// A fall that ends so close to worst, in half-scales, has reached it by rounding only. The resolution of peak keys.
const RESOLUTION: f64 = 1e-9;

/// The memory of a blueprint, to be asked again and again with some touchpoints fallen.
pub(super) struct Memory<'b> {
    blueprint: &'b Blueprint,
    fall: Fall,
    journeys: Vec<Journey<'b>>,
}

/// One segment's journey, and what it was asked before.
struct Journey<'b> {
    segment: Segment<'b>,
    chain: Chain,
    /// The chain laid out, with the scores that were asked last.
    branching: Branching,
    /// The segment's share times P(a scored moment): its weight in the mix.
    weight: f64,
    now: Option<f64>,
    /// What is remembered with these touchpoints fallen: many carriers carry the same.
    known: HashMap<Vec<usize>, Option<f64>>,
}

/// How touchpoints fall, and how memory is asked.
#[derive(Clone, Copy)]
struct Fall {
    scale: Scale,
    weight: Weight,
    negativity: Negativity,
    by: Option<f64>,
}

impl Fall {
    /// A score after the fall.
    fn of(self, score: f64) -> f64 {
        match self.by {
            Some(by) if self.left(score, by) > RESOLUTION * self.scale.half() => score - by * self.scale.direction(),
            _ => self.scale.worst(),
        }
    }

    /// Whether a score has fewer points to fall than it should.
    fn is_cut_short(self, score: f64) -> bool {
        let past = |by: f64| self.left(score, by) < -RESOLUTION * self.scale.half();
        self.by.is_some_and(past)
    }

    /// How many points above worst a score ends that falls by so many; negative past worst.
    fn left(self, score: f64, by: f64) -> f64 {
        self.scale.gain(self.scale.worst(), score) - by
    }

    /// By how many points memory has become worse.
    fn loss(self, now: Option<f64>, then: Option<f64>) -> Option<f64> {
        let (now, then) = now.zip(then)?;
        Some(self.scale.gain(then, now))
    }

    fn remembered(self, branching: &Branching) -> Result<Option<f64>, LawError> {
        branching.mean(self.weight, self.negativity)
    }
}

impl<'b> Journey<'b> {
    fn of(blueprint: &Blueprint, segment: Segment<'b>, fall: Fall) -> Result<Self, ImpactError> {
        let id = || segment.id().clone();
        let law = |source| ImpactError::Law { segment: id(), source };
        let chain = Chain::of(blueprint, segment).map_err(|source| ImpactError::Chain { segment: id(), source })?;
        let branching = Branching::new(&chain, fall.scale).map_err(law)?;
        let now = fall.remembered(&branching).map_err(law)?;
        Ok(Self {
            segment,
            weight: segment.share() * branching.scored(),
            chain,
            branching,
            now,
            known: HashMap::new(),
        })
    }

    /// Whether these customers meet the touchpoint and leave it with a score.
    fn feels(&self, touchpoint: usize) -> bool {
        self.chain.is_reachable(touchpoint) && self.chain.score(touchpoint).is_some()
    }

    fn remembered(&mut self, fallen: &[usize], fall: Fall) -> Result<Option<f64>, ImpactError> {
        let felt: Vec<usize> = fallen.iter().copied().filter(|&number| self.feels(number)).collect();
        if felt.is_empty() {
            return Ok(self.now);
        }
        if let Some(known) = self.known.get(&felt) {
            return Ok(*known);
        }
        self.branching.set_scores(|number| {
            let score = self.chain.score(number)?;
            Some(match felt.binary_search(&number) {
                Ok(_) => fall.of(score),
                Err(_) => score,
            })
        });
        let found = fall.remembered(&self.branching).map_err(|source| ImpactError::Law {
            segment: self.segment.id().clone(),
            source,
        })?;
        self.known.insert(felt, found);
        Ok(found)
    }
}

impl<'b> Memory<'b> {
    /// The memory as it is now.
    pub(super) fn of(blueprint: &'b Blueprint, options: &ImpactOptions) -> Result<Self, ImpactError> {
        let fall = Fall {
            scale: blueprint.scale(),
            weight: options.weight,
            negativity: options.negativity,
            by: options.by,
        };
        let journeys = blueprint
            .segments()
            .map(|segment| Journey::of(blueprint, segment, fall));
        let mut memory = Self {
            blueprint,
            fall,
            journeys: journeys.collect::<Result<_, _>>()?,
        };
        if fall.by.is_none() && options.activity.is_none() {
            memory.learn_single_falls();
        }
        Ok(memory)
    }

    /// What is remembered when one touchpoint alone falls to worst is its headroom, which one pass tells of all touchpoints
    /// of a segment; most activities carry a single touchpoint. What no pass tells is asked by itself.
    fn learn_single_falls(&mut self) {
        let asked = PredictOptions {
            models: Vec::new(),
            weight: self.fall.weight,
            negativity: self.fall.negativity,
            ..PredictOptions::default()
        };
        let Ok(prediction) = predict(self.blueprint, &asked) else {
            return;
        };
        for (journey, segment) in self.journeys.iter_mut().zip(&prediction.segments) {
            if segment.id != *journey.segment.id() {
                continue;
            }
            for (number, touchpoint) in segment.outlook.touchpoints.iter().enumerate() {
                if journey.feels(number) && touchpoint.if_worst.is_some() {
                    journey.known.insert(vec![number], touchpoint.if_worst);
                }
            }
        }
    }

    /// What is remembered now.
    pub(super) fn remembered(&self) -> Option<f64> {
        self.mixed(self.journeys.iter().map(|journey| journey.now))
    }

    /// What each segment remembers now.
    pub(super) fn segments(&self) -> Vec<SegmentMemory<'b>> {
        let memory = |journey: &Journey<'b>| SegmentMemory {
            segment: journey.segment,
            remembered: journey.now,
            loss: journey.now.map(|_| 0.0),
        };
        self.journeys.iter().map(memory).collect()
    }

    /// What becomes of it when something fails that carries these touchpoints: positions, ascending.
    pub(super) fn failure<T>(&mut self, of: T, carried: Vec<usize>) -> Result<Failure<'b, T>, ImpactError> {
        let blueprint = self.blueprint;
        let (felt, unfelt): (Vec<usize>, Vec<usize>) = carried
            .into_iter()
            .partition(|&number| self.scores(number).next().is_some());
        let cut: Vec<usize> = felt
            .iter()
            .copied()
            .filter(|&number| self.scores(number).any(|score| self.fall.is_cut_short(score)))
            .collect();
        let fall = self.fall;
        let mut segments = Vec::with_capacity(self.journeys.len());
        for journey in &mut self.journeys {
            let remembered = journey.remembered(&felt, fall)?;
            segments.push(SegmentMemory {
                segment: journey.segment,
                remembered,
                loss: fall.loss(journey.now, remembered),
            });
        }
        let remembered = self.mixed(segments.iter().map(|one| one.remembered));
        let named = |numbers: Vec<usize>| -> Vec<Touchpoint<'b>> {
            let found = numbers.into_iter().filter_map(|number| blueprint.touchpoint_at(number));
            found.collect()
        };
        Ok(Failure {
            of,
            touchpoints: named(felt),
            unscored: named(unfelt),
            reached_worst: named(cut),
            remembered,
            loss: fall.loss(self.remembered(), remembered),
            segments,
        })
    }

    /// The scores that segments give a touchpoint.
    fn scores(&self, touchpoint: usize) -> impl Iterator<Item = f64> {
        self.journeys
            .iter()
            .filter_map(move |journey| journey.chain.score(touchpoint))
    }

    /// Mixed by share, given a scored moment.
    fn mixed(&self, remembered: impl Iterator<Item = Option<f64>>) -> Option<f64> {
        let (mut sum, mut mass) = (0.0, 0.0);
        for (journey, remembered) in self.journeys.iter().zip(remembered) {
            if let Some(remembered) = remembered {
                sum += journey.weight * remembered;
                mass += journey.weight;
            }
        }
        (mass > 0.0).then(|| sum / mass)
    }
}
