//! A score below the level that it must not fall under.

use super::{Check, Warning, quoted};
use crate::Blueprint;

/// Chosen: a carried or averaged score may miss its minimum by this fraction of the half-scale through rounding alone.
const ROUNDING: f64 = 1e-9;

pub(super) const CHECK: Check = Check {
    code: "below-minimum",
    title: "A score below its `at_least`",
    looks_for: "The touchpoint is worse today than the level which the service has set itself, for everyone or for a segment.",
    threshold: "when a segment's score is worse than `at_least`, towards `worst` on the scale",
    remedy: "raise the experience, or set a level that the service means to keep",
    example: "
blueprint: Bakery
stages:
  - { id: buy, touchpoints: [ { id: pay, experience: 4, at_least: 5 } ] }
",
    mended: "
blueprint: Bakery
stages:
  - { id: buy, touchpoints: [ { id: pay, experience: 5, at_least: 5 } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let scale = blueprint.scale();
    for touchpoint in blueprint.touchpoints() {
        let Some(minimum) = touchpoint.at_least() else { continue };
        let low: Vec<_> = blueprint
            .segments()
            .filter_map(|segment| Some((segment, touchpoint.score(segment)?)))
            .filter(|(_, score)| scale.gain(minimum, *score) < -ROUNDING * scale.half())
            .collect();
        let worst = low
            .iter()
            .map(|(_, score)| *score)
            .reduce(|a, b| if scale.is_better(a, b) { b } else { a });
        let Some(worst) = worst else { continue };
        let id = touchpoint.id().as_str();
        let mut message = format!("`{id}` stands at {worst}, below its `at_least` {minimum}");
        let mut warning = Warning::new(&CHECK, String::new(), touchpoint.path().key("at_least")).about(id);
        if low.len() < blueprint.segments().len() {
            let names = low.iter().map(|(segment, _)| segment.id().as_str());
            message += &format!(" (segments {})", quoted(names.clone()));
            warning = names.fold(warning, Warning::about);
        }
        warnings.push(Warning { message, ..warning });
    }
}
