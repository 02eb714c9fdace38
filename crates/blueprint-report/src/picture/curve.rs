//! The experience curve.

mod axis;
mod dots;
mod labels;
mod lines;
mod multiple;
mod segments;
mod spread;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::frame::Segment;
use super::geometry::{COLUMNS_LEFT, MARGIN};
use super::ink::Px;
use super::{Band, Page, spots};
use crate::text::{Font, packed, shortened};
use crate::{Language, Moment, Scene, Strip, percent, plays, score};
use axis::Tick;
use dots::Dot;
pub(super) use dots::{RADII, Shape};
use labels::{Label, Wish};
use lines::{Edge, Feeling};
pub(super) use multiple::multiples;
use segments::Own;
use spread::Spreads;

/// From best to worst.
const HEIGHT: f64 = 196.0;

/// Above the best score and below the worst, at least.
const AROUND: (f64, f64) = (34.0, 14.0);

/// How wide what is written at a moment may be, unless one part alone is wider.
const LABEL: f64 = 150.0;

const SCORE: Font = Font::regular(13.0);
const PLAYS: Font = Font::bold(13.0);

/// Scores of more moments in one column would bury each other; they are in the moments' titles, and parts in memory are
/// written all the same.
const MOST_SCORES: usize = 8;

pub(super) fn draw(page: &Page<'_, '_>, strip: &Strip, top: f64) -> Band {
    let curve = Curve::of(page.scene, page.language, strip);
    if curve.dots.is_empty() && curve.lines.is_empty() {
        return Band {
            markup: html! {},
            bottom: top + 8.0,
        };
    }
    Band {
        markup: html! {
            g class="curve" transform={ "translate(0 " (Px(top - curve.top)) ")" } role="graphics-object group"
                aria-label=(page.language.experience()) { (curve.draw(page.language, page.prefix)) }
        },
        bottom: top + curve.bottom - curve.top,
    }
}

/// What a picture's curve consists of, by class: `spread`, `expectation`, and its lines.
pub(super) fn classes(page: &Page<'_, '_>) -> BTreeSet<&'static str> {
    let feeling = Feeling::of(page.scene);
    let mut classes = BTreeSet::new();
    for strip in &page.strips {
        let columns = &page.scene.columns[strip.columns.clone()];
        let moments = || columns.iter().flat_map(|column| &column.moments);
        let edges = feeling.edges(strip);
        if edges.is_empty() && moments().all(|moment| moment.score.is_none()) {
            continue;
        }
        classes.extend(edges.iter().map(|edge| class(edge, strip)));
        let is_spread = |moment: &Moment<'_>| moment.ratings.is_some_and(|ratings| ratings.deviation > 0.0);
        classes.extend(moments().any(is_spread).then_some("spread"));
        let is_expected = moments().any(|moment| moment.expectation.is_some());
        classes.extend(is_expected.then_some("expectation"));
    }
    classes
}

/// The curve of a strip, laid out: best at 0, worst at [`HEIGHT`].
#[derive(Debug)]
struct Curve {
    top: f64,
    bottom: f64,
    /// From where to where lines run.
    borders: (f64, f64),
    ticks: Vec<Tick>,
    spreads: Spreads,
    expected: Vec<Vec<(f64, f64)>>,
    lines: Vec<(Segment, &'static str)>,
    segments: Vec<Own>,
    dots: Vec<Dot>,
    labels: Vec<Label>,
}

impl Curve {
    fn of(scene: &Scene<'_>, language: Language, strip: &Strip) -> Self {
        let scale = scene.blueprint.scale();
        let borders = spots::span(strip);
        let feeling = Feeling::of(scene);
        let edges = feeling.edges(strip);
        let stops = strip.columns.clone().flat_map(|column| feeling.stops(strip, column));
        let (mut dots, mut wishes) = (Vec::new(), Vec::new());
        for stop in stops {
            let dot = Dot::of(scene, language, &stop);
            wishes.extend(wish(scene, language, stop.moment, &dot));
            dots.push(dot);
        }
        // What matters most is written first and so has the best places.
        wishes.sort_by_key(|(is_main, _)| !is_main);
        let mut wishes: Vec<Wish> = wishes.into_iter().map(|(_, wish)| wish).collect();
        let frames: Vec<_> = dots.iter().map(Dot::frame).collect();
        let segments = segments::own(scene, strip, &edges, borders);
        wishes.extend(segments.iter().map(Own::wish));
        let inside = |edge: &Edge<'_, '_>| edge.segment().within(borders.0, borders.1);
        let mut straight: Vec<Segment> = edges.iter().filter_map(inside).collect();
        straight.extend(segments.iter().flat_map(Own::lines));
        let right = COLUMNS_LEFT + super::geometry::PITCH * strip.columns.len() as f64;
        let labels = labels::place(wishes, &frames, &straight, (borders.0, right));
        let ticks = axis::ticks(scale, language, COLUMNS_LEFT - MARGIN - 22.0);
        let heads = ticks.first().map_or(0.0, |tick| tick.top) - 8.0 - axis::HEAD.line();
        let top = labels
            .iter()
            .map(|label| label.frame.top - 4.0)
            .fold(heads.min(-AROUND.0), f64::min);
        let lowest = ticks.last().map_or(0.0, Tick::bottom);
        let bottom = labels.iter().map(|label| label.frame.bottom);
        let bottom = bottom.fold(lowest.max(HEIGHT + AROUND.1), f64::max);
        Self {
            top,
            bottom: bottom + 12.0,
            borders,
            ticks,
            spreads: Spreads::of(scene, strip),
            expected: spread::expected(scene, strip),
            lines: edges
                .iter()
                .filter_map(|edge| Some((inside(edge)?, class(edge, strip))))
                .collect(),
            segments,
            dots,
            labels,
        }
    }

    fn draw(&self, language: Language, prefix: &str) -> Markup {
        html! {
            (self.spreads.draw(language))
            (axis::draw(&self.ticks, language, self.borders))
            @if !self.expected.is_empty() {
                g class="expectation" {
                    title { (language.expected()) }
                    @for points in &self.expected { path d=(path(points)) {} }
                }
            }
            @for own in &self.segments { (own.draw()) }
            @for class in ["curve-light-bridge", "curve-light", "curve-bridge", "curve-line", "curve-stub"] {
                @let drawn = self.lines.iter().filter(|(_, own)| *own == class);
                @let d: String = drawn.map(|(line, _)| path(&[line.from, line.to])).collect();
                @if !d.is_empty() { path class=(class) d=(d) {} }
            }
            @for dot in &self.dots { (dot.draw(prefix)) }
            @for label in &self.labels { (label.draw()) }
        }
    }
}

fn class(edge: &Edge<'_, '_>, strip: &Strip) -> &'static str {
    let (left, right) = spots::span(strip);
    let leaves = edge.from.x < left || edge.to.x > right;
    match (edge.is_light, edge.is_bridge) {
        (true, true) => "curve-light-bridge",
        (true, false) => "curve-light",
        (false, true) => "curve-bridge",
        (false, false) if leaves => "curve-stub",
        (false, false) => "curve-line",
    }
}

/// A path through points.
fn path(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let command = if i == 0 { 'M' } else { 'L' };
        d.push_str(&format!("{command}{} {}", Px(*x), Px(*y)));
    }
    d
}

/// What is written at a moment, and whether it is the main peak, trough or end.
fn wish(scene: &Scene<'_>, language: Language, moment: &Moment<'_>, dot: &Dot) -> Option<(bool, Wish)> {
    let parts = plays(scene, moment);
    let column = scene.column_of(moment.touchpoint.position())?;
    let beside = scene.columns[column].moments.len();
    if parts.is_empty() && beside > MOST_SCORES {
        return None;
    }
    let is_main = parts.iter().any(|played| played.is_main);
    let font = if is_main { PLAYS } else { SCORE };
    let told = parts
        .iter()
        .map(|played| format!("{} {}", played.part.name(language), percent(played.share)));
    let said = std::iter::once(score(moment.score?)).chain(told);
    // Moments side by side must be told apart.
    let name = (beside > 1).then(|| shortened(moment.touchpoint.name(), font, LABEL));
    let said: Vec<String> = name.into_iter().chain(said).collect();
    let wish = Wish {
        dots: vec![dot.frame()],
        is_above: dot.shape.is_good,
        words: packed(&said, font, LABEL),
        font,
        class: if dot.shape.is_good { "good-label" } else { "bad-label" },
    };
    Some((is_main, wish))
}
