//! Ways through, as they work: for each segment that both blueprints have.

use super::{Change, Element, Written};
use crate::document::Ways;
use crate::problem::Kind;
use crate::{Blueprint, Segment, Target, Touchpoint};

/// Target ids and probabilities.
type Shares = Vec<(String, Written)>;

/// The segments that both have, the one that stands for everyone included.
fn common<'b>(before: &'b Blueprint, after: &'b Blueprint) -> Vec<(Segment<'b>, Segment<'b>)> {
    let pair = |new: Segment<'b>| {
        let old = before.segment(new.id().as_str())?;
        (old.is_default() == new.is_default()).then_some((old, new))
    };
    after.segments().filter_map(pair).collect()
}

fn share(id: &str, probability: f64) -> (String, Written) {
    (id.to_owned(), Written::Number(probability))
}

/// Where journeys start.
pub(super) fn starts(before: &Blueprint, after: &Blueprint, changed: &mut Vec<Change>) {
    let pairs = common(before, after);
    if pairs.is_empty() {
        let of = |blueprint: &Blueprint| blueprint.document().start.as_ref().map(Written::of);
        push_if_other(None, "start", of(before), of(after), changed);
    }
    for (old, new) in pairs {
        let of = |blueprint: &Blueprint, segment: Segment<'_>| {
            let start = segment.journey().start().iter();
            let shares: Shares = start
                .filter_map(|&(number, p)| Some(share(blueprint.touchpoint_at(number)?.id().as_str(), p)))
                .collect();
            Some(Written::Map(shares))
        };
        let element = (!new.is_default()).then(|| Element {
            kind: Kind::Segment,
            id: new.id().as_str().to_owned(),
            name: new.written().and_then(|written| written.name.clone()),
        });
        push_if_other(element.as_ref(), "start", of(before, old), of(after, new), changed);
    }
}

fn push_if_other(
    element: Option<&Element>,
    field: &str,
    from: Option<Written>,
    to: Option<Written>,
    changed: &mut Vec<Change>,
) {
    let same = match (&from, &to) {
        (Some(from), Some(to)) => from.is_same(to),
        (None, None) => true,
        _ => false,
    };
    if !same {
        let (element, field) = (element.cloned(), field.to_owned());
        changed.push(Change {
            element,
            field,
            from,
            to,
        });
    }
}

/// The ways on from a touchpoint that both have, and what segments have of their own there.
pub(super) fn ways(before: &Blueprint, after: &Blueprint, element: &Element, changed: &mut Vec<Change>) {
    let (Some(old), Some(new)) = (before.touchpoint(&element.id), after.touchpoint(&element.id)) else {
        return;
    };
    let pairs = common(before, after);
    let ways = |&(from, to): &(Segment<'_>, Segment<'_>)| (shares(before, from, old), shares(after, to, new));
    let found: Vec<(Written, Written)> = pairs.iter().map(ways).collect();
    let moved = |(from, to): &&(Written, Written)| !from.is_same(to);
    match found.first() {
        None => {
            let of = |touchpoint: Touchpoint<'_>| touchpoint.written().next.as_ref().map(Written::of);
            push_if_other(Some(element), "next", of(old), of(new), changed);
        }
        // What holds for every segment is said once.
        Some((from, to)) if found.iter().all(|(a, b)| a.is_same(from) && b.is_same(to)) => {
            push_if_other(Some(element), "next", Some(from.clone()), Some(to.clone()), changed);
        }
        Some(_) => {
            for ((segment, _), (from, to)) in pairs.iter().zip(&found) {
                let field = format!("segments.{}.next", segment.id());
                push_if_other(Some(element), &field, Some(from.clone()), Some(to.clone()), changed);
            }
        }
    }
    if !pairs.is_empty() && !found.iter().any(|pair| moved(&pair)) {
        conditions(old, new, element, changed);
    }
}

/// Where a segment goes from a touchpoint.
fn shares(blueprint: &Blueprint, segment: Segment<'_>, touchpoint: Touchpoint<'_>) -> Written {
    let id = |target: Target| match target {
        Target::Touchpoint(number) => Some(blueprint.touchpoint_at(number)?.id().as_str()),
        Target::End(number) => Some(blueprint.ends().nth(number)?.id().as_str()),
    };
    let ways = segment.journey().ways(touchpoint.position()).iter();
    let shares: Shares = ways.filter_map(|&(target, p)| Some(share(id(target)?, p))).collect();
    Written::Map(shares)
}

/// Ways that work the same, under other conditions.
fn conditions(old: Touchpoint<'_>, new: Touchpoint<'_>, element: &Element, changed: &mut Vec<Change>) {
    let whens = |ways: Option<&Ways>| -> Option<Written> {
        let ways = ways?.0.iter();
        let whens: Shares = ways
            .filter_map(|(target, way)| Some((target.clone(), Written::Text(way.when.clone()?))))
            .collect();
        (!whens.is_empty()).then_some(Written::Map(whens))
    };
    let (from, to) = (old.written().next.as_ref(), new.written().next.as_ref());
    push_if_other(Some(element), "next.when", whens(from), whens(to), changed);
    for (segment, own) in &new.written().segments {
        let was = old.written().segments.get(segment).and_then(|own| own.next.as_ref());
        let field = format!("segments.{segment}.next.when");
        push_if_other(Some(element), &field, whens(was), whens(own.next.as_ref()), changed);
    }
}
