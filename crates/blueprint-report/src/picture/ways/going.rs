//! Where customers go from a touchpoint, and which of it is worth drawing.

use service_blueprint::Target;
use service_blueprint::document::Ways;

use crate::share::{is_everyone, is_some};
use crate::text::clean;
use crate::{Language, Moment, Scene, percent};

/// The ways on from a touchpoint that are drawn. The plain way on to the next column, alone, goes without saying, and so does
/// the end of a service that names no endings.
pub(super) fn ways(scene: &Scene<'_>, moment: &Moment<'_>, column: usize) -> Vec<(Target, f64)> {
    let goes_without_saying = match moment.ways[..] {
        [(Target::Touchpoint(next), _)] => scene.column_of(next) == Some(column + 1),
        [(Target::End(end), _)] => {
            let is_unnamed = ending(scene, end).is_some_and(|ending| ending.written().is_none());
            is_unnamed && column + 1 == scene.columns.len()
        }
        _ => false,
    };
    let drawn = moment
        .ways
        .iter()
        .filter(|(_, share)| is_some(*share) && !goes_without_saying);
    drawn.copied().collect()
}

/// Whether it is told how many start at a touchpoint.
pub(super) fn is_start(scene: &Scene<'_>, moment: &Moment<'_>, column: usize) -> bool {
    let is_plain = column == 0 && is_everyone(moment.start) && scene.columns[0].moments.len() == 1;
    is_some(moment.start) && !is_plain
}

/// An ending by its position.
pub(super) fn ending<'b>(scene: &Scene<'b>, position: usize) -> Option<service_blueprint::Ending<'b>> {
    scene.blueprint.ends().nth(position)
}

/// A target's name.
pub(super) fn name<'b>(scene: &Scene<'b>, target: Target) -> &'b str {
    match target {
        Target::Touchpoint(position) => scene.blueprint.touchpoint_at(position).map_or("", |one| one.name()),
        Target::End(position) => ending(scene, position).map_or("", |ending| ending.name()),
    }
}

/// All that is known of a way, in words: from where to where, how many, and under which conditions.
pub(super) fn title(scene: &Scene<'_>, language: Language, moment: &Moment<'_>, target: Target, share: f64) -> String {
    let touchpoint = moment.touchpoint;
    let mut title = language.way_of(touchpoint.name(), name(scene, target), percent(share));
    let id = match target {
        Target::Touchpoint(position) => scene.blueprint.touchpoint_at(position).map(|one| one.id().as_str()),
        Target::End(position) => ending(scene, position).map(|ending| ending.id().as_str()),
    };
    let written = touchpoint.written();
    let own = written.segments.iter().filter(|(segment, _)| {
        let only = scene.segment.map(|one| one.id().as_str());
        only.is_none_or(|only| only == segment.as_str())
    });
    let maps = own.filter_map(|(_, own)| own.next.as_ref()).chain(&written.next);
    let mut told: Vec<&str> = Vec::new();
    let condition = |ways: &'_ Ways| -> Option<String> { ways.0.get(id?)?.when.clone() };
    let mut conditions: Vec<String> = Vec::new();
    for when in maps.filter_map(condition) {
        if !conditions.contains(&when) {
            conditions.push(when);
        }
    }
    told.extend(conditions.iter().map(String::as_str));
    if !told.is_empty() {
        title = language.under_condition(title, told.join(language.between_parts()));
    }
    clean(&title).into_owned()
}
