//! How often a touchpoint is the remembered peak, the trough and the end.

use super::curve::side;
use crate::terminal::{Line, Palette, percent, shorten, width};
use blueprint_report::Scene;
use blueprint_report::{Column, Moment};

/// The smallest share of journeys that is worth a line. Chosen.
const WORTH_A_LINE: f64 = 0.05;

/// A part that a touchpoint plays in memory.
#[derive(Debug)]
pub(super) struct Part {
    /// Its mark.
    pub(super) mark: char,
    name: &'static str,
    share: f64,
    /// Whether no touchpoint plays it more often.
    pub(super) is_main: bool,
}

/// Peak, trough and end, where the touchpoint is one of them often enough to be told.
pub(super) fn parts(scene: &Scene<'_>, moment: &Moment<'_>) -> Vec<Part> {
    let (Ok(outlook), Some(own)) = (&scene.outlook, &moment.outlook) else {
        return Vec::new();
    };
    let candidates = [
        ('★', "peak", own.p_peak, &outlook.peak),
        ('▼', "trough", own.p_trough, &outlook.trough),
        ('■', "end", own.p_end, &outlook.end),
    ];
    let parts = candidates.into_iter().map(|(mark, name, share, main)| Part {
        mark,
        name,
        share,
        is_main: main.as_ref().is_some_and(|main| main.touchpoint == own.id),
    });
    parts
        .filter(|part| part.is_main || part.share >= WORTH_A_LINE)
        .collect()
}

/// The parts that a column's touchpoints play.
pub(super) fn cell(scene: &Scene<'_>, column: &Column<'_>, text: usize) -> Vec<Line> {
    let of = |moment: &Moment<'_>| -> Vec<Line> {
        let line = |part: Part| {
            let style = match part.is_main {
                true => side(scene, moment).bold(),
                false => Palette::QUIET,
            };
            // Narrow columns have little room for spaces.
            let share = percent(part.share).replace(' ', "");
            let gap = if width(part.name) + width(&share) + 3 > text {
                ""
            } else {
                " "
            };
            let words = format!("{}{gap}{} {share}", part.mark, part.name);
            Line::new(style, shorten(&words, text))
        };
        parts(scene, moment).into_iter().map(line).collect()
    };
    column.moments.iter().flat_map(of).collect()
}
