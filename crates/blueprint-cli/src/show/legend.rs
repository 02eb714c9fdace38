//! The marks and the legend, which explains only those in use.

use anstyle::Style;
use service_blueprint::Target;

use crate::terminal::{Line, Palette, width};
use blueprint_report::{Language, Mark, Memory, Scene, plays};

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
        let entry = width(&mark) + 1 + width(meaning);
        let used = lines.last().map_or(0, Line::width);
        if used > 0 && used + GAP + entry > columns {
            lines.push(Line::default());
        }
        let Some(line) = lines.pop() else { continue };
        let gap = if line.width() == 0 { 0 } else { GAP };
        let line = line.and(Style::new(), " ".repeat(gap)).and(style, mark);
        lines.push(line.and(Palette::QUIET, format!(" {meaning}")));
    }
    lines
}

/// Each mark in use, with its style and meaning.
fn entries(scene: &Scene<'_>, language: Language) -> Vec<(Style, String, &'static str)> {
    let scale = scene.blueprint.scale();
    let is_used = |good: bool, assumed: bool| {
        scene.moments().any(|moment| {
            let is_good = moment.score.map(|score| scale.value(score) >= 0.0);
            is_good == Some(good) && moment.is_assumed == assumed
        })
    };
    let leads = |wanted: &dyn Fn(&Target) -> bool| {
        let mut ways = scene.moments().flat_map(|moment| &moment.ways);
        ways.any(|(target, _)| wanted(target))
    };
    let ends = |goal: bool| {
        leads(&|target| match target {
            Target::End(end) => scene
                .blueprint
                .ends()
                .nth(*end)
                .is_some_and(|end| end.is_goal() == goal),
            Target::Touchpoint(_) => false,
        })
    };
    let is_played = |part: Memory| {
        let mut played = scene.moments().flat_map(|moment| plays(scene, moment));
        played.any(|played| played.part == part)
    };
    let (assumed_good, assumed_bad) = (is_used(true, true), is_used(false, true));
    let hollow = match (assumed_good, assumed_bad) {
        (true, true) => "○◇",
        (true, false) => "○",
        (false, _) => "◇",
    };
    let is_expected = scene.moments().any(|moment| moment.expectation.is_some());
    let mut lanes = scene.moments().flat_map(|moment| {
        service_blueprint::document::Role::ALL
            .into_iter()
            .flat_map(|lane| moment.touchpoint.lane(lane))
    });
    let is_partners = lanes.any(|activity| activity.actor().is_some_and(|actor| actor.is_partner()));
    let drawn = [
        (is_used(true, false), Palette::GOOD, "●", language.above_neutral()),
        (is_used(false, false), Palette::BAD, "◆", language.below_neutral()),
        (assumed_good || assumed_bad, Palette::STRONG, hollow, language.assumed()),
        (is_expected, Palette::EXPECTED, "┄┄", language.expected()),
        (is_played(Memory::Peak), Palette::STRONG, "★", language.peak_share()),
        (is_played(Memory::Trough), Palette::STRONG, "▼", language.trough()),
        (is_played(Memory::End), Palette::STRONG, "■", language.end()),
        (ends(true), Palette::WAY, "✓", language.goal_reached()),
        (ends(false), Palette::WAY, "✗", language.leaves()),
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
