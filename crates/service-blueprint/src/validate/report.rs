//! The problems found so far, and which further ones would only follow from them.

use crate::path::{Step, Trail};
use crate::problem::{Cause, KEPT_PROBLEMS, Kind, Problem, Problems};

use super::broken::Broken;

/// Chosen: how many comparisons of names may be spent on nearest names; more would make a document of slips slow.
const COMPARISONS: usize = 2_000_000;

/// Collects problems, leaving out those at a place that is known to be broken.
pub(super) struct Report<'f> {
    found: &'f [Problem],
    broken: Broken<'f>,
    /// The kinds of which some id may be missing, because a place that declares them is broken.
    incomplete: Vec<Kind>,
    problems: Vec<Problem>,
    more: usize,
    comparisons: usize,
}

impl<'f> Report<'f> {
    pub(super) fn new(found: &'f [Problem]) -> Self {
        let mut incomplete = Vec::new();
        for problem in found {
            for kind in declared_at(&problem.path.0) {
                if !incomplete.contains(&kind) {
                    incomplete.push(kind);
                }
            }
        }
        Self {
            found,
            broken: Broken::new(found.iter().map(|problem| &problem.path)),
            incomplete,
            problems: Vec::new(),
            more: 0,
            comparisons: COMPARISONS,
        }
    }

    /// Whether reading found something wrong at, above or beneath this place.
    pub(super) fn is_broken(&self, at: Trail<'_>) -> bool {
        !self.found.is_empty() && self.broken.overlaps(&at.path().0)
    }

    /// Whether reading found nothing wrong, so that what is absent was left out on purpose.
    pub(super) fn is_whole(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether nothing is wrong so far, so that questions about the whole make sense.
    pub(super) fn is_clean(&self) -> bool {
        self.found.is_empty() && self.problems.is_empty()
    }

    pub(super) fn problem(&mut self, cause: Cause, at: Trail<'_>) {
        self.add(Problem::new(cause, at.path()));
    }

    pub(super) fn add(&mut self, problem: Problem) {
        if !self.found.is_empty() && self.broken.overlaps(&problem.path.0) {
            return;
        }
        if self.problems.len() < KEPT_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// A text that, if given, must hold a word.
    pub(super) fn words(&mut self, text: Option<&str>, at: Trail<'_>) {
        if text.is_some_and(|text| text.trim().is_empty()) {
            self.problem(Cause::EmptyText, at);
        }
    }

    /// A number that must be finite and 0 or more.
    pub(super) fn not_negative(&mut self, what: &'static str, number: Option<f64>, at: Trail<'_>) {
        let Some(found) = number else { return };
        if !found.is_finite() {
            self.problem(Cause::NotFinite { found }, at);
        } else if found < 0.0 {
            self.problem(
                Cause::OutOfRange {
                    what,
                    found,
                    range: "0 or more",
                },
                at,
            );
        }
    }

    /// Whether ids of that kind may be missing because a place that declares them is broken.
    pub(super) fn is_incomplete(&self, kind: Kind) -> bool {
        self.incomplete.contains(&kind)
    }

    /// Whether a name may still be compared with so many others, for a problem that is kept.
    pub(super) fn may_compare(&mut self, others: usize) -> bool {
        let may = self.problems.len() < KEPT_PROBLEMS && others <= self.comparisons;
        if may {
            self.comparisons -= others;
        }
        may
    }

    pub(super) fn into_problems(self) -> Option<Problems> {
        (!self.problems.is_empty()).then_some(Problems {
            list: self.problems,
            more: self.more,
        })
    }
}

/// The kinds that a place declares, or holds the declarations of.
fn declared_at(path: &[Step]) -> Vec<Kind> {
    let keys: Vec<&str> = path
        .iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        })
        .collect();
    let id = keys.strip_suffix(&["id"]).unwrap_or(&keys);
    let declares = |list: &[&str]| !keys.is_empty() && list.starts_with(id);
    let mut kinds = Vec::new();
    for (key, kind) in [
        ("stages", Kind::Stage),
        ("ends", Kind::Ending),
        ("actors", Kind::Actor),
        ("evidence", Kind::Evidence),
        ("segments", Kind::Segment),
        ("factors", Kind::Factor),
        ("options", Kind::Option),
        ("scales", Kind::Scale),
    ] {
        if declares(&[key]) {
            kinds.push(kind);
        }
    }
    if declares(&["stages", "touchpoints"]) || declares(&["options", "adds", "touchpoint"]) {
        kinds.extend([Kind::Touchpoint, Kind::Target]);
    }
    if declares(&["ends"]) {
        kinds.push(Kind::Target);
    }
    let lane =
        |lane: &str| declares(&["stages", "touchpoints", lane]) || declares(&["options", "adds", "touchpoint", lane]);
    if ["customer", "frontstage", "backstage", "support"].into_iter().any(lane) {
        kinds.push(Kind::Activity);
    }
    kinds
}
