//! A wait longer than customers put up with.

use super::{Check, Warning};
use crate::Blueprint;

pub(super) const CHECK: Check = Check {
    code: "wait-beyond-tolerance",
    title: "A wait beyond tolerance",
    looks_for: "Customers usually wait longer than they put up with.",
    threshold: "when `typical` is longer than `tolerance`; no slack",
    remedy: "shorten the wait, tell how long it will be, or give it something to do",
    example: "
blueprint: Bakery
stages:
  - { id: buy, touchpoints: [ { id: queue, experience: 4, wait: { typical: 9m, tolerance: 5m } } ] }
",
    mended: "
blueprint: Bakery
stages:
  - { id: buy, touchpoints: [ { id: queue, experience: 6, wait: { typical: 5m, tolerance: 5m } } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    for touchpoint in blueprint.touchpoints() {
        let Some(wait) = touchpoint.written().wait else {
            continue;
        };
        let Some(tolerance) = wait.tolerance.filter(|tolerance| wait.typical > *tolerance) else {
            continue;
        };
        let id = touchpoint.id().as_str();
        let message = format!("customers wait {} at `{id}` and put up with {tolerance}", wait.typical);
        warnings.push(Warning::new(&CHECK, message, touchpoint.path().key("wait")).about(id));
    }
}
