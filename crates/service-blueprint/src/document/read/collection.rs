//! Lists, and maps whose keys are ids.

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::{Reader, Seen, Slot, traps};
use crate::Cause;
use crate::document::tree::{At, Style};
use crate::path::Trail;

impl Reader<'_> {
    /// Reads a list. `item` always gives something, so that positions stay those of the text.
    pub(super) fn list<T>(
        &mut self,
        slot: Slot,
        trail: &Trail<'_>,
        wanted: &str,
        item: impl FnMut(&mut Self, Slot, &Trail<'_>) -> T,
    ) -> Vec<T> {
        self.list_of(slot, trail, wanted, None, item)
    }

    /// Reads a list that a text could be an item of: `advice` says what to write instead of the text, with `…` for it.
    pub(super) fn list_of<T>(
        &mut self,
        slot: Slot,
        trail: &Trail<'_>,
        wanted: &str,
        advice: Option<&str>,
        item: impl FnMut(&mut Self, Slot, &Trail<'_>) -> T,
    ) -> Vec<T> {
        let Some((seen, slot)) = self.open(slot, trail) else {
            return Vec::new();
        };
        if matches!(seen, Seen::List) {
            return self.items_of(slot, trail, item);
        }
        let seen = match seen {
            Seen::Text("~" | "null" | "Null" | "NULL", Style::Plain) => Seen::Nothing,
            seen => seen,
        };
        let remedy = match seen {
            Seen::Text(text, _) if !text.contains('：') => {
                let text = traps::in_brackets(self.tree, slot.at).unwrap_or_else(|| "…".into());
                advice.map(|advice| advice.replace('…', &text))
            }
            Seen::Map => Some("begin each item with `- `, or put `[` and `]` around it".into()),
            Seen::Text(..) | Seen::Nothing | Seen::List => None,
        };
        self.wrong(wanted, seen, slot, trail, remedy);
        Vec::new()
    }

    /// Reads one thing or a list of things.
    pub(super) fn one_or_many<T>(
        &mut self,
        slot: Slot,
        trail: &Trail<'_>,
        mut item: impl FnMut(&mut Self, Slot, &Trail<'_>) -> T,
    ) -> Vec<T> {
        match self.open(slot, trail) {
            None => Vec::new(),
            Some((Seen::List, slot)) => self.items_of(slot, trail, item),
            Some((_, _)) => vec![item(self, slot, trail)],
        }
    }

    /// The items of a slot that is known to hold a list.
    pub(super) fn items_of<T>(
        &mut self,
        list: Slot,
        trail: &Trail<'_>,
        mut item: impl FnMut(&mut Self, Slot, &Trail<'_>) -> T,
    ) -> Vec<T> {
        let tree = self.tree;
        tree.items(list.at)
            .enumerate()
            .map(|(index, at)| item(self, Slot::item(list, at), &trail.item(index)))
            .collect()
    }

    /// Reads a map whose keys are ids.
    pub(super) fn map<T>(
        &mut self,
        slot: Slot,
        trail: &Trail<'_>,
        wanted: &str,
        value: impl FnMut(&mut Self, Slot, &Trail<'_>) -> Option<T>,
    ) -> IndexMap<String, T> {
        match self.open(slot, trail) {
            None => IndexMap::new(),
            Some((Seen::Map, slot)) => self.values_of(slot, trail, value),
            Some((seen, slot)) => {
                self.wrong(wanted, seen, slot, trail, None);
                IndexMap::new()
            }
        }
    }

    /// The values of a slot that is known to hold a map. A broken one is left out.
    pub(super) fn values_of<T>(
        &mut self,
        map: Slot,
        trail: &Trail<'_>,
        mut value: impl FnMut(&mut Self, Slot, &Trail<'_>) -> Option<T>,
    ) -> IndexMap<String, T> {
        let tree = self.tree;
        let mut found: IndexMap<String, (At, Option<T>)> = IndexMap::new();
        for (key, at) in tree.entries(map.at) {
            let Some(text) = self.key(map, key, trail) else {
                continue;
            };
            let here = trail.key(text);
            match found.entry(text.to_owned()) {
                Entry::Occupied(first) => {
                    let (again, first) = (
                        Cause::DuplicateKey {
                            key: super::short(text),
                        },
                        first.get().0,
                    );
                    self.report_with(again, key, map, &here, Some(("first written here", first)));
                }
                Entry::Vacant(free) => {
                    let value = value(self, Slot::entry(map, key, at), &here);
                    free.insert((key, value));
                }
            }
        }
        found
            .into_iter()
            .filter_map(|(key, (_, value))| Some((key, value?)))
            .collect()
    }
}
