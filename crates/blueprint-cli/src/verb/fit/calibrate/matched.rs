//! Which touchpoint of the blueprint each name in the data means.

use peak_end_fit::TouchpointRatings;
use service_blueprint::document::Touchpoint;
use service_blueprint::{Blueprint, Measured, TouchpointId};

use super::odd;
use crate::failure::Failure;
use crate::nearest::nearest;

/// The names of the data and the touchpoints of the blueprint, brought together.
pub(super) struct Matched {
    /// Touchpoints with ratings, in the order of the blueprint.
    pub(super) found: Vec<Found>,
    /// Names that are neither an id nor the name of one touchpoint, in the order of the data.
    pub(super) unknown: Vec<Unknown>,
}

/// A touchpoint with its ratings.
pub(super) struct Found {
    pub(super) id: String,
    pub(super) name: String,
    /// Its score as it was written.
    pub(super) before: Option<service_blueprint::document::Rating>,
    pub(super) ratings: TouchpointRatings,
}

/// A name that the blueprint does not know.
pub(super) struct Unknown {
    pub(super) name: String,
    pub(super) n: u64,
    /// The ids of the touchpoints that it could mean: several of that name, or the most alike.
    pub(super) like: Vec<String>,
    /// Whether several touchpoints have exactly this name.
    pub(super) ambiguous: bool,
}

/// Every touchpoint, those that options add after the others.
pub(super) fn touchpoints(blueprint: &Blueprint) -> impl Iterator<Item = &Touchpoint> {
    let document = blueprint.document();
    let listed = document.stages.iter().flat_map(|stage| &stage.touchpoints);
    let added = document.options.iter().flat_map(|option| &option.adds);
    listed.chain(added.map(|addition| &addition.touchpoint))
}

/// The touchpoint with this id.
pub(super) fn touchpoint<'b>(blueprint: &'b Blueprint, id: &str) -> Option<&'b Touchpoint> {
    touchpoints(blueprint).find(|touchpoint| touchpoint.id == id)
}

/// The name by which people know a touchpoint.
pub(super) fn name_of(touchpoint: &Touchpoint) -> &str {
    touchpoint.name.as_deref().unwrap_or(&touchpoint.id)
}

impl Matched {
    /// Ids come first, then names.
    pub(super) fn new(blueprint: &Blueprint, ratings: Vec<TouchpointRatings>) -> Result<Self, Failure> {
        let all: Vec<&Touchpoint> = touchpoints(blueprint).collect();
        let mut by_place: Vec<Vec<TouchpointRatings>> = vec![Vec::new(); all.len()];
        let mut unknown = Vec::new();
        for one in ratings {
            let named = |wanted: &dyn Fn(&Touchpoint) -> bool| -> Vec<usize> {
                (0..all.len()).filter(|place| wanted(all[*place])).collect()
            };
            let mut places = named(&|touchpoint| touchpoint.id == one.touchpoint);
            if places.is_empty() {
                places = named(&|touchpoint| touchpoint.name.as_deref() == Some(&one.touchpoint));
            }
            match places[..] {
                [place] => by_place[place].push(one),
                _ => unknown.push(Unknown::new(one, &places, &all)),
            }
        }
        if let Some((place, twice)) = by_place.iter().enumerate().find(|(_, names)| names.len() > 1) {
            let names: Vec<String> = twice.iter().map(|one| format!("`{}`", one.touchpoint)).collect();
            let message = format!(
                "{} in the data are names of the same touchpoint, `{}`",
                names.join(" and "),
                all[place].id
            );
            let help = "give them one name in the data, or leave one out".to_owned();
            return Err(Failure::request("touchpoint-named-twice", message, Some(help)));
        }
        let found: Vec<Found> = all
            .iter()
            .zip(by_place)
            .flat_map(|(touchpoint, ratings)| ratings.into_iter().map(|ratings| Found::new(touchpoint, ratings)))
            .collect();
        if found.is_empty() {
            return Err(nothing_known(&unknown, &all));
        }
        Ok(Self { found, unknown })
    }
}

impl Found {
    fn new(touchpoint: &Touchpoint, ratings: TouchpointRatings) -> Self {
        Self {
            id: touchpoint.id.clone(),
            name: name_of(touchpoint).to_owned(),
            before: touchpoint.experience.clone(),
            ratings,
        }
    }

    /// The ratings as a score of the touchpoint.
    pub(super) fn measured(&self) -> Result<Measured, Failure> {
        Ok(Measured {
            touchpoint: TouchpointId::new(&self.id).map_err(|error| odd(&error.to_string()))?,
            mean: self.ratings.mean,
            sd: self.ratings.sd,
            n: self.ratings.n,
        })
    }
}

impl Unknown {
    fn new(ratings: TouchpointRatings, places: &[usize], all: &[&Touchpoint]) -> Self {
        let mut like: Vec<String> = places.iter().map(|place| all[*place].id.clone()).collect();
        let ambiguous = !like.is_empty();
        if !ambiguous {
            let ids = all.iter().map(|touchpoint| touchpoint.id.as_str());
            let near = nearest(&ratings.touchpoint, ids).map(str::to_owned);
            let by_name = || {
                let near = nearest(&ratings.touchpoint, all.iter().map(|touchpoint| name_of(touchpoint)))?;
                all.iter()
                    .find(|touchpoint| name_of(touchpoint) == near)
                    .map(|touchpoint| touchpoint.id.clone())
            };
            like.extend(near.or_else(by_name));
        }
        Self {
            name: ratings.touchpoint,
            n: ratings.n,
            like,
            ambiguous,
        }
    }
}

fn nothing_known(unknown: &[Unknown], all: &[&Touchpoint]) -> Failure {
    let list = |names: &mut dyn Iterator<Item = &str>| {
        const LISTED: usize = 8;
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        match names.len() {
            count if count > LISTED => format!("{} and {} more", names[..LISTED].join(", "), count - LISTED),
            _ => names.join(", "),
        }
    };
    let message = format!(
        "no name in the data is a touchpoint of the blueprint: {}",
        list(&mut unknown.iter().map(|unknown| unknown.name.as_str()))
    );
    let help = format!(
        "name touchpoints in the data as in the blueprint: {}",
        list(&mut all.iter().map(|touchpoint| touchpoint.id.as_str()))
    );
    Failure::request("no-touchpoint-known", message, Some(help))
}
