//! Comparing candidates: each is fitted on part of the episodes and predicts the rest.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::columns::Columns;
use crate::comparison::better;
use crate::design::WhyLeftOut;
use crate::folds::divide;
use crate::groups::Groups;
use crate::information::Likelihood;
use crate::metric;
use crate::order::order_test;
use crate::random::{Use, random};
use crate::resample::{Drawn, GroupSums};
use crate::training::{Data, Prepared};
use crate::{
    Candidate, CandidateFit, CompareOptions, Compared, Comparison, Episodes, Grouping, Information, LeftOut, Outcome,
    Scores,
};

/// Why episodes cannot be compared on.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// A number of the options is outside its range.
    #[error("{what} must be from {least} to {most}, found {found}")]
    Option {
        /// Which number.
        what: &'static str,
        /// The number given.
        found: usize,
        /// The least allowed.
        least: usize,
        /// The most allowed.
        most: usize,
    },
    /// Stimuli are to be grouped, and the episodes name none.
    #[error("the episodes name no stimulus to group by")]
    NoStimulus,
    /// There are fewer groups than folds.
    #[error("{groups} {}, fewer than {folds} folds", group_name(*.grouping, *.groups))]
    TooFewGroups {
        /// How many groups there are.
        groups: usize,
        /// What they are.
        grouping: Grouping,
        /// Into how many parts they are to be divided.
        folds: usize,
    },
    /// There are too few episodes for what is estimated of them.
    #[error("{found} {}, a comparison needs {MOST_FEW} or more", if *found == 1 { "episode" } else { "episodes" })]
    TooFewEpisodes {
        /// How many there are.
        found: usize,
    },
    /// All overall ratings are the same, but for rounding.
    #[error("all overall ratings are {0}, so there is nothing to predict")]
    ConstantOutcome(f64),
    /// The plain mean, against which everything is held, cannot be fitted outside one of the folds.
    #[error("the plain mean cannot be fitted to the episodes outside one of the folds: {0}")]
    NoMean(WhyLeftOut),
}

/// The fewest episodes of a comparison. Chosen: with fewer, folds hold one or two.
const MOST_FEW: usize = 10;

fn group_name(grouping: Grouping, count: usize) -> &'static str {
    match (grouping, count) {
        (Grouping::Episode, 1) => "episode",
        (Grouping::Episode, _) => "episodes",
        (Grouping::Person, 1) => "person",
        (Grouping::Person, _) => "people",
        (Grouping::Stimulus, 1) => "stimulus",
        (Grouping::Stimulus, _) => "stimuli",
    }
}

/// How far a comparison has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many trainings are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// How well candidates tell what was remembered, on episodes that they were not fitted on.
///
/// The intercept and the plain mean are always among them, first where they are not asked for. Each candidate is fitted
/// to the episodes outside a fold and predicts those inside; parameters and penalties are found outside the fold too, so
/// that no prediction knows its own outcome. `watch` is told after every training.
///
/// # Returns
/// The same for the same episodes, candidates and options, whatever the number of threads.
///
/// # Errors
/// [`CompareError`] where options are out of range or nothing can be compared.
///
/// # Examples
/// ```
/// use peak_end_fit::{CompareOptions, Episode, Episodes, Outcome, RatedMoment, compare};
/// use service_blueprint::Scale;
/// // Forty people who remember the end.
/// let episode = |person: usize| {
///     let ratings = [2.0, 7.0, 4.0].map(|rating| (rating + 3.0 * person as f64) % 10.0);
///     let moment = |rating| RatedMoment { touchpoint: "call".into(), rating, minutes: None };
///     Episode {
///         name: person.to_string(),
///         person: person.to_string(),
///         overall: ratings[2],
///         moments: ratings.map(moment).to_vec(),
///         ..Episode::default()
///     }
/// };
/// let episodes = Episodes::new(Scale::default(), Outcome::Rating, (0..40).map(episode))?;
/// let comparison = compare(&episodes, &["end".parse()?], &CompareOptions::default(), &|_| ())?;
/// let end = comparison.models.iter().find(|model| model.candidate.to_string() == "end").ok_or("asked for")?;
/// assert!(end.scores.r2 > 0.999 && end.to_mean.low > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// - Stone 1974, Journal of the Royal Statistical Society B 36:111–147: cross-validation (from general knowledge).
pub fn compare(
    episodes: &Episodes,
    candidates: &[Candidate],
    options: &CompareOptions,
    watch: &(dyn Fn(Progress) + Sync),
) -> Result<Comparison, CompareError> {
    let groups = checked(episodes, options)?;
    let candidates = with_baselines(candidates);
    let data = Data {
        columns: Columns::new(episodes),
        groups: groups.numbers.clone(),
        centring: options.centring,
        seed: options.seed,
    };
    let divided = divisions(episodes, &groups, options);
    let trainings = divided.iter().map(|parts| parts.len() + 1).sum::<usize>() * candidates.len();
    let done = AtomicUsize::new(0);
    let each = || {
        let done = 1 + done.fetch_add(1, Ordering::Relaxed);
        watch(Progress { done, of: trainings });
    };
    let crossed: Vec<(Candidate, Result<Crossed, WhyLeftOut>)> = candidates
        .into_par_iter()
        .map(|candidate| {
            let crossed = data
                .prepare(&candidate)
                .and_then(|prepared| cross(&data, &prepared, &divided, &groups, &each));
            (candidate, crossed)
        })
        .collect();
    let mut found = Vec::new();
    let mut left_out = Vec::new();
    for (candidate, crossed) in crossed {
        match crossed {
            Ok(crossed) => found.push((candidate, crossed)),
            Err(reason) if candidate == Candidate::mean() => return Err(CompareError::NoMean(reason)),
            Err(reason) => left_out.push(LeftOut { candidate, reason }),
        }
    }
    let (models, drawn) = told(&data, &groups, found, options);
    Ok(Comparison {
        options: options.clone(),
        outcome: episodes.outcome(),
        episodes: episodes.count(),
        people: episodes.people().names().len(),
        groups: groups.count,
        models,
        left_out,
        effects: crate::effects::effects(&data.columns),
        order: order_test(&data.columns, options.permutations, options.seed),
        drawn,
    })
}

/// The candidates asked for, each once, after the baselines that are not among them.
fn with_baselines(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let baselines = [Candidate::INTERCEPT, Candidate::mean()];
    let missing = baselines.iter().filter(|baseline| !candidates.contains(baseline));
    for candidate in missing.chain(candidates) {
        if !all.contains(candidate) {
            all.push(candidate.clone());
        }
    }
    all
}

/// The groups, if the options are in their ranges and there is something to compare on.
fn checked(episodes: &Episodes, options: &CompareOptions) -> Result<Groups, CompareError> {
    let ranges = [
        ("folds", options.folds, 2, 1000),
        ("repeats", options.repeats, 1, 1000),
        ("draws", options.draws, 100, 100_000),
        ("permutations", options.permutations, 99, 100_000),
    ];
    for (what, found, least, most) in ranges {
        if !(least..=most).contains(&found) {
            return Err(CompareError::Option {
                what,
                found,
                least,
                most,
            });
        }
    }
    let found = episodes.count();
    if found < MOST_FEW {
        return Err(CompareError::TooFewEpisodes { found });
    }
    let overall = episodes.overall();
    if metric::r2(overall, overall).is_none() {
        return Err(CompareError::ConstantOutcome(overall[0]));
    }
    let groups = Groups::of(episodes, options.grouping).ok_or(CompareError::NoStimulus)?;
    if groups.count < options.folds {
        return Err(CompareError::TooFewGroups {
            groups: groups.count,
            grouping: options.grouping,
            folds: options.folds,
        });
    }
    Ok(groups)
}

/// The parts of each repeat.
fn divisions(episodes: &Episodes, groups: &Groups, options: &CompareOptions) -> Vec<Vec<Vec<usize>>> {
    let rows: Vec<usize> = (0..episodes.count()).collect();
    let division = |repeat| {
        divide(
            &groups.numbers,
            &rows,
            options.folds,
            &mut random(options.seed, Use::Folds, repeat),
        )
    };
    (0..options.repeats).map(division).collect()
}

/// A candidate after cross-validation.
struct Crossed {
    /// The mean over the repeats, by episode.
    predictions: Vec<f64>,
    /// Squared errors, or −ln of the likelihood: the mean over the repeats, by episode.
    losses: Vec<f64>,
    scores: Scores,
    fit: CandidateFit,
    likelihood: Option<Likelihood>,
}

fn cross(
    data: &Data<'_>,
    prepared: &Prepared,
    divided: &[Vec<Vec<usize>>],
    groups: &Groups,
    each: &(dyn Fn() + Sync),
) -> Result<Crossed, WhyLeftOut> {
    let count = data.outcome().len();
    let repeats = divided.len() as f64;
    let (mut predictions, mut losses) = (vec![0.0; count], vec![0.0; count]);
    let mut scores = Vec::new();
    let mut on_all = None;
    for (repeat, parts) in divided.iter().enumerate() {
        let mut trained = data.train(prepared, parts, repeat * (parts.len() + 1), each)?;
        on_all = trained.pop();
        let mut predicted = vec![0.0; count];
        for (trained, part) in trained.iter().zip(parts) {
            for (&row, prediction) in part.iter().zip(data.predictions(trained, part)) {
                predicted[row] = prediction;
            }
        }
        for row in 0..count {
            predictions[row] += predicted[row] / repeats;
            losses[row] += data.episode_loss(row, predicted[row]) / repeats;
        }
        scores.push(data.scores(&predicted)?);
    }
    // There is always a repeat, and training always ends with everyone.
    let on_all = on_all.ok_or(crate::regression::RegressionError::NoRow)?;
    Ok(Crossed {
        predictions,
        losses,
        scores: mean_scores(&scores),
        likelihood: data.likelihood(&on_all),
        fit: data.told(prepared, &on_all, groups)?,
    })
}

/// The mean of each score over the repeats; none where a repeat has none.
fn mean_scores(scores: &[Scores]) -> Scores {
    let mean = |score: &dyn Fn(&Scores) -> Option<f64>| -> Option<f64> {
        let sum: Option<f64> = scores.iter().map(score).sum();
        Some(sum? / scores.len() as f64)
    };
    let always = |score: &dyn Fn(&Scores) -> f64| scores.iter().map(score).sum::<f64>() / scores.len() as f64;
    Scores {
        r2: always(&|scores| scores.r2),
        rmse: always(&|scores| scores.rmse),
        mae: always(&|scores| scores.mae),
        spearman: mean(&|scores| scores.spearman),
        auc: mean(&|scores| scores.auc),
        log_loss: mean(&|scores| scores.log_loss),
    }
}

impl Data<'_> {
    fn scores(&self, predicted: &[f64]) -> Result<Scores, WhyLeftOut> {
        let outcome = self.outcome();
        let binary = self.columns.episodes().outcome() == Outcome::Binary;
        // Outcomes differ, so that all three exist unless predictions are too large.
        let exists = |score: Option<f64>| score.ok_or(WhyLeftOut::TooLarge);
        Ok(Scores {
            r2: exists(metric::r2(outcome, predicted))?,
            rmse: exists(metric::rmse(outcome, predicted))?,
            mae: exists(metric::mae(outcome, predicted))?,
            spearman: metric::spearman(outcome, predicted),
            auc: metric::auc(outcome, predicted).filter(|_| binary),
            log_loss: metric::log_loss(outcome, predicted).filter(|_| binary),
        })
    }

    fn episode_loss(&self, episode: usize, predicted: f64) -> f64 {
        let outcome = self.outcome()[episode];
        match self.columns.episodes().outcome() {
            Outcome::Rating => (outcome - predicted).powi(2),
            Outcome::Binary => metric::log_loss(&[outcome], &[predicted]).unwrap_or(0.0),
        }
    }
}

/// What each candidate achieved, and the scores that all of them were drawn together.
fn told(
    data: &Data<'_>,
    groups: &Groups,
    found: Vec<(Candidate, Crossed)>,
    options: &CompareOptions,
) -> (Vec<Compared>, Drawn) {
    let losses: Vec<Vec<f64>> = found.iter().map(|(_, crossed)| crossed.losses.clone()).collect();
    let kind = data.columns.episodes().outcome();
    let sums = GroupSums::new(kind, data.outcome(), &groups.numbers, groups.count, &losses);
    let place = |baseline: Candidate| {
        found
            .iter()
            .position(|(candidate, _)| *candidate == baseline)
            .unwrap_or(0)
    };
    let (intercept, mean) = (place(Candidate::INTERCEPT), place(Candidate::mean()));
    let (values, drawn) = (sums.values(), sums.draw(options.draws, options.seed));
    let best = (0..values.len()).fold(mean, |best, at| match better(kind, values[at], values[best]) > 0.0 {
        true => at,
        false => best,
    });
    let against = |at: usize, other: usize| {
        let value = better(kind, values[at], values[other]);
        drawn.interval(value, |scores| better(kind, scores[at], scores[other]))
    };
    let likelihoods: Vec<Likelihood> = found.iter().filter_map(|(_, crossed)| crossed.likelihood).collect();
    let mut information = Information::of(&likelihoods).into_iter();
    let models = found
        .into_iter()
        .enumerate()
        .map(|(at, (candidate, crossed))| Compared {
            candidate,
            scores: crossed.scores,
            main: drawn.interval(values[at], |scores| scores[at]),
            to_mean: against(at, mean),
            to_intercept: against(at, intercept),
            to_best: against(at, best),
            predictions: crossed.predictions,
            fit: crossed.fit,
            information: crossed.likelihood.and_then(|_| information.next()),
        })
        .collect();
    (models, drawn)
}
