//! `predict`: what will be remembered, and which moments make it.

mod answer;
mod sureness;
mod words;

use peak_end::{
    BootstrapOptions, Customers, Model, PeakEnd, PredictError, PredictOptions, Prediction, Sources, Uncertainty,
    UncertaintyError, WayChoice, predict, uncertainty,
};
use serde_json::Value;
use service_blueprint::{Blueprint, EndId};

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};
use crate::verb::choice::{self, Asked, Way};

/// What to predict.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprint; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// Ask these memory models, separated by commas or one option each, with parameters as in `recency_mean(decay=0.3)`, or
    /// fitted ones by their file [default: peak_end]
    #[arg(long, value_name = "MODEL")]
    model: Vec<String>,

    /// Ask every memory model
    #[arg(long, conflicts_with = "model")]
    all_models: bool,

    /// Only this segment of customers
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<String>,

    /// Only journeys that come to this ending
    #[arg(long, value_name = "ENDING")]
    ending: Option<String>,

    /// All ways through, or only the most likely one
    #[arg(long, value_enum, default_value_t)]
    way: Way,

    /// Say how sure the numbers are, by resampling the surveys that give `n`
    #[arg(long)]
    interval: bool,

    /// How often to resample [default: 1000]
    #[arg(long, value_name = "NUMBER", requires = "interval", allow_negative_numbers = true)]
    resamples: Option<usize>,

    /// How often the interval is meant to hold the truth [default: 0.95]
    #[arg(
        long,
        value_name = "PROBABILITY",
        requires = "interval",
        allow_negative_numbers = true
    )]
    confidence: Option<f64>,

    /// Single customers, whose scores are drawn from histograms and surveys, in place of an average one
    #[arg(long, conflicts_with = "interval")]
    population: bool,

    /// The seed of the random ways, for models that have to be sampled, and of resampling
    #[arg(long, value_name = "NUMBER", default_value_t = 0, allow_negative_numbers = true)]
    seed: u64,

    /// Touchpoints of which everything is wanted, although there are more than 60, or more than 200 in one loop
    #[arg(long, value_name = "TOUCHPOINT", value_delimiter = ',')]
    touchpoint: Vec<String>,
}

/// A prediction, with the moments that make the memory of each ending.
struct Answer<'b> {
    blueprint: &'b Blueprint,
    /// The models, in the order of the options.
    asked: Vec<Asked>,
    options: PredictOptions,
    prediction: Prediction,
    /// For each ending that somebody comes to, what is predicted given that ending. Empty where only the most likely way
    /// is asked: given an ending, the most likely way there would be another one.
    by_ending: Vec<(EndId, Prediction)>,
    /// What stands behind the scores.
    sources: Sources,
    /// How sure the prediction is, where that was asked.
    uncertainty: Option<Uncertainty>,
}

/// Predicts.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let asked = models(arguments)?;
    let blueprint = arguments.file.load()?.blueprint;
    let models = asked.iter().map(|asked| asked.model.clone()).collect();
    let options = options(arguments, &blueprint, models)?;
    let uncertainty = if arguments.interval {
        let found = uncertainty(&blueprint, &options, &bootstrap(arguments));
        Some(found.map_err(refuse_interval)?)
    } else {
        None
    };
    let prediction = predict(&blueprint, &options).map_err(refuse)?;
    let answer = Answer {
        blueprint: &blueprint,
        asked,
        by_ending: by_ending(&blueprint, &options)?,
        sources: Sources::of(&blueprint, &options).map_err(refuse)?,
        uncertainty,
        options,
        prediction,
    };
    match output.format {
        Format::Json => output.json(&answer::answer(&answer))?,
        Format::Human => output.print(&words::words(&answer, output))?,
    }
    Ok(Outcome::Fine)
}

/// What the verb answers in JSON where nothing but the blueprint is given, or why nothing is predicted.
pub(super) fn usual_answer(blueprint: &Blueprint, options: PredictOptions) -> Result<Value, Failure> {
    let answer = Answer {
        blueprint,
        asked: options.models.iter().cloned().map(Asked::from).collect(),
        prediction: predict(blueprint, &options).map_err(refuse)?,
        by_ending: by_ending(blueprint, &options)?,
        sources: Sources::of(blueprint, &options).map_err(refuse)?,
        uncertainty: None,
        options,
    };
    Ok(answer::answer(&answer))
}

impl Answer<'_> {
    /// What the answer for programs calls a model that was asked.
    fn key(&self, model: &Model) -> String {
        self.asked(model).map_or_else(|| model.text(), Asked::key)
    }

    /// What people read.
    fn title(&self, model: &Model) -> String {
        self.asked(model).map_or_else(|| model.text(), Asked::title)
    }

    fn asked(&self, model: &Model) -> Option<&Asked> {
        self.asked.iter().find(|asked| asked.model == *model)
    }
}

fn models(arguments: &Arguments) -> Result<Vec<Asked>, Failure> {
    if arguments.all_models {
        return Ok(Model::all().into_iter().map(Asked::from).collect());
    }
    if arguments.model.is_empty() {
        return Ok(vec![Model::from(PeakEnd::default()).into()]);
    }
    let mut models: Vec<Asked> = Vec::new();
    for text in choice::list(&arguments.model) {
        let asked = choice::asked(text)?;
        // Asked twice is answered once.
        if !models.iter().any(|other| other.model == asked.model) {
            models.push(asked);
        }
    }
    Ok(models)
}

fn options(arguments: &Arguments, blueprint: &Blueprint, models: Vec<Model>) -> Result<PredictOptions, Failure> {
    let segment = match &arguments.segment {
        Some(id) => Some(choice::segment(blueprint, id)?.id().clone()),
        None => None,
    };
    let ending = match &arguments.ending {
        Some(id) => Some(choice::ending(blueprint, id)?.id().clone()),
        None => None,
    };
    let mut headroom = Vec::new();
    for id in &arguments.touchpoint {
        headroom.push(choice::touchpoint(blueprint, id)?.id().clone());
    }
    Ok(PredictOptions {
        models,
        way: arguments.way.into(),
        customers: match arguments.population {
            true => Customers::Population,
            false => Customers::Average,
        },
        segment,
        ending,
        headroom,
        seed: arguments.seed,
        ..PredictOptions::default()
    })
}

fn bootstrap(arguments: &Arguments) -> BootstrapOptions {
    let usual = BootstrapOptions::default();
    BootstrapOptions {
        resamples: arguments.resamples.unwrap_or(usual.resamples),
        confidence: arguments.confidence.unwrap_or(usual.confidence),
        seed: arguments.seed,
    }
}

/// What is predicted given each ending; an ending that nobody comes to has nothing.
fn by_ending(blueprint: &Blueprint, options: &PredictOptions) -> Result<Vec<(EndId, Prediction)>, Failure> {
    let mut found = Vec::new();
    if options.way == WayChoice::MostLikely && options.ending.is_none() {
        return Ok(found);
    }
    for end in blueprint.ends() {
        if options.ending.as_ref().is_some_and(|wanted| wanted != end.id()) {
            continue;
        }
        let given = PredictOptions {
            models: Vec::new(),
            ending: Some(end.id().clone()),
            ..options.clone()
        };
        match predict(blueprint, &given) {
            Ok(prediction) => found.push((end.id().clone(), prediction)),
            Err(PredictError::EndingNotReached { .. }) => {}
            Err(error) => return Err(refuse(error)),
        }
    }
    Ok(found)
}

/// Why nothing is predicted, as a request that cannot be granted.
fn refuse(error: PredictError) -> Failure {
    let (code, help) = match &error {
        PredictError::EndingNotReached { .. } => (
            "ending-not-reached",
            Some("leave `--ending` out, or ask another segment or `--way all`"),
        ),
        PredictError::Law { .. } => (
            "loops-without-end",
            Some("raise the chance to leave the loops, or ask `--way most-likely`"),
        ),
        _ => ("not-predictable", None),
    };
    Failure::request(code, error.to_string(), help.map(str::to_owned))
}

/// Why the surveys are not resampled.
fn refuse_interval(error: UncertaintyError) -> Failure {
    let (code, help) = match &error {
        UncertaintyError::Predict(error) => return refuse(error.clone()),
        UncertaintyError::Confidence { .. } => ("bad-confidence", "leave `--confidence` out for 0.95"),
        UncertaintyError::TooFewResamples { .. } => {
            ("too-few-resamples", "raise `--resamples`, or lower `--confidence`")
        }
        UncertaintyError::TooManyResamples { .. } => ("too-many-resamples", "leave `--resamples` out for 1000"),
        _ => return Failure::request("no-interval", error.to_string(), None),
    };
    Failure::request(code, error.to_string(), Some(help.to_owned()))
}
