//! `export`: the blueprint in other people's formats.

use std::path::PathBuf;

use blueprint_report::{Scene, export};
use clap::ValueEnum;
use peak_end::{PredictOptions, Prediction, predict};
use serde_json::{Value, json};
use service_blueprint::{Blueprint, Segment};

use crate::failure::{Failure, Outcome};
use crate::input::Input;
use crate::output::Output;
use crate::verb::choice::{Labels, segment};
use crate::verb::predict::usual_answer;
use crate::written::write;

/// What to export.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprint; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// The format
    #[arg(long, value_name = "FORMAT", value_enum)]
    to: To,

    /// The file to write; one that exists is replaced [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Only this segment of customers
    #[arg(long, value_name = "SEGMENT")]
    segment: Option<String>,

    /// The language of labels; names stay as they are. `csv` and `json` are for programs and have none
    #[arg(long, value_name = "LANGUAGE", value_enum, default_value_t)]
    lang: Labels,
}

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// Mermaid's user journey: stages, touchpoints, scores from 1 to 5, people
    Mermaid,
    /// Mermaid's flowchart: touchpoints, endings, and the ways with their shares
    MermaidFlowchart,
    /// Graphviz: the ways, and the activities that need each other
    Dot,
    /// A table for analysis: a row per touchpoint, overall and for each segment
    Csv,
    /// A table to read: a column per touchpoint, a row per lane
    CsvWide,
    /// The document, normalised, and the prediction beside it
    Json,
}

/// Exports.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let blueprint = arguments.file.load()?.blueprint;
    let segment = match &arguments.segment {
        Some(id) => Some(segment(&blueprint, id)?),
        None => None,
    };
    if matches!(arguments.to, To::Csv | To::Json) && arguments.lang != Labels::default() && !output.quiet {
        output.remark(
            "`csv` and `json` have the same keys in every language, and no labels: `--lang` changes nothing\n",
        )?;
    }
    let text = exported(&blueprint, segment, arguments)?;
    write(text.as_bytes(), arguments.output.as_deref(), &arguments.file, output)?;
    Ok(Outcome::Fine)
}

/// The text. Where nothing can be predicted, every format says what is known without.
fn exported(blueprint: &Blueprint, segment: Option<Segment<'_>>, arguments: &Arguments) -> Result<String, Failure> {
    let language = arguments.lang.into();
    let options = PredictOptions {
        segment: segment.map(|segment| segment.id().clone()),
        ..PredictOptions::default()
    };
    if arguments.to == To::Json {
        return json(blueprint, options);
    }
    let prediction = predict(blueprint, &options).map_err(|error| error.to_string());
    let scene = Scene::new(blueprint, segment, &prediction, |_| true);
    Ok(match arguments.to {
        To::Mermaid => export::mermaid_journey(&scene, language),
        To::MermaidFlowchart => export::mermaid_flowchart(&scene, language),
        To::Dot => export::dot(&scene, language),
        To::CsvWide => export::csv_wide(&scene, language),
        To::Csv | To::Json => rows(scene, &prediction),
    })
}

/// The rows of what was asked; without a segment asked for, those of each that is declared follow.
fn rows<'b>(scene: Scene<'b>, prediction: &'b Result<Prediction, String>) -> String {
    let blueprint = scene.blueprint;
    let declared = blueprint.segments().filter(|one| !one.is_default());
    let further: Vec<Segment<'_>> = match scene.segment {
        Some(_) => Vec::new(),
        None => declared.collect(),
    };
    let further = further
        .into_iter()
        .map(|segment| Scene::new(blueprint, Some(segment), prediction, |_| true));
    let scenes: Vec<Scene<'_>> = std::iter::once(scene).chain(further).collect();
    export::csv_long(&scenes)
}

/// The document as `show --format json` gives it, and what `predict --format json` says of it.
fn json(blueprint: &Blueprint, options: PredictOptions) -> Result<String, Failure> {
    let document = serde_json::to_value(blueprint.document()).map_err(std::io::Error::from)?;
    let (prediction, reason) = match usual_answer(blueprint, options) {
        Ok(prediction) => (prediction, Value::Null),
        Err(Failure::Request(request)) => (Value::Null, Value::from(request.message)),
        Err(failure) => return Err(failure),
    };
    let whole = json!({ "blueprint": document, "prediction": prediction, "not_predicted": reason });
    let mut text = serde_json::to_string_pretty(&whole).map_err(std::io::Error::from)?;
    text.push('\n');
    Ok(text)
}
