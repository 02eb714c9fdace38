//! A fail point after which nothing is made good.

use std::collections::HashMap;

use super::{Check, Warning};
use crate::{Blueprint, Journey, Target, Touchpoint};

/// Chosen: how many walks over the whole journey are made to answer whether a recovery can be reached from its fail
/// point. One walk serves all fail points of a recovery, and a recovery named in the fail point's own `next` needs
/// none; beyond this number a recovery counts as reachable where anybody comes to it.
const WALKS: usize = 64;

pub(super) const CHECK: Check = Check {
    code: "no-recovery",
    title: "A fail point without a recovery that can be reached",
    looks_for: "Something may go wrong here, and no customer to whom it happens comes to a touchpoint that makes it good. \
                One contact done badly undoes the rest; a good recovery can become the moment that is remembered.",
    threshold: "when `fail_point` names no `recovery`, or no segment that comes here can come to it from here",
    remedy: "name a touchpoint as `recovery`, and lead there in `next`",
    example: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 6, fail_point: { what: The wrong bread } }
",
    mended: "
blueprint: Bakery
stages:
  - id: buy
    touchpoints:
      - id: order
        experience: 6
        fail_point: { what: The wrong bread, recovery: exchange }
        next: { exchange: 5%, end: rest }
      - { id: exchange, experience: 8, detour: true }
",
};

pub(super) fn find(blueprint: &Blueprint, warnings: &mut Vec<Warning>) {
    let fail_points = blueprint
        .touchpoints()
        .filter(|touchpoint| touchpoint.written().fail_point.is_some());
    let mut recoveries: Option<Recoveries<'_>> = None;
    for touchpoint in fail_points {
        let Some(fail_point) = &touchpoint.written().fail_point else {
            continue;
        };
        let id = touchpoint.id().as_str();
        let what = &fail_point.what;
        let warning = |message| Warning::new(&CHECK, message, touchpoint.path().key("fail_point")).about(id);
        let Some(recovery) = fail_point.recovery.as_deref() else {
            warnings.push(warning(format!(
                "nothing makes good what may go wrong at `{id}` (`{what}`)"
            )));
            continue;
        };
        let Some(to) = blueprint.touchpoint(recovery) else {
            continue;
        };
        let recoveries = recoveries.get_or_insert_with(|| Recoveries::new(blueprint));
        if !recoveries.can_be_reached(touchpoint, to) {
            let message = format!("nobody can come from `{id}` to its recovery `{recovery}` (`{what}`)");
            warnings.push(warning(message).about(recovery));
        }
    }
}

/// Which touchpoints lead to which recovery.
struct Recoveries<'a> {
    blueprint: &'a Blueprint,
    /// For each segment whether it comes to each touchpoint.
    comes: Vec<Vec<bool>>,
    /// For each segment and recovery that was asked for, the touchpoints from which it can be reached.
    leads: HashMap<(usize, usize), Vec<bool>>,
}

impl<'a> Recoveries<'a> {
    fn new(blueprint: &'a Blueprint) -> Self {
        Self {
            blueprint,
            comes: blueprint
                .segments()
                .map(|segment| segment.journey().reachable())
                .collect(),
            leads: HashMap::new(),
        }
    }

    fn can_be_reached(&mut self, from: Touchpoint<'a>, to: Touchpoint<'a>) -> bool {
        let (from, to) = (from.position(), to.position());
        self.blueprint.segments().any(|segment| {
            let (journey, comes) = (segment.journey(), &self.comes[segment.position()]);
            if !comes[from] || !comes[to] || journey.is_skipped(from) || journey.is_skipped(to) {
                return false;
            }
            if journey
                .ways(from)
                .iter()
                .any(|(target, _)| *target == Target::Touchpoint(to))
            {
                return true;
            }
            let key = (segment.position(), to);
            if self.leads.len() >= WALKS && !self.leads.contains_key(&key) {
                return true;
            }
            self.leads.entry(key).or_insert_with(|| leading_to(journey, to))[from]
        })
    }
}

/// For each touchpoint whether a way of at least one step leads from it to another.
fn leading_to(journey: &Journey, to: usize) -> Vec<bool> {
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); journey.touchpoints()];
    for here in 0..journey.touchpoints() {
        for (target, _) in journey.ways(here) {
            if let Target::Touchpoint(next) = target {
                into[*next].push(here);
            }
        }
    }
    let mut leads = vec![false; journey.touchpoints()];
    let mut open = into[to].clone();
    while let Some(here) = open.pop() {
        if !std::mem::replace(&mut leads[here], true) {
            open.extend(&into[here]);
        }
    }
    leads
}
