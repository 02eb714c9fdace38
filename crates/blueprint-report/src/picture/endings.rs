//! The endings with their shares.

use maud::html;

use super::{Band, Page};

pub(super) fn draw(_page: &Page<'_, '_>, top: f64) -> Band {
    Band {
        markup: html! {},
        bottom: top,
    }
}
