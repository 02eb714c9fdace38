//! The blueprint drawn in the terminal: a sentence, then strips of stages, the curve and the lanes.

mod canvas;
mod columns;
mod curve;
mod lanes;
mod legend;
mod memory;
mod strip;
mod ways;

use blueprint_report::{Language, Scene, sentence};

use crate::terminal::{Line, Palette, wrap};

/// The drawing, at most `width` columns wide.
pub(crate) fn draw(scene: &Scene<'_>, language: Language, width: usize) -> String {
    let said = wrap(&sentence(scene, language), width).into_iter();
    let mut lines: Vec<Line> = said.map(|line| Line::new(Palette::STRONG, line)).collect();
    let layout = columns::Layout::of(scene, width);
    for strip in &layout.strips {
        lines.push(Line::default());
        strip::draw(scene, &layout, strip, language, &mut lines);
    }
    lines.push(Line::default());
    lines.extend(legend::legend(scene, language, width));
    lines.iter().map(Line::to_string).collect()
}
