//! Designs: the columns that a candidate weighs.

use peak_end::{Model, ParameterError};

use crate::columns::{Columns, Undefined};
use crate::regression::RegressionError;
use crate::{Centring, Feature, Labels};

/// Named columns of numbers, one number for each episode.
#[derive(Debug, Clone, Default)]
pub(crate) struct Design {
    pub(crate) names: Vec<String>,
    pub(crate) columns: Vec<Vec<f64>>,
}

/// Why a candidate cannot be compared on these episodes.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WhyLeftOut {
    /// A model has no value for some episodes.
    #[error(transparent)]
    Undefined(#[from] Undefined),
    /// Some episodes lack a number that it weighs.
    #[error("{count} of {episodes} episodes say no {what}, `{name}` first")]
    Missing {
        /// What is missing.
        what: &'static str,
        /// How many episodes lack it.
        count: usize,
        /// How many episodes there are.
        episodes: usize,
        /// The name of the first such episode.
        name: String,
    },
    /// An episode has fewer moments than it is to be divided into parts.
    #[error("episode `{name}` has {moments} moments, fewer than {parts} parts")]
    TooShort {
        /// The episode's name.
        name: String,
        /// How many moments it has.
        moments: usize,
        /// How many parts are asked for.
        parts: usize,
    },
    /// It weighs more numbers than a comparison is made for.
    #[error("it weighs {found} numbers, a comparison is made for up to {most}")]
    TooManyColumns {
        /// How many numbers it weighs.
        found: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A parameter of the model is not allowed on such episodes.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The episodes outside a fold belong to one group, and cannot be divided again to choose a penalty.
    #[error("no penalty can be chosen: the episodes outside a fold are of one group and cannot be divided again")]
    OneGroup,
    /// Its predictions are too large to be computed with.
    #[error("its predictions are too large to be computed with")]
    TooLarge,
    /// Its weights cannot be found.
    #[error("its weights cannot be found: {0}")]
    Regression(#[from] RegressionError),
}

/// The most columns of a design. Chosen: beyond them a regression on every fold takes minutes.
pub(crate) const MOST_COLUMNS: usize = 500;

impl Design {
    /// The columns as regressions take them.
    pub(crate) fn views(&self) -> Vec<&[f64]> {
        self.columns.iter().map(Vec::as_slice).collect()
    }

    /// The columns of features.
    pub(crate) fn of(features: &[Feature], columns: &Columns<'_>) -> Result<Self, WhyLeftOut> {
        let mut design = Self::default();
        for feature in features {
            design.add(feature, columns)?;
            let found = design.columns.len();
            if found > MOST_COLUMNS {
                return Err(WhyLeftOut::TooManyColumns {
                    found,
                    most: MOST_COLUMNS,
                });
            }
        }
        Ok(design)
    }

    /// The column of one model.
    pub(crate) fn of_model(model: &Model, columns: &Columns<'_>) -> Result<Self, Undefined> {
        Ok(Self {
            names: vec![model.name().to_owned()],
            columns: vec![columns.column(model)?],
        })
    }

    fn add(&mut self, feature: &Feature, columns: &Columns<'_>) -> Result<(), WhyLeftOut> {
        let episodes = columns.episodes();
        let summaries = columns.summaries();
        match feature {
            Feature::Model(model) => self.push(feature.to_string(), columns.column(model)?),
            Feature::Moments => {
                let moments = summaries.iter().map(|summary| summary.moments as f64);
                self.push(feature.to_string(), moments.collect());
            }
            Feature::Minutes if episodes.is_timed() => {
                let minutes = summaries.iter().map(|summary| summary.minutes);
                self.push(feature.to_string(), minutes.collect());
            }
            Feature::Minutes => return Err(missing("durations", columns, episodes.count(), 0)),
            Feature::Delay => self.push("delay".to_owned(), present("delay", columns, episodes.delays())?),
            Feature::Expectation => {
                self.push(
                    "expectation".to_owned(),
                    present("expectation", columns, episodes.expectations())?,
                );
            }
            Feature::Touchpoints => self.touchpoints(columns)?,
            Feature::Bins(parts) => self.bins(columns, *parts)?,
        }
        Ok(())
    }

    fn push(&mut self, name: String, column: Vec<f64>) {
        self.names.push(name);
        self.columns.push(column);
    }

    /// A column for each touchpoint: its mean rating in the episode, and where it was not rated that of all moments.
    fn touchpoints(&mut self, columns: &Columns<'_>) -> Result<(), WhyLeftOut> {
        let episodes = columns.episodes();
        let touchpoints = episodes.touchpoints();
        let found = touchpoints.names().len();
        if found > MOST_COLUMNS {
            return Err(WhyLeftOut::TooManyColumns {
                found,
                most: MOST_COLUMNS,
            });
        }
        let mut table = vec![Vec::with_capacity(episodes.count()); found];
        let (mut sums, mut counts) = (vec![0.0; found], vec![0.0; found]);
        for (episode, summary) in columns.summaries().iter().enumerate() {
            sums.fill(0.0);
            counts.fill(0.0);
            for (&touchpoint, rating) in touchpoints.numbers()[episodes.range(episode)]
                .iter()
                .zip(episodes.ratings(episode))
            {
                sums[touchpoint as usize] += rating;
                counts[touchpoint as usize] += 1.0;
            }
            for ((column, sum), count) in table.iter_mut().zip(&sums).zip(&counts) {
                column.push(if *count > 0.0 { sum / count } else { summary.mean() });
            }
        }
        for (name, column) in touchpoints.names().iter().zip(table) {
            self.push(name.clone(), column);
        }
        Ok(())
    }

    /// A column for each of so many parts of an episode: the mean of its ratings. Moment i of n stands in part ⌊i·parts/n⌋.
    fn bins(&mut self, columns: &Columns<'_>, parts: usize) -> Result<(), WhyLeftOut> {
        let episodes = columns.episodes();
        let mut table = vec![Vec::with_capacity(episodes.count()); parts];
        for episode in 0..episodes.count() {
            let ratings = episodes.ratings(episode);
            let moments = ratings.len();
            if moments < parts {
                let name = episodes.names()[episode].clone();
                return Err(WhyLeftOut::TooShort { name, moments, parts });
            }
            for (part, column) in table.iter_mut().enumerate() {
                let inside = &ratings[(part * moments).div_ceil(parts)..((part + 1) * moments).div_ceil(parts)];
                column.push(inside.iter().sum::<f64>() / inside.len() as f64);
            }
        }
        for (part, column) in table.into_iter().enumerate() {
            self.push(format!("bin {} of {parts}", part + 1), column);
        }
        Ok(())
    }

    /// The design with every column divided into what differs between people and what differs within them.
    pub(crate) fn centred(self, centring: Centring, people: &Labels) -> Self {
        if centring == Centring::None {
            return self;
        }
        let mut centred = Self::default();
        for (name, column) in self.names.into_iter().zip(self.columns) {
            let mut sums = vec![(0.0, 0.0); people.names().len()];
            for (&person, value) in people.numbers().iter().zip(&column) {
                let (sum, count) = &mut sums[person as usize];
                *sum += value;
                *count += 1.0;
            }
            let means: Vec<f64> = people
                .numbers()
                .iter()
                .map(|&person| {
                    let (sum, count) = sums[person as usize];
                    sum / count
                })
                .collect();
            let within = column.iter().zip(&means).map(|(value, mean)| value - mean).collect();
            centred.push(format!("{name} (between people)"), means);
            centred.push(format!("{name} (within people)"), within);
        }
        centred
    }
}

/// A number that every episode has.
fn present(what: &'static str, columns: &Columns<'_>, numbers: &[Option<f64>]) -> Result<Vec<f64>, WhyLeftOut> {
    let lacking = numbers.iter().filter(|number| number.is_none()).count();
    match numbers.iter().position(Option::is_none) {
        Some(first) => Err(missing(what, columns, lacking, first)),
        None => Ok(numbers.iter().flatten().copied().collect()),
    }
}

fn missing(what: &'static str, columns: &Columns<'_>, count: usize, first: usize) -> WhyLeftOut {
    let episodes = columns.episodes();
    WhyLeftOut::Missing {
        what,
        count,
        episodes: episodes.count(),
        name: episodes.names()[first].clone(),
    }
}
