//! What stands behind the scores: what can be resampled, and what is held fixed.

use service_blueprint::document::{Histogram, Rating, Survey};
use service_blueprint::{Blueprint, Scale, Segment, SegmentId, Touchpoint, TouchpointId};

use super::resample::{Draw, MeanDraw, RatingsDraw};
use crate::predict::{AskedSegment, asked};
use crate::{PredictError, PredictOptions};

/// What stands behind the scores that a prediction uses, in document order, overrides after what they override.
#[derive(Debug, Clone, PartialEq)]
pub struct Sources {
    /// Surveys that say how many rated and how they differed: drawn anew in every resample.
    pub resampled: Vec<Resampled>,
    /// Scores that do not: the same in every resample.
    pub held_fixed: Vec<HeldFixed>,
}

/// A survey that is drawn anew in every resample, for all the segments that share it at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Resampled {
    /// The touchpoint that it rates.
    pub touchpoint: TouchpointId,
    /// The segment whose own it is; none for the touchpoint's.
    pub segment: Option<SegmentId>,
    /// How many ratings it has.
    pub ratings: u64,
}

/// A score that is the same in every resample.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldFixed {
    /// The touchpoint.
    pub touchpoint: TouchpointId,
    /// The segment whose own score it is; none for the touchpoint's.
    pub segment: Option<SegmentId>,
    /// Why it is held fixed.
    pub reason: FixedReason,
}

/// Why a score is held fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum FixedReason {
    /// A bare number.
    #[error("assumed")]
    Assumed,
    /// A mean without the number of ratings.
    #[error("a mean without `n`")]
    NoCount,
    /// A mean without the standard deviation.
    #[error("`n` without `sd`")]
    NoDeviation,
    /// A single rating says nothing about others.
    #[error("a single rating")]
    OneRating,
    /// All ratings were the same, and resampling knows no other.
    #[error("all ratings the same")]
    AllTheSame,
    /// The survey's scale goes on where the blueprint's does not, and too close to its mean.
    #[error("ratings may lie where the blueprint's scale has nothing")]
    NoCounterpart,
}

impl FixedReason {
    /// A stable name, in snake_case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::NoCount => "no_count",
            Self::NoDeviation => "no_deviation",
            Self::OneRating => "one_rating",
            Self::AllTheSame => "all_the_same",
            Self::NoCounterpart => "no_counterpart",
        }
    }
}

impl Sources {
    /// What stands behind the scores of the segments asked for, as far as a journey can come there.
    ///
    /// # Errors
    /// [`PredictError`] where nothing can be predicted either.
    pub fn of(blueprint: &Blueprint, options: &PredictOptions) -> Result<Self, PredictError> {
        let asked = asked(blueprint, options)?;
        Ok(Self::said(&sources(blueprint, &asked)))
    }

    pub(super) fn said(sources: &[Source<'_>]) -> Self {
        let mut said = Self {
            resampled: Vec::new(),
            held_fixed: Vec::new(),
        };
        for source in sources {
            let (touchpoint, segment) = (source.touchpoint.id().clone(), source.owner.map(|it| it.id().clone()));
            match &source.basis {
                Ok((_, ratings)) => said.resampled.push(Resampled {
                    touchpoint,
                    segment,
                    ratings: *ratings,
                }),
                Err(reason) => said.held_fixed.push(HeldFixed {
                    touchpoint,
                    segment,
                    reason: *reason,
                }),
            }
        }
        said
    }

    /// Whether no survey says how sure a score is. Then only the order of touchpoints is meaningful: the numbers are
    /// as good as the assumptions, and nobody can say how good those are.
    pub fn is_only_ordering(&self) -> bool {
        self.resampled.is_empty()
    }
}

/// A score as written, and what can be drawn in its place.
pub(super) struct Source<'b> {
    pub(super) touchpoint: Touchpoint<'b>,
    /// The segment whose own score it is.
    owner: Option<Segment<'b>>,
    /// Where it stands among the asked segments that it serves.
    pub(super) serves: Vec<usize>,
    /// Its number among all scores that the blueprint can have, whatever is asked.
    pub(super) stream: u64,
    /// What is drawn, of how many ratings.
    pub(super) basis: Result<(Draw, u64), FixedReason>,
}

/// The scores that the asked segments use, in document order.
pub(super) fn sources<'b>(blueprint: &'b Blueprint, asked: &[AskedSegment<'b>]) -> Vec<Source<'b>> {
    let segments = blueprint.segments().len() as u64;
    let mut found: Vec<Source<'b>> = Vec::new();
    for touchpoint in blueprint.touchpoints() {
        let number = touchpoint.position();
        let mut here: Vec<Source<'b>> = Vec::new();
        for (place, asked) in asked.iter().enumerate() {
            let used = asked.chain.is_reachable(number) && asked.chain.score(number).is_some();
            let Some(rating) = touchpoint.rating(asked.segment).filter(|_| used) else {
                continue;
            };
            let owner = is_own(touchpoint, asked.segment).then_some(asked.segment);
            // The touchpoint's own score has the first stream of its block, then come the segments'.
            let within = owner.map_or(0, |segment| 1 + segment.position() as u64);
            let stream = number as u64 * (segments + 1) + within;
            match here.iter_mut().find(|known| known.stream == stream) {
                Some(known) => known.serves.push(place),
                None => here.push(Source {
                    touchpoint,
                    owner,
                    serves: vec![place],
                    stream,
                    basis: basis(blueprint, rating),
                }),
            }
        }
        here.sort_by_key(|source| source.stream);
        found.append(&mut here);
    }
    found
}

fn is_own(touchpoint: Touchpoint<'_>, segment: Segment<'_>) -> bool {
    let written = touchpoint.written().segments.get(segment.id().as_str());
    written.is_some_and(|own| own.experience.is_some())
}

fn basis(blueprint: &Blueprint, rating: &Rating) -> Result<(Draw, u64), FixedReason> {
    match rating {
        Rating::Assumed(_) => Err(FixedReason::Assumed),
        Rating::Survey(survey) => of_survey(blueprint, survey),
        Rating::Histogram(histogram) => of_ratings(blueprint, histogram),
    }
}

fn of_survey(blueprint: &Blueprint, survey: &Survey) -> Result<(Draw, u64), FixedReason> {
    let ratings = survey.n.ok_or(FixedReason::NoCount)?;
    if ratings < 2 {
        return Err(FixedReason::OneRating);
    }
    let sd = survey.sd.ok_or(FixedReason::NoDeviation)?;
    if sd == 0.0 {
        return Err(FixedReason::AllTheSame);
    }
    let from = named(blueprint, survey.scale.as_deref()).ok_or(FixedReason::NoCounterpart)?;
    let draw = MeanDraw::new((survey.mean, sd, ratings), from, blueprint.scale()).ok_or(FixedReason::NoCounterpart)?;
    Ok((Draw::Mean(draw), ratings))
}

fn of_ratings(blueprint: &Blueprint, histogram: &Histogram) -> Result<(Draw, u64), FixedReason> {
    let from = named(blueprint, histogram.scale.as_deref()).ok_or(FixedReason::NoCounterpart)?;
    let given = histogram.ratings.iter().filter(|(_, count)| *count > 0);
    let mut values = Vec::new();
    for &(rating, count) in given {
        let carried = carried(rating, from, blueprint.scale()).ok_or(FixedReason::NoCounterpart)?;
        values.push((carried, count));
    }
    let ratings = values.iter().fold(0u64, |sum, (_, count)| sum.saturating_add(*count));
    if ratings < 2 {
        return Err(FixedReason::OneRating);
    }
    if values.len() < 2 {
        return Err(FixedReason::AllTheSame);
    }
    Ok((Draw::Ratings(RatingsDraw::new(values, blueprint.scale())), ratings))
}

fn named(blueprint: &Blueprint, id: Option<&str>) -> Option<Scale> {
    id.map_or(Some(blueprint.scale()), |id| blueprint.named_scale(id))
}

/// A score on the blueprint's scale, as the blueprint itself carries it.
pub(super) fn carried(score: f64, from: Scale, onto: Scale) -> Option<f64> {
    if from == onto {
        return Some(score);
    }
    from.carry(score, onto).ok()
}
