//! The name of the service and the one sentence about its memory.

use maud::html;

use super::geometry::MARGIN;
use super::ink::{Anchor, lines};
use super::{Band, Page};
use crate::sentence;
use crate::text::{Font, wrap};

const NAME: Font = Font::bold(26.0);
const SENTENCE: Font = Font::regular(15.0);

/// Longer lines are hard to read.
const LONGEST_LINE: f64 = 1100.0;

pub(super) fn draw(page: &Page<'_, '_>, top: f64) -> Band {
    let room = (page.width() - 2.0 * MARGIN).min(LONGEST_LINE);
    let name = wrap(page.scene.blueprint.name(), NAME, room);
    let said = wrap(&sentence(page.scene, page.language), SENTENCE, room);
    let below_name = top + MARGIN + NAME.line() * name.len() as f64 + 6.0;
    let bottom = below_name + SENTENCE.line() * said.len() as f64 + 20.0;
    let markup = html! {
        (lines(MARGIN, top + MARGIN, Anchor::Start, NAME, "ink", &name))
        (lines(MARGIN, below_name, Anchor::Start, SENTENCE, "quiet", &said))
    };
    Band { markup, bottom }
}
