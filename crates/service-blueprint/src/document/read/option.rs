//! Investment options.

use super::record::Shape;
use super::{Reader, Seen, Slot};
use crate::Cause;
use crate::document::{Addition, Insertion, InvestmentOption, Touchpoint};
use crate::path::Trail;

const OPTION: Shape = Shape {
    wanted: "an option: { id, cost, … }",
    keys: &[
        "id", "name", "cost", "sets", "raises", "next", "adds", "removes", "for", "needs", "excludes",
    ],
    required: &["id", "cost"],
    remedy: None,
};

const ADDITION: Shape = Shape {
    wanted: "an added touchpoint: { after, touchpoint }",
    keys: &["after", "before", "between", "touchpoint"],
    required: &["touchpoint"],
    remedy: Some("write `{ after: ID, touchpoint: { id: … } }`"),
};

const PLACES: [&str; 3] = ["after", "before", "between"];

impl Reader<'_> {
    pub(super) fn option(&mut self, slot: Slot, trail: &Trail<'_>) -> InvestmentOption {
        let mut it = InvestmentOption::default();
        self.record(slot, trail, &OPTION, |reader, key, slot, trail| match key {
            "id" => it.id = reader.id(slot, trail),
            "name" => it.name = reader.text(slot, trail),
            "cost" => it.cost = reader.cost(slot, trail).unwrap_or_default(),
            "sets" => it.sets = reader.map(slot, trail, "a map from touchpoints to scores", Self::rating),
            "raises" => it.raises = reader.map(slot, trail, "a map from touchpoints to points", Self::number),
            "next" => it.next = reader.ways_of(slot, trail),
            "adds" => it.adds = reader.additions(slot, trail),
            "removes" => it.removes = reader.ids(slot, trail),
            "for" => it.segments = reader.ids(slot, trail),
            "needs" => it.needs = reader.ids(slot, trail),
            _ => it.excludes = reader.ids(slot, trail),
        });
        it
    }

    /// Reads one added touchpoint or a list of them. A list of one has the path of the one.
    fn additions(&mut self, slot: Slot, trail: &Trail<'_>) -> Vec<Addition> {
        let tree = self.tree;
        if let Some((Seen::List, list)) = self.open(slot, trail) {
            let mut items = tree.items(list.at);
            if let (Some(only), None) = (items.next(), items.next()) {
                return vec![self.addition(Slot::item(list, only), trail)];
            }
        }
        self.one_or_many(slot, trail, Self::addition)
    }

    fn addition(&mut self, slot: Slot, trail: &Trail<'_>) -> Addition {
        let mut places: Vec<(&'static str, Insertion, Slot)> = Vec::new();
        let mut touchpoint = Touchpoint::default();
        let before = self.problems.len() + self.more + self.repeated.len();
        let is_map = self.record(slot, trail, &ADDITION, |reader, key, slot, trail| {
            let place = match key {
                "after" => Insertion::After(reader.id(slot, trail)),
                "before" => Insertion::Before(reader.id(slot, trail)),
                "between" => reader.between(slot, trail),
                _ => {
                    touchpoint = reader.touchpoint(slot, trail);
                    return;
                }
            };
            places.push((key, place, slot));
        });
        let clean = before == self.problems.len() + self.more + self.repeated.len();
        if let [(first, ..), (second, _, at), ..] = places.as_slice() {
            let cause = Cause::WrongType {
                wanted: "one place for the added touchpoint".into(),
                found: format!("`{second}` beside `{first}`"),
                remedy: Some(format!(
                    "keep one of {}",
                    PLACES.map(|key| format!("`{key}`")).join(", ")
                )),
            };
            self.report(cause, at.shown, *at, trail);
        } else if places.is_empty() && is_map && clean {
            self.report(Cause::MissingKey { key: "after" }, slot.at, slot, &trail.key("after"));
        }
        let place = places.into_iter().next().map(|(_, place, _)| place);
        Addition {
            place: place.unwrap_or(Insertion::After(String::new())),
            touchpoint,
        }
    }

    fn between(&mut self, slot: Slot, trail: &Trail<'_>) -> Insertion {
        const WANTED: &str = "the two neighbours: [from, to]";
        let nowhere = Insertion::Between(String::new(), String::new());
        let Some((seen, slot)) = self.open(slot, trail) else {
            return nowhere;
        };
        if !matches!(seen, Seen::List) {
            self.wrong(WANTED, seen, slot, trail, None);
            return nowhere;
        }
        let ids = self.items_of(slot, trail, Self::id);
        match <[String; 2]>::try_from(ids) {
            Ok([from, to]) => Insertion::Between(from, to),
            Err(ids) => {
                if !self.tree.is_unfinished(slot.at) {
                    let cause = Cause::WrongType {
                        wanted: WANTED.into(),
                        found: format!("{} ids", ids.len()),
                        remedy: None,
                    };
                    self.report(cause, slot.at, slot, trail);
                }
                nowhere
            }
        }
    }
}
