//! Ways: shares that sum to 1, targets that exist, journeys that can end.

use std::collections::HashMap;

use crate::blueprint::{DEFAULT_SEGMENT, Journey, SegmentNode, Target};
use crate::document::{Document, Share, Touchpoint, Ways};
use crate::id::SegmentId;
use crate::path::Trail;
use crate::problem::{Cause, Kind};

use super::names::{KNOWN, Names, Place};
use super::people::{SUM_TOLERANCE, fraction};
use super::report::Report;
use super::walk::{self, Listing};

/// Chosen: segments times touchpoints, each of which takes memory of its own. 100 segments on 80,000 touchpoints are
/// below it.
const LIMIT: usize = 10_000_000;

/// Chosen: on how many ways on a touchpoint counts once more against the limit, as every segment has its own copy.
const WAYS: usize = 4;

/// Whether the shares of ways are right: fractions that sum to 1, with at most one `rest`.
pub(super) fn check_shares(ways: &Ways, at: Trail<'_>, report: &mut Report<'_>) -> bool {
    if report.is_broken(at) {
        return false;
    }
    let mut good = true;
    for (target, way) in &ways.0 {
        if let Share::Of(share) = way.share {
            good &= fraction("a share", share, at.key(target), report);
        }
    }
    let (sum, rests) = sums(ways);
    let missed = if rests == 0 { (1.0 - sum).abs() } else { sum - 1.0 };
    let cause = if rests > 1 {
        Cause::TwoRests
    } else if ways.0.is_empty() {
        Cause::NoWays
    } else if good && missed > SUM_TOLERANCE {
        Cause::NotOne { what: "shares", sum }
    } else {
        return good;
    };
    report.problem(cause, at);
    false
}

/// The sum of the numbers among the shares, and how many say `rest`.
fn sums(ways: &Ways) -> (f64, usize) {
    ways.0.values().fold((0.0, 0), |(sum, rests), way| match way.share {
        Share::Of(share) => (sum + share, rests),
        Share::Rest => (sum, rests + 1),
    })
}

/// Ways whose shares are right as probabilities: `rest` filled in, zero shares dropped, divided by their sum.
pub(crate) fn probabilities(ways: &Ways) -> impl Iterator<Item = (&str, f64)> {
    let (sum, _) = sums(ways);
    let left = left(ways);
    shares(ways).map(move |(target, share)| (target, share / (sum + left)))
}

/// Ways whose shares are right, as written: `rest` filled in, zero shares dropped.
pub(crate) fn shares(ways: &Ways) -> impl Iterator<Item = (&str, f64)> {
    let left = left(ways);
    let listed = ways.0.iter().map(move |(target, way)| match way.share {
        Share::Of(share) => (target.as_str(), share),
        Share::Rest => (target.as_str(), left),
    });
    listed.filter(|(_, share)| *share > 0.0)
}

/// What `rest` takes.
fn left(ways: &Ways) -> f64 {
    let (sum, rests) = sums(ways);
    // What is missing from 1 by rounding alone is no way on.
    if rests > 0 && 1.0 - sum > SUM_TOLERANCE {
        1.0 - sum
    } else {
        0.0
    }
}

/// Targets and probabilities above 0, which sum to 1.
type Resolved = Vec<(Target, f64)>;

/// The ways on from a touchpoint; `None` where they are wrong.
fn ways(written: &Ways, at: Trail<'_>, names: &Names<'_>, report: &mut Report<'_>) -> Option<Resolved> {
    // Targets are looked up even where the shares are wrong or zero, so that every slip is said at once.
    let mut good = true;
    for target in written.0.keys() {
        good &= names.target(target, at.key(target), report).is_some();
    }
    good &= check_shares(written, at, report);
    let found = probabilities(written).filter_map(|(id, probability)| {
        let target = match names.places.get(id)? {
            Place::Touchpoint(position) => Target::Touchpoint(*position),
            Place::End(position) => Target::End(*position),
            Place::Added(..) => return None,
        };
        Some((target, probability))
    });
    good.then(|| found.collect())
}

fn start(written: &Ways, at: Trail<'_>, names: &Names<'_>, report: &mut Report<'_>) -> Option<Vec<(usize, f64)>> {
    let mut good = true;
    for id in written.0.keys() {
        let at = at.key(id);
        if let Some(Place::End(_)) = names.places.get(id.as_str()) {
            report.problem(Cause::StartAtEnding { found: id.clone() }, at);
            good = false;
        } else {
            good &= names.target(id, at, report).is_some();
        }
    }
    good &= check_shares(written, at, report);
    let found = probabilities(written).filter_map(|(id, probability)| match names.places.get(id)? {
        Place::Touchpoint(position) => Some((*position, probability)),
        Place::End(_) | Place::Added(..) => None,
    });
    good.then(|| found.collect())
}

/// The segments with their journeys; short where something is wrong.
pub(super) fn segments(document: &Document, names: &Names<'_>, report: &mut Report<'_>) -> Vec<SegmentNode> {
    let listed = document.stages.iter().flat_map(|stage| &stage.touchpoints);
    let written = listed.clone().filter_map(|touchpoint| touchpoint.next.as_ref());
    let more: usize = written.chain(&document.start).map(|ways| ways.0.len() / WAYS).sum();
    let touchpoints = listed.count() + more;
    if document.segments.len().saturating_mul(touchpoints) > LIMIT {
        let cause = Cause::TooManySegments {
            segments: document.segments.len(),
            touchpoints,
            limit: LIMIT,
        };
        report.problem(cause, Trail::Root.key("segments"));
        return Vec::new();
    }
    let defaults = default_ways(document);
    let mut base: Vec<Option<Resolved>> = Vec::new();
    let mut listed: Vec<&Touchpoint> = Vec::new();
    // By segment id the ways that it has in place of the base's, by touchpoint.
    let mut own: HashMap<&str, Vec<(usize, Resolved)>> = HashMap::new();
    let mut own_known = true;
    walk::touchpoints(document, |touchpoint, at, listing| {
        let next = at.key("next");
        if matches!(listing, Listing::Option { .. }) {
            if touchpoint.next.is_some() {
                report.problem(Cause::AddedNext, next);
            }
        } else {
            base.push(match (&touchpoint.next, defaults[listed.len()]) {
                (Some(written), _) => ways(written, next, names, report),
                (None, Some(target)) => Some(vec![(target, 1.0)]),
                (None, None) => {
                    // A `next` that could not be read, or endings that could not, are reported there.
                    let broken = report.is_broken(next) || report.is_incomplete(Kind::Ending);
                    let needless = every_segment_says(document, touchpoint);
                    if !broken && !needless {
                        let endings = document.ends.iter().take(KNOWN).map(|end| end.id.clone()).collect();
                        report.problem(
                            Cause::WhichEnding {
                                touchpoint: touchpoint.id.clone(),
                                endings,
                            },
                            at,
                        );
                    }
                    needless.then(Vec::new)
                }
            });
        }
        let segments = at.key("segments");
        for (id, differs) in &touchpoint.segments {
            let at = segments.key(id);
            let at = at.key("next");
            match (&differs.next, listing) {
                (Some(_), Listing::Option { .. }) => report.problem(Cause::AddedNext, at),
                (Some(written), Listing::Stage { .. }) => match ways(written, at, names, report) {
                    Some(ways) => own.entry(id.as_str()).or_default().push((listed.len(), ways)),
                    None => own_known = false,
                },
                (None, _) => {}
            }
        }
        if matches!(listing, Listing::Stage { .. }) {
            listed.push(touchpoint);
        }
    });
    let root = Trail::Root;
    let first = listed.iter().position(|touchpoint| !touchpoint.detour).unwrap_or(0);
    let everyone = match &document.start {
        Some(written) => start(written, root.key("start"), names, report),
        None => Some(vec![(first, 1.0)]),
    };
    let list = root.key("segments");
    let mut starts = Vec::new();
    for (index, segment) in document.segments.iter().enumerate() {
        let at = list.item(index);
        starts.push(match &segment.start {
            Some(written) => start(written, at.key("start"), names, report),
            None => everyone.clone(),
        });
    }
    let known =
        own_known && base.iter().all(Option::is_some) && everyone.is_some() && starts.iter().all(Option::is_some);
    if listed.is_empty() || !known || !report.is_whole() {
        return Vec::new();
    }
    let whole = [(DEFAULT_SEGMENT, 1.0, 1.0, &everyone)];
    let total: f64 = document.segments.iter().map(|segment| segment.share).sum();
    let declared = document.segments.iter().zip(&starts).map(|(segment, start)| {
        (
            segment.id.as_str(),
            segment.share / total,
            segment.value.unwrap_or(1.0),
            start,
        )
    });
    let groups: Vec<_> = if starts.is_empty() {
        whole.into_iter().collect()
    } else {
        declared.collect()
    };
    let mut nodes = Vec::new();
    for (id, share, value, start) in groups {
        let differs = |touchpoint: &Touchpoint| touchpoint.segments.get(id).is_some_and(|own| own.skip);
        let skipped: Vec<usize> = (0..listed.len())
            .filter(|position| differs(listed[*position]))
            .collect();
        if skipped.len() == listed.len() {
            report.problem(Cause::NothingLeft { segment: id.into() }, root.key("stages"));
        }
        let mut journey = Journey::new(start.clone().unwrap_or_default(), skipped);
        let mut replaced = own.get(id).into_iter().flatten().peekable();
        for (position, ways) in base.iter().enumerate() {
            match replaced.next_if(|(touchpoint, ..)| *touchpoint == position) {
                Some((_, ways)) => journey.push(ways),
                None => journey.push(ways.as_deref().unwrap_or_default()),
            }
        }
        never_ending(document, &journey, id, report);
        nodes.extend(SegmentId::new(id).ok().map(|id| SegmentNode {
            id,
            share,
            value,
            journey,
        }));
    }
    nodes
}

/// Whether every segment has a `next` of its own, so that the base's is never asked for.
fn every_segment_says(document: &Document, touchpoint: &Touchpoint) -> bool {
    let says = |id: &String| touchpoint.segments.get(id).is_some_and(|own| own.next.is_some());
    !document.segments.is_empty() && document.segments.iter().all(|segment| says(&segment.id))
}

/// Where each touchpoint leads that does not say: to the next one listed that is no detour, over stage borders; after
/// the last one to the ending, if there is only one.
pub(crate) fn default_ways(document: &Document) -> Vec<Option<Target>> {
    let touchpoints: Vec<&Touchpoint> = document.stages.iter().flat_map(|stage| &stage.touchpoints).collect();
    let mut after = (document.ends.len() <= 1).then_some(Target::End(0));
    let mut defaults = vec![None; touchpoints.len()];
    for (position, touchpoint) in touchpoints.iter().enumerate().rev() {
        defaults[position] = after;
        if !touchpoint.detour {
            after = Some(Target::Touchpoint(position));
        }
    }
    defaults
}

/// Reports the first touchpoint that can be reached and from which no ending can.
fn never_ending(document: &Document, journey: &Journey, segment: &str, report: &mut Report<'_>) {
    let stuck = journey
        .reachable()
        .into_iter()
        .zip(journey.can_end())
        .position(|(comes, ends)| comes && !ends);
    let Some(stuck) = stuck else { return };
    let mut position = 0;
    walk::touchpoints(document, |touchpoint, at, _| {
        if position == stuck {
            let cause = Cause::NeverEnds {
                touchpoint: touchpoint.id.clone(),
                segment: segment.into(),
            };
            report.problem(cause, at);
        }
        position += 1;
    });
}
