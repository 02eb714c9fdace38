//! Text that Mermaid reads as text.

use std::fmt::Write;

use crate::text::clean;

/// Words that begin a statement of a diagram when they begin a line.
const STATEMENTS: [&str; 5] = ["title", "section", "journey", "acctitle", "accdescr"];

/// A text in which nothing is Mermaid's: punctuation that it might read as syntax, Markdown, a link or an icon is written by
/// its number, `#58;`, which Mermaid shows as the character.
///
/// Letters of all scripts, digits and spaces stay, and so do `,` `-` `(` `)` `/` `!` `?` `'` and `%` where they mean nothing.
/// A comma parts the actors of a journey; [`name_in_list`] writes it by number too.
pub(super) fn text(text: &str) -> String {
    escaped(text, false)
}

/// As [`text`], for names that stand in a list parted by commas.
pub(super) fn name_in_list(name: &str) -> String {
    escaped(name, true)
}

/// As [`text`], for text that begins a line: a word with which a statement begins has its first letter written by number.
pub(super) fn at_line_start(words: &str) -> String {
    let shown = clean(words);
    let shown = shown.trim();
    let lower = shown.to_lowercase();
    match shown.chars().next() {
        Some(first) if STATEMENTS.iter().any(|word| lower.starts_with(word)) => {
            format!("#{};{}", u32::from(first), text(&shown[first.len_utf8()..]))
        }
        _ => text(shown),
    }
}

/// Pairs that mean something to Mermaid however they are written: a break of the line, a formula (`$$x$$`), an icon (`fa:fa-user`), and
/// the marks between which it keeps entities while it reads.
const MARKS: [(char, char); 5] = [('$', '$'), (':', 'f'), ('\\', 'n'), ('ﬂ', '°'), ('¶', 'ß')];

/// What parts such a pair: it has no width and breaks no line.
const JOINER: char = '\u{2060}';

fn escaped(text: &str, is_list: bool) -> String {
    let shown = clean(text);
    let mut out = String::with_capacity(shown.len());
    let mut before = None;
    for character in shown.chars() {
        if before.is_some_and(|before| MARKS.contains(&(before, character))) {
            out.push(JOINER);
        }
        if is_plain(before, character, is_list) {
            out.push(character);
        } else {
            // Writing to a string cannot fail.
            _ = write!(out, "#{};", u32::from(character));
        }
        before = Some(character);
    }
    out
}

fn is_plain(before: Option<char>, character: char, is_list: bool) -> bool {
    let follows_digit = before.is_some_and(|before| before.is_ascii_digit());
    match character {
        ',' => !is_list,
        // At the beginning of a label a list or a rule of Markdown.
        '-' => before.is_some_and(|before| before != '-' && before != ' '),
        ')' => !follows_digit,
        '%' => before != Some('%') && before.is_some(),
        '(' | '/' | '!' | '?' | '\'' | ' ' => true,
        _ => character.is_ascii_alphanumeric() || !character.is_ascii(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_readable() {
        for plain in [
            "Opens the parcel, reads (slowly)",
            "打开包裹，读卡片",
            "Follow-up in 3 days?",
            "90 % of orders",
        ] {
            assert_eq!(text(plain), plain);
        }
    }

    #[test]
    fn what_mermaid_would_read_is_written_by_number() {
        assert_eq!(text("a:b;c#d\"e"), "a#58;b#59;c#35;d#34;e");
        assert_eq!(text("1. one"), "1#46; one");
        assert_eq!(text("- one"), "#45; one");
        assert_eq!(text("%%{x}"), "#37;#37;#123;x#125;");
        assert_eq!(text("<b>&amp;`"), "#60;b#62;#38;amp#59;#96;");
        assert_eq!(text("ﬂ°lt¶ß"), "ﬂ\u{2060}°lt¶\u{2060}ß");
        assert_eq!(name_in_list("a, b"), "a#44; b");
        assert_eq!(text("a\nb"), "a b");
        assert_eq!(text("\\n"), "#92;\u{2060}n");
    }

    #[test]
    fn a_statement_is_none_at_the_start_of_a_line() {
        assert_eq!(at_line_start("section x"), "#115;ection x");
        assert_eq!(at_line_start("  Title"), "#84;itle");
        assert_eq!(at_line_start("untitled"), "untitled");
    }
}
