//! `fit --calibrate`: the scores of a blueprint's touchpoints from the ratings of episodes, its text otherwise as it is.

mod answer;
mod matched;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use peak_end_fit::{CalibrationError, Episodes, calibration};
use service_blueprint::document::Survey;
use service_blueprint::{Blueprint, Measured, MeasuredError, TouchpointId, parse, with_measured};

use crate::diagnostic::Diagnostic;
use crate::failure::{Failure, Outcome};
use crate::input::{Input, Loaded};
use crate::output::{Format, Output};
use crate::verb::fit::calibrate::matched::Matched;
use crate::written;

/// What is to be calibrated, with what, and where it goes.
pub(super) struct Calibration<'a> {
    pub(super) episodes: &'a Episodes,
    /// The files that the episodes were read from.
    pub(super) data: &'a [Input],
    pub(super) blueprint: &'a Input,
    /// The file for the new blueprint; none for standard output.
    pub(super) file: Option<&'a Path>,
}

/// What was calibrated.
struct Answer<'a> {
    episodes: &'a Episodes,
    before: Blueprint,
    after: Blueprint,
    /// The new text.
    text: String,
    matched: Matched,
    written: Option<PathBuf>,
}

/// Says no before anything long if the new blueprint could not be written.
pub(super) fn check_place(file: Option<&Path>, blueprint: &Input, data: &[Input]) -> Result<(), Failure> {
    let Some(file) = file.filter(|file| *file != Path::new("-")) else {
        return Ok(());
    };
    written::keep(file, blueprint)?;
    for data in data {
        written::keep_data(file, data)?;
    }
    Ok(())
}

/// Calibrates.
pub(super) fn run(asked: &Calibration<'_>, output: &Output) -> Result<Outcome, Failure> {
    check_place(asked.file, asked.blueprint, asked.data)?;
    let loaded = asked.blueprint.load()?;
    let ratings = calibration(asked.episodes, loaded.blueprint.scale()).map_err(|error| not_carried(&error))?;
    let matched = Matched::new(&loaded.blueprint, ratings)?;
    let measured: Result<Vec<Measured>, Failure> = matched
        .found
        .iter()
        .map(|found| {
            Ok(Measured {
                touchpoint: TouchpointId::new(&found.id).map_err(|error| odd(&error.to_string()))?,
                mean: found.ratings.mean,
                sd: found.ratings.sd,
                n: found.ratings.n,
            })
        })
        .collect();
    let text = with_measured(&loaded.source.text, &measured?).map_err(|error| refuse(error, &loaded))?;
    let after = parse(&text).map_err(|problems| odd(&problems.to_string()))?;
    let bytes = format!("{}{text}", loaded.mark);
    let file = asked.file.filter(|file| *file != Path::new("-"));
    if let Some(file) = file {
        fs::write(file, &bytes).map_err(|error| written::refuse(file, &error))?;
    }
    let answer = Answer {
        episodes: asked.episodes,
        before: loaded.blueprint,
        after,
        text,
        matched,
        written: file.map(Path::to_owned),
    };
    match (output.format, file) {
        (Format::Json, _) => output.json(&answer::answer(&answer))?,
        (Format::Human, Some(_)) if output.quiet => {}
        (Format::Human, Some(_)) => output.print(&words::words(&answer, asked.blueprint, output.width))?,
        (Format::Human, None) => {
            written::write(bytes.as_bytes(), None, asked.blueprint, output)?;
            if !output.quiet {
                output.remark(&words::words(&answer, asked.blueprint, output.width))?;
            }
        }
    }
    Ok(Outcome::Fine)
}

impl Answer<'_> {
    /// What the new text says of a touchpoint, rounded as it is there.
    fn survey(&self, id: &str) -> Option<&Survey> {
        match matched::touchpoint(&self.after, id)?.experience.as_ref()? {
            service_blueprint::document::Rating::Survey(survey) => Some(survey),
            _ => None,
        }
    }
}

fn not_carried(error: &CalibrationError) -> Failure {
    let help = "the blueprint's `scale` has no room for such ratings: give it a good and a bad side";
    Failure::request("no-counterpart", error.to_string(), Some(help.to_owned()))
}

/// What validated blueprints and texts read again do not come to.
fn odd(message: &str) -> Failure {
    Failure::request("not-calibrated", message, None)
}

/// Why the scores cannot be put in.
fn refuse(error: MeasuredError, loaded: &Loaded) -> Failure {
    let code = match &error {
        MeasuredError::Before(problems) | MeasuredError::After(problems) => {
            let mut diagnostics = Diagnostic::of_problems(problems);
            for one in &mut diagnostics {
                one.message = format!("with the scores of the data: {}", one.message);
            }
            return Failure::Input {
                source: Some(Box::new(loaded.source.clone())),
                diagnostics,
            };
        }
        MeasuredError::Refused(_) => "score-repeated",
        _ => "unusual-form",
    };
    Failure::request(code, error.to_string(), None)
}
