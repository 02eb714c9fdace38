//! A touchpoint at which customers see nothing of the service.

use super::{Check, Warning};
use crate::Blueprint;

pub(super) const CHECK: Check = Check {
    code: "nothing-visible",
    title: "A touchpoint with nothing visible",
    looks_for: "Customers judge by what they see: people at the front of the stage, and physical evidence. A touchpoint with \
                neither leaves them to their own imagination. Asked only once some touchpoint of the blueprint has either, \
                so that a first sketch is left in peace.",
    threshold: "when a touchpoint has neither frontstage activity nor evidence, and another one has",
    remedy: "say who is seen under `frontstage` or what is seen under `evidence`",
    example: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, frontstage: [ { does: Asks for the wish } ] }
      - { id: wait, experience: 4 }
",
    mended: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, frontstage: [ { does: Asks for the wish } ] }
      - { id: wait, experience: 4, evidence: [ { name: Number on the screen } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let sees = |written: &crate::document::Touchpoint| !written.frontstage.is_empty() || !written.evidence.is_empty();
    if !blueprint.touchpoints().any(|touchpoint| sees(touchpoint.written())) {
        return;
    }
    for touchpoint in blueprint.touchpoints().filter(|touchpoint| !sees(touchpoint.written())) {
        let id = touchpoint.id().as_str();
        let message = format!("nothing is visible at `{id}`: neither frontstage activity nor evidence");
        warnings.push(Warning::new(&CHECK, message, touchpoint.path()).about(id));
    }
}
