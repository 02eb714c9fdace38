//! What a comparison page is about, as plain data.

/// What a comparison of memory models on episodes found.
///
/// Names, reasons and messages are shown as they are; none of them can become markup.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelComparison {
    /// What the data are called, such as the names of the files.
    pub name: String,
    /// What was remembered.
    pub outcome: Remembered,
    /// How it was done.
    pub design: Design,
    /// What the comparison comes to, sentence by sentence, the most important first, in the language of the page.
    pub verdict: Vec<String>,
    /// What to be careful about, the gravest first, in the language of the page.
    pub cautions: Vec<String>,
    /// What the checks of the data found, the gravest first.
    pub findings: Vec<DataFinding>,
    /// What each candidate achieved, in the order asked. The one called `mean` is what the others are held against.
    pub models: Vec<ComparedModel>,
    /// The candidates that could not be compared: name and reason.
    pub left_out: Vec<(String, String)>,
    /// How single features go together with what was remembered.
    pub effects: Vec<FeatureEffect>,
    /// Whether the order of moments carries anything.
    pub order: Option<OrderGain>,
    /// What was remembered of each episode.
    pub observed: Vec<f64>,
    /// What is in the data: what it is, and how much.
    pub data: Vec<(String, String)>,
    /// How the page can be made again: what it is, and its value.
    pub manifest: Vec<(String, String)>,
}

/// What was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remembered {
    /// A rating; the main score is R².
    Rating,
    /// Yes (1) or no (0); the main score is the log-loss.
    Binary,
}

/// How a comparison was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Design {
    /// What stays together in folds and draws.
    pub kept: Kept,
    /// How many of these there are.
    pub groups: usize,
    /// Into how many parts the episodes were divided.
    pub folds: usize,
    /// How often they were divided anew.
    pub repeats: usize,
    /// How often groups were drawn anew for intervals.
    pub draws: usize,
    /// How often moments were shuffled.
    pub permutations: usize,
    /// Whether features were divided into the person's mean and the distance from it.
    pub centred: bool,
}

/// What stays together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing: every episode is by itself.
    Episodes,
    /// The episodes of a person.
    People,
    /// The episodes with the same stimulus.
    Stimuli,
}

/// What a check of the data found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFinding {
    /// Whether the data should not be believed before it is settled.
    pub weight: FindingWeight,
    /// The check's stable name.
    pub code: String,
    /// What was found.
    pub message: String,
    /// What it rests on, a line each.
    pub evidence: Vec<String>,
    /// What to do.
    pub help: String,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingWeight {
    /// The comparison should not be believed before this is settled.
    Objection,
    /// Something to know.
    Remark,
}

/// What a candidate achieved.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedModel {
    /// Its name, as one asks for it: `peak_end`, `fitted:recency_mean`, `ols:mean+end`.
    pub name: String,
    /// The main score on episodes that it was not fitted on: R², or the log-loss for yes and no.
    pub main: Measured,
    /// How much better than the mean it is, by the main score, paired; above 0 is better for both scores.
    pub to_mean: Measured,
    /// What that difference tells.
    pub standing: Standing,
    /// R² out of fold.
    pub r2: f64,
    /// Root of the mean squared error out of fold.
    pub rmse: f64,
    /// Mean absolute error out of fold.
    pub mae: f64,
    /// Rank correlation out of fold.
    pub spearman: Option<f64>,
    /// The chance that a yes is predicted above a no.
    pub auc: Option<f64>,
    /// Log-loss out of fold.
    pub log_loss: Option<f64>,
    /// Akaike's criterion for few episodes, fitted to all.
    pub aicc: Option<f64>,
    /// Its Akaike weight.
    pub aicc_weight: Option<f64>,
    /// The Bayesian criterion, fitted to all.
    pub bic: Option<f64>,
    /// What it predicts for each episode from the others.
    pub predictions: Vec<f64>,
    /// The intercept and the weights, fitted to all episodes.
    pub coefficients: Vec<FittedWeight>,
    /// Fitted parameters of the memory model: the name, the value, and whether it stands at an end of what was tried.
    pub parameters: Vec<(String, Measured, bool)>,
    /// The penalty of a ridge regression.
    pub penalty: Option<f64>,
}

/// Whether a model can be told from the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is better, by an interval that leaves out 0 as the page shows it.
    Better,
    /// It is worse, likewise.
    Worse,
    /// It cannot be told from the mean.
    Open,
}

/// A value with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The value.
    pub value: f64,
    /// The interval's lower end.
    pub low: f64,
    /// The interval's upper end.
    pub high: f64,
}

impl Measured {
    /// Whether the interval leaves out 0.
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// A weight of a regression.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedWeight {
    /// What is weighed.
    pub name: String,
    /// The weight; none where it cannot be told from the others'.
    pub estimate: Option<f64>,
    /// Its cluster-robust standard error.
    pub error: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// The chance of a weight this far from 0 or further if it were 0.
    pub p: Option<f64>,
}

/// How a feature goes together with what was remembered.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureEffect {
    /// The feature.
    pub feature: String,
    /// The correlation.
    pub r: Measured,
    /// The correlation with the mean held fixed.
    pub partial_r: Option<f64>,
    /// How many episodes there are.
    pub n: usize,
}

/// Whether the order of moments carries anything.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrderGain {
    /// What the end adds to R² beside mean, trough and best.
    pub gain: f64,
    /// What it adds on average when moments are shuffled.
    pub shuffled: f64,
    /// The share of shuffles in which it adds as much or more.
    pub p: f64,
    /// Whether the order is how people lived through the moments, as far as the user said.
    pub is_real: Option<bool>,
}
