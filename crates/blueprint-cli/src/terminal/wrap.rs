//! Breaking text at words, and between ideographs, by the columns that it takes.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use super::line::upsets;
use super::width;

/// A text in lines of at most `columns`; a word that is too long is broken.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    wrap_hanging(text, columns, "", "")
}

/// A text in lines of at most `columns`, the first after one indent and the others after another. No line break tears a
/// percent sign from its number.
pub(crate) fn wrap_hanging(text: &str, columns: usize, first: &str, other: &str) -> Vec<String> {
    let clean = text.replace(upsets, " ").replace(" %", UNBROKEN);
    let options = Options::new(columns.max(2))
        .initial_indent(first)
        .subsequent_indent(other)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::HyphenSplitter)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .break_words(true);
    let lines = textwrap::wrap(clean.trim(), options);
    lines.into_iter().map(|line| line.replace(UNBROKEN, " %")).collect()
}

/// A percent sign that stays with its number.
const UNBROKEN: &str = "\u{a0}%";

/// A text cut to a width, with `…` where something is missing.
pub(crate) fn shorten(text: &str, columns: usize) -> String {
    let text = text.replace(upsets, " ");
    if width(&text) <= columns {
        return text;
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if width(&kept) + 1 > columns {
            kept.pop();
            break;
        }
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_columns_in_any_script() {
        for text in [
            "Compares cups by size, glaze and price",
            "按尺寸、釉色和价格比较杯子，看一看",
            "Rückgabeschein-Nummer",
        ] {
            for columns in [6, 9, 14] {
                let lines = wrap(text, columns);
                assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
                let kept: String = lines.concat().split_whitespace().collect();
                assert_eq!(kept, text.split_whitespace().collect::<String>());
            }
        }
    }

    #[test]
    fn a_percent_sign_stays_with_its_number() {
        assert_eq!(
            wrap("Two bottles of water (90 %)", 24),
            ["Two bottles of water", "(90 %)"]
        );
    }

    #[test]
    fn no_line_begins_with_a_chinese_comma() {
        let lines = wrap("打开包裹，看到卡片", 8);
        assert!(lines.iter().all(|line| !line.starts_with('，')), "{lines:?}");
    }

    #[test]
    fn a_shortened_text_shows_that_it_is() {
        assert_eq!(shorten("付款提醒邮件", 7), "付款提…");
        assert_eq!(shorten("Pays", 4), "Pays");
    }
}
