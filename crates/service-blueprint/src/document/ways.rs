//! Where customers go next: shares of the ways out of a touchpoint, or into the service.

use std::fmt;

use indexmap::IndexMap;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::forms;

/// The ways on from a touchpoint, or into the service: target id to share, in the order written.
///
/// `next: done` is one way with the share `rest`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ways(pub IndexMap<String, Way>);

/// One way on.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// How many go this way.
    pub share: Share,
    /// Under which condition, in words.
    pub when: Option<String>,
}

/// How many of those who are here go one way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// A fraction, from 0 to 1; `80%` is 0.8.
    Of(f64),
    /// Whatever the other ways leave.
    Rest,
}

impl Ways {
    /// Everyone goes to one place.
    pub fn to(target: impl Into<String>) -> Self {
        Self::default().or(target, Share::Rest)
    }

    /// These ways and one more.
    #[must_use]
    pub fn or(mut self, target: impl Into<String>, share: Share) -> Self {
        self.0.insert(target.into(), Way { share, when: None });
        self
    }
}

impl Serialize for Ways {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = Way {
            share: Share::Rest,
            when: None,
        };
        match self.0.first() {
            Some((target, way)) if self.0.len() == 1 && *way == whole => serializer.serialize_str(target),
            _ => serializer.collect_map(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Ways {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrShares;

        impl<'de> Visitor<'de> for OneOrShares {
            type Value = Ways;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one id (in quotes if it looks like a number), or a map of id to share")
            }

            fn visit_str<E: de::Error>(self, target: &str) -> Result<Ways, E> {
                Ok(Ways::to(target))
            }

            fn visit_u64<E: de::Error>(self, digits: u64) -> Result<Ways, E> {
                self.visit_str(&digits.to_string())
            }

            fn visit_i64<E: de::Error>(self, digits: i64) -> Result<Ways, E> {
                self.visit_str(&digits.to_string())
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Ways, A::Error> {
                forms::collect_unique(map).map(Ways)
            }
        }

        deserializer.deserialize_any(OneOrShares)
    }
}

impl Serialize for Way {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(when) = &self.when else {
            return self.share.serialize(serializer);
        };
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("share", &self.share)?;
        map.serialize_entry("when", when)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Way {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// The map form.
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Conditional {
            share: Share,
            when: Option<String>,
        }

        struct ShareOrConditional;

        impl ShareOrConditional {
            fn plain(share: Share) -> Way {
                Way { share, when: None }
            }
        }

        impl<'de> Visitor<'de> for ShareOrConditional {
            type Value = Way;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a share, or { share, when }")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Way, E> {
                ReadShare.visit_str(text).map(Self::plain)
            }

            fn visit_f64<E: de::Error>(self, share: f64) -> Result<Way, E> {
                ReadShare.visit_f64(share).map(Self::plain)
            }

            fn visit_u64<E: de::Error>(self, share: u64) -> Result<Way, E> {
                ReadShare.visit_u64(share).map(Self::plain)
            }

            fn visit_i64<E: de::Error>(self, share: i64) -> Result<Way, E> {
                ReadShare.visit_i64(share).map(Self::plain)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Way, A::Error> {
                let Conditional { share, when } = Deserialize::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Way { share, when })
            }
        }

        deserializer.deserialize_any(ShareOrConditional)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Of(share) => forms::number(share, serializer),
            Self::Rest => serializer.serialize_str("rest"),
        }
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadShare)
    }
}

struct ReadShare;

impl Visitor<'_> for ReadShare {
    type Value = Share;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a share: a number such as 0.8, a percentage such as `80%`, or `rest`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Share, E> {
        if text == "rest" {
            return Ok(Share::Rest);
        }
        let percent = text
            .strip_suffix('%')
            .and_then(|number| number.trim_end().parse::<f64>().ok())
            .filter(|number| number.is_finite());
        match percent {
            Some(percent) => Ok(Share::Of(percent / 100.0)),
            None => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
        }
    }

    fn visit_f64<E: de::Error>(self, share: f64) -> Result<Share, E> {
        Ok(Share::Of(share))
    }

    fn visit_u64<E: de::Error>(self, share: u64) -> Result<Share, E> {
        Ok(Share::Of(share as f64))
    }

    fn visit_i64<E: de::Error>(self, share: i64) -> Result<Share, E> {
        Ok(Share::Of(share as f64))
    }
}
