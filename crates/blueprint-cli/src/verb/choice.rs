//! What a request may choose by name: a segment, an ending, touchpoints, activities, options, models, ways.

use std::path::Path;

use blueprint_report::{Language, Theme};
use clap::ValueEnum;
use peak_end::{Model, ModelTextError, WayChoice};
use peak_end_fit::{FittedFile, Origin};
use service_blueprint::{Activity, Blueprint, Ending, OptionId, Segment, Touchpoint};

use crate::diagnostic::{Diagnostic, Severity};
use crate::failure::Failure;
use crate::input::read_file;
use crate::nearest::choose;

/// Which ways through count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Way {
    /// All, each with its probability
    #[default]
    All,
    /// In each segment its most likely way only
    MostLikely,
}

impl From<Way> for WayChoice {
    fn from(way: Way) -> Self {
        match way {
            Way::All => Self::All,
            Way::MostLikely => Self::MostLikely,
        }
    }
}

/// The colours of a picture or a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colours {
    /// As the reader's machine asks
    Auto,
    /// Dark ink on white
    Light,
    /// Light ink on black
    Dark,
}

impl From<Colours> for Theme {
    fn from(colours: Colours) -> Self {
        match colours {
            Colours::Auto => Self::Auto,
            Colours::Light => Self::Light,
            Colours::Dark => Self::Dark,
        }
    }
}

/// The language of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Labels {
    /// English
    #[default]
    En,
    /// Simplified Chinese
    #[value(alias = "zh-CN", alias = "zh_CN")]
    Zh,
}

impl From<Labels> for Language {
    fn from(labels: Labels) -> Self {
        match labels {
            Labels::En => Self::English,
            Labels::Zh => Self::Chinese,
        }
    }
}

/// The segment of that id.
pub(crate) fn segment<'b>(blueprint: &'b Blueprint, id: &str) -> Result<Segment<'b>, Failure> {
    let known = || blueprint.segments().map(|segment| segment.id().as_str());
    blueprint
        .segment(id)
        .ok_or_else(|| unknown("unknown-segment", "segment", id, &known().collect::<Vec<_>>()))
}

/// The ending of that id.
pub(crate) fn ending<'b>(blueprint: &'b Blueprint, id: &str) -> Result<Ending<'b>, Failure> {
    let known = || blueprint.ends().map(|ending| ending.id().as_str());
    blueprint
        .end(id)
        .ok_or_else(|| unknown("unknown-ending", "ending", id, &known().collect::<Vec<_>>()))
}

/// The touchpoint of that id.
pub(crate) fn touchpoint<'b>(blueprint: &'b Blueprint, id: &str) -> Result<Touchpoint<'b>, Failure> {
    let known = || blueprint.touchpoints().map(|touchpoint| touchpoint.id().as_str());
    blueprint
        .touchpoint(id)
        .ok_or_else(|| unknown("unknown-touchpoint", "touchpoint", id, &known().collect::<Vec<_>>()))
}

/// The activity of that id; activities without one cannot be asked for by name.
pub(crate) fn activity<'b>(blueprint: &'b Blueprint, id: &str) -> Result<Activity<'b>, Failure> {
    let known = blueprint.activities().filter_map(|activity| activity.id());
    let known: Vec<&str> = known.map(|known| known.as_str()).collect();
    blueprint
        .activity(id)
        .ok_or_else(|| unknown("unknown-activity", "activity", id, &known))
}

/// The options of these ids, in the order asked.
pub(crate) fn options(blueprint: &Blueprint, ids: &[String]) -> Result<Vec<OptionId>, Failure> {
    let known: Vec<&str> = blueprint.options().iter().map(|option| option.id.as_str()).collect();
    let option = |id: &String| {
        let id = id.trim();
        let found = known.contains(&id).then(|| OptionId::new(id).ok()).flatten();
        found.ok_or_else(|| unknown("unknown-option", "option", id, &known))
    };
    ids.iter().map(option).collect()
}

/// A memory model that was asked for, by name or as a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    /// The model.
    pub(crate) model: Model,
    /// The file of a fitted model, as it was named, and where the model comes from.
    pub(crate) file: Option<(String, Origin)>,
}

impl Asked {
    /// What answers for programs call it: its text, or the file as it was named.
    pub(crate) fn key(&self) -> String {
        match &self.file {
            Some((file, _)) => file.clone(),
            None => self.model.text(),
        }
    }

    /// What people read: its text, or the name of the file without its folder.
    pub(crate) fn title(&self) -> String {
        match &self.file {
            Some((file, _)) => file_name(file),
            None => self.model.text(),
        }
    }
}

/// The name of a file without its folder.
pub(crate) fn file_name(file: &str) -> String {
    let name = Path::new(file).file_name();
    name.map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned())
}

impl From<Model> for Asked {
    fn from(model: Model) -> Self {
        Self { model, file: None }
    }
}

/// The model of that text: a name, a name with parameters, or the file of a fitted model.
pub(crate) fn model(text: &str) -> Result<Model, Failure> {
    Ok(asked(text)?.model)
}

/// The same with what is known of the file.
pub(crate) fn asked(text: &str) -> Result<Asked, Failure> {
    let text = text.trim();
    let name = text.split('(').next().unwrap_or_default().trim();
    if text.ends_with(".json") || (Model::from_name(name).is_none() && Path::new(text).is_file()) {
        return fitted(text);
    }
    named(text).map(Asked::from)
}

/// The largest file of a fitted model in bytes. Chosen: a thousand times a usual one.
const LARGEST_FILE: u64 = 1 << 20;

/// The fitted model of a file.
fn fitted(file: &str) -> Result<Asked, Failure> {
    let bytes = read_file(Path::new(file), LARGEST_FILE)?;
    let refuse = |diagnostics| Failure::Input {
        source: None,
        diagnostics,
    };
    let wrong = |message: String| Diagnostic {
        file: Some(file.to_owned()),
        help: Some("`blueprint fit --write-model FILE` writes such files".to_owned()),
        ..Diagnostic::new("bad-fitted-model", Severity::Error, message)
    };
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(refuse(vec![wrong("this is not UTF-8".to_owned())]));
    };
    let read = FittedFile::read(&text).map_err(|problems| {
        let told = problems.0.iter().map(|problem| Diagnostic {
            path: Some(problem.path.clone()).filter(|path| !path.is_empty()),
            ..wrong(problem.to_string())
        });
        refuse(told.collect())
    })?;
    Ok(Asked {
        model: read.model().clone().into(),
        file: Some((file.to_owned(), read.origin().clone())),
    })
}

/// The model of a name, or a name with parameters.
pub(crate) fn named(text: &str) -> Result<Model, Failure> {
    let help = |found: &str, known: &[&str]| Some(choose(found, known.iter().copied()));
    text.parse().map_err(|error: ModelTextError| match &error {
        ModelTextError::Unknown(name) => {
            let known: Vec<&str> = Model::all().iter().map(Model::name).collect();
            unknown("unknown-model", "model", name, &known)
        }
        ModelTextError::UnknownParameter { name, known, .. } => {
            let help = help(name, known);
            Failure::request("bad-model", error.to_string(), help)
        }
        ModelTextError::UnknownRule { found, known, .. } => {
            let help = help(found, known);
            Failure::request("bad-model", error.to_string(), help)
        }
        _ => {
            let name = text.split('(').next().unwrap_or_default().trim();
            let help = Model::from_name(name).map(|_| format!("`blueprint models {name}` lists its parameters"));
            Failure::request("bad-model", error.to_string(), help)
        }
    })
}

/// The models of several texts, each of which may hold several with commas between them, or name a file.
pub(crate) fn list(texts: &[String]) -> Vec<&str> {
    let parts = texts.iter().flat_map(|text| match Path::new(text).is_file() {
        true => vec![text.as_str()],
        false => between_commas(text),
    });
    parts.collect()
}

/// The parts of a text between its commas, those in parentheses left alone.
fn between_commas(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let is_comma = |sign: char| {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        sign == ',' && depth == 0
    };
    text.split(is_comma).collect()
}

fn unknown(code: &'static str, kind: &str, found: &str, known: &[&str]) -> Failure {
    let help = choose(found, known.iter().copied());
    Failure::request(code, format!("unknown {kind} `{found}`"), Some(help))
}
