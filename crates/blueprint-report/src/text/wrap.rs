//! Where the lines of a text break: at words, between ideographs, never before a closing mark.

use std::borrow::Cow;

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;

use super::{Font, clean};

/// A text in lines of at most `width` pixels; a word that is too long is broken. No line is empty, and there is at least one
/// unless nothing is said.
pub(crate) fn wrap(text: &str, font: Font, width: f64) -> Vec<String> {
    // A percent sign stays with its number.
    let text = clean(text);
    let text = text.trim();
    // Most labels fit as they are, and looking for places to break costs more than all else about them.
    if !text.is_empty() && font.width(text) <= width {
        return vec![text.to_owned()];
    }
    let text = text.replace(" %", "\u{a0}%");
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for word in WordSeparator::UnicodeBreakProperties.find_words(&text) {
        pieces.extend(broken(word.word, word.whitespace, font, width));
    }
    let lines = wrap_first_fit(&pieces, &[width]);
    let joined = lines.into_iter().map(|line| {
        let mut joined = String::new();
        for (i, piece) in line.iter().enumerate() {
            joined.push_str(&piece.text);
            if i + 1 < line.len() {
                joined.push_str(piece.space);
            }
        }
        joined.replace('\u{a0}', " ")
    });
    joined.filter(|line| !line.is_empty()).collect()
}

/// Short parts in lines, as many in each as fit, with a point between them.
pub(crate) fn packed(parts: &[String], font: Font, width: f64) -> Vec<String> {
    const BETWEEN: &str = " · ";
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let part = clean(part);
        match lines.last_mut() {
            Some(line) if font.width(line) + font.width(BETWEEN) + font.width(&part) <= width => {
                line.push_str(BETWEEN);
                line.push_str(&part);
            }
            _ => lines.push(part.into_owned()),
        }
    }
    lines
}

/// Text that is not broken, and the space after it.
#[derive(Debug)]
struct Piece<'t> {
    text: Cow<'t, str>,
    space: &'t str,
    width: f64,
    space_width: f64,
}

impl Fragment for Piece<'_> {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.space_width
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// A word, in pieces that fit where it is wider than a line.
fn broken<'t>(word: &'t str, space: &'t str, font: Font, width: f64) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let (mut from, mut used) = (0, 0.0);
    for (at, character) in word.char_indices() {
        let wide = font.size * font.em(character);
        if used + wide > width && at > from && wide > 0.0 {
            pieces.push(Piece {
                text: Cow::Borrowed(&word[from..at]),
                space: "",
                width: used,
                space_width: 0.0,
            });
            (from, used) = (at, 0.0);
        }
        used += wide;
    }
    pieces.push(Piece {
        text: Cow::Borrowed(&word[from..]),
        space,
        width: used,
        space_width: font.width(space),
    });
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font::regular(13.0);

    #[test]
    fn lines_fit_in_any_script_and_lose_nothing() {
        for text in [
            "Compares cups by size, glaze and price",
            "按尺寸、釉色和价格比较杯子，看一看",
            "Rückgabeschein-Nummer in Großbuchstaben",
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
            "قائمة التعبئة وبطاقة قصيرة",
        ] {
            for width in [40.0, 90.0, 150.0] {
                let lines = wrap(text, FONT, width);
                assert!(lines.iter().all(|line| FONT.width(line) <= width), "{lines:?}");
                let kept: String = lines.concat().split_whitespace().collect();
                assert_eq!(kept, text.split_whitespace().collect::<String>());
            }
        }
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_a_percent_sign() {
        assert!(
            wrap("打开包裹，看到卡片", FONT, 54.0)
                .iter()
                .all(|line| !line.starts_with('，'))
        );
        assert_eq!(wrap("of water (90 %)", FONT, 70.0), ["of water", "(90 %)"]);
        assert_eq!(wrap(" \n ", FONT, 70.0), Vec::<String>::new());
    }
}
