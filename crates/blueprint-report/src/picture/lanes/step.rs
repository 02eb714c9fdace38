//! Steps forward: where a way leads from one column to the next.

use std::collections::HashSet;

use maud::{Markup, html};
use service_blueprint::Target;

use super::super::geometry::{CARD, PITCH, card_left};
use super::super::ink::Px;
use super::cell::has_customers_card;
use crate::Column;

/// The columns, by place, from which a way leads to the next one, and the customer acts in both.
pub(super) fn steps(columns: &[Column<'_>]) -> Vec<usize> {
    let leads = |pair: &[Column<'_>]| {
        let next: HashSet<usize> = pair[1].moments.iter().map(|one| one.touchpoint.position()).collect();
        let mut ways = pair[0].moments.iter().flat_map(|moment| &moment.ways);
        ways.any(|(target, share)| match target {
            Target::Touchpoint(at) => *share > 0.0 && next.contains(at),
            Target::End(_) => false,
        })
    };
    let pairs = columns.windows(2).enumerate();
    let acts = |column: &Column<'_>| column.moments.iter().any(has_customers_card);
    pairs
        .filter(|(_, pair)| pair.iter().all(acts) && leads(pair))
        .map(|(place, _)| place)
        .collect()
}

/// The arrow in the gutter beside the column at this place.
pub(super) fn draw(place: usize, height: f64) -> Markup {
    let left = card_left(place) + CARD;
    arrow(left + 2.0, left + (PITCH - CARD) - 2.0, height)
}

/// A short arrow to the right.
pub(in super::super) fn arrow(left: f64, right: f64, height: f64) -> Markup {
    let neck = right - 8.0;
    let shaft = format!("M{} {}H{}", Px(left), Px(height), Px(neck));
    let head = format!(
        "M{} {}L{} {}L{} {}Z",
        Px(right),
        Px(height),
        Px(neck),
        Px(height - 4.5),
        Px(neck),
        Px(height + 4.5)
    );
    html! {
        path class="step" d=(shaft) {}
        path class="step-head" d=(head) {}
    }
}
