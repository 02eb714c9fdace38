//! Which moments the curve joins.

use std::ops::Range;

use service_blueprint::Target;

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

    pub(super) fn position(&self) -> usize {
        self.moment.touchpoint.position()
    }
}

/// A straight line from one moment to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge<'s, 'b> {
    pub(super) from: Stop<'s, 'b>,
    pub(super) to: Stop<'s, 'b>,
    /// Whether not all go this way: into a detour and out of it, between moments side by side, or where nobody goes straight.
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

/// Whose curve it is: who comes to which moments, and how they are felt.
pub(super) struct Feeling<'s, 'b> {
    pub(super) scene: &'s Scene<'b>,
    /// The score of a moment, where it is scored.
    pub(super) score: &'s dyn Fn(&Moment<'b>) -> Option<f64>,
    /// Whether anybody comes to a moment.
    pub(super) comes: &'s dyn Fn(&Moment<'b>) -> bool,
}

impl<'s, 'b> Feeling<'s, 'b> {
    /// That of all who are seen in a scene.
    pub(super) fn of(scene: &'s Scene<'b>) -> Self {
        Self {
            scene,
            score: &|moment| moment.score,
            comes: &|_| true,
        }
    }

    /// The scored moments of a column.
    pub(super) fn stops(&self, strip: &Strip, column: usize) -> Vec<Stop<'s, 'b>> {
        let moments = &self.scene.columns[column].moments;
        let stop = |(nth, moment): (usize, &'s Moment<'b>)| {
            let score = (self.score)(moment).filter(|_| (self.comes)(moment))?;
            let y = axis::y(self.scene.blueprint.scale(), score);
            let x = spots::x(strip, column, nth, moments.len());
            Some(Stop { x, y, moment })
        };
        moments.iter().enumerate().filter_map(stop).collect()
    }

    /// The scored moments of a column that are no detours.
    fn main(&self, strip: &Strip, column: usize) -> Vec<Stop<'s, 'b>> {
        let stops = self.stops(strip, column).into_iter();
        stops.filter(|stop| !stop.is_detour()).collect()
    }

    /// The lines of a strip, those from the strip before and into the strip after it included.
    ///
    /// The curve runs through the scored columns in document order and passes detours by, because most customers do. It is
    /// light where nobody goes straight on, as between two moments of which customers meet one or the other. Into a
    /// detour and out of it lead light lines along the ways that customers take.
    pub(super) fn edges(&self, strip: &Strip) -> Vec<Edge<'s, 'b>> {
        let mut edges = Vec::new();
        for pair in self.chain(strip).windows(2) {
            let (from, to) = (self.main(strip, pair[0]), self.main(strip, pair[1]));
            let between = pair[0] + 1..pair[1];
            let is_bridge = between.clone().any(|column| self.is_unknown(column));
            let (joined, is_taken) = pairs(&from, &to);
            let is_light = joined.len() > 1 || (!is_taken && between.is_empty());
            edges.extend(joined.into_iter().map(|(from, to)| Edge {
                from,
                to,
                is_light,
                is_bridge,
            }));
        }
        edges.extend(self.aside(strip));
        edges
    }

    /// The lines along the ways into detours and out of them, onwards within a strip.
    fn aside(&self, strip: &Strip) -> Vec<Edge<'s, 'b>> {
        let mut edges = Vec::new();
        for column in strip.columns.clone() {
            for from in self.stops(strip, column) {
                for (target, _) in &from.moment.ways {
                    let Target::Touchpoint(next) = *target else { continue };
                    let there = self.scene.column_of(next);
                    let Some(there) = there.filter(|there| *there > column && *there < strip.columns.end) else {
                        continue;
                    };
                    let stops = self.stops(strip, there).into_iter();
                    let to = stops.filter(|to| to.position() == next);
                    edges.extend(to.filter(|to| from.is_detour() || to.is_detour()).map(|to| Edge {
                        from,
                        to,
                        is_light: true,
                        is_bridge: false,
                    }));
                }
            }
        }
        edges
    }

    /// The columns of a strip with scored moments that are no detours, with the nearest such before and after it.
    fn chain(&self, strip: &Strip) -> Vec<usize> {
        let Range { start, end } = strip.columns.clone();
        let holds = |column: &usize| !self.main(strip, *column).is_empty();
        let mut chain: Vec<usize> = (0..start).rev().find(&holds).into_iter().collect();
        chain.extend((start..end).filter(&holds));
        chain.extend((end..self.scene.columns.len()).find(&holds));
        chain
    }

    /// Whether customers come to a column of which no score is known.
    fn is_unknown(&self, column: usize) -> bool {
        let mut met = self.scene.columns[column].moments.iter().filter(|moment| {
            let is_detour = moment.touchpoint.written().detour;
            !is_detour && (self.comes)(moment)
        });
        met.any(|moment| (self.score)(moment).is_none())
    }
}

/// Moments side by side are joined along the ways that customers take, or all with all where no way leads straight on; and
/// whether one does.
fn pairs<'s, 'b>(from: &[Stop<'s, 'b>], to: &[Stop<'s, 'b>]) -> (Vec<(Stop<'s, 'b>, Stop<'s, 'b>)>, bool) {
    let all = from.len() * to.len();
    if all > MOST_LINES {
        let count = from.len().max(to.len());
        let nth = |stops: &[Stop<'s, 'b>], i: usize| stops[i * stops.len() / count];
        return ((0..count).map(|i| (nth(from, i), nth(to, i))).collect(), true);
    }
    let each = from.iter().flat_map(|one| to.iter().map(|other| (*one, *other)));
    let leads = |(one, other): &(Stop<'s, 'b>, Stop<'s, 'b>)| {
        let to = Target::Touchpoint(other.position());
        one.moment.ways.iter().any(|(target, _)| *target == to)
    };
    let joined: Vec<_> = each.clone().filter(leads).collect();
    let is_taken = !joined.is_empty();
    (if is_taken { joined } else { each.collect() }, is_taken)
}
