//! Fitted models as files: what was fitted, on what, and how well it predicted.

mod problem;
mod read;

use peak_end::{Fitted, Link, Model, ParameterValue};
use serde_json::{Map, Value, json};
use service_blueprint::Scale;

use crate::{Candidate, Compared, Comparison, Episodes, Grouping, Interval, Outcome};
pub use problem::{FittedFileCause, FittedFileProblem, FittedFileProblems};

/// A fitted model with where it comes from, as it is kept in a file.
///
/// The file is JSON; docs/fit.md and docs/models.md tell its keys. Numbers are written such that they are read back as the
/// same doubles.
///
/// # Examples
/// ```
/// use peak_end_fit::{Candidate, CompareOptions, FittedFile, SimulateOptions, compare, simulate};
/// let episodes = simulate(&SimulateOptions::default())?.episodes;
/// let candidate: Candidate = "ols:mean+end".parse()?;
/// let comparison = compare(&episodes, std::slice::from_ref(&candidate), &CompareOptions::default(), &|_| ())?;
/// let compared = comparison.models.iter().find(|one| one.candidate == candidate).ok_or("asked for")?;
/// let file = FittedFile::of(&comparison, compared, &episodes, "simulated.csv", "overall", None).ok_or("a model")?;
/// assert_eq!(FittedFile::read(&file.text()), Ok(file));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FittedFile {
    model: Fitted,
    origin: Origin,
}

/// Where a fitted model comes from.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Origin {
    /// The name of the data.
    pub data: String,
    /// How many episodes it was fitted on.
    pub episodes: usize,
    /// How many groups of them there are that stay together.
    pub groups: usize,
    /// What these groups are.
    pub grouping: Grouping,
    /// What was fitted.
    pub candidate: Candidate,
    /// What was remembered.
    pub outcome: Outcome,
    /// How the data call it.
    pub outcome_name: String,
    /// The worst and the best of its scale where that is known, otherwise the least and the largest found.
    pub outcome_range: [f64; 2],
    /// How well it predicted episodes that it was not fitted on, with the 95 % interval: R², for a binary outcome the log-loss.
    pub out_of_fold: Interval,
    /// Into how many parts the episodes were divided for that.
    pub folds: usize,
    /// How often.
    pub repeats: usize,
    /// Where the random numbers started.
    pub seed: u64,
    /// The version of this crate that fitted it.
    pub version: String,
}

/// The number of the form that is written, and the only one that is read.
const FORMAT: u64 = 1;

impl FittedFile {
    /// What a comparison found of a candidate, on these episodes; none where it is not a model that others could use.
    ///
    /// `data` and `outcome` are what the data and their overall rating are called; `overall_scale` is the worst and the best of
    /// overall ratings, where that is known.
    pub fn of(
        comparison: &Comparison,
        compared: &Compared,
        episodes: &Episodes,
        data: &str,
        outcome: &str,
        overall_scale: Option<[f64; 2]>,
    ) -> Option<Self> {
        let model = compared.fit.model.clone()?;
        let is_nested = model.terms().iter().any(|(_, model)| matches!(model, Model::Fitted(_)));
        let found = episodes
            .overall()
            .iter()
            .fold([f64::INFINITY, f64::NEG_INFINITY], |range, overall| {
                [range[0].min(*overall), range[1].max(*overall)]
            });
        let main = compared.main;
        let is_finite = [main.value, main.low, main.high].iter().all(|one| one.is_finite());
        (!is_nested && is_finite).then(|| Self {
            model,
            origin: Origin {
                data: data.to_owned(),
                episodes: comparison.episodes,
                groups: comparison.groups,
                grouping: comparison.options.grouping,
                candidate: compared.candidate.clone(),
                outcome: comparison.outcome,
                outcome_name: outcome.to_owned(),
                outcome_range: overall_scale.unwrap_or(found),
                out_of_fold: compared.main,
                folds: comparison.options.folds,
                repeats: comparison.options.repeats,
                seed: comparison.options.seed,
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
        })
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// [`FittedFileProblems`] hold everything that is wrong with it: keys that are missing, unknown or twice, values of another
    /// kind or out of their range, models that are not known, another form.
    pub fn read(text: &str) -> Result<Self, FittedFileProblems> {
        read::read(text)
    }

    /// The model.
    pub fn model(&self) -> &Fitted {
        &self.model
    }

    /// Where it comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let terms: Vec<Value> = self
            .model
            .terms()
            .iter()
            .map(|(weight, model)| term(*weight, model))
            .collect();
        let Origin {
            out_of_fold,
            outcome_range,
            ..
        } = &self.origin;
        let value = json!({
            "format": FORMAT,
            "fitted_on": {
                "data": self.origin.data,
                "episodes": self.origin.episodes,
                "groups": self.origin.groups,
                "grouping": grouping_name(self.origin.grouping),
                "timed": self.model.had_durations(),
                "candidate": self.origin.candidate.to_string(),
                "seed": self.origin.seed,
                "version": self.origin.version,
            },
            "outcome": {
                "kind": outcome_kind(self.origin.outcome),
                "name": self.origin.outcome_name,
                "worst": outcome_range[0],
                "best": outcome_range[1],
            },
            "out_of_fold": {
                "score": score_name(self.origin.outcome),
                "value": out_of_fold.value,
                "low": out_of_fold.low,
                "high": out_of_fold.high,
                "folds": self.origin.folds,
                "repeats": self.origin.repeats,
            },
            "scale": scale(self.model.scale()),
            "link": link_name(self.model.link()),
            "intercept": self.model.intercept(),
            "terms": terms,
        });
        format!("{value:#}\n")
    }
}

fn term(weight: f64, model: &Model) -> Value {
    let parameters: Map<String, Value> = model
        .parameters()
        .iter()
        .map(|parameter| {
            let value = match parameter.value {
                ParameterValue::Number(number) => Value::from(number),
                ParameterValue::Rule(rule) => Value::from(rule),
            };
            (parameter.name.to_owned(), value)
        })
        .collect();
    json!({ "weight": weight, "model": model.name(), "parameters": parameters })
}

fn scale(scale: Scale) -> Value {
    json!({ "worst": scale.worst(), "neutral": scale.neutral(), "best": scale.best() })
}

fn grouping_name(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Episode => "episode",
        Grouping::Person => "person",
        Grouping::Stimulus => "stimulus",
    }
}

fn outcome_kind(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Rating => "rating",
        Outcome::Binary => "binary",
    }
}

fn score_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Rating => "r2",
        Outcome::Binary => "log_loss",
    }
}

fn link_name(link: Link) -> &'static str {
    match link {
        Link::Identity => "identity",
        Link::Logit => "logit",
    }
}
