//! What a comparison is asked to be: candidates, folds, groups, seeds.

use clap::ValueEnum;
use peak_end::{Model, ModelTextError};
use peak_end_fit::regression::RegressionError;
use peak_end_fit::{
    Candidate, CandidateError, Centring, CompareError, CompareOptions, DataReport, Feature, Grouping, Reading, Shape,
    WhyLeftOut,
};

use crate::failure::Failure;
use crate::nearest::choose;
use crate::verb::fit::data::left_out_words;

/// What may not stand on both sides of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Group {
    /// The episodes of a person
    #[default]
    Person,
    /// The episodes with the same stimulus
    Stimulus,
    /// Nothing: each episode is by itself
    Episode,
}

impl From<Group> for Grouping {
    fn from(group: Group) -> Self {
        match group {
            Group::Person => Self::Person,
            Group::Stimulus => Self::Stimulus,
            Group::Episode => Self::Episode,
        }
    }
}

/// How features are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Centre {
    /// Into the person's mean and the distance from it
    WithinPerson,
}

/// How the comparison is done.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Comparison")]
pub(crate) struct ComparisonArguments {
    /// The candidates, separated by commas: memory models (`peak_end`, `recency_mean(decay=0.3)`), fitted ones
    /// (`fitted:recency_mean`), regressions (`ols:mean+end+trough`, `ridge:touchpoints`) [default: the usual ones that have a
    /// value on these episodes]
    #[arg(long, value_name = "LIST")]
    pub(super) models: Option<String>,

    /// Into how many parts the episodes are divided; each is predicted from the others
    #[arg(long, value_name = "N", default_value_t = 10)]
    folds: usize,

    /// How often they are divided anew; scores are means over the divisions
    #[arg(long, value_name = "N", default_value_t = 5)]
    repeats: usize,

    /// What stays together in divisions, intervals and standard errors
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    group: Group,

    /// Divide every feature into what differs between people and what differs within them
    #[arg(long, value_name = "HOW", value_enum)]
    centre: Option<Centre>,

    /// How often groups are drawn anew for intervals
    #[arg(long, value_name = "N", default_value_t = 1000)]
    draws: usize,

    /// How often moments are shuffled to ask whether their order matters
    #[arg(long, value_name = "N", default_value_t = 1000)]
    permutations: usize,

    /// Where the random numbers start: the same seed gives the same bytes
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
}

impl ComparisonArguments {
    pub(super) fn options(&self) -> CompareOptions {
        CompareOptions {
            folds: self.folds,
            repeats: self.repeats,
            grouping: self.group.into(),
            centring: match self.centre {
                Some(Centre::WithinPerson) => Centring::WithinPerson,
                None => Centring::None,
            },
            draws: self.draws,
            permutations: self.permutations,
            seed: self.seed,
        }
    }

    /// The candidates asked for, none where the usual ones are to do.
    pub(super) fn candidates(&self) -> Result<Option<Vec<Candidate>>, Failure> {
        let Some(list) = &self.models else {
            return Ok(None);
        };
        let mut candidates: Vec<Candidate> = Vec::new();
        for text in between_commas(list) {
            let candidate = candidate(text)?;
            if candidates.contains(&candidate) {
                let message = format!("`{text}` is asked for twice");
                return Err(Failure::request(
                    "repeated-model",
                    message,
                    Some("name each model once".into()),
                ));
            }
            candidates.push(candidate);
        }
        Ok(Some(candidates))
    }
}

/// The candidate of that text.
pub(super) fn candidate(text: &str) -> Result<Candidate, Failure> {
    text.parse().map_err(|error| refuse(text, &error))
}

/// The candidates of a list; commas in parentheses stand between parameters.
fn between_commas(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let parts = list.split(move |sign| {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        sign == ',' && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// What single features are called beside memory models.
const FEATURES: [&str; 6] = ["moments", "minutes", "delay", "expectation", "touchpoints", "bins(6)"];

/// Why a text names no candidate, with what is near.
fn refuse(text: &str, error: &CandidateError) -> Failure {
    let (code, help) = match error {
        CandidateError::Model(ModelTextError::Unknown(name)) => ("unknown-model", nearest(text, name)),
        CandidateError::NotFitted(_) => {
            let fitted = fitted_names();
            ("unknown-model", choose(text, fitted.iter().map(String::as_str)))
        }
        CandidateError::Model(ModelTextError::UnknownParameter { name, known, .. }) => {
            ("bad-model", choose(name, known.iter().copied()))
        }
        CandidateError::Model(ModelTextError::UnknownRule { found, known, .. }) => {
            ("bad-model", choose(found, known.iter().copied()))
        }
        CandidateError::Model(_) => (
            "bad-model",
            "`blueprint models` lists the memory models, `blueprint models MODEL` the parameters of one".to_owned(),
        ),
        _ => (
            "bad-model",
            "a regression is written as `ols:mean+end+trough`".to_owned(),
        ),
    };
    Failure::request(code, format!("`{text}`: {error}"), Some(help))
}

/// What is near an unknown name: a feature is one of a regression only.
fn nearest(text: &str, name: &str) -> String {
    let is_regression = text.contains(':');
    if !is_regression && text.parse::<Feature>().is_ok() {
        return format!("`{text}` is a feature: write `ols:{text}`");
    }
    let models = Model::all();
    let models = models.iter().map(|model| model.name().to_owned());
    let known: Vec<String> = match is_regression {
        true => models.chain(FEATURES.map(str::to_owned)).collect(),
        false => models.chain(["intercept".to_owned()]).chain(fitted_names()).collect(),
    };
    choose(name, known.iter().map(String::as_str))
}

fn fitted_names() -> Vec<String> {
    let names = Shape::ALL.iter().map(|shape| format!("fitted:{}", shape.name()));
    names.collect()
}

/// Why nothing was compared, as a mistake of the request where it is one, and of the data otherwise.
pub(super) fn refuse_comparison(reading: &Reading, error: &CompareError) -> Failure {
    let episodes = &reading.episodes;
    let (code, help) = match error {
        CompareError::Option { .. } => ("out-of-range", "choose a number within"),
        CompareError::NoStimulus => (
            "no-stimulus",
            "choose `--group person`, or name the column with the stimulus",
        ),
        CompareError::TooFewGroups { groups: 1, .. } if episodes.count() > 1 => (
            "too-few-groups",
            "choose `--group episode`: with one person nothing can be said of others",
        ),
        CompareError::TooFewGroups { .. } => (
            "too-few-groups",
            "choose fewer `--folds`; `--group episode` too goes, but then a person's own other episodes help to predict them",
        ),
        CompareError::TooFewEpisodes { .. } => ("too-few-episodes", "collect more episodes"),
        CompareError::ConstantOutcome(_) => (
            "nothing-to-predict",
            "see whether `--overall` names the right column; if so, ask for what was remembered on a finer scale",
        ),
        CompareError::NoMean(WhyLeftOut::Regression(reason)) => return refuse_yes_and_no(reason),
        _ => ("not-comparable", "see `docs/fit.md`"),
    };
    let help = match (error, left_out(&reading.report)) {
        (CompareError::TooFewEpisodes { .. }, Some(left_out)) => {
            format!("{left_out}: see whether `--missing` takes answers for missing ones, or collect more episodes")
        }
        _ => help.to_owned(),
    };
    Failure::request(code, error.to_string(), Some(help))
}

/// Why the plain mean has no weights outside a fold. Nearly always the answers are yes and no, and hardly any are of one
/// kind, or the mean tells the two apart.
fn refuse_yes_and_no(reason: &RegressionError) -> Failure {
    let (code, message, help) = match reason {
        RegressionError::OneOutcome(only) => (
            "one-sided",
            format!(
                "outside one of the folds every answer is {}, so that nothing can be fitted there",
                if *only > 0.5 { "yes" } else { "no" }
            ),
            "choose fewer `--folds` or another `--seed`, or collect more episodes with the rarer answer",
        ),
        RegressionError::Separated { .. } => (
            "separated",
            "outside one of the folds the mean of the moments tells yes from no without a fault, so that a logistic regression has no finite weights \
             and nothing is left to compare"
                .to_owned(),
            "see whether the answer was made from the ratings; if not, collect more episodes, or ask for a rating instead of \
             yes and no",
        ),
        other => (
            "not-comparable",
            format!("the plain mean cannot be fitted to the episodes outside one of the folds: {other}"),
            "see `docs/fit.md`",
        ),
    };
    Failure::request(code, message, Some(help.to_owned()))
}

/// Which episodes are not among those that are compared, and why.
fn left_out(report: &DataReport) -> Option<String> {
    let reasons = [
        (&report.without_moments, "no moment is rated"),
        (&report.without_overall, "there is no overall rating"),
    ];
    let told: Vec<String> = reasons
        .into_iter()
        .filter(|(left_out, _)| left_out.count > 0)
        .map(|(left_out, why)| left_out_words(why, left_out))
        .collect();
    (!told.is_empty()).then(|| format!("left out: {}", told.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_between_parameters_divide_no_candidates() {
        let list = "peak_end(weight=0.7, tie=last), ols:mean+end,,mean";
        let parts: Vec<&str> = between_commas(list).collect();
        assert_eq!(parts, ["peak_end(weight=0.7, tie=last)", "ols:mean+end", "mean"]);
    }
}
