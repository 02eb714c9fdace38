//! What stands in a cell: where a lane crosses a column.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use service_blueprint::document::{EvidenceEntry, Role};
use service_blueprint::{Activity, Blueprint, Touchpoint};

use super::lane::Lane;
use super::marks::Badge;
use crate::{Column, Language, Mark, Moment, Scene};

/// The cards of a cell, in groups.
#[derive(Debug, Default)]
pub(super) struct Cell<'b> {
    pub(super) groups: Vec<Group<'b>>,
}

/// The cards of the same touchpoints.
#[derive(Debug)]
pub(super) struct Group<'b> {
    /// Whose they are, where not all of the column's touchpoints have them.
    pub(super) label: Option<String>,
    /// The marks of these touchpoints; in the customer's lane.
    pub(super) badges: Vec<Badge>,
    /// What the cards show, top to bottom.
    pub(super) entries: Vec<Entry<'b>>,
}

/// What one card shows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry<'b> {
    Evidence {
        name: &'b str,
        is_partners: bool,
    },
    Activity {
        activity: Activity<'b>,
        /// Whether its own touchpoint stands in another column.
        is_again: bool,
    },
}

/// What is asked for every cell and found once.
pub(super) struct Cells<'s, 'b> {
    scene: &'s Scene<'b>,
    language: Language,
    /// The ids of evidence that is a partner's.
    partners: HashSet<&'b str>,
}

impl<'s, 'b> Cells<'s, 'b> {
    pub(super) fn new(scene: &'s Scene<'b>, language: Language) -> Self {
        let declared = scene.blueprint.evidence().map(|evidence| evidence.written());
        Self {
            scene,
            language,
            partners: declared.filter(|one| one.partner).map(|one| one.id.as_str()).collect(),
        }
    }

    /// The cell of a lane in a column.
    pub(super) fn cell(&self, lane: Lane, column: &Column<'b>) -> Cell<'b> {
        let mut groups = match lane.role() {
            None => {
                let seen = |touchpoint: Touchpoint<'b>| touchpoint.evidence().zip(&touchpoint.written().evidence);
                let entry = |(name, written): (&'b str, &EvidenceEntry)| Entry::Evidence {
                    name,
                    is_partners: match written {
                        EvidenceEntry::Shown(id) => self.partners.contains(id.as_str()),
                        EvidenceEntry::Named { .. } => false,
                    },
                };
                grouped(column, seen, |(name, _)| *name, entry)
            }
            Some(role) => {
                let entry = |activity: Activity<'b>| Entry::Activity {
                    activity,
                    is_again: self.is_again(activity, column),
                };
                grouped(
                    column,
                    |touchpoint| touchpoint.lane(role),
                    |activity| activity.position(),
                    entry,
                )
            }
        };
        let labels = Labels::of(column);
        // What all touchpoints share has no label and comes first, or it would seem to be the last label's.
        let all = column.moments.len();
        groups.sort_by(|(a, _), (b, _)| (a.len() < all, a).cmp(&(b.len() < all, b)));
        let mut badged: HashSet<usize> = HashSet::new();
        let groups = groups.into_iter().map(|(owners, entries)| {
            let moments = owners.iter().filter(|_| lane == Lane::Customer);
            let fresh: Vec<&Moment<'b>> = moments
                .filter(|owner| badged.insert(**owner))
                .map(|owner| &column.moments[*owner])
                .collect();
            Group {
                label: labels.of_group(&owners),
                badges: badges(self.scene.blueprint, self.language, column, &fresh),
                entries: in_drawn_order(entries),
            }
        });
        Cell {
            groups: groups.collect(),
        }
    }

    fn is_again(&self, activity: Activity<'b>, column: &Column<'b>) -> bool {
        let home = activity.touchpoint().position();
        let is_here = column.moments.iter().any(|one| one.touchpoint.position() == home);
        !is_here && self.scene.column_of(home).is_some()
    }
}

/// The marks of some moments of a column, each once.
fn badges<'b>(blueprint: &Blueprint, language: Language, column: &Column<'b>, moments: &[&Moment<'b>]) -> Vec<Badge> {
    let badge = |mark: Mark| {
        let carriers = moments.iter().filter(|moment| is_badge(mark, moment, column));
        let touchpoints: Vec<Touchpoint<'b>> = carriers.map(|moment| moment.touchpoint).collect();
        (!touchpoints.is_empty()).then(|| Badge::new(blueprint, mark, &touchpoints, language))
    };
    Mark::ALL.into_iter().filter_map(badge).collect()
}

/// Whether the customer has a card at a touchpoint.
pub(super) fn has_customers_card(moment: &Moment<'_>) -> bool {
    moment.touchpoint.lane(Role::Customer).next().is_some()
}

/// The marks of a touchpoint that stand beside its name, because there is no customer's card for them.
pub(in super::super) fn badges_without_card(
    blueprint: &Blueprint,
    language: Language,
    column: &Column<'_>,
    moment: &Moment<'_>,
) -> Vec<Badge> {
    if has_customers_card(moment) {
        return Vec::new();
    }
    badges(blueprint, language, column, &[moment])
}

/// Whether a column is wholly out of our control, and so hatched.
pub(in super::super) fn is_out_of_control(column: &Column<'_>) -> bool {
    column.moments.iter().all(|moment| Mark::OutOfControl.is_on(moment))
}

/// Whether a mark is drawn for a touchpoint. What the hatching of its column says is not said again.
pub(in super::super) fn is_badge(mark: Mark, moment: &Moment<'_>, column: &Column<'_>) -> bool {
    mark.is_on(moment) && (mark != Mark::OutOfControl || !is_out_of_control(column))
}

/// What a column's touchpoints have, each thing once, grouped by who has it.
fn grouped<'b, T, K: Hash + Eq, I: Iterator<Item = T>>(
    column: &Column<'b>,
    things: impl Fn(Touchpoint<'b>) -> I,
    key: impl Fn(&T) -> K,
    entry: impl Fn(T) -> Entry<'b>,
) -> Vec<(Vec<usize>, Vec<Entry<'b>>)> {
    let mut known: HashMap<K, usize> = HashMap::new();
    let mut found: Vec<(Vec<usize>, T)> = Vec::new();
    for (place, moment) in column.moments.iter().enumerate() {
        for thing in things(moment.touchpoint) {
            let at = *known.entry(key(&thing)).or_insert(found.len());
            match found.get_mut(at) {
                Some((owners, _)) if owners.last() == Some(&place) => {}
                Some((owners, _)) => owners.push(place),
                None => found.push((vec![place], thing)),
            }
        }
    }
    let mut groups: BTreeMap<Vec<usize>, Vec<Entry<'b>>> = BTreeMap::new();
    for (owners, thing) in found {
        groups.entry(owners).or_default().push(entry(thing));
    }
    groups.into_iter().collect()
}

/// Entries as written, but each after those that it is to be drawn after.
fn in_drawn_order(entries: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    let position = |entry: &Entry<'_>| match entry {
        Entry::Activity { activity, .. } => Some(activity.position()),
        Entry::Evidence { .. } => None,
    };
    let places: HashMap<usize, usize> = entries
        .iter()
        .enumerate()
        .filter_map(|(place, entry)| Some((position(entry)?, place)))
        .collect();
    let mut waits_for: Vec<usize> = vec![0; entries.len()];
    let mut holds_up: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (place, entry) in entries.iter().enumerate() {
        let Entry::Activity { activity, .. } = entry else {
            continue;
        };
        for earlier in activity.after().filter_map(|one| places.get(&one.position())) {
            waits_for[place] += 1;
            holds_up[*earlier].push(place);
        }
    }
    let mut waiting: BTreeSet<usize> = (0..entries.len()).collect();
    let mut ready: BTreeSet<usize> = waiting.iter().copied().filter(|place| waits_for[*place] == 0).collect();
    let mut ordered = Vec::with_capacity(entries.len());
    // Where activities come after each other in a ring, the first of them begins.
    while let Some(place) = ready.pop_first().or_else(|| waiting.first().copied()) {
        if !waiting.remove(&place) {
            continue;
        }
        ordered.push(entries[place]);
        for later in &holds_up[place] {
            waits_for[*later] = waits_for[*later].saturating_sub(1);
            if waits_for[*later] == 0 {
                ready.insert(*later);
            }
        }
    }
    ordered
}

/// What the touchpoints of a column are called where they must be told apart: the channel, or the name where channels do not tell.
struct Labels<'c> {
    of_moments: Vec<&'c str>,
}

impl<'c> Labels<'c> {
    fn of(column: &'c Column<'_>) -> Self {
        let channel = |moment: &'c Moment<'_>| moment.touchpoint.written().channel.as_deref();
        let channels: HashSet<&str> = column.moments.iter().filter_map(channel).collect();
        let tell_apart = channels.len() == column.moments.len();
        let label = |moment| {
            channel(moment)
                .filter(|_| tell_apart)
                .unwrap_or(moment.touchpoint.name())
        };
        Self {
            of_moments: column.moments.iter().map(label).collect(),
        }
    }

    fn of_group(&self, owners: &[usize]) -> Option<String> {
        let told: Vec<&str> = owners.iter().map(|owner| self.of_moments[*owner]).collect();
        (owners.len() < self.of_moments.len()).then(|| told.join(" · "))
    }
}
