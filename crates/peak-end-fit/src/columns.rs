//! Columns: the values of memory models over all episodes.

mod block;

use block::Block;
use peak_end::{Model, NoValue};
use rayon::prelude::*;

use crate::Episodes;
use crate::summary::Summary;

/// A model that has no value for some episodes.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("no value for {count} of {episodes} episodes; of episode `{name}`: {reason}")]
pub struct Undefined {
    /// How many episodes it has no value for.
    pub count: usize,
    /// How many episodes there are.
    pub episodes: usize,
    /// The name of the first such episode.
    pub name: String,
    /// Why it has none there.
    pub reason: NoValue,
}

/// The value of every model for every episode: a column for each model, in the order asked.
///
/// The same values as [`Model::value`] gives for [`Episodes::profile`], up to rounding, without building profiles where
/// a model is a simple function of the ratings.
///
/// # Errors
/// [`Undefined`] in place of a column where a model has no value for some episode.
///
/// # Examples
/// ```
/// use peak_end::Model;
/// use peak_end_fit::{Episode, Episodes, Outcome, RatedMoment, columns};
/// use service_blueprint::Scale;
/// let moment = |rating| RatedMoment { touchpoint: "call".into(), rating, minutes: None };
/// let moments = vec![moment(3.0), moment(9.0)];
/// let episode = Episode { name: "1".into(), person: "Ann".into(), overall: 6.0, moments, ..Episode::default() };
/// let episodes = Episodes::new(Scale::default(), Outcome::Rating, [episode])?;
/// let found = columns(&episodes, &["mean".parse()?, "slope_latter_half".parse()?]);
/// assert_eq!(found[0].as_deref(), Ok(&[6.0][..]));
/// assert!(found[1].is_err(), "half of two moments has no slope");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn columns(episodes: &Episodes, models: &[Model]) -> Vec<Result<Vec<f64>, Undefined>> {
    let columns = Columns::unsummarised(episodes);
    let mut tables: Vec<Vec<f64>> = models.iter().map(|_| vec![0.0; episodes.count()]).collect();
    // For each block of episodes, the place of each model's values.
    let mut blocks: Vec<Vec<&mut [f64]>> = Vec::new();
    for table in &mut tables {
        for (block, place) in table.chunks_mut(BLOCK).enumerate() {
            match blocks.get_mut(block) {
                Some(places) => places.push(place),
                None => blocks.push(vec![place]),
            }
        }
    }
    let filled: Vec<Vec<Result<(), Undefined>>> = blocks
        .into_par_iter()
        .enumerate()
        .map(|(block, places)| {
            let first = block * BLOCK;
            let summaries = Summary::all(episodes, first..(first + BLOCK).min(episodes.count()));
            let fill = |(model, place): (&Model, &mut [f64])| columns.fill(model, first, &summaries, place);
            models.iter().zip(places).map(fill).collect()
        })
        .collect();
    let mut outcomes: Vec<Result<(), Undefined>> = models.iter().map(|_| Ok(())).collect();
    for (model, found) in filled.into_iter().flat_map(|block| block.into_iter().enumerate()) {
        note(&mut outcomes[model], found);
    }
    tables
        .into_iter()
        .zip(outcomes)
        .map(|(table, outcome)| outcome.map(|()| table))
        .collect()
}

/// So many episodes are looked at together: their summaries stay close to the processor while every model reads them.
/// Chosen by measurement.
const BLOCK: usize = 512;

/// What is undefined in one block and in those before it.
fn note(known: &mut Result<(), Undefined>, found: Result<(), Undefined>) {
    match (known, found) {
        (_, Ok(())) => {}
        (Err(known), Err(found)) => known.count += found.count,
        (known, found) => *known = found,
    }
}

/// Episodes with what most columns are made of.
#[derive(Debug)]
pub(crate) struct Columns<'e> {
    episodes: &'e Episodes,
    summaries: Vec<Summary>,
    /// The number of moments of the longest episode.
    longest: usize,
}

impl<'e> Columns<'e> {
    pub(crate) fn new(episodes: &'e Episodes) -> Self {
        Self {
            summaries: Summary::all(episodes, 0..episodes.count()),
            ..Self::unsummarised(episodes)
        }
    }

    /// Without summaries, for callers who make them block by block.
    fn unsummarised(episodes: &'e Episodes) -> Self {
        let lengths = (0..episodes.count()).map(|episode| episodes.ratings(episode).len());
        Self {
            episodes,
            summaries: Vec::new(),
            longest: lengths.max().unwrap_or(0),
        }
    }

    pub(crate) fn episodes(&self) -> &'e Episodes {
        self.episodes
    }

    pub(crate) fn summaries(&self) -> &[Summary] {
        &self.summaries
    }

    /// The model's value for every episode.
    pub(crate) fn column(&self, model: &Model) -> Result<Vec<f64>, Undefined> {
        let mut column = vec![0.0; self.episodes.count()];
        self.fill(model, 0, &self.summaries, &mut column)?;
        Ok(column)
    }

    /// The model's value for the episodes from the `first`, of which these are the summaries.
    fn fill(&self, model: &Model, first: usize, summaries: &[Summary], column: &mut [f64]) -> Result<(), Undefined> {
        let mut block = Block {
            all: self,
            first,
            summaries,
            column,
        };
        match block.simple(model) {
            Some(()) => Ok(()),
            None => block.special(model),
        }
    }
}
