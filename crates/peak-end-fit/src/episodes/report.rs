//! The data report: what was read, before anything is made of it.

use service_blueprint::Scale;

use super::{Episodes, Form, Outcome};

/// What was read: counts, what is missing, ranges, the scale.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DataReport {
    /// The files: the moments', then the episode table's where there is one.
    pub files: Vec<FileReport>,
    /// How many episodes there are.
    pub episodes: usize,
    /// How many people lived through them; none where the data do not name people, and every episode counts as another
    /// person's.
    pub people: Option<usize>,
    /// How many different things were lived through, where the data say it.
    pub stimuli: Option<usize>,
    /// Rated moments per episode.
    pub moments: Spread,
    /// What was rated, in the order in which it first comes.
    pub touchpoints: Vec<String>,
    /// The columns that were taken as moments, in their order, in a table with a row per episode.
    pub moment_columns: Vec<String>,
    /// How many ratings of moments are missing, in episodes kept and left out.
    pub missing_ratings: u64,
    /// Episodes left out because no moment is rated.
    pub without_moments: LeftOutEpisodes,
    /// Episodes left out because the overall rating is missing.
    pub without_overall: LeftOutEpisodes,
    /// Where the order of moments comes from.
    pub order: MomentOrder,
    /// In how many episodes the rows were out of order and were sorted.
    pub reordered: usize,
    /// The ratings of moments.
    pub ratings: Summary,
    /// The overall ratings; of a binary outcome the mean is the share of yes.
    pub overall: Summary,
    /// What the overall is.
    pub outcome: Outcome,
    /// The scale of the ratings of moments.
    pub scale: Scale,
    /// The worst and the best overall rating, where they were said.
    pub overall_scale: Option<[f64; 2]>,
    /// How many rated moments have a duration. Durations are used only if all of them have one.
    pub durations: usize,
    /// The delays between the end and the overall rating, in minutes, where there are any.
    pub delays: Option<Summary>,
    /// What was expected, where it was asked.
    pub expectations: Option<Summary>,
}

/// Where the order of an episode's moments comes from. What is said of the end, and of anything else that knows an order,
/// rests on it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MomentOrder {
    /// From the numbers of this column, in a table with a row per moment.
    Column(String),
    /// From the order of the rows, in a table with a row per moment that has no such column.
    Rows,
    /// From the order of the columns, as they stand in a table with a row per episode or as they were asked for.
    Columns,
    /// From the order of the lists, in JSON lines.
    Lists,
}

/// What was read of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileReport {
    /// Its name.
    pub name: String,
    /// Its form; none of an episode table.
    pub form: Option<Form>,
    /// Its rows below the header, or its objects; blank ones not counted.
    pub rows: u64,
    /// How many rows are blank and were passed over.
    pub blank: u64,
    /// Columns, or keys, that were not used, in the order of the file.
    pub unused: Vec<String>,
}

/// Episodes that were left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct LeftOutEpisodes {
    /// How many.
    pub count: u64,
    /// The first few: row and name.
    pub first: Vec<(u64, String)>,
}

/// How many there are of something, at least, in the middle and at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The least.
    pub least: usize,
    /// The median.
    pub median: f64,
    /// The most.
    pub most: usize,
}

/// Numbers in short.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// How many; at least one.
    pub count: usize,
    /// The least.
    pub least: f64,
    /// The greatest.
    pub most: f64,
    /// The mean.
    pub mean: f64,
    /// The standard deviation, with n − 1; none of one number.
    pub sd: Option<f64>,
}

/// So many of the episodes left out are named.
const NAMED: usize = 5;

impl LeftOutEpisodes {
    pub(super) fn add(&mut self, row: u64, name: &str) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push((row, name.to_owned()));
        }
    }
}

impl Spread {
    fn of(mut counts: Vec<usize>) -> Self {
        counts.sort_unstable();
        let (least, most) = (counts.first().copied(), counts.last().copied());
        let middle = counts.len() / 2;
        let median = match counts.len() {
            0 => 0.0,
            odd if odd % 2 == 1 => counts[middle] as f64,
            _ => f64::midpoint(counts[middle - 1] as f64, counts[middle] as f64),
        };
        Self {
            least: least.unwrap_or_default(),
            median,
            most: most.unwrap_or_default(),
        }
    }
}

impl Summary {
    /// The summary of numbers, none of nothing.
    pub(super) fn of(numbers: &[f64]) -> Option<Self> {
        let &first = numbers.first()?;
        let count = numbers.len();
        // Sums of distances from the first number: equal numbers have exactly no spread.
        let mean = first + numbers.iter().map(|number| number - first).sum::<f64>() / count as f64;
        let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
        Some(Self {
            count,
            least: numbers.iter().copied().fold(f64::INFINITY, f64::min),
            most: numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            mean,
            sd: (count > 1).then(|| (squares / (count - 1) as f64).sqrt()),
        })
    }

    /// The summary of the numbers that are there.
    pub(super) fn of_some(numbers: &[Option<f64>]) -> Option<Self> {
        Self::of(&numbers.iter().flatten().copied().collect::<Vec<_>>())
    }
}

/// How many rated moments each episode has.
pub(super) fn moments_per_episode(episodes: &Episodes) -> Spread {
    Spread::of((0..episodes.count()).map(|at| episodes.range(at).len()).collect())
}
