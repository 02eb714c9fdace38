//! What one survey might have said if it had asked other people.

use rand::{Rng, RngExt};
use rand_distr::{Binomial, Distribution, Gamma, OpenClosed01};
use service_blueprint::Scale;

use super::sources::carried;

/// What is drawn in place of a score.
#[derive(Debug, Clone)]
pub(super) enum Draw {
    /// As many ratings as there were, from those that there were.
    Ratings(RatingsDraw),
    /// A mean, from what is known of the mean.
    Mean(MeanDraw),
}

impl Draw {
    /// Another score, on the blueprint's scale.
    pub(super) fn draw(&self, random: &mut impl Rng) -> f64 {
        match self {
            Self::Ratings(ratings) => ratings.draw(random),
            Self::Mean(mean) => mean.draw(random),
        }
    }
}

/// Ratings on the blueprint's scale, each with how often it was given.
#[derive(Debug, Clone)]
pub(super) enum RatingsDraw {
    /// For each rating, its value and the chance of it among those not listed before.
    Counts { total: u64, values: Vec<(f64, f64)> },
    /// Too many to tell from the limit.
    Many(MeanDraw),
}

/// Beyond so many ratings their mean is drawn at once. By then it differs from the mean of single draws by less than
/// a thousandth of its own deviation, and counts that no double holds need no care.
const MANY: u64 = 1_000_000;

impl RatingsDraw {
    /// At least two ratings that differ, counted on the blueprint's scale.
    pub(super) fn new(values: Vec<(f64, u64)>, scale: Scale) -> Self {
        let total = values.iter().fold(0u64, |sum, (_, count)| sum.saturating_add(*count));
        if total > MANY {
            let all: f64 = values.iter().map(|(_, count)| *count as f64).sum();
            let part = |count: u64| count as f64 / all;
            // On the unit scale, where squares of distances fit into a double.
            let unit = |value: f64| (value - scale.worst()) / (scale.best() - scale.worst());
            let mean: f64 = values.iter().map(|(value, count)| unit(*value) * part(*count)).sum();
            let squares = values
                .iter()
                .map(|(value, count)| (unit(*value) - mean).powi(2) * part(*count));
            return Self::Many(MeanDraw {
                unit: UnitMean::new(mean, squares.sum::<f64>() / all),
                ends: (scale.worst(), scale.best()),
                carry: None,
            });
        }
        let mut left = total;
        let chance = |(value, count): (f64, u64)| {
            let chance = count as f64 / left as f64;
            left -= count;
            (value, chance)
        };
        Self::Counts {
            total,
            values: values.into_iter().map(chance).collect(),
        }
    }

    fn draw(&self, random: &mut impl Rng) -> f64 {
        let (total, values) = match self {
            Self::Many(mean) => return mean.draw(random),
            Self::Counts { total, values } => (*total, values),
        };
        let (mut left, mut mean) = (total, 0.0);
        for &(value, chance) in values {
            // What the last rating takes is what is left: its chance is 1.
            let times = match Binomial::new(left, chance) {
                Ok(binomial) if chance < 1.0 => binomial.sample(random).min(left),
                _ => left,
            };
            left -= times;
            mean += value * (times as f64 / total as f64);
        }
        mean
    }
}

/// What is known of a mean: a beta distribution over the part of the survey's scale that the blueprint's can show.
#[derive(Debug, Clone)]
pub(super) struct MeanDraw {
    unit: UnitMean,
    /// What 0 and 1 stand for, on the survey's scale.
    ends: (f64, f64),
    /// From the survey's scale to the blueprint's, where they differ.
    carry: Option<(Scale, Scale)>,
}

impl MeanDraw {
    /// The mean of a survey (mean, sd, n); none where ratings may lie beyond what the blueprint's scale can show, so
    /// close to the mean that no distribution on this side has such a deviation.
    pub(super) fn new((mean, sd, n): (f64, f64, u64), from: Scale, onto: Scale) -> Option<Self> {
        let shown = |end: f64| carried(end, from, onto).map_or(from.neutral(), |_| end);
        let ends = (shown(from.worst()), shown(from.best()));
        let range = ends.1 - ends.0;
        let unit = (mean - ends.0) / range;
        let deviation = sd / range;
        let variance = deviation * deviation / n as f64;
        let whole = ends == (from.worst(), from.best());
        // On the whole scale n ratings of such a spread exist; only rounding can make it look impossible.
        let is_possible = unit.is_finite() && (whole || variance < unit * (1.0 - unit));
        is_possible.then(|| Self {
            unit: UnitMean::new(unit, variance),
            ends,
            carry: (from != onto).then_some((from, onto)),
        })
    }

    fn draw(&self, random: &mut impl Rng) -> f64 {
        let unit = self.unit.draw(random);
        let drawn = (1.0 - unit) * self.ends.0 + unit * self.ends.1;
        match self.carry {
            // Between ends that have a counterpart, everything has.
            Some((from, onto)) => carried(drawn, from, onto).unwrap_or(onto.neutral()),
            None => drawn,
        }
    }
}

/// The distribution of a mean in 0..=1 with a given expectation and variance.
#[derive(Debug, Clone)]
enum UnitMean {
    /// A beta distribution, as two gamma distributions: X/(X + Y).
    Beta { toward_one: Shape, toward_zero: Shape },
    /// The largest variance that there is: 1 with this probability, else 0.
    Ends(f64),
    /// A variance too small for a double.
    Certain(f64),
}

/// Below this sum of both shapes the beta distribution is as good as on its ends.
const LEAST_CONCENTRATION: f64 = 1e-6;

impl UnitMean {
    fn new(mean: f64, variance: f64) -> Self {
        let concentration = mean * (1.0 - mean) / variance - 1.0;
        if !concentration.is_finite() {
            return Self::Certain(mean);
        }
        if concentration > LEAST_CONCENTRATION
            && let (Some(toward_one), Some(toward_zero)) = (
                Shape::new(mean * concentration),
                Shape::new((1.0 - mean) * concentration),
            )
        {
            return Self::Beta {
                toward_one,
                toward_zero,
            };
        }
        Self::Ends(mean)
    }

    fn draw(&self, random: &mut impl Rng) -> f64 {
        match self {
            Self::Beta {
                toward_one,
                toward_zero,
            } => {
                let one = toward_one.ln_gamma(random);
                let zero = toward_zero.ln_gamma(random);
                1.0 / (1.0 + (zero - one).exp())
            }
            Self::Certain(mean) => *mean,
            Self::Ends(mean) => f64::from(random.random::<f64>() < *mean),
        }
    }
}

/// A gamma distribution, drawn as a logarithm: small shapes give numbers that no double holds.
#[derive(Debug, Clone)]
struct Shape {
    gamma: Gamma<f64>,
    /// G(a) is G(a + 1)·U^(1/a); wanted for shapes below 1.
    root: Option<f64>,
}

impl Shape {
    fn new(shape: f64) -> Option<Self> {
        let (whole, root) = if shape < 1.0 {
            (shape + 1.0, Some(1.0 / shape))
        } else {
            (shape, None)
        };
        let root_is_finite = root.is_none_or(f64::is_finite);
        let gamma = Gamma::new(whole, 1.0)
            .ok()
            .filter(|_| root_is_finite && whole.is_finite())?;
        Some(Self { gamma, root })
    }

    fn ln_gamma(&self, random: &mut impl Rng) -> f64 {
        let ln = self.gamma.sample(random).ln();
        match self.root {
            Some(root) => {
                let uniform: f64 = random.sample(OpenClosed01);
                ln + uniform.ln() * root
            }
            None => ln,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    const TIMES: usize = 20_000;

    /// Mean and variance of many draws, which all lie in a range.
    fn moments(draw: &Draw, least: f64, most: f64) -> (f64, f64) {
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let drawn: Vec<f64> = (0..TIMES).map(|_| draw.draw(&mut random)).collect();
        assert!(drawn.iter().all(|score| (least..=most).contains(score)));
        let mean = drawn.iter().sum::<f64>() / TIMES as f64;
        let squares = drawn.iter().map(|score| (score - mean).powi(2));
        (mean, squares.sum::<f64>() / (TIMES - 1) as f64)
    }

    /// Holds the moments within six standard errors; that of a variance is at most (kurtosis − 1)/N, here below 20/N.
    fn check(found: (f64, f64), mean: f64, variance: f64) {
        let error = (variance / TIMES as f64).sqrt();
        assert!((found.0 - mean).abs() <= 6.0 * error, "mean {found:?}, not {mean}");
        let error = variance * (20.0 / TIMES as f64).sqrt();
        assert!(
            (found.1 - variance).abs() <= 6.0 * error,
            "variance {found:?}, not {variance}"
        );
    }

    #[test]
    fn a_drawn_mean_has_the_mean_and_variance_that_are_known() {
        let scale = Scale::default();
        // The last two are as spread as two ratings can be, one with its mean close to the end.
        for (mean, sd, n) in [
            (7.0, 2.0, 30),
            (0.4, 1.2, 12),
            (9.9, 0.3, 500),
            (5.0, 7.0, 2),
            (0.05, 0.7, 2),
        ] {
            let draw = Draw::Mean(MeanDraw::new((mean, sd, n), scale, scale).unwrap());
            check(moments(&draw, 0.0, 10.0), mean, sd * sd / n as f64);
        }
    }

    #[test]
    fn drawn_ratings_have_the_mean_and_variance_of_those_given() {
        let scale = Scale::default();
        let counts = vec![(0.0, 9), (1.0, 31), (5.0, 54), (9.0, 6)];
        let (mean, variance) = (
            3.55,
            9.0 * 3.55f64.powi(2) + 31.0 * 2.55f64.powi(2) + 54.0 * 1.45f64.powi(2) + 6.0 * 5.45f64.powi(2),
        );
        let few = Draw::Ratings(RatingsDraw::new(counts.clone(), scale));
        check(moments(&few, 0.0, 9.0), mean, variance / 100.0 / 100.0);

        let many = counts
            .into_iter()
            .map(|(rating, count)| (rating, count * 1_000_000))
            .collect();
        let many = Draw::Ratings(RatingsDraw::new(many, scale));
        check(moments(&many, 0.0, 9.0), mean, variance / 100.0 / 1e8);
    }

    #[test]
    fn numbers_that_no_double_likes_give_scores_on_the_scale() {
        let scale = Scale::default();
        let surveys = [
            (5.0, 1e-200, 2),
            (5.0, 1e-9, u64::MAX),
            (1e-300, 1e-160, 3),
            (10.0, 1e-10, 2),
            (0.0, 1e-10, 9),
            (5.0, 7.071_067_811_865_476, 2),
            (9.999_999_999, 1e-4, 2),
        ];
        for survey in surveys {
            let draw = Draw::Mean(MeanDraw::new(survey, scale, scale).unwrap());
            let (mean, variance) = moments(&draw, 0.0, 10.0);
            assert!(mean.is_finite() && variance.is_finite(), "{survey:?}");
        }
        let counts = vec![(0.0, u64::MAX), (10.0, u64::MAX), (3.0, 1)];
        let (mean, _) = moments(&Draw::Ratings(RatingsDraw::new(counts, scale)), 0.0, 10.0);
        assert!((mean - 5.0).abs() < 1e-6);
    }

    #[test]
    fn a_mean_stays_where_the_blueprint_has_scores() {
        let (stars, pain) = (Scale::new(1.0, 3.0, 5.0).unwrap(), Scale::new(10.0, 0.0, 0.0).unwrap());
        let draw = Draw::Mean(MeanDraw::new((2.0, 0.8, 30), stars, pain).unwrap());
        // Two stars are half way to the worst, and a star is five points of pain.
        check(moments(&draw, 0.0, 10.0), 5.0, 25.0 * 0.64 / 30.0);
        assert!(MeanDraw::new((2.99, 1.0, 30), stars, pain).is_none());
        assert!(MeanDraw::new((3.0, 1.0, 30), stars, pain).is_none());
    }
}
