//! `impact`: what each activity, actor and piece of evidence carries in memory, and what its failure would cost.

mod answer;
mod words;

use peak_end::{Impact, ImpactError, ImpactOptions, impact};
use service_blueprint::Blueprint;

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};
use crate::verb::choice;

/// Whose failure to imagine, and how bad a failure is.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprint; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// Only this activity
    #[arg(long, value_name = "ACTIVITY")]
    activity: Option<String>,

    /// Touchpoints fall by so many points towards worst [default: to worst itself]
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    by: Option<f64>,
}

/// What failures would do to memory.
struct Answer<'b> {
    blueprint: &'b Blueprint,
    options: ImpactOptions,
    impact: Impact<'b>,
}

/// Says what failures would do.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let blueprint = arguments.file.load()?.blueprint;
    let activity = match &arguments.activity {
        Some(id) => choice::activity(&blueprint, id)?.id().cloned(),
        None => None,
    };
    let options = ImpactOptions {
        by: arguments.by,
        activity,
        ..ImpactOptions::default()
    };
    let answer = Answer {
        impact: impact(&blueprint, &options).map_err(refuse)?,
        blueprint: &blueprint,
        options,
    };
    match output.format {
        Format::Json => output.json(&answer::answer(&answer))?,
        Format::Human => output.print(&words::words(&answer, output))?,
    }
    Ok(Outcome::Fine)
}

/// Why no impact is computed, as a request that cannot be granted.
fn refuse(error: ImpactError) -> Failure {
    let (code, help) = match &error {
        ImpactError::NotAFall { .. } => (
            "not-a-fall",
            Some("write for example `--by 1`, or leave `--by` out: touchpoints then fall to worst"),
        ),
        ImpactError::Law { .. } => ("loops-without-end", Some("raise the chance to leave the loops")),
        _ => ("not-predictable", None),
    };
    Failure::request(code, error.to_string(), help.map(str::to_owned))
}
