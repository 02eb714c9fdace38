//! `fit --calibrate`: the scores of a blueprint's touchpoints from the ratings of episodes, its text otherwise as it is.

mod answer;
mod matched;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use peak_end_fit::{CalibrationError, Episodes, calibration};
use service_blueprint::document::Survey;
use service_blueprint::{Blueprint, Measured, MeasuredError, parse, with_measured};

use crate::diagnostic::Diagnostic;
use crate::failure::{Failure, Outcome};
use crate::input::{Input, Loaded};
use crate::output::{Format, Output};
use crate::verb::fit::data::ReadData;
use crate::written;
use matched::{Found, Matched};

/// What is to be calibrated, and where it goes.
pub(super) struct Calibrating<'a> {
    pub(super) blueprint: &'a Input,
    /// The file for the new blueprint; none for standard output.
    pub(super) file: Option<&'a Path>,
    /// The files that the episodes are read from.
    pub(super) data: Vec<&'a Input>,
    /// The file that says which column is what.
    pub(super) map: Option<Input>,
}

/// What was calibrated.
struct Answer<'a> {
    data: &'a ReadData,
    episodes: &'a Episodes,
    before: Blueprint,
    after: Blueprint,
    /// The new text.
    text: String,
    matched: Matched,
    written: Option<PathBuf>,
}

impl Calibrating<'_> {
    /// Says no before anything long where a file would be lost or read twice.
    pub(super) fn check(&self) -> Result<(), Failure> {
        if *self.blueprint == Input::Standard && self.data.contains(&&Input::Standard) {
            let help = "put one of the two into a file, and name that".to_owned();
            let message = "standard input can be read only once, and both the data and the blueprint are `-`";
            return Err(Failure::request("standard-input-twice", message, Some(help)));
        }
        let Some(file) = self.file() else {
            return Ok(());
        };
        written::keep(file, self.blueprint)?;
        self.data
            .iter()
            .copied()
            .chain(&self.map)
            .try_for_each(|data| written::keep_data(file, "--output", data))
    }

    fn file(&self) -> Option<&Path> {
        self.file.filter(|file| *file != Path::new("-"))
    }

    /// Calibrates.
    pub(super) fn run(&self, data: &ReadData, output: &Output) -> Result<Outcome, Failure> {
        let loaded = self.blueprint.load()?;
        let episodes = &data.reading.episodes;
        let ratings = calibration(episodes, loaded.blueprint.scale()).map_err(|error| not_carried(&error))?;
        let matched = Matched::new(&loaded.blueprint, ratings)?;
        let measured: Vec<Measured> = matched.found.iter().map(Found::measured).collect::<Result<_, _>>()?;
        let text = with_measured(&loaded.source.text, &measured).map_err(|error| refuse(error, &loaded))?;
        let after = parse(&text).map_err(|problems| odd(&problems.to_string()))?;
        let bytes = format!("{}{text}", loaded.mark);
        if let Some(file) = self.file() {
            fs::write(file, &bytes).map_err(|error| written::refuse(file, &error))?;
        }
        let answer = Answer {
            data,
            episodes,
            before: loaded.blueprint,
            after,
            text,
            matched,
            written: self.file().map(Path::to_owned),
        };
        let words = || words::words(&answer, self.blueprint, output.width);
        match (output.format, self.file()) {
            (Format::Json, _) => output.json(&answer::answer(&answer))?,
            (Format::Human, Some(_)) if output.quiet => {}
            (Format::Human, Some(_)) => output.print(&words())?,
            (Format::Human, None) => {
                written::write(bytes.as_bytes(), None, self.blueprint, output)?;
                if !output.quiet {
                    output.remark(&words())?;
                }
            }
        }
        Ok(Outcome::Fine)
    }
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
