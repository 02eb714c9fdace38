//! Names, and cells of tables.

use maud::{Markup, html};
use service_blueprint::Touchpoint;

use super::facts::Facts;
use crate::text::clean;
use crate::{Language, Source};
use crate::{column, column_change, percent};

/// A name as it is written, which turns the direction of nothing around it.
pub(super) fn name(text: &str) -> Markup {
    html! { bdi { (clean(text)) } }
}

/// What stands where nothing is known.
pub(super) const NOTHING: &str = "–";

/// A column of a table: its head, and what its figures mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) label: &'static str,
    /// What the figures mean; empty where the label says it.
    pub(super) meaning: &'static str,
    pub(super) kind: Kind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
}

impl Head {
    pub(super) const fn text(label: &'static str) -> Self {
        Self {
            label,
            meaning: "",
            kind: Kind::Text,
        }
    }

    pub(super) const fn number(label: &'static str, meaning: &'static str) -> Self {
        Self {
            label,
            meaning,
            kind: Kind::Number,
        }
    }

    fn label(&self) -> Markup {
        html! {
            @if self.meaning.is_empty() { (self.label) } @else { abbr title=(self.meaning) { (self.label) } }
        }
    }

    /// A head that does not sort.
    pub(super) fn plain(&self) -> Markup {
        html! { th scope="col" class=[self.class()] { (self.label()) } }
    }

    /// A head whose button sorts: numbers largest first, words as in a dictionary.
    pub(super) fn sorting(&self) -> Markup {
        let first = (self.kind == Kind::Text).then_some("ascending");
        html! {
            th scope="col" class=[self.class()] data-first=[first] {
                button.sort type="button" title=[(!self.meaning.is_empty()).then_some(self.meaning)] { (self.label) }
                // A browser does not repeat heads with buttons on every page.
                span.on-paper { (self.label) }
            }
        }
    }

    fn class(&self) -> Option<&'static str> {
        (self.kind == Kind::Number).then_some("n")
    }
}

/// What the columns of a table mean, in small print.
pub(super) fn terms(heads: &[Head]) -> Markup {
    html! {
        dl.terms {
            @for head in heads.iter().filter(|head| !head.meaning.is_empty()) {
                div { dt { (head.label) } dd { (head.meaning) } }
            }
        }
    }
}

/// A score.
pub(super) fn score_cell(value: Option<f64>) -> Markup {
    figure(value, value.map(column))
}

/// A difference.
pub(super) fn change_cell(value: Option<f64>) -> Markup {
    figure(value, value.map(column_change))
}

/// A probability; one that is 0 is told quietly.
pub(super) fn share_cell(value: Option<f64>) -> Markup {
    figure(value, value.map(percent))
}

/// A figure with the value by which it is sorted.
pub(super) fn figure(value: Option<f64>, told: Option<String>) -> Markup {
    let is_quiet = value.is_none_or(|value| value == 0.0);
    html! {
        td.n.quiet[is_quiet] data-value=[value] { (told.as_deref().unwrap_or(NOTHING)) }
    }
}

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
