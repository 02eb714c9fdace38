//! An actor who does nothing.

use std::collections::HashSet;

use super::{Check, Warning, written_activities};
use crate::{Blueprint, DocumentPath};

pub(super) const CHECK: Check = Check {
    code: "unused-actor",
    title: "An actor who does nothing",
    looks_for: "Someone was declared and acts at no touchpoint, not even at one that an option adds: \
                a forgotten activity, or a leftover.",
    threshold: "when no activity names the actor",
    remedy: "write down what the actor does, or take the actor out",
    example: "
blueprint: Bakery
actors:
  - { id: baker, role: backstage }
stages:
  - { id: buy, touchpoints: [ { id: order, experience: 6 } ] }
",
    mended: "
blueprint: Bakery
actors:
  - { id: baker, role: backstage }
stages:
  - id: buy
    touchpoints:
      - id: order
        experience: 6
        evidence: [ { name: Warm bread } ]
        backstage: [ { baker: Bakes } ]
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let acting: HashSet<&str> = written_activities(blueprint)
        .filter_map(|activity| activity.actor.as_deref())
        .collect();
    for actor in blueprint.actors() {
        let id = actor.id().as_str();
        if !acting.contains(id) {
            let path = DocumentPath::default().key("actors").item(actor.position());
            warnings.push(Warning::new(&CHECK, format!("the actor `{id}` does nothing"), path).about(id));
        }
    }
}
