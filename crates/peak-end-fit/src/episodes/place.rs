//! Where a moment stands in its episode: a number, or a time.

/// A place in the order of moments. Places of one kind are compared as they are written, to the nanosecond.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Place {
    /// The number, or whole seconds since the first day of year 0.
    major: f64,
    /// Billionths of a second.
    minor: u32,
    pub(super) kind: Kind,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Number,
    Local,
    Zoned,
}

impl Kind {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Local => "a time without a zone",
            Self::Zoned => "a time with a zone",
        }
    }
}

impl Place {
    pub(super) fn number(number: f64) -> Self {
        Self {
            major: number,
            minor: 0,
            kind: Kind::Number,
        }
    }

    /// A place that is not known, after all others.
    pub(super) fn unknown() -> Self {
        Self::number(f64::NAN)
    }

    pub(super) fn compare(&self, other: &Self) -> std::cmp::Ordering {
        self.major.total_cmp(&other.major).then(self.minor.cmp(&other.minor))
    }

    /// How it is shown beside another one that is the same.
    pub(super) fn shown(&self) -> String {
        match self.kind {
            Kind::Number => self.major.to_string(),
            Kind::Local | Kind::Zoned => "the same time".into(),
        }
    }

    /// A time as ISO 8601 writes it: `2024-03-01`, then `T` or a space and `10:50`, then `:09`, then `.25`, then `Z` or
    /// `+01:00`. What has no time of day is its midnight; a leap second is the next one.
    pub(super) fn time(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let days = days(date)?;
        if rest.is_empty() {
            return Some(Self::at(days, 0, 0, Kind::Local));
        }
        let rest = rest.strip_prefix(['T', 't', ' '])?.trim_end();
        let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
        let (clock, zone) = (rest[..end].trim_end(), &rest[end..]);
        let (seconds, minor) = time_of_day(clock)?;
        match zone {
            "" => Some(Self::at(days, seconds, minor, Kind::Local)),
            "Z" | "z" => Some(Self::at(days, seconds, minor, Kind::Zoned)),
            _ => Some(Self::at(days, seconds - offset(zone)?, minor, Kind::Zoned)),
        }
    }

    fn at(days: i64, seconds: i64, minor: u32, kind: Kind) -> Self {
        Self {
            // At most 10,000 years of seconds: every one of them is a double.
            major: (days * 86_400 + seconds) as f64,
            minor,
            kind,
        }
    }
}

/// A number of exactly so many digits, within bounds.
fn digits(text: &str, count: usize, least: i64, most: i64) -> Option<i64> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| text.parse().ok())??;
    (least..=most).contains(&number).then_some(number)
}

/// Days since the first day of year 0, in the Gregorian calendar.
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let year = digits(parts.next()?, 4, 0, 9999)?;
    let month = digits(parts.next()?, 2, 1, 12)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, 28 + i64::from(leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let before = &lengths[..usize::try_from(month).ok()? - 1];
    let day = digits(parts.next()?, 2, 1, lengths[before.len()])?;
    if parts.next().is_some() {
        return None;
    }
    // Leap days of the years before this one, year 0 among them.
    let leaps = (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
    Some(year * 365 + leaps + before.iter().sum::<i64>() + day - 1)
}

/// Seconds since midnight, and billionths.
fn time_of_day(clock: &str) -> Option<(i64, u32)> {
    let (clock, fraction) = match clock.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    let mut parts = clock.split(':');
    let hours = digits(parts.next()?, 2, 0, 23)?;
    let minutes = digits(parts.next()?, 2, 0, 59)?;
    let seconds = match parts.next() {
        Some(seconds) => digits(seconds, 2, 0, 60)?,
        None if fraction.is_some() => return None,
        None => 0,
    };
    let minor = match fraction {
        Some(fraction) if (1..=9).contains(&fraction.len()) => {
            let padded = format!("{fraction:0<9}");
            u32::try_from(digits(&padded, 9, 0, 999_999_999)?).ok()?
        }
        Some(_) => return None,
        None => 0,
    };
    parts
        .next()
        .is_none()
        .then_some((hours * 3600 + minutes * 60 + seconds, minor))
}

/// Seconds that a zone is ahead: `+01:00`, `+0100` or `+01`.
fn offset(zone: &str) -> Option<i64> {
    let (sign, rest) = match zone.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_at_checked(2)?;
    let minutes = match minutes.strip_prefix(':').unwrap_or(minutes) {
        "" if minutes.is_empty() => 0,
        minutes => digits(minutes, 2, 0, 59)?,
    };
    Some(sign * (digits(hours, 2, 0, 23)? * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds since 1970, as `date -d … +%s` gives them.
    #[test]
    fn times_are_seconds_apart() {
        let start = Place::time("1970-01-01").unwrap().major;
        for (text, seconds) in [
            ("1970-01-01T00:00Z", 0.0),
            ("2000-02-29 12:00:00", 951_825_600.0),
            ("2024-03-01T10:50:09+01:00", 1_709_286_609.0),
            ("2024-03-01 10:50:09 -0530", 1_709_310_009.0),
            ("1900-03-01", -2_203_891_200.0),
            ("9999-12-31T23:59:59Z", 253_402_300_799.0),
        ] {
            assert_eq!(Place::time(text).unwrap().major - start, seconds, "{text}");
        }
        assert_eq!(Place::time("2024-03-01 10:50:09.25").unwrap().minor, 250_000_000);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2024",
            "2024-3-1",
            "2024-13-01",
            "2023-02-29",
            "1900-02-29",
            "2024-03-01T",
            "2024-03-01 24:00",
            "2024-03-01 10:50:09.",
            "2024-03-01 10:50.5",
            "2024-03-01 10:50+1",
            "2024-03-01 10:50+01:",
            "10:50:09",
            "2024-03-01x10:50",
            "01.03.2024 10:50",
            "2024-03-01 10:50:09:01",
            "2024-03-0é 10:50",
        ] {
            assert_eq!(Place::time(text), None, "{text}");
        }
    }
}
