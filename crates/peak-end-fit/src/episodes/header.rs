//! Columns by the parts they play.

use std::collections::HashMap;

use super::fault::{DataErrors, cut};
use super::{Columns, DataFault, Part};

/// The columns of a file.
#[derive(Debug)]
pub(super) struct Header {
    names: Vec<String>,
    parts: Vec<(Part, usize)>,
}

/// Delimiters that a header read with another one would hold.
const DELIMITERS: [char; 4] = [';', '\t', '|', ','];

impl Header {
    /// The columns, where the file is a table at all.
    pub(super) fn new(
        file: &str,
        names: Vec<String>,
        delimiter: u8,
        columns: &Columns,
        errors: &mut DataErrors,
    ) -> Option<Self> {
        if let [only] = &names[..]
            && let Some(&likely) = DELIMITERS.iter().find(|other| only.contains(**other))
        {
            let fault = DataFault::WrongDelimiter {
                delimiter: delimiter.into(),
                likely,
                header: cut(only),
            };
            errors.push(file, Some(1), None, fault);
            return None;
        }
        if names.iter().any(|name| name.contains('\0')) {
            errors.push(file, Some(1), None, DataFault::NotUtf8 { utf16: true });
            return None;
        }
        let mut places = HashMap::new();
        for (second, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let first = *places.entry(name.as_str()).or_insert(second);
            if first != second {
                let fault = DataFault::ColumnTwice {
                    name: cut(name),
                    first: first + 1,
                    second: second + 1,
                };
                errors.push(file, Some(1), None, fault);
            }
        }
        let mut header = Self {
            names,
            parts: Vec::new(),
        };
        for part in Part::ALL {
            let place = match columns.name_of(part) {
                Some(name) => header.place(name),
                None => part.usual_names().iter().find_map(|name| header.place(name)),
            };
            header.parts.extend(place.map(|place| (part, place)));
        }
        Some(header)
    }

    /// Where a column stands.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// Where the column of a part stands.
    pub(super) fn part(&self, part: Part) -> Option<usize> {
        let found = self.parts.iter().find(|(other, _)| *other == part);
        found.map(|(_, place)| *place)
    }

    /// The part that a column plays, if any.
    pub(super) fn part_at(&self, place: usize) -> Option<Part> {
        let found = self.parts.iter().find(|(_, other)| *other == place);
        found.map(|(part, _)| *part)
    }

    /// The column's name.
    pub(super) fn name(&self, place: usize) -> &str {
        &self.names[place]
    }

    /// All names.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The names of the columns that are not among the used ones.
    pub(super) fn unused(&self, used: &[usize]) -> Vec<String> {
        let mut is_used = vec![false; self.names.len()];
        for &place in used {
            is_used[place] = true;
        }
        let free = |(place, name): (usize, &String)| match name.is_empty() {
            _ if is_used[place] => None,
            true => Some(format!("column {}", place + 1)),
            false => Some(name.clone()),
        };
        self.names.iter().enumerate().filter_map(free).collect()
    }
}

/// A column that should be there and is not, with the names that are.
pub(super) fn missing<'n>(part: Part, columns: &Columns, known: impl IntoIterator<Item = &'n String>) -> DataFault {
    let name = columns.name_of(part).unwrap_or(part.name()).to_owned();
    let known: Vec<String> = known.into_iter().filter(|name| !name.is_empty()).cloned().collect();
    DataFault::MissingColumn {
        part,
        nearest: nearest(&name, known.iter().map(String::as_str)),
        known,
        name: cut(&name),
    }
}

/// Names less alike than this are not proposed: from 0, nothing in common, to 1, the same. Chosen.
const ALIKE: f64 = 0.66;
/// Shorter names are within others by chance. Chosen.
const SHORTEST: usize = 3;

/// The most alike of the names, if any is alike.
pub(super) fn nearest<'n>(found: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let found = found.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let other = name.to_lowercase();
        let distance = strsim::normalized_damerau_levenshtein(&found, &other);
        // A name within a longer one, `rating` in `overall_rating`, is what people rename columns to.
        let is_long = found.chars().count().min(other.chars().count()) >= SHORTEST;
        let within = match is_long && (other.contains(&found) || found.contains(&other)) {
            true => ALIKE,
            false => 0.0,
        };
        let alike = distance.max(within);
        if alike >= ALIKE && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}
