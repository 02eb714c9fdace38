//! CSV with a row for each moment.

use std::collections::HashMap;
use std::io::Read;

use csv::StringRecord;

use super::fault::{DataErrors, cut};
use super::gather::{Found, FoundMoment, Touchpoints};
use super::header::Header;
use super::place::{Kind, Place};
use super::read::Job;
use super::rows::Rows;
use super::table::{At, Said, Wholes, write_key};
use super::value::Cell;
use super::{DataFault, FileReport, MomentOrder, Part};

/// An episode while its rows come in, in any order.
#[derive(Debug)]
struct Group {
    /// The line of its first row.
    row: u64,
    person: Option<String>,
    episode: String,
    said: Said,
    /// The lines that said it, as `said` has them.
    lines: [u64; 4],
    moments: usize,
}

/// The moments of all rows, in the order of the file.
#[derive(Debug, Default)]
struct Moments {
    group: Vec<u32>,
    touchpoint: Vec<u32>,
    /// The rating, NaN where it is missing.
    rating: Vec<f64>,
    /// The duration in minutes, NaN where it is missing; empty without a column.
    minutes: Vec<f64>,
    /// The place in the order and the line; empty without a column.
    order: Vec<(Place, u64)>,
    /// What the first place is, and its line.
    kind: Option<(Kind, u64)>,
}

/// Columns of moments.
#[derive(Debug)]
struct MomentColumns {
    rating: Option<usize>,
    touchpoint: Option<usize>,
    duration: Option<usize>,
    order: Option<usize>,
}

/// Reads the rows, and puts those of an episode together.
pub(super) fn read<R: Read>(job: &mut Job<'_>, rows: &mut Rows<R>, header: &Header, wholes: &Wholes) -> FileReport {
    let columns = MomentColumns {
        rating: header.part(Part::Rating),
        touchpoint: header.part(Part::Touchpoint),
        duration: header.part(Part::Duration),
        order: header.part(Part::Order),
    };
    let mut groups = Groups {
        by_person: job.table.as_ref().is_none_or(|table| table.with_person()),
        ..Groups::default()
    };
    let mut moments = Moments::default();
    let mut touchpoints = Touchpoints::default();
    job.gathering.order = match columns.order {
        Some(place) => MomentOrder::Column(header.name(place).to_owned()),
        None => MomentOrder::Rows,
    };
    let file = rows.name.clone();
    while let Some((row, record)) = rows.next(&mut job.errors) {
        let at = At {
            file: &file,
            header,
            row,
        };
        let Some(group) = groups.of(&at, record, wholes, &mut job.errors) else {
            continue;
        };
        let said = wholes.said(&at, record, &job.values, &mut job.errors);
        groups.list[group].merge(&at, said, &mut job.errors);
        moments.read(job, &at, record, &columns, &mut touchpoints);
        groups.list[group].moments += 1;
        moments
            .group
            .push(u32::try_from(group).expect("fewer episodes than memory holds"));
    }
    let used = [columns.rating, columns.touchpoint, columns.duration, columns.order];
    let used: Vec<usize> = used.into_iter().flatten().chain(wholes.used()).collect();
    gather(job, &file, &groups.list, moments, touchpoints, header);
    rows.report(header.unused(&used))
}

/// The episodes so far, found by name.
#[derive(Debug, Default)]
struct Groups {
    list: Vec<Group>,
    by_key: HashMap<String, usize>,
    by_person: bool,
    key: String,
    /// The key and the number of the last one: rows of an episode mostly stand together.
    last: Option<(String, usize)>,
}

impl Groups {
    /// The number of the row's episode; none where its name is blank, which is said.
    fn of(&mut self, at: &At<'_>, record: &StringRecord, wholes: &Wholes, errors: &mut DataErrors) -> Option<usize> {
        let mut name = |part, place: Option<usize>| match place {
            Some(place) => at.name(part, place, record, errors).map(Some),
            None => Some(None),
        };
        let (person, episode) = (name(Part::Person, wholes.person), name(Part::Episode, wholes.episode));
        let (person, episode) = (person?, episode?);
        let episode = episode.or(person)?;
        write_key(&mut self.key, person.filter(|_| self.by_person), episode);
        if let Some((key, number)) = &self.last
            && *key == self.key
        {
            self.same_person(*number, at, person, wholes, errors);
            return Some(*number);
        }
        let number = match self.by_key.get(&self.key) {
            Some(&number) => number,
            None => {
                self.list.push(Group {
                    row: at.row,
                    person: person.map(str::to_owned),
                    episode: episode.to_owned(),
                    said: Said::default(),
                    lines: [at.row; 4],
                    moments: 0,
                });
                self.by_key.insert(self.key.clone(), self.list.len() - 1);
                self.list.len() - 1
            }
        };
        self.last = Some((self.key.clone(), number));
        self.same_person(number, at, person, wholes, errors);
        Some(number)
    }

    /// Where episodes are told apart by their own name only, an episode has one person all the same.
    fn same_person(&self, number: usize, at: &At<'_>, person: Option<&str>, wholes: &Wholes, errors: &mut DataErrors) {
        let group = &self.list[number];
        let (Some(found), Some(before), Some(place)) = (person, group.person.as_deref(), wholes.person) else {
            return;
        };
        if found != before {
            let fault = group.differs(Part::Person, cut(found), cut(before), group.row);
            errors.push(at.file, Some(at.row), Some(at.header.name(place)), fault);
        }
    }
}

impl Group {
    fn differs(&self, part: Part, found: String, before: String, first: u64) -> DataFault {
        DataFault::DiffersWithinEpisode {
            part,
            episode: cut(&self.episode),
            person: self.person.as_deref().filter(|_| part != Part::Person).map(cut),
            found,
            before,
            first,
        }
    }

    /// Takes up what a row says of the whole episode, which has to be what other rows said; a missing value says nothing.
    fn merge(&mut self, at: &At<'_>, said: Said, errors: &mut DataErrors) {
        let mut fault = |part, found: String, before: String, first| {
            let column = at.header.part(part).map(|place| at.header.name(place));
            errors.push(at.file, Some(at.row), column, self.differs(part, found, before, first));
        };
        let numbers = [
            (Part::Overall, self.said.overall, said.overall),
            (Part::Delay, self.said.delay, said.delay),
            (Part::Expectation, self.said.expectation, said.expectation),
        ];
        for (which, (part, before, found)) in numbers.into_iter().enumerate() {
            if let (Some(before), Some(found)) = (before, found)
                && before != found
            {
                fault(part, found.to_string(), before.to_string(), self.lines[which]);
            }
        }
        if let (Some(before), Some(found)) = (&self.said.stimulus, &said.stimulus)
            && before != found
        {
            fault(Part::Stimulus, cut(found), cut(before), self.lines[3]);
        }
        let Self { said: known, lines, .. } = self;
        take_up(&mut known.overall, said.overall, &mut lines[0], at.row);
        take_up(&mut known.delay, said.delay, &mut lines[1], at.row);
        take_up(&mut known.expectation, said.expectation, &mut lines[2], at.row);
        take_up(&mut known.stimulus, said.stimulus, &mut lines[3], at.row);
    }
}

fn take_up<T>(known: &mut Option<T>, found: Option<T>, line: &mut u64, row: u64) {
    if known.is_none() && found.is_some() {
        *known = found;
        *line = row;
    }
}

impl Moments {
    fn read(
        &mut self,
        job: &mut Job<'_>,
        at: &At<'_>,
        record: &StringRecord,
        columns: &MomentColumns,
        touchpoints: &mut Touchpoints,
    ) {
        let cell = |place: usize| Cell::Text(&record[place]);
        let errors = &mut job.errors;
        let rating = columns
            .rating
            .and_then(|place| at.value(place, job.values.rating(cell(place)), errors));
        self.rating.push(rating.unwrap_or(f64::NAN));
        if let Some(place) = columns.touchpoint {
            let name = at.name(Part::Touchpoint, place, record, errors);
            self.touchpoint.push(touchpoints.number(name.unwrap_or_default()));
        }
        if let Some(place) = columns.duration {
            let minutes = at.value(place, job.values.minutes(cell(place)), errors);
            self.minutes.push(minutes.unwrap_or(f64::NAN));
        }
        if let Some(place) = columns.order {
            let order = match job.values.order(cell(place)) {
                Ok(Some(order)) => self.unmixed(order, at.row, &record[place]).map(Some),
                Ok(None) => Err(DataFault::OrderMissing),
                other => other,
            };
            let order = at.value(place, order, errors);
            self.order.push((order.unwrap_or_else(Place::unknown), at.row));
        }
    }

    /// The place, if it is of the same kind as the first one.
    fn unmixed(&mut self, order: Place, row: u64, found: &str) -> Result<Place, DataFault> {
        let (kind, first) = *self.kind.get_or_insert((order.kind, row));
        match kind == order.kind {
            true => Ok(order),
            false => Err(DataFault::OrderMixed {
                found: cut(found.trim()),
                kind: order.kind.words(),
                before: kind.words(),
                first,
            }),
        }
    }

    /// Where the moments of each episode stand, episodes one after the other, as numbers of rows.
    fn by_group(&self, groups: &[Group]) -> Vec<usize> {
        let mut next: Vec<usize> = Vec::with_capacity(groups.len());
        let mut start = 0;
        for group in groups {
            next.push(start);
            start += group.moments;
        }
        let mut places = vec![0; self.group.len()];
        for (row, group) in self.group.iter().enumerate() {
            let place = &mut next[*group as usize];
            places[*place] = row;
            *place += 1;
        }
        places
    }

    /// Sorts the moments of an episode; whether they were out of order.
    fn sort(
        &self,
        file: &str,
        column: Option<&str>,
        group: &Group,
        rows: &mut [usize],
        errors: &mut DataErrors,
    ) -> bool {
        if self.order.is_empty() {
            return false;
        }
        let order = |row: usize| self.order[row].0;
        let sorted = rows.is_sorted_by(|one, other| order(*one) <= order(*other));
        if !sorted {
            rows.sort_by(|one, other| order(*one).compare(&order(*other)));
        }
        for pair in rows.windows(2) {
            if order(pair[0]) == order(pair[1]) {
                let fault = DataFault::OrderTwice {
                    episode: cut(&group.episode),
                    person: group.person.as_deref().map(cut),
                    order: order(pair[0]).shown(),
                    first: self.order[pair[0]].1,
                };
                errors.push(file, Some(self.order[pair[1]].1), column, fault);
            }
        }
        !sorted
    }
}

fn present(number: f64) -> Option<f64> {
    (!number.is_nan()).then_some(number)
}

/// Gives the episodes on, each with its moments in order.
fn gather(
    job: &mut Job<'_>,
    file: &str,
    groups: &[Group],
    moments: Moments,
    mut touchpoints: Touchpoints,
    header: &Header,
) {
    let named = header.part(Part::Touchpoint).is_some();
    let order_name = header.part(Part::Order).map(|place| header.name(place));
    let mut rows = moments.by_group(groups);
    let mut rest = &mut rows[..];
    let mut key = String::new();
    let mut found = Vec::new();
    let by_person = job.table.as_ref().is_none_or(|table| table.with_person());
    for group in groups {
        let (own, others) = rest.split_at_mut(group.moments);
        rest = others;
        let reordered = moments.sort(file, order_name, group, own, &mut job.errors);
        job.gathering.reordered += usize::from(reordered);
        found.clear();
        for (place, &row) in own.iter().enumerate() {
            found.push(FoundMoment {
                touchpoint: if named {
                    moments.touchpoint[row]
                } else {
                    touchpoints.place(place)
                },
                rating: present(moments.rating[row]),
                minutes: moments.minutes.get(row).copied().and_then(present),
            });
        }
        write_key(&mut key, group.person.as_deref().filter(|_| by_person), &group.episode);
        let whole = Found {
            row: group.row,
            name: Some(&group.episode),
            person: group.person.as_deref(),
            stimulus: group.said.stimulus.as_deref(),
            overall: group.said.overall,
            delay: group.said.delay,
            expectation: group.said.expectation,
        };
        job.add(file, &key, &whole, &found, &mut touchpoints);
    }
}
