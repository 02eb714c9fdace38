//! Scores as written: a bare number, a survey, or counts of ratings.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{self, SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::forms::{self, Number};

/// The three numbers of a scale.
///
/// These are as written; [`Scale`](crate::Scale) is the checked form.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScaleNumbers {
    /// The worst score.
    #[serde(serialize_with = "forms::number")]
    pub worst: f64,
    /// The score that is neither good nor bad.
    #[serde(serialize_with = "forms::number")]
    pub neutral: f64,
    /// The best score.
    #[serde(serialize_with = "forms::number")]
    pub best: f64,
}

impl Default for ScaleNumbers {
    /// 0 worst, 5 neutral, 10 best.
    fn default() -> Self {
        Self {
            worst: 0.0,
            neutral: 5.0,
            best: 10.0,
        }
    }
}

/// A further scale, on which single scores may be given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NamedScale {
    /// The scale's id.
    pub id: String,
    /// The worst score.
    #[serde(serialize_with = "forms::number")]
    pub worst: f64,
    /// The score that is neither good nor bad.
    #[serde(serialize_with = "forms::number")]
    pub neutral: f64,
    /// The best score.
    #[serde(serialize_with = "forms::number")]
    pub best: f64,
}

/// A score as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Rating {
    /// A bare number on the blueprint's scale: an assumption, with no interval.
    Assumed(f64),
    /// A mean, with its spread and its number of ratings where they are known.
    Survey(Survey),
    /// How often each rating was given.
    Histogram(Histogram),
}

/// A survey: its mean, with spread and number of ratings where they are known.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Survey {
    /// The id of the scale; by default the blueprint's own.
    pub scale: Option<String>,
    /// The mean rating.
    pub mean: f64,
    /// The standard deviation of single ratings.
    pub sd: Option<f64>,
    /// How many rated.
    pub n: Option<u64>,
}

/// How often each rating was given.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Histogram {
    /// The id of the scale; by default the blueprint's own.
    pub scale: Option<String>,
    /// Rating and count, in the order written.
    pub ratings: Vec<(f64, u64)>,
}

impl ScaleNumbers {
    /// Whether this is the default scale, which needs no writing.
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl From<f64> for Rating {
    fn from(score: f64) -> Self {
        Self::Assumed(score)
    }
}

impl Serialize for Rating {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Assumed(score) => forms::number(score, serializer),
            Self::Survey(Survey { scale, mean, sd, n }) => {
                let mut map = serializer.serialize_map(None)?;
                if let Some(scale) = scale {
                    map.serialize_entry("scale", scale)?;
                }
                map.serialize_entry("mean", &Number(*mean))?;
                if let Some(sd) = sd {
                    map.serialize_entry("sd", &Number(*sd))?;
                }
                if let Some(n) = n {
                    map.serialize_entry("n", n)?;
                }
                map.end()
            }
            Self::Histogram(Histogram { scale, ratings }) => {
                let mut map = serializer.serialize_map(None)?;
                if let Some(scale) = scale {
                    map.serialize_entry("scale", scale)?;
                }
                map.serialize_entry("ratings", &Counts(ratings))?;
                map.end()
            }
        }
    }
}

/// The counts of a histogram, written as a map.
struct Counts<'a>(&'a [(f64, u64)]);

impl Serialize for Counts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sorted: Vec<f64> = self.0.iter().map(|(rating, _)| *rating).collect();
        sorted.sort_by(f64::total_cmp);
        if let Some(twice) = sorted.windows(2).find(|pair| pair[0].to_bits() == pair[1].to_bits()) {
            return Err(ser::Error::custom(format_args!(
                "the rating {} is counted twice",
                twice[0]
            )));
        }
        serializer.collect_map(self.0.iter().map(|(rating, count)| (Number(*rating), count)))
    }
}

impl<'de> Deserialize<'de> for Rating {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrMap;

        impl<'de> Visitor<'de> for NumberOrMap {
            type Value = Rating;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a score: a number, { scale, mean, sd, n } or { scale, ratings }")
            }

            fn visit_f64<E: de::Error>(self, score: f64) -> Result<Rating, E> {
                Ok(Rating::Assumed(score))
            }

            fn visit_u64<E: de::Error>(self, score: u64) -> Result<Rating, E> {
                Ok(Rating::Assumed(score as f64))
            }

            fn visit_i64<E: de::Error>(self, score: i64) -> Result<Rating, E> {
                Ok(Rating::Assumed(score as f64))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Rating, A::Error> {
                RatingMap::deserialize(MapAccessDeserializer::new(map))?.rating()
            }
        }

        deserializer.deserialize_any(NumberOrMap)
    }
}

/// Every key that a score written as a map may have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RatingMap {
    scale: Option<String>,
    mean: Option<f64>,
    sd: Option<f64>,
    n: Option<u64>,
    #[serde(default, deserialize_with = "counts")]
    ratings: Option<Vec<(f64, u64)>>,
}

impl RatingMap {
    /// The score, if the keys are those of a survey or those of a histogram.
    fn rating<E: de::Error>(self) -> Result<Rating, E> {
        let Self {
            scale,
            mean,
            sd,
            n,
            ratings,
        } = self;
        match (mean, ratings) {
            (Some(mean), None) => Ok(Rating::Survey(Survey { scale, mean, sd, n })),
            (None, Some(ratings)) if sd.is_none() && n.is_none() => Ok(Rating::Histogram(Histogram { scale, ratings })),
            (None, Some(_)) => Err(E::custom("`ratings` already tells `sd` and `n`")),
            (Some(_), Some(_)) => Err(E::custom("`mean` and `ratings` exclude each other")),
            (None, None) => Err(E::custom("a score needs `mean` or `ratings`")),
        }
    }
}

/// Reads the counts of a histogram, in order.
fn counts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<(f64, u64)>>, D::Error> {
    struct InOrder;

    impl<'de> Visitor<'de> for InOrder {
        type Value = Vec<(f64, u64)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map of rating to count")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut counts = Vec::new();
            while let Some(count) = map.next_entry()? {
                counts.push(count);
            }
            Ok(counts)
        }
    }

    deserializer.deserialize_map(InOrder).map(Some)
}
