//! Whether the order of moments carries anything.

use maud::html;

use super::facts::Facts;
use crate::page::Section;
use crate::{chance, fine};

/// Shuffles reach what the data show less often than this: the order is said to carry something.
const RARE: f64 = 0.05;

/// The section; none where no order was tested.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    let order = facts.comparison.order?;
    let (gain, shuffled, p) = (fine(order.gain), fine(order.shuffled), chance(order.p));
    let lead = if order.p < RARE {
        say.order_yes(gain, shuffled, p)
    } else {
        say.order_no(gain, shuffled, p)
    };
    Some(Section {
        id: "order",
        heading: say.order(),
        lead: Some(lead),
        body: html! {
            @if order.is_real == Some(false) { p { (say.order_imposed()) } }
        },
    })
}
