//! `fit`: which memory model is right, on data.

mod calibrate;
mod data;
mod digest;

use std::path::PathBuf;

use serde_json::json;

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};
use calibrate::Calibrating;
use data::DataArguments;

/// The data, and what to do with them.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: DataArguments,

    /// Read and check the data, say what was found, and stop
    #[arg(long)]
    only_data: bool,

    /// Write this blueprint anew, with scores from the ratings of its touchpoints: mean, standard deviation, number; comments,
    /// order and everything else stay
    #[arg(
        long,
        value_name = "BLUEPRINT.yaml",
        conflicts_with = "only_data",
        help_heading = "Back into a blueprint"
    )]
    calibrate: Option<Input>,

    /// The file for the new blueprint, never the one that is read [default: standard output]
    #[arg(
        long,
        short,
        value_name = "NEW.yaml",
        requires = "calibrate",
        help_heading = "Back into a blueprint"
    )]
    output: Option<PathBuf>,
}

/// Reads the data and says what was found.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let calibrating = arguments.calibrate.as_ref().map(|blueprint| Calibrating {
        blueprint,
        file: arguments.output.as_deref(),
        data: arguments.data.inputs(),
    });
    if let Some(calibrating) = &calibrating {
        calibrating.check()?;
    }
    let data = arguments.data.read()?;
    if let Some(calibrating) = &calibrating {
        return calibrating.run(&data, output);
    }
    if !arguments.only_data {
        let help = "say `--only-data`".to_owned();
        return Err(Failure::request(
            "not-asked",
            "only the data can be looked at",
            Some(help),
        ));
    }
    match output.format {
        Format::Json => output.json(&json!({
            "data": data::report_json(&data),
            "findings": data::findings_json(&data.findings),
        }))?,
        Format::Human => {
            let text = data::report_words(&data, output.width) + &data::findings_words(&data.findings, output.width);
            output.print(&text)?;
        }
    }
    Ok(Outcome::Fine)
}
