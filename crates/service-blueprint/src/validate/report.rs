//! The problems found so far, and which further ones would only follow from them.

use crate::path::{DocumentPath, Step, Trail};
use crate::problem::{Cause, KEPT_PROBLEMS, Kind, Problem, Problems};

/// Collects problems, leaving out those at a place that is known to be broken.
pub(super) struct Report<'f> {
    found: &'f [Problem],
    problems: Vec<Problem>,
    more: usize,
}

impl<'f> Report<'f> {
    pub(super) fn new(found: &'f [Problem]) -> Self {
        Self {
            found,
            problems: Vec::new(),
            more: 0,
        }
    }

    /// Whether reading found something wrong at, above or beneath this place.
    pub(super) fn is_broken(&self, path: &DocumentPath) -> bool {
        self.found.iter().any(|known| known.path.overlaps(path))
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
        if self.is_broken(&problem.path) {
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
        self.found.iter().any(|known| {
            let keys: Vec<&str> = known
                .path
                .0
                .iter()
                .filter_map(|step| match step {
                    Step::Key(key) => Some(key.as_str()),
                    Step::Item(_) => None,
                })
                .collect();
            let declares = |list: &[&str]| {
                let id = keys.strip_suffix(&["id"]).unwrap_or(&keys);
                !keys.is_empty() && list.starts_with(id)
            };
            let added = declares(&["options", "adds", "touchpoint"]);
            match kind {
                Kind::Stage => declares(&["stages"]),
                Kind::Touchpoint => declares(&["stages", "touchpoints"]) || added,
                Kind::Ending => declares(&["ends"]),
                Kind::Target => declares(&["stages", "touchpoints"]) || declares(&["ends"]) || added,
                Kind::Actor => declares(&["actors"]),
                Kind::Evidence => declares(&["evidence"]),
                Kind::Activity => ["customer", "frontstage", "backstage", "support"].iter().any(|lane| {
                    declares(&["stages", "touchpoints", lane]) || declares(&["options", "adds", "touchpoint", lane])
                }),
                Kind::Segment => declares(&["segments"]),
                Kind::Factor => declares(&["factors"]),
                Kind::Option => declares(&["options"]),
                Kind::Scale => declares(&["scales"]),
            }
        })
    }

    pub(super) fn into_problems(self) -> Option<Problems> {
        (!self.problems.is_empty()).then_some(Problems {
            list: self.problems,
            more: self.more,
        })
    }
}
