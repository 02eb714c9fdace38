//! Whole ways asked one by one: all of them where they are few, random ones where they are not.

use super::prediction::Unpredicted;
use super::segment::SegmentQuestion;
use super::tally::{ModelTally, Sum};
use crate::population::Sampler;
use crate::way::{RandomWays, Walk, all_ways};
use crate::{Model, Moment, NoValue, Profile};

/// Journeys with at most so many ways through are asked way by way. Chosen: as fast as drawing a sample.
const FEW_WAYS: usize = 1_000;
/// And with so many visits on all ways together, beyond two per touchpoint.
const FEW_VISITS: usize = 50_000;
/// How many visits a sample may have together; longer ways are drawn less often. Chosen: a second's work.
const SAMPLED_VISITS: f64 = 20_000_000.0;
/// The fewest random ways that are worth drawing. Chosen.
const FEWEST: usize = 100;
/// Of how many ways each touchpoint's score is moved to see whether that matters. Chosen.
const WAYS_MOVED: usize = 64;
/// How far a score is moved for that, and which change counts, in half-scales. Chosen: less than a rating resolves.
const NUDGE: f64 = 1e-3;
const UNMOVED: f64 = 1e-9;

/// Ways through a segment's journey that have a scored moment.
pub(super) struct Ways {
    pub(super) source: WaysSource,
    ways: Vec<Walk>,
}

/// Where the ways come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum WaysSource {
    /// These are all.
    All,
    /// Drawn at random; none if nothing asked for them.
    Random,
    /// They are too long to be drawn.
    TooLong {
        /// Expected visits of a way.
        visits: f64,
    },
}

impl Ways {
    /// All ways if they are few, else random ones if they are `wanted`.
    pub(super) fn of(question: &SegmentQuestion<'_>, wanted: bool, visits: f64) -> Self {
        let chain = question.chain;
        let has_score = |walk: &Walk| walk.touchpoints.iter().any(|&number| chain.score(number).is_some());
        if let Some(mut ways) = all_ways(chain, FEW_WAYS, FEW_VISITS + 2 * chain.len()) {
            ways.retain(has_score);
            return Self {
                source: WaysSource::All,
                ways,
            };
        }
        if !wanted {
            return Self {
                source: WaysSource::Random,
                ways: Vec::new(),
            };
        }
        Self::random(question, visits)
    }

    /// Random ways, of which one has so many visits on average.
    pub(super) fn random(question: &SegmentQuestion<'_>, visits: f64) -> Self {
        let chain = question.chain;
        let has_score = |walk: &Walk| walk.touchpoints.iter().any(|&number| chain.score(number).is_some());
        let affordable = (SAMPLED_VISITS / visits.max(1.0)) as usize;
        let samples = question.options.samples.min(affordable);
        if samples < question.options.samples.min(FEWEST) {
            return Self {
                source: WaysSource::TooLong { visits },
                ways: Vec::new(),
            };
        }
        let mut random = RandomWays::new(chain, question.options.seed, question.stream);
        let mut ways: Vec<Walk> = (0..samples)
            .map(|_| {
                let mut touchpoints = Vec::new();
                let ending = random.draw(&mut touchpoints);
                Walk {
                    touchpoints,
                    ending,
                    probability: 1.0,
                }
            })
            .collect();
        ways.retain(has_score);
        Self {
            source: WaysSource::Random,
            ways,
        }
    }

    /// The sums of the asked models; `scored` is the mass of journeys with a scored moment by ending.
    pub(super) fn values(&self, question: &SegmentQuestion<'_>, asked: &[usize], scored: &[f64]) -> Vec<ModelTally> {
        self.values_of(question, asked, scored, |number| question.chain.score(number))
    }

    /// The same where every visit draws its score.
    pub(super) fn drawn_values(
        &self,
        question: &SegmentQuestion<'_>,
        asked: &[usize],
        scored: &[f64],
        mut sampler: Sampler<'_>,
    ) -> Vec<ModelTally> {
        self.values_of(question, asked, scored, |number| {
            let score = question.chain.score(number)?;
            Some(sampler.draw(number).unwrap_or(score))
        })
    }

    fn values_of(
        &self,
        question: &SegmentQuestion<'_>,
        asked: &[usize],
        scored: &[f64],
        mut score: impl FnMut(usize) -> Option<f64>,
    ) -> Vec<ModelTally> {
        let mut moments = Moments::new(question);
        let mut samples: Vec<Vec<Sample>> = vec![vec![Sample::default(); scored.len()]; asked.len()];
        for way in &self.ways {
            moments.follow(question, way, &mut score);
            for (model, samples) in asked.iter().zip(&mut samples) {
                let model = &question.options.models[*model];
                let value = moments
                    .profile
                    .as_ref()
                    .map_or(Err(NoValue::TooLarge), |profile| model.value(profile));
                samples[way.ending].add(value, way.probability);
            }
        }
        let tally = |samples: Vec<Sample>| {
            let all = samples.iter().fold(Sample::default(), Sample::join);
            let by_ending = samples
                .iter()
                .zip(scored)
                .map(|(sample, mass)| self.sum(*sample, *mass));
            ModelTally {
                overall: self.sum(all, scored.iter().sum()),
                by_ending: by_ending.collect(),
            }
        };
        samples.into_iter().map(tally).collect()
    }

    fn sum(&self, sample: Sample, mass: f64) -> Result<Sum, Unpredicted> {
        if mass <= 0.0 {
            return Ok(Sum::default());
        }
        if let Some(reason) = sample.missing {
            return Err(Unpredicted::NoValue(reason));
        }
        match self.source {
            WaysSource::All => Ok(Sum {
                value: sample.sum,
                ..Sum::default()
            }),
            WaysSource::TooLong { visits } => Err(Unpredicted::TooLong { visits }),
            WaysSource::Random if sample.count < 2 => Err(Unpredicted::TooFewSamples { found: sample.count }),
            WaysSource::Random => {
                let count = sample.count as f64;
                let variance = sample.squares / (count - 1.0) / count;
                Ok(Sum {
                    value: mass * sample.mean,
                    variance: Some(mass * mass * variance),
                    ..Sum::default()
                })
            }
        }
    }

    /// By ending the sum of experienced scores, if these are all ways.
    pub(super) fn experienced(&self, question: &SegmentQuestion<'_>) -> Option<Vec<f64>> {
        if self.source != WaysSource::All {
            return None;
        }
        let mut moments = Moments::new(question);
        let mut sum = vec![0.0; question.chain.endings()];
        for way in &self.ways {
            moments.follow(question, way, |number| question.chain.score(number));
            sum[way.ending] += way.probability * moments.profile.as_ref()?.experienced();
        }
        Some(sum)
    }

    /// Whether a small change of a touchpoint's score changes the asked models' value of one of these ways.
    pub(super) fn matters(&self, question: &SegmentQuestion<'_>, asked: &[usize], touchpoint: usize) -> Vec<bool> {
        let mut matters = vec![false; asked.len()];
        let Some(score) = question.chain.score(touchpoint) else {
            return matters;
        };
        let step = NUDGE * question.scale.half();
        let nudged = [score - step, score + step]
            .into_iter()
            .filter(|score| question.scale.contains(*score));
        let mut moments = Moments::new(question);
        let value = |profile: &Option<Profile>, model: &Model| profile.as_ref().and_then(|p| model.value(p).ok());
        let passing = self.ways.iter().filter(|way| way.touchpoints.contains(&touchpoint));
        for way in passing.take(WAYS_MOVED) {
            moments.follow(question, way, |number| question.chain.score(number));
            let models = || asked.iter().map(|&number| &question.options.models[number]);
            let before: Vec<_> = models().map(|model| value(&moments.profile, model)).collect();
            for score in nudged.clone() {
                moments.follow(question, way, question.with((touchpoint, score)));
                for ((matters, model), before) in matters.iter_mut().zip(models()).zip(&before) {
                    *matters |= match (before, value(&moments.profile, model)) {
                        (Some(before), Some(after)) => (after - before).abs() > UNMOVED * question.scale.half(),
                        (Some(_), None) => true,
                        (None, _) => false,
                    };
                }
            }
        }
        matters
    }
}

impl SegmentQuestion<'_> {
    /// The scores with one touchpoint's replaced.
    fn with(&self, (replaced, by): (usize, f64)) -> impl Fn(usize) -> Option<f64> {
        move |number| {
            let score = self.chain.score(number)?;
            Some(if number == replaced { by } else { score })
        }
    }
}

/// The running sum and mean of a model's values, by Welford's recursion.
#[derive(Debug, Clone, Copy, Default)]
struct Sample {
    count: usize,
    sum: f64,
    mean: f64,
    squares: f64,
    missing: Option<NoValue>,
}

impl Sample {
    fn add(&mut self, value: Result<f64, NoValue>, probability: f64) {
        match value {
            Ok(value) => {
                self.count += 1;
                self.sum += probability * value;
                let off = value - self.mean;
                self.mean += off / self.count as f64;
                self.squares += off * (value - self.mean);
            }
            Err(reason) => self.missing = self.missing.or(Some(reason)),
        }
    }

    fn join(self, other: &Sample) -> Sample {
        let count = self.count + other.count;
        if count == 0 {
            return Sample {
                missing: self.missing.or(other.missing),
                ..self
            };
        }
        let (n, more, off) = (self.count as f64, other.count as f64, other.mean - self.mean);
        Sample {
            count,
            sum: self.sum + other.sum,
            mean: self.mean + off * more / count as f64,
            squares: self.squares + other.squares + off * off * n * more / count as f64,
            missing: self.missing.or(other.missing),
        }
    }
}

/// A profile that is used for one way after another.
pub(super) struct Moments {
    moments: Vec<Moment>,
    profile: Option<Profile>,
}

impl Moments {
    pub(super) fn new(question: &SegmentQuestion<'_>) -> Self {
        let neutral = Profile::from_scores(question.scale, &[question.scale.neutral()]).ok();
        let weighed = |profile: Profile| match question.influence {
            Some(influence) => profile.with_influence(influence.to_vec()).ok(),
            None => Some(profile),
        };
        Self {
            moments: Vec::new(),
            profile: neutral.and_then(weighed),
        }
    }

    /// Takes a way's scored moments.
    fn follow(&mut self, question: &SegmentQuestion<'_>, way: &Walk, mut score: impl FnMut(usize) -> Option<f64>) {
        self.moments.clear();
        for &number in &way.touchpoints {
            let Some(score) = score(number) else { continue };
            let visit = &question.chain.visits()[number];
            let (minutes, expectation, stage) = (visit.minutes, visit.expectation, visit.stage);
            self.moments.push(Moment {
                score,
                minutes,
                expectation,
                stage,
            });
        }
        // The blueprint has checked scores and durations, so only sums beyond a double's range fail.
        self.profile = self
            .profile
            .take()
            .and_then(|mut profile| profile.replace(&self.moments).is_ok().then_some(profile));
    }
}
