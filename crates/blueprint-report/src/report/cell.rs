//! Names, and cells of tables.

use maud::{Markup, html};
use service_blueprint::Touchpoint;

use super::facts::Facts;
use crate::page::cell::name;
use crate::text::clean;
use crate::{Language, Source};

/// A touchpoint by name, with a link into everyone's picture where it is there: what every segment skips is not.
pub(super) fn touchpoint_link(facts: &Facts<'_>, touchpoint: Touchpoint<'_>) -> Markup {
    let position = touchpoint.position();
    html! {
        @if facts.is_shown(position) { a href={ "#all-touchpoint-" (position) } { (name(touchpoint.name())) } }
        @else { (name(touchpoint.name())) }
    }
}

/// A mark that tells a surveyed score from one that is assumed, or partly: filled, hollow or half-filled, and said.
pub(super) fn source(source: Source, say: Language) -> Markup {
    let (class, mark) = match source {
        Source::Surveyed => ("surveyed", "●"),
        Source::Mixed => ("assumed", "◐"),
        Source::Assumed => ("assumed", "○"),
    };
    let said = source.caution(say).unwrap_or(say.surveyed());
    html! { span class=(class) title=(said) { (mark) span.vh { (said) } } }
}

/// An amount of money, thousands apart, with a sign where money is saved.
pub(super) fn money(amount: i128) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut told = String::new();
    for (at, digit) in digits.chars().enumerate() {
        // A narrow space that does not break: neither a comma nor a point is understood everywhere.
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push('\u{202f}');
        }
        told.push(digit);
    }
    match amount {
        0.. => told,
        _ => format!("−{told}"),
    }
}

/// An amount with its currency, where there is one.
pub(super) fn price(facts: &Facts<'_>, amount: i128) -> String {
    match &facts.blueprint.document().currency {
        Some(currency) => format!("{} {}", money(amount), clean(currency)),
        None => money(amount),
    }
}

/// The name of an option.
pub(super) fn option_name<'b>(facts: &Facts<'b>, id: &'b str) -> &'b str {
    let found = facts.blueprint.options().iter().find(|option| option.id == id);
    found.and_then(|option| option.name.as_deref()).unwrap_or(id)
}
