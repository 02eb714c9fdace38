//! Simulated episodes as files that are read again without a word about their columns.

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::{Map, Value};

use super::remember::touchpoint;
use super::{SimulateError, Simulated};
use crate::{Episodes, Form};

impl Simulated {
    /// The episodes as the text of a file, in full double precision.
    ///
    /// # Errors
    /// [`SimulateError::NoPlaceForDurations`] where a table with a row per episode would lose them.
    pub fn text(&self, form: Form) -> Result<String, SimulateError> {
        let has_minutes = self.episodes.minutes(0).is_some();
        match form {
            Form::Long => Ok(self.long(has_minutes)),
            Form::Wide if has_minutes => Err(SimulateError::NoPlaceForDurations),
            Form::Wide => Ok(self.wide()),
            Form::JsonLines => Ok(self.json_lines()),
        }
    }

    fn long(&self, has_minutes: bool) -> String {
        let episodes = &self.episodes;
        let mut text = "person,episode,order,touchpoint,rating".to_owned();
        text.push_str(if has_minutes { ",duration" } else { "" });
        text.push_str(if episodes.stimuli().is_some() { ",stimulus" } else { "" });
        text.push_str(",overall\n");
        for episode in 0..episodes.count() {
            let whole = self.whole(episode);
            for (order, moment) in episodes.range(episode).enumerate() {
                let name = episodes.touchpoints().name_of(moment);
                let rating = episodes.ratings(episode)[order];
                let (person, title) = (episodes.people().name_of(episode), &episodes.names()[episode]);
                // Writing to a string cannot fail.
                _ = write!(text, "{person},{title},{},{name},{rating}", order + 1);
                if let Some(minutes) = episodes.minutes(episode) {
                    _ = write!(text, ",{}", minutes[order]);
                }
                text.push_str(&whole);
            }
        }
        text
    }

    /// What is true of a whole episode, as the end of a row.
    fn whole(&self, episode: usize) -> String {
        let overall = self.episodes.overall()[episode];
        match self.episodes.stimuli() {
            Some(stimuli) => format!(",{},{overall}\n", stimuli.name_of(episode)),
            None => format!(",{overall}\n"),
        }
    }

    fn wide(&self) -> String {
        let episodes = &self.episodes;
        let names: Vec<String> = (0..self.longest).map(touchpoint).collect();
        let places: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
        let stimulus = if episodes.stimuli().is_some() { ",stimulus" } else { "" };
        let mut text = format!("person,episode,{}{stimulus},overall\n", names.join(","));
        for episode in 0..episodes.count() {
            _ = write!(
                text,
                "{},{}",
                episodes.people().name_of(episode),
                episodes.names()[episode]
            );
            let mut cells = vec![None; self.longest];
            for (moment, rating) in episodes.range(episode).zip(episodes.ratings(episode)) {
                if let Some(place) = places.get(episodes.touchpoints().name_of(moment)) {
                    cells[*place] = Some(rating);
                }
            }
            for cell in cells {
                _ = match cell {
                    Some(rating) => write!(text, ",{rating}"),
                    None => write!(text, ","),
                };
            }
            text.push_str(&self.whole(episode));
        }
        text
    }

    fn json_lines(&self) -> String {
        let mut text = String::new();
        for episode in 0..self.episodes.count() {
            text.push_str(&Value::Object(line(&self.episodes, episode)).to_string());
            text.push('\n');
        }
        text
    }
}

fn line(episodes: &Episodes, episode: usize) -> Map<String, Value> {
    let moments = episodes.range(episode).enumerate().map(|(order, moment)| {
        let mut one = Map::new();
        let name = episodes.touchpoints().name_of(moment);
        one.insert("touchpoint".into(), name.into());
        one.insert("rating".into(), episodes.ratings(episode)[order].into());
        if let Some(minutes) = episodes.minutes(episode) {
            one.insert("duration".into(), minutes[order].into());
        }
        Value::Object(one)
    });
    let mut line = Map::new();
    line.insert("person".into(), episodes.people().name_of(episode).into());
    line.insert("episode".into(), episodes.names()[episode].as_str().into());
    if let Some(stimuli) = episodes.stimuli() {
        line.insert("stimulus".into(), stimuli.name_of(episode).into());
    }
    line.insert("moments".into(), moments.collect());
    line.insert("overall".into(), episodes.overall()[episode].into());
    line
}
