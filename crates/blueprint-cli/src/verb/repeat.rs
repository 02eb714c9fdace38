//! `repeat`: the same journey again and again, while what surprised becomes expected.

mod answer;
mod words;
mod worth;

use peak_end::{Adaptation, ParameterError, RepeatError, RepeatOptions, Repeated, RepeatedWith, repeat, repeat_with};
use service_blueprint::{Blueprint, ChoiceError, OptionId};

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};
use crate::verb::choice;

/// How often the journey is gone through, and how expectation follows experience.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprint; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// How many journeys each customer goes on, 1 to 1000
    #[arg(long, value_name = "K", default_value_t = 6, allow_negative_numbers = true)]
    episodes: i64,

    /// How fast expectation rises to what is better, per journey: 0 never, 1 at once
    #[arg(long, value_name = "RATE", default_value_t = Adaptation::default().up(), allow_negative_numbers = true)]
    up: f64,

    /// How fast expectation sinks to what is worse, per journey: 0 never, 1 at once
    #[arg(long, value_name = "RATE", default_value_t = Adaptation::default().down(), allow_negative_numbers = true)]
    down: f64,

    /// How much of a changed expectation is felt: 0 nothing, 1 all of it, up to 10
    #[arg(long, value_name = "FACTOR", default_value_t = Adaptation::default().theta(), allow_negative_numbers = true)]
    theta: f64,

    /// Say what these options are still worth in later journeys, with commas between their ids
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    options: Vec<String>,
}

/// What is remembered of one journey after the other.
enum Answer<'b> {
    /// Of the service as it is.
    Now(&'b Blueprint, Repeated<'b>),
    /// Of the service as it is, and with options.
    With(Change<'b>),
}

/// A service as it is, and with options.
struct Change<'b> {
    blueprint: &'b Blueprint,
    options: &'b [OptionId],
    with: &'b Blueprint,
    found: RepeatedWith<'b>,
}

impl<'b> Answer<'b> {
    /// The service in question, and what is remembered of it: with the options, where there are any.
    fn shown(&self) -> (&'b Blueprint, &Repeated<'b>) {
        match self {
            Self::Now(blueprint, found) => (blueprint, found),
            Self::With(change) => (change.with, &change.found.with),
        }
    }
}

/// Says what is remembered of one journey after the other.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let asked = asked(arguments)?;
    let blueprint = arguments.file.load()?.blueprint;
    let options = choice::options(&blueprint, &arguments.options)?;
    let with = match options.is_empty() {
        true => None,
        false => Some(blueprint.with_options(&options).map_err(cannot_be_chosen)?),
    };
    let answer = match &with {
        None => Answer::Now(&blueprint, repeat(&blueprint, &asked).map_err(refuse)?),
        Some(with) => Answer::With(Change {
            found: repeat_with(&blueprint, with, &asked).map_err(refuse)?,
            blueprint: &blueprint,
            options: &options,
            with,
        }),
    };
    match output.format {
        Format::Json => output.json(&answer::answer(&answer)?)?,
        Format::Human => output.print(&words::words(&answer, output))?,
    }
    Ok(Outcome::Fine)
}

/// What is asked for, if it can be.
fn asked(arguments: &Arguments) -> Result<RepeatOptions, Failure> {
    let Arguments { up, down, theta, .. } = *arguments;
    Ok(RepeatOptions {
        // A negative number is as wrong as 0, and is told by the same error below if it is not caught here.
        episodes: usize::try_from(arguments.episodes).map_err(|_| too_few_or_many(arguments.episodes))?,
        adaptation: Adaptation::new(up, down, theta).map_err(bad_rate)?,
        ..RepeatOptions::default()
    })
}

fn too_few_or_many(found: impl std::fmt::Display) -> Failure {
    let message = format!(
        "journeys are repeated 1 to {} times, not {found}",
        peak_end::MOST_EPISODES
    );
    Failure::request("bad-episodes", message, Some("write for example `--episodes 6`".into()))
}

fn bad_rate(error: ParameterError) -> Failure {
    let help = "rates say what part of a surprise is expected the next time, such as `--up 0.3`; `--theta 1` lets all of \
                it be felt";
    Failure::request("bad-adaptation", error.to_string(), Some(help.into()))
}

fn cannot_be_chosen(error: ChoiceError) -> Failure {
    let help = match &error {
        ChoiceError::Needs { id, needed } => Some(format!("choose both: `--options {id},{needed}`")),
        ChoiceError::Excludes { one, other } => Some(format!("choose `{one}` or `{other}`")),
        ChoiceError::Twice { id } => Some(format!("name `{id}` once")),
        _ => None,
    };
    Failure::request("bad-choice", error.to_string(), help)
}

/// Why nothing is said, as a request that cannot be granted.
fn refuse(error: RepeatError) -> Failure {
    match error {
        RepeatError::Episodes { found, .. } => too_few_or_many(found),
        RepeatError::Law { .. } => {
            let help = "raise the chance to leave the loops";
            Failure::request("loops-without-end", error.to_string(), Some(help.into()))
        }
        _ => Failure::request("not-predictable", error.to_string(), None),
    }
}
