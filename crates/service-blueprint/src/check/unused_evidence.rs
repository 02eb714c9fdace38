//! Evidence that nobody sees.

use std::collections::HashSet;

use super::{Check, Warning, shown_evidence};
use crate::{Blueprint, DocumentPath};

pub(super) const CHECK: Check = Check {
    code: "unused-evidence",
    title: "Evidence that nobody sees",
    looks_for: "A piece of physical evidence was declared and is shown at no touchpoint, not even at one that an option adds.",
    threshold: "when no touchpoint lists it",
    remedy: "list it under the `evidence` of the touchpoints where customers see it, or take it out",
    example: "
blueprint: Bakery
evidence:
  - { id: bag, name: Paper bag }
stages:
  - { id: buy, touchpoints: [ { id: order, experience: 6 } ] }
",
    mended: "
blueprint: Bakery
evidence:
  - { id: bag, name: Paper bag }
stages:
  - { id: buy, touchpoints: [ { id: order, experience: 6, evidence: [bag] } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let shown: HashSet<&str> = shown_evidence(blueprint).collect();
    for evidence in blueprint.evidence() {
        let id = evidence.id().as_str();
        if !shown.contains(id) {
            let path = DocumentPath::default().key("evidence").item(evidence.position());
            warnings.push(Warning::new(&CHECK, format!("nobody sees the evidence `{id}`"), path).about(id));
        }
    }
}
