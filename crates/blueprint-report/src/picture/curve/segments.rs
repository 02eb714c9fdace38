//! The lines of segments, where they differ from everyone's.

use maud::{Markup, html};
use service_blueprint::Segment as Customers;

use super::labels::Wish;
use super::lines::{Edge, Stop};
use super::{axis, path};
use crate::Scene;
use crate::picture::frame::{Frame, Segment};
use crate::picture::ink::Px;
use crate::text::{Font, clean, shortened};

const NAME: Font = Font::bold(12.0);

/// A name beside a line is not longer; the line's title has all of it.
const NAME_WIDTH: f64 = 130.0;

/// So many segments are drawn on one curve at most; more are drawn apart.
pub(super) const MOST: usize = 4;

/// A point of a segment's line nearer to everyone's than this would hide under it.
const SEEN: f64 = 3.0;

/// So many places are tried for a segment's name.
const MOST_PLACES: usize = 16;

/// A visit rarer than this is rounding.
const SOME: f64 = 1e-9;

/// The line of a segment.
#[derive(Debug)]
pub(super) struct Own {
    name: String,
    place: usize,
    lines: Vec<Segment>,
    /// Where it differs from everyone's line.
    points: Vec<(f64, f64)>,
    /// The points at which it may be named, best first, and whether it lies above everyone's at the first.
    named: Vec<(f64, f64)>,
    is_above: bool,
}

/// The segments' lines, where everyone is drawn and there are 2 to 4 segments. Those that would hide under everyone's line
/// are left out.
pub(super) fn own(scene: &Scene<'_>, edges: &[Edge<'_, '_>], borders: (f64, f64)) -> Vec<Own> {
    let segments: Vec<Customers<'_>> = scene.blueprint.segments().collect();
    if scene.segment.is_some() || !(2..=MOST).contains(&segments.len()) {
        return Vec::new();
    }
    let own = segments.into_iter().enumerate();
    own.filter_map(|(place, segment)| Own::of(scene, segment, place, edges, borders))
        .collect()
}

impl Own {
    fn of<'b>(
        scene: &Scene<'b>,
        segment: Customers<'b>,
        place: usize,
        edges: &[Edge<'_, 'b>],
        (left, right): (f64, f64),
    ) -> Option<Self> {
        let at = |stop: &Stop<'_, 'b>| {
            let touchpoint = stop.moment.touchpoint;
            let comes = scene.visits(segment, touchpoint).is_none_or(|visits| visits > SOME);
            let value = touchpoint
                .score(segment)
                .filter(|_| comes && !touchpoint.is_skipped(segment))?;
            Some((stop.x, axis::y(scene.blueprint.scale(), value)))
        };
        let differs = |stop: &Stop<'_, '_>, (_, y): (f64, f64)| (y - stop.y).abs() >= SEEN;
        let is_inside = |(x, _): (f64, f64)| x >= left && x <= right;
        let (mut lines, mut points) = (Vec::new(), Vec::new());
        // Where the line differs, with how far above everyone's it is there.
        let mut off: Vec<((f64, f64), f64)> = Vec::new();
        for edge in edges {
            let (from, to) = (at(&edge.from), at(&edge.to));
            for (stop, own) in [(&edge.from, from), (&edge.to, to)] {
                let Some(own) = own.filter(|own| differs(stop, *own) && is_inside(*own)) else {
                    continue;
                };
                if !points.contains(&own) {
                    points.push(own);
                    off.push((own, stop.y - own.1));
                }
            }
            if let (Some(from), Some(to)) = (from, to)
                && (differs(&edge.from, from) || differs(&edge.to, to))
            {
                lines.extend(Segment { from, to }.within(left, right));
                // Between columns there is more room than at the moments.
                let between = |part: f64| (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
                let here = |part: f64| {
                    let everyone = edge.from.y + part * (edge.to.y - edge.from.y);
                    (between(part), everyone - between(part).1)
                };
                off.extend([0.35, 0.5, 0.65].map(here).into_iter().filter(|(at, _)| is_inside(*at)));
            }
        }
        off.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
        let is_above = off.first()?.1 > 0.0;
        let named = off
            .into_iter()
            .filter(|(_, off)| (*off > 0.0) == is_above)
            .map(|(at, _)| at);
        Some(Self {
            name: clean(segment.name()).into_owned(),
            place,
            lines,
            points,
            named: named.take(MOST_PLACES).collect(),
            is_above,
        })
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = Segment> {
        self.lines.iter().copied()
    }

    pub(super) fn wish(&self) -> Wish {
        Wish {
            dots: self.named.iter().map(|at| Frame::about(*at, 2.0, 2.0)).collect(),
            is_above: self.is_above,
            words: vec![shortened(&self.name, NAME, NAME_WIDTH)],
            font: NAME,
            class: CLASSES[self.place % MOST].1,
        }
    }

    pub(super) fn draw(&self) -> Markup {
        let d: String = self.lines.iter().map(|line| path(&[line.from, line.to])).collect();
        html! {
            g class=(CLASSES[self.place % MOST].0) {
                title { (self.name) }
                path d=(d) {}
                @for (x, y) in &self.points { circle cx=(Px(*x)) cy=(Px(*y)) r="2.5" {} }
            }
        }
    }
}

/// The class of a segment's line and that of its name.
const CLASSES: [(&str, &str); MOST] = [
    ("segment segment-1", "segment-1-label"),
    ("segment segment-2", "segment-2-label"),
    ("segment segment-3", "segment-3-label"),
    ("segment segment-4", "segment-4-label"),
];
