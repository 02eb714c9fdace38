//! Data sets for the table of models × sets: public ones, read as a manifest says, and simulated ones.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use peak_end_fit::{
    Candidate, Columns, Episodes, Finding, Grouping, Part, ReadOptions, Severity, SimulateOptions, Sureness, Table,
    data_checks, read_episodes, simulate,
};
use serde::Deserialize;
use service_blueprint::Scale;

/// A set that is known, as the manifest describes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownSet {
    pub name: String,
    file: PathBuf,
    table: Option<PathBuf>,
    columns: BTreeMap<String, String>,
    moments: Vec<String>,
    scale: [f64; 3],
    #[serde(default)]
    missing: Vec<String>,
    group: Group,
    order: Order,
    /// Out-of-fold R² computed by another program, by candidate.
    #[serde(default)]
    pub reference: IndexMap<String, f64>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Group {
    Person,
    Stimulus,
    Episode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Order {
    Real,
    Imposed,
}

/// Episodes to compare on.
pub struct Set {
    pub name: String,
    pub episodes: Episodes,
    pub grouping: Grouping,
    pub candidates: Vec<Candidate>,
    /// What the checks of the data object to.
    pub objections: Vec<Finding>,
    /// Out-of-fold R² computed by another program.
    pub reference: Vec<(Candidate, f64)>,
}

/// Rules by which simulated people remember.
const RULES: [&str; 6] = [
    "mean",
    "peak_end",
    "end",
    "minimum_end",
    "recency_mean(decay=0.3)",
    "loss_averse_mean(loss_aversion=3)",
];

/// Where the order is not people's own, candidates know no order.
const WITHOUT_ORDER: [&str; 7] = [
    "mean",
    "trough",
    "best",
    "ols:mean+trough",
    "ols:trough+best",
    "ols:touchpoints",
    "ridge:touchpoints",
];

impl KnownSet {
    /// The manifest.
    pub fn all() -> Result<Vec<Self>, Box<dyn Error>> {
        Ok(serde_yaml::from_str(include_str!("accuracy/sets.yaml"))?)
    }

    /// The set; none where its files are not in the folder.
    pub fn read(&self, folder: &Path) -> Result<Option<Set>, Box<dyn Error>> {
        let file = folder.join(&self.file);
        let table = self.table.as_ref().map(|table| folder.join(table));
        if !file.exists() || table.as_ref().is_some_and(|table| !table.exists()) {
            return Ok(None);
        }
        let open = |path: &Path| -> Result<Table<File>, Box<dyn Error>> {
            let name = path.display().to_string();
            let reader = File::open(path)?;
            Ok(Table { name, reader })
        };
        let table = table.as_deref().map(open).transpose()?;
        let episodes = read_episodes(open(&file)?, table, &self.options()?)?.episodes;
        let reference: Vec<(Candidate, f64)> = self
            .reference
            .iter()
            .map(|(text, r2)| Ok((text.parse()?, *r2)))
            .collect::<Result<_, Box<dyn Error>>>()?;
        let mut candidates = match self.order {
            Order::Real => Candidate::usual(&episodes),
            Order::Imposed => parsed(&WITHOUT_ORDER)?,
        };
        let further = reference.iter().map(|(candidate, _)| candidate);
        for candidate in further {
            if !candidates.contains(candidate) {
                candidates.push(candidate.clone());
            }
        }
        let objections = data_checks(&episodes);
        let grouping = match self.group {
            Group::Person => Grouping::Person,
            Group::Stimulus => Grouping::Stimulus,
            Group::Episode => Grouping::Episode,
        };
        Ok(Some(Set {
            name: self.name.clone(),
            episodes,
            grouping,
            candidates,
            objections: objections
                .into_iter()
                .filter(|one| one.severity == Severity::Objection)
                .collect(),
            reference,
        }))
    }

    /// The file in which the set is looked for.
    pub fn file(&self) -> &Path {
        &self.file
    }

    fn options(&self) -> Result<ReadOptions, Box<dyn Error>> {
        let mut columns = Columns::default();
        for (part, name) in &self.columns {
            let part = Part::ALL.into_iter().find(|known| known.name() == part);
            columns = columns.with(part.ok_or("the manifest names no such part")?, name);
        }
        let [worst, neutral, best] = self.scale;
        Ok(ReadOptions {
            columns,
            moments: self.moments.clone(),
            scale: Some(Scale::new(worst, neutral, best)?),
            missing: self.missing.clone(),
            ..ReadOptions::default()
        })
    }
}

/// Sets of people who remember by a known rule: 60 of them, 5 episodes each, half of what they remember explained.
pub fn simulated() -> Result<Vec<Set>, Box<dyn Error>> {
    RULES
        .into_iter()
        .map(|rule| {
            let options = SimulateOptions {
                rule: rule.parse()?,
                people: 60,
                episodes: 5,
                sureness: Sureness::R2(0.5),
                seed: crate::SEED,
                ..SimulateOptions::default()
            };
            let episodes = simulate(&options)?.episodes;
            Ok(Set {
                name: format!("simulated: people remember by {rule}"),
                candidates: Candidate::usual(&episodes),
                episodes,
                grouping: Grouping::Person,
                objections: Vec::new(),
                reference: Vec::new(),
            })
        })
        .collect()
}

fn parsed(texts: &[&str]) -> Result<Vec<Candidate>, Box<dyn Error>> {
    texts.iter().map(|text| Ok(text.parse()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_says_what_can_be_read() -> Result<(), Box<dyn Error>> {
        let sets = KnownSet::all()?;
        assert!(sets.len() >= 4);
        for set in &sets {
            set.options()?;
            for text in set.reference.keys() {
                text.parse::<Candidate>()?;
            }
        }
        parsed(&WITHOUT_ORDER)?;
        Ok(())
    }
}
