//! A rating at the end of the range that stands for a missing answer: 0 on a scale from 1 to 5.
//!
//! Who rates one moment as badly as can be rates others badly too, and remembers the episode badly. Who has not answered is
//! like everybody else. So a code for missing answers shows where episodes with the outermost rating are rated better than
//! episodes with the rating next to it.

use super::features::{Correlation, Features};
use super::{Finding, Severity};

pub(super) const CODE: &str = "missing-as-rating";

/// So many episodes have the rating, and as many the one next to it. Chosen.
const LEAST_EPISODES: usize = 20;
/// The difference is at least so many standard errors. Chosen.
const LEAST_Z: f64 = 4.0;
/// Where both other moments and the overall rating can be looked at, the weaker of the two is at least so many. Chosen.
const WEAKER_Z: f64 = 2.0;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let episodes = features.episodes;
    let values = || (0..episodes.count()).flat_map(|at| episodes.ratings(at)).copied();
    let least = values().fold(f64::INFINITY, f64::min);
    let most = values().fold(f64::NEG_INFINITY, f64::max);
    let next = values().filter(|value| *value > least).reduce(f64::min);
    let before = values().filter(|value| *value < most).reduce(f64::max);
    let ends = [(least, next, 1.0), (most, before, -1.0)];
    let found = ends
        .into_iter()
        .filter_map(|(value, next, inward)| look(features, value, next?, inward));
    found.collect()
}

/// Looks at the rating at one end of the range; `inward` is 1 at the lower end and −1 at the upper one.
fn look(features: &Features<'_>, value: f64, next: f64, inward: f64) -> Option<Finding> {
    let episodes = features.episodes;
    let (mut with, mut beside) = (Group::default(), Group::default());
    for at in 0..episodes.count() {
        let ratings = episodes.ratings(at);
        let group = match ratings {
            _ if ratings.contains(&value) => &mut with,
            // Continuous ratings have no step: whatever is within a tenth of the scale counts as next to the end.
            _ if ratings.iter().any(|rating| is_next(*rating, next, inward, features)) => &mut beside,
            _ => continue,
        };
        let other = |rating: &&f64| **rating != value && !is_next(**rating, next, inward, features);
        let count = ratings.iter().filter(other).count();
        let sum: f64 = ratings.iter().filter(other).sum();
        if count > 0 {
            group.others.push(sum / count as f64);
        }
        group.overall.push(episodes.overall()[at]);
    }
    if with.overall.len() < LEAST_EPISODES || beside.overall.len() < LEAST_EPISODES {
        return None;
    }
    let mut with_mean = Correlation::default();
    let pairs = features.mean.iter().zip(episodes.overall());
    pairs.for_each(|(mean, overall)| with_mean.add(*mean, *overall));
    let direction = with_mean.value().filter(|r| r.abs() >= 0.1).map(f64::signum);
    let others = difference(&with.others, &beside.others).map(|found| found.towards(inward));
    let overall = difference(&with.overall, &beside.overall);
    let overall = overall
        .zip(direction)
        .map(|(found, direction)| found.towards(inward * direction));
    let seen: Vec<f64> = [&others, &overall].into_iter().flatten().map(|found| found.z).collect();
    let strongest = seen.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if strongest < LEAST_Z || seen.iter().any(|z| *z < WEAKER_Z) {
        return None;
    }
    let count: usize = (0..episodes.count())
        .map(|at| episodes.ratings(at).iter().filter(|rating| **rating == value).count())
        .sum();
    Some(told(
        value,
        next,
        count,
        &with,
        &beside,
        strongest,
        episodes.is_remembered(),
    ))
}

/// Within this part of the scale from the rating next to the end, a rating counts as it. Chosen.
const TENTH: f64 = 0.1;

fn is_next(rating: f64, next: f64, inward: f64, features: &Features<'_>) -> bool {
    let reach = TENTH * 2.0 * features.episodes.scale().half();
    let inside = (rating - next) * inward;
    (0.0..=reach).contains(&inside)
}

/// Episodes with one rating: the mean of their other moments, and what is remembered.
#[derive(Default)]
struct Group {
    others: Vec<f64>,
    overall: Vec<f64>,
}

/// A difference of means with its size in standard errors.
struct Difference {
    z: f64,
}

impl Difference {
    fn towards(self, direction: f64) -> Self {
        Self { z: self.z * direction }
    }
}

/// The difference between two groups that may scatter differently (Welch).
fn difference(one: &[f64], other: &[f64]) -> Option<Difference> {
    if one.len() < LEAST_EPISODES || other.len() < LEAST_EPISODES {
        return None;
    }
    let part = |values: &[f64]| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
        (mean, variance / n)
    };
    let ((mean, error), (other_mean, other_error)) = (part(one), part(other));
    let z = (mean - other_mean) / (error + other_error).sqrt();
    z.is_finite().then_some(Difference { z })
}

fn told(value: f64, next: f64, count: usize, with: &Group, beside: &Group, z: f64, is_remembered: bool) -> Finding {
    let remembered = |overall: f64| match is_remembered {
        true => format!(", remembered with {overall:.2} on average"),
        false => String::new(),
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (with_overall, beside_overall) = (mean(&with.overall), mean(&beside.overall));
    let mut message = format!(
        "{count} moments are rated {value}, the end of the range, in {} episodes{}; {} episodes have {next} instead, further \
         inside{}",
        with.overall.len(),
        remembered(with_overall),
        beside.overall.len(),
        remembered(beside_overall)
    );
    let mut evidence = vec![
        ("value", value),
        ("next", next),
        ("moments", count as f64),
        ("episodes", with.overall.len() as f64),
        ("next_episodes", beside.overall.len() as f64),
    ];
    if is_remembered {
        evidence.extend([("overall", with_overall), ("next_overall", beside_overall)]);
    }
    if !with.others.is_empty() && !beside.others.is_empty() {
        let (others, next_others) = (mean(&with.others), mean(&beside.others));
        message.push_str(&format!(
            "; their other moments are rated {others:.2} and {next_others:.2}"
        ));
        evidence.extend([("others", others), ("next_others", next_others)]);
    }
    message.push_str(&format!(
        ". A rating further out should go with worse or better, not with the middle (z = {z:.1}, allowed is less than {LEAST_Z})"
    ));
    evidence.extend([("z", z), ("threshold", LEAST_Z)]);
    Finding {
        code: CODE,
        severity: Severity::Objection,
        message,
        help: format!(
            "if {value} stands for a missing answer, say `--missing {value}`: a missing answer is not a rating"
        ),
        evidence,
    }
}
