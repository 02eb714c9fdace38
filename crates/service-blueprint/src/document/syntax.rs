//! Syntax errors in plain words, with what to write instead.

use crate::Cause;

/// What the YAML parser stumbled over.
pub(super) enum Trouble {
    /// A tab where spaces are wanted.
    Tab,
    /// An opening bracket without its closing one.
    Unclosed(char),
    /// A bracket closed by another kind of bracket.
    Mismatched(char, char),
    /// A closing bracket without an opening one.
    Unopened,
    /// No comma and no closing bracket where one of the two is due.
    Separator(char),
    /// A quote that is not closed.
    UnclosedQuote,
    /// Text after the closing quote.
    AfterQuote,
    /// A backslash in double quotes that means nothing.
    Escape,
    /// A character with which no text can begin.
    Character(char),
    /// A comment in the middle of a text.
    Comment,
    /// A second colon on a line.
    SecondColon,
    /// A line without a colon among lines with one.
    NoColon,
    /// Lines that do not line up.
    Layout,
    /// Something else, in the parser's words.
    Other(String),
}

/// The cause with its remedy; the lines at the place tell which slip is likely.
pub(super) fn cause(source: &str, at: usize, trouble: Trouble) -> Cause {
    let line = line_at(source, at);
    let before = line_before(source, at);
    let layout = "begin the keys of one map in the same column, and indent with spaces";
    let comment = "` #` begins a comment: put a text with `#` in quotes";
    let (message, remedy): (String, String) = match trouble {
        Trouble::Tab => (
            "a tab stands where YAML takes spaces".into(),
            "put spaces in its place; most editors can turn tabs into spaces".into(),
        ),
        Trouble::Unclosed(open) => {
            let close = if open == '[' { ']' } else { '}' };
            let remedy = if hides_bracket(line) {
                comment.into()
            } else {
                format!("close it with `{close}`")
            };
            (format!("the bracket `{open}` is never closed"), remedy)
        }
        Trouble::Mismatched(open, close) => {
            let fitting = if open == '[' { ']' } else { '}' };
            let message = format!("the bracket `{open}` is closed by `{close}`");
            (message, format!("write `{fitting}`, or close the inner bracket first"))
        }
        Trouble::Unopened => (
            "a closing bracket without an opening one".into(),
            "take it out, or put the text in quotes".into(),
        ),
        Trouble::Separator(close) => {
            let message = format!("neither `,` nor `{close}` follows here");
            let remedy = if hides_bracket(line) || hides_bracket(before) {
                comment.into()
            } else {
                wide(line).or_else(|| wide(before)).unwrap_or_else(|| {
                    format!("add the comma or close with `{close}`; put a text with `: ` or brackets in quotes")
                })
            };
            (message, remedy)
        }
        Trouble::UnclosedQuote => (
            "a quote is opened and not closed".into(),
            "close it; an apostrophe inside a text needs no quote, and inside '…' it is written ''".into(),
        ),
        Trouble::AfterQuote => (
            "text follows the closing quote".into(),
            "put the whole text in one pair of quotes; inside \"…\" a quote is written \\\"".into(),
        ),
        Trouble::Escape => (
            "a backslash here begins nothing that YAML knows".into(),
            "write \\\\ for a backslash, or use '…'".into(),
        ),
        Trouble::Character(character) => (
            format!("a text cannot begin with `{}`", character.escape_debug()),
            "put the text in quotes".into(),
        ),
        Trouble::Comment => ("a comment cuts a text in two".into(), comment.into()),
        Trouble::SecondColon => (
            "a `:` makes a second key of one line, or the line is indented too far".into(),
            wide(before)
                .or_else(|| tight(before))
                .unwrap_or_else(|| format!("put a text with `: ` in quotes; or {layout}")),
        ),
        Trouble::NoColon => (
            "this line has no `key: value`".into(),
            wide(line)
                .or_else(|| wide(before))
                .or_else(|| tight(line))
                .unwrap_or_else(|| {
                    "write a colon and a space after the key; indent the lines that go on with a text".into()
                }),
        ),
        Trouble::Layout => (
            "this line does not line up with those above".into(),
            wide(line).or_else(|| wide(before)).unwrap_or_else(|| layout.into()),
        ),
        Trouble::Other(words) => (words, String::new()),
    };
    Cause::Syntax {
        message,
        remedy: Some(remedy).filter(|remedy| !remedy.is_empty()),
    }
}

/// The line in which a byte stands, as far as it matters.
fn line_at(source: &str, at: usize) -> &str {
    let at = source.floor_char_boundary(at);
    let start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let rest = &source[start..];
    let line = rest.split('\n').next().unwrap_or_default();
    &line[..line.floor_char_boundary(2_000)]
}

/// The last line before that has something in it.
fn line_before(source: &str, at: usize) -> &str {
    let at = source.floor_char_boundary(at);
    let end = source[..at].rfind('\n').unwrap_or(0);
    let before = source[..end].trim_end();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = &before[start..];
    &line[..line.floor_char_boundary(2_000)]
}

/// Whether a comment on the line hides a closing bracket.
fn hides_bracket(line: &str) -> bool {
    line.split_once(" #")
        .is_some_and(|(_, hidden)| hidden.contains(['}', ']']))
}

/// The remedy for full-width punctuation.
pub(super) fn wide(text: &str) -> Option<String> {
    const WIDE: [(char, &str); 8] = [
        ('：', ": "),
        ('，', ", "),
        ('｛', "{"),
        ('｝', "}"),
        ('［', "["),
        ('］', "]"),
        ('％', "%"),
        ('＃', "#"),
    ];
    let (wide, narrow) = WIDE.into_iter().find(|(wide, _)| text.contains(*wide))?;
    let space = if narrow.ends_with(' ') { " and a space" } else { "" };
    Some(format!("`{wide}` is full-width: write `{}`{space}", narrow.trim_end()))
}

/// The remedy for a key and its value without the space.
pub(super) fn tight(text: &str) -> Option<String> {
    let (key, value) = text.trim().trim_start_matches("- ").split_once(':')?;
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let looks = !key.is_empty()
        && key.chars().all(word)
        && value.chars().next().is_some_and(|c| !c.is_whitespace() && c != '/');
    looks.then(|| format!("write a space after the colon: `{key}: {}`", super::read::short(value)))
}
