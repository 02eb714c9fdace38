//! The values of a model for some episodes that follow each other.

use peak_end::{
    AcclimationDecay, BestBeforeEndAndEnd, EndRule, Fitted, Link, Model, NoValue, PeakRule, RecencyMean, TieRule,
};
use service_blueprint::Scale;

use super::{Columns, Undefined};
use crate::episodes::CHECKED;
use crate::regression::probability;
use crate::summary::{Summary, lane_sum};

/// The column of a model for some episodes that follow each other, while it is filled.
pub(super) struct Block<'b, 'e> {
    pub(super) all: &'b Columns<'e>,
    /// The first of the episodes.
    pub(super) first: usize,
    pub(super) summaries: &'b [Summary],
    pub(super) column: &'b mut [f64],
}

impl Block<'_, '_> {
    /// Fills the column of a model that is a function of an episode's summary; none of another's.
    pub(super) fn simple(&mut self, model: &Model) -> Option<()> {
        let scale = self.all.episodes.scale();
        match model {
            Model::Mean(_) => self.of(Summary::mean),
            Model::DurationWeightedMean(_) => self.of(Summary::duration_weighted_mean),
            Model::Integral(_) => self.of(|summary| summary.integral),
            Model::Start(_) => self.of(|summary| summary.first),
            Model::Best(_) => self.of(|summary| summary.best),
            Model::Trough(_) => self.of(|summary| summary.trough),
            Model::SdPopulation(_) => self.of(Summary::sd),
            Model::Range(_) => self.of(|summary| (summary.best - summary.trough).abs()),
            Model::SerialPosition(_) => self.of(|summary| (summary.first + summary.last) / 2.0),
            Model::LossAverseMean(model) => {
                let more = model.loss_aversion() - 1.0;
                let gain = |summary: &Summary| scale.gain(scale.neutral(), summary.mean());
                self.of(|summary| gain(summary) + more * summary.below / summary.moments as f64);
            }
            Model::End(model) => {
                last_moment(model.end)?;
                self.of(|summary| summary.last);
            }
            Model::PeakAlone(model) => {
                let peak = peak(model.peak, scale)?;
                self.of(peak);
            }
            Model::PeakEnd(model) => {
                last_moment(model.end)?;
                let peak = peak(model.peak, scale)?;
                self.of(|summary| model.weight.mix(peak(summary), summary.last));
            }
            Model::MinimumEnd(model) => {
                last_moment(model.end)?;
                self.of(|summary| model.weight.mix(summary.trough, summary.last));
            }
            Model::BestEnd(model) => {
                last_moment(model.end)?;
                self.of(|summary| model.weight.mix(summary.best, summary.last));
            }
            Model::TroughPeakEnd(model) => {
                last_moment(model.end_rule())?;
                let (trough, best, end) = model.weights();
                self.of(|summary| trough * summary.trough + best * summary.best + end * summary.last);
            }
            Model::WeightedFeatures(model) => {
                let weights = model.weights();
                let slopes = weights.slope != 0.0 || weights.slope_latter_half != 0.0;
                (!slopes).then_some(())?;
                self.of(|summary| {
                    weights.intercept
                        + weights.mean * summary.mean()
                        + weights.peak * summary.peak
                        + weights.end * summary.last
                        + weights.trough * summary.trough
                        + weights.best * summary.best
                        + weights.start * summary.first
                        + weights.sd * summary.sd()
                });
            }
            _ => return None,
        }
        Some(())
    }

    /// Fills the column of any other model.
    pub(super) fn special(&mut self, model: &Model) -> Result<(), Undefined> {
        match model {
            Model::RecencyMean(model) => self.recency(model),
            Model::AcclimationDecay(model) => self.acclimation(model),
            Model::PowerMean(model) if model.exponent() == -1.0 => return self.harmonic(),
            Model::SlopePerStep(_) => return self.slopes(2, |summary| summary.slope),
            Model::SlopeLatterHalf(_) => return self.slopes(3, |summary| summary.slope_latter_half),
            Model::BestBeforeEndAndEnd(model) if model.end == EndRule::LastMoment => {
                return self.best_before_end(model);
            }
            Model::Fitted(model)
                if model.scale() == self.all.episodes.scale() && model.agrees_on_time(self.all.episodes.is_timed()) =>
            {
                return self.fitted(model);
            }
            _ => return self.by_profile(model),
        }
        Ok(())
    }

    fn of(&mut self, value: impl Fn(&Summary) -> f64) {
        for (place, summary) in self.column.iter_mut().zip(self.summaries) {
            *place = value(summary);
        }
    }

    /// A slope, for which each episode needs so many moments.
    fn slopes(&mut self, needed: usize, slope: impl Fn(&Summary) -> f64) -> Result<(), Undefined> {
        let direction = self.all.episodes.scale().direction();
        self.each(|_, summary| match summary.moments {
            found if found < needed => Err(NoValue::TooFewMoments { needed, found }),
            _ => Ok(direction * slope(summary)),
        })
    }

    /// Later ratings weigh more: weights by the place counted from the end, the same for every episode.
    fn recency(&mut self, model: &RecencyMean) {
        let weights: Vec<f64> = (0..self.all.longest)
            .map(|back| (-model.decay() * back as f64).exp())
            .collect();
        let sums = running(&weights);
        let weights = FromEnd::new(weights);
        for (episode, place) in (self.first..).zip(&mut *self.column) {
            let ratings = self.all.episodes.ratings(episode);
            *place = weights.weigh(ratings) / sums[ratings.len()];
        }
    }

    fn acclimation(&mut self, model: &AcclimationDecay) {
        let episodes = self.all.episodes;
        let direction = episodes.scale().direction();
        if episodes.is_timed() {
            for (episode, place) in (self.first..).zip(&mut *self.column) {
                let minutes = episodes.minutes(episode).unwrap_or_default();
                let (mut sum, mut tau, mut accrued) = (0.0, 0.0, 0.0);
                for (rating, minutes) in episodes.ratings(episode).iter().zip(minutes).rev() {
                    tau += minutes;
                    let until = model.accrued(tau);
                    sum += rating * (until - accrued);
                    accrued = until;
                }
                *place = direction * (sum - model.start() * accrued);
            }
            return;
        }
        let accrued: Vec<f64> = (0..=self.all.longest).map(|tau| model.accrued(tau as f64)).collect();
        let weights = FromEnd::new(accrued.windows(2).map(|pair| pair[1] - pair[0]).collect());
        for (episode, place) in (self.first..).zip(&mut *self.column) {
            let ratings = episodes.ratings(episode);
            *place = direction * (weights.weigh(ratings) - model.start() * accrued[ratings.len()]);
        }
    }

    /// The power mean with the exponent −1.
    fn harmonic(&mut self) -> Result<(), Undefined> {
        let episodes = self.all.episodes;
        self.each(|episode, summary| {
            let ratings = episodes.ratings(episode);
            if summary.trough.min(summary.best) > 0.0 {
                return Ok(summary.moments as f64 / lane_sum(ratings, ratings, |rating, _| rating.recip()));
            }
            let moment = ratings.iter().position(|rating| *rating <= 0.0).unwrap_or_default();
            let score = ratings[moment];
            Err(NoValue::NotPositive { moment, score })
        })
    }

    fn best_before_end(&mut self, model: &BestBeforeEndAndEnd) -> Result<(), Undefined> {
        let episodes = self.all.episodes;
        let scale = episodes.scale();
        self.each(|episode, summary| {
            if summary.moments < 2 {
                return Err(NoValue::TooFewMoments { needed: 2, found: 1 });
            }
            // Only where the last moment is the best has another to be looked for.
            let best = if summary.last != summary.best {
                summary.best
            } else {
                let before = &episodes.ratings(episode)[..summary.moments - 1];
                let better = |one: f64, other: f64| if scale.is_better(other, one) { other } else { one };
                before.iter().copied().fold(before[0], better)
            };
            Ok(model.weight.mix(best, summary.last))
        })
    }

    fn fitted(&mut self, model: &Fitted) -> Result<(), Undefined> {
        let mut sum = vec![model.intercept(); self.column.len()];
        for (weight, part) in model.terms() {
            self.all.fill(part, self.first, self.summaries, self.column)?;
            for (sum, value) in sum.iter_mut().zip(&*self.column) {
                *sum += weight * value;
            }
        }
        for (place, sum) in self.column.iter_mut().zip(sum) {
            *place = match model.link() {
                Link::Identity => sum,
                Link::Logit => probability(sum),
            };
        }
        Ok(())
    }

    fn by_profile(&mut self, model: &Model) -> Result<(), Undefined> {
        // One profile serves all episodes in turn, so that nothing is allocated for each.
        let episodes = self.all.episodes;
        let mut profile = episodes.profile(self.first);
        let mut moments = Vec::with_capacity(self.all.longest);
        self.each(|episode, _| {
            moments.clear();
            moments.extend(episodes.moments(episode));
            profile.replace(&moments).expect(CHECKED);
            model.value(&profile)
        })
    }

    /// A value for every episode, or how many have none and why the first has none.
    fn each(&mut self, mut value: impl FnMut(usize, &Summary) -> Result<f64, NoValue>) -> Result<(), Undefined> {
        let mut undefined: Option<Undefined> = None;
        for ((episode, place), summary) in (self.first..).zip(&mut *self.column).zip(self.summaries) {
            match value(episode, summary) {
                Ok(value) => *place = value,
                Err(reason) => {
                    let found = undefined.get_or_insert_with(|| Undefined {
                        count: 0,
                        episodes: self.all.episodes.count(),
                        name: self.all.episodes.names()[episode].clone(),
                        reason,
                    });
                    found.count += 1;
                }
            }
        }
        undefined.map_or(Ok(()), Err)
    }
}

fn last_moment(rule: EndRule) -> Option<()> {
    (rule == EndRule::LastMoment).then_some(())
}

/// The peak of a summary under a rule that asks for no places.
fn peak(rule: PeakRule, scale: Scale) -> Option<impl Fn(&Summary) -> f64> {
    match rule {
        PeakRule::MostIntense {
            tie: TieRule::Worst, ..
        }
        | PeakRule::Best
        | PeakRule::Trough => {}
        _ => return None,
    }
    Some(move |summary: &Summary| match rule {
        PeakRule::MostIntense { negativity, .. } => summary.peak(scale, negativity),
        PeakRule::Best => summary.best,
        _ => summary.trough,
    })
}

/// Weights of ratings by their place counted from the end.
struct FromEnd {
    /// The last rating's weight last.
    weights: Vec<f64>,
}

impl FromEnd {
    /// The last rating's weight first.
    fn new(mut weights: Vec<f64>) -> Self {
        weights.reverse();
        Self { weights }
    }

    /// Σ weight × rating.
    fn weigh(&self, ratings: &[f64]) -> f64 {
        let weights = &self.weights[self.weights.len() - ratings.len()..];
        lane_sum(ratings, weights, |rating, weight| rating * weight)
    }
}

/// The sum of the first so many numbers, from none to all.
fn running(numbers: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let rest = numbers.iter().map(|number| {
        sum += number;
        sum
    });
    std::iter::once(0.0).chain(rest).collect()
}
