//! A row from which the overall rating is on another scale.
//!
//! Before and after each row the overall rating is regressed on the mean of the moments. Where the scale changes, the two
//! lines differ, and so do the ranges.

use super::features::Features;
use super::{Finding, Severity, percent};
use crate::Outcome;

pub(super) const CODE: &str = "scale-break";

/// The share of what one line leaves unexplained that two lines explain, from which a break is told. Chosen: people and
/// stimuli that come one after the other differ too, and by less.
const EXPLAINED: f64 = 0.3;
/// The same where the whole range and the slope change together, as they do with a scale. Chosen.
const EXPLAINED_STRETCH: f64 = 0.15;
/// Range and slope change by this factor. Chosen: from 1–5 to 1–10 it is 2.25.
const STRETCH: f64 = 1.5;
/// The F statistic of two lines against one at the best row is at least this. Chosen: far beyond the 0.1 % point of the
/// largest F over all rows without a break, about 12 (Andrews 1993, Econometrica 61:821, unchecked).
const LEAST_F: f64 = 20.0;
/// Each part has so many episodes, and at least this share. Chosen.
const LEAST_PART: usize = 30;
const LEAST_SHARE: f64 = 0.05;
/// Successive differences of what the lines leave, over what independent rows would give. Below this rows are sorted by the
/// overall rating or nearly so, and any row splits them. Chosen; independent rows give 1.
const UNSORTED: f64 = 0.3;
/// A part with fewer people or stimuli differs by who they are. Chosen.
const LEAST_PEOPLE: usize = 5;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let overall = features.overall();
    let count = overall.len();
    let part = LEAST_PART.max((LEAST_SHARE * count as f64).ceil() as usize);
    if features.episodes.outcome() == Outcome::Binary || count < 2 * part {
        return Vec::new();
    }
    let Some(split) = best_split(features, part) else {
        return Vec::new();
    };
    let sides = [0..split.at, split.at..count].map(|rows| Part::of(features, rows));
    let [before, after] = &sides;
    let explained = 1.0 - split.two / split.one;
    let f = (split.one - split.two) / 2.0 / (split.two / (count as f64 - 4.0));
    let is_sorted = sides.iter().any(|side| side.successive < UNSORTED);
    if f < LEAST_F || explained < EXPLAINED_STRETCH || is_sorted {
        return Vec::new();
    }
    let ratio = |one: f64, other: f64| if one > other { one / other } else { other / one };
    let same_way = (after.slope > before.slope) == (after.range() > before.range());
    let stretched = same_way
        && before.slope * after.slope > 0.0
        && ratio(before.slope, after.slope) >= STRETCH
        && ratio(before.range(), after.range()) >= STRETCH;
    let few = sides
        .iter()
        .any(|side| side.people < LEAST_PEOPLE || side.stimuli.is_some_and(|count| count < 2));
    let severity = match stretched {
        true if !few => Severity::Objection,
        _ if explained >= EXPLAINED => Severity::Remark,
        _ => return Vec::new(),
    };
    vec![told(features, split.at, &sides, explained, f, severity)]
}

/// Sums of pairs of numbers, about fixed centres so that they keep their digits.
#[derive(Clone, Copy, Default)]
struct Sums {
    n: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Sums {
    fn add(&mut self, x: f64, y: f64) {
        self.n += 1.0;
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.xy += x * y;
        self.yy += y * y;
    }

    fn without(&self, other: &Self) -> Self {
        Self {
            n: self.n - other.n,
            x: self.x - other.x,
            y: self.y - other.y,
            xx: self.xx - other.xx,
            xy: self.xy - other.xy,
            yy: self.yy - other.yy,
        }
    }

    /// The slope and the squares that the line leaves.
    fn line(&self) -> (f64, f64) {
        let (sxx, sxy, syy) = (
            self.xx - self.x * self.x / self.n,
            self.xy - self.x * self.y / self.n,
            self.yy - self.y * self.y / self.n,
        );
        let slope = if sxx > 1e-9 * self.n { sxy / sxx } else { 0.0 };
        (slope, (syy - slope * sxy).max(0.0))
    }
}

struct Split {
    at: usize,
    /// Squares left by one line, and by two.
    one: f64,
    two: f64,
}

fn centred(features: &Features<'_>) -> Vec<(f64, f64)> {
    let count = features.mean.len() as f64;
    let centre = |values: &[f64]| values.iter().sum::<f64>() / count;
    let (mean, overall) = (centre(&features.mean), centre(features.overall()));
    let pairs = features.mean.iter().zip(features.overall());
    pairs.map(|(x, y)| (x - mean, y - overall)).collect()
}

/// The row at which two lines leave the least.
fn best_split(features: &Features<'_>, part: usize) -> Option<Split> {
    let pairs = centred(features);
    let mut all = Sums::default();
    pairs.iter().for_each(|(x, y)| all.add(*x, *y));
    let one = all.line().1;
    let mut before = Sums::default();
    let mut best: Option<Split> = None;
    for (at, (x, y)) in pairs.iter().enumerate().take(pairs.len() - part + 1) {
        if at >= part {
            let two = before.line().1 + all.without(&before).line().1;
            if best.as_ref().is_none_or(|best| two < best.two) {
                best = Some(Split { at, one, two });
            }
        }
        before.add(*x, *y);
    }
    best.filter(|best| best.two > 1e-12 * best.one && best.one > 0.0)
}

/// The episodes on one side.
struct Part {
    slope: f64,
    least: f64,
    most: f64,
    mean: f64,
    people: usize,
    stimuli: Option<usize>,
    /// Squares of successive differences of what the line leaves, over twice its squares; 1 for independent rows.
    successive: f64,
}

impl Part {
    fn of(features: &Features<'_>, rows: std::ops::Range<usize>) -> Self {
        let (x, y) = (&features.mean[rows.clone()], &features.overall()[rows.clone()]);
        let (centre_x, centre_y) = (mean(x), mean(y));
        let mut sums = Sums::default();
        let pairs = || x.iter().zip(y).map(|(x, y)| (x - centre_x, y - centre_y));
        pairs().for_each(|(x, y)| sums.add(x, y));
        let (slope, squares) = sums.line();
        let left: Vec<f64> = pairs().map(|(x, y)| y - slope * x).collect();
        let steps: f64 = left.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
        let distinct = |labels: &crate::Labels| {
            let mut numbers = labels.numbers()[rows.clone()].to_vec();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.len()
        };
        Self {
            slope,
            least: y.iter().copied().fold(f64::INFINITY, f64::min),
            most: y.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            mean: centre_y,
            people: distinct(features.episodes.people()),
            stimuli: features.episodes.stimuli().map(distinct),
            successive: if squares > 0.0 { steps / (2.0 * squares) } else { 0.0 },
        }
    }

    fn range(&self) -> f64 {
        self.most - self.least
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn told(
    features: &Features<'_>,
    at: usize,
    [before, after]: &[Part; 2],
    explained: f64,
    f: f64,
    severity: Severity,
) -> Finding {
    let names = features.episodes.names();
    let side = |part: &Part| {
        format!(
            "{} to {} (mean {:.2}, {:.2} per point of the moments' mean)",
            part.least, part.most, part.mean, part.slope
        )
    };
    let threshold = match severity {
        Severity::Objection => EXPLAINED_STRETCH,
        Severity::Remark => EXPLAINED,
    };
    Finding {
        code: CODE,
        severity,
        message: format!(
            "from episode `{}` on, number {} of {}, overall ratings run from {}, before it from {}; a line for each part \
             explains {} of what one line leaves (allowed is less than {})",
            names[at],
            at + 1,
            names.len(),
            side(after),
            side(before),
            percent(explained),
            percent(threshold)
        ),
        help: "find out what changed there: the question, its scale, or who was asked. Compare models on each part by itself, \
               or bring both to one scale"
            .into(),
        evidence: vec![
            ("number", at as f64 + 1.0),
            ("before_least", before.least),
            ("before_most", before.most),
            ("before_mean", before.mean),
            ("before_slope", before.slope),
            ("after_least", after.least),
            ("after_most", after.most),
            ("after_mean", after.mean),
            ("after_slope", after.slope),
            ("explained", explained),
            ("threshold", threshold),
            ("f", f),
        ],
    }
}
