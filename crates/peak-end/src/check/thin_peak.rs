//! A peak that rests on few ratings.

use service_blueprint::{Blueprint, Check, Warning};

use super::{for_segments, parts};
use crate::Prediction;

/// Chosen: the customary least number of ratings for a mean with an interval.
const ENOUGH: u64 = 30;

pub(super) const CHECK: Check = Check {
    code: "thin-peak",
    title: "A peak that rests on few ratings",
    looks_for: "The touchpoint named as the peak was rated by few customers, while a peak is the largest of many scores and \
                so the one most likely to be luck.",
    threshold: "when a segment's most frequent peak rests on fewer than 30 ratings, or on none while other touchpoints \
                were surveyed",
    remedy: "rate this touchpoint more often before you build on it",
    example: "
blueprint: Gym
stages:
  - { id: train, touchpoints: [ { id: class, experience: { mean: 9, n: 8 } }, { id: shower, experience: 6 } ] }
",
    mended: "
blueprint: Gym
stages:
  - { id: train, touchpoints: [ { id: class, experience: { mean: 9, n: 80 } }, { id: shower, experience: 6 } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, prediction: &Prediction, warnings: &mut Vec<Warning>) {
    let surveyed = blueprint
        .segments()
        .any(|segment| blueprint.touchpoints().any(|t| t.ratings(segment).is_some()));
    let parts = parts(blueprint, prediction);
    for touchpoint in blueprint.touchpoints() {
        let thin = |part: &&super::Part<'_>| {
            let here = part.role == "peak" && part.touchpoint.position() == touchpoint.position();
            here && touchpoint
                .ratings(part.segment)
                .map_or(surveyed, |ratings| ratings < ENOUGH)
        };
        let here: Vec<_> = parts.iter().filter(thin).map(|part| part.segment).collect();
        let Some(first) = here.first() else { continue };
        let on = match touchpoint.ratings(*first) {
            Some(ratings) => format!("{ratings} ratings, fewer than {ENOUGH}"),
            None => "an assumption, while others were surveyed".to_owned(),
        };
        let message = format!(
            "the peak, `{}`, rests on {on}{}",
            touchpoint.id(),
            for_segments(blueprint, &here)
        );
        let path = touchpoint.path().key("experience");
        warnings.push(Warning::new(&CHECK, message, path).about(touchpoint.id().as_str()));
    }
}
