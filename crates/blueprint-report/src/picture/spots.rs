//! Where the moments of a column stand: side by side about its middle.

use super::geometry::{CARD, COLUMNS_LEFT, PITCH};
use crate::Strip;

/// How far apart the moments of one column stand at most.
const APART: f64 = 44.0;

/// How near they come to the column's edges.
const EDGE: f64 = 16.0;

/// The x of the moment at place `nth` of `count` in a column, seen from a strip. Columns of other strips stand where they
/// would if the strip went on.
pub(super) fn x(strip: &Strip, column: usize, nth: usize, count: usize) -> f64 {
    let middle = COLUMNS_LEFT + PITCH * (column as f64 - strip.columns.start as f64) + CARD / 2.0;
    if count < 2 {
        return middle;
    }
    let apart = ((CARD - 2.0 * EDGE) / (count - 1) as f64).min(APART);
    middle + apart * (nth as f64 - (count - 1) as f64 / 2.0)
}

/// From where to where lines may run in a strip: its columns and half a gutter on either side.
pub(super) fn span(strip: &Strip) -> (f64, f64) {
    let gutter = PITCH - CARD;
    let count = strip.columns.len() as f64;
    (COLUMNS_LEFT - gutter / 2.0, COLUMNS_LEFT + PITCH * count - gutter / 2.0)
}
