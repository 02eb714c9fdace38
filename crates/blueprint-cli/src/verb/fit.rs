//! `fit`: which memory model is right, on data.

mod data;
mod digest;

use serde_json::json;

use crate::failure::{Failure, Outcome};
use crate::output::{Format, Output};
use data::DataArguments;

/// The data, and what to do with them.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: DataArguments,

    /// Read and check the data, say what was found, and stop
    #[arg(long)]
    only_data: bool,
}

/// Reads the data and says what was found.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let data = arguments.data.read()?;
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
