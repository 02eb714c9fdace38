//! Episodes with so few moments that models cannot differ.

use super::features::Features;
use super::{Finding, Severity, share};

/// Every episode has one rated moment.
pub(super) const ONE: &str = "one-moment";
/// Most episodes have one or two rated moments.
pub(super) const FEW: &str = "few-moments";

/// With so many moments or fewer an episode tells little of how moments are put together.
const LITTLE: usize = 2;

pub(super) fn find(features: &Features<'_>) -> Vec<Finding> {
    let episodes = features.episodes;
    let count = episodes.count();
    let with = |most: usize| (0..count).filter(|at| episodes.range(*at).len() <= most).count();
    let (one, few) = (with(1), with(LITTLE));
    if count > 1 && one == count {
        return vec![Finding {
            code: ONE,
            severity: Severity::Objection,
            message: format!("each of the {count} episodes has one rated moment"),
            help: "mean, peak and end of one moment are the same number, so no memory model can be told from another: check that \
                   rows of the same episode have the same name (`--person`, `--episode`), or which columns are the moments \
                   (`--moments`)"
                .into(),
            evidence: vec![("episodes", count as f64), ("one_moment", one as f64)],
        }];
    }
    if 2 * few <= count {
        return Vec::new();
    }
    vec![Finding {
        code: FEW,
        severity: Severity::Remark,
        message: format!(
            "{few} of {count} episodes ({}) have one or two rated moments, {one} of them one",
            share(few, count)
        ),
        help: "with two moments mean, peak and end are nearly the same number, so that little tells models apart: check that rows of the same episode have the same name, and what `--missing` leaves out"
            .into(),
        evidence: vec![
            ("episodes", count as f64),
            ("one_moment", one as f64),
            ("at_most_two", few as f64),
        ],
    }]
}
