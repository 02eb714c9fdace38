//! The data of `fit`: which files, how they are read, what is said of them.

mod json;
mod map;
mod open;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use peak_end_fit::{
    Columns, DataError, DataErrors, Finding, Form, Outcome, Part, ReadOptions, Reading, Table, read_episodes,
};
use service_blueprint::{Place, Scale};

use crate::diagnostic::{Diagnostic, Severity};
use crate::failure::Failure;
use crate::input::Input;
use crate::verb::fit::digest::{Digesting, FileDigest};
pub(crate) use json::{findings_json, report_json};
use map::ColumnMap;
pub(crate) use words::{findings_words, left_out_words, report_words};

/// The data, and how they are read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Data")]
pub(crate) struct DataArguments {
    /// The moments: CSV with a row per moment or per episode, or JSON lines; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: Input,

    /// A CSV with a row per episode: person, episode, overall, delay, expectation, stimulus
    #[arg(long, value_name = "TABLE")]
    episodes: Option<Input>,

    /// A YAML file that says which column plays which part, as the options below do: `person: participant`
    #[arg(long, value_name = "MAP")]
    columns: Option<PathBuf>,

    /// The column of the person [default: person]
    #[arg(long, value_name = "COLUMN")]
    person: Option<String>,

    /// The column of the episode's name [default: episode]
    #[arg(long, value_name = "COLUMN")]
    episode: Option<String>,

    /// The column of the overall rating, given afterwards [default: overall]
    #[arg(long, value_name = "COLUMN")]
    overall: Option<String>,

    /// The column of what was lived through, where several people lived through the same [default: stimulus]
    #[arg(long, value_name = "COLUMN")]
    stimulus: Option<String>,

    /// The column of a moment's place in its episode [default: order or time]
    #[arg(long, value_name = "COLUMN")]
    order: Option<String>,

    /// The column of a moment's duration [default: duration]
    #[arg(long, value_name = "COLUMN")]
    duration: Option<String>,

    /// The column of what was rated [default: touchpoint]
    #[arg(long, value_name = "COLUMN")]
    touchpoint: Option<String>,

    /// The column of a moment's rating [default: rating]
    #[arg(long, value_name = "COLUMN")]
    rating: Option<String>,

    /// The column of the delay between the episode and the overall rating [default: delay]
    #[arg(long, value_name = "COLUMN")]
    delay: Option<String>,

    /// The column of what was expected of the whole [default: expectation]
    #[arg(long, value_name = "COLUMN")]
    expectation: Option<String>,

    /// With a row per episode: the columns of moments, in order, such as `v00..v59` or `v[0-9]*` [default: moment*]
    #[arg(long, value_delimiter = ',', value_name = "COLUMNS")]
    moments: Vec<String>,

    /// The scale of the ratings, the whole range that people could choose from
    #[arg(
        long,
        value_delimiter = ',',
        value_parser = of_scale,
        allow_hyphen_values = true,
        value_name = "WORST,NEUTRAL,BEST"
    )]
    scale: Vec<f64>,

    /// The scale of the overall rating; ratings outside are refused
    #[arg(
        long,
        value_delimiter = ',',
        value_parser = of_scale,
        allow_hyphen_values = true,
        value_name = "WORST,BEST"
    )]
    overall_scale: Vec<f64>,

    /// Whether the overall is a rating, or yes and no
    #[arg(long, value_enum, default_value_t)]
    outcome: OutcomeChoice,

    /// What stands for a missing answer, beside a blank, NA, N/A, NaN, null, - and .
    #[arg(long, value_delimiter = ',', allow_hyphen_values = true, value_name = "CODES")]
    missing: Vec<String>,

    /// What stands between columns: a character, or `tab`
    #[arg(long, value_parser = delimiter, default_value = ",", value_name = "CHARACTER")]
    delimiter: Delimiter,

    /// What stands before the decimals of numbers: `.`, or `,` as in 4,5
    #[arg(long, value_enum, default_value_t, value_name = "CHARACTER")]
    decimal: Decimal,

    /// How the file is laid out [default: what it looks like]
    #[arg(long, value_enum)]
    form: Option<FormChoice>,

    /// What durations without a unit are counted in
    #[arg(long, value_enum, default_value_t)]
    duration_unit: Unit,
}

/// What the overall is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum OutcomeChoice {
    /// A rating
    #[default]
    Rating,
    /// 1 or 0, yes or no, true or false
    Binary,
}

/// How a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormChoice {
    /// CSV with a row for each moment
    Long,
    /// CSV with a row for each episode and a column for each moment
    Wide,
    /// A JSON object on each line, one for each episode
    Jsonl,
}

/// What stands before the decimals of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Decimal {
    /// 4.5
    #[default]
    #[value(name = ".")]
    Point,
    /// 4,5
    #[value(name = ",")]
    Comma,
}

/// What data are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Comparing models on what is remembered.
    Memory,
    /// The ratings of moments alone.
    Ratings,
}

/// What durations are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Unit {
    /// Minutes
    #[default]
    M,
    /// Seconds
    S,
}

/// What stands between columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Delimiter(u8);

fn delimiter(text: &str) -> Result<Delimiter, String> {
    match text.as_bytes() {
        _ if text == "tab" || text == "\\t" => Ok(Delimiter(b'\t')),
        [b'"' | b'\n' | b'\r'] => Err("a quote or a line break cannot stand between columns".into()),
        [byte] if byte.is_ascii() => Ok(Delimiter(*byte)),
        _ => Err("write one ASCII character, or `tab`".into()),
    }
}

/// A number of a scale.
fn of_scale(text: &str) -> Result<f64, String> {
    let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "this is not a number; numbers stand with commas between them, such as `1,3,5`".into())
}

/// The data as they were read, with what the checks found.
#[derive(Debug)]
pub(crate) struct ReadData {
    /// The episodes and the data report.
    pub(crate) reading: Reading,
    /// What the data checks found.
    pub(crate) findings: Vec<Finding>,
    /// What the data call the overall rating.
    pub(crate) overall_name: String,
    /// The files, for the record of a run.
    pub(crate) inputs: Vec<FileDigest>,
}

impl DataArguments {
    /// What is read.
    pub(crate) fn inputs(&self) -> Vec<&Input> {
        std::iter::once(&self.file).chain(&self.episodes).collect()
    }

    /// The file that says which column is what.
    pub(crate) fn column_map(&self) -> Option<Input> {
        self.columns.clone().map(Input::File)
    }

    /// Reads and checks the data, or says all that is wrong with them.
    pub(crate) fn read(&self, purpose: Purpose) -> Result<ReadData, Failure> {
        if self.file == Input::Standard && self.episodes == Some(Input::Standard) {
            let message = "the moments and the episode table cannot both come from standard input";
            let help = "write one of them to a file".to_owned();
            return Err(Failure::request("input-twice", message, Some(help)));
        }
        let options = self.options(purpose)?;
        let mut moments = Digesting::new(self.file.name(), open::reader(&self.file)?);
        let mut table = match &self.episodes {
            Some(input) => Some((input, Digesting::new(input.name(), open::reader(input)?))),
            None => None,
        };
        let reading = read_episodes(
            Table {
                name: self.file.name(),
                reader: &mut moments,
            },
            table.as_mut().map(|(input, reader)| Table {
                name: input.name(),
                reader,
            }),
            &options,
        )
        .map_err(|errors| failure(&errors))?;
        let findings = reading.findings();
        let mut inputs = vec![moments.finish()?];
        if let Some((_, reader)) = table {
            inputs.push(reader.finish()?);
        }
        Ok(ReadData {
            overall_name: options.columns.name_of(Part::Overall).unwrap_or("overall").to_owned(),
            reading,
            findings,
            inputs,
        })
    }

    fn options(&self, purpose: Purpose) -> Result<ReadOptions, Failure> {
        let map = match &self.columns {
            Some(path) => ColumnMap::read(path)?,
            None => ColumnMap::default(),
        };
        let moments = match self.moments.is_empty() {
            true => map.moments(),
            false => self.moments.clone(),
        };
        Ok(ReadOptions {
            form: self.form.map(Form::from),
            columns: self.named(map.columns()),
            moments,
            scale: scale(&self.scale)?,
            overall_scale: overall_scale(&self.overall_scale)?,
            outcome: self.outcome.into(),
            missing: self.missing.clone(),
            delimiter: self.delimiter.0,
            decimal_comma: self.decimal == Decimal::Comma,
            ratings_only: purpose == Purpose::Ratings,
            durations_in_seconds: self.duration_unit == Unit::S,
        })
    }

    /// The columns of the map, with those that options name.
    fn named(&self, columns: Columns) -> Columns {
        let options = [
            (Part::Person, &self.person),
            (Part::Episode, &self.episode),
            (Part::Overall, &self.overall),
            (Part::Stimulus, &self.stimulus),
            (Part::Order, &self.order),
            (Part::Duration, &self.duration),
            (Part::Touchpoint, &self.touchpoint),
            (Part::Rating, &self.rating),
            (Part::Delay, &self.delay),
            (Part::Expectation, &self.expectation),
        ];
        let named = options
            .into_iter()
            .filter_map(|(part, name)| Some((part, name.as_ref()?)));
        named.fold(columns, |columns, (part, name)| columns.with(part, name))
    }
}

fn scale(numbers: &[f64]) -> Result<Option<Scale>, Failure> {
    let help = "write `--scale WORST,NEUTRAL,BEST`, such as `--scale 1,3,5`".to_owned();
    match *numbers {
        [] => Ok(None),
        [worst, neutral, best] => match Scale::new(worst, neutral, best) {
            Ok(scale) => Ok(Some(scale)),
            Err(error) => {
                let help = "worst and best differ, and neutral lies between them or at one of them".to_owned();
                Err(Failure::request("bad-scale", error.to_string(), Some(help)))
            }
        },
        _ => {
            let message = format!("a scale has three numbers, not {}", numbers.len());
            Err(Failure::request("bad-scale", message, Some(help)))
        }
    }
}

fn overall_scale(numbers: &[f64]) -> Result<Option<[f64; 2]>, Failure> {
    match *numbers {
        [] => Ok(None),
        [worst, best] if worst.is_finite() && best.is_finite() && worst != best => Ok(Some([worst, best])),
        _ => {
            let help = "write `--overall-scale WORST,BEST`, such as `--overall-scale 1,10`".to_owned();
            let message = "the scale of the overall rating has two different numbers";
            Err(Failure::request("bad-scale", message, Some(help)))
        }
    }
}

/// Problems of one kind that are told; the others are counted. Chosen: three rows show what is wrong with a column.
const TOLD: usize = 3;

/// Problems as diagnostics, the first of each kind; the row is the line, the column is the path.
fn failure(errors: &DataErrors) -> Failure {
    let kind = |error: &DataError| (error.file.clone(), error.code(), error.column.clone());
    let mut told: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for error in &errors.list {
        let places = told.entry(kind(error)).or_default();
        if places.len() < TOLD {
            places.push(diagnostics.len());
            diagnostics.push(diagnostic(error));
        }
    }
    let mut untold = errors.count();
    for error in &errors.list {
        // The last one told of each kind says how many more there are.
        let Some(places) = told.remove(&kind(error)) else {
            continue;
        };
        let alike = errors.alike(error);
        untold = untold.saturating_sub(alike);
        if let Some(&last) = places.last() {
            diagnostics[last].more = alike - places.len() as u64;
        }
    }
    if untold > 0 {
        diagnostics.push(Diagnostic {
            help: Some("mend these first".into()),
            ..Diagnostic::new("more-problems", Severity::Error, format!("and {untold} more"))
        });
    }
    Failure::Input {
        source: None,
        diagnostics,
    }
}

fn diagnostic(error: &DataError) -> Diagnostic {
    Diagnostic {
        file: Some(error.file.clone()),
        path: error.column.clone(),
        place: error.row.map(|row| Place {
            line: usize::try_from(row).unwrap_or(usize::MAX),
            column: 1,
            bytes: 0..0,
        }),
        help: Some(error.help()),
        ..Diagnostic::new(error.code(), Severity::Error, error.to_string())
    }
}

impl From<FormChoice> for Form {
    fn from(choice: FormChoice) -> Self {
        match choice {
            FormChoice::Long => Self::Long,
            FormChoice::Wide => Self::Wide,
            FormChoice::Jsonl => Self::JsonLines,
        }
    }
}

impl From<OutcomeChoice> for Outcome {
    fn from(choice: OutcomeChoice) -> Self {
        match choice {
            OutcomeChoice::Rating => Self::Rating,
            OutcomeChoice::Binary => Self::Binary,
        }
    }
}
