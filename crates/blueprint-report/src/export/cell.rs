//! Cells of a table that goes into a spreadsheet.

use std::borrow::Cow;

use crate::score;
use crate::text::clean;

/// What some spreadsheets need to see that a table is in UTF-8; readers of CSV pass it over.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A text that spreadsheets read: control characters and other signs that cut a file short or turn its lines become spaces, as
/// they do in pictures, but breaks of lines stay.
///
/// No spreadsheet takes it for a formula: one that begins with `=`, `+`, `-` or `@`, or with white
/// space that hides such a sign, has a `'` put before it, and so has one that begins with `'`, so that exactly one is taken
/// away again.
///
/// # Examples
/// ```
/// use blueprint_report::export::cell_text;
/// assert_eq!(cell_text("=SUM(A1:A9)"), "'=SUM(A1:A9)");
/// assert_eq!(cell_text("a = b"), "a = b");
/// ```
pub fn text(text: &str) -> Cow<'_, str> {
    let text = shown(text);
    // Some spreadsheets read the full-width signs of East Asian keyboards as the plain ones.
    const SIGNS: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\''];
    match text.trim_start().starts_with(SIGNS) || text.starts_with('\n') {
        true => Cow::Owned(format!("'{text}")),
        false => text,
    }
}

fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return clean(text);
    }
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(clean).collect();
    Cow::Owned(lines.join("\n"))
}

/// A number for programs, whole where it is whole, else to twelve digits: what sums leave behind these is rounding, and no
/// score is known so well. A missing one is an empty cell.
pub(super) fn number(value: Option<f64>) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let is_whole = |value: f64| value.fract() == 0.0 && value.abs() <= EXACT;
    let rounded = |value: f64| format!("{value:.11e}").parse().unwrap_or(value);
    let whole = |value: f64| format!("{}", value as i64);
    match value {
        None => String::new(),
        Some(value) if is_whole(value) => whole(value),
        Some(value) => match rounded(value) {
            value if is_whole(value) => whole(value),
            value => format!("{value:?}"),
        },
    }
}

/// A score for people, as the report tells it, with the minus that spreadsheets read.
pub(super) fn figure(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| score(value).replace('−', "-"))
}

/// Several texts in one cell, a line each.
pub(super) fn lines<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<T> = texts.into_iter().collect();
    let lines: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    text(&lines.join("\n")).into_owned()
}

/// The rows as CSV: quoted where that is needed, a line feed after each.
pub(super) fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    for row in rows {
        // Rows are of equal length and the writer is memory: neither can fail.
        _ = writer.write_record(&row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_text_and_a_number_a_number() {
        for formula in ["=1+1", "+1", "-1", "@sum", " =1", "＝1", "'", "\n-x"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        for plain in ["1 = 1", "a-b", "Zoë", "打开", ""] {
            assert_eq!(text(plain), plain);
        }
        assert_eq!(number(Some(-2.5)), "-2.5");
        assert_eq!(number(Some(-0.0)), "0");
        assert_eq!(number(Some(0.1 + 0.2)), "0.3");
        assert_eq!(number(Some(3.0 - 1e-15)), "3");
        assert_eq!(number(Some(1_234_567_890_123.0)), "1234567890123");
        assert_eq!(number(Some(2.0 / 3.0)), "0.666666666667");
        assert_eq!(number(Some(1e300)), "1e300");
        assert_eq!(number(None), "");
        assert_eq!(figure(Some(5.2 - 7.0)), "-1.8");
        assert_eq!(figure(None), "");
    }

    #[test]
    fn what_cuts_a_file_short_becomes_a_space_and_lines_stay() {
        assert_eq!(text("do \u{1} it"), "do   it");
        assert_eq!(text("a\0b\r\nc\td"), "a b \nc d");
        assert_eq!(text("\t=1"), "' =1");
        assert_eq!(text("\u{1}=1"), "' =1");
        assert_eq!(text("one\ntwo"), "one\ntwo");
        assert_eq!(text("a\u{202e}b"), "a b");
    }
}
