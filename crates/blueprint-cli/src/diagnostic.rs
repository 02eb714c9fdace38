//! What is wrong, in one form for every source: problems of a document, warnings, files, requests.

mod render;

use service_blueprint::{DocumentPath, Place, Problems};

pub(crate) use render::{plain, report};

use crate::failure::Request;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Severity {
    /// Nothing can be done with the input.
    Error,
    /// The service is not what it could be.
    Warning,
}

impl Severity {
    /// Its name in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub(crate) struct Diagnostic {
    /// A stable kebab-case code.
    pub(crate) code: &'static str,
    /// How bad it is.
    pub(crate) severity: Severity,
    /// What was found and what is allowed.
    pub(crate) message: String,
    /// The file, where one is meant.
    pub(crate) file: Option<String>,
    /// Where in the document.
    pub(crate) path: Option<String>,
    /// Where in the text.
    pub(crate) place: Option<Place>,
    /// What to do.
    pub(crate) help: Option<String>,
    /// How many others like it are not told.
    pub(crate) more: u64,
    /// Other places that have to do with it.
    pub(crate) related: Vec<RelatedPlace>,
}

/// Another place that has to do with a diagnostic.
#[derive(Debug, Clone)]
pub(crate) struct RelatedPlace {
    /// What stands there.
    pub(crate) label: &'static str,
    /// Where in the document.
    pub(crate) path: Option<String>,
    /// Where in the text.
    pub(crate) place: Option<Place>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    pub(crate) fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            file: None,
            path: None,
            place: None,
            help: None,
            more: 0,
            related: Vec::new(),
        }
    }

    /// Every problem of a document, and how many more there were.
    pub(crate) fn of_problems(problems: &Problems) -> Vec<Self> {
        let mut list: Vec<Self> = problems
            .list
            .iter()
            .map(|problem| Self {
                path: written(&problem.path),
                place: problem.place.clone(),
                help: problem.help(),
                related: problem
                    .related
                    .iter()
                    .map(|related| RelatedPlace {
                        label: related.label,
                        path: written(&related.path),
                        place: related.place.clone(),
                    })
                    .collect(),
                ..Self::new(problem.code(), Severity::Error, problem.cause.to_string())
            })
            .collect();
        if problems.more > 0 {
            let message = format!("and {} more", problems.more);
            list.push(Self {
                help: Some("mend these first".into()),
                ..Self::new("more-problems", Severity::Error, message)
            });
        }
        list
    }
}

impl From<&Request> for Diagnostic {
    fn from(request: &Request) -> Self {
        Self {
            help: request.help.clone(),
            ..Self::new(request.code, Severity::Error, request.message.clone())
        }
    }
}

/// A path in words; nothing for the document as a whole.
pub(crate) fn written(path: &DocumentPath) -> Option<String> {
    (!path.0.is_empty()).then(|| path.to_string())
}
