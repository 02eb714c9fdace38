//! A blueprint's scores on another scale.

use crate::document::{Document, Factor, Rating, Touchpoint};
use crate::{Blueprint, CarryError, DocumentPath, Scale};

/// A score that has no counterpart on another scale.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{path}: {source}")]
pub struct NotCarried {
    /// Where in the document the score stands.
    pub path: DocumentPath,
    /// Why it has none.
    pub source: CarryError,
}

impl Blueprint {
    /// The document with every rating as a bare score on another scale, of the same distance from neutral. Ratings of
    /// a histogram are carried one by one and then averaged. What an option `raises` stays in points as written, as
    /// what a point is worth depends on the side of neutral.
    ///
    /// # Errors
    /// [`NotCarried`] names the first score that is good (bad) where the other scale has no good (bad) side.
    ///
    /// # Examples
    /// ```
    /// use service_blueprint::{Scale, document::Rating, parse};
    /// let tea = parse("{ blueprint: Tea, stages: [{ id: a, touchpoints: [{ id: sip, experience: 7.5 }] }] }")?;
    /// let stars = tea.rescaled(Scale::new(1.0, 3.0, 5.0)?)?;
    /// assert_eq!(stars.stages[0].touchpoints[0].experience, Some(Rating::Assumed(4.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rescaled(&self, onto: Scale) -> Result<Document, NotCarried> {
        let carrier = Carrier { blueprint: self, onto };
        let mut document = self.document().clone();
        (document.scale.worst, document.scale.neutral, document.scale.best) =
            (onto.worst(), onto.neutral(), onto.best());
        let top = DocumentPath::default;
        for (number, stage) in document.stages.iter_mut().enumerate() {
            for (slot, touchpoint) in stage.touchpoints.iter_mut().enumerate() {
                let path = top().key("stages").item(number).key("touchpoints").item(slot);
                carrier.touchpoint(touchpoint, &path)?;
            }
        }
        for (number, factor) in document.factors.iter_mut().enumerate() {
            carrier.factor(factor, &top().key("factors").item(number))?;
        }
        for (number, option) in document.options.iter_mut().enumerate() {
            let path = top().key("options").item(number);
            for (id, rating) in &mut option.sets {
                carrier.rating(rating, || path.clone().key("sets").key(id))?;
            }
            for (slot, addition) in option.adds.iter_mut().enumerate() {
                carrier.touchpoint(
                    &mut addition.touchpoint,
                    &path.clone().key("adds").item(slot).key("touchpoint"),
                )?;
            }
        }
        Ok(document)
    }
}

/// Carries ratings of one blueprint to a scale.
struct Carrier<'b> {
    blueprint: &'b Blueprint,
    onto: Scale,
}

impl Carrier<'_> {
    fn touchpoint(&self, touchpoint: &mut Touchpoint, path: &DocumentPath) -> Result<(), NotCarried> {
        self.maybe(&mut touchpoint.experience, || path.clone().key("experience"))?;
        self.maybe(&mut touchpoint.expectation, || path.clone().key("expectation"))?;
        self.maybe(&mut touchpoint.at_least, || path.clone().key("at_least"))?;
        for (segment, own) in &mut touchpoint.segments {
            let path = || path.clone().key("segments").key(segment);
            self.maybe(&mut own.experience, || path().key("experience"))?;
            self.maybe(&mut own.expectation, || path().key("expectation"))?;
        }
        Ok(())
    }

    fn factor(&self, factor: &mut Factor, path: &DocumentPath) -> Result<(), NotCarried> {
        self.maybe(&mut factor.experience, || path.clone().key("experience"))?;
        self.maybe(&mut factor.expectation, || path.clone().key("expectation"))?;
        self.maybe(&mut factor.ideal, || path.clone().key("ideal"))
    }

    fn maybe(&self, rating: &mut Option<Rating>, path: impl Fn() -> DocumentPath) -> Result<(), NotCarried> {
        rating.as_mut().map_or(Ok(()), |rating| self.rating(rating, path))
    }

    fn rating(&self, rating: &mut Rating, path: impl Fn() -> DocumentPath) -> Result<(), NotCarried> {
        let score = self
            .score(rating)
            .map_err(|source| NotCarried { path: path(), source })?;
        *rating = Rating::Assumed(score);
        Ok(())
    }

    fn score(&self, rating: &Rating) -> Result<f64, CarryError> {
        match rating {
            Rating::Assumed(score) => self.carried(*score, None),
            Rating::Survey(survey) => self.carried(survey.mean, survey.scale.as_deref()),
            Rating::Histogram(histogram) => {
                let count: f64 = histogram.ratings.iter().map(|(_, times)| *times as f64).sum();
                let mut mean = 0.0;
                for (value, times) in histogram.ratings.iter().filter(|(_, times)| *times > 0) {
                    mean += self.carried(*value, histogram.scale.as_deref())? * (*times as f64 / count);
                }
                Ok(self.within(mean))
            }
        }
    }

    fn carried(&self, score: f64, scale: Option<&str>) -> Result<f64, CarryError> {
        let from = scale.and_then(|id| self.blueprint.named_scale(id));
        let from = from.unwrap_or(self.blueprint.scale());
        if from == self.onto {
            return Ok(score);
        }
        Ok(self.within(from.carry(score, self.onto)?))
    }

    /// The score itself; where rounding has led a hair beyond the end of the scale, the end.
    fn within(&self, score: f64) -> f64 {
        let (low, high) = (
            self.onto.worst().min(self.onto.best()),
            self.onto.worst().max(self.onto.best()),
        );
        score.clamp(low, high)
    }
}
