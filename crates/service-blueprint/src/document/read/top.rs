//! The whole document.

use super::record::Shape;
use super::{Reader, Seen, Slot};
use crate::Cause;
use crate::document::tree::Style;
use crate::document::{Document, State};
use crate::path::Trail;

const DOCUMENT: Shape = Shape {
    wanted: "a map that begins with `blueprint:`",
    keys: &[
        "format",
        "blueprint",
        "about",
        "state",
        "scale",
        "scales",
        "currency",
        "segments",
        "actors",
        "evidence",
        "ends",
        "start",
        "stages",
        "factors",
        "options",
    ],
    required: &["blueprint", "stages"],
    remedy: None,
};

const STATES: [(&str, State); 2] = [("current", State::Current), ("future", State::Future)];

impl Reader<'_> {
    /// Reads the document.
    pub(super) fn top(&mut self) -> Document {
        let mut it = Document::new("");
        let trail = Trail::Root;
        let Some(root) = self.tree.root() else { return it };
        let slot = Slot {
            at: root,
            shown: root,
            alias: None,
        };
        let Some((seen, slot)) = self.open(slot, &trail) else {
            return it;
        };
        match seen {
            Seen::Map => {}
            Seen::Nothing | Seen::Text("~" | "null" | "Null" | "NULL", Style::Plain) => {
                self.report(Cause::Empty, root, slot, &trail);
                return it;
            }
            Seen::Text(..) | Seen::List => {
                let remedy = matches!(seen, Seen::List)
                    .then(|| "begin with `blueprint:` and a name; the stages are a list under `stages:`".into());
                self.wrong(DOCUMENT.wanted, seen, slot, &trail, remedy);
                return it;
            }
        }
        self.entries_of(slot, &trail, &DOCUMENT, |reader, key, slot, trail| match key {
            "format" => reader.format(slot, trail),
            "blueprint" => it.blueprint = reader.text(slot, trail).unwrap_or_default(),
            "about" => it.about = reader.text(slot, trail),
            "state" => it.state = reader.word(slot, trail, "state", &STATES),
            "scale" => it.scale = reader.scale(slot, trail),
            "scales" => it.scales = reader.list(slot, trail, "a list of scales", Self::named_scale),
            "currency" => it.currency = reader.text(slot, trail),
            "segments" => it.segments = reader.list(slot, trail, "a list of segments", Self::segment),
            "actors" => it.actors = reader.list(slot, trail, "a list of actors", Self::actor),
            "evidence" => it.evidence = reader.list(slot, trail, "a list of evidence", Self::evidence),
            "ends" => it.ends = reader.list(slot, trail, "a list of endings", Self::ending),
            "start" => it.start = reader.ways(slot, trail),
            "stages" => it.stages = reader.list(slot, trail, "a list of stages", Self::stage),
            "factors" => it.factors = reader.list(slot, trail, "a list of factors", Self::factor),
            _ => it.options = reader.list(slot, trail, "a list of options", Self::option),
        });
        it
    }

    /// Reads the format's number; a document always has the only format there is.
    fn format(&mut self, slot: Slot, trail: &Trail<'_>) {
        let Some(found) = self.count(slot, trail).filter(|format| *format != 1) else {
            return;
        };
        if let Some((_, slot)) = self.open(slot, trail) {
            self.report(Cause::UnknownFormat { found }, slot.at, slot, trail);
        }
    }
}
