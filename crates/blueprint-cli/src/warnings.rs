//! What is weak about a service: the checks of the blueprint and of its memory, at their places in the text.

use peak_end::memory_check;
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
    let mut warnings = checks(&loaded.blueprint);
    let memory = memory_check(&loaded.blueprint);
    warnings.extend(memory.warnings);
    let skipped = memory
        .skipped
        .map(|skipped| format!("{}: {}", skipped.codes.join(", "), skipped.reason));
    Warnings {
        diagnostics: placed(&loaded.source.text, warnings),
        skipped,
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
