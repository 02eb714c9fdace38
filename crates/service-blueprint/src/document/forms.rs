//! Small forms of values that several fields share, for serde.

use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// Whether a flag has its default, so that it is not written.
pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

/// Beyond this not every whole number is a double.
const WHOLE_UP_TO: f64 = 9_007_199_254_740_992.0;

/// Writes a number as a designer would: `7`, not `7.0`.
pub(super) fn number<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let minus_zero = *number == 0.0 && number.is_sign_negative();
    if number.fract() == 0.0 && number.abs() < WHOLE_UP_TO && !minus_zero {
        serializer.serialize_i64(*number as i64)
    } else {
        serializer.serialize_f64(*number)
    }
}

/// [`number`] for a field that may be absent.
pub(super) fn maybe_number<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match number {
        Some(number) => self::number(number, serializer),
        None => serializer.serialize_none(),
    }
}

/// [`number`] for every value of a map.
pub(super) fn numbers<S: Serializer>(map: &IndexMap<String, f64>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(map.iter().map(|(key, number)| (key, Number(*number))))
}

/// A number that is written by [`number`].
pub(super) struct Number(pub(super) f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        number(&self.0, serializer)
    }
}

/// Reads a map and refuses a key that stands twice; a plain `IndexMap` would keep the later value and say nothing.
pub(super) fn unique_keys<'de, D, V>(deserializer: D) -> Result<IndexMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    struct UniqueKeys<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for UniqueKeys<V> {
        type Value = IndexMap<String, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
            collect_unique(access)
        }
    }

    deserializer.deserialize_map(UniqueKeys(PhantomData))
}

/// The entries of a map in order; a key that stands twice is refused.
pub(super) fn collect_unique<'de, A, V>(mut access: A) -> Result<IndexMap<String, V>, A::Error>
where
    A: MapAccess<'de>,
    V: Deserialize<'de>,
{
    let mut map = IndexMap::new();
    while let Some(key) = access.next_key::<String>()? {
        if map.contains_key(&key) {
            return Err(de::Error::custom(format_args!("`{key}` stands here twice")));
        }
        let value = access.next_value()?;
        map.insert(key, value);
    }
    Ok(map)
}
