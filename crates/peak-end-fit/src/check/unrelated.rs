//! A touchpoint whose ratings have to do with nothing else.

use super::features::{Correlation, Features};
use super::{Finding, Severity};

pub(super) const CODE: &str = "unrelated-touchpoint";

/// Correlations below this are none. Chosen.
const NONE: f64 = 0.1;
/// At least one other touchpoint goes with the overall rating by this much, or all of them are unrelated. Chosen.
const RELATED: f64 = 0.2;
/// With fewer ratings a correlation of 0.1 may be chance. Chosen: its standard error is then 0.07.
const LEAST_RATINGS: f64 = 200.0;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let episodes = features.episodes;
    let overall = episodes.overall();
    let names = episodes.touchpoints().names();
    let mut columns = vec![(Correlation::default(), Correlation::default()); names.len()];
    for (touchpoint, at, rating) in features.moments() {
        let (with_overall, with_others) = &mut columns[touchpoint];
        with_overall.add(rating, overall[at]);
        let count = episodes.range(at).len();
        if count > 1 {
            with_others.add(rating, (features.sum[at] - rating) / (count - 1) as f64);
        }
    }
    let looked: Vec<(&String, f64, f64, f64)> = names
        .iter()
        .zip(&columns)
        .filter(|(_, (with_overall, _))| with_overall.count >= LEAST_RATINGS)
        // With nothing beside it, only the overall rating can tell.
        .filter_map(|(name, (one, other))| Some((name, one.count, one.value()?, other.value().unwrap_or(0.0))))
        .collect();
    if !looked
        .iter()
        .any(|(_, _, with_overall, _)| with_overall.abs() >= RELATED)
    {
        return Vec::new();
    }
    let unrelated = looked
        .iter()
        .filter(|(_, _, one, other)| one.abs() < NONE && other.abs() < NONE);
    unrelated
        .map(|&(name, count, with_overall, with_others)| told(name, count, with_overall, with_others))
        .collect()
}

fn told(name: &str, count: f64, with_overall: f64, with_others: f64) -> Finding {
    Finding {
        code: CODE,
        severity: Severity::Remark,
        message: format!(
            "`{name}` has to do with nothing: over {count} ratings it correlates {with_overall:.3} with the overall rating \
             and {with_others:.3} with the mean of the other moments (usual is {NONE} or more)"
        ),
        help: "check that the column holds ratings, on the same scale and of the same people; else leave it out".into(),
        evidence: vec![
            ("ratings", count),
            ("r_overall", with_overall),
            ("r_others", with_others),
            ("threshold", NONE),
        ],
    }
}
