//! Segments' shares and values, names, and factors.

use crate::document::Document;
use crate::path::Trail;
use crate::problem::Cause;

use super::ratings::Ratings;
use super::report::Report;

/// How far shares may miss 1.
pub(super) const SUM_TOLERANCE: f64 = 1e-9;

pub(super) fn check(document: &Document, report: &mut Report<'_>) {
    let root = Trail::Root;
    let segments = root.key("segments");
    let mut sum = 0.0;
    for (index, segment) in document.segments.iter().enumerate() {
        let at = segments.item(index);
        report.words(segment.name.as_deref(), at.key("name"));
        fraction("a segment's share", segment.share, at.key("share"), report);
        report.not_negative("a segment's value", segment.value, at.key("value"));
        sum += segment.share;
    }
    if !document.segments.is_empty() && (sum - 1.0).abs() > SUM_TOLERANCE && sum.is_finite() {
        report.problem(
            Cause::NotOne {
                what: "segments' shares",
                sum,
            },
            segments,
        );
    }
    for (index, actor) in document.actors.iter().enumerate() {
        let list = root.key("actors");
        let at = list.item(index);
        report.words(actor.name.as_deref(), at.key("name"));
        if actor.role.is_empty() {
            report.problem(Cause::MissingKey { key: "role" }, at);
        }
    }
    for (index, evidence) in document.evidence.iter().enumerate() {
        let list = root.key("evidence");
        report.words(evidence.name.as_deref(), list.item(index).key("name"));
    }
    for (index, end) in document.ends.iter().enumerate() {
        let list = root.key("ends");
        report.words(end.name.as_deref(), list.item(index).key("name"));
    }
}

/// A number that must be a fraction; whether it is.
pub(super) fn fraction(what: &'static str, found: f64, at: Trail<'_>, report: &mut Report<'_>) -> bool {
    if !found.is_finite() {
        report.problem(Cause::NotFinite { found }, at);
        false
    } else if !(0.0..=1.0).contains(&found) {
        report.problem(
            Cause::OutOfRange {
                what,
                found,
                range: "between 0 and 1 (or 0% and 100%)",
            },
            at,
        );
        false
    } else {
        true
    }
}

pub(super) fn factors(document: &Document, ratings: &Ratings, report: &mut Report<'_>) {
    let list = Trail::Root.key("factors");
    for (index, factor) in document.factors.iter().enumerate() {
        let at = list.item(index);
        report.words(factor.name.as_deref(), at.key("name"));
        report.not_negative("an importance", factor.importance, at.key("importance"));
        ratings.score(factor.experience.as_ref(), at.key("experience"), report);
        ratings.score(factor.expectation.as_ref(), at.key("expectation"), report);
        ratings.score(factor.ideal.as_ref(), at.key("ideal"), report);
    }
}
