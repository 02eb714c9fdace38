//! Whether the order of moments carries anything.

use maud::html;

use super::facts::Facts;
use crate::page::Section;
use crate::{Language, fine, p_value};

/// Shuffles reach what the data show less often than this: the order is said to carry something.
const RARE: f64 = 0.05;

impl Language {
    /// What the end adds to R² beside mean, trough and best, what it adds with moments shuffled, and how often shuffles do as
    /// well, in a sentence or two.
    pub fn order_says(self, gain: f64, shuffled: f64, p: f64) -> String {
        let told = (fine(gain), fine(shuffled), p_value(p));
        if p < RARE {
            self.order_yes(told.0, told.1, told.2)
        } else {
            self.order_no(told.0, told.1, told.2)
        }
    }
}

/// The section; none where no order was tested.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    let order = facts.comparison.order?;
    Some(Section {
        id: "order",
        heading: say.order(),
        lead: Some(say.order_says(order.gain, order.shuffled, order.p)),
        body: html! {
            @if order.is_real == Some(false) { p { (say.order_imposed()) } }
        },
    })
}
