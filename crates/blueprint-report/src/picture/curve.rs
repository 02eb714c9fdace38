//! The experience curve.

use maud::html;

use super::{Band, Page};
use crate::Strip;

pub(super) fn draw(_page: &Page<'_, '_>, _strip: &Strip, top: f64) -> Band {
    Band {
        markup: html! {},
        bottom: top,
    }
}
