//! What the lanes of all strips show, for the legend.

use super::super::Page;
use super::cell::{Cells, Entry, is_out_of_control};
use super::lane::Lane;
use super::link::Links;
use super::step::steps;

/// Whether the lanes show things that the legend explains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Shown {
    /// Columns out of our control.
    pub(in super::super) hatch: bool,
    /// Cards of partners.
    pub(in super::super) partner: bool,
    /// Activities drawn again.
    pub(in super::super) again: bool,
    /// Arrows to the next column.
    pub(in super::super) step: bool,
    /// Lines to what is needed.
    pub(in super::super) need: bool,
}

/// What the lanes show. At least one of the needs that can be a line is one, because it finds all tracks free.
pub(in super::super) fn shown(page: &Page<'_, '_>) -> Shown {
    let cells = Cells::new(page.scene, page.language);
    let mut shown = Shown {
        hatch: page.scene.columns.iter().any(is_out_of_control),
        ..Shown::default()
    };
    for strip in &page.strips {
        let columns = &page.scene.columns[strip.columns.clone()];
        let lanes = Lane::ALL.map(|lane| {
            columns
                .iter()
                .map(|column| cells.cell(lane, column))
                .collect::<Vec<_>>()
        });
        let groups = lanes.iter().flatten().flat_map(|cell| &cell.groups);
        for entry in groups.flat_map(|group| &group.entries) {
            match entry {
                Entry::Evidence { is_partners, .. } => shown.partner |= is_partners,
                Entry::Activity { activity, is_again } => {
                    shown.partner |= activity.actor().is_some_and(|actor| actor.is_partner());
                    shown.again |= is_again;
                }
            }
        }
        shown.step |= !steps(columns).is_empty();
        shown.need |= !Links::of(&lanes).drawn.is_empty();
    }
    shown
}
