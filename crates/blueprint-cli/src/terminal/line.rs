//! A line of styled text that knows how many terminal columns it takes.

use std::fmt;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

/// The terminal columns that a text takes.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Whether a character would upset a terminal: control characters, and marks that turn the direction of what follows them, by
/// which a name could be shown backwards.
pub(crate) fn upsets(character: char) -> bool {
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    character.is_control() || turns
}

/// A line: pieces of text, each in a style.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Line {
    pieces: Vec<(Style, String)>,
}

impl Line {
    /// A line in one style.
    pub(crate) fn new(style: Style, text: impl Into<String>) -> Self {
        Self::default().and(style, text)
    }

    /// An unstyled line.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::new(Style::new(), text)
    }

    /// The line with more text at its end. What would upset the terminal becomes a space.
    pub(crate) fn and(mut self, style: Style, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        if text.contains(upsets) {
            text = text.replace(upsets, " ");
        }
        if !text.is_empty() {
            self.pieces.push((style, text));
        }
        self
    }

    /// The line with another one at its end.
    pub(crate) fn join(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// The terminal columns that it takes.
    pub(crate) fn width(&self) -> usize {
        self.pieces.iter().map(|(_, text)| width(text)).sum()
    }

    /// The line filled up with spaces to a width.
    pub(crate) fn padded(self, to: usize) -> Self {
        let missing = to.saturating_sub(self.width());
        self.and(Style::new(), " ".repeat(missing))
    }

    /// The line with spaces before it, up to a width.
    pub(crate) fn right(self, to: usize) -> Self {
        let missing = to.saturating_sub(self.width());
        Self::plain(" ".repeat(missing)).join(self)
    }

    /// Its words without styles, and the style of the first of them.
    pub(super) fn words(&self) -> (Style, String) {
        let style = self.pieces.first().map_or_else(Style::new, |(style, _)| *style);
        (style, self.pieces.iter().map(|(_, text)| text.as_str()).collect())
    }

    /// Whether there is nothing but spaces.
    pub(crate) fn is_blank(&self) -> bool {
        self.pieces.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// The line without spaces at its end.
    fn trimmed(&self) -> Self {
        let mut line = self.clone();
        while let Some((_, text)) = line.pieces.last_mut() {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                break;
            }
            line.pieces.pop();
        }
        line
    }
}

/// Writes the line with its styles as escape codes, without spaces at its end, and a line break.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (style, text) in &self.trimmed().pieces {
            write!(f, "{style}{text}{style:#}")?;
        }
        f.write_str("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_upset_the_terminal() {
        let line = Line::plain("a\u{1b}[31m\u{7}b\u{202e}c\u{2066}d\u{200f}é茶");
        assert_eq!(line.to_string(), "a [31m b c d é茶\n");
    }
}
