//! A yes or a no that is too rare to compare models by.

use super::features::Features;
use super::{Finding, Severity};
use crate::Outcome;

pub(super) const CODE: &str = "rare-answer";

/// With fewer episodes of either answer there is too little to go by. Chosen: ten for each weight of a logistic regression
/// (Peduzzi et al. 1996, doi:10.1016/S0895-4356(96)00236-3, unchecked), and five weights, as many as a usual candidate
/// such as peak, end, trough and mean with its intercept has.
const ENOUGH: usize = 50;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let overall = features.overall();
    if features.episodes.outcome() != Outcome::Binary {
        return Vec::new();
    }
    let yes = overall.iter().filter(|overall| **overall == 1.0).count();
    let no = overall.len() - yes;
    let (rare, name) = if yes < no { (yes, "yes") } else { (no, "no") };
    // One answer everywhere is another finding.
    if !(1..ENOUGH).contains(&rare) {
        return Vec::new();
    }
    vec![Finding {
        code: CODE,
        severity: Severity::Remark,
        message: format!(
            "only {rare} of {} episodes were answered {name}, and models of several weights need {ENOUGH} of either answer",
            overall.len()
        ),
        help: "compare few models of one or two weights, and take small differences for chance; more episodes help only if \
               they bring the rare answer"
            .into(),
        evidence: vec![
            ("yes", yes as f64),
            ("no", no as f64),
            ("threshold", ENOUGH as f64),
        ],
    }]
}
