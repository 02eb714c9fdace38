//! A touchpoint without a score.

use service_blueprint::{Blueprint, Check, Warning};

pub(super) const CHECK: Check = Check {
    code: "unscored-touchpoint",
    title: "A touchpoint without a score",
    looks_for: "Customers come here and nobody said what they experience, so the prediction passes it over.",
    threshold: "when a segment that comes by has no score for it",
    remedy: "ask ten customers, or write an assumption as a bare number",
    example: "
blueprint: Clinic
stages:
  - { id: visit, touchpoints: [ { id: waiting-room }, { id: doctor, experience: 8 } ] }
",
    mended: "
blueprint: Clinic
stages:
  - { id: visit, touchpoints: [ { id: waiting-room, experience: 4 }, { id: doctor, experience: 8 } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let mut unscored = vec![Vec::new(); blueprint.touchpoints().len()];
    for segment in blueprint.segments() {
        let reachable = segment.journey().reachable();
        for touchpoint in blueprint.touchpoints() {
            let comes = reachable[touchpoint.position()] && !touchpoint.is_skipped(segment);
            if comes && touchpoint.score(segment).is_none() {
                unscored[touchpoint.position()].push(segment);
            }
        }
    }
    for touchpoint in blueprint.touchpoints() {
        let segments = &unscored[touchpoint.position()];
        if !segments.is_empty() {
            let message = format!(
                "`{}` has no experience score{}",
                touchpoint.id(),
                super::for_segments(blueprint, segments)
            );
            warnings.push(Warning::new(&CHECK, message, touchpoint.path()).about(touchpoint.id().as_str()));
        }
    }
}
