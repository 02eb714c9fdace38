//! `satisfaction`: experience against expectation, the key experience, and the ranking by gap beside that by memory.

mod answer;
mod ranking;
mod words;

use peak_end::{PredictOptions, predict};
use service_blueprint::{Blueprint, Satisfaction};

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};
use crate::verb::choice;
use ranking::ByMemory;

/// What to look at.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprint; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// Only this segment of customers
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<String>,
}

/// Satisfaction beside memory.
struct Answer<'b> {
    blueprint: &'b Blueprint,
    satisfaction: Satisfaction<'b>,
    /// The touchpoints by their effect on memory, or why it is not known.
    by_memory: Result<ByMemory, String>,
}

/// Compares experience with expectation.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let blueprint = arguments.file.load()?.blueprint;
    let segment = match &arguments.segment {
        Some(id) => Some(choice::segment(&blueprint, id)?),
        None => None,
    };
    let options = PredictOptions {
        segment: segment.map(|segment| segment.id().clone()),
        ..PredictOptions::default()
    };
    let answer = Answer {
        blueprint: &blueprint,
        satisfaction: match segment {
            Some(segment) => Satisfaction::of(&blueprint, segment),
            None => Satisfaction::overall(&blueprint),
        },
        by_memory: predict(&blueprint, &options)
            .map(|prediction| ByMemory::of(&prediction))
            .map_err(|error| error.to_string()),
    };
    match output.format {
        Format::Json => output.json(&answer::answer(&answer))?,
        Format::Human => output.print(&words::words(&answer, output.width))?,
    }
    Ok(Outcome::Fine)
}
