//! Durations as a designer writes them: `20s`, `15m`, `1h 30m`, `2d`, `1w`.

use std::fmt;
use std::str::FromStr;

/// A length of time in whole seconds.
///
/// # Examples
/// ```
/// use service_blueprint::Duration;
/// let wait: Duration = "1h 30m".parse()?;
/// assert_eq!(wait.minutes(), 90.0);
/// assert_eq!(wait.to_string(), "1h 30m");
/// assert!("10".parse::<Duration>().is_err());
/// # Ok::<(), service_blueprint::DurationError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// The length in seconds.
    pub seconds: u64,
}

/// The units, longest first: letter and seconds.
const UNITS: [(char, u64); 5] = [('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// Why a text is no duration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DurationError {
    /// No unit: `10` of what?
    #[error("{0} of what? a duration has a unit: write `{0}m` for minutes")]
    NoUnit(String),
    /// Months and years have no fixed length.
    #[error("months and years have no fixed length: write weeks (`4w`) or days (`30d`)")]
    Months,
    /// Not a sequence of whole numbers with units.
    #[error("`{0}` is not a duration: write whole numbers with units s, m, h, d or w, such as `1h 30m`")]
    Malformed(String),
    /// More seconds than can be counted.
    #[error("`{0}` is longer than can be counted")]
    TooLong(String),
}

impl Duration {
    /// The length in minutes.
    pub fn minutes(self) -> f64 {
        self.seconds as f64 / 60.0
    }
}

impl FromStr for Duration {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        let trimmed = text.trim();
        if !trimmed.is_empty() && trimmed.parse::<f64>().is_ok() {
            return Err(DurationError::NoUnit(trimmed.into()));
        }
        let malformed = || DurationError::Malformed(text.into());
        let mut seconds = 0u64;
        let mut rest = trimmed;
        if rest.is_empty() {
            return Err(malformed());
        }
        // Each unit at most once, longest first, so that a slip such as `5m 3m` is not added up silently.
        let mut shortest = u64::MAX;
        while !rest.is_empty() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, tail) = rest.split_at(digits);
            let tail = tail.trim_start();
            let word_len = tail.len() - tail.trim_start_matches(char::is_alphabetic).len();
            let (word, tail) = tail.split_at(word_len);
            if matches!(word, "mo" | "mon" | "month" | "months" | "M" | "y" | "year" | "years") {
                return Err(DurationError::Months);
            }
            let unit = UNITS
                .iter()
                .find(|(letter, _)| word.chars().eq([*letter]))
                .map(|(_, unit)| *unit)
                .filter(|unit| *unit < shortest)
                .ok_or_else(malformed)?;
            shortest = unit;
            if number.is_empty() {
                return Err(malformed());
            }
            let too_long = || DurationError::TooLong(text.into());
            let count: u64 = number.parse().map_err(|_| too_long())?;
            seconds = count
                .checked_mul(unit)
                .and_then(|more| seconds.checked_add(more))
                .ok_or_else(too_long)?;
            rest = tail.trim_start();
        }
        Ok(Self { seconds })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.seconds == 0 {
            return f.write_str("0s");
        }
        let mut rest = self.seconds;
        let mut gap = "";
        for (letter, unit) in UNITS {
            if rest >= unit {
                write!(f, "{gap}{}{letter}", rest / unit)?;
                rest %= unit;
                gap = " ";
            }
        }
        Ok(())
    }
}

impl serde::Serialize for Duration {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Duration {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl serde::de::Visitor<'_> for Text {
            type Value = Duration;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration such as `1h 30m`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Duration, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}
