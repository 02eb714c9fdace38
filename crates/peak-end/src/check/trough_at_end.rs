//! The trough at the end.

use service_blueprint::{Blueprint, Check, Warning};

use super::{for_segments, outlooks};
use crate::Prediction;

pub(super) const CHECK: Check = Check {
    code: "trough-at-end",
    title: "The trough at the end",
    looks_for: "The worst moment is also the last one, the moment that memory keeps in any case.",
    threshold: "when in a segment the same touchpoint is most often the trough and most often the end, and is worse than \
                what customers live through on average",
    remedy: "end on another moment, or move this one forward; a small good ending is often cheaper than mending it",
    example: "
blueprint: Restaurant
stages:
  - { id: dine, touchpoints: [ { id: meal, experience: 8 }, { id: bill, experience: 3 } ] }
",
    mended: "
blueprint: Restaurant
stages:
  - { id: dine, touchpoints: [ { id: meal, experience: 8 }, { id: bill, experience: 3 }, { id: farewell, experience: 8 } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, prediction: &Prediction, warnings: &mut Vec<Warning>) {
    for touchpoint in blueprint.touchpoints() {
        let mut concerned = Vec::new();
        for (segment, outlook) in outlooks(blueprint, prediction) {
            let here = |part: &Option<crate::Attribution>| {
                part.as_ref().is_some_and(|part| part.touchpoint == *touchpoint.id())
            };
            let worse = touchpoint
                .score(segment)
                .zip(outlook.experienced)
                .is_some_and(|(score, experienced)| prediction.scale.is_better(experienced, score));
            if here(&outlook.trough) && here(&outlook.end) && worse {
                concerned.push(segment);
            }
        }
        if !concerned.is_empty() {
            let message = format!(
                "the journey ends with its worst moment, `{}`{}",
                touchpoint.id(),
                for_segments(blueprint, &concerned)
            );
            warnings.push(Warning::new(&CHECK, message, touchpoint.path()).about(touchpoint.id().as_str()));
        }
    }
}
