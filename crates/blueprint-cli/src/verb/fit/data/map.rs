//! A small YAML file that says which column plays which part.

use std::path::Path;

use peak_end_fit::{Columns, Part};
use serde::Deserialize;
use serde_yaml::Error;
use service_blueprint::Place;

use crate::diagnostic::{Diagnostic, Severity};
use crate::failure::Failure;
use crate::input::{Source, read_file};

/// The largest map in bytes; chosen, far above any list of column names.
const LARGEST: u64 = 1 << 20;

/// Which column plays which part, as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnMap {
    person: Option<String>,
    episode: Option<String>,
    overall: Option<String>,
    stimulus: Option<String>,
    order: Option<String>,
    duration: Option<String>,
    touchpoint: Option<String>,
    rating: Option<String>,
    delay: Option<String>,
    expectation: Option<String>,
    #[serde(default)]
    moments: Moments,
}

/// The columns of moments: one item, or a list of them.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a name, a pattern or a range, or a list of them")]
enum Moments {
    One(String),
    List(Vec<String>),
}

impl Default for Moments {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl ColumnMap {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = read_file(path, LARGEST)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match serde_yaml::from_str::<Option<Self>>(&text) {
            Ok(map) => Ok(map.unwrap_or_default()),
            Err(error) => Err(refuse(path, text, &error)),
        }
    }

    /// The columns that are named.
    pub(super) fn columns(&self) -> Columns {
        let parts = [
            (Part::Person, &self.person),
            (Part::Episode, &self.episode),
            (Part::Overall, &self.overall),
            (Part::Stimulus, &self.stimulus),
            (Part::Order, &self.order),
            (Part::Duration, &self.duration),
            (Part::Touchpoint, &self.touchpoint),
            (Part::Rating, &self.rating),
            (Part::Delay, &self.delay),
            (Part::Expectation, &self.expectation),
        ];
        let named = parts
            .into_iter()
            .filter_map(|(part, name)| Some((part, name.as_ref()?)));
        named.fold(Columns::default(), |columns, (part, name)| columns.with(part, name))
    }

    /// The columns of moments.
    pub(super) fn moments(&self) -> Vec<String> {
        match &self.moments {
            Moments::One(list) => list.split(',').map(|item| item.trim().to_owned()).collect(),
            Moments::List(list) => list.clone(),
        }
    }
}

fn refuse(path: &Path, text: String, error: &Error) -> Failure {
    let place = error.location().map(|location| Place {
        line: location.line(),
        column: location.column(),
        bytes: location.index()..location.index(),
    });
    let words = error.to_string();
    let message = words.split(" at line ").next().unwrap_or_default().to_owned();
    let help = "a line is `part: column`, such as `person: participant`; parts are person, episode, overall, stimulus, \
        order, duration, touchpoint, rating, delay, expectation and moments";
    Failure::Input {
        source: Some(Box::new(Source {
            name: path.display().to_string(),
            text,
        })),
        diagnostics: vec![Diagnostic {
            file: Some(path.display().to_string()),
            place,
            help: Some(help.to_owned()),
            ..Diagnostic::new("bad-column-map", Severity::Error, message)
        }],
    }
}
