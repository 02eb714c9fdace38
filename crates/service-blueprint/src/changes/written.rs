//! Values of any field, in the shapes that the format has.

use std::collections::HashMap;

use serde::Serialize;
use serde_yaml::Value;

/// The value of a field as the format writes it.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Written>),
    /// A map, in the order written.
    Map(Vec<(String, Written)>),
}

/// Numbers that agree to this share are the same but for rounding.
const ROUNDING: f64 = 1e-12;

impl Written {
    /// The value as the format writes it.
    pub(super) fn of(value: &impl Serialize) -> Self {
        match serde_yaml::to_value(value) {
            Ok(value) => Self::from_yaml(value),
            // What a blueprint holds can be written; if it could not, its reason would still tell two of them apart.
            Err(error) => Self::Text(error.to_string()),
        }
    }

    fn from_yaml(value: Value) -> Self {
        match value {
            Value::Null => Self::Text(String::new()),
            Value::Bool(flag) => Self::Flag(flag),
            Value::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => Self::Text(text),
            Value::Sequence(items) => Self::List(items.into_iter().map(Self::from_yaml).collect()),
            Value::Mapping(map) => {
                let entries = map.into_iter();
                Self::Map(
                    entries
                        .map(|(key, value)| (key_of(key), Self::from_yaml(value)))
                        .collect(),
                )
            }
            Value::Tagged(tagged) => Self::from_yaml(tagged.value),
        }
    }

    /// Whether both say the same: maps in any order, numbers but for rounding.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => (a - b).abs() <= ROUNDING * a.abs().max(b.abs()).max(1.0),
            (Self::List(a), Self::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_same(b)),
            (Self::Map(a), Self::Map(b)) => {
                if a.len() != b.len() {
                    return false;
                }
                let others: HashMap<&str, &Self> = b.iter().map(|(key, value)| (key.as_str(), value)).collect();
                let found = |key: &str| others.get(key);
                a.iter()
                    .all(|(key, value)| found(key).is_some_and(|other| value.is_same(other)))
            }
            _ => self == other,
        }
    }
}

fn key_of(key: Value) -> String {
    match key {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Maps are the same in any order, and one with very many entries is compared entry by entry.
    #[test]
    fn large_maps_are_the_same_in_any_order() {
        let map = |numbers: &mut dyn Iterator<Item = u32>| {
            let entry = |number: u32| (format!("touchpoint-{number}"), Written::Number(f64::from(number)));
            Written::Map(numbers.map(entry).collect())
        };
        let count = 50_000;
        assert!(map(&mut (0..count)).is_same(&map(&mut (0..count).rev())));
        assert!(!map(&mut (0..count)).is_same(&map(&mut (1..=count))));
        assert!(!map(&mut (0..count)).is_same(&map(&mut (1..count))));
    }
}
