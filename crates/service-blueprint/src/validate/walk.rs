//! Every touchpoint of a document with its place: those of the stages, then those that options add.

use crate::document::{ActivityEntry, Document, Role, Touchpoint};
use crate::path::Trail;

/// Where a touchpoint is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listing {
    /// Under a stage: positions of the stage and within it.
    Stage { stage: usize, slot: usize },
    /// Under an option: positions of the option and of the addition.
    Option { option: usize, addition: usize },
}

/// Calls with every touchpoint in document order, those that options add last.
pub(super) fn touchpoints<'d>(document: &'d Document, mut visit: impl FnMut(&'d Touchpoint, Trail<'_>, Listing)) {
    let root = Trail::Root;
    let stages = root.key("stages");
    for (stage, written) in document.stages.iter().enumerate() {
        let at = stages.item(stage);
        let at = at.key("touchpoints");
        for (slot, touchpoint) in written.touchpoints.iter().enumerate() {
            visit(touchpoint, at.item(slot), Listing::Stage { stage, slot });
        }
    }
    let options = root.key("options");
    for (option, written) in document.options.iter().enumerate() {
        let at = options.item(option);
        let adds = at.key("adds");
        for (addition, added) in written.adds.iter().enumerate() {
            let item = adds.item(addition);
            // A single addition stands in the option itself, without a list.
            let at = if written.adds.len() == 1 { adds } else { item };
            visit(
                &added.touchpoint,
                at.key("touchpoint"),
                Listing::Option { option, addition },
            );
        }
    }
}

/// Calls with every entry of a touchpoint's lanes: lane, place within the lane, entry, place in the document.
pub(super) fn entries<'d>(
    touchpoint: &'d Touchpoint,
    at: Trail<'_>,
    mut visit: impl FnMut(Role, usize, &'d ActivityEntry, Trail<'_>),
) {
    for lane in Role::ALL {
        let at = at.key(lane.key());
        for (slot, entry) in touchpoint.lane(lane).iter().enumerate() {
            let item = at.item(slot);
            let at = if is_plain_text(touchpoint, lane) { at } else { item };
            visit(lane, slot, entry, at);
        }
    }
}

/// Whether the lane is written as one plain text, without a list.
fn is_plain_text(touchpoint: &Touchpoint, lane: Role) -> bool {
    match touchpoint.lane(lane) {
        [ActivityEntry::Activity(activity)] if lane == Role::Customer => {
            activity.actor.is_none() && activity.id.is_none() && activity.needs.is_empty()
        }
        _ => false,
    }
}
