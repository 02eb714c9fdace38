//! Durations that do not count because some are missing.

use super::{Check, Warning, of, quoted};
use crate::Blueprint;

pub(super) const CHECK: Check = Check {
    code: "partial-durations",
    title: "Some scored touchpoints have a duration and others have none",
    looks_for: "Experience over time weighs each moment by its duration. If any scored touchpoint lacks one, no duration is \
                used, and means are plain means over the moments.",
    threshold: "when at least one scored touchpoint has a `duration` and at least one has none or `0s`",
    remedy: "give every scored touchpoint a `duration`, or none",
    example: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, duration: 2m }
      - { id: eat, experience: 8 }
",
    mended: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, duration: 2m }
      - { id: eat, experience: 8, duration: 10m }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let scored: Vec<_> = blueprint
        .touchpoints()
        .filter(|touchpoint| {
            let written = touchpoint.written();
            written.experience.is_some() || written.segments.values().any(|own| own.experience.is_some())
        })
        .collect();
    let lacking: Vec<_> = scored
        .iter()
        .filter(|touchpoint| touchpoint.minutes().is_none_or(|minutes| minutes == 0.0))
        .collect();
    let Some(first) = lacking.first().filter(|_| lacking.len() < scored.len()) else {
        return;
    };
    let ids = lacking.iter().map(|touchpoint| touchpoint.id().as_str());
    let message = format!(
        "{} have no duration, so none counts: {}",
        of(lacking.len(), scored.len(), "scored touchpoints"),
        quoted(ids.clone())
    );
    warnings.push(ids.fold(Warning::new(&CHECK, message, first.path()), Warning::about));
}
