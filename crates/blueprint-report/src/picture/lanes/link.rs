//! Which needs of a strip's activities lead to a card of the strip.

use std::collections::BTreeMap;

use service_blueprint::Activity;

use super::cell::{Cell, Entry};
use super::needs::{Need, Seat};

/// The needs of the activities of a strip.
#[derive(Debug)]
pub(super) struct Links<'b> {
    /// Those between cards of the strip.
    pub(super) drawn: Vec<Need>,
    /// What each card needs that no line leads to.
    pub(super) in_words: BTreeMap<Seat, Vec<Activity<'b>>>,
    seated: BTreeMap<Seat, Activity<'b>>,
}

impl<'b> Links<'b> {
    /// The needs of cells, lane by lane. An activity tells its needs where its own touchpoint stands, not where it is drawn again.
    pub(super) fn of(lanes: &[Vec<Cell<'b>>]) -> Self {
        let mut seated: BTreeMap<Seat, Activity<'b>> = BTreeMap::new();
        let mut seats: BTreeMap<usize, Vec<Seat>> = BTreeMap::new();
        let mut own: Vec<(Seat, Activity<'b>)> = Vec::new();
        for (lane, cells) in lanes.iter().enumerate() {
            for (place, cell) in cells.iter().enumerate() {
                let entries = cell.groups.iter().flat_map(|group| &group.entries);
                for (index, entry) in entries.enumerate() {
                    let seat = Seat { lane, place, index };
                    let Entry::Activity { activity, is_again } = *entry else {
                        continue;
                    };
                    seated.insert(seat, activity);
                    seats.entry(activity.position()).or_default().push(seat);
                    if !is_again {
                        own.push((seat, activity));
                    }
                }
            }
        }
        let mut drawn = Vec::new();
        let mut in_words: BTreeMap<Seat, Vec<Activity<'b>>> = BTreeMap::new();
        for (by, activity) in own {
            for needed in activity.needs() {
                let found = seats.get(&needed.position()).into_iter().flatten();
                match found.min_by_key(|seat| seat.place.abs_diff(by.place)) {
                    Some(needed) => drawn.push(Need { needed: *needed, by }),
                    None => in_words.entry(by).or_default().push(needed),
                }
            }
        }
        Self {
            drawn,
            in_words,
            seated,
        }
    }

    /// Tells needs in words after all.
    pub(super) fn tell(&mut self, needs: &[Need]) {
        for need in needs {
            if let Some(needed) = self.seated.get(&need.needed) {
                self.in_words.entry(need.by).or_default().push(*needed);
            }
        }
    }
}
