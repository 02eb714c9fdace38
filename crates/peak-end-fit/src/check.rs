//! Checks of data before any model: is the overall rating a memory at all, or made from the moments by a rule?

mod against;
mod constant;
mod duplicate;
mod features;
mod few_moments;
mod from_moments;
mod missing_code;
mod rare_answer;
mod rule_like;
mod scale_break;
mod unrated_end;
mod unrelated;

use crate::{Episodes, Reading};
use features::Features;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Comparing models on these data says nothing, or says something false, until this is dealt with.
    Objection,
    /// Worth knowing before reading results.
    Remark,
}

impl Severity {
    /// Its name: `objection` or `remark`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Objection => "objection",
            Self::Remark => "remark",
        }
    }
}

/// Something that a check found in data, with its evidence.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// A stable kebab-case code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was found, with the numbers and the threshold.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The numbers by name, those of the message in full precision among them.
    pub evidence: Vec<(&'static str, f64)>,
}

/// What the checks find in episodes: objections first, then remarks, each in the order of the checks.
///
/// Of episodes that are not all remembered ([`Episodes::is_remembered`]), only what the ratings of moments show by themselves.
///
/// Time grows with the number of moments, and with n log n of the number of episodes.
///
/// # Examples
/// ```
/// use peak_end_fit::{Episode, Episodes, Outcome, RatedMoment, data_checks};
/// use service_blueprint::Scale;
/// let moment = |rating| RatedMoment { touchpoint: "visit".into(), rating, minutes: None };
/// let episode = |n: usize| Episode {
///     name: n.to_string(),
///     person: n.to_string(),
///     overall: 3.0,
///     moments: vec![moment(1.0 + (n % 5) as f64)],
///     ..Episode::default()
/// };
/// let episodes = Episodes::new(Scale::new(1.0, 3.0, 5.0)?, Outcome::Rating, (0..40).map(episode))?;
/// assert_eq!(data_checks(&episodes)[0].code, "constant-overall");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn data_checks(episodes: &Episodes) -> Vec<Finding> {
    found(&Features::of(episodes, &[]))
}

impl Reading {
    /// What the checks find in what was read: as [`data_checks`], and they know which moments the data list without a
    /// rating.
    pub fn findings(&self) -> Vec<Finding> {
        found(&Features::of(&self.episodes, &self.unrated_ends))
    }
}

fn found(features: &Features<'_>) -> Vec<Finding> {
    let checks: &[Check] = if features.episodes.is_remembered() {
        &CHECKS
    } else {
        &OF_RATINGS
    };
    let mut findings: Vec<Finding> = checks.iter().flat_map(|check| check(features)).collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}

type Check = fn(&Features<'_>) -> Vec<Finding>;

/// The checks that need no overall rating.
const OF_RATINGS: [Check; 2] = [constant::find, missing_code::find];

/// Every check, in the order in which findings are told.
const CHECKS: [Check; 11] = [
    constant::find,
    few_moments::find,
    against::find,
    from_moments::find,
    rule_like::find,
    scale_break::find,
    missing_code::find,
    duplicate::find,
    unrelated::find,
    unrated_end::find,
    rare_answer::find,
];

/// The codes of all findings.
pub const FINDING_CODES: [&str; 14] = [
    constant::OVERALL,
    constant::RATINGS,
    constant::TOUCHPOINT,
    few_moments::ONE,
    few_moments::FEW,
    against::CODE,
    from_moments::CODE,
    rule_like::CODE,
    scale_break::CODE,
    missing_code::CODE,
    duplicate::CODE,
    unrelated::CODE,
    unrated_end::CODE,
    rare_answer::CODE,
];

/// A share in words: `91.2 %`.
fn share(part: usize, of: usize) -> String {
    percent(part as f64 / of.max(1) as f64)
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}
