//! What one visit to a touchpoint is drawn from, as the blueprint says it.

use super::beta::{Beta, Shape};
use super::draws::Draws;
use service_blueprint::document::{Histogram, Rating, Survey};
use service_blueprint::{Blueprint, Scale, Segment, Touchpoint};

/// What the score of one visit is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub enum Spread {
    /// Single scores: an assumption or a mean alone is one score, a histogram is its ratings.
    Scores(Draws),
    /// A survey's mean and standard deviation as a beta distribution.
    Beta(Beta),
}

impl Spread {
    /// What a segment's visits to a touchpoint are drawn from, on the blueprint's scale. None where the touchpoint has
    /// no score.
    ///
    /// A bare number and a mean without a standard deviation are the same score whoever comes; a histogram is itself,
    /// its ratings carried to the blueprint's scale one by one; a mean and a standard deviation are a [`Beta`].
    ///
    /// # Examples
    /// ```
    /// use peak_end::Spread;
    /// let service = service_blueprint::parse(
    ///     "blueprint: Coffee\nstages:\n- {id: s, touchpoints: [{id: sip, experience: {ratings: {9: 3, 2: 1}}}]}\n",
    /// )?;
    /// let (sip, everyone) = (service.touchpoint("sip").unwrap(), service.segments().next().unwrap());
    /// let Some(Spread::Scores(draws)) = Spread::of(&service, sip, everyone) else { unreachable!() };
    /// assert_eq!(draws.scores(), [(2.0, 0.25), (9.0, 0.75)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(blueprint: &Blueprint, touchpoint: Touchpoint<'_>, segment: Segment<'_>) -> Option<Self> {
        let scale_of = |id: &Option<String>| match id {
            Some(id) => blueprint.named_scale(id),
            None => Some(blueprint.scale()),
        };
        match touchpoint.rating(segment)? {
            Rating::Histogram(histogram) => {
                histogram_draws(histogram, scale_of(&histogram.scale)?, blueprint.scale()).map(Self::Scores)
            }
            Rating::Survey(Survey {
                scale,
                mean,
                sd: Some(sd),
                ..
            }) => {
                let (from, own) = (scale_of(scale)?, blueprint.scale());
                let beta = Beta::by_moments(own, touchpoint.score(segment)?, sd * slope(from, own, *mean))?;
                Some(Self::from(beta))
            }
            Rating::Survey(_) | Rating::Assumed(_) => Some(Self::Scores(Draws::always(touchpoint.score(segment)?))),
        }
    }

    /// E\[score\].
    pub fn mean(&self) -> f64 {
        match self {
            Self::Scores(draws) => draws.mean(),
            Self::Beta(beta) => beta.mean(),
        }
    }

    /// E[(score − mean)²], the square of the standard deviation of single scores.
    ///
    /// # Examples
    /// ```
    /// use peak_end::{Beta, Draws, Spread};
    /// use service_blueprint::Scale;
    /// let halves = Spread::Scores(Draws::new(vec![(2.0, 0.5), (8.0, 0.5)])?);
    /// assert_eq!((halves.mean(), halves.variance()), (5.0, 9.0));
    /// let survey = Spread::Beta(Beta::by_moments(Scale::default(), 7.0, 1.5).ok_or("on the scale")?);
    /// assert!((survey.mean() - 7.0).abs() < 1e-12 && (survey.variance() - 2.25).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn variance(&self) -> f64 {
        match self {
            Self::Scores(draws) => {
                let mean = draws.mean();
                let squares = draws
                    .scores()
                    .iter()
                    .map(|(score, share)| share * (score - mean).powi(2));
                squares.sum()
            }
            Self::Beta(beta) => beta.variance(),
        }
    }

    /// Whether scores can lie anywhere, so that they have to be cut to be counted.
    pub fn is_continuous(&self) -> bool {
        matches!(self, Self::Beta(_))
    }
}

/// A beta without a width is one score, one at its widest the two ends.
impl From<Beta> for Spread {
    fn from(beta: Beta) -> Self {
        let scale = beta.scale();
        match beta.shape() {
            Shape::Point(score) => Self::Scores(Draws::always(score)),
            Shape::Ends(best) => {
                let mut ends = vec![(scale.worst(), 1.0 - best), (scale.best(), best)];
                ends.sort_by(|a, b| a.0.total_cmp(&b.0));
                Self::Scores(Draws::known(ends))
            }
            Shape::Smooth { .. } => Self::Beta(beta),
        }
    }
}

fn histogram_draws(histogram: &Histogram, from: Scale, own: Scale) -> Option<Draws> {
    let count: f64 = histogram.ratings.iter().map(|(_, times)| *times as f64).sum();
    let carried = |&(score, times): &(f64, u64)| {
        let score = if from == own {
            score
        } else {
            from.carry(score, own).ok()?
        };
        Some((score, times as f64 / count))
    };
    Draws::new(histogram.ratings.iter().map(carried).collect::<Option<_>>()?).ok()
}

/// By how much a small difference about the mean grows from one scale to another: the slope on the mean's side, at
/// neutral the larger of both.
fn slope(from: Scale, own: Scale, mean: f64) -> f64 {
    if from == own {
        return 1.0;
    }
    let side = |end: fn(Scale) -> f64| {
        let (here, there) = ((end(own) - own.neutral()).abs(), (end(from) - from.neutral()).abs());
        if there > 0.0 { here / there } else { 0.0 }
    };
    let (good, bad) = (side(Scale::best), side(Scale::worst));
    let off = from.gain(from.neutral(), mean);
    if off > 0.0 {
        good
    } else if off < 0.0 {
        bad
    } else {
        good.max(bad)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(yaml: &str) -> Spread {
        let text = format!(
            "blueprint: B\nscale: {{ worst: 0, neutral: 4, best: 10 }}\nscales:\n- {{ id: stars, worst: 1, neutral: 3, best: 5 }}\n\
             stages:\n- id: s\n  touchpoints:\n  - id: t\n    experience: {yaml}\n"
        );
        let blueprint = service_blueprint::parse(&text).unwrap();
        let (touchpoint, segment) = (blueprint.touchpoint("t").unwrap(), blueprint.segments().next().unwrap());
        Spread::of(&blueprint, touchpoint, segment).unwrap()
    }

    fn scores(yaml: &str) -> Vec<(f64, f64)> {
        match spread(yaml) {
            Spread::Scores(draws) => draws.scores().to_vec(),
            Spread::Beta(beta) => panic!("{beta:?}"),
        }
    }

    #[test]
    fn what_has_no_spread_is_one_score() {
        assert_eq!(scores("7"), [(7.0, 1.0)]);
        assert_eq!(scores("{ mean: 7, n: 30 }"), [(7.0, 1.0)]);
        assert_eq!(scores("{ mean: 7, sd: 0 }"), [(7.0, 1.0)]);
        assert_eq!(scores("{ scale: stars, mean: 4 }"), [(7.0, 1.0)]);
    }

    #[test]
    fn ratings_are_carried_one_by_one() {
        assert_eq!(scores("{ ratings: { 8: 3, 2: 1, 5: 0 } }"), [(2.0, 0.25), (8.0, 0.75)]);
        let stars = "{ scale: stars, ratings: { 1: 1, 2: 2, 3: 1, 4: 3, 5: 1 } }";
        let eighth = 0.125;
        let expected = [
            (0.0, eighth),
            (2.0, 2.0 * eighth),
            (4.0, eighth),
            (7.0, 3.0 * eighth),
            (10.0, eighth),
        ];
        assert_eq!(scores(stars), expected);
    }

    #[test]
    fn a_deviation_is_carried_with_the_slope_on_its_side() {
        let own = Scale::new(0.0, 4.0, 10.0).unwrap();
        let beta = |mean, sd| Spread::Beta(Beta::by_moments(own, mean, sd).unwrap());
        assert_eq!(spread("{ mean: 6, sd: 1.5 }"), beta(6.0, 1.5));
        // Six points for two stars above neutral, four for two below.
        assert_eq!(spread("{ scale: stars, mean: 4, sd: 0.5 }"), beta(7.0, 1.5));
        assert_eq!(spread("{ scale: stars, mean: 2, sd: 0.5 }"), beta(2.0, 1.0));
        assert_eq!(spread("{ scale: stars, mean: 3, sd: 0.5 }"), beta(4.0, 1.5));
    }

    #[test]
    fn the_widest_spread_is_the_two_ends() {
        assert_eq!(scores("{ mean: 5, sd: 5 }"), [(0.0, 0.5), (10.0, 0.5)]);
        // A sample deviation: two ratings of 0 and 10.
        assert_eq!(scores("{ mean: 5, sd: 7.0710678, n: 2 }"), [(0.0, 0.5), (10.0, 0.5)]);
    }
}
