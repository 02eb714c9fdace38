//! Stages and touchpoints as written.

use std::fmt;

use indexmap::IndexMap;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::{ActivityEntry, EvidenceEntry, Rating, Role, Ways, activity, forms};
use crate::Duration;

/// Whether a blueprint shows the service of today or the one to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The service as it is.
    Current,
    /// The service as it shall be.
    Future,
}

/// The flow of a shop to which a stage belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// Choosing and paying.
    Buying,
    /// Sending off.
    Dispatch,
    /// Bringing.
    Delivery,
    /// Help after the purchase.
    AfterSales,
    /// Keeping in touch.
    Care,
}

/// A part of the journey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The flow to which it belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<Flow>,
    /// Its weight in the stage-weighted model, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "forms::maybe_number")]
    pub influence: Option<f64>,
    /// The touchpoints, in order.
    pub touchpoints: Vec<Touchpoint>,
}

impl Stage {
    /// A stage with its touchpoints.
    pub fn new(id: impl Into<String>, touchpoints: Vec<Touchpoint>) -> Self {
        Self {
            id: id.into(),
            name: None,
            flow: None,
            influence: None,
            touchpoints,
        }
    }
}

/// A moment in which customer and service meet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Touchpoint {
    /// The id.
    pub id: String,
    /// The name; the id by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Touchpoints of one step share a column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The channel, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// What customers experience.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience: Option<Rating>,
    /// What customers expect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expectation: Option<Rating>,
    /// How much it counts, 0 or more.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "forms::maybe_number")]
    pub importance: Option<f64>,
    /// What it costs the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<Effort>,
    /// How long the customer waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait: Option<Wait>,
    /// What the customer does.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "activity::customer::serialize",
        deserialize_with = "activity::customer::deserialize"
    )]
    pub customer: Vec<ActivityEntry>,
    /// What is done in sight of the customer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frontstage: Vec<ActivityEntry>,
    /// What is done behind the line of visibility.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backstage: Vec<ActivityEntry>,
    /// What supports the staff.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<ActivityEntry>,
    /// The physical evidence seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceEntry>,
    /// How long the whole moment takes, waiting included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<Duration>,
    /// The id of the factor that it speaks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<String>,
    /// The kinds of experience that it offers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<ExperienceKind>,
    /// The score below which it must not fall.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Rating>,
    /// Whether it is ours to change; by default unless all its frontstage activity is partners'.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controllable: Option<bool>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What is measured here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<String>,
    /// What may go wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_point: Option<FailPoint>,
    /// Whether it is a moment of truth.
    #[serde(default, skip_serializing_if = "forms::is_false")]
    pub moment_of_truth: bool,
    /// Notes of the design team.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Service standards that are met here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<Standard>,
    /// Whether it is never entered just because it is listed next.
    #[serde(default, skip_serializing_if = "forms::is_false")]
    pub detour: bool,
    /// Where customers go from here; by default to the next touchpoint listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Ways>,
    /// What is different for a segment.
    #[serde(
        default,
        skip_serializing_if = "IndexMap::is_empty",
        deserialize_with = "forms::unique_keys"
    )]
    pub segments: IndexMap<String, Override>,
}

impl Touchpoint {
    /// A touchpoint with an assumed score.
    pub fn new(id: impl Into<String>, experience: impl Into<Rating>) -> Self {
        Self {
            id: id.into(),
            experience: Some(experience.into()),
            ..Self::default()
        }
    }

    /// The entries of a lane.
    pub fn lane(&self, lane: Role) -> &[ActivityEntry] {
        match lane {
            Role::Customer => &self.customer,
            Role::Frontstage => &self.frontstage,
            Role::Backstage => &self.backstage,
            Role::Support => &self.support,
        }
    }
}

/// What a touchpoint costs the customer, in plain counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Effort {
    /// Steps to take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<u64>,
    /// Fields to fill in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<u64>,
    /// Minutes of work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u64>,
}

/// How long the customer waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// The usual wait.
    pub typical: Duration,
    /// The wait that customers put up with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Duration>,
}

/// A kind of experience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExperienceKind {
    /// Through the senses.
    Sense,
    /// Through feelings.
    Feel,
    /// Through thought.
    Think,
    /// Through doing.
    Act,
    /// Through belonging.
    Relate,
}

impl ExperienceKind {
    /// All kinds, in the order of their usual listing.
    pub const ALL: [Self; 5] = [Self::Sense, Self::Feel, Self::Think, Self::Act, Self::Relate];

    /// The word that the format uses for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sense => "sense",
            Self::Feel => "feel",
            Self::Think => "think",
            Self::Act => "act",
            Self::Relate => "relate",
        }
    }
}

/// What may go wrong at a touchpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FailPoint {
    /// What goes wrong.
    pub what: String,
    /// The id of the touchpoint that makes it good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
}

/// A note of the design team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of note it is.
    pub kind: NoteKind,
    /// The text.
    pub text: String,
}

/// A kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Something to try.
    Idea,
    /// A rule that holds.
    Policy,
    /// Something to find out.
    Question,
    /// What a customer said.
    Quote,
    /// What hurts.
    Pain,
    /// Anything else.
    Note,
}

/// A service standard, measured in journey logs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// The touchpoint from which time counts; by default the one that holds the standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The touchpoint that makes the response needless.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unless: Option<String>,
    /// The time limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Duration>,
    /// The limit that is never to be passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Duration>,
    /// The response due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
}

/// What is different at a touchpoint for one segment.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// What this segment experiences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub experience: Option<Rating>,
    /// What this segment expects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expectation: Option<Rating>,
    /// Where this segment goes from here, in place of the whole `next`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Ways>,
    /// Whether this segment passes the touchpoint over.
    #[serde(default, skip_serializing_if = "forms::is_false")]
    pub skip: bool,
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(&self.kind, &self.text)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Note {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneEntry;

        impl<'de> Visitor<'de> for OneEntry {
            type Value = Note;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a note such as { idea: text }")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Note, A::Error> {
                let Some((kind, text)) = map.next_entry()? else {
                    return Err(de::Error::invalid_length(0, &self));
                };
                match map.next_key::<String>()? {
                    Some(more) => Err(de::Error::custom(format_args!(
                        "one note has one kind; `{more}` is another"
                    ))),
                    None => Ok(Note { kind, text }),
                }
            }
        }

        deserializer.deserialize_map(OneEntry)
    }
}
