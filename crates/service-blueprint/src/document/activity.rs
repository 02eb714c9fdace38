//! What people and systems do at a touchpoint.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::one_or_many;
use crate::Duration;

/// An entry of a lane: an activity of its own, or one drawn here too.
#[derive(Debug, Clone, PartialEq)]
pub enum ActivityEntry {
    /// An activity.
    Activity(Activity),
    /// The id of an activity listed elsewhere that this touchpoint needs too (`same: id`).
    Same(String),
}

/// Something done, by a customer, in sight of the customer, behind the line of visibility, or in support.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// The id, where others refer to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The id of the actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// What is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub does: Option<String>,
    /// Ids of the activities without which this one cannot happen.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many::deserialize"
    )]
    pub needs: Vec<String>,
    /// Ids of the activities that are drawn before this one.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many::deserialize"
    )]
    pub after: Vec<String>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// How long it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<Duration>,
}

impl Activity {
    /// What an actor does, without an id.
    pub fn new(actor: impl Into<String>, does: impl Into<String>) -> Self {
        Self {
            actor: Some(actor.into()),
            does: Some(does.into()),
            ..Self::default()
        }
    }
}

impl From<Activity> for ActivityEntry {
    fn from(activity: Activity) -> Self {
        Self::Activity(activity)
    }
}

/// The keys of an activity written in full. Any other single key is the actor of the short form `- actor: text`.
pub(crate) const ACTIVITY_KEYS: [&str; 8] = ["id", "actor", "does", "needs", "after", "owner", "duration", "same"];

impl Activity {
    /// Actor and text, where that is all there is and `- actor: text` says it.
    fn short(&self) -> Option<(&str, &str)> {
        let (Some(actor), Some(does)) = (&self.actor, &self.does) else {
            return None;
        };
        let alone = *self == Self::new(actor, does);
        (alone && !ACTIVITY_KEYS.contains(&actor.as_str())).then_some((actor, does))
    }

    /// What is done, where that is all there is.
    fn bare(&self) -> Option<&str> {
        let does = self.does.as_deref()?;
        let alone = Self {
            does: Some(does.into()),
            ..Self::default()
        };
        (*self == alone).then_some(does)
    }
}

impl Serialize for ActivityEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (key, text) = match self {
            Self::Same(id) => ("same", id.as_str()),
            Self::Activity(activity) => match activity.short() {
                Some(short) => short,
                None => return activity.serialize(serializer),
            },
        };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(key, text)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for ActivityEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ReadEntry)
    }
}

struct ReadEntry;

impl<'de> Visitor<'de> for ReadEntry {
    type Value = ActivityEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an activity: `actor: text`, { same: id }, or a map with `does`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ActivityEntry, A::Error> {
        let Some(key) = map.next_key::<String>()? else {
            return Ok(Activity::default().into());
        };
        if key != "same" && ACTIVITY_KEYS.contains(&key.as_str()) {
            let full = MapAccessDeserializer::new(Reread { key: Some(key), map });
            return Activity::deserialize(full).map(ActivityEntry::Activity);
        }
        let text: String = map.next_value()?;
        if let Some(more) = map.next_key::<String>()? {
            return Err(de::Error::custom(format_args!(
                "`{key}` stands alone; `{more}` does not go with it"
            )));
        }
        Ok(match key.as_str() {
            "same" => ActivityEntry::Same(text),
            _ => Activity::new(key, text).into(),
        })
    }
}

/// A map whose first key was taken out and is given again.
struct Reread<A> {
    key: Option<String>,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Reread<A> {
    type Error = A::Error;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.key.take() {
            Some(key) => seed.deserialize(key.into_deserializer()).map(Some),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: de::DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// The customer's lane, which may be one plain text.
pub(super) mod customer {
    use super::*;

    /// Writes a single activity that is only text as that text.
    pub(in super::super) fn serialize<S: Serializer>(
        entries: &[ActivityEntry],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        if let [ActivityEntry::Activity(activity)] = entries
            && let Some(does) = activity.bare()
        {
            return serializer.serialize_str(does);
        }
        entries.serialize(serializer)
    }

    /// Reads a text or a list of activities.
    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<ActivityEntry>, D::Error> {
        deserializer.deserialize_any(TextOrList)
    }

    struct TextOrList;

    impl<'de> Visitor<'de> for TextOrList {
        type Value = Vec<ActivityEntry>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text (in quotes if it looks like a number), or a list of activities")
        }

        fn visit_str<E: de::Error>(self, does: &str) -> Result<Self::Value, E> {
            let activity = Activity {
                does: Some(does.into()),
                ..Activity::default()
            };
            Ok(vec![activity.into()])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = seq.next_element()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }
}
