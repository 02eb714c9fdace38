//! Where what is written beside the moments stands: near them, over none of them, and never over each other.

use maud::{Markup, html};

use crate::picture::frame::{Frame, Segment};
use crate::picture::ink::{Anchor, Px, lines};
use crate::text::Font;

/// What is to be written.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// Beside what.
    pub(super) dot: Frame,
    /// Whether it had better stand above.
    pub(super) is_above: bool,
    pub(super) words: Vec<String>,
    pub(super) font: Font,
    pub(super) class: &'static str,
}

/// What is written, and where.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) frame: Frame,
    /// From the label to its dot, where it stands too far to be seen as its own.
    leader: Option<Segment>,
    words: Vec<String>,
    font: Font,
    class: &'static str,
}

/// Between a dot and its label.
const GAP: f64 = 4.0;

/// Between labels, and between a label and another dot.
const AIR: f64 = 3.0;

/// A label farther from its dot than this has a line to it.
const FAR: f64 = 12.0;

/// Chosen: a line through a label is as bad as so many places further down the list.
const CROSSED: f64 = 1.5;

/// Places labels, the first wish first, between two upright borders. `curve` are lines better not written on.
pub(super) fn place(wishes: Vec<Wish>, dots: &[Frame], curve: &[Segment], borders: (f64, f64)) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for wish in wishes {
        let taken = |frame: &Frame| {
            let over_dot = dots.iter().any(|dot| dot.is_near(frame, AIR) && *dot != wish.dot);
            over_dot || wish.dot.is_near(frame, 0.0) || labels.iter().any(|label| label.frame.is_near(frame, AIR))
        };
        let crossed = |frame: &Frame| curve.iter().filter(|line| line.crosses(frame)).count() as f64;
        let fits = |frame: &Frame| frame.left >= borders.0 && frame.right <= borders.1;
        let free = wish.beside(borders).into_iter().enumerate();
        let free = free.filter(|(_, frame)| fits(frame) && !taken(frame));
        let costs = free.map(|(place, frame)| (place as f64 + CROSSED * crossed(&frame), frame));
        let best = costs.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, frame)| frame);
        let frame = best.unwrap_or_else(|| wish.away(borders, &taken));
        labels.push(wish.written(frame));
    }
    labels
}

impl Wish {
    /// The places beside the dot, best first.
    fn beside(&self, borders: (f64, f64)) -> Vec<Frame> {
        let (width, height) = self.size();
        let (x, y) = (self.dot.middle(), (self.dot.top + self.dot.bottom) / 2.0);
        let at = |left: f64, top: f64| Frame {
            left,
            top,
            right: left + width,
            bottom: top + height,
        };
        let (above, below) = (self.dot.top - GAP - height, self.dot.bottom + GAP);
        let (near, across) = if self.is_above { (above, below) } else { (below, above) };
        let (right, left) = (self.dot.right + GAP, self.dot.left - GAP - width);
        let centred = at(x - width / 2.0, near);
        let inside = centred.moved(
            (borders.0 - centred.left).max(0.0) + (borders.1 - centred.right).min(0.0),
            0.0,
        );
        vec![
            inside,
            at(x, near),
            at(x - width, near),
            at(right, y - height / 2.0),
            at(left, y - height / 2.0),
            at(x - width / 2.0, across),
            at(x, across),
            at(x - width, across),
        ]
    }

    /// The nearest free place straight away from the dot. There is one, because what is in the way is passed.
    fn away(&self, borders: (f64, f64), taken: &impl Fn(&Frame) -> bool) -> Frame {
        let step = if self.is_above { -4.0 } else { 4.0 };
        let mut frame = self.beside(borders)[0];
        while taken(&frame) {
            frame = frame.moved(0.0, step);
        }
        frame
    }

    fn size(&self) -> (f64, f64) {
        let widths = self.words.iter().map(|words| self.font.width(words));
        (widths.fold(0.0, f64::max), self.font.line() * self.words.len() as f64)
    }

    fn written(self, frame: Frame) -> Label {
        let x = self.dot.middle().clamp(frame.left, frame.right);
        let from_above = (x, frame.bottom);
        let from_below = (x, frame.top);
        let leader = if self.dot.top - frame.bottom > FAR {
            Some((from_above, (self.dot.middle(), self.dot.top)))
        } else if frame.top - self.dot.bottom > FAR {
            Some((from_below, (self.dot.middle(), self.dot.bottom)))
        } else {
            None
        };
        Label {
            frame,
            leader: leader.map(|(from, to)| Segment { from, to }),
            words: self.words,
            font: self.font,
            class: self.class,
        }
    }
}

impl Label {
    pub(super) fn draw(&self) -> Markup {
        html! {
            @if let Some(Segment { from, to }) = self.leader {
                line class="leader" x1=(Px(from.0)) y1=(Px(from.1)) x2=(Px(to.0)) y2=(Px(to.1)) {}
            }
            (lines(self.frame.middle(), self.frame.top, Anchor::Middle, self.font, self.class, &self.words))
        }
    }
}
