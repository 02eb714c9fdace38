//! A service standard that sets no time.

use super::{Check, Warning};
use crate::Blueprint;

pub(super) const CHECK: Check = Check {
    code: "standard-without-limit",
    title: "A standard without a time limit",
    looks_for: "A standard that says what is done and not by when can be neither kept nor missed, and no journey log can \
                measure it.",
    threshold: "when a standard has neither `within` nor `at_most`",
    remedy: "add `within:` with a duration, and `at_most:` where there is an outer limit",
    example: "
blueprint: Bakery
stages:
  - { id: buy, touchpoints: [ { id: ask, experience: 6, standards: [ { response: answered } ] } ] }
",
    mended: "
blueprint: Bakery
stages:
  - { id: buy, touchpoints: [ { id: ask, experience: 6, standards: [ { response: answered, within: 7s } ] } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    for touchpoint in blueprint.touchpoints() {
        for (index, standard) in touchpoint.written().standards.iter().enumerate() {
            if standard.within.is_some() || standard.at_most.is_some() {
                continue;
            }
            let id = touchpoint.id().as_str();
            let what = standard
                .response
                .as_deref()
                .map(|response| format!(" (`{response}`)"))
                .unwrap_or_default();
            let message = format!("a standard at `{id}`{what} has no time limit");
            let path = touchpoint.path().key("standards").item(index);
            warnings.push(Warning::new(&CHECK, message, path).about(id));
        }
    }
}
