//! Where answers go, and in what form.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use serde_json::Value;

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// Text for people: aligned, and coloured on a terminal.
    #[default]
    Human,
    /// JSON for programs: stable keys, full precision.
    Json,
}

/// Where answers go, and how they are dressed.
#[derive(Debug)]
pub(crate) struct Output {
    /// The form of answers.
    pub(crate) format: Format,
    /// Whether remarks beside the answer are left out.
    pub(crate) quiet: bool,
    /// How wide human text may be, in terminal columns.
    pub(crate) width: usize,
    color: ColorChoice,
}

/// The width of text that does not go to a terminal.
const USUAL_WIDTH: usize = 80;

/// No terminal is taken to be narrower than this, and no drawing fits into less.
pub(crate) const LEAST_WIDTH: usize = 40;

impl Output {
    /// An output; the width is the terminal's unless it is given.
    pub(crate) fn new(format: Format, quiet: bool, colorless: bool, width: Option<usize>) -> Self {
        let terminal = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
        Self {
            format,
            quiet,
            width: width.or_else(terminal).unwrap_or(USUAL_WIDTH).max(LEAST_WIDTH),
            color: if colorless {
                ColorChoice::Never
            } else {
                ColorChoice::Auto
            },
        }
    }

    /// Writes human text to standard output; colours are taken out where they are not wanted.
    pub(crate) fn print(&self, text: &str) -> io::Result<()> {
        let mut stream = AutoStream::new(io::stdout().lock(), choice(self.color, &io::stdout()));
        stream.write_all(text.as_bytes())?;
        stream.flush()
    }

    /// Writes human text to standard error.
    pub(crate) fn remark(&self, text: &str) -> io::Result<()> {
        let mut stream = AutoStream::new(io::stderr().lock(), choice(self.color, &io::stderr()));
        stream.write_all(text.as_bytes())?;
        stream.flush()
    }

    /// Writes a JSON value to standard output.
    pub(crate) fn json(&self, value: &Value) -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(value)?;
        text.push('\n');
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        stdout.flush()
    }
}

fn choice(wanted: ColorChoice, stream: &impl anstream::stream::RawStream) -> ColorChoice {
    match wanted {
        ColorChoice::Never => ColorChoice::Never,
        _ => AutoStream::choice(stream),
    }
}
