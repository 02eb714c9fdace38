//! The lines of needs: from tracks to strokes.

use maud::{Markup, html};

use super::super::geometry::{CARD, card_left};
use super::super::ink::Px;
use super::needs::{Route, Routes, Trunk};
use super::plan::Heights;

/// How long and how high an arrow head is.
pub(super) const HEAD: f64 = 6.5;
const HALF_HEAD: f64 = 3.5;

/// Between a card and the tip of an arrow.
const AIR: f64 = 1.0;

/// A point, in pixels.
pub(super) type Point = (f64, f64);

/// A straight stroke, either level or upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub(super) from: Point,
    pub(super) to: Point,
}

/// A line from an activity to those that need it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wire {
    pub(super) strokes: Vec<Stroke>,
    /// The tips of arrow heads, which point to the left.
    pub(super) tips: Vec<Point>,
    /// Where it branches.
    pub(super) joints: Vec<Point>,
}

/// The lines of a strip.
pub(super) fn wires(routes: &Routes, heights: &Heights) -> Vec<Wire> {
    let lines = routes.routes.iter().enumerate();
    lines.map(|(line, route)| wire(routes, heights, line, route)).collect()
}

fn wire(routes: &Routes, heights: &Heights, line: usize, route: &Route) -> Wire {
    let mut wire = Wire::default();
    let crossing = route.gap.and_then(|(gap, track)| heights.track(gap, track));
    let track = |trunk: &Trunk| track_left(trunk, routes.gutters.get(&trunk.place).copied().unwrap_or(1));
    let lefts: Vec<f64> = route.trunks.iter().map(track).collect();
    let (first, last) = ends(lefts.iter().copied());
    if let Some(height) = crossing {
        wire.strokes.push(Stroke {
            from: (first, height),
            to: (last, height),
        });
    }
    for (trunk, left) in route.trunks.iter().zip(&lefts) {
        let met = trunk
            .ports
            .iter()
            .filter_map(|(seat, _)| Some((*seat, heights.port(*seat, line)?)));
        let met: Vec<_> = met.collect();
        let (top, bottom) = ends(met.iter().map(|(_, height)| *height).chain(crossing));
        wire.strokes.push(Stroke {
            from: (*left, top),
            to: (*left, bottom),
        });
        let edge = card_left(trunk.place) + CARD;
        for (seat, height) in met {
            let is_source = seat == route.needed;
            let from = if is_source { edge } else { edge + AIR + HEAD };
            wire.strokes.push(Stroke {
                from: (from, height),
                to: (*left, height),
            });
            if !is_source {
                wire.tips.push((edge + AIR, height));
            }
            if top < height && height < bottom {
                wire.joints.push((*left, height));
            }
        }
        let branches = |height: &f64| (top < *height && *height < bottom) || (first < *left && *left < last);
        wire.joints
            .extend(crossing.filter(branches).map(|height| (*left, height)));
    }
    wire
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// Where a trunk stands: few tracks share the gutter evenly, many stand close, all right of the arrow heads.
fn track_left(trunk: &Trunk, tracks: usize) -> f64 {
    let (first, apart) = match tracks {
        0 | 1 => (12.0, 0.0),
        2 => (10.5, 5.5),
        3 => (10.0, 4.0),
        _ => (9.0, 3.2),
    };
    card_left(trunk.place) + CARD + first + apart * trunk.track as f64
}

impl Wire {
    pub(super) fn draw(&self) -> Markup {
        let strokes = self.strokes.iter().map(|stroke| {
            let (to_left, to_top) = stroke.to;
            let ahead = if stroke.from.1 == to_top {
                format!("H{}", Px(to_left))
            } else {
                format!("V{}", Px(to_top))
            };
            format!("M{} {}{ahead}", Px(stroke.from.0), Px(stroke.from.1))
        });
        let heads: String = self.tips.iter().map(|tip| head(*tip)).collect();
        html! {
            path class="need" d=(strokes.collect::<String>()) {}
            path class="need-head" d=(heads) {}
            @for (left, top) in &self.joints {
                circle class="need-head" cx=(Px(*left)) cy=(Px(*top)) r="1.8" {}
            }
        }
    }
}

/// An arrow head that points to the left.
fn head((left, top): Point) -> String {
    format!(
        "M{} {}L{} {}L{} {}Z",
        Px(left),
        Px(top),
        Px(left + HEAD),
        Px(top - HALF_HEAD),
        Px(left + HEAD),
        Px(top + HALF_HEAD)
    )
}

/// A needs arrow as the legend shows it, `width` wide around a height.
pub(in super::super) fn sample(left: f64, width: f64, height: f64) -> Markup {
    let wire = Wire {
        strokes: vec![Stroke {
            from: (left + width, height),
            to: (left + HEAD, height),
        }],
        tips: vec![(left, height)],
        joints: Vec::new(),
    };
    wire.draw()
}
