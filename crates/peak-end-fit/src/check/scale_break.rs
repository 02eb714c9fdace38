//! A row from which the overall rating is on another scale.
//!
//! Before and after each row the overall rating is regressed on the mean of the moments. Where the scale changes, the two
//! lines differ, and so does the spread.

use super::features::{Features, are_sorted};
use super::{Finding, Severity, percent};
use crate::Outcome;

pub(super) const CODE: &str = "scale-break";

/// The share of what one line leaves unexplained that two lines explain, from which a break is told. Chosen: people and
/// stimuli that come one after the other differ too, and by less.
const EXPLAINED: f64 = 0.3;
/// The same where spread and slope change together, as they do with a scale. Chosen.
const EXPLAINED_STRETCH: f64 = 0.15;
/// Spread and slope change by this factor. Chosen: from 1–5 to 1–10 it is 2.25.
const STRETCH: f64 = 1.5;
/// The F statistic of two lines against one at the best row is at least this. Chosen: far beyond the 0.1 % point of the
/// largest F over all rows without a break, about 12 (Andrews 1993, Econometrica 61:821, unchecked).
const LEAST_F: f64 = 20.0;
/// The range of a part leaves out this share at either end: a few strays do not make a scale. Chosen.
const OUTSIDE: f64 = 0.05;
/// Each part has so many episodes, and at least this share. Chosen.
const LEAST_PART: usize = 30;
const LEAST_SHARE: f64 = 0.05;
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
    let is_sorted = sides.iter().any(|side| side.sorted);
    if f < LEAST_F || explained < EXPLAINED_STRETCH || is_sorted {
        return Vec::new();
    }
    let ratio = |one: f64, other: f64| if one > other { one / other } else { other / one };
    let ((slope, sd), (after_slope, after_sd)) = (before.stretch(), after.stretch());
    let stretched = (after_slope > slope) == (after_sd > sd)
        && slope * after_slope > 0.0
        && ratio(slope, after_slope) >= STRETCH
        && ratio(sd, after_sd) >= STRETCH;
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
    sd: f64,
    people: usize,
    stimuli: Option<usize>,
    /// Whether the rows are sorted by the overall rating: any row splits such rows.
    sorted: bool,
}

impl Part {
    fn of(features: &Features<'_>, rows: std::ops::Range<usize>) -> Self {
        let (x, y) = (&features.mean[rows.clone()], &features.overall()[rows.clone()]);
        let (centre_x, centre_y) = (mean(x), mean(y));
        let mut sums = Sums::default();
        let pairs = || x.iter().zip(y).map(|(x, y)| (x - centre_x, y - centre_y));
        pairs().for_each(|(x, y)| sums.add(x, y));
        let slope = sums.line().0;
        let distinct = |labels: &crate::Labels| {
            let mut numbers = labels.numbers()[rows.clone()].to_vec();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.len()
        };
        let mut sorted = y.to_vec();
        sorted.sort_by(f64::total_cmp);
        let outside = (OUTSIDE * sorted.len() as f64).floor() as usize;
        Self {
            slope,
            least: sorted[outside],
            most: sorted[sorted.len() - 1 - outside],
            mean: centre_y,
            sd: (y.iter().map(|y| (y - centre_y).powi(2)).sum::<f64>() / y.len() as f64).sqrt(),
            people: distinct(features.episodes.people()),
            stimuli: features.episodes.stimuli().map(distinct),
            sorted: are_sorted(y),
        }
    }

    /// The overall rating per point of the moments' mean, and how far overall ratings spread: a scale stretches both.
    fn stretch(&self) -> (f64, f64) {
        (self.slope, self.sd)
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
            "{} to {} in nine of ten (mean {:.2}, sd {:.2}, {:.2} per point of the moments' mean)",
            part.least, part.most, part.mean, part.sd, part.slope
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
            ("before_sd", before.sd),
            ("before_slope", before.slope),
            ("after_least", after.least),
            ("after_most", after.most),
            ("after_mean", after.mean),
            ("after_sd", after.sd),
            ("after_slope", after.slope),
            ("explained", explained),
            ("threshold", threshold),
            ("f", f),
        ],
    }
}
