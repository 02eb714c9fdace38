//! What is drawn: the touchpoints in columns, each with what is felt there and what part it plays in memory.

use peak_end::{Outlook, Prediction, TouchpointOutlook};
use service_blueprint::document::Rating;
use service_blueprint::{Blueprint, Ending, Segment, Target, Touchpoint};

use crate::Language;

use crate::deviation::deviation;
use crate::share::is_some;

/// A blueprint with its prediction, seen for everyone or for one segment.
#[derive(Debug)]
pub struct Scene<'b> {
    /// The blueprint.
    pub blueprint: &'b Blueprint,
    /// The segment, where one is asked for.
    pub segment: Option<Segment<'b>>,
    /// What is predicted, or why nothing is.
    pub outlook: Result<Outlook, String>,
    /// The columns, in order.
    pub columns: Vec<Column<'b>>,
    /// What is predicted for everyone and for each segment, or why nothing is.
    prediction: &'b Result<Prediction, String>,
}

/// The touchpoints of one step, side by side in time.
#[derive(Debug)]
pub struct Column<'b> {
    /// The stage's position.
    pub stage: usize,
    /// Its touchpoints; at least one.
    pub moments: Vec<Moment<'b>>,
}

/// A touchpoint as it is drawn.
#[derive(Debug)]
pub struct Moment<'b> {
    /// The touchpoint.
    pub touchpoint: Touchpoint<'b>,
    /// What is experienced, a mean over the segments' visits.
    pub score: Option<f64>,
    /// Where the score comes from.
    pub source: Source,
    /// How far apart the single ratings of those who were asked lie; none where no spread is known.
    pub ratings: Option<Ratings>,
    /// What is expected, a mean over the segments' visits.
    pub expectation: Option<f64>,
    /// Experience less expectation, positive towards best, a mean over the visits of the segments that have both.
    pub satisfaction: Option<f64>,
    /// Its part in memory, where it is known.
    pub outlook: Option<TouchpointOutlook>,
    /// Where it leads, a mean over the segments' visits; probabilities sum to 1.
    pub ways: Vec<(Target, f64)>,
    /// In which share of journeys it is where they start.
    pub start: f64,
}

/// Where a score comes from, over the segments that have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// All of them were asked.
    Surveyed,
    /// Some were asked, for others it is assumed: nobody gave the mean.
    Mixed,
    /// Nobody was asked.
    Assumed,
}

impl Source {
    /// What it says of a score; nothing of one that is surveyed.
    pub fn caution(self, language: Language) -> Option<&'static str> {
        match self {
            Self::Surveyed => None,
            Self::Mixed => Some(language.partly_assumed()),
            Self::Assumed => Some(language.assumed()),
        }
    }
}

/// Single ratings: their mean and standard deviation over the visits of the segments that were asked.
///
/// A survey with a standard deviation and a histogram of two ratings or more have them. Both are the sample's, with n − 1
/// beneath the squares: a survey gives it so, and the same ratings have to have the same figure either way. Where several segments were asked, the variance is that
/// within segments and that between their means (law of total variance).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratings {
    /// The mean of those who were asked; the touchpoint's score counts assumed scores of other segments, too.
    pub mean: f64,
    /// The standard deviation of single ratings.
    pub deviation: f64,
}

/// What is predicted for everyone, or for one segment.
fn seen<'p>(prediction: &'p Prediction, segment: Option<Segment<'_>>) -> &'p Outlook {
    let own = segment.and_then(|segment| prediction.segments.iter().find(|one| one.id == *segment.id()));
    own.map_or(&prediction.overall, |own| &own.outlook)
}

/// A segment with its weight in a mean over visits.
type Weighted<'b> = (Segment<'b>, f64);

impl<'b> Scene<'b> {
    /// The scene for everyone, or for one segment; touchpoints for which `wanted` says no are left out.
    pub fn new(
        blueprint: &'b Blueprint,
        segment: Option<Segment<'b>>,
        prediction: &'b Result<Prediction, String>,
        wanted: impl Fn(&Moment<'b>) -> bool,
    ) -> Self {
        let segments: Vec<Segment<'b>> = match segment {
            Some(one) => vec![one],
            None => blueprint.segments().collect(),
        };
        let known = prediction.as_ref().ok();
        let outlook = prediction
            .as_ref()
            .map_err(String::clone)
            .map(|known| seen(known, segment));
        let mut columns: Vec<Column<'b>> = Vec::new();
        for touchpoint in blueprint.touchpoints() {
            if segments.iter().all(|segment| touchpoint.is_skipped(*segment)) {
                continue;
            }
            let moment = Moment::new(blueprint, touchpoint, &segments, known, outlook.as_ref().ok().copied());
            if !wanted(&moment) {
                continue;
            }
            let stage = touchpoint.stage().position();
            let of_this_stage = columns.iter_mut().rev().take_while(|column| column.stage == stage);
            match of_this_stage.into_iter().find(|column| column.shares_step(touchpoint)) {
                Some(column) => column.moments.push(moment),
                None => columns.push(Column {
                    stage,
                    moments: vec![moment],
                }),
            }
        }
        Self {
            blueprint,
            segment,
            outlook: outlook.cloned(),
            columns,
            prediction,
        }
    }

    /// The same touchpoints as one segment goes through them.
    pub(crate) fn of_segment(&self, segment: Segment<'b>) -> Self {
        Self::new(self.blueprint, Some(segment), self.prediction, |moment| {
            self.column_of(moment.touchpoint.position()).is_some()
        })
    }

    /// How often a segment comes to a touchpoint; none where nothing is predicted for it.
    pub(crate) fn visits(&self, segment: Segment<'b>, touchpoint: Touchpoint<'b>) -> Option<f64> {
        visits(self.prediction.as_ref().ok(), segment, touchpoint)
    }

    /// Whether an ending is marked as a goal. Where none is, an ending is an ending: nobody said that it is leaving.
    pub fn has_goals(&self) -> bool {
        self.blueprint.ends().any(is_goal)
    }

    /// All moments, column by column.
    pub fn moments(&self) -> impl Iterator<Item = &Moment<'b>> {
        self.columns.iter().flat_map(|column| &column.moments)
    }

    /// For each touchpoint by position the column in which it stands.
    pub fn column_of(&self, touchpoint: usize) -> Option<usize> {
        // Columns follow document order but for shared steps, so the first that reaches past it is near.
        let stands = |column: &Column<'_>| column.moments.iter().any(|one| one.touchpoint.position() == touchpoint);
        let near = self
            .columns
            .partition_point(|column| column.moments[0].touchpoint.position() <= touchpoint);
        self.columns[..near].iter().rposition(stands)
    }
}

/// Whether an ending is written, and as a goal.
pub(crate) fn is_goal(ending: Ending<'_>) -> bool {
    ending.written().is_some() && ending.is_goal()
}

impl<'b> Column<'b> {
    /// The name of the step, where several touchpoints share it.
    pub fn shared_step(&self) -> Option<&'b str> {
        let first = self.moments.first().filter(|_| self.moments.len() > 1)?;
        first.touchpoint.written().step.as_deref()
    }

    fn shares_step(&self, touchpoint: Touchpoint<'_>) -> bool {
        let step = touchpoint.written().step.as_ref();
        step.is_some() && step == self.moments[0].touchpoint.written().step.as_ref()
    }
}

impl<'b> Moment<'b> {
    fn new(
        blueprint: &Blueprint,
        touchpoint: Touchpoint<'b>,
        segments: &[Segment<'b>],
        prediction: Option<&Prediction>,
        outlook: Option<&Outlook>,
    ) -> Self {
        let own = &weights(segments, touchpoint, prediction);
        Self {
            touchpoint,
            score: mean(own, |segment| touchpoint.score(segment)),
            source: source(own, touchpoint),
            ratings: ratings(own, touchpoint, blueprint),
            expectation: mean(own, |segment| touchpoint.expectation(segment)),
            satisfaction: satisfaction(own, touchpoint, blueprint),
            outlook: outlook
                .and_then(|outlook| outlook.touchpoints.get(touchpoint.position()))
                .cloned(),
            ways: ways(touchpoint, own),
            start: start(touchpoint, segments),
        }
    }
}

/// Whether the segments that have a score were asked for it.
fn source(segments: &[Weighted<'_>], touchpoint: Touchpoint<'_>) -> Source {
    let ratings = segments.iter().filter_map(|(segment, _)| touchpoint.rating(*segment));
    let (assumed, asked): (Vec<&Rating>, Vec<&Rating>) =
        ratings.partition(|rating| matches!(rating, Rating::Assumed(_)));
    match (asked.is_empty(), assumed.is_empty()) {
        (false, true) => Source::Surveyed,
        (false, false) => Source::Mixed,
        (true, _) => Source::Assumed,
    }
}

/// The segments that come to a touchpoint, weighted by how often; where nobody does or nobody knows, by their shares.
fn weights<'b>(
    segments: &[Segment<'b>],
    touchpoint: Touchpoint<'b>,
    prediction: Option<&Prediction>,
) -> Vec<Weighted<'b>> {
    let weighted = |by: &dyn Fn(&Segment<'b>) -> f64| -> Vec<Weighted<'b>> {
        let passing = segments.iter().filter(|segment| !touchpoint.is_skipped(**segment));
        let weights = passing.map(|segment| (*segment, by(segment)));
        weights.filter(|(_, weight)| *weight > 0.0).collect()
    };
    let share = |segment: &Segment<'b>| share(segments, *segment);
    let by_visits = weighted(&|segment| share(segment) * visits(prediction, *segment, touchpoint).unwrap_or(0.0));
    if by_visits.is_empty() {
        return weighted(&share);
    }
    by_visits
}

/// A segment's share of those who are seen: one that is seen alone is all of them, however few it is.
fn share(segments: &[Segment<'_>], segment: Segment<'_>) -> f64 {
    match segments {
        [_] => 1.0,
        _ => segment.share(),
    }
}

fn visits(prediction: Option<&Prediction>, segment: Segment<'_>, touchpoint: Touchpoint<'_>) -> Option<f64> {
    let known = prediction?.segments.iter().find(|one| one.id == *segment.id())?;
    Some(known.outlook.touchpoints.get(touchpoint.position())?.visits)
}

/// The single ratings of those segments that were asked and whose spread is known.
fn ratings(segments: &[Weighted<'_>], touchpoint: Touchpoint<'_>, blueprint: &Blueprint) -> Option<Ratings> {
    let asked = segments.iter().filter_map(|(segment, weight)| {
        let deviation = deviation(blueprint, touchpoint.rating(*segment)?)?;
        Some((touchpoint.score(*segment)?, deviation, *weight))
    });
    let asked: Vec<(f64, f64, f64)> = asked.collect();
    let all: f64 = asked.iter().map(|(_, _, weight)| weight).sum();
    if all <= 0.0 {
        return None;
    }
    if let [(mean, deviation, _)] = asked[..] {
        return Some(Ratings { mean, deviation });
    }
    let mean: f64 = asked.iter().map(|(mean, _, weight)| mean * weight / all).sum();
    let variance: f64 = asked
        .iter()
        .map(|(own, deviation, weight)| (deviation.powi(2) + (own - mean).powi(2)) * weight / all)
        .sum();
    Some(Ratings {
        mean,
        deviation: variance.sqrt(),
    })
}

/// Nobody's feeling is set against what others expect.
fn satisfaction(segments: &[Weighted<'_>], touchpoint: Touchpoint<'_>, blueprint: &Blueprint) -> Option<f64> {
    let both = |segment| Some((touchpoint.expectation(segment)?, touchpoint.score(segment)?));
    let expected = mean(segments, |segment| both(segment).map(|(expectation, _)| expectation))?;
    let felt = mean(segments, |segment| both(segment).map(|(_, score)| score))?;
    Some(blueprint.scale().gain(expected, felt) + 0.0)
}

/// The weighted mean over the segments that have a value.
fn mean<'b>(segments: &[Weighted<'b>], value: impl Fn(Segment<'b>) -> Option<f64>) -> Option<f64> {
    let known = segments
        .iter()
        .filter_map(|(segment, weight)| Some((value(*segment)?, weight)));
    // Differences to the first value are added up, so that the mean of equal values is that value to the last digit.
    let (first, sum, weights) = known.fold((None, 0.0, 0.0), |(first, sum, all), (value, weight)| {
        let from = first.unwrap_or(value);
        (Some(from), sum + (value - from) * weight, all + weight)
    });
    first.filter(|_| weights > 0.0).map(|first| first + sum / weights)
}

/// Where the segments go from a touchpoint, past those that they skip.
fn ways(touchpoint: Touchpoint<'_>, segments: &[Weighted<'_>]) -> Vec<(Target, f64)> {
    let all: f64 = segments.iter().map(|(_, weight)| weight).sum();
    let mut ways: Vec<(Target, f64)> = Vec::new();
    for (segment, weight) in segments {
        let ahead = segment.journey().ways(touchpoint.position());
        for (target, probability) in past_skipped(*segment, ahead.iter().copied()) {
            let part = probability * weight / all;
            match ways.iter_mut().find(|(known, _)| *known == target) {
                Some((_, sum)) => *sum += part,
                None => ways.push((target, part)),
            }
        }
    }
    ways
}

/// In which share of journeys a touchpoint is the first that is not skipped.
fn start(touchpoint: Touchpoint<'_>, segments: &[Segment<'_>]) -> f64 {
    let here = Target::Touchpoint(touchpoint.position());
    let first = |segment: &Segment<'_>| {
        let starts = segment.journey().start().iter();
        let starts = starts.map(|(at, probability)| (Target::Touchpoint(*at), *probability));
        let found = past_skipped(*segment, starts)
            .into_iter()
            .filter(|(target, _)| *target == here);
        found.map(|(_, probability)| probability).sum::<f64>()
    };
    let all: f64 = segments.iter().map(|segment| share(segments, *segment)).sum();
    let parts = segments
        .iter()
        .map(|segment| first(segment) * share(segments, *segment));
    parts.sum::<f64>() / all
}

/// So many steps are taken past skipped touchpoints; a longer way is drawn to where it has come by then.
const MOST_STEPS: usize = 1_000;

/// The ways of a segment, each followed to where it is not skipped.
fn past_skipped(segment: Segment<'_>, ways: impl Iterator<Item = (Target, f64)>) -> Vec<(Target, f64)> {
    let mut open: Vec<(Target, f64)> = ways.collect();
    open.reverse();
    let mut found = Vec::new();
    let mut steps = 0;
    while let Some((target, probability)) = open.pop() {
        match target {
            Target::Touchpoint(at)
                if segment.journey().is_skipped(at) && steps < MOST_STEPS && is_some(probability) =>
            {
                steps += 1;
                let ahead = segment.journey().ways(at).iter().rev();
                open.extend(ahead.map(|(next, share)| (*next, probability * share)));
            }
            _ => found.push((target, probability)),
        }
    }
    found
}

#[cfg(test)]
mod tests;
