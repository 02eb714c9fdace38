//! Maps with known keys.

use super::nearest::nearest;
use super::{Reader, Seen, Slot, short, traps};
use crate::Cause;
use crate::document::tree::{At, Content, Meant};
use crate::path::Trail;

/// A map with known keys: at most 32 of them.
pub(super) struct Shape {
    /// What the map stands for.
    pub(super) wanted: &'static str,
    /// All keys.
    pub(super) keys: &'static [&'static str],
    /// Those that must be there.
    pub(super) required: &'static [&'static str],
    /// What to write where something else than a map stands there.
    pub(super) remedy: Option<&'static str>,
}

/// Key and value.
type Entry = (At, At);

/// A map whose entries were seen: which keys it has.
#[derive(Clone, Copy, Default)]
pub(super) struct Has(u32);

impl<'t> Reader<'t> {
    /// Reads a map with known keys: calls `field` for each, and reports all others, doubles and what is missing.
    pub(super) fn record(
        &mut self,
        slot: Slot,
        trail: &Trail<'_>,
        shape: &Shape,
        field: impl FnMut(&mut Self, &'static str, Slot, &Trail<'_>),
    ) -> bool {
        let Some((seen, slot)) = self.open(slot, trail) else {
            return false;
        };
        if !matches!(seen, Seen::Map) {
            self.wrong(shape.wanted, seen, slot, trail, shape.remedy.map(str::to_owned));
            return false;
        }
        self.entries_of(slot, trail, shape, field);
        true
    }

    /// The same for a slot that is known to hold a map.
    pub(super) fn entries_of(
        &mut self,
        map: Slot,
        trail: &Trail<'_>,
        shape: &Shape,
        mut field: impl FnMut(&mut Self, &'static str, Slot, &Trail<'_>),
    ) -> Has {
        let tree = self.tree;
        let mut has = 0u32;
        let mut firsts = [0 as At; 32];
        let mut strange: Vec<(Entry, Option<Entry>)> = Vec::new();
        let mut before = None;
        for (key, value) in tree.entries(map.at) {
            let last = before.replace((key, value));
            let Some(text) = self.key(map, key, trail) else {
                continue;
            };
            let Some(index) = shape.keys.iter().position(|known| *known == text) else {
                strange.push(((key, value), last));
                continue;
            };
            let name = shape.keys[index];
            let here = trail.key(name);
            if has & (1 << index) != 0 {
                let again = Cause::DuplicateKey { key: name.into() };
                self.report_with(again, key, map, &here, Some(("first written here", firsts[index])));
                continue;
            }
            has |= 1 << index;
            firsts[index] = key;
            field(self, name, Slot::entry(map, key, value), &here);
        }
        let mut cut_before = None;
        for ((key, value), last) in strange {
            // The pieces of one text are one slip.
            let last_value = last.map(|(_, value)| value);
            if cut_before.is_some() && cut_before == last_value {
                cut_before = Some(value);
                continue;
            }
            cut_before = None;
            if self.is_full() {
                self.more += 1;
                continue;
            }
            let text = self.key_text(key);
            let field_before = last.and_then(|(key, _)| {
                let text = self.key_text(key);
                let keys = shape.keys.iter().copied();
                keys.clone().find(|key| *key == text).or_else(|| nearest(text, keys))
            });
            if let Some(cause) = traps::cut_at_comma(tree, map.at, key, last_value, field_before) {
                self.report(cause, key, map, &trail.key(text));
                cut_before = Some(value);
                continue;
            }
            let trap = traps::key(text);
            let near = if trap.is_some() {
                None
            } else {
                nearest(text, shape.keys.iter().copied())
            };
            let meant = near.and_then(|near| shape.keys.iter().position(|key| *key == near));
            let cause = trap.unwrap_or_else(|| Cause::UnknownKey {
                found: short(text),
                nearest: near.map(str::to_owned),
                allowed: shape.keys.iter().map(|&key| key.into()).collect(),
            });
            self.report(cause, key, map, &trail.key(text));
            // Evidently the misspelt one: its value is read, so that nothing else seems to be missing.
            if let Some(index) = meant.filter(|index| has & (1 << index) == 0) {
                has |= 1 << index;
                self.misspelt.push(Meant {
                    map: map.at,
                    meant: shape.keys[index],
                    key,
                    value,
                });
                field(
                    self,
                    shape.keys[index],
                    Slot::entry(map, key, value),
                    &trail.key(shape.keys[index]),
                );
            }
        }
        if !tree.is_unfinished(map.at) {
            for key in shape.required {
                let there = shape
                    .keys
                    .iter()
                    .position(|known| known == key)
                    .is_some_and(|index| has & (1 << index) != 0);
                if !there {
                    self.report(Cause::MissingKey { key }, map.at, map, &trail.key(key));
                }
            }
        }
        Has(has)
    }

    /// A key as text; anything else is reported.
    pub(super) fn key(&mut self, map: Slot, key: At, trail: &Trail<'_>) -> Option<&'t str> {
        if let Content::Text(text, _) = self.tree.content(key) {
            return Some(text);
        }
        match self.open(Slot::item(map, key), trail)? {
            (Seen::Text(text, _), _) => Some(text),
            (seen @ (Seen::Nothing | Seen::List | Seen::Map), slot) => {
                self.wrong("a key", seen, slot, trail, None);
                None
            }
        }
    }

    /// A key that is known to be text.
    fn key_text(&self, mut key: At) -> &'t str {
        while let Content::Alias(target) = self.tree.content(key) {
            key = target;
        }
        self.tree.text(key)
    }
}

impl Has {
    /// Whether a key of the shape was there.
    pub(super) fn key(self, shape: &Shape, key: &str) -> bool {
        shape
            .keys
            .iter()
            .position(|known| *known == key)
            .is_some_and(|index| self.0 & (1 << index) != 0)
    }
}
