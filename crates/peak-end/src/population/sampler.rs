//! Drawing scores, for models that have to be sampled.

use super::beta::Shape;
use super::spread::Spread;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::Distribution;

/// Draws the scores of visits, reproducibly: the same seed and stream give the same scores.
pub(crate) struct Sampler<'a> {
    random: ChaCha8Rng,
    spreads: &'a [Option<Spread>],
}

impl<'a> Sampler<'a> {
    pub(crate) fn new(spreads: &'a [Option<Spread>], seed: u64, stream: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        Self { random, spreads }
    }

    /// The score of one visit; none where the touchpoint has none.
    pub(crate) fn draw(&mut self, touchpoint: usize) -> Option<f64> {
        match self.spreads.get(touchpoint)?.as_ref()? {
            Spread::Scores(draws) => match draws.scores() {
                [(only, _)] => Some(*only),
                scores => {
                    let mut left: f64 = self.random.random();
                    for (score, share) in scores {
                        left -= share;
                        if left < 0.0 {
                            return Some(*score);
                        }
                    }
                    // Rounding may leave a crumb beyond the last score.
                    scores.last().map(|(score, _)| *score)
                }
            },
            Spread::Beta(beta) => {
                let scale = beta.scale();
                let Shape::Smooth { alpha, beta } = beta.shape() else {
                    return None;
                };
                let share: f64 = rand_distr::Beta::new(alpha, beta).ok()?.sample(&mut self.random);
                Some((1.0 - share) * scale.worst() + share * scale.best())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Beta, Draws};
    use service_blueprint::Scale;

    /// Means and deviations of many draws, within six standard errors.
    #[test]
    fn draws_have_the_moments_of_their_spread() {
        let pain = Scale::new(10.0, 0.0, 0.0).unwrap();
        let beta = |mean, sd| Spread::from(Beta::by_moments(pain, mean, sd).unwrap());
        let halves = Spread::Scores(Draws::new(vec![(2.0, 0.5), (8.0, 0.25), (4.0, 0.25)]).unwrap());
        for (spread, mean, sd) in [
            (beta(0.8, 1.1), 0.8, 1.1),
            (beta(6.0, 2.0), 6.0, 2.0),
            (beta(5.0, 4.6), 5.0, 4.6),
            (beta(3.0, 0.01), 3.0, 0.01),
            (halves, 4.0, 6.0f64.sqrt()),
        ] {
            let spreads = [Some(spread)];
            let mut sampler = Sampler::new(&spreads, 1, 2);
            let n = 40_000;
            let drawn: Vec<f64> = (0..n).map(|_| sampler.draw(0).unwrap()).collect();
            assert!(drawn.iter().all(|score| pain.contains(*score)));
            let found = drawn.iter().sum::<f64>() / f64::from(n);
            let spread = (drawn.iter().map(|x| (x - found).powi(2)).sum::<f64>() / f64::from(n)).sqrt();
            assert!((found - mean).abs() < 6.0 * sd / f64::from(n).sqrt(), "{mean} {found}");
            assert!((spread / sd - 1.0).abs() < 0.05, "{sd} {spread}");
        }
    }
}
