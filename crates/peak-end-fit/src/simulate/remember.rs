//! What people remember: the rule, how it is carried to the overall scale, and what else moves the answer.

use peak_end::{Link, Model, Moment, Profile, Unit};

use super::ask::ask;
use super::experience::{Lived, Person, World, normal};
use super::{SimulateError, SimulateOptions, Sureness, Truth};
use crate::{Episode, Outcome, RatedMoment};

/// Which people are asked beforehand: their streams lie far behind those of all others.
const PILOT: u64 = 1 << 40;

/// How many episodes are asked beforehand, at least. Chosen: variances are known to 2 %.
const PILOT_EPISODES: usize = 5000;

/// The logarithm of the odds by which a yes becomes more likely with each standard deviation of the rule. Chosen.
const ODDS: f64 = 2.0;

/// The mean and the standard deviation of overall ratings under a rule in a unit of its own, as parts of the overall scale. Chosen
/// as about those of moments.
const USUAL_LEVEL: f64 = 0.6;
const USUAL_SPREAD: f64 = 0.15;

/// How the rule becomes an overall rating.
pub(super) struct Remembering<'o> {
    options: &'o SimulateOptions,
    pub(super) intercept: f64,
    pub(super) slope: f64,
    pub(super) noise: f64,
    /// The share of the variance that the rule explains, before ratings are rounded or cut; none of binary outcomes.
    pub(super) r2: Option<f64>,
}

impl<'o> Remembering<'o> {
    /// Asks some people beforehand, so that what is chosen does not depend on how many there are.
    pub(super) fn new(options: &'o SimulateOptions, world: &World<'_>) -> Result<Self, SimulateError> {
        let people = PILOT_EPISODES.div_ceil(options.episodes) as u64;
        let mut values = Vec::new();
        for person in 0..people {
            for lived in &world.person(PILOT + person).lived {
                values.push(remembered(options, lived)?);
            }
        }
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let sd = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt();
        let rule = || options.rule.text();
        // Rounding aside, a rule that says the same of all has no variance.
        let is_constant = sd <= 1e-12 * mean.abs().max(1.0);
        let (intercept, slope) = match options.weights {
            Some(weights) => weights,
            None => usual_weights(options, mean, if is_constant { None } else { Some(sd) })
                .ok_or_else(|| SimulateError::Constant { rule: rule() })?,
        };
        let explained = (slope * sd).powi(2);
        let people = options.person_effect.powi(2);
        let noise = match (options.outcome, options.sureness) {
            (Outcome::Binary, _) => 0.0,
            (Outcome::Rating, Sureness::Noise(noise)) => noise,
            (Outcome::Rating, Sureness::R2(_)) if is_constant || slope == 0.0 => {
                return Err(SimulateError::Constant { rule: rule() });
            }
            (Outcome::Rating, Sureness::R2(wished)) => {
                let rest = explained * (1.0 - wished) / wished - people;
                if rest < 0.0 {
                    return Err(SimulateError::R2NotReached {
                        wished,
                        most: explained / (explained + people),
                        person_effect: options.person_effect,
                    });
                }
                rest.sqrt()
            }
        };
        let whole = explained + people + noise * noise;
        let r2 = (options.outcome == Outcome::Rating && whole > 0.0).then(|| explained / whole);
        Ok(Self {
            options,
            intercept,
            slope,
            noise,
            r2,
        })
    }

    /// The episodes of a person as data.
    pub(super) fn person(
        &self,
        number: usize,
        person: Person,
        truth: &mut Truth,
    ) -> Result<Vec<Episode>, SimulateError> {
        let Person { lived, mut random } = person;
        let effect = self.options.person_effect * normal(&mut random);
        let name = format!("p{}", number + 1);
        let mut list = Vec::with_capacity(lived.len());
        for (at, lived) in lived.into_iter().enumerate() {
            let value = remembered(self.options, &lived)?;
            let sum = self.intercept + self.slope * value + effect;
            let (overall, was_cut) = ask(self.options, sum, self.noise, &mut random);
            truth.count(value, &lived, was_cut);
            list.push(Episode {
                name: format!("{name}e{}", at + 1),
                person: name.clone(),
                stimulus: lived.stimulus.map(|stimulus| format!("s{}", stimulus + 1)),
                overall,
                delay: None,
                expectation: None,
                moments: kept(&lived),
            });
        }
        Ok(list)
    }
}

/// The moments whose ratings are in the data.
fn kept(lived: &Lived) -> Vec<RatedMoment> {
    let rated = lived
        .ratings
        .iter()
        .enumerate()
        .filter(|(moment, _)| lived.kept[*moment]);
    let moment = |(moment, rating): (usize, &f64)| RatedMoment {
        touchpoint: touchpoint(moment),
        rating: *rating,
        minutes: lived.minutes.as_ref().map(|minutes| minutes[moment]),
    };
    rated.map(moment).collect()
}

/// The name of the touchpoint at which a moment of every episode happens, by its place from 0.
pub(super) fn touchpoint(moment: usize) -> String {
    format!("moment{}", moment + 1)
}

/// R, from all ratings, also those that go missing; of a chance the logarithm of its odds.
fn remembered(options: &SimulateOptions, lived: &Lived) -> Result<f64, SimulateError> {
    let moments = lived.ratings.iter().enumerate().map(|(at, &rating)| Moment {
        minutes: lived.minutes.as_ref().map(|minutes| minutes[at]),
        ..Moment::scored(rating)
    });
    let profile =
        Profile::new(options.scale, moments.collect()).expect("ratings lie on the scale, durations in a range");
    let value = options.rule.value(&profile).map_err(|reason| SimulateError::NoValue {
        rule: options.rule.text(),
        reason,
    })?;
    Ok(if is_chance(options) {
        (value / (1.0 - value)).ln()
    } else {
        value
    })
}

/// Whether the rule is itself the chance of a yes.
fn is_chance(options: &SimulateOptions) -> bool {
    let is_logistic = matches!(&options.rule, Model::Fitted(fitted) if fitted.link() == Link::Logit);
    is_logistic && options.outcome == Outcome::Binary
}

/// a and b where they are not given; none where they rest on a variance that there is not.
fn usual_weights(options: &SimulateOptions, mean: f64, sd: Option<f64>) -> Option<(f64, f64)> {
    let direction = match options.rule.unit() {
        Unit::Score | Unit::ScoreMinutes => options.scale.direction(),
        _ => 1.0,
    };
    if is_chance(options) {
        return Some((0.0, 1.0));
    }
    if options.outcome == Outcome::Binary {
        let slope = direction * ODDS / sd?;
        return Some((-slope * mean, slope));
    }
    let from = options.scale;
    let to = options.overall_scale.unwrap_or(from);
    match options.rule.unit() {
        Unit::Fitted => Some((0.0, 1.0)),
        // Worst is worst and best is best on both.
        Unit::Score => {
            let slope = (to.best() - to.worst()) / (from.best() - from.worst());
            Some((to.worst() - slope * from.worst(), slope))
        }
        _ => {
            let length = to.best() - to.worst();
            let slope = direction * USUAL_SPREAD * length / sd?;
            Some((to.worst() + USUAL_LEVEL * length - slope * mean, slope))
        }
    }
}
