//! The stylesheet of the picture. Colours are `var(--part)`, rows of the theme's table.

/// All rules. Sizes of text stand at the text, because they are measured there.
pub(crate) const SHEET: &str = concat!(include_str!("sheet.css"), include_str!("curve/sheet.css"));
