//! A service that is designed up to the delivery and no further.

use super::{Check, Warning};
use crate::document::Flow;
use crate::{Blueprint, DocumentPath};

pub(super) const CHECK: Check = Check {
    code: "no-after-sales",
    title: "Flows are given, and none of them is after-sales or care",
    looks_for: "A shop has five flows: buying, dispatch, delivery, after-sales and care. Most stop after the delivery, and \
                leave to chance what customers meet last and remember.",
    threshold: "when some stage has a `flow` and no stage has `after-sales` or `care`",
    remedy: "design what comes after the delivery as a stage with `flow: after-sales` or `flow: care`",
    example: "
blueprint: Bakery
stages:
  - { id: buy, flow: buying, touchpoints: [ { id: order, experience: 6 } ] }
  - { id: bring, flow: delivery, touchpoints: [ { id: doorstep, experience: 7 } ] }
",
    mended: "
blueprint: Bakery
stages:
  - { id: buy, flow: buying, touchpoints: [ { id: order, experience: 6 } ] }
  - { id: bring, flow: delivery, touchpoints: [ { id: doorstep, experience: 7 } ] }
  - { id: thank, flow: care, touchpoints: [ { id: card, experience: 8 } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let flows = || blueprint.stages().filter_map(|stage| Some((stage, stage.flow()?)));
    let Some((last, _)) = flows().next_back() else { return };
    if flows().any(|(_, flow)| matches!(flow, Flow::AfterSales | Flow::Care)) {
        return;
    }
    let path = DocumentPath::default().key("stages").item(last.position());
    let message = format!(
        "the last flow is that of `{}`: neither after-sales nor care is designed",
        last.id()
    );
    warnings.push(Warning::new(&CHECK, message, path).about(last.id().as_str()));
}
