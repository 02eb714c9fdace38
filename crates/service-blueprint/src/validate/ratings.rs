//! Scores: on their scale, carried to the blueprint's, with a spread that ratings can have.

use std::collections::HashMap;

use crate::Scale;
use crate::document::{Document, Histogram, Rating, ScaleNumbers, Survey};
use crate::path::Trail;
use crate::problem::{Cause, Kind};

use super::names::unknown_id;
use super::report::Report;

/// How far a rounded mean or deviation may pass its bound, as a fraction of the scale.
const ROUNDING: f64 = 1e-9;

/// The blueprint's scale; `None` where it is broken.
pub(super) fn scale(document: &Document, report: &mut Report<'_>) -> Option<Scale> {
    let at = Trail::Root.key("scale");
    if report.is_broken(at) {
        return None;
    }
    let ScaleNumbers { worst, neutral, best } = document.scale;
    checked(worst, neutral, best, at, report)
}

fn checked(worst: f64, neutral: f64, best: f64, at: Trail<'_>, report: &mut Report<'_>) -> Option<Scale> {
    match Scale::new(worst, neutral, best) {
        Ok(scale) => Some(scale),
        Err(source) => {
            report.problem(Cause::BadScale { source }, at);
            None
        }
    }
}

/// The scales on which scores may be given.
pub(super) struct Ratings {
    /// The blueprint's own; `None` where it is broken, and then nothing that hangs on it is reported.
    own: Option<Scale>,
    /// The further ones; `None` where one is broken.
    further: HashMap<String, Option<Scale>>,
    ids: Vec<String>,
}

impl Ratings {
    pub(super) fn new(own: Option<Scale>, document: &Document, report: &mut Report<'_>) -> Self {
        let mut further = HashMap::new();
        for (index, scale) in document.scales.iter().enumerate() {
            let list = Trail::Root.key("scales");
            let at = list.item(index);
            let known = if report.is_broken(at) {
                None
            } else {
                checked(scale.worst, scale.neutral, scale.best, at, report)
            };
            further.insert(scale.id.clone(), known);
        }
        let ids = document.scales.iter().map(|scale| scale.id.clone()).collect();
        Self { own, further, ids }
    }

    pub(super) fn own(&self) -> Option<Scale> {
        self.own
    }

    pub(super) fn into_scales(self) -> HashMap<String, Scale> {
        self.further
            .into_iter()
            .filter_map(|(id, scale)| Some((id, scale?)))
            .collect()
    }

    /// The score on the blueprint's scale; `None` where there is none or it is wrong.
    pub(super) fn score(&self, rating: Option<&Rating>, at: Trail<'_>, report: &mut Report<'_>) -> Option<f64> {
        let rating = rating?;
        if report.is_broken(at) {
            return None;
        }
        match rating {
            Rating::Assumed(score) => on_scale(*score, self.own?, at, report),
            Rating::Survey(survey) => self.survey(survey, at, report),
            Rating::Histogram(histogram) => self.histogram(histogram, at, report),
        }
    }

    /// The score of a rating that has to be one number.
    pub(super) fn one_number(&self, rating: Option<&Rating>, at: Trail<'_>, report: &mut Report<'_>) -> Option<f64> {
        if let Some(Rating::Histogram(_)) = rating {
            report.problem(Cause::NotOneNumber, at);
            return None;
        }
        self.score(rating, at, report)
    }

    fn scale(&self, id: Option<&str>, at: Trail<'_>, report: &mut Report<'_>) -> Option<Scale> {
        let Some(id) = id else { return self.own };
        match self.further.get(id) {
            Some(scale) => *scale,
            None => {
                if !report.is_incomplete(Kind::Scale) {
                    let cause = unknown_id(Kind::Scale, id, &self.ids, report);
                    report.problem(cause, at.key("scale"));
                }
                None
            }
        }
    }

    fn survey(&self, survey: &Survey, at: Trail<'_>, report: &mut Report<'_>) -> Option<f64> {
        if survey.n == Some(0) {
            let cause = Cause::OutOfRange {
                what: "the number of ratings",
                found: 0.0,
                range: "1 or more",
            };
            report.problem(cause, at.key("n"));
        }
        let sd_at = at.key("sd");
        report.not_negative("a standard deviation", survey.sd, sd_at);
        let scale = self.scale(survey.scale.as_deref(), at, report)?;
        let mean = on_scale(survey.mean, scale, at.key("mean"), report)?;
        if let Some(sd) = survey.sd.filter(|sd| sd.is_finite() && *sd >= 0.0)
            && survey.n != Some(0)
        {
            let most = largest_deviation(mean, survey.n, scale);
            if is_too_large(sd, most, scale) {
                let cause = Cause::ImpossibleSpread {
                    mean,
                    sd,
                    n: survey.n.map_or_else(|| "number of".to_owned(), |n| n.to_string()),
                    worst: scale.worst(),
                    best: scale.best(),
                    most,
                };
                report.problem(cause, sd_at);
            }
        }
        self.carried(mean, scale, at, report)
    }

    fn histogram(&self, histogram: &Histogram, at: Trail<'_>, report: &mut Report<'_>) -> Option<f64> {
        let scale = self.scale(histogram.scale.as_deref(), at, report)?;
        let ratings_at = at.key("ratings");
        let count: f64 = histogram.ratings.iter().map(|(_, times)| *times as f64).sum();
        let (mut mean, mut good) = (0.0, true);
        let mut seen: Vec<f64> = Vec::new();
        for (value, times) in &histogram.ratings {
            let key = value.to_string();
            let here = ratings_at.key(&key);
            seen.push(*value);
            match on_scale(*value, scale, here, report).map(|value| self.carried(value, scale, here, report)) {
                Some(Some(carried)) => {
                    // Weighing before adding keeps large counts from leaving what a double can hold.
                    if *times > 0 {
                        mean += carried * (*times as f64 / count);
                    }
                }
                Some(None) | None => good = false,
            }
        }
        seen.sort_unstable_by(f64::total_cmp);
        if let Some(pair) = seen.windows(2).find(|pair| pair[0] == pair[1]) {
            report.problem(Cause::RatingTwice { value: pair[0] }, ratings_at);
            good = false;
        }
        if good && count == 0.0 {
            report.problem(Cause::NoRatings, ratings_at);
            good = false;
        }
        good.then_some(mean)
    }

    fn carried(&self, score: f64, scale: Scale, at: Trail<'_>, report: &mut Report<'_>) -> Option<f64> {
        let own = self.own?;
        if own == scale {
            return Some(score);
        }
        match scale.carry(score, own) {
            Ok(carried) => Some(carried),
            Err(source) => {
                report.problem(Cause::NoCounterpart { source }, at);
                None
            }
        }
    }
}

fn on_scale(score: f64, scale: Scale, at: Trail<'_>, report: &mut Report<'_>) -> Option<f64> {
    if !score.is_finite() {
        report.problem(Cause::NotFinite { found: score }, at);
        return None;
    }
    if !scale.contains(score) {
        report.problem(
            Cause::OffScale {
                score,
                worst: scale.worst(),
                best: scale.best(),
            },
            at,
        );
        return None;
    }
    Some(score)
}

/// Whether so many ratings on the scale can have this mean and this standard deviation.
pub(crate) fn can_spread(mean: f64, sd: f64, n: u64, scale: Scale) -> bool {
    sd >= 0.0 && !is_too_large(sd, largest_deviation(mean, Some(n), scale), scale)
}

fn is_too_large(sd: f64, most: f64, scale: Scale) -> bool {
    sd > most + ROUNDING * scale.half()
}

/// The largest sample standard deviation that ratings on the scale with this mean can have.
///
/// All ratings at the two ends give variance (mean − worst)(best − mean)·n/(n − 1); where n is not said, two ratings
/// would spread the most. A single rating has none.
fn largest_deviation(mean: f64, n: Option<u64>, scale: Scale) -> f64 {
    let population = ((mean - scale.worst()) * (scale.best() - mean)).max(0.0);
    let n = n.unwrap_or(2) as f64;
    if n < 2.0 {
        0.0
    } else {
        (population * n / (n - 1.0)).sqrt()
    }
}
