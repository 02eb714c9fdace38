//! Where what is written beside the moments stands: near them, over none of them, and never over each other.

use maud::{Markup, html};

use crate::picture::frame::{Frame, Segment};
use crate::picture::ink::{Anchor, Px, lines};
use crate::text::Font;

/// What is to be written.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// Beside what; beside the first if it can be. There is at least one.
    pub(super) dots: Vec<Frame>,
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

/// Chosen: beside the next dot is as bad as so many places further down the list.
const ELSEWHERE: f64 = 0.5;

/// Places labels, the first wish first, between two upright borders. `curve` are lines better not written on.
pub(super) fn place(wishes: Vec<Wish>, dots: &[Frame], curve: &[Segment], borders: (f64, f64)) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for wish in wishes {
        let taken = |frame: &Frame| {
            let over_own = wish.dots.iter().any(|dot| dot.is_near(frame, 0.0));
            let over_dot = dots
                .iter()
                .any(|dot| dot.is_near(frame, AIR) && !wish.dots.contains(dot));
            over_own || over_dot || labels.iter().any(|label| label.frame.is_near(frame, AIR))
        };
        let crossed = |frame: &Frame| curve.iter().filter(|line| line.crosses(frame)).count() as f64;
        let fits = |frame: &Frame| frame.left >= borders.0 && frame.right <= borders.1;
        let places = wish.dots.iter().enumerate().flat_map(|(nth, dot)| {
            let beside = wish.beside(dot, borders).into_iter().enumerate();
            beside.map(move |(place, frame)| (place as f64 + ELSEWHERE * nth as f64, *dot, frame))
        });
        let free = places.filter(|(.., frame)| fits(frame) && !taken(frame));
        let costs = free.map(|(cost, dot, frame)| (cost + CROSSED * crossed(&frame), dot, frame));
        let best = costs.min_by(|(a, ..), (b, ..)| a.total_cmp(b));
        let place = best.map(|(_, dot, frame)| (dot, frame)).or_else(|| {
            let dot = *wish.dots.first()?;
            Some((dot, wish.away(&dot, borders, &taken)))
        });
        if let Some((dot, frame)) = place {
            labels.push(wish.written(dot, frame));
        }
    }
    labels
}

impl Wish {
    /// The places beside a dot, best first.
    fn beside(&self, dot: &Frame, borders: (f64, f64)) -> [Frame; 8] {
        let (width, height) = self.size();
        let (x, y) = (dot.middle(), (dot.top + dot.bottom) / 2.0);
        let at = |left: f64, top: f64| Frame {
            left,
            top,
            right: left + width,
            bottom: top + height,
        };
        let (above, below) = (dot.top - GAP - height, dot.bottom + GAP);
        let (near, across) = if self.is_above { (above, below) } else { (below, above) };
        let (right, left) = (dot.right + GAP, dot.left - GAP - width);
        let centred = at(x - width / 2.0, near);
        let inside = centred.moved(
            (borders.0 - centred.left).max(0.0) + (borders.1 - centred.right).min(0.0),
            0.0,
        );
        [
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
    fn away(&self, dot: &Frame, borders: (f64, f64), taken: &impl Fn(&Frame) -> bool) -> Frame {
        let step = if self.is_above { -4.0 } else { 4.0 };
        let mut frame = self.beside(dot, borders)[0];
        while taken(&frame) {
            frame = frame.moved(0.0, step);
        }
        frame
    }

    fn size(&self) -> (f64, f64) {
        let widths = self.words.iter().map(|words| self.font.width(words));
        (widths.fold(0.0, f64::max), self.font.line() * self.words.len() as f64)
    }

    fn written(self, dot: Frame, frame: Frame) -> Label {
        let x = dot.middle().clamp(frame.left, frame.right);
        let from_above = (x, frame.bottom);
        let from_below = (x, frame.top);
        let leader = if dot.top - frame.bottom > FAR {
            Some((from_above, (dot.middle(), dot.top)))
        } else if frame.top - dot.bottom > FAR {
            Some((from_below, (dot.middle(), dot.bottom)))
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
