//! `compare`: what is different between two blueprints, in the service and in memory.

mod answer;
mod differences;
mod words;

use peak_end::{CompareError, Comparison, PredictError, PredictOptions, compare};
use service_blueprint::Blueprint;

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};

/// What to compare.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The service as it is, or ours; `-` reads standard input
    #[arg(value_name = "BEFORE")]
    before: Input,

    /// The service as it is to be, or a rival's; `-` reads standard input
    #[arg(value_name = "AFTER")]
    after: Input,
}

/// A comparison, with what was compared.
struct Answer {
    before: Blueprint,
    after: Blueprint,
    comparison: Comparison,
}

/// Compares.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    if (&arguments.before, &arguments.after) == (&Input::Standard, &Input::Standard) {
        let help = "put one of the two blueprints into a file, and name that";
        let message = "standard input can be read only once, and both blueprints are `-`";
        return Err(Failure::request("standard-input-twice", message, Some(help.to_owned())));
    }
    let before = arguments.before.load()?.blueprint;
    let after = arguments.after.load()?.blueprint;
    let answer = Answer {
        comparison: compare(&before, &after, &PredictOptions::default()).map_err(refuse)?,
        before,
        after,
    };
    match output.format {
        Format::Json => output.json(&answer::answer(&answer))?,
        Format::Human => output.print(&words::words(&answer, output))?,
    }
    Ok(Outcome::Fine)
}

/// Why there is no comparison, as a request that cannot be granted.
fn refuse(error: CompareError) -> Failure {
    let (code, help) = match &error {
        CompareError::NotCarried(_) | CompareError::Rescaled(_) => (
            "no-counterpart",
            Some("swap the two blueprints, or give both scales a good and a bad side"),
        ),
        CompareError::Before(PredictError::Law { .. }) | CompareError::After(PredictError::Law { .. }) => {
            ("loops-without-end", Some("raise the chance to leave the loops"))
        }
        _ => ("not-predictable", Some("ask `blueprint predict` of each")),
    };
    Failure::request(code, error.to_string(), help.map(str::to_owned))
}
