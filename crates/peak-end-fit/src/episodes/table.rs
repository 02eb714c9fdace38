//! What is said of whole episodes, in an episode table or beside the moments.

use std::collections::HashMap;
use std::io::Read;

use csv::StringRecord;

use super::fault::{DataErrors, cut};
use super::header::Header;
use super::read::{ReadOptions, Table};
use super::rows::Rows;
use super::value::{Cell, Values};
use super::{DataFault, FileReport, Part};

/// Columns of the file of moments that tell something of whole episodes.
#[derive(Debug)]
pub(super) struct Wholes {
    pub(super) person: Option<usize>,
    pub(super) episode: Option<usize>,
    stimulus: Option<usize>,
    overall: Option<usize>,
    delay: Option<usize>,
    expectation: Option<usize>,
}

/// What a row says of its whole episode.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) stimulus: Option<String>,
    pub(super) overall: Option<f64>,
    pub(super) delay: Option<f64>,
    pub(super) expectation: Option<f64>,
}

impl Wholes {
    /// The columns; what the episode table tells is not looked for beside the moments.
    pub(super) fn new(header: &Header, table: Option<&EpisodeTable>) -> Self {
        let told = |part| table.is_some_and(|table| table.header.part(part).is_some());
        let untold = |part| header.part(part).filter(|_| !told(part));
        Self {
            person: header.part(Part::Person),
            episode: header.part(Part::Episode),
            stimulus: untold(Part::Stimulus),
            overall: untold(Part::Overall),
            delay: untold(Part::Delay),
            expectation: untold(Part::Expectation),
        }
    }

    /// The columns that are used.
    pub(super) fn used(&self) -> Vec<usize> {
        let all = [
            self.person,
            self.episode,
            self.stimulus,
            self.overall,
            self.delay,
            self.expectation,
        ];
        all.into_iter().flatten().collect()
    }

    /// What a row says, with what is wrong about it.
    pub(super) fn said(&self, at: &At<'_>, record: &StringRecord, values: &Values, errors: &mut DataErrors) -> Said {
        let text = |place: usize| Cell::Text(&record[place]);
        let mut number = |place: Option<usize>, read: &dyn Fn(Cell<'_>) -> Result<Option<f64>, DataFault>| {
            let place = place?;
            at.value(place, read(text(place)), errors)
        };
        let overall = number(self.overall, &|cell| values.overall(cell));
        let delay = number(self.delay, &|cell| values.delay(cell));
        let expectation = number(self.expectation, &|cell| values.expectation(cell));
        Said {
            stimulus: self
                .stimulus
                .and_then(|place| at.name(Part::Stimulus, place, record, errors))
                .map(str::to_owned),
            overall,
            delay,
            expectation,
        }
    }
}

/// A row of a file, for messages.
#[derive(Debug)]
pub(super) struct At<'a> {
    pub(super) file: &'a str,
    pub(super) header: &'a Header,
    pub(super) row: u64,
}

impl At<'_> {
    /// A value that was read, or nothing where something is wrong with it, which is said.
    pub(super) fn value<T>(
        &self,
        place: usize,
        read: Result<Option<T>, DataFault>,
        errors: &mut DataErrors,
    ) -> Option<T> {
        read.unwrap_or_else(|fault| {
            errors.push(self.file, Some(self.row), Some(self.header.name(place)), fault);
            None
        })
    }

    /// A name, which may not be blank.
    pub(super) fn name<'r>(
        &self,
        part: Part,
        place: usize,
        record: &'r StringRecord,
        errors: &mut DataErrors,
    ) -> Option<&'r str> {
        let name = record[place].trim();
        let read = match name.is_empty() {
            true => Err(DataFault::NameMissing { part }),
            false => Ok(Some(name)),
        };
        self.value(place, read, errors)
    }
}

/// The episode table.
#[derive(Debug)]
pub(super) struct EpisodeTable {
    pub(super) header: Header,
    entries: Vec<Entry>,
    report: FileReport,
    with_person: bool,
    by_key: HashMap<String, usize>,
    indexed: bool,
}

/// A row of the episode table.
#[derive(Debug)]
pub(super) struct Entry {
    row: u64,
    /// The person, where the table names people.
    pub(super) person: Option<String>,
    episode: String,
    pub(super) said: Said,
    found: bool,
}

impl EpisodeTable {
    /// Reads the table; none where it is no table at all, which is said.
    pub(super) fn read<R: Read>(table: Table<R>, options: &ReadOptions, errors: &mut DataErrors) -> Option<Self> {
        let delimiter = options.delimiter;
        let mut rows = Rows::new(&table.name, table.reader, delimiter);
        let names = rows.header(errors)?;
        let header = Header::new(&table.name, names, delimiter, &options.columns, errors)?;
        let wholes = Wholes::new(&header, None);
        let values = Values::new(options);
        let mut entries = Vec::new();
        while let Some((row, record)) = rows.next(errors) {
            let at = At {
                file: &table.name,
                header: &header,
                row,
            };
            let mut name = |part, place: Option<usize>| at.name(part, place?, record, errors).map(str::to_owned);
            let person = name(Part::Person, wholes.person);
            let episode = name(Part::Episode, wholes.episode);
            let said = wholes.said(&at, record, &values, errors);
            if let Some(episode) = episode.or_else(|| person.clone()) {
                entries.push(Entry {
                    row,
                    person,
                    episode,
                    said,
                    found: false,
                });
            }
        }
        let report = rows.report(header.unused(&wholes.used()));
        if report.rows == 0 {
            errors.push(&table.name, None, None, DataFault::NoRows);
        }
        Some(Self {
            header,
            entries,
            report,
            with_person: false,
            by_key: HashMap::new(),
            indexed: false,
        })
    }

    /// Makes entries findable, by person and episode if both files name people, else by episode.
    pub(super) fn index(&mut self, people_named_elsewhere: bool, errors: &mut DataErrors) {
        self.with_person = people_named_elsewhere && self.header.part(Part::Person).is_some();
        self.indexed = true;
        let mut buffer = String::new();
        for number in 0..self.entries.len() {
            let entry = &self.entries[number];
            write_key(
                &mut buffer,
                entry.person.as_deref().filter(|_| self.with_person),
                &entry.episode,
            );
            let Some(&first) = self.by_key.get(&buffer) else {
                self.by_key.insert(buffer.clone(), number);
                continue;
            };
            let fault = DataFault::DuplicateEpisode {
                episode: cut(&entry.episode),
                person: entry.person.as_deref().filter(|_| self.with_person).map(cut),
                first: self.entries[first].row,
            };
            errors.push(&self.report.name, Some(entry.row), None, fault);
            // It has been told, and not that its moments are missing too.
            self.entries[number].found = true;
        }
    }

    /// Whether episodes are found by person too.
    pub(super) fn with_person(&self) -> bool {
        self.with_person
    }

    /// What the table says of an episode.
    pub(super) fn find(&mut self, key: &str) -> Option<&Entry> {
        let entry = &mut self.entries[*self.by_key.get(key)?];
        entry.found = true;
        Some(entry)
    }

    /// Says which episodes nobody asked for.
    pub(super) fn unread(&self, errors: &mut DataErrors) {
        for entry in self.entries.iter().filter(|entry| self.indexed && !entry.found) {
            let fault = DataFault::OnlyInEpisodeTable {
                episode: cut(&entry.episode),
                person: entry.person.as_deref().filter(|_| self.with_person).map(cut),
            };
            errors.push(&self.report.name, Some(entry.row), None, fault);
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.report.name
    }

    pub(super) fn report(self) -> FileReport {
        self.report
    }
}

/// Writes what tells an episode from others; the length keeps `ab`, `c` from being `a`, `bc`.
pub(super) fn write_key(buffer: &mut String, person: Option<&str>, episode: &str) {
    buffer.clear();
    if let Some(person) = person {
        buffer.push_str(&person.len().to_string());
        buffer.push(':');
        buffer.push_str(person);
    }
    buffer.push_str(episode);
}
