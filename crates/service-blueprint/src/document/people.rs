//! Segments, actors, evidence, endings and factors as written.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::{Rating, Ways, forms, one_or_many};

/// A group of customers with scores, expectations and ways of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The fraction of all customers, from 0 to 1.
    #[serde(serialize_with = "forms::number")]
    pub share: f64,
    /// How much one customer of this segment counts in the objective of investing; 1 by default.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "forms::maybe_number")]
    pub value: Option<f64>,
    /// Where this segment's journeys start, if elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Ways>,
}

/// Someone or something that acts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The lanes in which the actor may stand; at least one.
    #[serde(
        serialize_with = "one_or_many::serialize",
        deserialize_with = "one_or_many::deserialize"
    )]
    pub role: Vec<Role>,
    /// Whether the actor is a partner's, so not ours to direct.
    #[serde(default, skip_serializing_if = "forms::is_false")]
    pub partner: bool,
}

/// A lane of the blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The customer's own actions, above the line of interaction.
    Customer,
    /// What the customer sees, above the line of visibility.
    Frontstage,
    /// What the customer does not see, above the line of internal interaction.
    Backstage,
    /// What supports the staff, below the line of internal interaction.
    Support,
}

impl Role {
    /// All lanes, top to bottom.
    pub const ALL: [Self; 4] = [Self::Customer, Self::Frontstage, Self::Backstage, Self::Support];

    /// The word that the format uses for it, as a role and as the key of the lane.
    pub fn key(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Frontstage => "frontstage",
            Self::Backstage => "backstage",
            Self::Support => "support",
        }
    }
}

/// A piece of physical evidence that several touchpoints may show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is a partner's, so not ours to change.
    #[serde(default, skip_serializing_if = "forms::is_false")]
    pub partner: bool,
}

/// Evidence at a touchpoint.
#[derive(Debug, Clone, PartialEq)]
pub enum EvidenceEntry {
    /// The id of a declared piece.
    Shown(String),
    /// A piece named on the spot.
    Named {
        /// Its name.
        name: String,
    },
}

/// An ending of journeys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the service wants its customers here.
    #[serde(default, skip_serializing_if = "forms::is_false")]
    pub goal: bool,
}

/// A factor of experience: rated directly, or rolled up from the touchpoints tagged with it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What customers experience.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience: Option<Rating>,
    /// What customers expect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expectation: Option<Rating>,
    /// How much it counts, 0 or more.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "forms::maybe_number")]
    pub importance: Option<f64>,
    /// What customers would wish for; the experience by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ideal: Option<Rating>,
}

impl Serialize for EvidenceEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Shown(id) => serializer.serialize_str(id),
            Self::Named { name } => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("name", name)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for EvidenceEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// The map form.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Named {
            name: String,
        }

        struct IdOrNamed;

        impl<'de> Visitor<'de> for IdOrNamed {
            type Value = EvidenceEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("evidence: an id (in quotes if it looks like a number), or { name }")
            }

            fn visit_str<E: de::Error>(self, id: &str) -> Result<EvidenceEntry, E> {
                Ok(EvidenceEntry::Shown(id.into()))
            }

            fn visit_u64<E: de::Error>(self, digits: u64) -> Result<EvidenceEntry, E> {
                self.visit_str(&digits.to_string())
            }

            fn visit_i64<E: de::Error>(self, digits: i64) -> Result<EvidenceEntry, E> {
                self.visit_str(&digits.to_string())
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<EvidenceEntry, A::Error> {
                let Named { name } = Deserialize::deserialize(MapAccessDeserializer::new(map))?;
                Ok(EvidenceEntry::Named { name })
            }
        }

        deserializer.deserialize_any(IdOrNamed)
    }
}
