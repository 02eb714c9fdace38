//! The report's part of the stylesheet: the picture, the what-if, the switch between segments.

use super::facts::Facts;
use super::pictures;
use crate::{live, picture};

/// The rules beside those that every page has.
pub(super) fn sheet(facts: &Facts<'_>) -> String {
    [picture::SHEET, live::STYLE, &pictures::style(facts)].join("\n")
}
