//! What a comparison found, as plain data.

use crate::resample::Drawn;
use crate::{Candidate, Outcome, WhyLeftOut};

/// How candidates are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareOptions {
    /// Into how many parts the episodes are divided, 2 to 1000; each part is predicted from the others.
    pub folds: usize,
    /// How often, each time divided anew, 1 to 1000.
    pub repeats: usize,
    /// What may not stand on both sides of a division.
    pub grouping: Grouping,
    /// Whether every feature becomes two: the person's mean, and how far the episode is from it.
    pub centring: Centring,
    /// How often people (or stimuli, or episodes) are drawn anew for intervals, 100 to 100,000.
    pub draws: usize,
    /// How often moments are shuffled to ask whether their order matters, 99 to 100,000.
    pub permutations: usize,
    /// Where the random numbers start.
    pub seed: u64,
}

/// What stays together: in folds, in draws for intervals, in cluster-robust errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Grouping {
    /// Every episode by itself.
    Episode,
    /// The episodes of a person.
    #[default]
    Person,
    /// The episodes with the same stimulus.
    Stimulus,
}

/// Whether features are divided into what differs between people and what differs within them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Centring {
    /// They are not.
    #[default]
    None,
    /// Each feature becomes the person's mean of it and the distance of the episode from that mean.
    WithinPerson,
}

impl Default for CompareOptions {
    /// 10 folds, 5 times, grouped by person; 1,000 draws and 1,000 permutations from seed 1.
    fn default() -> Self {
        Self {
            folds: 10,
            repeats: 5,
            grouping: Grouping::default(),
            centring: Centring::default(),
            draws: 1000,
            permutations: 1000,
            seed: 1,
        }
    }
}

/// What a comparison of candidates found.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// How it was done.
    pub options: CompareOptions,
    /// What was remembered.
    pub outcome: Outcome,
    /// How many episodes there are.
    pub episodes: usize,
    /// How many people there are.
    pub people: usize,
    /// How many groups there are that stay together.
    pub groups: usize,
    /// What each candidate achieved, in the order asked; the intercept and the mean are always among them.
    pub models: Vec<Compared>,
    /// The candidates that have no value for some episode, and are left out.
    pub left_out: Vec<LeftOut>,
    /// How single features go together with what was remembered.
    pub effects: Vec<Effect>,
    /// Whether the order of moments carries anything; none where no episode has two moments.
    pub order: Option<OrderTest>,
    /// The main score of every candidate in every draw of groups.
    pub(crate) drawn: Drawn,
}

impl Comparison {
    /// How much better candidate `one` is than candidate `other` in the main score, with its paired 95 % interval: both are
    /// numbers in [`models`](Self::models).
    ///
    /// # Panics
    /// If there is no candidate of that number.
    pub fn better_by(&self, one: usize, other: usize) -> Interval {
        let score = |at: usize| self.models[at].main.value;
        let value = better(self.outcome, score(one), score(other));
        self.drawn
            .interval(value, |scores| better(self.outcome, scores[one], scores[other]))
    }
}

/// What a candidate achieved.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The candidate.
    pub candidate: Candidate,
    /// How well it predicts episodes that it was not fitted on, the mean over the repeats.
    pub scores: Scores,
    /// The main score, R² (for binary outcomes the log-loss), with its 95 % interval from drawing groups anew.
    pub main: Interval,
    /// The same score less that of the mean, paired: positive is better than the mean (for the log-loss: the mean's less this one's).
    pub to_mean: Interval,
    /// The same against the intercept.
    pub to_intercept: Interval,
    /// The same against the candidate with the best main score: never above 0 in value.
    pub to_best: Interval,
    /// What it predicts for each episode from the others, the mean over the repeats.
    pub predictions: Vec<f64>,
    /// What it is when fitted to all episodes.
    pub fit: CandidateFit,
    /// How likely it makes all episodes, for its number of parameters; none with a penalty.
    pub information: Option<Information>,
}

/// How well predictions meet outcomes that they were not fitted on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// 1 − Σ(y − ŷ)²/Σ(y − ȳ)²: 1 is perfect, 0 no better than knowing the mean outcome, below 0 worse.
    pub r2: f64,
    /// √(Σ(y − ŷ)²/n), in the unit of the outcome.
    pub rmse: f64,
    /// Σ|y − ŷ|/n, in the unit of the outcome.
    pub mae: f64,
    /// The correlation of the ranks; none where all predictions or all outcomes are the same.
    pub spearman: Option<f64>,
    /// The chance that a yes is predicted above a no, ties half; none for ratings.
    pub auc: Option<f64>,
    /// −Σ(y·ln p + (1 − y)·ln(1 − p))/n; none for ratings.
    pub log_loss: Option<f64>,
}

/// A value with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The value.
    pub value: f64,
    /// The interval's lower end.
    pub low: f64,
    /// The interval's upper end.
    pub high: f64,
}

/// A candidate fitted to all episodes.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateFit {
    /// The intercept and the weights, the intercept first.
    pub coefficients: Vec<Coefficient>,
    /// The fitted parameters of the memory model.
    pub parameters: Vec<FittedParameter>,
    /// The penalty of a ridge regression, on standardised features.
    pub penalty: Option<f64>,
    /// The model as others may use it; none where a feature is not a memory model, or features are centred.
    pub model: Option<peak_end::Fitted>,
}

/// A weight of a regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficient {
    /// What is weighed.
    pub name: String,
    /// The weight; none where it cannot be told from the others'.
    pub estimate: Option<f64>,
    /// Its standard error if episodes were independent; none with a penalty, and where there are no more episodes than
    /// weights or nothing is left unexplained.
    pub standard_error: Option<f64>,
    /// Its standard error if only groups are independent; none also with a single group.
    pub cluster_error: Option<f64>,
    /// Its 95 % interval from the cluster-robust error, by Student's t with one degree of freedom less than groups.
    pub interval: Option<(f64, f64)>,
    /// The chance of a weight this far from 0 or further if it were 0, from the same error.
    pub p: Option<f64>,
}

/// A fitted parameter of a memory model.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedParameter {
    /// The parameter.
    pub name: &'static str,
    /// Its value, with its 95 % interval from the cluster-robust error in the coordinate that is searched (rates and λ: the
    /// logarithm), cut at the ends of what is tried.
    pub value: Interval,
    /// Whether it stands at an end of what was tried, so that the data do not say how far it goes.
    pub at_bound: bool,
}

/// How likely a candidate makes all episodes, for its number of parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Information {
    /// How many numbers were fitted: weights, the intercept, parameters, and for ratings the variance of the rest.
    pub parameters: usize,
    /// The logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// Akaike's criterion for few episodes; none where there are no more episodes than parameters and one.
    pub aicc: Option<f64>,
    /// The Bayesian criterion.
    pub bic: f64,
    /// Akaike weight by AICc among the candidates that have one, 0 to 1.
    pub aicc_weight: Option<f64>,
    /// The same by BIC.
    pub bic_weight: f64,
}

/// A candidate that could not be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// The candidate.
    pub candidate: Candidate,
    /// Why.
    pub reason: WhyLeftOut,
}

/// How a feature goes together with what was remembered, ready for a meta-analysis.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The feature.
    pub feature: String,
    /// The correlation; none where the feature or the outcome is the same in every episode.
    pub r: Option<f64>,
    /// Its 95 % interval by Fisher's z; none where there is no correlation, or no more than 3 episodes.
    pub interval: Option<(f64, f64)>,
    /// Fisher's z of the correlation; none where there is no correlation, or where it is 1 or −1.
    pub yi: Option<f64>,
    /// Its sampling variance, 1/(n − 3); none with no more than 3 episodes.
    pub vi: Option<f64>,
    /// The correlation with the mean held fixed; none for the mean itself and where nothing is left.
    pub partial_r: Option<f64>,
    /// How many episodes there are.
    pub n: usize,
}

/// Whether the order of moments carries anything.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderTest {
    /// What the end adds to R² beside mean, trough and best.
    pub gain: f64,
    /// What it adds on average when the moments of each episode are shuffled.
    pub shuffled: f64,
    /// The share of shuffles in which it adds as much or more, the data themselves counted as one.
    pub p: f64,
    /// The touchpoint that nearly always comes last, where there are several: what the end carries may be what it carries.
    pub always_last: Option<String>,
}

impl Compared {
    /// Whether it is better than the mean by an interval above 0, as a reader sees it: above 0.000.
    pub fn is_ahead(&self) -> bool {
        self.to_mean.low >= NEGLIGIBLE
    }

    /// Whether it is worse than the mean by an interval below 0, as a reader sees it: below 0.000.
    pub fn is_behind(&self) -> bool {
        self.to_mean.high <= -NEGLIGIBLE
    }

    /// Whether it is as good as the mean, as a reader sees it: the whole interval of the difference is 0.000.
    pub fn is_as_the_mean(&self) -> bool {
        self.to_mean.low > -NEGLIGIBLE && self.to_mean.high < NEGLIGIBLE
    }
}

/// Differences in R² or log-loss below this are 0.000 to any reader, and are called neither better nor worse. Chosen.
const NEGLIGIBLE: f64 = 0.0005;

/// How much better the first main score is than the second.
pub(crate) fn better(outcome: Outcome, one: f64, other: f64) -> f64 {
    match outcome {
        Outcome::Rating => one - other,
        Outcome::Binary => other - one,
    }
}
