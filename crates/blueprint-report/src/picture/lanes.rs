//! The lanes: evidence, customer, frontstage, backstage and support, the lines between them, and what joins their cards.
//!
//! What a cell holds ([`cell`]) and which lines join its cards ([`link`], [`needs`]) is found first, then all get their places
//! ([`plan`], [`wire`]), and only then anything is drawn.

mod card;
mod cell;
mod lane;
mod link;
mod marks;
mod needs;
mod plan;
mod shown;
mod step;
#[cfg(test)]
mod tests;
mod wire;

use maud::{Markup, html};

use super::geometry::{COLUMNS_LEFT, MARGIN, PITCH, card_left};
use super::ink::{Anchor, Px, lines};
use super::{Band, Page};
use crate::Strip;
use plan::{LABEL, LINE_NAME, NAME, Plan, Row};

pub(super) use card::{Rect, again, face};
pub(super) use cell::{badges_without_card, is_badge, is_out_of_control};
pub(super) use lane::Lane;
pub(crate) use marks::details as mark_details;
pub(super) use marks::{RADIUS, STEP, badge};
pub(super) use shown::shown;
pub(super) use step::arrow;
pub(super) use wire::sample as need;

/// What the lanes of all strips refer to: the hatching of columns that are out of our control.
pub(super) fn definitions(page: &Page<'_, '_>) -> Markup {
    html! {
        @if page.scene.columns.iter().any(is_out_of_control) {
            defs {
                pattern id={ (page.prefix) "hatch" } width="7" height="7" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)" {
                    rect class="hatch" width="2.4" height="7" {}
                }
            }
        }
    }
}

pub(super) fn draw(page: &Page<'_, '_>, strip: &Strip, top: f64) -> Band {
    let plan = Plan::of(page, strip, top);
    let columns = page.scene.columns[strip.columns.clone()].iter().enumerate();
    let hatched = columns.filter(|(_, column)| is_out_of_control(column));
    let right = COLUMNS_LEFT + PITCH * strip.columns.len() as f64;
    let (steps, height) = &plan.steps;
    let markup = html! {
        @for (place, _) in hatched {
            @let rect = Rect { left: card_left(place) - 7.0, top: top + 2.0, width: PITCH - 8.0, height: plan.bottom - top + 6.0 };
            (hatching(page, rect))
        }
        @for row in &plan.rows { (draw_row(page, row, right)) }
        g class="steps" aria-hidden="true" {
            @for place in steps { (step::draw(*place, *height)) }
        }
        g class="needs" aria-hidden="true" {
            @for wire in &plan.wires { (wire.draw()) }
        }
    };
    Band {
        markup,
        bottom: plan.bottom + 8.0,
    }
}

/// A hatched ground.
pub(super) fn hatching(page: &Page<'_, '_>, rect: Rect) -> Markup {
    html! {
        rect fill={ "url(#" (page.prefix) "hatch)" } x=(Px(rect.left)) y=(Px(rect.top)) width=(Px(rect.width))
            height=(Px(rect.height)) rx="6" {
            title { (page.language.out_of_control()) }
        }
    }
}

fn draw_row(page: &Page<'_, '_>, row: &Row, right: f64) -> Markup {
    let label_class = format!("{}-label", row.lane.class());
    html! {
        @if let (Some((height, words)), Some((class, name))) = (&row.line, row.lane.line_above(page.language)) {
            g class="line" role="img" aria-label=(name) {
                @let above = height - LINE_NAME.line() * words.len() as f64 / 2.0;
                (lines(MARGIN, above, Anchor::Start, LINE_NAME, "quiet", words))
                path class=(class) d={ "M" (Px(COLUMNS_LEFT - 8.0)) " " (Px(*height)) "H" (Px(right)) } {}
            }
        }
        g class="lane" role="group" aria-label=(row.lane.name(page.language)) {
            (lines(MARGIN, row.top + 8.0, Anchor::Start, NAME, &label_class, &row.name))
            @for (left, top, words) in &row.labels {
                (lines(*left, *top, Anchor::Start, LABEL, "quiet", words))
            }
            @for placed in &row.cards { (placed.card.draw(placed.rect)) }
            @for (x, y, badge) in &row.badges { (badge.draw(*x, *y)) }
        }
    }
}
