//! Scores and scales.

use super::record::Shape;
use super::scalar;
use super::{Reader, Seen, Slot};
use crate::Cause;
use crate::document::tree::Style;
use crate::document::{Histogram, NamedScale, Rating, ScaleNumbers, Survey};
use crate::path::Trail;

const SCORE: &str = "a score: a number, or a map with `mean` or `ratings`";

const RATING: Shape = Shape {
    wanted: SCORE,
    keys: &["scale", "mean", "sd", "n", "ratings"],
    required: &[],
    remedy: None,
};

const SCALE: Shape = Shape {
    wanted: "a scale: { worst, neutral, best }",
    keys: &["worst", "neutral", "best"],
    required: &["worst", "neutral", "best"],
    remedy: Some("write `{ worst: 0, neutral: 5, best: 10 }`"),
};

const NAMED_SCALE: Shape = Shape {
    wanted: "a scale: { id, worst, neutral, best }",
    keys: &["id", "worst", "neutral", "best"],
    required: &["id", "worst", "neutral", "best"],
    remedy: Some("write `{ id: stars, worst: 1, neutral: 3, best: 5 }`"),
};

impl Reader<'_> {
    /// Reads a score: a number, a survey, or counts of ratings.
    pub(super) fn rating(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<Rating> {
        let (seen, slot) = self.open(slot, trail)?;
        if !matches!(seen, Seen::Map) {
            return self.finite(seen, slot, trail, SCORE).map(Rating::Assumed);
        }
        let (mut scale, mut mean, mut sd, mut n, mut ratings) = (None, None, None, None, None);
        let before = self.problems.len() + self.more + self.repeated.len();
        let has = self.entries_of(slot, trail, &RATING, |reader, key, slot, trail| match key {
            "scale" => scale = Some(reader.id(slot, trail)),
            "mean" => mean = reader.number(slot, trail),
            "sd" => sd = reader.number(slot, trail),
            "n" => n = reader.count(slot, trail),
            _ => ratings = reader.ratings(slot, trail),
        });
        let has = |key| has.key(&RATING, key);
        if has("ratings") {
            if let Some(other) = ["mean", "sd", "n"].into_iter().find(|key| has(key)) {
                let cause = Cause::WrongType {
                    wanted: "`ratings` alone".into(),
                    found: format!("`{other}` beside `ratings`"),
                    remedy: Some(format!("take `{other}` out: the counts tell it")),
                };
                self.report(cause, slot.at, slot, trail);
                return None;
            }
            return ratings.map(|ratings| Rating::Histogram(Histogram { scale, ratings }));
        }
        let clean = before == self.problems.len() + self.more + self.repeated.len();
        if !has("mean") && clean && !self.tree.is_unfinished(slot.at) {
            self.report(Cause::MissingKey { key: "mean" }, slot.at, slot, &trail.key("mean"));
        }
        Some(Rating::Survey(Survey {
            scale,
            mean: mean?,
            sd,
            n,
        }))
    }

    /// Reads counts of ratings.
    fn ratings(&mut self, slot: Slot, trail: &Trail<'_>) -> Option<Vec<(f64, u64)>> {
        let (seen, slot) = self.open(slot, trail)?;
        if !matches!(seen, Seen::Map) {
            let remedy = Some("write `{ 4: 12, 5: 30 }`".into());
            self.wrong("a map from rating to count", seen, slot, trail, remedy);
            return None;
        }
        let found = self.values_of(slot, trail, |reader, slot, trail| {
            let key = Slot { at: slot.shown, ..slot };
            let (seen, key) = reader.open(key, trail)?;
            let rating = match seen {
                // `"5": 3` counts the rating 5 as `5: 3` does: a key has no other meaning here.
                Seen::Text(text, Style::Quoted) if scalar::number(text).is_some() => {
                    reader.finite(Seen::Text(text, Style::Plain), key, trail, "a rating")
                }
                seen => reader.finite(seen, key, trail, "a rating, which is a number"),
            };
            let count = reader.count(slot, trail);
            Some((rating?, count?))
        });
        Some(found.into_values().collect())
    }

    /// Reads the blueprint's scale.
    pub(super) fn scale(&mut self, slot: Slot, trail: &Trail<'_>) -> ScaleNumbers {
        let mut scale = ScaleNumbers::default();
        self.record(slot, trail, &SCALE, |reader, key, slot, trail| {
            let Some(number) = reader.number(slot, trail) else {
                return;
            };
            match key {
                "worst" => scale.worst = number,
                "neutral" => scale.neutral = number,
                _ => scale.best = number,
            }
        });
        scale
    }

    /// Reads a further scale.
    pub(super) fn named_scale(&mut self, slot: Slot, trail: &Trail<'_>) -> NamedScale {
        let ScaleNumbers { worst, neutral, best } = ScaleNumbers::default();
        let mut scale = NamedScale {
            id: String::new(),
            worst,
            neutral,
            best,
        };
        self.record(slot, trail, &NAMED_SCALE, |reader, key, slot, trail| match key {
            "id" => scale.id = reader.id(slot, trail),
            "worst" => scale.worst = reader.number(slot, trail).unwrap_or(worst),
            "neutral" => scale.neutral = reader.number(slot, trail).unwrap_or(neutral),
            _ => scale.best = reader.number(slot, trail).unwrap_or(best),
        });
        scale
    }
}
