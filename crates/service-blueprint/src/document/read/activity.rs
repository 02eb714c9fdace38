//! Lanes and their activities.

use super::nearest::nearest;
use super::record::Shape;
use super::{Reader, Seen, Slot};
use crate::Cause;
use crate::document::{Activity, ActivityEntry};
use crate::path::Trail;

const ACTIVITY: Shape = Shape {
    wanted: "an activity: `actor: what is done`, or a map with `does`",
    keys: &["id", "actor", "does", "needs", "after", "owner", "duration", "same"],
    required: &[],
    remedy: None,
};

impl Reader<'_> {
    /// Reads the customer's lane, which may be one plain text.
    pub(super) fn customer(&mut self, slot: Slot, trail: &Trail<'_>) -> Vec<ActivityEntry> {
        match self.open(slot, trail) {
            Some((Seen::Text(..), _)) => {
                let does = self.text(slot, trail);
                vec![
                    Activity {
                        does,
                        ..Activity::default()
                    }
                    .into(),
                ]
            }
            Some((Seen::Nothing | Seen::List | Seen::Map, _)) => self.lane(slot, trail),
            None => Vec::new(),
        }
    }

    /// Reads a lane.
    pub(super) fn lane(&mut self, slot: Slot, trail: &Trail<'_>) -> Vec<ActivityEntry> {
        let advice = Some("write `[ { does: … } ]`, or the actor's id in place of `does`");
        self.list_of(slot, trail, "a list of activities", advice, Self::activity)
    }

    fn activity(&mut self, slot: Slot, trail: &Trail<'_>) -> ActivityEntry {
        let nothing = || Activity::default().into();
        let Some((seen, slot)) = self.open(slot, trail) else {
            return nothing();
        };
        if !matches!(seen, Seen::Map) {
            let remedy = match seen {
                Seen::Text(text, _) if super::traps::remedy(self.tree, seen, slot).is_none() => Some(format!(
                    "write `does: {}`, or the actor's id in place of `does`",
                    super::short(text)
                )),
                _ => None,
            };
            self.wrong(ACTIVITY.wanted, seen, slot, trail, remedy);
            return nothing();
        }
        let tree = self.tree;
        let mut entries = tree.entries(slot.at);
        if let (Some((key, value)), None) = (entries.next(), entries.next()) {
            let Some(actor) = self.key(slot, key, trail) else {
                return nothing();
            };
            if !ACTIVITY.keys.contains(&actor) && super::traps::key(actor).is_none() {
                let here = trail.key(actor);
                let does = self.text(Slot::entry(slot, key, value), &here);
                if does.is_none() {
                    // The words are told to be missing; the actor is known.
                    return Activity {
                        actor: Some(actor.into()),
                        ..Activity::default()
                    }
                    .into();
                }
                return Activity {
                    actor: Some(actor.into()),
                    does,
                    ..Activity::default()
                }
                .into();
            }
        }
        self.full_activity(slot, trail)
    }

    /// Reads an activity written with its keys.
    fn full_activity(&mut self, slot: Slot, trail: &Trail<'_>) -> ActivityEntry {
        if let Some(entry) = self.cut_short_form(slot, trail) {
            return entry;
        }
        let mut activity = Activity::default();
        let mut same = None;
        let mut others = None;
        self.entries_of(slot, trail, &ACTIVITY, |reader, key, slot, trail| {
            if key != "same" {
                others = others.or(Some(key));
            }
            match key {
                "id" => activity.id = Some(reader.id(slot, trail)),
                "actor" => activity.actor = Some(reader.id(slot, trail)),
                "does" => activity.does = reader.text(slot, trail),
                "needs" => activity.needs = reader.ids(slot, trail),
                "after" => activity.after = reader.ids(slot, trail),
                "owner" => activity.owner = reader.text(slot, trail),
                "duration" => activity.duration = reader.duration(slot, trail),
                _ => same = Some(reader.id(slot, trail)),
            }
        });
        match (same, others) {
            (None, _) => activity.into(),
            (Some(id), None) => ActivityEntry::Same(id),
            (Some(id), Some(other)) => {
                let cause = Cause::WrongType {
                    wanted: "`same` alone".into(),
                    found: format!("`{other}` beside `same`"),
                    remedy: Some("`same` draws an activity again; change it where it is described".into()),
                };
                self.report(cause, slot.at, slot, trail);
                ActivityEntry::Same(id)
            }
        }
    }

    /// Reads `{ actor: text, cut, at commas }`, and `{ actor: text, duration: 4m }`, which mixes the two forms.
    fn cut_short_form(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<ActivityEntry> {
        let tree = self.tree;
        let (key, value) = tree.entries(slot.at).next()?;
        let actor = self.key(slot, key, trail)?;
        let strange =
            |text: &str| !ACTIVITY.keys.contains(&text) && nearest(text, ACTIVITY.keys.iter().copied()).is_none();
        let (next, _) = tree.entries(slot.at).nth(1)?;
        if !strange(actor) || !strange(tree.text(next)) {
            return None;
        }
        let trap = super::traps::cut_at_comma(tree, slot.at, next, Some(value), None)?;
        let here = trail.key(actor);
        self.report(trap, next, slot, &here);
        let does = Some(tree.text(value).to_owned());
        Some(
            Activity {
                actor: Some(actor.into()),
                does,
                ..Activity::default()
            }
            .into(),
        )
    }
}
