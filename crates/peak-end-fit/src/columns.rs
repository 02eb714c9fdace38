//! Columns: the values of memory models over all episodes.

use peak_end::{
    AcclimationDecay, EndRule, Link, LossAverseMean, Model, NoValue, PeakRule, PowerMean, RecencyMean, TieRule,
};
use rayon::prelude::*;
use service_blueprint::Scale;

use crate::Episodes;
use crate::episodes::CHECKED;
use crate::summary::Summary;

/// A model that has no value for some episodes.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("no value for {count} of {episodes} episodes; of episode `{name}`: {reason}")]
pub struct Undefined {
    /// How many episodes it has no value for.
    pub count: usize,
    /// How many episodes there are.
    pub episodes: usize,
    /// The name of the first such episode.
    pub name: String,
    /// Why it has none there.
    pub reason: NoValue,
}

/// The value of every model for every episode: a column for each model, in the order asked.
///
/// The same values as [`Model::value`] gives for [`Episodes::profile`], up to rounding, without building profiles where
/// a model is a simple function of the ratings.
///
/// # Errors
/// [`Undefined`] in place of a column where a model has no value for some episode.
///
/// # Examples
/// ```
/// use peak_end::Model;
/// use peak_end_fit::{Episode, Episodes, Outcome, RatedMoment, columns};
/// use service_blueprint::Scale;
/// let moment = |rating| RatedMoment { touchpoint: "call".into(), rating, minutes: None };
/// let moments = vec![moment(3.0), moment(9.0)];
/// let episode = Episode { name: "1".into(), person: "Ann".into(), overall: 6.0, moments, ..Episode::default() };
/// let episodes = Episodes::new(Scale::default(), Outcome::Rating, [episode])?;
/// let found = columns(&episodes, &["mean".parse()?, "slope_latter_half".parse()?]);
/// assert_eq!(found[0].as_deref(), Ok(&[6.0][..]));
/// assert!(found[1].is_err(), "half of two moments has no slope");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn columns(episodes: &Episodes, models: &[Model]) -> Vec<Result<Vec<f64>, Undefined>> {
    let columns = Columns::new(episodes);
    models.par_iter().map(|model| columns.column(model)).collect()
}

/// Episodes with what most columns are made of.
#[derive(Debug)]
pub(crate) struct Columns<'e> {
    episodes: &'e Episodes,
    summaries: Vec<Summary>,
    /// The number of moments of the longest episode.
    longest: usize,
}

impl<'e> Columns<'e> {
    pub(crate) fn new(episodes: &'e Episodes) -> Self {
        let summaries = Summary::all(episodes);
        let longest = summaries.iter().map(|summary| summary.moments).max().unwrap_or(0);
        Self {
            episodes,
            summaries,
            longest,
        }
    }

    pub(crate) fn episodes(&self) -> &'e Episodes {
        self.episodes
    }

    pub(crate) fn summaries(&self) -> &[Summary] {
        &self.summaries
    }

    /// The model's value for every episode.
    pub(crate) fn column(&self, model: &Model) -> Result<Vec<f64>, Undefined> {
        if let Some(column) = self.simple(model) {
            return Ok(column);
        }
        match model {
            Model::RecencyMean(model) => Ok(self.recency(model)),
            Model::AcclimationDecay(model) => Ok(self.acclimation(model)),
            Model::PowerMean(model) => self.power(model),
            Model::SlopePerStep(_) => self.slopes(2, |summary| summary.slope),
            Model::SlopeLatterHalf(_) => self.slopes(3, |summary| summary.slope_latter_half),
            Model::Fitted(model) if model.scale() == self.episodes.scale() => self.fitted(model),
            _ => self.by_profile(model),
        }
    }

    /// The column of a model that is a function of an episode's summary.
    fn simple(&self, model: &Model) -> Option<Vec<f64>> {
        let scale = self.episodes.scale();
        match model {
            Model::Mean(_) => Some(self.of(Summary::mean)),
            Model::DurationWeightedMean(_) => Some(self.of(Summary::duration_weighted_mean)),
            Model::Integral(_) => Some(self.of(|summary| summary.integral)),
            Model::Start(_) => Some(self.of(|summary| summary.first)),
            Model::Best(_) => Some(self.of(|summary| summary.best(scale))),
            Model::Trough(_) => Some(self.of(|summary| summary.trough(scale))),
            Model::SdPopulation(_) => Some(self.of(Summary::sd)),
            Model::Range(_) => Some(self.of(|summary| (summary.best(scale) - summary.trough(scale)).abs())),
            Model::SerialPosition(_) => Some(self.of(|summary| (summary.first + summary.last) / 2.0)),
            Model::LossAverseMean(model) => Some(self.loss_averse(model)),
            Model::End(model) => {
                last_moment(model.end)?;
                Some(self.of(|summary| summary.last))
            }
            Model::PeakAlone(model) => {
                let peak = peak(model.peak, scale)?;
                Some(self.of(peak))
            }
            Model::PeakEnd(model) => {
                last_moment(model.end)?;
                let peak = peak(model.peak, scale)?;
                Some(self.of(|summary| model.weight.mix(peak(summary), summary.last)))
            }
            Model::MinimumEnd(model) => {
                last_moment(model.end)?;
                Some(self.of(|summary| model.weight.mix(summary.trough(scale), summary.last)))
            }
            Model::BestEnd(model) => {
                last_moment(model.end)?;
                Some(self.of(|summary| model.weight.mix(summary.best(scale), summary.last)))
            }
            Model::TroughPeakEnd(model) => {
                last_moment(model.end_rule())?;
                let (trough, best, end) = model.weights();
                Some(
                    self.of(|summary| trough * summary.trough(scale) + best * summary.best(scale) + end * summary.last),
                )
            }
            _ => None,
        }
    }

    fn of(&self, value: impl Fn(&Summary) -> f64) -> Vec<f64> {
        self.summaries.iter().map(value).collect()
    }

    /// The column of a slope, for which each episode needs so many moments.
    fn slopes(&self, needed: usize, slope: impl Fn(&Summary) -> f64) -> Result<Vec<f64>, Undefined> {
        let direction = self.episodes.scale().direction();
        let value = |_, summary: &Summary| match summary.moments {
            found if found < needed => Err(NoValue::TooFewMoments { needed, found }),
            _ => Ok(direction * slope(summary)),
        };
        self.each(value)
    }

    fn loss_averse(&self, model: &LossAverseMean) -> Vec<f64> {
        let scale = self.episodes.scale();
        let more = model.loss_aversion() - 1.0;
        self.of(|summary| scale.gain(scale.neutral(), summary.mean()) + more * summary.below / summary.moments as f64)
    }

    /// Later ratings weigh more: weights by the place counted from the end, the same for every episode.
    fn recency(&self, model: &RecencyMean) -> Vec<f64> {
        let weights: Vec<f64> = (0..self.longest)
            .map(|back| (-model.decay() * back as f64).exp())
            .collect();
        let sums = running(&weights);
        let mean = |episode| {
            let ratings = self.episodes.ratings(episode);
            weighted_from_end(ratings, &weights) / sums[ratings.len()]
        };
        (0..self.episodes.count()).map(mean).collect()
    }

    fn acclimation(&self, model: &AcclimationDecay) -> Vec<f64> {
        let direction = self.episodes.scale().direction();
        if self.episodes.is_timed() {
            let value = |episode| {
                let ratings = self.episodes.ratings(episode);
                let minutes = self.episodes.minutes(episode).unwrap_or_default();
                let (mut sum, mut tau, mut accrued) = (0.0, 0.0, 0.0);
                for (rating, minutes) in ratings.iter().zip(minutes).rev() {
                    tau += minutes;
                    let until = model.accrued(tau);
                    sum += rating * (until - accrued);
                    accrued = until;
                }
                direction * (sum - model.start() * accrued)
            };
            return (0..self.episodes.count()).map(value).collect();
        }
        let accrued: Vec<f64> = (0..=self.longest).map(|tau| model.accrued(tau as f64)).collect();
        let weights: Vec<f64> = accrued.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let value = |episode| {
            let ratings = self.episodes.ratings(episode);
            direction * (weighted_from_end(ratings, &weights) - model.start() * accrued[ratings.len()])
        };
        (0..self.episodes.count()).map(value).collect()
    }

    /// As [`PowerMean`] has it, relative to the dominating score, so that no power overflows.
    fn power(&self, model: &PowerMean) -> Result<Vec<f64>, Undefined> {
        if model.exponent() != -1.0 {
            return self.by_profile(&Model::from(*model));
        }
        let harmonic = |episode, summary: &Summary| {
            let ratings = self.episodes.ratings(episode);
            match ratings.iter().position(|rating| *rating <= 0.0) {
                Some(moment) => Err(NoValue::NotPositive {
                    moment,
                    score: ratings[moment],
                }),
                None => Ok(summary.moments as f64 / ratings.iter().map(|rating| rating.recip()).sum::<f64>()),
            }
        };
        self.each(harmonic)
    }

    fn fitted(&self, model: &peak_end::Fitted) -> Result<Vec<f64>, Undefined> {
        let mut sum = vec![model.intercept(); self.episodes.count()];
        for (weight, part) in model.terms() {
            for (sum, value) in sum.iter_mut().zip(self.column(part)?) {
                *sum += weight * value;
            }
        }
        if model.link() == Link::Logit {
            sum.iter_mut().for_each(|sum| *sum = 1.0 / (1.0 + (-*sum).exp()));
        }
        Ok(sum)
    }

    fn by_profile(&self, model: &Model) -> Result<Vec<f64>, Undefined> {
        // One profile serves all episodes in turn, so that nothing is allocated for each.
        let mut profile = self.episodes.profile(0);
        let mut moments = Vec::with_capacity(self.longest);
        self.each(|episode, _| {
            moments.clear();
            moments.extend(self.episodes.moments(episode));
            profile.replace(&moments).expect(CHECKED);
            model.value(&profile)
        })
    }

    /// A value for every episode, or how many have none and why the first has none.
    pub(crate) fn each(
        &self,
        mut value: impl FnMut(usize, &Summary) -> Result<f64, NoValue>,
    ) -> Result<Vec<f64>, Undefined> {
        let mut column = Vec::with_capacity(self.episodes.count());
        let mut undefined: Option<Undefined> = None;
        for (episode, summary) in self.summaries.iter().enumerate() {
            match value(episode, summary) {
                Ok(value) => column.push(value),
                Err(reason) => {
                    let found = undefined.get_or_insert_with(|| Undefined {
                        count: 0,
                        episodes: self.episodes.count(),
                        name: self.episodes.names()[episode].clone(),
                        reason,
                    });
                    found.count += 1;
                }
            }
        }
        undefined.map_or(Ok(column), Err)
    }
}

fn last_moment(rule: EndRule) -> Option<()> {
    (rule == EndRule::LastMoment).then_some(())
}

/// The peak of a summary under a rule that asks for no places.
fn peak(rule: PeakRule, scale: Scale) -> Option<impl Fn(&Summary) -> f64> {
    let negativity = match rule {
        PeakRule::MostIntense {
            tie: TieRule::Worst,
            negativity,
        } => Some(negativity),
        PeakRule::Best | PeakRule::Trough => None,
        _ => return None,
    };
    Some(move |summary: &Summary| match (negativity, rule) {
        (Some(negativity), _) => summary.peak(scale, negativity),
        (None, PeakRule::Best) => summary.best(scale),
        (None, _) => summary.trough(scale),
    })
}

/// Σ weight × rating, the first weight with the last rating.
fn weighted_from_end(ratings: &[f64], weights: &[f64]) -> f64 {
    ratings
        .iter()
        .rev()
        .zip(weights)
        .map(|(rating, weight)| rating * weight)
        .sum()
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
