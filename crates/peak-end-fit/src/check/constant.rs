//! Something that never varies.

use super::features::Features;
use super::{Finding, Severity};

/// The overall rating is the same everywhere.
pub(super) const OVERALL: &str = "constant-overall";
/// All ratings of moments are the same.
pub(super) const RATINGS: &str = "constant-ratings";
/// All ratings of a touchpoint are the same.
pub(super) const TOUCHPOINT: &str = "constant-touchpoint";

/// A touchpoint with fewer ratings may be the same by chance. Chosen.
const LEAST_RATINGS: usize = 20;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let episodes = features.episodes;
    let mut findings = Vec::new();
    if episodes.count() < 2 {
        return findings;
    }
    let overall = episodes.overall();
    if episodes.is_remembered() && overall.iter().all(|other| *other == overall[0]) {
        findings.push(Finding {
            code: OVERALL,
            severity: Severity::Objection,
            message: format!("the overall rating is {} in all {} episodes", overall[0], overall.len()),
            help: "there is nothing to predict: check which column is the overall rating".into(),
            evidence: vec![("value", overall[0]), ("episodes", overall.len() as f64)],
        });
    }
    let first = episodes.ratings(0)[0];
    if (0..episodes.count()).all(|at| episodes.ratings(at).iter().all(|rating| *rating == first)) {
        findings.push(Finding {
            code: RATINGS,
            severity: Severity::Objection,
            message: format!("all {} ratings of moments are {first}", episodes.moment_count()),
            help: "there is nothing to predict from: check which columns are the moments".into(),
            evidence: vec![("value", first), ("ratings", episodes.moment_count() as f64)],
        });
        return findings;
    }
    let names = episodes.touchpoints().names();
    let mut columns = vec![(0, f64::INFINITY, f64::NEG_INFINITY); names.len()];
    for (touchpoint, _, rating) in features.moments() {
        let (count, least, most) = columns[touchpoint];
        columns[touchpoint] = (count + 1, rating.min(least), rating.max(most));
    }
    for (name, (count, value, most)) in names.iter().zip(columns) {
        if count >= LEAST_RATINGS && value == most {
            findings.push(Finding {
                code: TOUCHPOINT,
                severity: Severity::Remark,
                message: format!("all {count} ratings of `{name}` are {value}"),
                help: "check the column; a constant tells nothing of any episode, and still weighs in the mean".into(),
                evidence: vec![("value", value), ("ratings", count as f64)],
            });
        }
    }
    findings
}
