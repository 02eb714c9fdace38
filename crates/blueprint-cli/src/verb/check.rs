//! `check`: every error, or else every warning, with source lines.

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::failure::{Failure, Outcome};
use crate::input::{Input, Source};
use crate::json;
use crate::output::{Format, Output};
use crate::terminal::{Line, Palette, counted, wrap_hanging};
use crate::warnings;

/// What to check.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The blueprints; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<Input>,

    /// End with exit code 1 if there are warnings
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    deny: Option<String>,
}

/// What was found in one file.
struct Found {
    source: Option<Source>,
    diagnostics: Vec<Diagnostic>,
    /// What the checks could not look at, and why.
    skipped: Option<String>,
}

/// Checks the files.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let found: Vec<Found> = arguments.files.iter().map(check).collect::<Result<_, _>>()?;
    let count = |severity| {
        let all = found.iter().flat_map(|one| &one.diagnostics);
        all.filter(|one| one.severity == severity).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match output.format {
        Format::Json => {
            let all: Vec<Diagnostic> = found.iter().flat_map(|one| one.diagnostics.clone()).collect();
            let mut answer = json::diagnostics(&all);
            let skipped: Vec<&String> = found.iter().filter_map(|one| one.skipped.as_ref()).collect();
            answer["skipped"] = serde_json::Value::from_iter(skipped.into_iter().cloned());
            output.json(&answer)?;
        }
        Format::Human => {
            let mut text = String::new();
            for one in &found {
                text.push_str(&diagnostic::report(one.source.as_ref(), &one.diagnostics, output.width));
                if let Some(skipped) = one.skipped.as_ref().filter(|_| !output.quiet) {
                    for line in wrap_hanging(&format!("not checked: {skipped}"), output.width, "", "  ") {
                        text.push_str(&Line::new(Palette::EVIDENCE, line).to_string());
                    }
                }
            }
            if !output.quiet {
                text.push_str(&summary(&arguments.files, errors, warnings).to_string());
            }
            output.print(&text)?;
        }
    }
    Ok(match (errors, warnings, &arguments.deny) {
        (1.., _, _) => Outcome::WrongInput,
        (0, 1.., Some(_)) => Outcome::Warnings,
        _ => Outcome::Fine,
    })
}

/// Everything to say about one file.
fn check(input: &Input) -> Result<Found, Failure> {
    let (source, mut diagnostics, skipped) = match input.load() {
        Ok(loaded) => {
            let found = warnings::of(&loaded);
            (Some(loaded.source), found.diagnostics, found.skipped)
        }
        Err(Failure::Input { source, diagnostics }) => (source.map(|source| *source), diagnostics, None),
        Err(failure) => return Err(failure),
    };
    if source.is_none() {
        return Ok(Found {
            source,
            diagnostics,
            skipped,
        });
    }
    for diagnostic in &mut diagnostics {
        diagnostic.file = Some(input.name());
    }
    Ok(Found {
        source,
        diagnostics,
        skipped,
    })
}

fn summary(files: &[Input], errors: usize, warnings: usize) -> Line {
    let what = match files {
        [one] => one.name(),
        several => format!("{} files", several.len()),
    };
    match (errors, warnings) {
        (0, 0) => Line::new(Palette::GOOD, format!("{what}: no errors, no warnings")),
        (0, _) => Line::new(
            Palette::EVIDENCE,
            format!("{what}: no errors, {}", counted(warnings, "warning")),
        ),
        _ => {
            let more = match warnings {
                0 => String::new(),
                _ => format!(", {}", counted(warnings, "warning")),
            };
            Line::new(Palette::BAD, format!("{what}: {}{more}", counted(errors, "error")))
        }
    }
}
