//! A peak or an end out of our control.

use service_blueprint::{Blueprint, Check, Warning};

use super::{for_segments, parts, percent};
use crate::Prediction;

pub(super) const CHECK: Check = Check {
    code: "memory-out-of-control",
    title: "A peak or an end out of our control",
    looks_for: "What customers remember most is made by partners.",
    threshold: "when a segment's most frequent peak or end is not controllable",
    remedy: "make a stronger moment of your own before or after it, or agree on a standard with the partner",
    example: "
blueprint: Web shop
actors: [ { id: courier, role: frontstage, partner: true } ]
stages:
  - id: shop
    touchpoints:
      - { id: order, experience: 6 }
      - { id: delivery, experience: 8, frontstage: [ { courier: Hands over } ] }
",
    mended: "
blueprint: Web shop
actors: [ { id: courier, role: frontstage, partner: true } ]
stages:
  - id: shop
    touchpoints:
      - { id: order, experience: 6 }
      - { id: delivery, experience: 7, frontstage: [ { courier: Hands over } ] }
      - { id: unbox, experience: 9 }
",
};

pub(super) fn find(blueprint: &Blueprint, prediction: &Prediction, warnings: &mut Vec<Warning>) {
    let parts = parts(blueprint, prediction);
    for role in ["peak", "end"] {
        for touchpoint in blueprint
            .touchpoints()
            .filter(|touchpoint| !touchpoint.is_controllable())
        {
            let here: Vec<_> = parts
                .iter()
                .filter(|part| part.role == role && part.touchpoint.position() == touchpoint.position())
                .collect();
            let Some(most) = here.iter().map(|part| part.share).reduce(f64::max) else {
                continue;
            };
            let segments: Vec<_> = here.iter().map(|part| part.segment).collect();
            let message = format!(
                "the most frequent {role}, `{}` ({} of journeys), is out of our control{}",
                touchpoint.id(),
                percent(most),
                for_segments(blueprint, &segments)
            );
            warnings.push(Warning::new(&CHECK, message, touchpoint.path()).about(touchpoint.id().as_str()));
        }
    }
}
