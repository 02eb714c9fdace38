//! Episodes that are there twice.
//!
//! Short episodes on a coarse scale are the same by chance. How likely that is, is reckoned from how often each rating
//! follows each other one in these data.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::features::Features;
use super::{Finding, Severity, percent, share};

pub(super) const CODE: &str = "duplicate-episodes";

/// Fewer pairs than this would be the same by chance in the whole file. Chosen.
const BY_CHANCE: f64 = 0.01;
/// From this share of episodes on it is an objection: folds would test on what they were fitted on. Chosen.
const MANY: f64 = 0.05;
/// So many pairs are named.
const NAMED: usize = 3;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let episodes = features.episodes;
    let mut order: Vec<(u64, usize)> = (0..episodes.count()).map(|at| (print(features, at), at)).collect();
    order.sort_unstable();
    let twins: Vec<(usize, usize)> = order
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0 && same(features, pair[0].1, pair[1].1))
        .map(|pair| (pair[0].1, pair[1].1))
        .collect();
    if twins.is_empty() {
        return Vec::new();
    }
    let chances = Chances::of(features);
    let pairs = episodes.count() as f64 * (episodes.count() as f64 - 1.0) / 2.0;
    // A rating that stands alone in the file is its own evidence only together with others: a chance is never below one
    // in the number of moments.
    let mut found: Vec<(usize, usize)> = twins
        .into_iter()
        .filter(|(one, _)| pairs.ln() + chances.ln_chance(features, *one) < BY_CHANCE.ln())
        .collect();
    found.sort_unstable_by_key(|(one, other)| (*other, *one));
    if found.is_empty() {
        return Vec::new();
    }
    vec![told(features, &found)]
}

/// A hash of what copies share, whoever lived through them: touchpoints, ratings and what was remembered. [`same`] looks at
/// durations too.
fn print(features: &Features<'_>, at: usize) -> u64 {
    let episodes = features.episodes;
    let mut hasher = DefaultHasher::new();
    for moment in episodes.range(at) {
        episodes.touchpoints().numbers()[moment].hash(&mut hasher);
    }
    for rating in episodes.ratings(at) {
        rating.to_bits().hash(&mut hasher);
    }
    episodes.overall()[at].to_bits().hash(&mut hasher);
    hasher.finish()
}

fn same(features: &Features<'_>, one: usize, other: usize) -> bool {
    let episodes = features.episodes;
    let touchpoints = |at: usize| &episodes.touchpoints().numbers()[episodes.range(at)];
    episodes.ratings(one) == episodes.ratings(other)
        && touchpoints(one) == touchpoints(other)
        && episodes.overall()[one] == episodes.overall()[other]
        && episodes.minutes(one) == episodes.minutes(other)
}

/// How often each rating follows each other one.
struct Chances {
    after: HashMap<(u64, u64), f64>,
    from: HashMap<u64, f64>,
}

/// What stands before the first moment; no rating has these bits, as none is NaN.
const START: u64 = u64::MAX;

impl Chances {
    fn of(features: &Features<'_>) -> Self {
        let (mut after, mut from) = (HashMap::new(), HashMap::new());
        for at in 0..features.episodes.count() {
            for (before, rating) in steps(features, at) {
                *after.entry((before, rating)).or_insert(0.0) += 1.0;
                *from.entry(before).or_insert(0.0) += 1.0;
            }
        }
        Self { after, from }
    }

    /// The logarithm of the chance that an episode is rated as this one is, moment after moment.
    fn ln_chance(&self, features: &Features<'_>, at: usize) -> f64 {
        let of = |step: (u64, u64)| match (self.after.get(&step), self.from.get(&step.0)) {
            // Laplace's rule: what was seen once or twice may be more usual than it looks.
            (Some(seen), Some(all)) => ((seen + 1.0) / (all + 2.0)).ln(),
            _ => 0.0,
        };
        steps(features, at).map(of).sum()
    }
}

/// Each rating with the one before it.
fn steps(features: &Features<'_>, at: usize) -> impl Iterator<Item = (u64, u64)> {
    let ratings = features.episodes.ratings(at);
    let before = std::iter::once(START).chain(ratings.iter().map(|rating| rating.to_bits()));
    before.zip(ratings.iter().map(|rating| rating.to_bits()))
}

fn told(features: &Features<'_>, found: &[(usize, usize)]) -> Finding {
    let names = features.episodes.names();
    let people = features.episodes.people();
    let name = |at: usize| match people.name_of(at) {
        person if person == names[at] => format!("`{}`", names[at]),
        person => format!("`{}` of `{person}`", names[at]),
    };
    let listed: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|(one, other)| format!("{} is {}", name(*other), name(*one)))
        .collect();
    let more = if found.len() > NAMED { " …" } else { "" };
    let all = names.len();
    let part = found.len() as f64 / all as f64;
    Finding {
        code: CODE,
        severity: if part >= MANY {
            Severity::Objection
        } else {
            Severity::Remark
        },
        message: format!(
            "{} of {all} episodes ({}) repeat another one, rating by rating and with the same overall: {}{more}; fewer than \
             {BY_CHANCE} such pairs would be there by chance, and from {} on it is an objection",
            found.len(),
            share(found.len(), all),
            listed.join(", "),
            percent(MANY)
        ),
        help: "take copies out: a model must not be tested on episodes that it was fitted on".into(),
        evidence: vec![
            ("repeated", found.len() as f64),
            ("episodes", all as f64),
            ("share", part),
            ("by_chance", BY_CHANCE),
            ("threshold", MANY),
        ],
    }
}
