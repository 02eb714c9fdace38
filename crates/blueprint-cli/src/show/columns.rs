//! How wide columns are, and so how many stand side by side.

use blueprint_report::{Scene, Strip, strips};

/// The terminal columns to the left, where lanes and the scale are named.
pub(super) const GUTTER: usize = 11;

/// A touchpoint gets no less than this, its gap included: two short words, or six ideographs.
const LEAST_PITCH: usize = 13;

/// And no more than this: longer lines are harder to read.
const MOST_PITCH: usize = 30;

/// How the drawing is laid out.
#[derive(Debug)]
pub(super) struct Layout {
    /// The terminal columns from one touchpoint to the next.
    pub(super) pitch: usize,
    /// The strips, in order.
    pub(super) strips: Vec<Strip>,
}

impl Layout {
    /// The fewest strips, and of as many the widest columns.
    pub(super) fn of(scene: &Scene<'_>, width: usize) -> Self {
        let room = width.saturating_sub(GUTTER).max(LEAST_PITCH);
        let most = (room / LEAST_PITCH).clamp(1, scene.columns.len().max(1));
        let mut best: Option<(usize, Vec<Strip>)> = None;
        for count in 1..=most {
            let strips = strips(scene, count);
            if best.as_ref().is_none_or(|(_, fewest)| strips.len() < fewest.len()) {
                best = Some((count, strips));
            }
        }
        let (count, strips) = best.unwrap_or_default();
        Self {
            pitch: (room / count.max(1)).min(MOST_PITCH),
            strips,
        }
    }
}
