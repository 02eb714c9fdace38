//! Simulated episodes: people who remember by a known rule, so that one can see whether the rule is found again.

mod ask;
mod experience;
mod options;
mod remember;
mod truth;
mod write;

pub use options::{OptionFault, SimulateOptions, Sureness};
pub use truth::{Simulated, Truth};

use peak_end::NoValue;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{Episodes, EpisodesError};
use experience::World;
use remember::Remembering;

/// Why nothing is simulated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SimulateError {
    /// Options are outside their ranges; every one of them is told.
    #[error("{}", list(.0))]
    Options(Vec<OptionFault>),
    /// The rule has no value for an episode that was simulated.
    #[error("the rule {rule} has no value for some episodes: {reason}")]
    NoValue {
        /// The rule.
        rule: String,
        /// Why.
        reason: NoValue,
    },
    /// The rule says the same of every episode, so that nothing tells it from another.
    #[error("the rule {rule} says the same of every episode")]
    Constant {
        /// The rule.
        rule: String,
    },
    /// People differ so much that even without noise the rule explains less than was wished.
    #[error("people differ by {person_effect} points in how they answer, so R² is at most {most:.3}, not {wished}")]
    R2NotReached {
        /// The R² wished.
        wished: f64,
        /// The largest that there can be.
        most: f64,
        /// The standard deviation of the people's effects.
        person_effect: f64,
    },
    /// An overall rating became too large.
    #[error(transparent)]
    Episodes(#[from] EpisodesError),
    /// The form has no place for something that was simulated.
    #[error("a table with a row per episode has no place for durations")]
    NoPlaceForDurations,
}

fn list(faults: &[OptionFault]) -> String {
    let faults: Vec<String> = faults.iter().map(OptionFault::to_string).collect();
    faults.join("; ")
}

/// Episodes that people live through and remember by the rule of the options; docs/simulate.md has the generator step by step.
///
/// Everybody has random numbers of their own: with more people the first ones stay as they are, and the same options give
/// the same episodes everywhere.
///
/// # Errors
/// [`SimulateError::Options`] names every option outside its range; the others say why the rule cannot be remembered by.
///
/// # Examples
/// Without noise, what is remembered is the rule's value.
/// ```
/// use peak_end_fit::{SimulateOptions, Sureness, simulate};
/// let rule = "peak_end(weight=0.7)".parse()?;
/// let options = SimulateOptions { rule, people: 5, sureness: Sureness::Noise(0.0), ..SimulateOptions::default() };
/// let simulated = simulate(&options)?;
/// let episodes = &simulated.episodes;
/// for episode in 0..episodes.count() {
///     assert_eq!(episodes.overall()[episode], options.rule.value(&episodes.profile(episode))?);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn simulate(options: &SimulateOptions) -> Result<Simulated, SimulateError> {
    options.check()?;
    let world = World::new(options);
    let remembering = Remembering::new(options, &world)?;
    let mut truth = Truth::new(options, &remembering);
    let mut stopped = None;
    let people = (0..options.people).flat_map(|person| {
        let lived = world.person(person as u64);
        let list = remembering.person(person, lived, &mut truth);
        let list = list.unwrap_or_else(|error| {
            stopped.get_or_insert(error);
            Vec::new()
        });
        list.into_iter()
    });
    let episodes = Episodes::new(options.scale, options.outcome, people);
    match stopped {
        Some(error) => Err(error),
        None => Ok(Simulated {
            episodes: episodes?,
            truth,
            longest: *options.moments.end(),
        }),
    }
}

/// Random numbers of one of the streams of a seed.
fn stream(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(stream);
    random
}
