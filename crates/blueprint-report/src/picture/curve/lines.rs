//! Which moments the curve joins.

use std::ops::Range;

use super::axis;
use crate::picture::frame::Segment;
use crate::picture::spots;
use crate::{Moment, Scene, Strip};

/// A scored moment on the curve, perhaps of another strip.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop<'s, 'b> {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) moment: &'s Moment<'b>,
}

impl Stop<'_, '_> {
    /// Whether it is entered only by some, aside from the way listed.
    pub(super) fn is_detour(&self) -> bool {
        self.moment.touchpoint.written().detour
    }

    fn position(&self) -> usize {
        self.moment.touchpoint.position()
    }
}

/// A straight line from one moment to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge<'s, 'b> {
    pub(super) from: Stop<'s, 'b>,
    pub(super) to: Stop<'s, 'b>,
    /// Whether it is one of several, as into a detour and out of it, or between moments side by side.
    pub(super) is_light: bool,
    /// Whether moments without a score lie between, so that nothing is known there.
    pub(super) is_bridge: bool,
}

impl Edge<'_, '_> {
    pub(super) fn segment(&self) -> Segment {
        Segment {
            from: (self.from.x, self.from.y),
            to: (self.to.x, self.to.y),
        }
    }
}

/// So many lines are drawn between two columns at most; beyond, each moment is joined to its counterpart only.
const MOST_LINES: usize = 36;

/// The scored moments of a column.
pub(super) fn stops<'s, 'b>(scene: &'s Scene<'b>, strip: &Strip, column: usize) -> Vec<Stop<'s, 'b>> {
    let moments = &scene.columns[column].moments;
    let stop = |(nth, moment): (usize, &'s Moment<'b>)| {
        let y = axis::y(scene.blueprint.scale(), moment.score?);
        let x = spots::x(strip, column, nth, moments.len());
        Some(Stop { x, y, moment })
    };
    moments.iter().enumerate().filter_map(stop).collect()
}

/// The lines of a strip, those from the strip before and into the strip after it included.
///
/// The curve runs through the scored columns in document order. It passes detours by, because most customers do: lighter
/// lines lead into them and out of them.
pub(super) fn edges<'s, 'b>(scene: &'s Scene<'b>, strip: &Strip) -> Vec<Edge<'s, 'b>> {
    let stops = |column: usize| stops(scene, strip, column);
    let is_scored = |column: &usize| !stops(*column).is_empty();
    let is_main = |column: &usize| stops(*column).iter().any(|stop| !stop.is_detour());
    let mut edges = Vec::new();
    for pair in chain(scene, strip, is_main).windows(2) {
        let main = |column: usize| -> Vec<Stop<'s, 'b>> {
            let stops = stops(column).into_iter();
            stops.filter(|stop| !stop.is_detour()).collect()
        };
        let (from, to) = (main(pair[0]), main(pair[1]));
        let is_light = from.len() * to.len() > 1;
        let is_bridge = is_unknown(scene, pair[0] + 1..pair[1]);
        edges.extend(pairs(&from, &to).into_iter().map(|(from, to)| Edge {
            from,
            to,
            is_light,
            is_bridge,
        }));
    }
    for pair in chain(scene, strip, is_scored).windows(2) {
        let is_bridge = is_unknown(scene, pair[0] + 1..pair[1]);
        let aside = pairs(&stops(pair[0]), &stops(pair[1])).into_iter();
        let aside = aside.filter(|(from, to)| from.is_detour() || to.is_detour());
        edges.extend(aside.map(|(from, to)| Edge {
            from,
            to,
            is_light: true,
            is_bridge,
        }));
    }
    edges
}

/// The columns of a strip for which `holds`, with the nearest before and after it.
fn chain(scene: &Scene<'_>, strip: &Strip, holds: impl Fn(&usize) -> bool) -> Vec<usize> {
    let Range { start, end } = strip.columns.clone();
    let mut chain: Vec<usize> = (0..start).rev().find(&holds).into_iter().collect();
    chain.extend((start..end).filter(&holds));
    chain.extend((end..scene.columns.len()).find(&holds));
    chain
}

/// Whether some column has no score although it is no detour.
fn is_unknown(scene: &Scene<'_>, columns: Range<usize>) -> bool {
    let is_unscored = |moment: &Moment<'_>| moment.score.is_none() && !moment.touchpoint.written().detour;
    columns
        .into_iter()
        .any(|column| scene.columns[column].moments.iter().all(is_unscored))
}

/// Moments side by side are joined along the ways that customers take, or all with all where no way leads straight on.
fn pairs<'s, 'b>(from: &[Stop<'s, 'b>], to: &[Stop<'s, 'b>]) -> Vec<(Stop<'s, 'b>, Stop<'s, 'b>)> {
    let all = from.len() * to.len();
    if all > MOST_LINES {
        let count = from.len().max(to.len());
        let nth = |stops: &[Stop<'s, 'b>], i: usize| stops[i * stops.len() / count];
        return (0..count).map(|i| (nth(from, i), nth(to, i))).collect();
    }
    let each = from.iter().flat_map(|one| to.iter().map(|other| (*one, *other)));
    let leads = |(one, other): &(Stop<'s, 'b>, Stop<'s, 'b>)| {
        let to = service_blueprint::Target::Touchpoint(other.position());
        one.moment.ways.iter().any(|(target, _)| *target == to)
    };
    let joined: Vec<_> = each.clone().filter(leads).collect();
    if joined.is_empty() { each.collect() } else { joined }
}
