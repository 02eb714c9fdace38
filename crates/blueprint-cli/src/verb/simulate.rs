//! `simulate`: episodes of people who remember by a known rule, as a file that `fit` reads.

mod answer;

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use peak_end_fit::{Form, Outcome as What, SimulateError, SimulateOptions, Sureness, simulate};
use service_blueprint::Scale;

use crate::failure::{Failure, Outcome};
use crate::output::{Format, Output};
use crate::verb::choice;
use crate::written::{refuse, write_new};

/// What to simulate. docs/simulate.md has the generator step by step.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The rule by which people remember: a memory model, with parameters as in `peak_end(weight=0.7)`, or the file of a
    /// fitted one
    #[arg(long, value_name = "MODEL", default_value = "peak_end")]
    model: String,

    /// How many people there are, 1 to 1000000
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 50,
        help_heading = "People and episodes"
    )]
    people: usize,

    /// How many episodes each of them lives through, 1 to 10000
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 8,
        help_heading = "People and episodes"
    )]
    episodes: usize,

    /// How many moments an episode has, 1 to 1000: a number or a range, each as likely
    #[arg(long, value_name = "FROM..TO", default_value = "6..12", value_parser = counts, help_heading = "People and episodes")]
    moments: RangeInclusive<usize>,

    /// How many things there are to live through; without it the data name none
    #[arg(long, value_name = "NUMBER", help_heading = "People and episodes")]
    stimuli: Option<usize>,

    /// How long moments take, in minutes: a range; without it there are no durations
    #[arg(long, value_name = "FROM..TO", value_parser = minutes, help_heading = "People and episodes")]
    minutes: Option<RangeInclusive<f64>>,

    /// The scale of moments
    #[arg(
        long,
        value_delimiter = ',',
        allow_hyphen_values = true,
        default_value = "0,5,10",
        value_name = "WORST,NEUTRAL,BEST",
        help_heading = "Ratings of moments"
    )]
    scale: Vec<f64>,

    /// The mean level of moments, from 0 (worst) to 1 (best)
    #[arg(
        long,
        value_name = "PART",
        default_value_t = 0.6,
        help_heading = "Ratings of moments"
    )]
    level: f64,

    /// How much people differ in level: a standard deviation, in parts of the scale
    #[arg(
        long,
        value_name = "PART",
        default_value_t = 0.08,
        help_heading = "Ratings of moments"
    )]
    person_level: f64,

    /// How much the moments of an episode differ: a standard deviation, in parts of the scale
    #[arg(
        long,
        value_name = "PART",
        default_value_t = 0.18,
        help_heading = "Ratings of moments"
    )]
    spread: f64,

    /// How much people differ in spread: the standard deviation of its logarithm
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 0.25,
        help_heading = "Ratings of moments"
    )]
    person_spread: f64,

    /// How much touchpoints differ in level: a standard deviation, in parts of the scale
    #[arg(
        long,
        value_name = "PART",
        default_value_t = 0.0,
        help_heading = "Ratings of moments"
    )]
    touchpoint_level: f64,

    /// How much stimuli differ in level: a standard deviation, in parts of the scale
    #[arg(
        long,
        value_name = "PART",
        default_value_t = 0.0,
        help_heading = "Ratings of moments"
    )]
    stimulus_level: f64,

    /// The correlation of neighbouring moments, -0.99 to 0.99
    #[arg(
        long,
        value_name = "R",
        default_value_t = 0.3,
        allow_negative_numbers = true,
        help_heading = "Ratings of moments"
    )]
    autocorrelation: f64,

    /// Moments are rated in whole points, so that ratings tie
    #[arg(long, help_heading = "Ratings of moments")]
    whole_points: bool,

    /// The share of moments that were lived but not rated, 0 to 0.9
    #[arg(
        long,
        value_name = "SHARE",
        default_value_t = 0.0,
        help_heading = "Ratings of moments"
    )]
    missing: f64,

    /// What else moves overall ratings: a standard deviation, in points of the overall scale [default: 0.5]
    #[arg(long, value_name = "POINTS", conflicts_with_all = ["r2", "binary"], help_heading = "Overall ratings")]
    noise: Option<f64>,

    /// In place of noise: the share of the variance of overall ratings that the rule explains, above 0 to 1
    #[arg(
        long,
        value_name = "SHARE",
        conflicts_with = "binary",
        help_heading = "Overall ratings"
    )]
    r2: Option<f64>,

    /// How much people differ in how they answer: a standard deviation, in points of the overall scale
    #[arg(long, value_name = "POINTS", default_value_t = 0.0, help_heading = "Overall ratings")]
    person_effect: f64,

    /// a of the overall rating a + b·R, R being what the rule says [default: docs/simulate.md]
    #[arg(
        long,
        value_name = "A",
        requires = "slope",
        allow_negative_numbers = true,
        help_heading = "Overall ratings"
    )]
    intercept: Option<f64>,

    /// b of the overall rating a + b·R
    #[arg(
        long,
        value_name = "B",
        requires = "intercept",
        allow_negative_numbers = true,
        help_heading = "Overall ratings"
    )]
    slope: Option<f64>,

    /// The scale of overall ratings; those beyond an end stand at the end. Without it they go anywhere
    #[arg(
        long,
        value_delimiter = ',',
        allow_hyphen_values = true,
        value_name = "WORST,BEST",
        conflicts_with = "binary",
        help_heading = "Overall ratings"
    )]
    overall_scale: Option<Vec<f64>>,

    /// Overall ratings are whole points
    #[arg(long, conflicts_with = "binary", help_heading = "Overall ratings")]
    whole_overall: bool,

    /// In place of overall ratings, yes (1) and no (0)
    #[arg(long, help_heading = "Overall ratings")]
    binary: bool,

    /// Where the random numbers start
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,

    /// How the file is laid out
    #[arg(long, value_enum, default_value_t)]
    form: FormChoice,

    /// The file to write, which must not exist yet, or a folder to put it into; `-` writes to standard output [default:
    /// simulated.csv, or simulated.jsonl]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How the file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum FormChoice {
    /// CSV with a row for each moment
    #[default]
    Long,
    /// CSV with a row for each episode
    Wide,
    /// A JSON object on each line, one for each episode
    Jsonl,
}

impl From<FormChoice> for Form {
    fn from(form: FormChoice) -> Self {
        match form {
            FormChoice::Long => Self::Long,
            FormChoice::Wide => Self::Wide,
            FormChoice::Jsonl => Self::JsonLines,
        }
    }
}

/// Simulates, and writes the file.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let options = options(arguments)?;
    let simulated = simulate(&options).map_err(|error| refuse_request(&error))?;
    let text = simulated
        .text(arguments.form.into())
        .map_err(|error| refuse_request(&error))?;
    let file = file(arguments);
    if file == Path::new("-") {
        output.print(&text)?;
        return Ok(Outcome::Fine);
    }
    write_new(&file, &text).map_err(|error| refuse(&file, &error))?;
    match output.format {
        Format::Json => output.json(&answer::answer(&simulated, arguments, &file))?,
        Format::Human if output.quiet => {}
        Format::Human => output.print(&answer::words(&simulated, arguments, &file, output.width))?,
    }
    Ok(Outcome::Fine)
}

/// The file to write.
fn file(arguments: &Arguments) -> PathBuf {
    let name = match arguments.form {
        FormChoice::Jsonl => "simulated.jsonl",
        FormChoice::Long | FormChoice::Wide => "simulated.csv",
    };
    match &arguments.output {
        // A name with a separator at its end is that of a folder, be it there or not.
        Some(folder) if folder.is_dir() || folder.to_string_lossy().ends_with(std::path::is_separator) => {
            folder.join(name)
        }
        Some(file) => file.clone(),
        None => name.into(),
    }
}

fn options(arguments: &Arguments) -> Result<SimulateOptions, Failure> {
    let sureness = match (arguments.r2, arguments.noise) {
        (Some(share), _) => Sureness::R2(share),
        (None, Some(noise)) => Sureness::Noise(noise),
        (None, None) => SimulateOptions::default().sureness,
    };
    Ok(SimulateOptions {
        rule: choice::model(&arguments.model)?,
        people: arguments.people,
        episodes: arguments.episodes,
        moments: arguments.moments.clone(),
        scale: scale(&arguments.scale)?,
        level: arguments.level,
        person_level: arguments.person_level,
        spread: arguments.spread,
        person_spread: arguments.person_spread,
        touchpoint_level: arguments.touchpoint_level,
        autocorrelation: arguments.autocorrelation,
        whole_points: arguments.whole_points,
        missing: arguments.missing,
        minutes: arguments.minutes.clone(),
        stimuli: arguments.stimuli,
        stimulus_level: arguments.stimulus_level,
        outcome: if arguments.binary { What::Binary } else { What::Rating },
        overall_scale: arguments.overall_scale.as_deref().map(overall_scale).transpose()?,
        weights: arguments.intercept.zip(arguments.slope),
        person_effect: arguments.person_effect,
        sureness,
        whole_overall: arguments.whole_overall,
        seed: arguments.seed,
    })
}

fn scale(numbers: &[f64]) -> Result<Scale, Failure> {
    let [worst, neutral, best] = numbers[..] else {
        let message = format!("a scale has three numbers, not {}", numbers.len());
        return Err(bad_scale(
            message,
            "write `--scale WORST,NEUTRAL,BEST`, such as `--scale 1,3,5`",
        ));
    };
    let help = "worst and best differ, and neutral lies between them or at one of them";
    Scale::new(worst, neutral, best).map_err(|error| bad_scale(error.to_string(), help))
}

fn overall_scale(numbers: &[f64]) -> Result<Scale, Failure> {
    let [worst, best] = numbers[..] else {
        let message = format!("the scale of overall ratings has two numbers, not {}", numbers.len());
        return Err(bad_scale(
            message,
            "write `--overall-scale WORST,BEST`, such as `--overall-scale 1,10`",
        ));
    };
    // Half of each first, so that the sum of large numbers stays finite.
    let middle = worst / 2.0 + best / 2.0;
    Scale::new(worst, middle, best).map_err(|error| bad_scale(error.to_string(), "worst and best differ"))
}

fn bad_scale(message: String, help: &str) -> Failure {
    Failure::request("bad-scale", message, Some(help.to_owned()))
}

fn refuse_request(error: &SimulateError) -> Failure {
    let (code, help) = match error {
        SimulateError::Options(_) => ("bad-options", "`blueprint simulate --help` lists what is allowed"),
        SimulateError::NoValue { .. } => (
            "no-value",
            "choose another rule, more `--moments`, or for a power mean a scale from 1, such as `--scale 1,3,5`",
        ),
        SimulateError::Constant { .. } => (
            "constant-rule",
            "choose another rule, more `--moments`, or more `--spread`",
        ),
        SimulateError::R2NotReached { .. } => ("r2-not-reached", "lower `--r2` or `--person-effect`"),
        SimulateError::NoPlaceForDurations => ("no-place-for-durations", "ask `--form long` or `--form jsonl`"),
        _ => (
            "not-simulated",
            "choose a smaller `--slope`, `--intercept` or `--noise`",
        ),
    };
    Failure::request(code, error.to_string(), Some(help.to_owned()))
}

/// A number, or a range `FROM..TO`.
fn range<T: std::str::FromStr + Clone>(text: &str) -> Option<RangeInclusive<T>> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let to = to.strip_prefix('=').unwrap_or(to);
    Some(from.trim().parse().ok()?..=to.trim().parse().ok()?)
}

fn counts(text: &str) -> Result<RangeInclusive<usize>, String> {
    range(text).ok_or_else(|| "a number or a range such as 6..12 is wanted".to_owned())
}

fn minutes(text: &str) -> Result<RangeInclusive<f64>, String> {
    range(text).ok_or_else(|| "a number or a range such as 0.5..20 is wanted".to_owned())
}
