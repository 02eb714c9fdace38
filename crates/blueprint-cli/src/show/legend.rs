//! The marks and the legend, which explains only those in use.

use anstyle::Style;
use service_blueprint::Target;

use super::curve::dot;
use super::ways::end_mark;
use crate::terminal::{Line, Palette, width, wrap_hanging};
use blueprint_report::{Language, Mark, Memory, Scene, Source, plays};

/// The colour of a mark.
pub(super) fn style(mark: Mark) -> Style {
    match mark {
        Mark::FailPoint | Mark::Wait | Mark::Pain => Palette::BAD,
        Mark::MomentOfTruth | Mark::Idea => Palette::GOOD,
        Mark::Standard => Palette::WAY,
        Mark::OutOfControl => Palette::QUIET,
    }
}

/// The legend, wrapped at its entries.
pub(super) fn legend(scene: &Scene<'_>, language: Language, columns: usize) -> Vec<Line> {
    /// The spaces between two entries.
    const GAP: usize = 3;
    let mut lines = vec![Line::default()];
    for (style, mark, meaning) in entries(scene, language) {
        // An entry wider than the drawing goes on under its own words.
        let indent = " ".repeat(width(&mark) + 1);
        let mut words = wrap_hanging(meaning, columns, &indent, &indent).into_iter();
        let first = words.next().unwrap_or_default();
        let entry = width(&first);
        let used = lines.last().map_or(0, Line::width);
        if used > 0 && used + GAP + entry > columns {
            lines.push(Line::default());
        }
        let Some(line) = lines.pop() else { continue };
        let gap = if line.width() == 0 { 0 } else { GAP };
        let line = line.and(Style::new(), " ".repeat(gap)).and(style, mark);
        lines.push(line.and(Palette::QUIET, format!(" {}", first.trim_start())));
        lines.extend(words.map(|more| Line::new(Palette::QUIET, more)));
    }
    lines
}

/// Each mark in use, with its style and meaning.
fn entries(scene: &Scene<'_>, language: Language) -> Vec<(Style, String, &'static str)> {
    let scale = scene.blueprint.scale();
    let is_used = |good: bool, source: Source| {
        scene.moments().any(|moment| {
            let is_good = moment.score.map(|score| scale.value(score) >= 0.0);
            is_good == Some(good) && moment.source == source
        })
    };
    let used = |source: Source| -> String {
        let sides = [true, false].into_iter().filter(|is_good| is_used(*is_good, source));
        sides.map(|is_good| dot(is_good, source)).collect()
    };
    let leads = |wanted: &dyn Fn(&Target) -> bool| {
        let mut ways = scene.moments().flat_map(|moment| &moment.ways);
        ways.any(|(target, _)| wanted(target))
    };
    let ends = |mark: char| {
        leads(&|target| match target {
            Target::End(end) => {
                let ending = scene.blueprint.ends().nth(*end);
                ending.is_some_and(|ending| end_mark(scene, ending) == mark)
            }
            Target::Touchpoint(_) => false,
        })
    };
    let is_played = |part: Memory| {
        let mut played = scene.moments().flat_map(|moment| plays(scene, moment));
        played.any(|played| played.part == part)
    };
    let (half, hollow) = (used(Source::Mixed), used(Source::Assumed));
    let is_expected = scene.moments().any(|moment| moment.expectation.is_some());
    let mut lanes = scene.moments().flat_map(|moment| {
        service_blueprint::document::Role::ALL
            .into_iter()
            .flat_map(|lane| moment.touchpoint.lane(lane))
    });
    let is_partners = lanes.any(|activity| activity.actor().is_some_and(|actor| actor.is_partner()));
    let drawn = [
        (
            is_used(true, Source::Surveyed),
            Palette::GOOD,
            "●",
            language.above_neutral(),
        ),
        (
            is_used(false, Source::Surveyed),
            Palette::BAD,
            "◆",
            language.below_neutral(),
        ),
        (!half.is_empty(), Palette::STRONG, &half, language.partly_assumed()),
        (!hollow.is_empty(), Palette::STRONG, &hollow, language.assumed()),
        (is_expected, Palette::EXPECTED, "┄┄", language.expected()),
        (is_played(Memory::Peak), Palette::STRONG, "★", language.peak_share()),
        (is_played(Memory::Trough), Palette::STRONG, "▼", language.trough()),
        (is_played(Memory::End), Palette::STRONG, "■", language.end()),
        (ends('✓'), Palette::WAY, "✓", language.goal_reached()),
        (ends('✗'), Palette::WAY, "✗", language.leaves()),
        (ends('┤'), Palette::WAY, "┤", language.ends()),
        (is_partners, Palette::STRONG, "*", language.a_partner()),
    ];
    let drawn = drawn.into_iter().filter(|(used, ..)| *used);
    let mut entries: Vec<_> = drawn
        .map(|(_, style, mark, meaning)| (style, mark.to_owned(), meaning))
        .collect();
    let marks = Mark::ALL
        .into_iter()
        .filter(|mark| scene.moments().any(|moment| mark.is_on(moment)));
    entries.extend(marks.map(|mark| (style(mark), format!("[{}]", mark.letter()), mark.meaning(language))));
    entries
}
