//! CSV with a row for each episode and a column for each moment.

use std::collections::HashMap;
use std::io::Read;

use super::fault::cut;
use super::gather::{Found, FoundMoment, Touchpoints};
use super::header::Header;
use super::moments;
use super::read::Job;
use super::rows::Rows;
use super::table::{At, Wholes, write_key};
use super::value::Cell;
use super::{DataFault, FileReport, MomentOrder, Part};

/// Reads the rows.
pub(super) fn read<R: Read>(job: &mut Job<'_>, rows: &mut Rows<R>, header: &Header, wholes: &Wholes) -> FileReport {
    let file = rows.name.clone();
    let mut used = wholes.used();
    let columns = moments::choose(&file, header, &job.options.moments, &used, &mut job.errors);
    let mut touchpoints = Touchpoints::default();
    let labels: Vec<u32> = columns
        .iter()
        .map(|place| touchpoints.number(header.name(*place)))
        .collect();
    let mut known = Known::default();
    let mut found = Vec::with_capacity(columns.len());
    while let Some((row, record)) = rows.next(&mut job.errors) {
        let at = At {
            file: &file,
            header,
            row,
        };
        let mut name = |part, place: Option<usize>| at.name(part, place?, record, &mut job.errors);
        let person = name(Part::Person, wholes.person);
        let episode = name(Part::Episode, wholes.episode);
        let said = wholes.said(&at, record, &job.values, &mut job.errors);
        found.clear();
        for (&place, &touchpoint) in columns.iter().zip(&labels) {
            let rating = job.values.rating(Cell::Text(&record[place]));
            found.push(FoundMoment {
                touchpoint,
                rating: at.value(place, rating, &mut job.errors),
                minutes: None,
            });
        }
        // A name that is blank has been said.
        let lost = wholes.episode.is_some() && episode.is_none() || wholes.person.is_some() && person.is_none();
        if lost {
            continue;
        }
        let whole = Found {
            row,
            name: episode,
            person,
            stimulus: said.stimulus.as_deref(),
            overall: said.overall,
            delay: said.delay,
            expectation: said.expectation,
        };
        known.add(job, &file, &whole, &found, &mut touchpoints);
    }
    job.gathering.order = MomentOrder::Columns;
    job.gathering.moment_columns = columns.iter().map(|place| header.name(*place).to_owned()).collect();
    used.extend(columns);
    rows.report(header.unused(&used))
}

/// Episodes that have been read, to tell when one comes twice.
#[derive(Debug, Default)]
pub(super) struct Known {
    rows: HashMap<String, u64>,
    key: String,
}

impl Known {
    /// Adds an episode whose names were found in its own row, with what the episode table says of it.
    pub(super) fn add(
        &mut self,
        job: &mut Job<'_>,
        file: &str,
        found: &Found<'_>,
        moments: &[FoundMoment],
        touchpoints: &mut Touchpoints,
    ) {
        let by_person = job.table.as_ref().is_none_or(|table| table.with_person());
        let own = found.row.to_string();
        let episode = match (found.name, &job.table) {
            (Some(name), _) => name,
            (None, Some(_)) => found.person.unwrap_or(&own),
            (None, None) => &own,
        };
        write_key(&mut self.key, found.person.filter(|_| by_person), episode);
        if found.name.is_some() || job.table.is_some() {
            if let Some(&first) = self.rows.get(&self.key) {
                let fault = DataFault::DuplicateEpisode {
                    episode: cut(episode),
                    person: found.person.filter(|_| by_person).map(cut),
                    first,
                };
                job.errors.push(file, Some(found.row), None, fault);
                return;
            }
            self.rows.insert(self.key.clone(), found.row);
        }
        let found = Found {
            name: Some(episode),
            ..*found
        };
        job.add(file, &self.key, &found, moments, touchpoints);
    }
}
