//! How often a touchpoint is the remembered peak, the trough and the end.

use super::curve::side;
use crate::terminal::{Line, Palette, percent, shorten, width};
use blueprint_report::{Column, Language, Memory, Moment, Plays, Scene, plays};

/// The mark of a part in memory.
pub(super) fn mark(part: Memory) -> char {
    match part {
        Memory::Peak => '★',
        Memory::Trough => '▼',
        Memory::End => '■',
    }
}

/// The parts that a column's touchpoints play.
pub(super) fn cell(scene: &Scene<'_>, column: &Column<'_>, language: Language, text: usize) -> Vec<Line> {
    let of = |moment: &Moment<'_>| -> Vec<Line> {
        let line = |part: Plays| {
            let style = match part.is_main {
                true => side(scene, moment).bold(),
                false => Palette::QUIET,
            };
            // Narrow columns have little room for spaces.
            let share = percent(part.share).replace(' ', "");
            let name = part.part.name(language);
            let gap = if width(name) + width(&share) + 3 > text {
                ""
            } else {
                " "
            };
            let words = format!("{}{gap}{name} {share}", mark(part.part));
            Line::new(style, shorten(&words, text))
        };
        plays(scene, moment).into_iter().map(line).collect()
    };
    column.moments.iter().flat_map(of).collect()
}
