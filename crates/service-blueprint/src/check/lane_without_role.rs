//! An actor in a lane where it has no role.

use super::{Check, Warning};
use crate::Blueprint;

pub(super) const CHECK: Check = Check {
    code: "lane-without-role",
    title: "An actor in a lane where it has no role",
    looks_for: "The lanes say what customers see. An actor who appears in a lane that is not among its roles has either a \
                role too few or an activity in the wrong lane, and the line of visibility is drawn wrongly.",
    threshold: "when the actor's `role` does not hold the lane",
    remedy: "move the activity to a lane of the actor's, or add the lane to the actor's `role`",
    example: "
blueprint: Bakery
actors:
  - { id: baker, role: backstage }
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, frontstage: [ { baker: Explains the bread } ] }
",
    mended: "
blueprint: Bakery
actors:
  - { id: baker, role: [frontstage, backstage] }
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, frontstage: [ { baker: Explains the bread } ] }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    for activity in blueprint.activities() {
        let Some(actor) = activity.actor() else { continue };
        if actor.roles().contains(&activity.lane()) {
            continue;
        }
        let roles: Vec<_> = actor.roles().iter().map(|role| role.key()).collect();
        let message = format!(
            "`{}` stands in the {} lane of `{}`, and its role is {}",
            actor.id(),
            activity.lane().key(),
            activity.touchpoint().id(),
            roles.join(", ")
        );
        let warning = Warning::new(&CHECK, message, activity.path());
        warnings.push(
            warning
                .about(actor.id().as_str())
                .about(activity.touchpoint().id().as_str()),
        );
    }
}
