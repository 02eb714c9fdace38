//! The legend, which shows only what is in use, drawn as it is drawn above.

mod entries;

use maud::{Markup, html};

use super::geometry::MARGIN;
use super::ink::{Anchor, Px, lines};
use super::{Band, Page};
use crate::text::Font;

const WORDS: Font = Font::regular(12.0);

/// From one entry to the next, and from one row to the next.
const BETWEEN: f64 = 26.0;
const ROW: f64 = 26.0;

/// Between a shape and its words.
const AIR: f64 = 8.0;

/// A shape that the picture shows, and what it means.
struct Entry<'e> {
    width: f64,
    /// Draws the shape from its left end, around a height.
    shape: Box<dyn Fn(f64, f64) -> Markup + 'e>,
    words: String,
}

impl<'e> Entry<'e> {
    fn new(width: f64, words: impl Into<String>, shape: impl Fn(f64, f64) -> Markup + 'e) -> Self {
        Self {
            width,
            shape: Box::new(shape),
            words: words.into(),
        }
    }
}

pub(super) fn draw(page: &Page<'_, '_>, top: f64) -> Band {
    let entries = entries::in_use(page);
    if entries.is_empty() {
        return Band {
            markup: html! {},
            bottom: top,
        };
    }
    let right = page.width() - MARGIN;
    let first = top + 17.0;
    let (mut left, mut middle) = (MARGIN, first + ROW / 2.0);
    let mut drawn = Vec::new();
    for entry in &entries {
        let width = entry.width + AIR + WORDS.width(&entry.words);
        if left > MARGIN && left + width > right {
            (left, middle) = (MARGIN, middle + ROW);
        }
        let words = std::slice::from_ref(&entry.words);
        drawn.push(html! {
            g class="entry" role="listitem" {
                ((entry.shape)(left, middle))
                (lines(left + entry.width + AIR, middle - WORDS.line() / 2.0, Anchor::Start, WORDS, "quiet", words))
            }
        });
        left += width + BETWEEN;
    }
    let markup = html! {
        g class="legend" role="list" aria-label=(page.language.legend()) {
            path class="rule" d={ "M" (Px(MARGIN)) " " (Px(top + 6.0)) "H" (Px(right)) } {}
            @for entry in &drawn { (entry) }
        }
    };
    Band {
        markup,
        bottom: middle + ROW / 2.0,
    }
}
