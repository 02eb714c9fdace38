//! What is weak about a service: the checks of the blueprint and of its memory, at their places in the text.

use service_blueprint::{DocumentPath, Warning, checks, places};

use crate::diagnostic::{Diagnostic, Severity, written};
use crate::input::Loaded;

/// What the checks found.
#[derive(Debug, Default)]
pub(crate) struct Warnings {
    /// The warnings, in the order of the text.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What the checks could not look at, and why.
    pub(crate) skipped: Option<String>,
}

/// All warnings about a blueprint.
pub(crate) fn of(loaded: &Loaded) -> Warnings {
    let warnings = checks(&loaded.blueprint);
    Warnings {
        diagnostics: placed(&loaded.source.text, warnings),
        skipped: None,
    }
}

/// The warnings in the order of the text, each at its place.
fn placed(text: &str, warnings: Vec<Warning>) -> Vec<Diagnostic> {
    let paths: Vec<DocumentPath> = warnings.iter().map(|warning| warning.path.clone()).collect();
    let mut diagnostics: Vec<Diagnostic> = warnings
        .into_iter()
        .zip(places(text, &paths))
        .map(|(warning, place)| Diagnostic {
            path: written(&warning.path),
            place,
            help: Some(warning.help),
            ..Diagnostic::new(warning.code, Severity::Warning, warning.message)
        })
        .collect();
    diagnostics.sort_by_key(|diagnostic| diagnostic.place.as_ref().map_or(0, |place| place.bytes.start));
    diagnostics
}
