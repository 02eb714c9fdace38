//! A support activity that supports nobody.

use std::collections::HashSet;

use super::{Check, Warning, written_activities};
use crate::Blueprint;
use crate::document::Role;

pub(super) const CHECK: Check = Check {
    code: "idle-support",
    title: "A support activity that no activity needs",
    looks_for: "Support exists for the people who serve. Where a touchpoint has frontstage or backstage activity, a support \
                activity beneath it that none of them needs is either superfluous or, more often, an unwritten dependency: \
                its failure would surprise.",
    threshold: "when the touchpoint has frontstage or backstage activity and no activity anywhere names it in `needs`",
    remedy: "give it an `id` and name that in the `needs` of the activity that depends on it, or take it out",
    example: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - id: pay
        experience: 6
        frontstage: [ { does: Takes the money } ]
        support: [ { does: Books the sale } ]
",
    mended: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - id: pay
        experience: 6
        frontstage: [ { does: Takes the money, needs: [book] } ]
        support: [ { id: book, does: Books the sale } ]
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let needed: HashSet<&str> = written_activities(blueprint)
        .flat_map(|activity| &activity.needs)
        .map(String::as_str)
        .collect();
    for activity in blueprint
        .activities()
        .filter(|activity| activity.lane() == Role::Support)
    {
        let touchpoint = activity.touchpoint();
        let written = touchpoint.written();
        let served = !written.frontstage.is_empty() || !written.backstage.is_empty();
        if !served || activity.id().is_some_and(|id| needed.contains(id.as_str())) {
            continue;
        }
        let message = format!(
            "no activity needs the support `{}` under `{}`",
            activity.does(),
            touchpoint.id()
        );
        let warning = Warning::new(&CHECK, message, activity.path()).about(touchpoint.id().as_str());
        warnings.push(match activity.id() {
            Some(id) => warning.about(id.as_str()),
            None => warning,
        });
    }
}
