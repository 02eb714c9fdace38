//! A touchpoint at which nobody ever arrives.

use std::collections::HashSet;

use super::{Check, Warning};
use crate::Blueprint;

pub(super) const CHECK: Check = Check {
    code: "unreachable-touchpoint",
    title: "A touchpoint that no journey comes to",
    looks_for: "A moment that nobody lives through counts in no result. Mostly a detour was listed and never named in a `next`. \
                A touchpoint to which an option's `next` leads is fine: it waits for that option.",
    threshold: "when no segment ever arrives, or every segment that comes by skips it",
    remedy: "name it in the `next` of a touchpoint or in `start`, or take it out",
    example: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6 }
      - { id: complain, experience: 3, detour: true }
",
    mended: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, next: { complain: 2%, end: rest } }
      - { id: complain, experience: 3, detour: true }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let unreachable = blueprint.unreachable();
    if unreachable.is_empty() {
        return;
    }
    let changed = blueprint.options().iter().flat_map(|option| option.next.values());
    let waiting: HashSet<&str> = changed.flat_map(|ways| ways.0.keys()).map(String::as_str).collect();
    let mut visited = vec![false; blueprint.touchpoints().len()];
    for segment in blueprint.segments() {
        for (position, comes) in segment.journey().reachable().into_iter().enumerate() {
            visited[position] |= comes;
        }
    }
    for touchpoint in unreachable {
        let id = touchpoint.id().as_str();
        if waiting.contains(id) {
            continue;
        }
        let why = if visited[touchpoint.position()] {
            "every segment that comes by skips it"
        } else if touchpoint.written().detour {
            "it is a detour, and no `next` on the way names it"
        } else {
            "no way leads there"
        };
        let message = format!("no journey comes to `{id}`: {why}");
        warnings.push(Warning::new(&CHECK, message, touchpoint.path()).about(id));
    }
}
