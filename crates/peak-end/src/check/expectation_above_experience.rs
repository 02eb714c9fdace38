//! An expectation above the experience, where memory is made.

use service_blueprint::{Blueprint, Check, Warning};

use super::parts;
use crate::Prediction;

pub(super) const CHECK: Check = Check {
    code: "expectation-above-experience",
    title: "An expectation above the experience at the peak or end",
    looks_for: "The moment that memory keeps falls short of what customers expected of it.",
    threshold: "when a segment's most frequent peak or end is experienced worse than it is expected; no slack",
    remedy: "raise the experience, or promise less",
    example: "
blueprint: Theatre
stages:
  - { id: evening, touchpoints: [ { id: foyer, experience: 6 }, { id: play, experience: 8, expectation: 9 } ] }
",
    mended: "
blueprint: Theatre
stages:
  - { id: evening, touchpoints: [ { id: foyer, experience: 6 }, { id: play, experience: 9, expectation: 8 } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, prediction: &Prediction, warnings: &mut Vec<Warning>) {
    let parts = parts(blueprint, prediction);
    for touchpoint in blueprint.touchpoints() {
        let mut said: Vec<String> = Vec::new();
        for part in parts
            .iter()
            .filter(|part| part.touchpoint.position() == touchpoint.position())
        {
            let felt = touchpoint.score(part.segment).zip(touchpoint.expectation(part.segment));
            let Some((score, expectation)) = felt else { continue };
            if prediction.scale.is_better(expectation, score) {
                let segment = super::for_segments(blueprint, &[part.segment]);
                said.push(format!(
                    "the {} at {score} against {expectation} expected{segment}",
                    part.role
                ));
            }
        }
        if !said.is_empty() {
            let message = format!(
                "`{}` falls short of what is expected: {}",
                touchpoint.id(),
                said.join(", ")
            );
            let path = touchpoint.path().key("expectation");
            warnings.push(Warning::new(&CHECK, message, path).about(touchpoint.id().as_str()));
        }
    }
}
