//! The page's stylesheet: colours of the theme, then the page, the picture, the what-if.

use super::facts::Facts;
use super::pictures;
use crate::text::FAMILY;
use crate::{Theme, live, picture};

/// The rules of the page. Colours are `var(--part)`, rows of the theme's table.
const SHEET: &str = include_str!("page.css");

/// Everything between the style tags.
pub(super) fn sheet(facts: &Facts<'_>) -> String {
    [
        facts.theme.variables().as_str(),
        &format!(":root{{--family:{FAMILY}}}"),
        SHEET,
        picture::SHEET,
        live::STYLE,
        &pictures::style(facts),
    ]
    .join("\n")
}

/// What the browser's own parts, such as scroll bars, should look like.
pub(super) fn color_scheme(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Auto => "light dark",
    }
}
