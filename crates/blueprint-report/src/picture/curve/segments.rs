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
    /// The point at which it is named, and whether it lies above everyone's there.
    named: (f64, f64),
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
        let mut furthest: Option<((f64, f64), f64)> = None;
        for edge in edges {
            let (from, to) = (at(&edge.from), at(&edge.to));
            for (stop, own) in [(&edge.from, from), (&edge.to, to)] {
                let Some(own) = own.filter(|own| differs(stop, *own) && is_inside(*own)) else {
                    continue;
                };
                if points.contains(&own) {
                    continue;
                }
                points.push(own);
                let off = stop.y - own.1;
                if furthest.is_none_or(|(_, known)| off.abs() > f64::abs(known)) {
                    furthest = Some((own, off));
                }
            }
            if let (Some(from), Some(to)) = (from, to)
                && (differs(&edge.from, from) || differs(&edge.to, to))
            {
                lines.extend(Segment { from, to }.within(left, right));
            }
        }
        let (named, off) = furthest?;
        Some(Self {
            name: clean(segment.name()).into_owned(),
            place,
            lines,
            points,
            named,
            is_above: off > 0.0,
        })
    }

    pub(super) fn wish(&self) -> Wish {
        Wish {
            dot: Frame::about(self.named, 6.0, 6.0),
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
