//! The blueprint drawn in the terminal: a sentence, then strips of stages, the curve and the lanes.

mod canvas;
mod columns;
mod curve;
mod lanes;
mod legend;
mod memory;
mod scene;
mod sentence;
mod strip;
mod ways;

pub(crate) use scene::Scene;

use crate::terminal::Line;

/// The drawing, at most `width` columns wide.
pub(crate) fn draw(scene: &Scene<'_>, width: usize) -> String {
    let mut lines: Vec<Line> = sentence::sentence(scene, width);
    let layout = columns::Layout::of(scene, width);
    for strip in &layout.strips {
        lines.push(Line::default());
        strip::draw(scene, &layout, strip, &mut lines);
    }
    lines.push(Line::default());
    lines.extend(legend::legend(scene, width));
    lines.iter().map(Line::to_string).collect()
}
