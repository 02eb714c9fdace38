//! Asking for the overall rating.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::SimulateOptions;
use super::experience::{normal, within};
use crate::Outcome;

/// The answer of somebody in whom the rule and the person's own effect sum to so much; and whether it stands at an end of the
/// scale beyond which it was felt. Every answer takes the same share of the random numbers.
pub(super) fn ask(options: &SimulateOptions, sum: f64, noise: f64, random: &mut ChaCha8Rng) -> (f64, bool) {
    match options.outcome {
        Outcome::Rating => {
            let felt = sum + noise * normal(random);
            let rating = if options.whole_overall { felt.round() } else { felt };
            match options.overall_scale {
                Some(scale) => within(rating, scale.worst(), scale.best()),
                None => (rating, false),
            }
        }
        Outcome::Binary => {
            let chance = 1.0 / (1.0 + (-sum).exp());
            let is_yes = random.random::<f64>() < chance;
            (f64::from(u8::from(is_yes)), false)
        }
    }
}
