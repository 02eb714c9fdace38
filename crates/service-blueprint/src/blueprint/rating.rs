//! Scores of ratings on the blueprint's scale.

use super::Blueprint;
use crate::Scale;
use crate::document::{Histogram, Rating};

impl Blueprint {
    /// The score of a rating on the blueprint's scale: ratings are carried one by one and then averaged, a mean is
    /// carried as it is. `None` where the rating names a scale that is not declared or has no counterpart here, which
    /// no rating of this blueprint's own document does.
    pub fn score_of(&self, rating: &Rating) -> Option<f64> {
        match rating {
            Rating::Assumed(score) => Some(*score),
            Rating::Survey(survey) => self.carried(survey.mean, self.scale_named(survey.scale.as_deref())?),
            Rating::Histogram(histogram) => self.mean_rating(histogram),
        }
    }

    fn scale_named(&self, id: Option<&str>) -> Option<Scale> {
        id.map_or(Some(self.scale), |id| self.named_scale(id))
    }

    fn carried(&self, score: f64, from: Scale) -> Option<f64> {
        if from == self.scale {
            return Some(score);
        }
        from.carry(score, self.scale).ok()
    }

    fn mean_rating(&self, histogram: &Histogram) -> Option<f64> {
        let from = self.scale_named(histogram.scale.as_deref())?;
        let count: f64 = histogram.ratings.iter().map(|(_, times)| *times as f64).sum();
        let mut mean = 0.0;
        for (value, times) in &histogram.ratings {
            let carried = self.carried(*value, from)?;
            if *times > 0 {
                mean += carried * (*times as f64 / count);
            }
        }
        (count > 0.0).then_some(mean)
    }
}
