//! Episodes: what people lived through, moment by moment, and what they remembered of it.

mod columns;
mod fault;
mod gather;
mod header;
mod json_lines;
mod labels;
mod long;
mod moments;
mod place;
mod read;
mod report;
mod rows;
mod table;
mod tree;
mod value;
mod wide;

pub use columns::{Columns, Part};
pub use fault::{DataError, DataErrors, DataFault};
use labels::Labelling;
pub use labels::Labels;
use peak_end::{Moment, Profile};
pub use read::{Form, ReadOptions, Reading, Table, read_episodes};
pub use report::{DataReport, FileReport, LeftOutEpisodes, MomentOrder, Spread, Summary};
use service_blueprint::Scale;
pub(crate) use tree::Tree;
pub use value::MISSING;

/// What was remembered: a rating, or one of two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Outcome {
    /// A rating, predicted by least squares.
    #[default]
    Rating,
    /// 1 for yes and 0 for no, predicted by logistic regression.
    Binary,
}

/// One episode, as it is put into [`Episodes`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Episode {
    /// Its name in the data.
    pub name: String,
    /// Who lived through it.
    pub person: String,
    /// What was lived through, where several people lived through the same.
    pub stimulus: Option<String>,
    /// What was remembered.
    pub overall: f64,
    /// How long after its end that was asked, in minutes.
    pub delay: Option<f64>,
    /// What was expected of the whole, on the scale of `overall`.
    pub expectation: Option<f64>,
    /// The moments that were rated, in order; at least one.
    pub moments: Vec<RatedMoment>,
}

/// A rated moment of an episode.
#[derive(Debug, Clone, PartialEq)]
pub struct RatedMoment {
    /// The touchpoint, or the column of the table, that was rated.
    pub touchpoint: String,
    /// The rating, on the scale of the episodes.
    pub rating: f64,
    /// How long it took, in minutes.
    pub minutes: Option<f64>,
}

/// Episodes with at least one rated moment and an overall rating each, on one scale. Never empty.
///
/// Ratings lie one after the other in memory, so that features of a million episodes are one sweep. An N/A is no
/// moment: it is left out, never a 0.
///
/// # Examples
/// ```
/// use peak_end_fit::{Episode, Episodes, Outcome, RatedMoment};
/// use service_blueprint::Scale;
/// let moment = |touchpoint: &str, rating| RatedMoment { touchpoint: touchpoint.into(), rating, minutes: None };
/// let episode = Episode {
///     name: "1".into(),
///     person: "Ann".into(),
///     overall: 6.0,
///     moments: vec![moment("queue", 3.0), moment("sip", 9.0)],
///     ..Episode::default()
/// };
/// let episodes = Episodes::new(Scale::default(), Outcome::Rating, [episode])?;
/// assert_eq!(episodes.ratings(0), [3.0, 9.0]);
/// assert_eq!(episodes.people().name_of(0), "Ann");
/// # Ok::<(), peak_end_fit::EpisodesError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Episodes {
    scale: Scale,
    outcome: Outcome,
    names: Vec<String>,
    people: Labels,
    stimuli: Option<Labels>,
    touchpoints: Labels,
    overall: Vec<f64>,
    overall_scale: Option<[f64; 2]>,
    is_remembered: bool,
    delays: Vec<Option<f64>>,
    expectations: Vec<Option<f64>>,
    /// Where the moments of each episode begin; one more at the end.
    starts: Vec<usize>,
    ratings: Vec<f64>,
    /// Minutes of each moment; none unless every moment of every episode has them.
    minutes: Option<Vec<f64>>,
}

/// Why there are no episodes. Episodes and moments are counted from 0.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EpisodesError {
    /// There is no episode.
    #[error("there is no episode")]
    Empty,
    /// An episode has no rated moment.
    #[error("episode {episode} has no rated moment")]
    NoMoment {
        /// The episode.
        episode: usize,
    },
    /// A rating is NaN, infinite or not on the scale.
    #[error("moment {moment} of episode {episode} is rated {rating}, outside {worst}..{best}")]
    RatingOffScale {
        /// The episode.
        episode: usize,
        /// The moment.
        moment: usize,
        /// Its rating.
        rating: f64,
        /// The scale's worst score.
        worst: f64,
        /// The scale's best score.
        best: f64,
    },
    /// A duration is NaN, infinite, 0 or negative.
    #[error("moment {moment} of episode {episode} takes {minutes} minutes, allowed are finite durations above 0")]
    Duration {
        /// The episode.
        episode: usize,
        /// The moment.
        moment: usize,
        /// Its duration.
        minutes: f64,
    },
    /// A number of the episode is NaN, infinite or too large to be computed with.
    #[error("the {what} of episode {episode} is {found}, allowed are numbers up to 1e9 in size")]
    Number {
        /// The episode.
        episode: usize,
        /// Which number.
        what: &'static str,
        /// The number.
        found: f64,
    },
    /// A binary outcome is neither 0 nor 1.
    #[error("the overall rating of episode {episode} is {found}, a binary outcome is 0 or 1")]
    NotBinary {
        /// The episode.
        episode: usize,
        /// The overall rating.
        found: f64,
    },
    /// Some episodes say what was lived through and others do not.
    #[error("episode {episode} names no stimulus, and others do")]
    NoStimulus {
        /// The first without one.
        episode: usize,
    },
}

/// The largest overall rating, delay or expectation in size, and the largest bound of the scale. Chosen: squares of
/// millions of them stay finite and keep their digits.
const LARGEST: f64 = 1e9;

impl Episodes {
    /// The episodes, in order.
    ///
    /// # Errors
    /// [`EpisodesError`] names the first number that is not allowed.
    pub fn new(
        scale: Scale,
        outcome: Outcome,
        episodes: impl IntoIterator<Item = Episode>,
    ) -> Result<Self, EpisodesError> {
        let mut building = Building::new(scale, outcome);
        for episode in episodes {
            building.push(&episode)?;
        }
        building.finish()
    }

    /// The scale of the ratings of moments.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// What was remembered: ratings, or yes and no.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// How many episodes there are; at least one.
    pub fn count(&self) -> usize {
        self.overall.len()
    }

    /// How many moments there are in all.
    pub fn moment_count(&self) -> usize {
        self.ratings.len()
    }

    /// The episodes' names in the data.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Who lived through each episode.
    pub fn people(&self) -> &Labels {
        &self.people
    }

    /// What was lived through in each episode, where the data say it.
    pub fn stimuli(&self) -> Option<&Labels> {
        self.stimuli.as_ref()
    }

    /// The touchpoint of each moment, moments of all episodes one after the other; see [`range`](Self::range).
    pub fn touchpoints(&self) -> &Labels {
        &self.touchpoints
    }

    /// The same, with the worst and the best overall rating, which say in which direction memories are better.
    #[must_use]
    pub fn with_overall_scale(mut self, scale: Option<[f64; 2]>) -> Self {
        self.overall_scale = scale;
        self
    }

    /// The worst and the best overall rating, where they were said.
    pub fn overall_scale(&self) -> Option<[f64; 2]> {
        self.overall_scale
    }

    /// Whether every episode has an overall rating. Only where ratings of moments alone were asked for
    /// ([`ReadOptions::ratings_only`]) it may not be so; then [`overall`](Self::overall) is 0 throughout and means nothing.
    pub fn is_remembered(&self) -> bool {
        self.is_remembered
    }

    /// What was remembered of each episode.
    pub fn overall(&self) -> &[f64] {
        &self.overall
    }

    /// How long after each episode that was asked, in minutes.
    pub fn delays(&self) -> &[Option<f64>] {
        &self.delays
    }

    /// What was expected of each episode.
    pub fn expectations(&self) -> &[Option<f64>] {
        &self.expectations
    }

    /// Where an episode's moments stand among those of all episodes.
    pub fn range(&self, episode: usize) -> std::ops::Range<usize> {
        self.starts[episode]..self.starts[episode + 1]
    }

    /// The ratings of an episode's moments, in order; at least one.
    pub fn ratings(&self, episode: usize) -> &[f64] {
        &self.ratings[self.range(episode)]
    }

    /// How long each moment of an episode took, in minutes. None for any episode unless every moment of all has a duration.
    pub fn minutes(&self, episode: usize) -> Option<&[f64]> {
        Some(&self.minutes.as_ref()?[self.range(episode)])
    }

    /// Whether every moment of every episode has a duration. If one lacks it, none is used.
    pub fn is_timed(&self) -> bool {
        self.minutes.is_some()
    }

    /// An episode as a profile, as memory models take it.
    pub fn profile(&self, episode: usize) -> Profile {
        Profile::new(self.scale, self.moments(episode).collect()).expect(CHECKED)
    }

    /// The moments of an episode, in order.
    pub(crate) fn moments(&self, episode: usize) -> impl Iterator<Item = Moment> {
        let minutes = self.minutes(episode);
        self.ratings(episode)
            .iter()
            .enumerate()
            .map(move |(at, &rating)| Moment {
                minutes: minutes.map(|minutes| minutes[at]),
                ..Moment::scored(rating)
            })
    }
}

/// Why an episode is a profile.
pub(crate) const CHECKED: &str = "ratings and durations were checked on the way in";

/// Episodes while they are put together, one by one.
#[derive(Debug)]
pub(crate) struct Building {
    episodes: Episodes,
    people: Labelling,
    stimuli: Labelling,
    touchpoints: Labelling,
}

/// An episode without its moments.
#[derive(Debug)]
struct Whole<'a> {
    name: &'a str,
    person: &'a str,
    stimulus: Option<&'a str>,
    overall: f64,
    delay: Option<f64>,
    expectation: Option<f64>,
}

impl Building {
    pub(crate) fn new(scale: Scale, outcome: Outcome) -> Self {
        let episodes = Episodes {
            scale,
            outcome,
            names: Vec::new(),
            people: Labels::default(),
            stimuli: None,
            touchpoints: Labels::default(),
            overall: Vec::new(),
            overall_scale: None,
            is_remembered: true,
            delays: Vec::new(),
            expectations: Vec::new(),
            starts: vec![0],
            ratings: Vec::new(),
            minutes: Some(Vec::new()),
        };
        Self {
            episodes,
            people: Labelling::default(),
            stimuli: Labelling::default(),
            touchpoints: Labelling::default(),
        }
    }

    /// Adds an episode; what was added before stays if it is refused.
    pub(crate) fn push(&mut self, episode: &Episode) -> Result<(), EpisodesError> {
        self.check(episode)?;
        for moment in &episode.moments {
            let touchpoint = self.touchpoint(&moment.touchpoint);
            self.push_moment(touchpoint, moment.rating, moment.minutes);
        }
        self.close(&Whole {
            name: &episode.name,
            person: &episode.person,
            stimulus: episode.stimulus.as_deref(),
            overall: episode.overall,
            delay: episode.delay,
            expectation: episode.expectation,
        });
        Ok(())
    }

    /// The number of a touchpoint, known from now on.
    fn touchpoint(&mut self, name: &str) -> u32 {
        self.touchpoints.number(name)
    }

    /// Adds a moment, already checked, to the episode that is closed next.
    fn push_moment(&mut self, touchpoint: u32, rating: f64, minutes: Option<f64>) {
        self.touchpoints.push_number(touchpoint);
        let into = &mut self.episodes;
        into.ratings.push(rating);
        match (&mut into.minutes, minutes) {
            (Some(all), Some(minutes)) => all.push(minutes),
            (all, _) => *all = None,
        }
    }

    /// Ends the episode of the moments pushed last; it has been checked.
    fn close(&mut self, whole: &Whole<'_>) {
        let into = &mut self.episodes;
        into.names.push(whole.name.to_owned());
        self.people.push(whole.person);
        if let Some(stimulus) = whole.stimulus {
            self.stimuli.push(stimulus);
        }
        into.overall.push(whole.overall);
        into.delays.push(whole.delay);
        into.expectations.push(whole.expectation);
        into.starts.push(into.ratings.len());
    }

    fn check(&self, found: &Episode) -> Result<(), EpisodesError> {
        let episode = self.episodes.overall.len();
        let scale = self.episodes.scale;
        if found.moments.is_empty() {
            return Err(EpisodesError::NoMoment { episode });
        }
        let number = |what, number: f64| match number.abs() <= LARGEST {
            true => Ok(()),
            false => Err(EpisodesError::Number {
                episode,
                what,
                found: number,
            }),
        };
        number("scale's worst score", scale.worst())?;
        number("scale's best score", scale.best())?;
        number("overall rating", found.overall)?;
        found.delay.map_or(Ok(()), |delay| number("delay", delay))?;
        found
            .expectation
            .map_or(Ok(()), |expected| number("expectation", expected))?;
        if self.episodes.outcome == Outcome::Binary && found.overall != 0.0 && found.overall != 1.0 {
            return Err(EpisodesError::NotBinary {
                episode,
                found: found.overall,
            });
        }
        if found.stimulus.is_some() != (self.stimuli.len() > 0) && episode > 0 {
            // Where this is the first that names one, the first episode is the first that does not.
            let episode = if found.stimulus.is_some() { 0 } else { episode };
            return Err(EpisodesError::NoStimulus { episode });
        }
        for (moment, &RatedMoment { rating, minutes, .. }) in found.moments.iter().enumerate() {
            if !scale.contains(rating) {
                let (worst, best) = (scale.worst(), scale.best());
                return Err(EpisodesError::RatingOffScale {
                    episode,
                    moment,
                    rating,
                    worst,
                    best,
                });
            }
            if let Some(minutes) = minutes.filter(|minutes| !(*minutes > 0.0 && *minutes <= LARGEST)) {
                return Err(EpisodesError::Duration {
                    episode,
                    moment,
                    minutes,
                });
            }
        }
        Ok(())
    }

    /// Takes note that an episode has no overall rating, so that those of others tell nothing of all.
    fn forget(&mut self) {
        self.episodes.is_remembered = false;
    }

    pub(crate) fn finish(self) -> Result<Episodes, EpisodesError> {
        let mut episodes = self.episodes;
        if episodes.overall.is_empty() {
            return Err(EpisodesError::Empty);
        }
        if !episodes.is_remembered {
            episodes.overall.fill(0.0);
        }
        episodes.people = self.people.finish();
        episodes.stimuli = (self.stimuli.len() > 0).then(|| self.stimuli.finish());
        episodes.touchpoints = self.touchpoints.finish();
        Ok(episodes)
    }
}
