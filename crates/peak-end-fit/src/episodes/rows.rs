//! The rows of a CSV file, each with its line, within bounds of memory.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ErrorKind, ReaderBuilder, StringRecord, Terminator};

use super::fault::DataErrors;
use super::{DataFault, FileReport};

/// The longest row in bytes. Chosen: fields of a megabyte pass, and a file that is no table is refused before it fills
/// the memory.
pub(super) const LONGEST_ROW: usize = 16 << 20;

/// A reader that gives up when a row does not end.
#[derive(Debug)]
pub(super) struct Guarded<R> {
    reader: R,
    /// Bytes handed out since the last row ended.
    since: Rc<Cell<usize>>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > LONGEST_ROW {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.reader.read(buffer)?;
        self.since.set(self.since.get() + read);
        Ok(read)
    }
}

/// The rows of a CSV file.
pub(super) struct Rows<R> {
    pub(super) name: String,
    reader: csv::Reader<Guarded<R>>,
    since: Rc<Cell<usize>>,
    record: StringRecord,
    width: Option<usize>,
    /// How many rows there were below the header, and how many blank ones.
    counts: (u64, u64),
}

impl<R: Read> Rows<R> {
    pub(super) fn new(name: &str, reader: R, delimiter: u8) -> Self {
        let since = Rc::new(Cell::new(0));
        let guarded = Guarded {
            reader,
            since: Rc::clone(&since),
        };
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::CRLF)
            .buffer_capacity(1 << 16)
            .from_reader(guarded);
        Self {
            name: name.to_owned(),
            reader,
            since,
            record: StringRecord::new(),
            width: None,
            counts: (0, 0),
        }
    }

    /// The names of the columns.
    pub(super) fn header(&mut self, errors: &mut DataErrors) -> Option<Vec<String>> {
        let before = errors.list.len();
        let Some((_, record)) = self.next(errors) else {
            if errors.list.len() == before {
                errors.push(&self.name, None, None, DataFault::EmptyFile);
            }
            return None;
        };
        let names: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
        self.width = Some(names.len());
        self.counts = (0, 0);
        Some(names)
    }

    /// The next row that can be read, with its line; blank rows are counted and passed over.
    pub(super) fn next(&mut self, errors: &mut DataErrors) -> Option<(u64, &StringRecord)> {
        loop {
            self.since.set(0);
            match self.reader.read_record(&mut self.record) {
                Ok(false) => return None,
                Ok(true) => {}
                Err(error) => match self.refuse(&error, errors) {
                    true => continue,
                    false => return None,
                },
            }
            let row = self.record.position().map_or(0, csv::Position::line);
            if self.record.iter().all(|field| field.trim().is_empty()) {
                self.counts.1 += 1;
                continue;
            }
            self.counts.0 += 1;
            let found = self.record.len();
            match self.width {
                Some(expected) if expected != found => {
                    let fault = DataFault::RaggedRow { expected, found };
                    errors.push(&self.name, Some(row), None, fault);
                }
                _ => break Some((row, &self.record)),
            }
        }
    }

    /// Says what is wrong; whether there may be more rows.
    fn refuse(&mut self, error: &csv::Error, errors: &mut DataErrors) -> bool {
        let row = error.position().map(csv::Position::line);
        match error.kind() {
            ErrorKind::Utf8 { .. } => {
                // A header that is not UTF-8 leaves nothing to go by.
                let first = self.width.is_none();
                errors.push(&self.name, row, None, DataFault::NotUtf8 { utf16: false });
                self.counts.0 += 1;
                !first
            }
            ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                let row = self.reader.position().line();
                let fault = DataFault::RowTooLong { limit: LONGEST_ROW };
                errors.push(&self.name, Some(row), None, fault);
                false
            }
            _ => {
                let cause = match error.kind() {
                    ErrorKind::Io(error) => error.to_string(),
                    _ => error.to_string(),
                };
                errors.push(&self.name, row, None, DataFault::Unreadable { cause });
                false
            }
        }
    }

    /// What was read.
    pub(super) fn report(&self, unused: Vec<String>) -> FileReport {
        FileReport {
            name: self.name.clone(),
            form: None,
            rows: self.counts.0,
            blank: self.counts.1,
            unused,
        }
    }
}
