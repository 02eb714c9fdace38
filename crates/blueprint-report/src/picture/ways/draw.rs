//! A way in its row.

use maud::{Markup, html};

use super::{ROW, SAID, SHARE, Shape, Way};
use crate::picture::ink::{Anchor, Px, baseline, check, text};

/// How long a head is, and half of how wide.
const HEAD: (f64, f64) = (9.0, 4.5);

impl Way {
    pub(super) fn draw(&self) -> Markup {
        let y = ROW * (self.row as f64 + 0.5);
        html! {
            g role="graphics-symbol img" {
                title { (self.title) }
                (self.shape.draw(self.from, self.to, y))
                (self.said(y))
            }
        }
    }

    fn said(&self, y: f64) -> Markup {
        let (font, class) = match self.shape {
            Shape::Arrow | Shape::Loop => (SHARE, "way-label"),
            Shape::Enters => (SAID, "way-label"),
            Shape::Leaves => (SAID, "leave-label"),
            Shape::Goal => (SAID, "goal-label"),
        };
        let (left, right) = self.said;
        let (low, high) = (self.from.min(self.to), self.from.max(self.to));
        let line = baseline(y - font.line() / 2.0, font);
        // Words stand at the end that is nearer to their line, so that a face narrower than measured leaves no hole.
        html! {
            @if left > low && right < high {
                rect class="paper" x=(Px(left - 4.0)) y=(Px(y - 6.0)) width=(Px(right - left + 8.0)) height="12" {}
                (text((left + right) / 2.0, line, Anchor::Middle, font, class, &self.words))
            } @else if left >= low {
                (text(left, line, Anchor::Start, font, class, &self.words))
            } @else {
                (text(right, line, Anchor::End, font, class, &self.words))
            }
        }
    }
}

impl Shape {
    /// The way from one place to another.
    pub(in crate::picture) fn draw(self, from: f64, to: f64, y: f64) -> Markup {
        let onward = if to >= from { 1.0 } else { -1.0 };
        match self {
            Shape::Arrow => html! {
                path class=(if onward > 0.0 { "way" } else { "way way-back" }) d={ "M" (Px(from)) " " (Px(y)) "H" (Px(to - onward * HEAD.0)) } {}
                (head(to, y, onward))
                circle class="way-from" cx=(Px(from)) cy=(Px(y)) r="3.5" {}
            },
            Shape::Loop => html! {
                path class="way way-back" d={ "M" (Px(from)) " " (Px(y - 5.0)) "H" (Px(to - onward * 5.0)) "q" (Px(onward * 5.0)) " 0 "
                    (Px(onward * 5.0)) " 5t" (Px(-onward * 5.0)) " 5H" (Px(from + onward * HEAD.0)) } {}
                (head(from, y + 5.0, -onward))
                circle class="way-from" cx=(Px(from)) cy=(Px(y - 5.0)) r="3.5" {}
            },
            Shape::Leaves => html! {
                path class="leave" d={ "M" (Px(from)) " " (Px(y)) "H" (Px(to)) "M" (Px(to)) " " (Px(y - 6.0)) "v12" } {}
            },
            Shape::Goal => html! {
                path class="goal" d={ "M" (Px(from)) " " (Px(y)) "H" (Px(to)) } {}
                (check(to + onward * 10.0, y))
            },
            Shape::Enters => html! {
                path class="way" d={ "M" (Px(from)) " " (Px(y - 6.0)) "v12M" (Px(from)) " " (Px(y)) "H" (Px(to - HEAD.0)) } {}
                (head(to, y, 1.0))
            },
        }
    }
}

/// An arrow head with its tip at a place.
fn head(x: f64, y: f64, onward: f64) -> Markup {
    let (long, wide) = (onward * HEAD.0, HEAD.1);
    html! {
        path class="way-head" d={ "M" (Px(x)) " " (Px(y)) "l" (Px(-long)) " " (Px(-wide)) "v" (Px(2.0 * wide)) "z" } {}
    }
}
