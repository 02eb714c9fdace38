//! Cells of a table that goes into a spreadsheet.

use std::borrow::Cow;

/// What some spreadsheets need to see that a table is in UTF-8; readers of CSV pass it over.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A text that no spreadsheet takes for a formula: one that begins with `=`, `+`, `-` or `@`, or with a tab or a break that
/// hides such a sign, has a `'` put before it, and so has one that begins with `'`, so that exactly one is taken away again.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    // Some spreadsheets read the full-width signs of East Asian keyboards as the plain ones.
    const SIGNS: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\''];
    let is_white = |character: char| character.is_whitespace() || character.is_control();
    match text.trim_start_matches(is_white).starts_with(SIGNS) || text.starts_with(['\t', '\r', '\n']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// A number, to the last digit and whole where it is whole; a missing one is an empty cell.
pub(super) fn number(value: Option<f64>) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        None => String::new(),
        Some(whole) if whole.fract() == 0.0 && whole.abs() <= EXACT => format!("{}", whole as i64),
        Some(value) => format!("{value:?}"),
    }
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
        for formula in ["=1+1", "+1", "-1", "@sum", "\t=1", " =1", "＝1", "'", "\n-x"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        for plain in ["1 = 1", "a-b", "Zoë", "打开", ""] {
            assert_eq!(text(plain), plain);
        }
        assert_eq!(number(Some(-2.5)), "-2.5");
        assert_eq!(number(Some(-0.0)), "0");
        assert_eq!(number(Some(0.1 + 0.2)), "0.30000000000000004");
        assert_eq!(number(Some(1e300)), "1e300");
        assert_eq!(number(None), "");
    }
}
