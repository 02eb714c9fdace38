//! An overall rating that was computed from the moments.
//!
//! Equality alone proves little: people whose overall rating lies near the mean of what they rated agree with the rounded
//! mean often. What they do not do is to round: where the mean lies just above or just below the border between two
//! ratings, they choose either. Computed ratings always fall to the right side.

use super::features::{Features, are_sorted};
use super::{Finding, Severity, percent, share};
use crate::Outcome;

pub(super) const CODE: &str = "overall-from-moments";

/// In so many episodes the overall rating has to be the function's value to count as computed. Chosen.
const EQUAL: f64 = 0.8;
/// Of exact values that a person might well choose to repeat (the last rating, the lowest), so many. Chosen.
const REPEATED: f64 = 0.98;
/// A run of rows goes on as long as about so many are equal. Chosen.
const RUN: f64 = 0.95;
/// Within this part of a step from a border between two ratings an episode can fall to either side. Chosen.
const NEAR: f64 = 0.25;
/// So many of the episodes near a border fall to the side that rounding would choose. Chosen; simulated raters whose
/// ratings scatter by a fifth of a step or more stay below 0.8.
const RIGHT_SIDE: f64 = 0.85;
/// With fewer episodes nothing is said. Chosen.
const LEAST_EPISODES: usize = 50;
/// A run of rows is told of its own from here. Chosen: a run of so many equal values by chance takes a file of millions.
const LEAST_RUN: usize = 100;
/// The chance of a run, wherever it may begin, if rows in it were equal as often as elsewhere, is less than this. Chosen.
const BY_CHANCE: f64 = 1e-4;
/// Steps between overall ratings that are tried, the largest first.
const STEPS: [f64; 7] = [10.0, 5.0, 1.0, 0.5, 0.1, 0.05, 0.01];
/// So many of the overall ratings are whole steps. Chosen: a stray typing error does not hide the step.
const ON_STEPS: f64 = 0.99;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    if features.episodes.outcome() == Outcome::Binary {
        return Vec::new();
    }
    // A constant overall or constant moments are told as such.
    let varied: Vec<usize> = (0..features.episodes.count())
        .filter(|at| features.varies(*at))
        .collect();
    let overall = features.overall();
    if varied.len() < LEAST_EPISODES || overall.iter().all(|other| *other == overall[0]) {
        return Vec::new();
    }
    let step = STEPS.into_iter().find(|step| is_step(*step, overall));
    let candidates = features.functions().into_iter().map(|(name, values)| Rule {
        name,
        values,
        overall,
        step: step.filter(|_| name.ends_with("mean")),
    });
    let rules: Vec<Rule<'_>> = candidates.collect();
    let whole = rules.iter().filter_map(|rule| Some((rule, rule.evidence(&varied)?)));
    if let Some((rule, evidence)) = best(whole) {
        return vec![told(features, rule, &evidence, &varied, None)];
    }
    if are_sorted(overall) {
        return Vec::new();
    }
    let runs = rules.iter().filter_map(|rule| {
        let run = rule.longest_run(&varied);
        let rows = &varied[run];
        let is_run = rows.len() >= LEAST_RUN && rule.is_unlikely(rows, &varied);
        let evidence = is_run.then(|| rule.evidence(rows)).flatten()?;
        Some(((rule, rows), evidence))
    });
    match best(runs) {
        Some(((rule, rows), evidence)) => vec![told(features, rule, &evidence, rows, Some(varied.len()))],
        None => Vec::new(),
    }
}

/// The one that holds in the most episodes; of equal ones the first.
fn best<T>(list: impl Iterator<Item = (T, Evidence)>) -> Option<(T, Evidence)> {
    list.fold(None, |best: Option<(T, Evidence)>, next| match best {
        Some(best) if best.1.equal >= next.1.equal => Some(best),
        _ => Some(next),
    })
}

fn is_step(step: f64, overall: &[f64]) -> bool {
    let on = |value: &&f64| {
        let steps = **value / step;
        (steps - steps.round()).abs() < 1e-6
    };
    overall.iter().filter(on).count() as f64 >= ON_STEPS * overall.len() as f64
}

/// A function of the moments that the overall rating may be.
struct Rule<'f> {
    name: &'static str,
    values: &'f [f64],
    overall: &'f [f64],
    /// The step to which its values are rounded; none where they stand as they are.
    step: Option<f64>,
}

/// What speaks for a rule.
struct Evidence {
    equal: usize,
    episodes: usize,
    /// How many episodes near a border there are, and how many fall to the right side.
    near: usize,
    right: usize,
}

/// Where a value stands to the border between the two steps about it.
enum Side {
    /// It is far from any border, or the overall rating is neither of the two.
    None,
    /// It is near, and the overall rating is the step that rounding gives, or not.
    Near(bool),
    /// It is on the border, and the overall rating is the upper step or the lower one, the upper one being even or not.
    On { upper: bool, upper_is_even: bool },
}

impl Rule<'_> {
    fn is_equal(&self, at: usize) -> bool {
        let off = (self.values[at] - self.overall[at]).abs();
        off <= self.step.unwrap_or(0.0) / 2.0 + 1e-9 * (1.0 + self.values[at].abs())
    }

    fn side(&self, at: usize, step: f64) -> Side {
        let steps = self.values[at] / step;
        let (lower, found) = (steps.floor(), self.overall[at] / step);
        let above = steps - lower - 0.5;
        let upper = (found - lower - 1.0).abs() < 1e-6;
        match above.abs() {
            _ if !upper && (found - lower).abs() >= 1e-6 => Side::None,
            on if on < 1e-9 => Side::On {
                upper,
                upper_is_even: (lower + 1.0) % 2.0 == 0.0,
            },
            near if near <= NEAR => Side::Near(upper == (above > 0.0)),
            _ => Side::None,
        }
    }

    /// What speaks for the rule among some episodes; none where it is not enough.
    fn evidence(&self, rows: &[usize]) -> Option<Evidence> {
        let equal = rows.iter().filter(|at| self.is_equal(**at)).count();
        let share = equal as f64 / rows.len() as f64;
        let mut evidence = Evidence {
            equal,
            episodes: rows.len(),
            near: 0,
            right: 0,
        };
        let Some(step) = self.step else {
            return (share >= REPEATED).then_some(evidence);
        };
        if share < EQUAL {
            return None;
        }
        // On the border itself a program rounds up, down or to even, but always the same way.
        let mut ways = [0; 3];
        for &at in rows {
            match self.side(at, step) {
                Side::None => {}
                Side::Near(right) => {
                    evidence.near += 1;
                    evidence.right += usize::from(right);
                }
                Side::On { upper, upper_is_even } => {
                    evidence.near += 1;
                    for (way, right) in ways.iter_mut().zip([upper, !upper, upper == upper_is_even]) {
                        *way += usize::from(right);
                    }
                }
            }
        }
        evidence.right += ways.into_iter().max().unwrap_or_default();
        // Exact values need no border: a person's answer is not a mean to nine digits.
        let exact = rows
            .iter()
            .filter(|at| (self.values[**at] - self.overall[**at]).abs() < 1e-9);
        let is_exact = evidence.near < LEAST_EPISODES && exact.count() as f64 >= REPEATED * rows.len() as f64;
        let is_rounded = evidence.near >= LEAST_EPISODES && evidence.right as f64 >= RIGHT_SIDE * evidence.near as f64;
        (is_exact || is_rounded).then_some(evidence)
    }

    /// Whether a run has more equal episodes than chance would give it, by the bound of Chernoff and Hoeffding.
    fn is_unlikely(&self, run: &[usize], all: &[usize]) -> bool {
        let equal = |rows: &[usize]| rows.iter().filter(|at| self.is_equal(**at)).count() as f64;
        let (found, length) = (equal(run), run.len() as f64);
        // One more of either kind, so that a share is never 0 or 1.
        let elsewhere = (equal(all) - found + 1.0) / (all.len() as f64 - length + 2.0);
        let inside = found / length;
        if inside <= elsewhere {
            return false;
        }
        let part = |share: f64, expected: f64| {
            if share > 0.0 {
                share * (share / expected).ln()
            } else {
                0.0
            }
        };
        let distance = part(inside, elsewhere) + part(1.0 - inside, 1.0 - elsewhere);
        (all.len() as f64).ln() - length * distance < BY_CHANCE.ln()
    }

    /// The stretch of episodes in which equal ones outweigh others the most, when each other one weighs as many as [`RUN`]
    /// allows for.
    fn longest_run(&self, rows: &[usize]) -> std::ops::Range<usize> {
        const MISS: f64 = RUN / (1.0 - RUN);
        let (mut best, mut most) = (0..0, 0.0);
        let (mut start, mut sum) = (0, 0.0);
        for (place, &at) in rows.iter().enumerate() {
            sum += if self.is_equal(at) { 1.0 } else { -MISS };
            if sum <= 0.0 {
                (start, sum) = (place + 1, 0.0);
            } else if sum > most {
                (best, most) = (start..place + 1, sum);
            }
        }
        best
    }
}

/// The finding in words; `of` says of how many episodes the rows are a run.
fn told(features: &Features<'_>, rule: &Rule<'_>, evidence: &Evidence, rows: &[usize], of: Option<usize>) -> Finding {
    let Evidence {
        equal,
        episodes,
        near,
        right,
    } = *evidence;
    let what = match rule.step {
        Some(_) => format!("the rounded {} of the moments", rule.name),
        None => format!("the {} of the moments", rule.name),
    };
    let names = features.episodes.names();
    let place = match (of, rows) {
        (Some(of), [first, .., last]) => format!(
            "from episode `{}` to `{}`, a run of {} out of {of}, ",
            names[*first],
            names[*last],
            rows.len()
        ),
        _ => String::new(),
    };
    let (asked, threshold) = match rule.step {
        Some(_) => (EQUAL, EQUAL),
        None => (REPEATED, REPEATED),
    };
    let mut message = format!(
        "{place}the overall rating is {what} in {equal} of {episodes} episodes whose moments differ ({}, allowed is less \
         than {})",
        share(equal, episodes),
        percent(asked)
    );
    let mut numbers = vec![
        ("equal", equal as f64),
        ("episodes", episodes as f64),
        ("share", equal as f64 / episodes as f64),
        ("threshold", threshold),
    ];
    if near > 0 {
        message.push_str(&format!(
            "; where the {} lies close to the border between two ratings, {right} of {near} fall to the side that \
             rounding gives ({}; people choose either, allowed is less than {})",
            rule.name,
            share(right, near),
            percent(RIGHT_SIDE)
        ));
        let found = right as f64 / near as f64;
        numbers.extend([
            ("near_border", near as f64),
            ("right_side", right as f64),
            ("right_side_share", found),
            ("right_side_threshold", RIGHT_SIDE),
        ]);
    }
    if let Some((words, found)) = others(rule, rows) {
        message.push_str(&words);
        numbers.extend(found);
    }
    Finding {
        code: CODE,
        severity: Severity::Objection,
        message,
        help: "such ratings remember nothing: any model that knows the rule wins. Ask where the overall rating comes from, \
               and compare models on the ratings that people gave"
            .into(),
        evidence: numbers,
    }
}

/// The range beyond the rule's has to be wider than the rule's by this to be told. Chosen.
const WIDER: f64 = 1.5;

/// What the ratings that do not follow the rule look like, where they run on a wider scale.
fn others(rule: &Rule<'_>, rows: &[usize]) -> Option<(String, [(&'static str, f64); 4])> {
    let range = |follow: bool| {
        let found = rows
            .iter()
            .filter(|at| rule.is_equal(**at) == follow)
            .map(|at| rule.overall[*at]);
        found.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
            (least.min(value), most.max(value))
        })
    };
    let ((least, most), (other_least, other_most)) = (range(true), range(false));
    if other_most - other_least < WIDER * (most - least) {
        return None;
    }
    let words = format!(
        "; those that follow the rule run from {least} to {most}, the others from {other_least} to {other_most}: two scales \
         are mixed"
    );
    let numbers = [
        ("rule_least", least),
        ("rule_most", most),
        ("others_least", other_least),
        ("others_most", other_most),
    ];
    Some((words, numbers))
}
