//! The ways on from a touchpoint: branches, skips, loops and leaving, with their shares.

use service_blueprint::{Ending, Target};

use blueprint_report::{Column, Language, Moment, Scene};

use crate::terminal::{Line, Palette, percent, wrap_hanging};

/// Smaller shares of journeys that start here are rounding.
const SOME: f64 = 1e-9;

/// The ways on from a column's touchpoints. The plain way on to the next column, alone, goes without saying.
pub(super) fn cell(scene: &Scene<'_>, column: &Column<'_>, language: Language, text: usize) -> Vec<Line> {
    let words = column.moments.iter().flat_map(|moment| of(scene, moment, language));
    let lines = words.flat_map(|way| wrap_hanging(&way, text, "", " "));
    lines.map(|line| Line::new(Palette::WAY, line)).collect()
}

fn of(scene: &Scene<'_>, moment: &Moment<'_>, language: Language) -> Vec<String> {
    let here = scene.column_of(moment.touchpoint.position()).unwrap_or_default();
    let mut words = Vec::new();
    let everyone_starts_first = here == 0 && moment.start > 1.0 - SOME;
    if moment.start > SOME && !everyone_starts_first {
        words.push(format!("▸ {}", language.start_here(percent(moment.start))));
    }
    let only_on = match moment.ways[..] {
        [(Target::Touchpoint(next), _)] => scene.column_of(next) == Some(here + 1),
        _ => false,
    };
    if !only_on {
        words.extend(
            moment
                .ways
                .iter()
                .filter_map(|(target, share)| way(scene, here, *target, *share)),
        );
    }
    words
}

/// The mark of an ending: a goal, leaving, or just an end where no ending is marked as a goal.
pub(super) fn end_mark(scene: &Scene<'_>, ending: Ending<'_>) -> char {
    match (scene.has_goals(), ending.is_goal()) {
        (false, _) => '┤',
        (true, true) => '✓',
        (true, false) => '✗',
    }
}

fn way(scene: &Scene<'_>, here: usize, target: Target, share: f64) -> Option<String> {
    let (mark, name) = match target {
        Target::Touchpoint(next) => {
            let mark = match scene.column_of(next) {
                Some(there) if there <= here => '↶',
                Some(there) if there > here + 1 => '↷',
                _ => '→',
            };
            (mark, scene.blueprint.touchpoint_at(next)?.name())
        }
        Target::End(end) => {
            let ending = scene.blueprint.ends().nth(end)?;
            (end_mark(scene, ending), ending.name())
        }
    };
    Some(match share > 1.0 - SOME {
        true => format!("{mark} {name}"),
        false => format!("{mark} {} {name}", percent(share)),
    })
}
