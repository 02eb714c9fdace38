//! What can be wrong with data, each with its place and its remedy.

mod help;

use std::fmt;

use super::Part;

/// One thing that is wrong with data.
#[derive(Debug, Clone, PartialEq)]
pub struct DataError {
    /// The name of the file.
    pub file: String,
    /// The line of the file, from 1, where one is meant.
    pub row: Option<u64>,
    /// The column, or the key of a JSON object, where one is meant.
    pub column: Option<String>,
    /// What is wrong there.
    pub fault: DataFault,
}

/// Everything that is wrong with data: the first hundred of each kind, a thousand in all, and how many more there are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DataErrors {
    /// In the order in which they were found.
    pub list: Vec<DataError>,
    /// How many more there are.
    pub more: u64,
    kinds: Vec<Kind>,
}

/// Problems that are alike: of one code, in one column.
#[derive(Debug, Clone, PartialEq)]
struct Kind {
    file: String,
    code: &'static str,
    column: Option<String>,
    count: u64,
}

impl Kind {
    fn has(&self, file: &str, code: &str, column: Option<&str>) -> bool {
        self.code == code && self.column.as_deref() == column && self.file == file
    }
}

/// What is wrong at one place of data.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DataFault {
    /// The reader failed.
    #[error("it cannot be read: {cause}")]
    Unreadable {
        /// What the reader said.
        cause: String,
    },
    /// There is nothing in the file.
    #[error("the file is empty")]
    EmptyFile,
    /// There is a header and nothing below it.
    #[error("there is a header and no row below it")]
    NoRows,
    /// A row is not UTF-8.
    #[error("this is not UTF-8")]
    NotUtf8 {
        /// Whether the file begins as UTF-16 does.
        utf16: bool,
    },
    /// A row is longer than any row of data.
    #[error("the row is longer than {limit} bytes")]
    RowTooLong {
        /// The limit.
        limit: usize,
    },
    /// The header is one column whose name holds another delimiter.
    #[error("with `{}` between columns, the whole header is one column: `{header}`", shown(*delimiter))]
    WrongDelimiter {
        /// The delimiter with which the file was read.
        delimiter: char,
        /// The delimiter that the header holds.
        likely: char,
        /// The header, cut short.
        header: String,
    },
    /// A column is not there.
    #[error("there is no column `{name}` for the {}", part.words())]
    MissingColumn {
        /// What it would tell.
        part: Part,
        /// Its name.
        name: String,
        /// The most alike of the names that are there.
        nearest: Option<String>,
        /// The names that are there.
        known: Vec<String>,
    },
    /// Two columns have the same name.
    #[error("the columns {first} and {second} are both called `{name}`")]
    ColumnTwice {
        /// The name.
        name: String,
        /// The first of them, from 1.
        first: usize,
        /// The second of them, from 1.
        second: usize,
    },
    /// No column of a wide table holds moments.
    #[error("no column is said to hold the ratings of moments")]
    NoMomentColumns {
        /// The columns that play no other part.
        known: Vec<String>,
    },
    /// A name, pattern or range among the moments stands for no column.
    #[error("`{asked}` among the moments stands for no column")]
    NoSuchMoment {
        /// What was asked for.
        asked: String,
        /// The most alike of the names that are there.
        nearest: Option<String>,
        /// The names that are there.
        known: Vec<String>,
    },
    /// A `*` takes numbered columns and others too.
    #[error("`{asked}` stands for numbered columns such as `{numbered}`, and also for `{other}`")]
    MixedPattern {
        /// What was asked for.
        asked: String,
        /// The first of the numbered ones.
        numbered: String,
        /// The first of the others.
        other: String,
        /// A pattern that takes only the numbered ones.
        better: String,
    },
    /// A column named among the moments plays another part.
    #[error("the column `{name}` tells the {}, and is named among the moments", part.words())]
    MomentTaken {
        /// The column.
        name: String,
        /// The part that it plays.
        part: Part,
    },
    /// A row has more or fewer fields than the header.
    #[error("the row has {found} fields, the header {expected}")]
    RaggedRow {
        /// How many the header has.
        expected: usize,
        /// How many the row has.
        found: usize,
    },
    /// A number is wanted and text was found.
    #[error("`{found}` is not a number")]
    NotANumber {
        /// The text, cut short.
        found: String,
    },
    /// A number is written with a decimal comma.
    #[error("`{found}` has a decimal comma")]
    DecimalComma {
        /// The text.
        found: String,
    },
    /// A number is written with a decimal point where numbers were said to have a comma.
    #[error("`{found}` has a decimal point")]
    DecimalPoint {
        /// The text.
        found: String,
    },
    /// A number is infinite, or beyond what is computed with.
    #[error("`{found}` is not a number between −1e9 and 1e9")]
    NumberTooLarge {
        /// The text, cut short.
        found: String,
    },
    /// The scale of the ratings was not said.
    #[error("the scale of the ratings is not said; they run from {least} to {most}")]
    NoScale {
        /// The least rating.
        least: f64,
        /// The greatest rating.
        most: f64,
    },
    /// A rating is not on the scale.
    #[error("the rating {found} is outside the scale {worst} to {best}")]
    RatingOffScale {
        /// The rating.
        found: f64,
        /// The scale's worst score.
        worst: f64,
        /// The scale's best score.
        best: f64,
    },
    /// An overall rating, or an expectation of it, is not on its scale.
    #[error("the {} {found} is outside its scale {worst} to {best}", part.words())]
    OverallOffScale {
        /// The overall rating or the expectation.
        part: Part,
        /// What was found.
        found: f64,
        /// The scale's worst score.
        worst: f64,
        /// The scale's best score.
        best: f64,
    },
    /// A binary outcome is neither yes nor no.
    #[error("`{found}` is neither yes nor no")]
    NotBinary {
        /// What was found, cut short.
        found: String,
    },
    /// A duration cannot be read, or is not above 0.
    #[error("`{found}` is not a duration above 0")]
    BadDuration {
        /// What was found, cut short.
        found: String,
    },
    /// A delay cannot be read, or is negative.
    #[error("`{found}` is not a delay of 0 or more")]
    BadDelay {
        /// What was found, cut short.
        found: String,
    },
    /// A name is blank.
    #[error("the {part} is blank")]
    NameMissing {
        /// Whose name it is.
        part: Part,
    },
    /// A JSON number stands for a name, and is no whole number that is read digit by digit.
    #[error("the number `{found}` is a name, and its digits may not all be as they were written")]
    InexactName {
        /// The number as it was read.
        found: String,
    },
    /// The place of a moment is neither a number nor a time.
    #[error("`{found}` is neither a number nor a time such as `2024-03-01 10:50:09`")]
    BadOrder {
        /// What was found, cut short.
        found: String,
    },
    /// Some places are numbers and others times, or some times have a zone and others do not.
    #[error("`{found}` is {kind}, and row {first} has {before}")]
    OrderMixed {
        /// What was found, cut short.
        found: String,
        /// What it is.
        kind: &'static str,
        /// What was found before.
        before: &'static str,
        /// Where.
        first: u64,
    },
    /// A moment has no place in the order.
    #[error("the moment has no place in the order of its episode")]
    OrderMissing,
    /// Two moments of an episode have the same place in the order.
    #[error(
        "episode `{episode}`{} has two moments at {order}: this row and row {first}",
        of(person)
    )]
    OrderTwice {
        /// The episode.
        episode: String,
        /// The person, where the data name people.
        person: Option<String>,
        /// The place: a number, or `the same time`.
        order: String,
        /// The row of the other.
        first: u64,
    },
    /// An episode has two rows where it may have one.
    #[error("episode `{episode}`{} is there already, in row {first}", of(person))]
    DuplicateEpisode {
        /// The episode.
        episode: String,
        /// The person, where episodes of different people may have the same name.
        person: Option<String>,
        /// The row of the other.
        first: u64,
    },
    /// What is said of the whole episode is not the same on all its rows.
    #[error("the {} of episode `{episode}`{} is `{found}` here and `{before}` in row {first}", part.words(), of(person))]
    DiffersWithinEpisode {
        /// What differs.
        part: Part,
        /// The episode.
        episode: String,
        /// The person, where the data name people and it is not the person that differs.
        person: Option<String>,
        /// What was found.
        found: String,
        /// What was found before.
        before: String,
        /// Where.
        first: u64,
    },
    /// Moments of an episode that the episode table does not have.
    #[error("episode `{episode}`{} is not in the episode table", of(person))]
    NotInEpisodeTable {
        /// The episode.
        episode: String,
        /// The person, where episodes of different people may have the same name.
        person: Option<String>,
    },
    /// An episode of the table without any row of moments.
    #[error("episode `{episode}`{} is in the episode table and has no moments", of(person))]
    OnlyInEpisodeTable {
        /// The episode.
        episode: String,
        /// The person, where episodes of different people may have the same name.
        person: Option<String>,
    },
    /// A line is not JSON.
    #[error("the line is not JSON: {cause}")]
    BadJson {
        /// What is wrong with it.
        cause: String,
    },
    /// A value has another shape than its key allows.
    #[error("{found} stands where {expected} is wanted")]
    WrongShape {
        /// What was found.
        found: &'static str,
        /// What is wanted.
        expected: &'static str,
    },
    /// A key stands twice in an object.
    #[error("the key `{key}` stands twice")]
    KeyTwice {
        /// The key.
        key: String,
    },
    /// Nothing is left.
    #[error("no episode is left: {}, {}", lack(*no_moments, "no rated moment"), lack(*no_overall, "no overall rating"))]
    NothingLeft {
        /// How many have no rated moment.
        no_moments: u64,
        /// How many have rated moments and no overall rating.
        no_overall: u64,
    },
}

fn shown(delimiter: char) -> String {
    match delimiter {
        '\t' => "a tab".into(),
        other => other.into(),
    }
}

fn of(person: &Option<String>) -> String {
    person
        .as_ref()
        .map_or(String::new(), |person| format!(" of `{person}`"))
}

fn lack(count: u64, what: &str) -> String {
    match count {
        1 => format!("1 has {what}"),
        count => format!("{count} have {what}"),
    }
}

impl DataFault {
    /// The codes of all faults.
    pub const CODES: [&'static str; 37] = [
        "unreadable",
        "empty-file",
        "no-rows",
        "not-utf8",
        "row-too-long",
        "wrong-delimiter",
        "missing-column",
        "column-twice",
        "no-moment-columns",
        "no-such-moment",
        "mixed-pattern",
        "moment-taken",
        "ragged-row",
        "not-a-number",
        "decimal-comma",
        "decimal-point",
        "number-too-large",
        "no-scale",
        "rating-off-scale",
        "overall-off-scale",
        "not-binary",
        "bad-duration",
        "bad-delay",
        "name-missing",
        "inexact-name",
        "bad-order",
        "order-mixed",
        "order-missing",
        "order-twice",
        "duplicate-episode",
        "differs-within-episode",
        "not-in-episode-table",
        "only-in-episode-table",
        "bad-json",
        "wrong-shape",
        "key-twice",
        "nothing-left",
    ];

    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "unreadable",
            Self::EmptyFile => "empty-file",
            Self::NoRows => "no-rows",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::RowTooLong { .. } => "row-too-long",
            Self::WrongDelimiter { .. } => "wrong-delimiter",
            Self::MissingColumn { .. } => "missing-column",
            Self::ColumnTwice { .. } => "column-twice",
            Self::NoMomentColumns { .. } => "no-moment-columns",
            Self::NoSuchMoment { .. } => "no-such-moment",
            Self::MixedPattern { .. } => "mixed-pattern",
            Self::MomentTaken { .. } => "moment-taken",
            Self::RaggedRow { .. } => "ragged-row",
            Self::NotANumber { .. } => "not-a-number",
            Self::DecimalComma { .. } => "decimal-comma",
            Self::DecimalPoint { .. } => "decimal-point",
            Self::NumberTooLarge { .. } => "number-too-large",
            Self::NoScale { .. } => "no-scale",
            Self::RatingOffScale { .. } => "rating-off-scale",
            Self::OverallOffScale { .. } => "overall-off-scale",
            Self::NotBinary { .. } => "not-binary",
            Self::BadDuration { .. } => "bad-duration",
            Self::BadDelay { .. } => "bad-delay",
            Self::NameMissing { .. } => "name-missing",
            Self::InexactName { .. } => "inexact-name",
            Self::BadOrder { .. } => "bad-order",
            Self::OrderMixed { .. } => "order-mixed",
            Self::OrderMissing => "order-missing",
            Self::OrderTwice { .. } => "order-twice",
            Self::DuplicateEpisode { .. } => "duplicate-episode",
            Self::DiffersWithinEpisode { .. } => "differs-within-episode",
            Self::NotInEpisodeTable { .. } => "not-in-episode-table",
            Self::OnlyInEpisodeTable { .. } => "only-in-episode-table",
            Self::BadJson { .. } => "bad-json",
            Self::WrongShape { .. } => "wrong-shape",
            Self::KeyTwice { .. } => "key-twice",
            Self::NothingLeft { .. } => "nothing-left",
        }
    }
}

impl DataError {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// What to do about it.
    pub fn help(&self) -> String {
        help::of(&self.fault)
    }
}

/// Where, and what was found there and is allowed, in one line; the file is not named.
impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, &self.column) {
            (Some(row), Some(column)) => write!(f, "row {row}, column `{}`: ", cut(column))?,
            (Some(row), None) => write!(f, "row {row}: ")?,
            (None, Some(column)) => write!(f, "column `{}`: ", cut(column))?,
            (None, None) => {}
        }
        self.fault.fmt(f)
    }
}

impl std::error::Error for DataError {}

impl fmt::Display for DataErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.list.iter().enumerate() {
            let comma = if at > 0 { "\n" } else { "" };
            write!(f, "{comma}{}: {error}", error.file)?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for DataErrors {}

/// So many problems of one kind are kept. Chosen: more than show what is wrong with a column.
const KEPT_ALIKE: u64 = 100;

/// So many problems are kept in all, and so many kinds told apart; the rest are counted. Chosen: more than anybody mends
/// before reading again.
const KEPT: usize = 1000;

impl DataErrors {
    /// One more, kept or counted.
    pub(super) fn push(&mut self, file: &str, row: Option<u64>, column: Option<&str>, fault: DataFault) {
        if !self.meets(file, fault.code(), column) || self.list.len() >= KEPT {
            self.more += 1;
            return;
        }
        self.list.push(DataError {
            file: file.to_owned(),
            row,
            column: column.map(str::to_owned),
            fault,
        });
    }

    /// Counts one of a kind; whether it is among the first of it.
    fn meets(&mut self, file: &str, code: &'static str, column: Option<&str>) -> bool {
        if let Some(kind) = self.kinds.iter_mut().find(|kind| kind.has(file, code, column)) {
            kind.count += 1;
            return kind.count <= KEPT_ALIKE;
        }
        let is_room = self.kinds.len() < KEPT;
        if is_room {
            self.kinds.push(Kind {
                file: file.to_owned(),
                code,
                column: column.map(str::to_owned),
                count: 1,
            });
        }
        is_room
    }

    /// How many problems there are like one of the list: of its code, in its column of its file; itself among them.
    pub fn alike(&self, error: &DataError) -> u64 {
        let column = error.column.as_deref();
        let kind = self
            .kinds
            .iter()
            .find(|kind| kind.has(&error.file, error.code(), column));
        kind.map_or(1, |kind| kind.count)
    }

    /// How many problems there are.
    pub fn count(&self) -> u64 {
        self.list.len() as u64 + self.more
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// The longest piece of data that a message shows, in characters.
const SHOWN: usize = 60;

/// Whether a character would upset a terminal: control characters, and marks that turn the direction of what follows.
fn upsets(character: char) -> bool {
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    character.is_control() || turns
}

/// A piece of data as messages show it: on one line, tabs as `\t`, and not longer than is read.
pub(super) fn cut(text: &str) -> String {
    let clean = |character: char| match character {
        '\t' => ['\\', 't'].into_iter().take(2),
        other if upsets(other) => ['\u{fffd}'; 2].into_iter().take(1),
        other => [other; 2].into_iter().take(1),
    };
    let mut characters = text.chars().flat_map(clean);
    let mut shown: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}
