//! Texts, words, numbers, counts, flags, durations and costs.

use super::nearest::nearest;
use super::{Reader, Seen, Slot, short, traps};
use crate::document::tree::Style;
use crate::path::Trail;
use crate::{Cause, Duration};

impl<'t> Reader<'t> {
    /// Reads a text; numbers and words of YAML are taken as they are written.
    pub(super) fn text(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<String> {
        self.line(slot, trail, "a text").map(str::to_owned)
    }

    /// Reads an id.
    pub(super) fn id(&mut self, slot: Slot, trail: &Trail<'_>) -> String {
        self.scalar(slot, trail, "an id").unwrap_or_default().to_owned()
    }

    /// Reads ids: one, or a list of them.
    pub(super) fn ids(&mut self, slot: Slot, trail: &Trail<'_>) -> Vec<String> {
        self.one_or_many(slot, trail, Self::id)
    }

    /// Reads a list of texts.
    pub(super) fn texts(&mut self, slot: Slot, trail: &Trail<'_>) -> Vec<String> {
        self.list_of(
            slot,
            trail,
            "a list of texts",
            Some("write `[…]`"),
            |reader, slot, trail| reader.text(slot, trail).unwrap_or_default(),
        )
    }

    /// A text in which a `#` may have cut words off.
    pub(super) fn line(&mut self, slot: Slot, trail: &Trail<'_>, wanted: &str) -> Option<&'t str> {
        let before = self.problems.len();
        let text = self.scalar(slot, trail, wanted)?;
        if self.problems.len() == before
            && let Some((_, slot)) = self.open(slot, trail)
            && let Some(trap) = traps::cut_at_number_sign(self.tree, slot.at)
        {
            self.report(trap, slot.at, slot, trail);
        }
        Some(text)
    }

    fn scalar(&mut self, slot: Slot, trail: &Trail<'_>, wanted: &str) -> Option<&'t str> {
        match self.open(slot, trail)? {
            (Seen::Text("~" | "null" | "Null" | "NULL", Style::Plain), slot) => {
                let remedy = Some("write it in quotes if the word is meant, or take the key out".into());
                self.wrong(wanted, Seen::Nothing, slot, trail, remedy);
                None
            }
            (Seen::Text(text, _), _) => Some(text),
            (seen @ (Seen::Nothing | Seen::List | Seen::Map), slot) => {
                self.wrong(wanted, seen, slot, trail, None);
                None
            }
        }
    }

    /// Reads one of a few words.
    pub(super) fn word<T: Copy>(
        &mut self,
        slot: Slot,
        trail: &Trail<'_>,
        what: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let found = self.scalar(slot, trail, &format!("a {what}"))?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == found) {
            return Some(*value);
        }
        let cause = Cause::UnknownWord {
            what,
            found: short(found),
            nearest: nearest(found, words.iter().map(|(word, _)| *word)).map(str::to_owned),
            allowed: words.iter().map(|(word, _)| (*word).into()).collect(),
        };
        let (_, slot) = self.open(slot, trail)?;
        self.report(cause, slot.at, slot, trail);
        None
    }

    /// Reads true or false.
    pub(super) fn flag(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<bool> {
        let (seen, slot) = self.open(slot, trail)?;
        let remedy = match seen {
            Seen::Text("true" | "True" | "TRUE", Style::Plain) => return Some(true),
            Seen::Text("false" | "False" | "FALSE", Style::Plain) => return Some(false),
            Seen::Text(text, _) => match text.to_lowercase().as_str() {
                "yes" | "on" | "y" | "true" | "1" => Some("write `true`".into()),
                "no" | "off" | "n" | "false" | "0" => Some("write `false`".into()),
                _ => None,
            },
            Seen::Nothing | Seen::List | Seen::Map => None,
        };
        self.wrong("`true` or `false`", seen, slot, trail, remedy);
        None
    }

    /// Reads a finite number.
    pub(super) fn number(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<f64> {
        let (seen, slot) = self.open(slot, trail)?;
        self.finite(seen, slot, trail, "a number")
    }

    /// The finite number in a slot that was opened already.
    pub(super) fn finite(&mut self, seen: Seen<'_>, slot: Slot, trail: &Trail<'_>, wanted: &str) -> Option<f64> {
        let mut remedy = None;
        if let Seen::Text(text, style) = seen {
            let plain = style == Style::Plain;
            let number = number(text).filter(|_| plain).or_else(|| not_finite(text));
            match number {
                Some(number) if number.is_finite() => return Some(number),
                Some(found) => {
                    self.report(Cause::NotFinite { found }, slot.at, slot, trail);
                    return None;
                }
                None => remedy = traps::number(text, style),
            }
            remedy = remedy
                .or_else(|| traps::remedy(self.tree, seen, slot))
                .or_else(|| Some("write a number, such as `7`".into()));
        }
        self.wrong(wanted, seen, slot, trail, remedy);
        None
    }

    /// Reads a whole number, 0 or more.
    pub(super) fn count(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<u64> {
        let (seen, slot) = self.open(slot, trail)?;
        let mut remedy = None;
        if let Seen::Text(text, style) = seen {
            match whole(text)
                .filter(|_| style == Style::Plain)
                .and_then(|whole| u64::try_from(whole).ok())
            {
                Some(count) => return Some(count),
                None => remedy = traps::number(text, style),
            }
        }
        self.wrong("a whole number, 0 or more", seen, slot, trail, remedy);
        None
    }

    /// Reads a cost.
    pub(super) fn cost(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<i64> {
        let (seen, slot) = self.open(slot, trail)?;
        match seen {
            Seen::Text(text, style) => {
                let cost = whole(text)
                    .filter(|_| style == Style::Plain)
                    .and_then(|whole| i64::try_from(whole).ok());
                if cost.is_none() {
                    let found = match style {
                        Style::Plain => short(text),
                        Style::Quoted => format!("\"{}\"", short(text)),
                    };
                    self.report(Cause::BadCost { found }, slot.at, slot, trail);
                }
                cost
            }
            Seen::Nothing | Seen::List | Seen::Map => {
                self.wrong("a whole number", seen, slot, trail, None);
                None
            }
        }
    }

    /// Reads a duration.
    pub(super) fn duration(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<Duration> {
        let (seen, slot) = self.open(slot, trail)?;
        let Seen::Text(text, _) = seen else {
            self.wrong("a duration", seen, slot, trail, None);
            return None;
        };
        match short(text).parse() {
            Ok(duration) => Some(duration),
            Err(source) => {
                self.report(Cause::BadDuration { source }, slot.at, slot, trail);
                None
            }
        }
    }
}

/// The number that a plain scalar stands for in YAML's core schema. Infinity and NaN are numbers there.
pub(super) fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" if text.starts_with('-') => return Some(f64::NEG_INFINITY),
        ".inf" | ".Inf" | ".INF" => return Some(f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    if let Some(whole) = whole(text) {
        return Some(whole as f64);
    }
    let bytes = unsigned.as_bytes();
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let before = digits(bytes);
    if before > 1 && bytes[0] == b'0' {
        return None;
    }
    let mut rest = &bytes[before..];
    let mut after = 0;
    if let Some(fraction) = rest.strip_prefix(b".") {
        after = digits(fraction);
        rest = &fraction[after..];
    }
    if before + after == 0 {
        return None;
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or(rest.strip_prefix(b"E")) {
        let exponent = exponent
            .strip_prefix(b"-")
            .or(exponent.strip_prefix(b"+"))
            .unwrap_or(exponent);
        if exponent.is_empty() || digits(exponent) < exponent.len() {
            return None;
        }
    } else if !rest.is_empty() {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The whole number that a plain scalar stands for: decimal without leading zeros, or `0x`, `0o`, `0b`.
fn whole(text: &str) -> Option<i128> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let radix = [("0x", 16), ("0o", 8), ("0b", 2)];
    if let Some((digits, radix)) = radix
        .iter()
        .find_map(|(prefix, radix)| Some((unsigned.strip_prefix(prefix)?, *radix)))
    {
        return (!digits.starts_with(['+', '-']))
            .then(|| i128::from_str_radix(digits, radix).ok())?
            .map(|whole| sign * whole);
    }
    let leading_zero = unsigned.len() > 1 && unsigned.starts_with('0');
    let only_digits = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
    if leading_zero || !only_digits {
        return None;
    }
    unsigned.parse::<i128>().ok().map(|whole| sign * whole)
}

/// What people and programs write for a number that is not finite, beside YAML's own words.
fn not_finite(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    (!number.is_finite()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        let numbers = [
            ("7", 7.0),
            ("-7", -7.0),
            ("+7", 7.0),
            ("0", 0.0),
            ("0.5", 0.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("-.5", -0.5),
            ("1e3", 1000.0),
            ("1.5E-1", 0.15),
            ("0x1F", 31.0),
            ("0o17", 15.0),
            ("18446744073709551616", 18_446_744_073_709_551_616.0),
        ];
        for (text, value) in numbers {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in [
            "", "-", ".", "e3", "1e", "1e+", "010", "1_000", "1,5", "0x", "0x-1", "--1", "7 ", "７", "1e400", "nan",
            "inf", "12:30",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number("-.inf"), Some(f64::NEG_INFINITY));
        assert!(number(".nan").is_some_and(f64::is_nan));
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert_eq!(whole("-8000"), Some(-8000));
        for text in ["1.0", "1e3", "1.5", "12,000", "", "-", "0b2"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
