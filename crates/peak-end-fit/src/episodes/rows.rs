//! The rows of a CSV file, each with its line, within bounds of memory.

use std::cell::Cell;
use std::io::{self, Read};
use std::mem;
use std::rc::Rc;

use csv::{ByteRecord, ErrorKind, ReaderBuilder, StringRecord, Terminator};

use super::fault::DataErrors;
use super::{DataFault, FileReport};

/// The longest row in bytes. Chosen: fields of a megabyte pass, and a file that is no table is refused before it fills
/// the memory.
pub(super) const LONGEST_ROW: usize = 16 << 20;

/// A reader that gives up when a row does not end, and hands out every line end, be it `\r\n` or a lone `\r`, as `\n`, so
/// that lines are counted as an editor counts them.
#[derive(Debug)]
pub(super) struct Guarded<R> {
    reader: R,
    /// Whether the last byte read was a `\r`, so that a `\n` after it belongs to the same line end.
    after_return: bool,
    handed: Rc<Handed>,
}

/// What has been handed out.
#[derive(Debug, Default)]
struct Handed {
    /// Bytes since the last row ended.
    since: Cell<usize>,
    /// Bytes in all.
    all: Cell<u64>,
    /// Whether the last byte did not end a line.
    is_open: Cell<bool>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.handed.since.get() > LONGEST_ROW {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        loop {
            let read = self.reader.read(buffer)?;
            let kept = self.line_ends(&mut buffer[..read]);
            // Nothing handed out means the end of the file, and it is not that if only half a line end was read.
            if kept == 0 && read > 0 {
                continue;
            }
            if let Some(last) = buffer[..kept].last() {
                self.handed.is_open.set(*last != b'\n');
            }
            self.handed.since.set(self.handed.since.get() + kept);
            self.handed.all.set(self.handed.all.get() + kept as u64);
            return Ok(kept);
        }
    }
}

impl<R> Guarded<R> {
    /// Makes every line end a `\n`, in place; how many bytes are left.
    fn line_ends(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_return && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let is_second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !is_second_half {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

/// The rows of a CSV file.
pub(super) struct Rows<R> {
    pub(super) name: String,
    reader: csv::Reader<Guarded<R>>,
    handed: Rc<Handed>,
    record: StringRecord,
    /// The line after the last row.
    next_line: u64,
    width: Option<usize>,
    /// How many rows there were below the header, and how many blank ones.
    counts: (u64, u64),
}

impl<R: Read> Rows<R> {
    pub(super) fn new(name: &str, reader: R, delimiter: u8) -> Self {
        let handed = Rc::new(Handed::default());
        let guarded = Guarded {
            reader,
            after_return: false,
            handed: Rc::clone(&handed),
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
            handed,
            record: StringRecord::new(),
            next_line: 1,
            width: None,
            counts: (0, 0),
        }
    }

    /// The names of the columns.
    pub(super) fn header(&mut self, errors: &mut DataErrors) -> Option<Vec<String>> {
        let before = errors.count();
        let Some((_, record)) = self.next(errors) else {
            if errors.count() == before {
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
            self.handed.since.set(0);
            let mut bytes = mem::take(&mut self.record).into_byte_record();
            match self.reader.read_byte_record(&mut bytes) {
                Ok(true) => {}
                Ok(false) => {
                    self.counts.1 += self.reader.position().line().saturating_sub(self.next_line);
                    return None;
                }
                Err(error) => {
                    self.refuse(&error, errors);
                    return None;
                }
            }
            let row = self.row_of(&bytes);
            match StringRecord::from_byte_record(bytes) {
                Ok(record) => self.record = record,
                Err(_) => {
                    errors.push(&self.name, Some(row), None, DataFault::NotUtf8 { utf16: false });
                    self.counts.0 += 1;
                    // A header that is not UTF-8 leaves nothing to go by.
                    match self.width {
                        Some(_) => continue,
                        None => return None,
                    }
                }
            }
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

    /// The line in which a row begins that was just read. Empty lines before it are counted as blank.
    fn row_of(&mut self, record: &ByteRecord) -> u64 {
        let after = self.reader.position();
        let breaks = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        // The last row of a file may have no line end.
        let is_last = after.byte() == self.handed.all.get() && self.handed.is_open.get();
        let ends = breaks + u64::from(!is_last);
        let row = after.line().saturating_sub(ends).max(self.next_line);
        self.counts.1 += row - self.next_line;
        self.next_line = after.line();
        row
    }

    /// Says why there are no more rows.
    fn refuse(&self, error: &csv::Error, errors: &mut DataErrors) {
        let fault = match error.kind() {
            ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                DataFault::RowTooLong { limit: LONGEST_ROW }
            }
            _ => {
                let cause = error.to_string();
                return errors.push(&self.name, None, None, DataFault::Unreadable { cause });
            }
        };
        errors.push(&self.name, Some(self.next_line), None, fault);
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
