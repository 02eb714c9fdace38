//! Numbers and text as SVG has them.

use std::fmt;

use maud::{Markup, Render, html};

use crate::text::Font;

/// A length in pixels, rounded to tenths: no picture needs more, and bytes stay the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Px(pub(super) f64);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() as i64;
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{rest}"),
        }
    }
}

impl Render for Px {
    fn render_to(&self, buffer: &mut String) {
        use fmt::Write;
        _ = write!(buffer, "{self}");
    }
}

/// Which point of a line of text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Where it begins.
    Start,
    /// Its middle.
    Middle,
    /// Where it ends.
    End,
}

/// A line of text on its baseline.
pub(super) fn text(x: f64, baseline: f64, anchor: Anchor, font: Font, class: &str, words: &str) -> Markup {
    let anchor = match anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    };
    html! {
        text x=(Px(x)) y=(Px(baseline)) class=(class) font-size=(Px(font.size)) font-weight=[font.is_bold.then_some("600")]
            text-anchor=[anchor] { (words) }
    }
}

/// Lines of text one below the other, the first with its upper edge at `top`.
pub(super) fn lines(x: f64, top: f64, anchor: Anchor, font: Font, class: &str, words: &[String]) -> Markup {
    html! {
        @for (i, line) in words.iter().enumerate() {
            (text(x, baseline(top + font.line() * i as f64, font), anchor, font, class, line))
        }
    }
}

/// The baseline of a line whose upper edge is at `top`.
pub(super) fn baseline(top: f64, font: Font) -> f64 {
    top + font.line() / 2.0 + 0.35 * font.size
}

/// A check mark about a place: a goal.
pub(super) fn check(x: f64, y: f64) -> Markup {
    html! {
        path class="check" d={ "M" (Px(x - 5.0)) " " (Px(y)) "l3.5 4l6.5 -8" } {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short() {
        let said = [0.0, -0.04, 1.25, -3.0, 220.04, 1234.56].map(|length| Px(length).to_string());
        assert_eq!(said, ["0", "0", "1.3", "-3", "220", "1234.6"]);
    }
}
