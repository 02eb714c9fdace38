//! What else a document says about touchpoints that are taken out of it.

use std::collections::{HashMap, HashSet};

use crate::document::{Activity, ActivityEntry, Document, Role, Touchpoint, Ways};

/// Makes a document hold together that no longer lists some touchpoints.
///
/// An activity of theirs moves to the first touchpoint at which it is drawn too, or else to the first whose activities
/// need it; one that nobody else needs is gone. What only orders activities is dropped with them. A fail point keeps
/// what goes wrong and loses a recovery that is gone; a standard measured from a touchpoint that is gone is gone, one
/// that such a touchpoint made needless is kept.
///
/// `is_ours` tells whether the touchpoint of that id was ours to change: what moves to it may not change that.
pub(super) fn mend(document: &mut Document, gone: Vec<Touchpoint>, is_ours: impl Fn(&str) -> bool) {
    if gone.is_empty() {
        return;
    }
    let ids: HashSet<String> = gone.iter().map(|touchpoint| touchpoint.id.clone()).collect();
    let mut homeless = homeless(gone);
    ways(document, &ids);
    for touchpoint in touchpoints(document) {
        move_drawn(touchpoint, &mut homeless);
        let recovery = touchpoint
            .fail_point
            .as_mut()
            .map(|fail_point| &mut fail_point.recovery);
        if let Some(recovery) = recovery {
            *recovery = recovery.take().filter(|id| !ids.contains(id));
        }
        let is_gone = |id: &String| ids.contains(id);
        touchpoint
            .standards
            .retain(|standard| !standard.from.as_ref().is_some_and(is_gone));
        for standard in &mut touchpoint.standards {
            standard.unless = standard.unless.take().filter(|id| !is_gone(id));
        }
    }
    for touchpoint in touchpoints(document) {
        move_needed(touchpoint, &mut homeless, &is_ours);
    }
    for touchpoint in touchpoints(document) {
        for activity in activities(touchpoint) {
            activity.after.retain(|id| !homeless.contains_key(id));
        }
    }
}

/// Activities that others may refer to, with their lanes, by id.
type Homeless = HashMap<String, (Role, Activity)>;

fn homeless(gone: Vec<Touchpoint>) -> Homeless {
    let mut homeless = HashMap::new();
    for mut touchpoint in gone {
        for role in Role::ALL {
            for entry in std::mem::take(lane(&mut touchpoint, role)) {
                if let ActivityEntry::Activity(activity) = entry
                    && let Some(id) = activity.id.clone()
                {
                    homeless.insert(id, (role, activity));
                }
            }
        }
    }
    homeless
}

/// Ways that nobody goes may still name what is gone.
fn ways(document: &mut Document, gone: &HashSet<String>) {
    let mend = |ways: &mut Option<Ways>| {
        if let Some(ways) = ways {
            ways.0.retain(|id, _| !gone.contains(id));
        }
    };
    mend(&mut document.start);
    document
        .segments
        .iter_mut()
        .for_each(|segment| mend(&mut segment.start));
    for touchpoint in touchpoints(document) {
        mend(&mut touchpoint.next);
        touchpoint.segments.values_mut().for_each(|own| mend(&mut own.next));
    }
}

/// Lists an activity where it was drawn too.
fn move_drawn(touchpoint: &mut Touchpoint, homeless: &mut Homeless) {
    for role in Role::ALL {
        for entry in lane(touchpoint, role) {
            if let ActivityEntry::Same(id) = entry
                && let Some((_, activity)) = homeless.remove(id)
            {
                *entry = ActivityEntry::Activity(activity);
            }
        }
    }
}

/// Lists activities where others need them, and what those need in turn.
fn move_needed(touchpoint: &mut Touchpoint, homeless: &mut Homeless, is_ours: impl Fn(&str) -> bool) {
    if homeless.is_empty() {
        return;
    }
    let mut needed: Vec<String> = activities(touchpoint)
        .flat_map(|activity| activity.needs.iter().cloned())
        .collect();
    let mut next = 0;
    while let Some(id) = needed.get(next) {
        if let Some((role, activity)) = homeless.remove(id) {
            needed.extend(activity.needs.iter().cloned());
            if role == Role::Frontstage && touchpoint.controllable.is_none() {
                touchpoint.controllable = Some(is_ours(&touchpoint.id));
            }
            lane(touchpoint, role).push(ActivityEntry::Activity(activity));
        }
        next += 1;
    }
}

fn touchpoints(document: &mut Document) -> impl Iterator<Item = &mut Touchpoint> {
    document.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints)
}

fn activities(touchpoint: &mut Touchpoint) -> impl Iterator<Item = &mut Activity> {
    let Touchpoint {
        customer,
        frontstage,
        backstage,
        support,
        ..
    } = touchpoint;
    let lanes = [customer, frontstage, backstage, support];
    lanes.into_iter().flatten().filter_map(|entry| match entry {
        ActivityEntry::Activity(activity) => Some(activity),
        ActivityEntry::Same(_) => None,
    })
}

fn lane(touchpoint: &mut Touchpoint, role: Role) -> &mut Vec<ActivityEntry> {
    match role {
        Role::Customer => &mut touchpoint.customer,
        Role::Frontstage => &mut touchpoint.frontstage,
        Role::Backstage => &mut touchpoint.backstage,
        Role::Support => &mut touchpoint.support,
    }
}
