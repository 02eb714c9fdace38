//! Diagnostics for people: source lines with carets.

use std::fmt;
use std::ops::Range;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};

use super::{Diagnostic, Severity};
use crate::input::Source;
use crate::terminal::upsets;

/// The longest stretch of a line that is shown; of longer lines only the part around the place.
const SHOWN_BYTES: usize = 400;

/// The diagnostics as text, each with the source lines it is about.
pub(crate) fn report(source: Option<&Source>, list: &[Diagnostic], width: usize) -> String {
    let clean = source.map(harmless);
    let code = clean.as_ref().map(Lines::new);
    let handler = GraphicalReportHandler::new_themed(theme())
        .with_width(width)
        .with_links(false)
        .with_context_lines(1)
        .without_cause_chain();
    let mut text = String::new();
    for diagnostic in list {
        let shown = Shown {
            diagnostic,
            code: code.as_ref(),
        };
        if handler.render_report(&mut text, &shown).is_err() {
            // Rendering fails only for a place outside the text; then the words alone have to do.
            text.push_str(&plain(diagnostic));
        }
        text.push('\n');
    }
    text
}

/// The text with `?` for control characters, which could upset the terminal; every byte keeps its place.
fn harmless(source: &Source) -> Source {
    let harmful = |character: char| character.is_ascii_control() && !matches!(character, '\n' | '\r' | '\t');
    Source {
        name: source.name.replace(upsets, "?"),
        text: source.text.replace(harmful, "?"),
    }
}

/// A diagnostic without source lines.
pub(crate) fn plain(diagnostic: &Diagnostic) -> String {
    let mut text = String::new();
    if let Some(file) = &diagnostic.file {
        text.push_str(file);
        text.push_str(": ");
    }
    text.push_str(&format!("{}: {}", diagnostic.severity.name(), diagnostic.message));
    text.push_str(&format!(" [{}]\n", diagnostic.code));
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("  help: {help}\n"));
    }
    if diagnostic.more > 0 {
        text.push_str(&format!("  and {} more like this\n", grouped(diagnostic.more)));
    }
    text
}

/// A count with a comma between thousands.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The theme; colours are taken out later where they are not wanted.
fn theme() -> GraphicalTheme {
    GraphicalTheme::unicode()
}

/// A text with the starts of its lines, so that each of a thousand places is found at once.
#[derive(Debug)]
struct Lines<'s> {
    source: &'s Source,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    fn new(source: &'s Source) -> Self {
        let ends = source.text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source,
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The number of the line that holds a byte, from 0.
    fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte) - 1
    }

    /// The bytes of a line, its end left out.
    fn line(&self, number: usize) -> Range<usize> {
        let text = &self.source.text;
        let from = self.starts[number];
        let to = self.starts.get(number + 1).copied().unwrap_or(text.len());
        from..from + text[from..to].trim_end_matches(['\r', '\n']).len()
    }
}

impl SourceCode for Lines<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = &self.source.text;
        let (from, to) = (span.offset(), span.offset() + span.len());
        if to > text.len() || !text.is_char_boundary(from) || !text.is_char_boundary(to) {
            return Err(MietteError::OutOfBounds);
        }
        let (first, last) = (self.line_of(from), self.line_of(to.max(from + 1) - 1));
        let column_of = |byte: usize| text[self.line(first).start..byte].chars().count();
        if before == 0 && after == 0 {
            return Ok(self.contents(from..to, first, column_of(from), last - first + 1));
        }
        let top = first.saturating_sub(before);
        let bottom = (last + after).min(self.starts.len() - 1);
        let mut shown = self.line(top).start..self.line(bottom).end;
        if shown.len() > SHOWN_BYTES + 80 * (bottom - top) {
            // Somewhere there is a very long line: show the place and what is around it on the same line only.
            let line = self.line(first);
            let start = boundary(text, from.saturating_sub(SHOWN_BYTES / 4).max(line.start));
            let end = boundary(text, (to + SHOWN_BYTES / 4).min(self.line(last).end)).max(to);
            return Ok(self.contents(start..end, first, column_of(start), last - first + 1));
        }
        shown.end = shown.end.max(to);
        Ok(self.contents(shown, top, 0, bottom - top + 1))
    }
}

impl Lines<'_> {
    fn contents<'a>(
        &'a self,
        shown: Range<usize>,
        line: usize,
        column: usize,
        lines: usize,
    ) -> Box<dyn SpanContents<'a> + 'a> {
        let data = &self.source.text.as_bytes()[shown.clone()];
        let span = SourceSpan::from((shown.start, shown.len()));
        let name = self.source.name.clone();
        Box::new(MietteSpanContents::new_named(name, data, span, line, column, lines))
    }
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// A diagnostic together with its text, as miette wants it.
struct Shown<'d> {
    diagnostic: &'d Diagnostic,
    code: Option<&'d Lines<'d>>,
}

impl Shown<'_> {
    /// The bytes of a place that lie inside the text: one character at least, and one line at most.
    fn bytes(&self, place: &service_blueprint::Place) -> Option<Range<usize>> {
        let lines = self.code?;
        let text = &lines.source.text;
        if text.is_empty() {
            return None;
        }
        let from = boundary(text, place.bytes.start.min(text.len()));
        let line = lines.line(lines.line_of(from));
        let to = boundary(text, place.bytes.end.min(line.end).max(from));
        Some(from..to)
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt(f)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Where source lines are shown, they carry the file's name.
        let place = self.diagnostic.place.as_ref();
        let is_shown = place.and_then(|place| self.bytes(place)).is_some();
        let read = || Some(self.code?.source.name.as_str());
        if let (Some(file), false) = (self.diagnostic.file.as_deref().or_else(read), is_shown) {
            write!(f, "{file}: ")?;
        }
        f.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.diagnostic.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.diagnostic.place.as_ref()?;
        self.code.map(|code| code as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let here = self.diagnostic.place.as_ref()?;
        let first = self.bytes(here)?;
        let label = self.diagnostic.path.clone();
        let mut labels = vec![LabeledSpan::new_primary_with_span(label, first)];
        for related in &self.diagnostic.related {
            if let Some(bytes) = related.place.as_ref().and_then(|place| self.bytes(place)) {
                labels.push(LabeledSpan::new_with_span(Some(related.label.into()), bytes));
            }
        }
        Some(Box::new(labels.into_iter()))
    }
}
