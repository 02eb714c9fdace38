//! Episodes as they come out of a file, put together with what the report says of them.

use service_blueprint::Scale;

use super::fault::DataErrors;
use super::report::{DataReport, FileReport, LeftOutEpisodes, Summary, moments_per_episode};
use super::{Building, DataFault, Labelling, MomentOrder, ReadOptions, Reading, Whole};

/// An episode as it was found, its moments aside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) row: u64,
    /// Its name; none where its row is all that it can be called by.
    pub(super) name: Option<&'a str>,
    /// Who lived through it; none where the data do not say.
    pub(super) person: Option<&'a str>,
    pub(super) stimulus: Option<&'a str>,
    pub(super) overall: Option<f64>,
    pub(super) delay: Option<f64>,
    pub(super) expectation: Option<f64>,
}

/// A moment as it was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundMoment {
    /// The number of the touchpoint's name among [`Touchpoints`].
    pub(super) touchpoint: u32,
    pub(super) rating: Option<f64>,
    pub(super) minutes: Option<f64>,
}

/// The names of touchpoints as a reader numbers them, with the numbers that the episodes give them: those are in the order
/// in which touchpoints are first rated, whatever the form of the file.
#[derive(Debug, Default)]
pub(super) struct Touchpoints {
    names: Labelling,
    known: Vec<Option<u32>>,
    /// The numbers of `1`, `2` and on, what moments without a name are called.
    places: Vec<u32>,
}

impl Touchpoints {
    /// The number of a name.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        let number = self.names.number(name);
        if self.known.len() <= number as usize {
            self.known.push(None);
        }
        number
    }

    /// The number of the name of a moment that has none but its place, counted from 0.
    pub(super) fn place(&mut self, place: usize) -> u32 {
        while self.places.len() <= place {
            let number = self.number(&(self.places.len() + 1).to_string());
            self.places.push(number);
        }
        self.places[place]
    }
}

/// Episodes while a file is read.
#[derive(Debug)]
pub(super) struct Gathering {
    building: Building,
    durations: usize,
    missing_ratings: u64,
    without_moments: LeftOutEpisodes,
    without_overall: LeftOutEpisodes,
    pub(super) reordered: usize,
    /// Where the order of moments comes from; readers of tables say it.
    pub(super) order: MomentOrder,
    pub(super) moment_columns: Vec<String>,
    /// Whether an episode without an overall rating is kept.
    ratings_only: bool,
    /// Whether the data name people.
    named_people: bool,
    /// Lines of the episodes that were kept.
    rows: Vec<u64>,
    /// Of these episodes whether the last moment listed is not rated.
    unrated_ends: Vec<bool>,
}

impl Gathering {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            building: Building::new(options.scale.unwrap_or_default(), options.outcome),
            durations: 0,
            missing_ratings: 0,
            without_moments: LeftOutEpisodes::default(),
            without_overall: LeftOutEpisodes::default(),
            reordered: 0,
            order: MomentOrder::Lists,
            moment_columns: Vec::new(),
            ratings_only: options.ratings_only,
            named_people: false,
            rows: Vec::new(),
            unrated_ends: Vec::new(),
        }
    }

    /// Adds an episode, or counts it among those left out.
    pub(super) fn add(&mut self, found: &Found<'_>, moments: &[FoundMoment], touchpoints: &mut Touchpoints) {
        let rated = || moments.iter().filter_map(|moment| Some((moment, moment.rating?)));
        let name = found.name.unwrap_or_default();
        let count = rated().count();
        self.missing_ratings += (moments.len() - count) as u64;
        if count == 0 {
            self.without_moments.add(found.row, name);
            return;
        }
        let overall = match found.overall {
            Some(overall) => overall,
            None if self.ratings_only => {
                self.building.forget();
                0.0
            }
            None => {
                self.without_overall.add(found.row, name);
                return;
            }
        };
        for (moment, rating) in rated() {
            let known = &mut touchpoints.known[moment.touchpoint as usize];
            let name = || touchpoints.names.name(moment.touchpoint);
            let number = *known.get_or_insert_with(|| self.building.touchpoint(name()));
            self.durations += usize::from(moment.minutes.is_some());
            self.building.push_moment(number, rating, moment.minutes);
        }
        self.named_people |= found.person.is_some();
        self.rows.push(found.row);
        self.unrated_ends
            .push(moments.last().is_some_and(|last| last.rating.is_none()));
        self.building.close(&Whole {
            name,
            // Without people, every episode counts as another person's.
            person: found.person.unwrap_or(name),
            stimulus: found.stimulus,
            overall,
            delay: found.delay,
            expectation: found.expectation,
        });
    }

    /// The episodes with their report, if nothing is wrong.
    pub(super) fn finish(
        self,
        file: &str,
        files: Vec<FileReport>,
        scale: Option<Scale>,
        options: &ReadOptions,
        mut errors: DataErrors,
    ) -> Result<Reading, DataErrors> {
        let Some(scale) = scale.filter(|_| errors.is_empty()) else {
            return Err(errors);
        };
        let nothing = DataFault::NothingLeft {
            no_moments: self.without_moments.count,
            no_overall: self.without_overall.count,
        };
        let Ok(episodes) = self.building.finish() else {
            errors.push(file, None, None, nothing);
            return Err(errors);
        };
        let episodes = episodes.with_overall_scale(options.overall_scale);
        let (Some(ratings), Some(overall)) = (Summary::of(&episodes.ratings), Summary::of(episodes.overall())) else {
            errors.push(file, None, None, nothing);
            return Err(errors);
        };
        let report = DataReport {
            files,
            episodes: episodes.count(),
            people: self.named_people.then(|| episodes.people().names().len()),
            stimuli: episodes.stimuli().map(|stimuli| stimuli.names().len()),
            moments: moments_per_episode(&episodes),
            touchpoints: episodes.touchpoints().names().to_vec(),
            moment_columns: self.moment_columns,
            missing_ratings: self.missing_ratings,
            without_moments: self.without_moments,
            without_overall: self.without_overall,
            order: self.order,
            reordered: self.reordered,
            ratings,
            overall,
            outcome: episodes.outcome(),
            scale,
            overall_scale: options.overall_scale,
            durations: self.durations,
            delays: Summary::of_some(episodes.delays()),
            expectations: Summary::of_some(episodes.expectations()),
        };
        Ok(Reading {
            episodes,
            report,
            rows: self.rows,
            unrated_ends: self.unrated_ends,
        })
    }
}
