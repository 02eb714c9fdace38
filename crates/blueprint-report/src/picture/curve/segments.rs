//! The lines of segments, where they differ from everyone's.

use std::collections::{HashMap, HashSet};

use maud::{Markup, html};
use service_blueprint::Segment as Customers;

use super::labels::Wish;
use super::lines::{Edge, Feeling, Stop};
use super::path;
use crate::picture::frame::{Frame, Segment};
use crate::picture::ink::Px;
use crate::share::is_some;
use crate::text::{Font, clean, shortened};
use crate::{Moment, Scene, Strip};

const NAME: Font = Font::bold(12.0);

/// A name beside a line is not longer; the line's title has all of it.
const NAME_WIDTH: f64 = 170.0;

/// So many segments are drawn on one curve at most; more are drawn apart.
pub(super) const MOST: usize = 4;

/// A point of a segment's line nearer to everyone's than this would hide under it.
const SEEN: f64 = 3.0;

/// So many places are tried for a segment's name.
const MOST_PLACES: usize = 16;

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
pub(super) fn own(scene: &Scene<'_>, strip: &Strip, edges: &[Edge<'_, '_>], borders: (f64, f64)) -> Vec<Own> {
    let segments: Vec<Customers<'_>> = scene.blueprint.segments().collect();
    if scene.segment.is_some() || !(2..=MOST).contains(&segments.len()) {
        return Vec::new();
    }
    let own = segments.into_iter().enumerate();
    own.filter_map(|(place, segment)| Own::of(scene, strip, (place, segment), edges, borders))
        .collect()
}

impl Own {
    fn of<'b>(
        scene: &Scene<'b>,
        strip: &Strip,
        (place, segment): (usize, Customers<'b>),
        everyone: &[Edge<'_, 'b>],
        (left, right): (f64, f64),
    ) -> Option<Self> {
        let comes = |moment: &Moment<'b>| {
            let visits = scene.visits(segment, moment.touchpoint);
            visits.is_none_or(is_some) && !moment.touchpoint.is_skipped(segment)
        };
        let feeling = Feeling {
            scene,
            score: &|moment| moment.touchpoint.score(segment),
            comes: &comes,
        };
        let at = |stop: &Stop<'_, '_>| (stop.x, stop.y);
        let stops = everyone.iter().flat_map(|edge| [edge.from, edge.to]);
        let known: HashMap<usize, f64> = stops.map(|stop| (stop.position(), stop.y)).collect();
        let ends = |edge: &Edge<'_, '_>| (edge.from.position(), edge.to.position());
        let joined: HashSet<(usize, usize)> = everyone.iter().map(ends).collect();
        // How far above everyone's moment the segment's is.
        let above = |stop: &Stop<'_, '_>| known.get(&stop.position()).map_or(0.0, |y| y - stop.y);
        let is_inside = |(x, _): (f64, f64)| x >= left && x <= right;
        let (mut lines, mut points) = (Vec::new(), Vec::new());
        // Where the line differs, with how far above everyone's it is there.
        let mut off: Vec<((f64, f64), f64)> = Vec::new();
        for edge in feeling.edges(strip) {
            let is_apart = |stop: &Stop<'_, '_>| above(stop).abs() >= SEEN;
            for stop in [&edge.from, &edge.to] {
                let own = at(stop);
                if is_apart(stop) && is_inside(own) && !points.contains(&own) {
                    points.push(own);
                    off.push((own, above(stop)));
                }
            }
            // Lines into detours and out of them would be as many as segments, and say nothing new.
            let is_aside = |stop: &Stop<'_, '_>| stop.is_detour() && !is_apart(stop);
            if is_aside(&edge.from) || is_aside(&edge.to) {
                continue;
            }
            let is_own_way = !joined.contains(&ends(&edge));
            if !is_own_way && !is_apart(&edge.from) && !is_apart(&edge.to) {
                continue;
            }
            lines.extend(edge.segment().within(left, right));
            // Between columns there is more room than at the moments.
            for part in [0.35, 0.5, 0.65] {
                let ((x, y), (to_x, to_y)) = (at(&edge.from), at(&edge.to));
                let between = (x + part * (to_x - x), y + part * (to_y - y));
                if is_inside(between) {
                    let weighted = (1.0 - part) * above(&edge.from) + part * above(&edge.to);
                    off.push((between, if is_own_way { weighted + SEEN } else { weighted }));
                }
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
