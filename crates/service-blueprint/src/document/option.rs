//! Investment options as written.

use indexmap::IndexMap;
use serde::de::{self, Deserializer};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::{Rating, Touchpoint, Ways, forms, one_or_many};

/// Something we could invest in, or save on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InvestmentOption {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it costs, a whole number in the blueprint's currency; a saving is negative.
    pub cost: i64,
    /// Touchpoints and the scores to which it sets them.
    #[serde(
        default,
        skip_serializing_if = "IndexMap::is_empty",
        deserialize_with = "forms::unique_keys"
    )]
    pub sets: IndexMap<String, Rating>,
    /// Touchpoints and the points towards best, more than 0, by which it raises them.
    #[serde(
        default,
        skip_serializing_if = "IndexMap::is_empty",
        serialize_with = "forms::numbers",
        deserialize_with = "forms::unique_keys"
    )]
    pub raises: IndexMap<String, f64>,
    /// Touchpoints and the ways on that it gives them.
    #[serde(
        default,
        skip_serializing_if = "IndexMap::is_empty",
        deserialize_with = "forms::unique_keys"
    )]
    pub next: IndexMap<String, Ways>,
    /// Touchpoints that it adds.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "one_or_many::serialize",
        deserialize_with = "one_or_many::deserialize"
    )]
    pub adds: Vec<Addition>,
    /// Touchpoints that it takes out.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many::deserialize"
    )]
    pub removes: Vec<String>,
    /// The segments for which it holds; all by default (`for`).
    #[serde(
        rename = "for",
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many::deserialize"
    )]
    pub segments: Vec<String>,
    /// Options without which it cannot be chosen.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many::deserialize"
    )]
    pub needs: Vec<String>,
    /// Options with which it cannot be chosen.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_many::deserialize"
    )]
    pub excludes: Vec<String>,
}

/// A touchpoint that an option adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Addition {
    /// Where it goes.
    pub place: Insertion,
    /// The touchpoint; it has no `next` of its own.
    pub touchpoint: Touchpoint,
}

/// Where an added touchpoint goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Insertion {
    /// Everyone who leaves this touchpoint, wherever to, passes it first.
    After(String),
    /// Everyone about to enter this touchpoint or ending passes it first.
    Before(String),
    /// Everyone who goes from the first straight to the second passes it.
    Between(String, String),
}

impl Serialize for Addition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        match &self.place {
            Insertion::After(id) => map.serialize_entry("after", id)?,
            Insertion::Before(id) => map.serialize_entry("before", id)?,
            Insertion::Between(from, to) => map.serialize_entry("between", &(from, to))?,
        }
        map.serialize_entry("touchpoint", &self.touchpoint)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Addition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// Every key that an addition may have.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct AnyPlace {
            after: Option<String>,
            before: Option<String>,
            between: Option<(String, String)>,
            touchpoint: Touchpoint,
        }

        let AnyPlace {
            after,
            before,
            between,
            touchpoint,
        } = Deserialize::deserialize(deserializer)?;
        let place = match (after, before, between) {
            (Some(id), None, None) => Insertion::After(id),
            (None, Some(id), None) => Insertion::Before(id),
            (None, None, Some((from, to))) => Insertion::Between(from, to),
            _ => {
                return Err(de::Error::custom(
                    "an added touchpoint needs one of `after`, `before`, `between`",
                ));
            }
        };
        Ok(Self { place, touchpoint })
    }
}
