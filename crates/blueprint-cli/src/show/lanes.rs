//! The lanes: evidence, customer, frontstage, backstage, support, and the three lines between them.

use service_blueprint::Activity;
use service_blueprint::document::Role;

use crate::terminal::{Line, Palette, width, wrap, wrap_hanging};
use blueprint_report::Column;
use blueprint_report::Scene;

/// A lane's name.
pub(super) fn name(lane: Role) -> &'static str {
    match lane {
        Role::Customer => "Customer",
        Role::Frontstage => "Frontstage",
        Role::Backstage => "Backstage",
        Role::Support => "Support",
    }
}

/// The line that divides a lane from the one above it; the three differ by pattern and weight.
pub(super) fn line_above(lane: Role, length: usize) -> Option<Line> {
    let (dash, name) = match lane {
        Role::Customer => return None,
        Role::Frontstage => ("─", "line of interaction"),
        Role::Backstage => ("╍", "line of visibility"),
        Role::Support => ("┈", "line of internal interaction"),
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
pub(super) fn cell(scene: &Scene<'_>, column: &Column<'_>, lane: Role, text: usize) -> Vec<Line> {
    let mut activities: Vec<Activity<'_>> = Vec::new();
    for activity in column.moments.iter().flat_map(|moment| moment.touchpoint.lane(lane)) {
        if !activities.iter().any(|known| known.position() == activity.position()) {
            activities.push(activity);
        }
    }
    let words: Vec<String> = activities
        .into_iter()
        .map(|activity| in_words(scene, activity))
        .collect();
    entries(&words, text)
}

/// `Courier*: Hands over with a smile`; where there is only one kind of customer, the actor goes without saying.
fn in_words(scene: &Scene<'_>, activity: Activity<'_>) -> String {
    let Some(actor) = activity.actor() else {
        return activity.does().to_owned();
    };
    let customers = scene
        .blueprint
        .actors()
        .filter(|actor| actor.roles().contains(&Role::Customer));
    let partner = if actor.is_partner() { "*" } else { "" };
    match activity.written().does.as_deref() {
        Some(does) if activity.lane() == Role::Customer && customers.count() == 1 => does.to_owned(),
        Some(does) => format!("{}{partner}: {does}", actor.name()),
        None => format!("{}{partner}", actor.name()),
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
