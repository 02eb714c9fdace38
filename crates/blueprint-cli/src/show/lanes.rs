//! The lanes: evidence, customer, frontstage, backstage, support, and the three lines between them.

use service_blueprint::document::Role;
use service_blueprint::{Activity, Actor};

use crate::terminal::{Line, Palette, width, wrap, wrap_hanging};
use blueprint_report::{Cast, Column, Language, Scene};

/// A lane's name.
pub(super) fn name(lane: Role, language: Language) -> &'static str {
    match lane {
        Role::Customer => language.customer(),
        Role::Frontstage => language.frontstage(),
        Role::Backstage => language.backstage(),
        Role::Support => language.support(),
    }
}

/// The line that divides a lane from the one above it; the three differ by pattern and weight.
pub(super) fn line_above(lane: Role, language: Language, length: usize) -> Option<Line> {
    let (dash, name) = match lane {
        Role::Customer => return None,
        Role::Frontstage => ("─", language.line_of_interaction()),
        Role::Backstage => ("╍", language.line_of_visibility()),
        Role::Support => ("┈", language.line_of_internal_interaction()),
    };
    let words = format!("{dash}{dash} {name} ");
    let rest = dash.repeat(length.saturating_sub(width(&words)));
    Some(Line::new(Palette::QUIET, format!("{words}{rest}")))
}

/// What is seen at a column's touchpoints.
pub(super) fn evidence(column: &Column<'_>, text: usize) -> Vec<Line> {
    let mut seen: Vec<String> = Vec::new();
    for name in column.moments.iter().flat_map(|moment| moment.touchpoint.evidence()) {
        if !seen.iter().any(|known| known == name) {
            seen.push(name.to_owned());
        }
    }
    entries(&seen, text)
}

/// What is done in a lane at a column's touchpoints.
pub(super) fn cell(scene: &Scene<'_>, column: &Column<'_>, lane: Role, language: Language, text: usize) -> Vec<Line> {
    let mut activities: Vec<Activity<'_>> = Vec::new();
    for activity in column.moments.iter().flat_map(|moment| moment.touchpoint.lane(lane)) {
        if !activities.iter().any(|known| known.position() == activity.position()) {
            activities.push(activity);
        }
    }
    let cast = Cast::of(scene.blueprint);
    let words: Vec<String> = activities
        .into_iter()
        .map(|activity| in_words(cast, activity, language))
        .collect();
    entries(&words, text)
}

/// `Courier*: Hands over with a smile`; whom to name is the picture's rule too.
fn in_words(cast: Cast, activity: Activity<'_>, language: Language) -> String {
    let partner = |actor: Actor<'_>| if actor.is_partner() { "*" } else { "" };
    match (cast.named(activity), activity.actor()) {
        (Some(actor), _) => language.who_does(format!("{}{}", actor.name(), partner(actor)), activity.does()),
        (None, Some(actor)) if activity.written().does.is_none() => format!("{}{}", actor.name(), partner(actor)),
        (None, _) => activity.does().to_owned(),
    }
}

/// Entries one below the other, each told from the next by a dot where there are several.
fn entries(words: &[String], text: usize) -> Vec<Line> {
    let lines: Vec<String> = match words {
        [one] => wrap(one, text),
        several => several
            .iter()
            .flat_map(|one| wrap_hanging(one, text, "·", " "))
            .collect(),
    };
    lines.into_iter().map(Line::plain).collect()
}
