//! The command line: verbs, options that all verbs share, and what becomes of failures.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use crate::diagnostic::{self, Diagnostic};
use crate::failure::{Failure, Outcome, Request, WRONG_REQUEST};
use crate::json;
use crate::output::{Format, Output};
use crate::verb::{
    check, compare, draw, export, fit, impact, invest, man, models, new, predict, profile, repeat, report,
    satisfaction, schema, show, simulate,
};

/// Model a service as a blueprint, and predict what its customers will remember.
#[derive(Debug, Parser)]
#[command(
    name = "blueprint",
    version,
    about,
    long_about = "Model a service as a blueprint, and predict what its customers will remember.\n\n\
        A blueprint is a YAML file; `blueprint new shop.yaml` writes a starter. FILE may be `-` for standard input.",
    after_help = "Exit codes: 0 fine, 1 warnings under `check --deny warnings`, 2 the input is wrong or unreadable, \
        3 the request is wrong.",
    max_term_width = 100
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,

    #[command(flatten)]
    shared: Shared,
}

/// Options that all verbs share.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
struct Shared {
    /// Text for people, or JSON for programs
    #[arg(long, global = true, value_enum, default_value_t)]
    format: Format,

    /// No colours, as the environment variable NO_COLOR does
    #[arg(long, global = true)]
    no_color: bool,

    /// Only what was asked for, no remarks beside it
    #[arg(long, short, global = true)]
    quiet: bool,

    /// How many columns wide text may be [default: the terminal's width, or 80]
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=1000))]
    width: Option<u16>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Write a commented starter blueprint, with the schema for editors beside it
    New(new::Arguments),
    /// Say everything that is wrong with a blueprint, and everything weak about the service
    Check(check::Arguments),
    /// Draw the blueprint: what will be remembered, the experience curve, the lanes
    Show(show::Arguments),
    /// Predict what will be remembered, and which moments make it
    Predict(predict::Arguments),
    /// The memory of a bare list of scores under every model
    Profile(profile::Arguments),
    /// Experience against expectation, and the ranking by gap beside the ranking by memory
    Satisfaction(satisfaction::Arguments),
    /// What each activity, actor and piece of evidence carries in memory, and what its failure would cost
    Impact(impact::Arguments),
    /// The same journey again and again, while what surprised becomes expected
    Repeat(repeat::Arguments),
    /// The set of options that a budget should buy, and what every budget buys
    Invest(invest::Arguments),
    /// Everything about a blueprint in one HTML page: the picture, what to do, the moments, the method
    Report(report::Arguments),
    /// What is different between two blueprints, in the service and in memory
    Compare(compare::Arguments),
    /// Which memory model is right, on episodes of rated moments
    Fit(Box<fit::Arguments>),
    /// The memory models, with formulas, sources and limits, and what else `fit` can compare
    Models(models::Arguments),
    /// Episodes of people who remember by a known rule, to see whether `fit` finds it
    Simulate(Box<simulate::Arguments>),
    /// The picture of the blueprint, as SVG or PNG
    Draw(draw::Arguments),
    /// The blueprint in other people's formats: Mermaid, Graphviz, CSV, JSON
    Export(export::Arguments),
    /// The JSON Schema of the YAML format
    Schema,
    /// Completions for a shell, on standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The manual page in roff, on standard output
    Man,
}

/// Runs the command and says how it went.
pub(crate) fn run(words: Vec<OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(&words) {
        Ok(arguments) => arguments,
        Err(error) => return ExitCode::from(refuse(&error, &words)),
    };
    let Shared {
        format,
        no_color,
        quiet,
        width,
    } = arguments.shared;
    let output = Output::new(format, quiet, no_color, width.map(usize::from));
    match arguments.verb.run(&output) {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(failure) => {
            // If even the failure cannot be told, the exit code still can.
            _ = tell(&failure, &output);
            ExitCode::from(failure.code())
        }
    }
}

impl Verb {
    fn run(self, output: &Output) -> Result<Outcome, Failure> {
        match self {
            Self::New(arguments) => new::run(&arguments, output),
            Self::Check(arguments) => check::run(&arguments, output),
            Self::Show(arguments) => show::run(&arguments, output),
            Self::Predict(arguments) => predict::run(&arguments, output),
            Self::Profile(arguments) => profile::run(&arguments, output),
            Self::Satisfaction(arguments) => satisfaction::run(&arguments, output),
            Self::Impact(arguments) => impact::run(&arguments, output),
            Self::Repeat(arguments) => repeat::run(&arguments, output),
            Self::Invest(arguments) => invest::run(&arguments, output),
            Self::Report(arguments) => report::run(&arguments, output),
            Self::Compare(arguments) => compare::run(&arguments, output),
            Self::Fit(arguments) => fit::run(&arguments, output),
            Self::Models(arguments) => models::run(&arguments, output),
            Self::Simulate(arguments) => simulate::run(&arguments, output),
            Self::Draw(arguments) => draw::run(&arguments, output),
            Self::Export(arguments) => export::run(&arguments, output),
            Self::Schema => schema::run(output),
            Self::Completions { shell } => man::completions(shell, output),
            Self::Man => man::page(output),
        }
    }
}

/// The command as clap knows it, for completions and the manual.
pub(crate) fn clap_command() -> clap::Command {
    Arguments::command()
}

/// Says why the command stopped: as JSON on standard output, or in words on standard error.
fn tell(failure: &Failure, output: &Output) -> io::Result<()> {
    let (source, list) = match failure {
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
        Failure::Output(error) => {
            return output.remark(&format!("error: the answer could not be written: {error}\n"));
        }
        Failure::Input { source, diagnostics } => (source.as_deref(), diagnostics.clone()),
        Failure::Request(request) | Failure::RequestAfter { request, .. } => (None, vec![Diagnostic::from(request)]),
    };
    match output.format {
        Format::Json => {
            let mut told = json::diagnostics(&list);
            if let (Failure::RequestAfter { found, .. }, Some(told)) = (failure, told.as_object_mut()) {
                told.extend(found.as_object().cloned().unwrap_or_default());
            }
            output.json(&told)
        }
        Format::Human if source.is_none() => {
            let text: String = list.iter().map(diagnostic::plain).collect();
            output.remark(&text)
        }
        Format::Human => output.remark(&diagnostic::report(source, &list, output.width)),
    }
}

/// Says what is wrong with the command line itself; help and version are answers, not mistakes.
fn refuse(error: &clap::Error, words: &[OsString]) -> u8 {
    let colorless = words.iter().any(|word| word == "--no-color");
    let output = Output::new(format_of(words), false, colorless, None);
    let answered = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let text = error.render().ansi().to_string();
    let written = match output.format {
        _ if answered => output.print(&text),
        Format::Json => {
            let plain = error.render().to_string();
            let mut parts = plain.trim_start_matches("error: ").trim().splitn(2, "\n\n");
            let request = Request {
                code: "usage",
                message: parts.next().unwrap_or_default().trim().to_owned(),
                help: parts.next().map(|rest| rest.trim().to_owned()),
            };
            output.json(&json::diagnostics(&[Diagnostic::from(&request)]))
        }
        Format::Human => output.remark(&text),
    };
    _ = written;
    if answered { 0 } else { WRONG_REQUEST }
}

/// The format that the words ask for, known even where the rest of the line is wrong.
fn format_of(words: &[OsString]) -> Format {
    let spelt = words.iter().any(|word| word == "--format=json");
    let apart = words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    if spelt || apart { Format::Json } else { Format::Human }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        clap_command().debug_assert();
    }
}
