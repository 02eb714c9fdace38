//! Ways on and their shares.

use indexmap::IndexMap;

use super::record::Shape;
use super::{Reader, Seen, Slot};
use super::{scalar, traps};
use crate::document::tree::Style;
use crate::document::{Share, Way, Ways};
use crate::path::Trail;

const WANTED: &str = "an id, or a map of ids and shares";
const SHARE: &str = "a share: a number from 0 to 1, a percentage, or `rest`";

const WAY: Shape = Shape {
    wanted: SHARE,
    keys: &["share", "when"],
    required: &["share"],
    remedy: None,
};

impl Reader<'_> {
    /// Reads the ways on: one id, or a map of id to share.
    pub(super) fn ways(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<Ways> {
        let (seen, slot) = self.open(slot, trail)?;
        match seen {
            Seen::Map => Some(Ways(self.values_of(slot, trail, Self::way))),
            Seen::Text("~" | "null" | "Null" | "NULL", Style::Plain) | Seen::Nothing => {
                self.wrong(WANTED, Seen::Nothing, slot, trail, None);
                None
            }
            Seen::Text(id, _) => Some(Ways::to(id)),
            Seen::List => {
                let remedy = Some("write the shares: `{ this: 0.9, that: rest }`".into());
                self.wrong(WANTED, seen, slot, trail, remedy);
                None
            }
        }
    }

    /// Reads the ways that an option gives to touchpoints.
    pub(super) fn ways_of(&mut self, slot: Slot, trail: &Trail<'_>) -> IndexMap<String, Ways> {
        self.map(slot, trail, "a map from touchpoints to their ways on", Self::ways)
    }

    fn way(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<Way> {
        let (seen, slot) = self.open(slot, trail)?;
        if !matches!(seen, Seen::Map) {
            return Some(Way {
                share: self.share_in(seen, slot, trail)?,
                when: None,
            });
        }
        let (mut share, mut when) = (None, None);
        self.entries_of(slot, trail, &WAY, |reader, key, slot, trail| match key {
            "share" => share = reader.share(slot, trail),
            _ => when = reader.text(slot, trail),
        });
        Some(Way { share: share?, when })
    }

    fn share(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<Share> {
        let (seen, slot) = self.open(slot, trail)?;
        self.share_in(seen, slot, trail)
    }

    fn share_in(&mut self, seen: Seen<'_>, slot: Slot, trail: &Trail<'_>) -> Option<Share> {
        if let Seen::Text(text, _) = seen {
            if text == "rest" {
                return Some(Share::Rest);
            }
            let percent = text
                .strip_suffix('%')
                .and_then(|percent| scalar::number(percent.trim_end()));
            if let Some(percent) = percent.filter(|percent| percent.is_finite()) {
                return Some(Share::Of(percent / 100.0));
            }
            if let "Rest" | "REST" | "others" | "other" | "else" = text {
                self.wrong(SHARE, seen, slot, trail, Some("write `rest`".into()));
                return None;
            }
        }
        if let Seen::Text(text, style) = seen
            && traps::number(text, style).is_none()
            && scalar::number(text).is_none()
        {
            let remedy = Some("write `0.8`, `80%` or `rest`".into());
            self.wrong(SHARE, seen, slot, trail, remedy);
            return None;
        }
        self.finite(seen, slot, trail, SHARE).map(Share::Of)
    }
}
