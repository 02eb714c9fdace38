//! A touchpoint without a channel.

use super::{Check, Warning};
use crate::Blueprint;

pub(super) const CHECK: Check = Check {
    code: "no-channel",
    title: "A touchpoint without a channel",
    looks_for: "The channel says where customer and service meet. Asked only once some touchpoint names its channel: \
                then a missing one is a gap in the picture.",
    threshold: "when a touchpoint has no `channel`, and another one has",
    remedy: "name the channel: shop floor, website, telephone, doorstep …",
    example: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, channel: website }
      - { id: collect, experience: 7 }
",
    mended: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, channel: website }
      - { id: collect, experience: 7, channel: counter }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    if blueprint
        .touchpoints()
        .all(|touchpoint| touchpoint.written().channel.is_none())
    {
        return;
    }
    for touchpoint in blueprint
        .touchpoints()
        .filter(|touchpoint| touchpoint.written().channel.is_none())
    {
        let id = touchpoint.id().as_str();
        warnings.push(Warning::new(&CHECK, format!("`{id}` names no channel"), touchpoint.path()).about(id));
    }
}
