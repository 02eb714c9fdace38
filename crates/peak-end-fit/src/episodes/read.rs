//! Reading episodes: which form a file has, and how it is read.

use std::io::{self, BufRead, BufReader, Read};

use service_blueprint::Scale;

use super::fault::{DataErrors, cut};
use super::gather::{Found, FoundMoment, Gathering, Touchpoints};
use super::header::{Header, missing};
use super::rows::Rows;
use super::table::{EpisodeTable, Wholes};
use super::value::Values;
use super::{Columns, DataFault, DataReport, Episodes, FileReport, Outcome, Part, json_lines, long, wide};

/// How episodes are laid out in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// CSV with a row for each moment.
    Long,
    /// CSV with a row for each episode and a column for each moment.
    Wide,
    /// A JSON object on each line, one for each episode.
    JsonLines,
}

impl Form {
    /// Its name: `long`, `wide` or `jsonl`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::Wide => "wide",
            Self::JsonLines => "jsonl",
        }
    }
}

/// How files are read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadOptions {
    /// The form; none looks at what is there: JSON lines begin with `{`, a long table has a column of ratings.
    pub form: Option<Form>,
    /// Which column plays which part.
    pub columns: Columns,
    /// The columns of moments of a wide table, in order: names, patterns such as `v[0-9]*`, ranges such as `v00..v59`.
    /// None takes `moment*`.
    pub moments: Vec<String>,
    /// The scale of the ratings of moments. Without it nothing is read, and the error says from where to where they run.
    pub scale: Option<Scale>,
    /// The worst and the best overall rating; overall ratings and expectations outside are errors.
    pub overall_scale: Option<[f64; 2]>,
    /// What the overall is.
    pub outcome: Outcome,
    /// What stands for a missing answer beside a blank and [`MISSING`](super::MISSING). Numbers do so for ratings,
    /// overall ratings and expectations, texts everywhere but in names.
    pub missing: Vec<String>,
    /// What stands between columns.
    pub delimiter: u8,
    /// Whether numbers have a decimal comma, `4,5`, and not a decimal point.
    pub decimal_comma: bool,
    /// Whether only the ratings of moments matter, as they do for [`calibration`](crate::calibration): no overall rating is
    /// asked for. Where an episode lacks one, [`Episodes::is_remembered`] is false.
    pub ratings_only: bool,
    /// Whether durations without a unit are seconds, not minutes.
    pub durations_in_seconds: bool,
}

impl Default for ReadOptions {
    /// Everything to be recognised, commas, minutes, a rating as outcome.
    fn default() -> Self {
        Self {
            form: None,
            columns: Columns::default(),
            moments: Vec::new(),
            scale: None,
            overall_scale: None,
            outcome: Outcome::default(),
            missing: Vec::new(),
            delimiter: b',',
            decimal_comma: false,
            ratings_only: false,
            durations_in_seconds: false,
        }
    }
}

/// A file to read, under the name by which messages speak of it.
#[derive(Debug)]
pub struct Table<R> {
    /// The name.
    pub name: String,
    /// What gives its bytes.
    pub reader: R,
}

/// Episodes, with what is to be said of the data.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    /// The episodes.
    pub episodes: Episodes,
    /// What was read.
    pub report: DataReport,
    /// The line at which each episode begins, from 1.
    pub rows: Vec<u64>,
    /// Of each episode whether the last moment that the data list has no rating, so that an earlier one counts as the end.
    pub unrated_ends: Vec<bool>,
}

/// Reads episodes, and an episode table with them where there is one. Files are streamed: what is kept is the
/// episodes, and for tables with a row per moment 16 to 40 bytes per row while they are read.
///
/// # Errors
/// [`DataErrors`] hold every problem with its row and column: the first hundred of each kind, a thousand in all.
///
/// # Examples
/// ```
/// use peak_end_fit::{ReadOptions, Table, read_episodes};
/// use service_blueprint::Scale;
/// let csv = "person,episode,touchpoint,rating,overall\nAnn,1,queue,2,4\nAnn,1,sip,5,4\nBea,1,queue,NA,3\nBea,1,sip,3,3\n";
/// let table = Table { name: "tea.csv".into(), reader: csv.as_bytes() };
/// let options = ReadOptions { scale: Some(Scale::new(1.0, 3.0, 5.0)?), ..ReadOptions::default() };
/// let reading = read_episodes(table, None::<Table<&[u8]>>, &options)?;
/// assert_eq!(reading.episodes.ratings(0), [2.0, 5.0]);
/// assert_eq!(reading.episodes.ratings(1), [3.0]);
/// assert_eq!(reading.report.missing_ratings, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_episodes<R: Read, T: Read>(
    moments: Table<R>,
    episode_table: Option<Table<T>>,
    options: &ReadOptions,
) -> Result<Reading, DataErrors> {
    let mut errors = DataErrors::default();
    let asked = episode_table.is_some();
    let table = episode_table.and_then(|table| EpisodeTable::read(table, options, &mut errors));
    let file = moments.name.clone();
    let mut job = Job {
        options,
        values: Values::new(options),
        gathering: Gathering::new(options),
        table_lost: asked && table.is_none(),
        table,
        errors,
    };
    let report = job.read(moments);
    let Job {
        values,
        gathering,
        table,
        mut errors,
        ..
    } = job;
    if options.scale.is_none()
        && let Some((least, most)) = values.range
    {
        // Adding 0 takes the sign off −0.
        let (least, most) = (least + 0.0, most + 0.0);
        errors.push(&file, None, None, DataFault::NoScale { least, most });
    }
    let mut files: Vec<FileReport> = report.into_iter().collect();
    if let Some(table) = table {
        table.unread(&mut errors);
        files.push(table.report());
    }
    gathering.finish(&file, files, options.scale, options, errors)
}

/// What is at hand while the file of moments is read.
pub(super) struct Job<'o> {
    pub(super) options: &'o ReadOptions,
    pub(super) values: Values,
    pub(super) gathering: Gathering,
    pub(super) table: Option<EpisodeTable>,
    /// Whether there is an episode table that could not be read.
    pub(super) table_lost: bool,
    pub(super) errors: DataErrors,
}

impl Job<'_> {
    /// Reads the file of moments; what was read, where it could be read at all.
    fn read<R: Read>(&mut self, file: Table<R>) -> Option<FileReport> {
        let Table { name, reader } = file;
        let mut reader = BufReader::with_capacity(1 << 16, reader);
        let beginning = match begin(&mut reader) {
            Ok(beginning) => beginning,
            Err(error) => {
                let cause = error.to_string();
                self.errors.push(&name, None, None, DataFault::Unreadable { cause });
                return None;
            }
        };
        match (beginning, self.options.form) {
            (Beginning::Utf16, _) => {
                let fault = DataFault::NotUtf8 { utf16: true };
                self.errors.push(&name, Some(1), None, fault);
                None
            }
            (_, Some(Form::JsonLines)) | (Beginning::Json, None) => json_lines::read(self, &name, reader),
            (Beginning::Json | Beginning::Other, _) => self.read_csv(&name, reader),
        }
    }

    /// Adds an episode, with what the episode table says of it; `key` finds it there.
    pub(super) fn add(
        &mut self,
        file: &str,
        key: &str,
        found: &Found<'_>,
        moments: &[FoundMoment],
        touchpoints: &mut Touchpoints,
    ) {
        let Some(table) = &mut self.table else {
            self.gathering.add(found, moments, touchpoints);
            return;
        };
        let Some(entry) = table.find(key) else {
            let fault = DataFault::NotInEpisodeTable {
                episode: cut(found.name.unwrap_or_default()),
                person: found.person.filter(|_| table.with_person()).map(cut),
            };
            self.errors.push(file, Some(found.row), None, fault);
            return;
        };
        let found = Found {
            person: found.person.or(entry.person.as_deref()),
            stimulus: entry.said.stimulus.as_deref().or(found.stimulus),
            overall: entry.said.overall.or(found.overall),
            delay: entry.said.delay.or(found.delay),
            expectation: entry.said.expectation.or(found.expectation),
            ..*found
        };
        self.gathering.add(&found, moments, touchpoints);
    }

    fn read_csv<R: Read>(&mut self, name: &str, reader: R) -> Option<FileReport> {
        let delimiter = self.options.delimiter;
        let mut rows = Rows::new(name, reader, delimiter);
        let names = rows.header(&mut self.errors)?;
        let header = Header::new(name, names, delimiter, &self.options.columns, &mut self.errors)?;
        let long = match self.options.form {
            Some(form) => form == Form::Long,
            None if !self.options.moments.is_empty() => false,
            None => header.part(Part::Rating).is_some() || self.options.columns.name_of(Part::Rating).is_some(),
        };
        self.require(name, &header, long);
        if let Some(table) = &mut self.table {
            table.index(header.part(Part::Person).is_some(), &mut self.errors);
        }
        let wholes = Wholes::new(&header, self.table.as_ref());
        let mut report = match long {
            true => long::read(self, &mut rows, &header, &wholes),
            false => wide::read(self, &mut rows, &header, &wholes),
        };
        report.form = Some(if long { Form::Long } else { Form::Wide });
        if report.rows == 0 && self.errors.is_empty() {
            self.errors.push(name, None, None, DataFault::NoRows);
        }
        Some(report)
    }

    /// Says which columns are missing: those that were named, and those without which there are no episodes.
    fn require(&mut self, file: &str, header: &Header, long: bool) {
        let table = self.table.as_ref().map(|table| &table.header);
        let columns = &self.options.columns;
        let has = |part| header.part(part).is_some() || table.is_some_and(|table| table.part(part).is_some());
        for part in Part::ALL {
            let (there, needed) = match part {
                Part::Moments => continue,
                Part::Rating => (header.part(part).is_some(), long),
                Part::Touchpoint | Part::Order | Part::Duration => (header.part(part).is_some(), false),
                Part::Overall => (has(part), !self.options.ratings_only),
                Part::Episode => (has(part), (long || table.is_some()) && !has(Part::Person)),
                Part::Person | Part::Stimulus | Part::Delay | Part::Expectation => (has(part), false),
            };
            // A table that could not be read may well have the column.
            let unknown = self.table_lost && header.part(part).is_none();
            if !there && !unknown && (needed || columns.name_of(part).is_some()) {
                let known = header.names().iter().chain(table.into_iter().flat_map(Header::names));
                let fault = missing(part, columns, known);
                self.errors.push(file, Some(1), None, fault);
            }
        }
        // An episode column that only one of the two files has cannot bring them together.
        let Some(table) = &self.table else { return };
        for (name, here, there) in [(file, header, &table.header), (table.name(), &table.header, header)] {
            if here.part(Part::Episode).is_none() && there.part(Part::Episode).is_some() {
                let fault = missing(Part::Episode, columns, here.names());
                self.errors.push(name, Some(1), None, fault);
            }
        }
    }
}

/// What a file begins with.
enum Beginning {
    Json,
    Utf16,
    Other,
}

fn begin(reader: &mut impl BufRead) -> io::Result<Beginning> {
    let start = loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => break other?,
        }
    };
    if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return Ok(Beginning::Utf16);
    }
    let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start);
    Ok(match start.trim_ascii_start().first() {
        Some(b'{' | b'[') => Beginning::Json,
        _ => Beginning::Other,
    })
}
