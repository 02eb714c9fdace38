//! Colours: one table for each theme, and nothing drawn names a colour of its own.

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on black.
    Dark,
    /// Light or dark, as the reader's machine asks. Browsers know how to; other programs that read SVG show it light.
    Auto,
}
