//! A touchpoint at which the customer does nothing.

use super::{Check, Warning};
use crate::Blueprint;

pub(super) const CHECK: Check = Check {
    code: "no-customer-action",
    title: "A touchpoint without a customer action",
    looks_for: "A blueprint is told from the customer's side. A touchpoint at which the customer does nothing is often \
                backstage work that was drawn as a touchpoint. Asked only once some touchpoint has a customer action.",
    threshold: "when a touchpoint has nothing under `customer`, and another one has",
    remedy: "say what the customer does there, be it waiting, or move the work to the touchpoint that it serves",
    example: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, customer: Points at a loaf }
      - { id: bake, experience: 5 }
",
    mended: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, customer: Points at a loaf }
      - { id: bake, experience: 5, customer: Smells the oven while waiting }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    if blueprint
        .touchpoints()
        .all(|touchpoint| touchpoint.written().customer.is_empty())
    {
        return;
    }
    for touchpoint in blueprint
        .touchpoints()
        .filter(|touchpoint| touchpoint.written().customer.is_empty())
    {
        let id = touchpoint.id().as_str();
        let message = format!("the customer does nothing at `{id}`");
        warnings.push(Warning::new(&CHECK, message, touchpoint.path()).about(id));
    }
}
