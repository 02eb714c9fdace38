//! `repeat`: the same journey again and again, while what surprised becomes expected.

mod answer;
mod words;

use peak_end::{Adaptation, ParameterError, RepeatError, RepeatOptions, Repeated, repeat};
use service_blueprint::Blueprint;

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};

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
}

/// What is remembered of one journey after the other.
struct Answer<'b> {
    blueprint: &'b Blueprint,
    now: Repeated<'b>,
}

/// Says what is remembered of one journey after the other.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let options = options(arguments)?;
    let blueprint = arguments.file.load()?.blueprint;
    let answer = Answer {
        now: repeat(&blueprint, &options).map_err(refuse)?,
        blueprint: &blueprint,
    };
    match output.format {
        Format::Json => output.json(&answer::answer(&answer)?)?,
        Format::Human => output.print(&words::words(&answer, output))?,
    }
    Ok(Outcome::Fine)
}

/// What is asked for, if it can be.
fn options(arguments: &Arguments) -> Result<RepeatOptions, Failure> {
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
