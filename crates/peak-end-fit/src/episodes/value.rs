//! From the text of a cell to its value: numbers, missing answers, durations, yes and no.

use service_blueprint::{Duration, Scale};

use super::fault::cut;
use super::place::Place;
use super::read::ReadOptions;
use super::tree::EXACT;
use super::{DataFault, LARGEST, Outcome, Part};

/// What stands for a missing answer in every file, in capitals or not, beside a blank.
pub const MISSING: [&str; 6] = ["NA", "N/A", "NaN", "null", "-", "."];

/// A value as it is found.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'a> {
    /// The text of a cell or of a JSON string.
    Text(&'a str),
    /// A JSON number.
    Number(f64),
    /// A JSON truth value.
    Truth(bool),
    /// A JSON null.
    Null,
}

/// How cells are read.
#[derive(Debug)]
pub(super) struct Values {
    scale: Option<Scale>,
    overall_scale: Option<[f64; 2]>,
    outcome: Outcome,
    /// Minutes in a duration without a unit.
    unit: f64,
    /// Whether numbers are written with a decimal comma.
    decimal_comma: bool,
    codes: Vec<f64>,
    words: Vec<String>,
    /// From where to where the ratings run.
    pub(super) range: Option<(f64, f64)>,
}

impl Values {
    pub(super) fn new(options: &ReadOptions) -> Self {
        let missing = || options.missing.iter().map(|code| code.trim());
        Self {
            scale: options.scale,
            overall_scale: options.overall_scale,
            outcome: options.outcome,
            unit: if options.durations_in_seconds { 1.0 / 60.0 } else { 1.0 },
            decimal_comma: options.decimal_comma,
            codes: missing().filter_map(|code| code.parse().ok()).collect(),
            words: missing()
                .filter(|code| code.parse::<f64>().is_err())
                .map(str::to_owned)
                .collect(),
            range: None,
        }
    }

    /// The rating of a moment.
    pub(super) fn rating(&mut self, cell: Cell<'_>) -> Result<Option<f64>, DataFault> {
        let Some(found) = self.number(cell, Part::Rating)? else {
            return Ok(None);
        };
        let (least, most) = self.range.unwrap_or((found, found));
        self.range = Some((least.min(found), most.max(found)));
        match self.scale {
            Some(scale) if !scale.contains(found) => Err(DataFault::RatingOffScale {
                found,
                worst: scale.worst(),
                best: scale.best(),
            }),
            _ => Ok(Some(found)),
        }
    }

    /// The overall rating; of a binary outcome 1 for yes and 0 for no.
    pub(super) fn overall(&self, cell: Cell<'_>) -> Result<Option<f64>, DataFault> {
        match self.outcome {
            Outcome::Rating => self.on_overall_scale(cell, Part::Overall),
            Outcome::Binary => self.binary(cell),
        }
    }

    /// What was expected of the whole.
    pub(super) fn expectation(&self, cell: Cell<'_>) -> Result<Option<f64>, DataFault> {
        match self.outcome {
            Outcome::Rating => self.on_overall_scale(cell, Part::Expectation),
            Outcome::Binary => self.number(cell, Part::Expectation),
        }
    }

    fn on_overall_scale(&self, cell: Cell<'_>, part: Part) -> Result<Option<f64>, DataFault> {
        let found = self.number(cell, part)?;
        match (found, self.overall_scale) {
            (Some(found), Some([worst, best])) if found < worst.min(best) || found > worst.max(best) => {
                Err(DataFault::OverallOffScale {
                    part,
                    found,
                    worst,
                    best,
                })
            }
            _ => Ok(found),
        }
    }

    fn binary(&self, cell: Cell<'_>) -> Result<Option<f64>, DataFault> {
        let answer = match cell {
            Cell::Null => return Ok(None),
            Cell::Truth(answer) => Some(answer),
            Cell::Number(number) if self.is_code(number) => return Ok(None),
            Cell::Number(number) => yes_or_no(number),
            Cell::Text(text) if self.is_missing(text.trim()) => return Ok(None),
            Cell::Text(text) => match text.trim() {
                yes if ["yes", "true"].iter().any(|word| word.eq_ignore_ascii_case(yes)) => Some(true),
                no if ["no", "false"].iter().any(|word| word.eq_ignore_ascii_case(no)) => Some(false),
                number => match self.parse(number) {
                    Some(number) if self.is_code(number) => return Ok(None),
                    number => number.and_then(yes_or_no),
                },
            },
        };
        match answer {
            Some(yes) => Ok(Some(f64::from(u8::from(yes)))),
            None => Err(DataFault::NotBinary { found: cell.shown() }),
        }
    }

    /// A duration in minutes, above 0.
    pub(super) fn minutes(&self, cell: Cell<'_>) -> Result<Option<f64>, DataFault> {
        let found = self.time(cell, self.unit);
        found.filter_or(
            |minutes| minutes > 0.0,
            || DataFault::BadDuration { found: cell.shown() },
        )
    }

    /// A delay in minutes, 0 or more.
    pub(super) fn delay(&self, cell: Cell<'_>) -> Result<Option<f64>, DataFault> {
        let found = self.time(cell, 1.0);
        found.filter_or(|minutes| minutes >= 0.0, || DataFault::BadDelay { found: cell.shown() })
    }

    fn time(&self, cell: Cell<'_>, unit: f64) -> Time {
        match cell {
            Cell::Null => Time::Missing,
            Cell::Truth(_) => Time::Wrong,
            Cell::Number(number) => Time::Minutes(number * unit),
            Cell::Text(text) => match text.trim() {
                missing if self.is_missing(missing) => Time::Missing,
                text => match self.parse(text) {
                    Some(number) => Time::Minutes(number * unit),
                    None if self.decimal_comma && text.contains('.') => Time::Wrong,
                    None if self.decimal_comma => with_unit(&text.replace(',', ".")).map_or(Time::Wrong, Time::Minutes),
                    None => with_unit(text).map_or(Time::Wrong, Time::Minutes),
                },
            },
        }
    }

    /// A place in the order of moments: a number, or a time.
    pub(super) fn order(&self, cell: Cell<'_>) -> Result<Option<Place>, DataFault> {
        let Cell::Text(text) = cell else {
            return Ok(None);
        };
        let text = text.trim();
        match self.parse(text) {
            // Times in milliseconds since 1970 are larger than ratings may be.
            Some(number) if number.abs() < EXACT as f64 => Ok(Some(Place::number(number))),
            _ if self.is_missing(text) => Ok(None),
            _ => match Place::time(text) {
                Some(place) => Ok(Some(place)),
                None => Err(DataFault::BadOrder { found: cut(text) }),
            },
        }
    }

    /// A number; codes of missing answers count as missing where they can stand for one.
    fn number(&self, cell: Cell<'_>, part: Part) -> Result<Option<f64>, DataFault> {
        let number = match cell {
            Cell::Null => return Ok(None),
            Cell::Number(number) => number,
            Cell::Truth(_) => return Err(DataFault::NotANumber { found: cell.shown() }),
            Cell::Text(text) => {
                let text = text.trim();
                // The common case first: a plain number needs no look at the list of what is missing.
                match self.parse(text) {
                    Some(number) if !number.is_nan() => number,
                    _ if self.is_missing(text) => return Ok(None),
                    Some(number) => number,
                    None => return Err(self.no_number(text)),
                }
            }
        };
        if part.takes_codes() && self.codes.contains(&number) {
            return Ok(None);
        }
        match number.abs() <= LARGEST {
            true => Ok(Some(number)),
            false => Err(DataFault::NumberTooLarge { found: cell.shown() }),
        }
    }

    /// Whether a number stands for a missing answer to yes or no, which 0 and 1 never do.
    fn is_code(&self, number: f64) -> bool {
        yes_or_no(number).is_none() && self.codes.contains(&number)
    }

    /// A number as it is written: with a decimal point, or with the decimal comma that was said.
    fn parse(&self, text: &str) -> Option<f64> {
        match self.decimal_comma && text.contains([',', '.']) {
            true if text.contains('.') => None,
            true => text.replacen(',', ".", 1).parse().ok(),
            false => text.parse().ok(),
        }
    }

    fn no_number(&self, text: &str) -> DataFault {
        let is_number = |text: String| text.parse::<f64>().is_ok();
        match self.decimal_comma {
            true if is_number(text.to_owned()) => DataFault::DecimalPoint { found: cut(text) },
            false if text.contains(',') && is_number(text.replacen(',', ".", 1)) => {
                DataFault::DecimalComma { found: cut(text) }
            }
            _ => DataFault::NotANumber { found: cut(text) },
        }
    }

    fn is_missing(&self, text: &str) -> bool {
        text.is_empty()
            || MISSING.iter().any(|missing| missing.eq_ignore_ascii_case(text))
            || self.words.iter().any(|word| word == text)
    }
}

impl Cell<'_> {
    /// How it is shown in messages.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => cut(text.trim()),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
            Self::Null => "null".into(),
        }
    }
}

enum Time {
    Missing,
    Wrong,
    Minutes(f64),
}

impl Time {
    fn filter_or(self, allowed: impl Fn(f64) -> bool, fault: impl Fn() -> DataFault) -> Result<Option<f64>, DataFault> {
        match self {
            Self::Missing => Ok(None),
            Self::Minutes(minutes) if allowed(minutes) && minutes <= LARGEST => Ok(Some(minutes)),
            Self::Minutes(_) | Self::Wrong => Err(fault()),
        }
    }
}

fn yes_or_no(number: f64) -> Option<bool> {
    match number {
        1.0 => Some(true),
        0.0 => Some(false),
        _ => None,
    }
}

/// Minutes of a text such as `30s`, `1.5h` or `1h 30m`.
fn with_unit(text: &str) -> Option<f64> {
    const MINUTES: [(char, f64); 5] = [
        ('s', 1.0 / 60.0),
        ('m', 1.0),
        ('h', 60.0),
        ('d', 1440.0),
        ('w', 10_080.0),
    ];
    let whole = || text.parse::<Duration>().ok().map(Duration::minutes);
    let fraction = || {
        let (unit, minutes) = MINUTES.iter().find(|(unit, _)| text.ends_with(*unit))?;
        let number: f64 = text.strip_suffix(*unit)?.trim().parse().ok()?;
        Some(number * minutes)
    };
    whole().or_else(fraction)
}
