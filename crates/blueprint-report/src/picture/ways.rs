//! The ways strip: branches, skips, loops and leaving, with their shares.

mod draw;
mod going;
mod rows;
#[cfg(test)]
mod tests;

use maud::html;
use service_blueprint::Target;

use super::geometry::MARGIN;
use super::ink::{Anchor, Px, baseline, text};
use super::{Band, Page, spots};
use crate::scene::is_goal;
use crate::share::is_everyone;
use crate::text::{Font, shortened};
use crate::{Language, Moment, Scene, Strip, percent};

const GUTTER: Font = Font::bold(13.0);
const SHARE: Font = Font::bold(13.0);
const SAID: Font = Font::regular(13.0);

/// From row to row.
const ROW: f64 = 25.0;

/// Over the first row and under the last.
const AROUND: f64 = 6.0;

/// Words beside a way have at least this room; the way's title has all of them.
const LONGEST: f64 = 220.0;

/// Longer words are not written even where there is room: others need it.
const MOST: f64 = 440.0;

/// Between a line and its words.
const GAP: f64 = 6.0;

/// How long the stroke is with which some leave, or come in.
const STUB: f64 = 22.0;

/// How far a head or a circle reaches past its place.
const REACH: f64 = 5.0;

pub(super) fn draw(page: &Page<'_, '_>, strip: &Strip, top: f64) -> Band {
    let layout = Layout::of(page.scene, page.language, strip, page.width() - MARGIN);
    if layout.ways.is_empty() {
        return Band {
            markup: html! {},
            bottom: top + AROUND,
        };
    }
    let markup = html! {
        g class="ways" transform={ "translate(0 " (Px(top + AROUND)) ")" } role="graphics-object group"
            aria-label=(page.language.ways()) {
            (text(MARGIN, baseline((ROW - GUTTER.line()) / 2.0, GUTTER), Anchor::Start, GUTTER, "ink", page.language.ways()))
            @for way in &layout.ways { (way.draw()) }
        }
    };
    Band {
        markup,
        bottom: top + layout.height() + 2.0 * AROUND,
    }
}

/// What ways of a picture look like, and whether they lead back.
pub(super) fn shapes(page: &Page<'_, '_>) -> Vec<(Shape, bool)> {
    let mut shapes = Vec::new();
    for strip in &page.strips {
        let layout = Layout::of(page.scene, page.language, strip, page.width() - MARGIN);
        for way in layout.ways {
            let shape = (way.shape, way.to < way.from);
            if !shapes.contains(&shape) {
                shapes.push(shape);
            }
        }
    }
    shapes
}

/// The ways of a strip, laid out from 0 downwards.
#[derive(Debug)]
struct Layout {
    ways: Vec<Way>,
}

/// A way as it is drawn.
#[derive(Debug)]
struct Way {
    shape: Shape,
    /// Where its line starts and where it ends.
    from: f64,
    to: f64,
    words: String,
    /// From where to where the words stand.
    said: (f64, f64),
    row: usize,
    title: String,
}

/// What a way looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// To a touchpoint: a circle, a line, a head.
    Arrow,
    /// Back to where it comes from.
    Loop,
    /// Out of the service, at a bar.
    Leaves,
    /// To a goal: a check mark.
    Goal,
    /// Into the service.
    Enters,
}

impl Shape {
    /// How wide the mark at its end is.
    fn mark(self) -> f64 {
        if self == Self::Goal { 16.0 } else { 0.0 }
    }
}

impl Layout {
    fn of(scene: &Scene<'_>, language: Language, strip: &Strip, right: f64) -> Self {
        let mut ways: Vec<Way> = Vec::new();
        for column in strip.columns.clone() {
            let moments = &scene.columns[column].moments;
            for (nth, moment) in moments.iter().enumerate() {
                let here = Here {
                    scene,
                    language,
                    strip,
                    moment,
                    x: spots::x(strip, column, nth, moments.len()),
                    right,
                };
                if going::is_start(scene, moment, column) {
                    ways.push(here.entering());
                }
                let drawn = going::ways(scene, moment, column).into_iter();
                ways.extend(drawn.map(|(target, share)| here.way(target, share)));
            }
        }
        let intervals: Vec<(f64, f64)> = ways.iter().map(Way::interval).collect();
        for (way, row) in ways.iter_mut().zip(rows::rows(&intervals)) {
            way.row = row;
        }
        Self { ways }
    }

    fn height(&self) -> f64 {
        let rows = self.ways.iter().map(|way| way.row + 1).max().unwrap_or(0);
        ROW * rows as f64
    }
}

impl Way {
    /// From where to where it takes its row.
    fn interval(&self) -> (f64, f64) {
        let (left, right) = (self.from.min(self.to), self.from.max(self.to));
        ((left - REACH).min(self.said.0), (right + REACH).max(self.said.1))
    }
}

/// A moment whose ways are drawn.
struct Here<'s, 'b> {
    scene: &'s Scene<'b>,
    language: Language,
    strip: &'s Strip,
    moment: &'s Moment<'b>,
    x: f64,
    /// Where the picture ends.
    right: f64,
}

impl Here<'_, '_> {
    fn entering(&self) -> Way {
        let words = self.language.start_here(percent(self.moment.start));
        let width = SAID.width(&words);
        let from = self.x - STUB;
        let before = (from - GAP - width, from - GAP);
        let (left, _) = spots::span(self.strip);
        let said = if before.0 >= left {
            before
        } else {
            (self.x + GAP, self.x + GAP + width)
        };
        let name = self.moment.touchpoint.name();
        let title = self.language.starting_here(name, percent(self.moment.start));
        Way {
            shape: Shape::Enters,
            from,
            to: self.x,
            words,
            said,
            row: 0,
            title: crate::text::clean(&title).into_owned(),
        }
    }

    fn way(&self, target: Target, share: f64) -> Way {
        match target {
            Target::Touchpoint(next) if next == self.moment.touchpoint.position() => {
                self.stub(Shape::Loop, percent(share), SHARE, target, share)
            }
            Target::Touchpoint(next) => self.arrow(next, share),
            Target::End(position) => self.leaving(position, share),
        }
    }

    fn leaving(&self, position: usize, share: f64) -> Way {
        let ending = going::ending(self.scene, position);
        let is_goal = ending.is_some_and(is_goal);
        let is_told = self.scene.blueprint.ends().any(|ending| ending.written().is_some());
        let shape = if is_goal { Shape::Goal } else { Shape::Leaves };
        let name = ending.map_or("", |ending| ending.name());
        let figure = (!is_everyone(share)).then(|| percent(share));
        let room = self.room_beside(shape);
        let words = match (is_told, figure) {
            (true, Some(share)) => {
                let room = room - SAID.width(&self.language.to_ending("", &share));
                self.language.to_ending(shortened(name, SAID, room), share)
            }
            (true, None) => shortened(name, SAID, room),
            (false, Some(share)) => self.language.end_here(share),
            (false, None) => self.language.ends().to_owned(),
        };
        self.stub(shape, words, SAID, Target::End(position), share)
    }

    /// How wide the words beside a stroke may be: as the larger side of the picture has room, within reason.
    fn room_beside(&self, shape: Shape) -> f64 {
        let words_from = STUB + shape.mark() + GAP;
        let (left, _) = spots::span(self.strip);
        let room = (self.right - self.x - words_from).max(self.x - words_from - left);
        room.clamp(LONGEST, MOST)
    }

    /// A short stroke with its words beside it: to the right, or to the left where the picture ends.
    fn stub(&self, shape: Shape, words: String, font: Font, target: Target, share: f64) -> Way {
        let width = font.width(&words);
        let to = self.x + STUB;
        let mark = shape.mark();
        let after = to + mark + GAP;
        let (to, said) = if after + width <= self.right {
            (to, (after, after + width))
        } else {
            let to = self.x - STUB;
            let end = to - mark - GAP;
            (to, (end - width, end))
        };
        Way {
            shape,
            from: self.x,
            to,
            words,
            said,
            row: 0,
            title: going::title(self.scene, self.language, self.moment, target, share),
        }
    }

    /// An arrow to a touchpoint; to one of another strip, to the strip's edge with the touchpoint's name.
    fn arrow(&self, next: usize, share: f64) -> Way {
        let target = Target::Touchpoint(next);
        let column = self.scene.column_of(next);
        let inside = column.filter(|column| self.strip.columns.contains(column));
        let (left, right) = spots::span(self.strip);
        let to = match (inside, column) {
            (Some(column), _) => {
                let moments = &self.scene.columns[column].moments;
                let nth = moments.iter().position(|one| one.touchpoint.position() == next);
                spots::x(self.strip, column, nth.unwrap_or(0), moments.len())
            }
            (None, Some(column)) if column < self.strip.columns.start => left,
            // A touchpoint that is left out of the drawing lies beyond it.
            (None, _) => right,
        };
        let figure = if is_everyone(share) {
            String::new()
        } else {
            percent(share)
        };
        let words = if inside.is_some() {
            percent(share)
        } else {
            let line = (self.x - to).abs() - 2.0 * (GAP + 3.0 * REACH);
            let room = line.clamp(LONGEST, MOST) - SHARE.width(&self.language.on_to("", &figure));
            let name = shortened(going::name(self.scene, target), SHARE, room);
            self.language.on_to(name, figure).trim().to_owned()
        };
        let width = SHARE.width(&words);
        let (low, high) = (self.x.min(to), self.x.max(to));
        let middle = (low + high) / 2.0;
        let after = (high + REACH + GAP, high + REACH + GAP + width);
        let before = (low - REACH - GAP - width, low - REACH - GAP);
        let prefers_after = inside.is_some() || to < self.x;
        let said = if high - low >= width + 2.0 * (GAP + 3.0 * REACH) {
            (middle - width / 2.0, middle + width / 2.0)
        } else if before.0 < left || (prefers_after && after.1 <= self.right) {
            after
        } else {
            before
        };
        Way {
            shape: Shape::Arrow,
            from: self.x,
            to,
            words,
            said,
            row: 0,
            title: going::title(self.scene, self.language, self.moment, target, share),
        }
    }
}
