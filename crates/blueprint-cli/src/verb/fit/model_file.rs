//! `fit --write-model`: a fitted model, as `predict --model` takes it.

use std::fs;
use std::path::Path;

use peak_end_fit::{Advice, Candidate, Compared, FittedFile};

use super::Answer;
use crate::failure::Failure;
use crate::nearest::choose;
use crate::written::refuse;

/// Writes the candidate of that name, or the one that the verdict advises.
pub(super) fn write(answer: &Answer, asked: Option<&Candidate>, path: &Path) -> Result<(), Failure> {
    let chosen = chosen(answer, asked)?;
    let reading = &answer.data.reading;
    let data = answer.data.inputs.iter().map(|input| input.name.as_str());
    let file = FittedFile::of(
        &answer.comparison,
        chosen,
        &reading.episodes,
        &data.collect::<Vec<_>>().join(" + "),
        &answer.data.overall_name,
        reading.report.overall_scale,
    );
    let file = file.ok_or_else(|| {
        let message = format!("`{}` cannot be used on other journeys", chosen.candidate);
        let help =
            "choose with `--fitted` a memory model, a fitted one, or a regression on memory models, without `--centre`";
        Failure::request("not-a-memory-model", message, Some(help.to_owned()))
    })?;
    fs::write(path, file.text()).map_err(|error| refuse(path, &error))
}

fn chosen<'a>(answer: &'a Answer, asked: Option<&Candidate>) -> Result<&'a Compared, Failure> {
    let models = &answer.comparison.models;
    let wanted = match (asked, answer.verdict.advice) {
        (Some(asked), _) => asked.clone(),
        (None, Advice::Use(at)) => return Ok(&models[at]),
        (None, Advice::Mean) => Candidate::mean(),
        (None, Advice::Nothing) => {
            let message = "no model predicts what was remembered, so that none is written";
            let help = "say which one with `--fitted`, if you want it all the same".to_owned();
            return Err(Failure::request("nothing-predicts", message, Some(help)));
        }
    };
    models.iter().find(|model| model.candidate == wanted).ok_or_else(|| {
        let known: Vec<String> = models.iter().map(|model| model.candidate.to_string()).collect();
        let help = choose(&wanted.to_string(), known.iter().map(String::as_str));
        Failure::request("not-compared", format!("`{wanted}` was not compared"), Some(help))
    })
}
