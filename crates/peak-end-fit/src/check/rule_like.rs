//! An overall that is a step function of one number of the episode: yes exactly when the mean reaches 3, for example.

use super::features::Features;
use super::{Finding, Severity, percent, share};

pub(super) const CODE: &str = "rule-like-overall";

/// So many episodes are told apart by one border between neighbouring overall ratings. Chosen.
const TOLD_APART: f64 = 0.99;
/// With fewer episodes on either side of a border, it is passed over. Chosen.
const LEAST_SIDE: usize = 20;
/// With fewer episodes in all nothing is said. Chosen.
const LEAST_EPISODES: usize = 100;
/// With more distinct overall ratings they are no steps. Chosen.
const MOST_LEVELS: usize = 21;
/// Of more episodes about so many are looked at: a share of 99 % needs no more. Chosen.
const LOOKED_AT: usize = 100_000;
/// A touchpoint is looked at if this share of episodes has it. Chosen.
const COVERED: f64 = 0.9;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let overall = features.overall();
    let mut levels: Vec<f64> = overall.to_vec();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    if overall.len() < LEAST_EPISODES || !(2..=MOST_LEVELS).contains(&levels.len()) {
        return Vec::new();
    }
    let is_drawn: Vec<bool> = (0..overall.len()).map(|at| drawn(at, overall.len())).collect();
    let looked_at = is_drawn.iter().filter(|is_drawn| **is_drawn).count();
    let functions = features.functions().into_iter().map(|(name, values)| {
        let pairs = values
            .iter()
            .copied()
            .zip(overall.iter().copied())
            .zip(&is_drawn)
            .filter_map(|(pair, is_drawn)| is_drawn.then_some(pair))
            .collect();
        (format!("the {name} of the moments"), pairs)
    });
    let names = features.episodes.touchpoints().names();
    let mut columns: Vec<Vec<(f64, f64)>> = vec![Vec::new(); names.len()];
    let mut last = vec![usize::MAX; names.len()];
    for (touchpoint, at, rating) in features.moments().filter(|(_, at, _)| is_drawn[*at]) {
        // Where an episode comes by twice, the first time counts.
        if std::mem::replace(&mut last[touchpoint], at) != at {
            columns[touchpoint].push((rating, overall[at]));
        }
    }
    let enough = COVERED * looked_at as f64;
    let columns = names
        .iter()
        .zip(columns)
        .filter(|(_, pairs)| pairs.len() as f64 >= enough);
    let columns = columns.map(|(name, pairs)| (format!("the rating of `{name}`"), pairs));
    let mut best: Option<(String, Steps)> = None;
    for (what, pairs) in functions.chain(columns) {
        let Some(steps) = Steps::of(pairs, &levels) else {
            continue;
        };
        if steps.share() >= TOLD_APART && best.as_ref().is_none_or(|(_, best)| steps.share() > best.share()) {
            best = Some((what, steps));
        }
    }
    best.map(|(what, steps)| told(&what, &steps, looked_at, overall.len()))
        .into_iter()
        .collect()
}

/// Whether a row is looked at: by its scrambled number (SplitMix64; Steele, Lea & Flood 2014), as every third row may well
/// be of the same stimulus.
fn drawn(at: usize, of: usize) -> bool {
    let mut z = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    of <= LOOKED_AT || (u128::from(z) * of as u128) >> 64 < LOOKED_AT as u128
}

/// How well borders on one number tell neighbouring overall ratings apart.
struct Steps {
    right: usize,
    episodes: usize,
    borders: Vec<(f64, f64, f64)>,
}

impl Steps {
    fn share(&self) -> f64 {
        self.right as f64 / self.episodes as f64
    }

    /// The best borders; none where too few episodes lie beside them.
    fn of(mut pairs: Vec<(f64, f64)>, levels: &[f64]) -> Option<Self> {
        pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut by_level: Vec<Vec<f64>> = vec![Vec::new(); levels.len()];
        for (value, overall) in pairs {
            let level = levels.partition_point(|level| *level < overall);
            by_level[level].push(value);
        }
        let mut steps = Self {
            right: 0,
            episodes: 0,
            borders: Vec::new(),
        };
        for (level, pair) in by_level.windows(2).enumerate() {
            if pair.iter().any(|side| side.len() < LEAST_SIDE) {
                continue;
            }
            let (right, border) = best_border(&pair[0], &pair[1]);
            steps.right += right;
            steps.episodes += pair[0].len() + pair[1].len();
            steps.borders.push((levels[level], levels[level + 1], border));
        }
        (steps.episodes >= LEAST_EPISODES).then_some(steps)
    }
}

/// The border that tells the most of two sorted lists apart, whichever of them lies above, and how many it does.
fn best_border(lower: &[f64], upper: &[f64]) -> (usize, f64) {
    let (mut best, mut border) = (0, f64::NAN);
    let (mut below_lower, mut below_upper) = (0, 0);
    let mut values: Vec<f64> = lower.iter().chain(upper).copied().collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    for value in values {
        // Everything below the value against the value and everything above.
        while lower.get(below_lower).is_some_and(|other| *other < value) {
            below_lower += 1;
        }
        while upper.get(below_upper).is_some_and(|other| *other < value) {
            below_upper += 1;
        }
        let ascending = below_lower + upper.len() - below_upper;
        let descending = below_upper + lower.len() - below_lower;
        let right = ascending.max(descending);
        if right > best {
            (best, border) = (right, value);
        }
    }
    (best, border)
}

fn told(what: &str, steps: &Steps, looked_at: usize, all: usize) -> Finding {
    let borders: Vec<String> = steps
        .borders
        .iter()
        .map(|(lower, upper, border)| format!("{lower} from {upper} at {}", (border * 1e6).round() / 1e6))
        .collect();
    let drawn = match looked_at == all {
        true => String::new(),
        false => format!("; {looked_at} of {all} episodes were drawn and looked at"),
    };
    Finding {
        code: CODE,
        severity: Severity::Objection,
        message: format!(
            "{what} tells neighbouring overall ratings apart in {} of {} episodes ({}, allowed is less than {}): {}{drawn}",
            steps.right,
            steps.episodes,
            share(steps.right, steps.episodes),
            percent(TOLD_APART),
            borders.join(", ")
        ),
        help: "labels that follow a rule remember nothing: find out how the overall was made, and compare models on answers \
               that people gave"
            .into(),
        evidence: vec![
            ("told_apart", steps.right as f64),
            ("episodes", steps.episodes as f64),
            ("share", steps.share()),
            ("threshold", TOLD_APART),
            ("borders", steps.borders.len() as f64),
            ("looked_at", looked_at as f64),
            ("all_episodes", all as f64),
        ],
    }
}
