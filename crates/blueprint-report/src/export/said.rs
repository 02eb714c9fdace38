//! What several formats say in the same words.

use std::borrow::Cow;

use service_blueprint::{Activity, Target};

use crate::share::is_everyone;
use crate::text::clean;
use crate::{Language, Moment, Scene, percent};

/// A name on one line; the id where the name shows nothing.
pub(super) fn named<'t>(name: &'t str, id: &'t str) -> Cow<'t, str> {
    match clean(name) {
        shown if shown.trim().is_empty() => Cow::Borrowed(id),
        shown => shown,
    }
}

/// `Courier: Hands over with a smile`.
pub(super) fn activity(activity: Activity<'_>, language: Language) -> String {
    match (activity.actor(), activity.written().does.as_deref()) {
        (Some(actor), Some(does)) => language.who_does(actor.name(), does),
        (Some(actor), None) => actor.name().to_owned(),
        (None, does) => does.unwrap_or_default().to_owned(),
    }
}

/// What stands at an arrow: its share unless everyone goes there, and under which condition.
pub(super) fn way(
    scene: &Scene<'_>,
    moment: &Moment<'_>,
    target: Target,
    share: f64,
    language: Language,
) -> Option<String> {
    let share = (!is_everyone(share)).then(|| percent(share));
    match (share, condition(scene, moment, target)) {
        (Some(share), Some(condition)) => Some(language.share_when(share, condition)),
        (Some(share), None) => Some(share),
        (None, Some(condition)) => Some(language.only_when(condition)),
        (None, None) => None,
    }
}

/// The share of journeys that start at a moment, unless all do.
pub(super) fn start(share: f64) -> Option<String> {
    (!is_everyone(share)).then(|| percent(share))
}

/// The condition of a way: of the segment that is seen where it has ways of its own, else of everyone's ways, else of the
/// first segment that has one.
fn condition<'b>(scene: &Scene<'b>, moment: &Moment<'b>, target: Target) -> Option<&'b str> {
    let id = match target {
        Target::Touchpoint(at) => scene.blueprint.touchpoint_at(at)?.id().as_str(),
        Target::End(at) => scene.blueprint.ends().nth(at)?.id().as_str(),
    };
    let written = moment.touchpoint.written();
    let common = written.next.as_ref();
    let own = |own: &'b service_blueprint::document::Override| own.next.as_ref();
    let ways: Vec<_> = match scene.segment {
        Some(segment) => {
            let overridden = written.segments.get(segment.id().as_str()).and_then(own);
            overridden.or(common).into_iter().collect()
        }
        None => common
            .into_iter()
            .chain(written.segments.values().filter_map(own))
            .collect(),
    };
    let found = ways.into_iter().find_map(|ways| ways.0.get(id)?.when.as_deref());
    found.filter(|condition| !clean(condition).trim().is_empty())
}
