//! `show`: the blueprint drawn in the terminal.

use blueprint_report::Scene;
use peak_end::{PredictOptions, WayChoice, predict};

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::{Format, Output};
use crate::show::draw;
use crate::verb::choice::{Labels, Way, segment};

/// What to show.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprint; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// Only this segment of customers
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<String>,

    /// All ways through, or only the most likely one
    #[arg(long, value_enum, default_value_t)]
    way: Way,

    /// The language of labels; names stay as they are
    #[arg(long, value_name = "LANGUAGE", value_enum, default_value_t)]
    lang: Labels,
}

/// Draws the blueprint.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let blueprint = arguments.file.load()?.blueprint;
    let segment = match &arguments.segment {
        Some(id) => Some(segment(&blueprint, id)?),
        None => None,
    };
    match output.format {
        Format::Json => {
            let document = serde_json::to_value(blueprint.document()).map_err(std::io::Error::from)?;
            output.json(&document)?;
        }
        Format::Human => {
            let way = WayChoice::from(arguments.way);
            let options = PredictOptions {
                segment: segment.map(|segment| segment.id().clone()),
                way,
                ..PredictOptions::default()
            };
            let prediction = predict(&blueprint, &options).map_err(|error| error.to_string());
            let scene = Scene::new(&blueprint, segment, &prediction, |moment| match way {
                WayChoice::All => true,
                WayChoice::MostLikely => moment.outlook.as_ref().is_none_or(|own| own.visits > 0.0),
            });
            output.print(&draw(&scene, arguments.lang.into(), output.width))?;
        }
    }
    Ok(Outcome::Fine)
}
