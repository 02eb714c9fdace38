//! The heads of a strip: stages over their columns, and the names of touchpoints under them.

use maud::{Markup, html};

use super::geometry::{CARD, centre, span};
use super::ink::{Anchor, Px, lines};
use super::lanes::{RADIUS, STEP, badges_without_card};
use super::{Band, Page};
use crate::text::{Font, clean, wrap};
use crate::{Column, Part, Strip, percent};

const STAGE: Font = Font::bold(14.0);
const INFLUENCE: Font = Font::regular(12.0);
const TOUCHPOINT: Font = Font::bold(13.0);
const CHANNEL: Font = Font::regular(12.0);

const IN_STEP: Font = Font::regular(13.0);

/// Between the name of a step and those of its touchpoints, and between names and marks.
const BELOW_STEP: f64 = 3.0;
const ABOVE_BADGES: f64 = 4.0;

/// Air around the text of a stage.
const PAD: f64 = 12.0;

/// Between the names of touchpoints that share a column.
const BETWEEN: f64 = 8.0;

pub(super) fn draw(page: &Page<'_, '_>, strip: &Strip, top: f64) -> Band {
    let heads: Vec<Head> = strip.stages.iter().map(|part| Head::of(page, strip, part)).collect();
    let height = heads.iter().map(Head::height).fold(30.0, f64::max);
    let names_top = top + height + 10.0;
    let columns = &page.scene.columns[strip.columns.clone()];
    let names = columns.iter().enumerate();
    let (names, bottoms): (Vec<Markup>, Vec<f64>) = names
        .map(|(place, column)| touchpoints(page, column, centre(place), names_top))
        .unzip();
    let bottom = bottoms.into_iter().fold(names_top, f64::max);
    let markup = html! {
        @for head in &heads { (head.draw(top, height)) }
        @for name in &names { (name) }
    };
    Band { markup, bottom }
}

/// A stage over its columns.
struct Head {
    left: f64,
    right: f64,
    name: Vec<String>,
    /// Written to the right of the name where it fits there, else below.
    influence: Option<String>,
    is_beside: bool,
}

impl Head {
    fn of(page: &Page<'_, '_>, strip: &Strip, part: &Part) -> Self {
        let stage = page.scene.blueprint.stages().nth(part.stage);
        let first = strip.columns.start;
        let (left, right) = span(part.columns.start - first..part.columns.end - first);
        let room = right - left - 2.0 * PAD;
        let mut name = stage.map_or_else(String::new, |stage| stage.name().to_owned());
        if part.continued {
            name = page.language.continued(name);
        }
        let influence = stage.and_then(|stage| stage.influence());
        let influence = influence.map(|share| page.language.influence(percent(share)));
        let beside = influence.as_deref().map_or(0.0, |words| INFLUENCE.width(words) + PAD);
        let is_beside = STAGE.width(&name) + beside <= room;
        Self {
            left,
            right,
            name: wrap(&name, STAGE, room),
            influence,
            is_beside,
        }
    }

    fn height(&self) -> f64 {
        let below = if self.influence.is_some() && !self.is_beside {
            INFLUENCE.line()
        } else {
            0.0
        };
        STAGE.line() * self.name.len() as f64 + below + 12.0
    }

    fn draw(&self, top: f64, height: f64) -> Markup {
        let text_top = top + 6.0;
        html! {
            rect class="header" x=(Px(self.left)) y=(Px(top)) width=(Px(self.right - self.left)) height=(Px(height)) rx="6" {}
            (lines(self.left + PAD, text_top, Anchor::Start, STAGE, "on-header", &self.name))
            @if let Some(influence) = &self.influence {
                @let words = std::slice::from_ref(influence);
                @if self.is_beside {
                    @let lower = text_top + (STAGE.line() - INFLUENCE.line()) / 2.0;
                    (lines(self.right - PAD, lower, Anchor::End, INFLUENCE, "quiet-on-header", words))
                } @else {
                    @let lower = text_top + STAGE.line() * self.name.len() as f64;
                    (lines(self.left + PAD, lower, Anchor::Start, INFLUENCE, "quiet-on-header", words))
                }
            }
        }
    }
}

/// The names of a column's touchpoints, each with its channel, under the name of the step that they share, and where they end.
/// Marks that find no customer's card stand under the names.
fn touchpoints(page: &Page<'_, '_>, column: &Column<'_>, middle: f64, top: f64) -> (Markup, f64) {
    let mut bottom = top;
    let mut drawn = Vec::new();
    let step = column.shared_step();
    let name_font = if step.is_some() { IN_STEP } else { TOUCHPOINT };
    if let Some(step) = step {
        let step = wrap(step, TOUCHPOINT, CARD);
        drawn.push(lines(middle, bottom, Anchor::Middle, TOUCHPOINT, "ink", &step));
        bottom += TOUCHPOINT.line() * step.len() as f64 + BELOW_STEP;
    }
    for (i, moment) in column.moments.iter().enumerate() {
        if i > 0 {
            bottom += BETWEEN;
        }
        let touchpoint = moment.touchpoint;
        let name = wrap(touchpoint.name(), name_font, CARD);
        let channel = touchpoint.written().channel.as_deref();
        let channel = channel.map_or_else(Vec::new, |channel| wrap(channel, CHANNEL, CARD));
        let below = bottom + name_font.line() * name.len() as f64;
        let badges = badges_without_card(page.scene.blueprint, page.language, column, moment);
        let end = below + CHANNEL.line() * channel.len() as f64;
        let first = middle - STEP * badges.len().saturating_sub(1) as f64 / 2.0;
        drawn.push(html! {
            g id={ (page.prefix) "touchpoint-" (touchpoint.position()) } class="touchpoint" role="graphics-object"
                aria-label=(clean(touchpoint.name())) {
                (lines(middle, bottom, Anchor::Middle, name_font, "ink", &name))
                (lines(middle, below, Anchor::Middle, CHANNEL, "quiet", &channel))
                @for (place, badge) in badges.iter().enumerate() {
                    (badge.draw(first + STEP * place as f64, end + ABOVE_BADGES + RADIUS))
                }
            }
        });
        bottom = if badges.is_empty() {
            end
        } else {
            end + ABOVE_BADGES + 2.0 * RADIUS
        };
    }
    (html! { @for one in &drawn { (one) } }, bottom)
}
