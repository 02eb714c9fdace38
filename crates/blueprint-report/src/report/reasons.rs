//! Why an option is chosen, in words.

use peak_end::{ChosenOption, Reason};
use service_blueprint::{Blueprint, TouchpointId};

use super::advice::names;
use super::cell::price;
use super::facts::Facts;
use crate::share::is_some;
use crate::text::clean;
use crate::{percent, score};

/// So many reasons are told of an option.
const TOLD: usize = 3;

/// The reasons, and what else is to be known. `future` is the blueprint with all chosen options.
pub(super) fn of(facts: &Facts<'_>, future: Option<&Blueprint>, option: &ChosenOption) -> Vec<String> {
    let say = facts.language;
    let saves = |reason: &&Reason| matches!(reason, Reason::Saves { .. });
    let others = option.reasons.iter().filter(|reason| !saves(reason));
    let mut words: Vec<String> = others
        .filter_map(|reason| told(facts, future, reason))
        .take(TOLD)
        .collect();
    words.extend(
        option
            .reasons
            .iter()
            .filter(saves)
            .filter_map(|reason| told(facts, future, reason)),
    );
    if option.must_stay {
        words.push(say.must_stay().to_owned());
    }
    if !option.needed_by.is_empty() {
        words.push(say.needed_by(names(facts, &option.needed_by)));
    }
    words
}

/// A reason in words; none for kinds unknown here.
fn told(facts: &Facts<'_>, future: Option<&Blueprint>, reason: &Reason) -> Option<String> {
    let say = facts.language;
    let name = |id: &TouchpointId| {
        let id = id.as_str();
        let found = future
            .and_then(|future| future.touchpoint(id))
            .or_else(|| facts.blueprint.touchpoint(id));
        clean(found.map_or(id, |touchpoint| touchpoint.name())).into_owned()
    };
    Some(match reason {
        Reason::ReachesGoal { before, after } => say.reaches_goal(percent(*after), percent(*before)),
        Reason::MakesPeak {
            touchpoint,
            before,
            after,
        } if !is_some(*before) => say.makes_peak_anew(name(touchpoint), percent(*after)),
        Reason::MakesPeak {
            touchpoint,
            before,
            after,
        } => say.makes_peak(name(touchpoint), percent(*after), percent(*before)),
        Reason::LiftsPeak {
            touchpoint,
            journeys,
            before,
            after,
        } => say.lifts_peak(name(touchpoint), percent(*journeys), score(*before), score(*after)),
        Reason::UndoesPeak {
            touchpoint,
            before,
            after,
        } if !is_some(*after) => say.undoes_peak_wholly(name(touchpoint), percent(*before)),
        Reason::RemovesTrough {
            touchpoint,
            before,
            after,
        } if !is_some(*after) => say.removes_trough_wholly(name(touchpoint), percent(*before)),
        Reason::UndoesPeak {
            touchpoint,
            before,
            after,
        } => say.undoes_peak(name(touchpoint), percent(*after), percent(*before)),
        Reason::LiftsEnd {
            touchpoint,
            journeys,
            before: Some(before),
            after,
        } => say.lifts_end(name(touchpoint), percent(*journeys), score(*before), score(*after)),
        Reason::LiftsEnd {
            touchpoint,
            journeys,
            before: None,
            after,
        } => say.makes_end(name(touchpoint), percent(*journeys), score(*after)),
        Reason::RemovesTrough {
            touchpoint,
            before,
            after,
        } => say.removes_trough(name(touchpoint), percent(*after), percent(*before)),
        Reason::Leads {
            touchpoint,
            before,
            after,
        } => say.leads_to(name(touchpoint), score(*after), score(*before)),
        Reason::Saves { amount } => say.saves(price(facts, *amount)),
        _ => return None,
    })
}
