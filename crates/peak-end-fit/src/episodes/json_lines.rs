//! A JSON object on each line, one for each episode.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use super::fault::{DataErrors, cut};
use super::gather::{Found, FoundMoment, Touchpoints};
use super::header::missing;
use super::read::Job;
use super::rows::LONGEST_ROW;
use super::tree::{EXACT, Tree};
use super::value::{Cell, Values};
use super::wide::Known;
use super::{Columns, DataFault, FileReport, Form, Part};

/// Reads the lines.
pub(super) fn read(job: &mut Job<'_>, file: &str, mut reader: impl BufRead) -> Option<FileReport> {
    let mut columns = job.options.columns.clone();
    if let [key, others @ ..] = &job.options.moments[..] {
        columns = columns.with(Part::Moments, key);
        for other in others {
            let fault = DataFault::NoSuchMoment {
                asked: cut(other),
                nearest: None,
                known: vec![key.clone()],
            };
            job.errors.push(file, None, None, fault);
        }
    }
    let mut lines = Lines {
        file,
        columns: Rc::new(columns),
        keys: Keys::default(),
        named: [None; 3],
        indexed: false,
        touchpoints: Touchpoints::default(),
        known: Known::default(),
    };
    let mut report = FileReport {
        name: file.to_owned(),
        form: Some(Form::JsonLines),
        rows: 0,
        blank: 0,
        unused: Vec::new(),
    };
    let (mut line, mut row) = (Vec::new(), 0);
    loop {
        row += 1;
        match next_line(&mut reader, &mut line) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                let fault = match error.kind() {
                    io::ErrorKind::FileTooLarge => DataFault::RowTooLong { limit: LONGEST_ROW },
                    _ => DataFault::Unreadable {
                        cause: error.to_string(),
                    },
                };
                job.errors.push(file, Some(row), None, fault);
                break;
            }
        }
        let text = line
            .strip_prefix("\u{feff}".as_bytes())
            .filter(|_| row == 1)
            .unwrap_or(&line);
        if text.trim_ascii().is_empty() {
            report.blank += 1;
            continue;
        }
        report.rows += 1;
        if let Some(entries) = parse(file, row, text, &mut job.errors) {
            lines.episode(job, row, &entries);
        }
    }
    if report.rows == 0 && job.errors.is_empty() {
        job.errors.push(file, None, None, DataFault::EmptyFile);
    }
    lines.require(job);
    report.unused = lines.keys.unused();
    Some(report)
}

/// The next line, its end left out; whether there is one.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let read = reader.by_ref().take(LONGEST_ROW as u64 + 1).read_until(b'\n', line)?;
    if line.len() > LONGEST_ROW {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(read > 0)
}

/// The keys and values of a line.
fn parse(file: &str, row: u64, text: &[u8], errors: &mut DataErrors) -> Option<Vec<(String, Tree)>> {
    let fault = match std::str::from_utf8(text).map(|text| serde_json::from_str(text.trim())) {
        Err(_) => DataFault::NotUtf8 { utf16: false },
        Ok(Ok(Tree::Object(entries))) => return Some(entries),
        Ok(Ok(other)) => DataFault::WrongShape {
            found: other.kind(),
            expected: "an object",
        },
        Ok(Err(error)) => {
            let words = error.to_string();
            let what = words.split(" at line ").next().unwrap_or_default();
            DataFault::BadJson {
                cause: format!("{what}, at byte {}", error.column()),
            }
        }
    };
    errors.push(file, Some(row), None, fault);
    None
}

/// Keys that were met, in their order, and those that are used.
#[derive(Debug, Default)]
struct Keys {
    list: Vec<String>,
    known: BTreeMap<String, bool>,
}

/// So many different keys are remembered; a line of its own for every key is no table.
const KEYS: usize = 1000;

impl Keys {
    fn meet(&mut self, key: &str, used: bool) {
        match self.known.get_mut(key) {
            Some(known) => *known |= used,
            None if self.list.len() < KEYS => {
                self.known.insert(key.to_owned(), used);
                self.list.push(key.to_owned());
            }
            None => {}
        }
    }

    fn unused(&self) -> Vec<String> {
        self.list
            .iter()
            .filter(|key| self.known.get(*key) == Some(&false))
            .cloned()
            .collect()
    }
}

/// Parts that either every episode has or none.
const ALL_OR_NONE: [Part; 3] = [Part::Person, Part::Episode, Part::Stimulus];

/// What is kept from line to line.
struct Lines<'f> {
    file: &'f str,
    columns: Rc<Columns>,
    keys: Keys,
    /// Whether the first object has each of [`ALL_OR_NONE`], and its line.
    named: [Option<(bool, u64)>; 3],
    indexed: bool,
    touchpoints: Touchpoints,
    known: Known,
}

/// An object with the keys that play a part.
struct Object<'t> {
    file: &'t str,
    row: u64,
    columns: &'t Columns,
    entries: &'t [(String, Tree)],
}

impl<'t> Object<'t> {
    /// The key and the value of a part.
    fn part(&self, part: Part) -> Option<(&'t str, &'t Tree)> {
        let at = |name: &str| self.entries.iter().find(|(key, _)| key == name);
        let found = match self.columns.name_of(part) {
            Some(name) => at(name),
            None => part.usual_names().iter().find_map(|name| at(name)),
        };
        found.map(|(key, value)| (key.as_str(), value))
    }

    fn say(&self, key: &str, fault: DataFault, errors: &mut DataErrors) {
        errors.push(self.file, Some(self.row), Some(key), fault);
    }

    /// Says which keys stand twice.
    fn twice(&self, errors: &mut DataErrors) {
        let mut met = BTreeSet::new();
        for (key, _) in self.entries {
            if !met.insert(key) {
                self.say(key, DataFault::KeyTwice { key: cut(key) }, errors);
            }
        }
    }

    /// The value of a part, as it is read.
    fn value(
        &self,
        part: Part,
        errors: &mut DataErrors,
        read: impl FnOnce(Cell<'_>) -> Result<Option<f64>, DataFault>,
    ) -> Option<f64> {
        let (key, tree) = self.part(part)?;
        let found = match tree.cell() {
            Some(cell) => read(cell),
            None => Err(DataFault::WrongShape {
                found: tree.kind(),
                expected: "a number",
            }),
        };
        found.unwrap_or_else(|fault| {
            self.say(key, fault, errors);
            None
        })
    }

    /// The name of a part: a text, or a whole number, digit by digit.
    fn name(&self, part: Part, errors: &mut DataErrors) -> Option<String> {
        let (key, tree) = self.part(part)?;
        let name = match tree {
            Tree::Text(text) => text.trim().to_owned(),
            Tree::Long(number) => number.to_string(),
            Tree::Number(number) if number.fract() == 0.0 && number.abs() < EXACT as f64 => number.to_string(),
            // As a double it may be another number than was written.
            Tree::Number(number) => {
                let found = number.to_string();
                self.say(key, DataFault::InexactName { found }, errors);
                return None;
            }
            Tree::Null => String::new(),
            other => {
                let fault = DataFault::WrongShape {
                    found: other.kind(),
                    expected: "a name",
                };
                self.say(key, fault, errors);
                return None;
            }
        };
        if name.is_empty() {
            self.say(key, DataFault::NameMissing { part }, errors);
            return None;
        }
        Some(name)
    }
}

impl Lines<'_> {
    fn episode(&mut self, job: &mut Job<'_>, row: u64, entries: &[(String, Tree)]) {
        let columns = Rc::clone(&self.columns);
        let object = Object {
            file: self.file,
            row,
            columns: &columns,
            entries,
        };
        object.twice(&mut job.errors);
        self.meet(&object, job);
        let before = job.errors.count();
        let [person, episode, stimulus] = ALL_OR_NONE.map(|part| object.name(part, &mut job.errors));
        let uneven = self.uneven(&object, &mut job.errors);
        let values = &job.values;
        let overall = object.value(Part::Overall, &mut job.errors, |cell| values.overall(cell));
        let delay = object.value(Part::Delay, &mut job.errors, |cell| values.delay(cell));
        let expectation = object.value(Part::Expectation, &mut job.errors, |cell| values.expectation(cell));
        let moments = self.moments(&object, &mut job.values, &mut job.errors);
        if uneven || job.errors.count() > before {
            return;
        }
        let found = Found {
            row,
            name: episode.as_deref(),
            person: person.as_deref(),
            stimulus: stimulus.as_deref(),
            overall,
            delay,
            expectation,
        };
        self.known.add(job, self.file, &found, &moments, &mut self.touchpoints);
    }

    /// Takes note of the keys, and of what the first object names.
    fn meet(&mut self, object: &Object<'_>, job: &mut Job<'_>) {
        let parts = Part::ALL.map(|part| object.part(part).map(|(key, _)| key));
        for (key, _) in object.entries {
            let own = parts.contains(&Some(key.as_str()));
            self.keys.meet(key, own);
        }
        if !self.indexed {
            self.indexed = true;
            self.named = ALL_OR_NONE.map(|part| Some((object.part(part).is_some(), object.row)));
            if let Some(table) = &mut job.table {
                table.index(object.part(Part::Person).is_some(), &mut job.errors);
            }
        }
    }

    /// Says where an object names what the first one does not, or the other way round.
    fn uneven(&self, object: &Object<'_>, errors: &mut DataErrors) -> bool {
        let mut uneven = false;
        for (part, named) in ALL_OR_NONE.into_iter().zip(self.named) {
            let Some((first_has, first)) = named else { continue };
            let row = match (first_has, object.part(part).is_some()) {
                (true, false) => object.row,
                (false, true) => first,
                (true, true) | (false, false) => continue,
            };
            uneven = true;
            errors.push(
                object.file,
                Some(row),
                Some(part.name()),
                DataFault::NameMissing { part },
            );
        }
        uneven
    }

    /// The moments of an object: numbers, or objects with a rating each.
    fn moments(&mut self, object: &Object<'_>, values: &mut Values, errors: &mut DataErrors) -> Vec<FoundMoment> {
        let list = match object.part(Part::Moments) {
            None | Some((_, Tree::Null)) => return Vec::new(),
            Some((key, Tree::List(list))) => (key, list),
            Some((key, other)) => {
                let fault = DataFault::WrongShape {
                    found: other.kind(),
                    expected: "a list of moments",
                };
                object.say(key, fault, errors);
                return Vec::new();
            }
        };
        let (key, list) = list;
        let mut moments = Vec::with_capacity(list.len());
        for (place, moment) in list.iter().enumerate() {
            let Tree::Object(entries) = moment else {
                let bare = [(key.to_owned(), moment.clone())];
                let columns = Columns::default().with(Part::Rating, key);
                let one = Object {
                    entries: &bare,
                    columns: &columns,
                    ..*object
                };
                moments.push(FoundMoment {
                    touchpoint: self.touchpoints.place(place),
                    rating: one.value(Part::Rating, errors, |cell| values.rating(cell)),
                    minutes: None,
                });
                continue;
            };
            let one = Object { entries, ..*object };
            moments.push(self.moment(&one, key, place, values, errors));
        }
        moments
    }

    fn moment(
        &mut self,
        one: &Object<'_>,
        moments: &str,
        place: usize,
        values: &mut Values,
        errors: &mut DataErrors,
    ) -> FoundMoment {
        one.twice(errors);
        let used = [Part::Touchpoint, Part::Rating, Part::Duration].map(|part| one.part(part).map(|(key, _)| key));
        for (key, _) in one.entries {
            self.keys
                .meet(&format!("{moments}.{key}"), used.contains(&Some(key.as_str())));
        }
        let rating = one.value(Part::Rating, errors, |cell| values.rating(cell));
        let minutes = one.value(Part::Duration, errors, |cell| values.minutes(cell));
        let touchpoint = match one.name(Part::Touchpoint, errors) {
            Some(name) => self.touchpoints.number(&name),
            None => self.touchpoints.place(place),
        };
        FoundMoment {
            touchpoint,
            rating,
            minutes,
        }
    }

    /// Says which keys are in no object and should be.
    fn require(&self, job: &mut Job<'_>) {
        let columns = &self.columns;
        let table = job.table.as_ref().map(|table| &table.header);
        let met = |part: Part| match columns.name_of(part) {
            Some(name) => self.keys.known.contains_key(name),
            None => part
                .usual_names()
                .iter()
                .any(|name| self.keys.known.contains_key(*name)),
        };
        if !self.indexed {
            return;
        }
        for part in Part::ALL {
            let (there, needed) = match part {
                Part::Rating | Part::Touchpoint | Part::Duration | Part::Order => continue,
                Part::Moments => (met(part), true),
                Part::Overall => (met(part), !job.options.ratings_only),
                Part::Episode => (met(part), table.is_some() && !met(Part::Person)),
                Part::Person | Part::Stimulus | Part::Delay | Part::Expectation => (met(part), false),
            };
            let there = there || table.is_some_and(|table| table.part(part).is_some());
            let unknown = job.table_lost && part != Part::Moments;
            if !there && !unknown && (needed || columns.name_of(part).is_some()) {
                let fault = missing(part, columns, &self.keys.list);
                job.errors.push(self.file, None, None, fault);
            }
        }
    }
}
