//! Names, and cells of tables.

use maud::{Markup, html};

use crate::text::clean;
use crate::{column, column_change, percent};

/// A name as it is written, which turns the direction of nothing around it.
pub(crate) fn name(text: &str) -> Markup {
    html! { bdi { (clean(text)) } }
}

/// What stands where nothing is known.
pub(crate) const NOTHING: &str = "–";

/// A column of a table: its head, and what its figures mean.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) label: &'static str,
    /// What the figures mean; empty where the label says it.
    pub(crate) meaning: &'static str,
    pub(crate) kind: Kind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
}

impl Head {
    pub(crate) const fn text(label: &'static str) -> Self {
        Self {
            label,
            meaning: "",
            kind: Kind::Text,
        }
    }

    pub(crate) const fn number(label: &'static str, meaning: &'static str) -> Self {
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
    pub(crate) fn plain(&self) -> Markup {
        html! { th scope="col" class=[self.class()] { (self.label()) } }
    }

    /// A head whose button sorts: numbers largest first, words as in a dictionary.
    pub(crate) fn sorting(&self) -> Markup {
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
pub(crate) fn terms(heads: &[Head]) -> Markup {
    html! {
        dl.terms {
            @for head in heads.iter().filter(|head| !head.meaning.is_empty()) {
                div { dt { (head.label) } dd { (head.meaning) } }
            }
        }
    }
}

/// A score.
pub(crate) fn score_cell(value: Option<f64>) -> Markup {
    figure(value, value.map(column))
}

/// A difference.
pub(crate) fn change_cell(value: Option<f64>) -> Markup {
    figure(value, value.map(column_change))
}

/// A probability; one that is 0 is told quietly.
pub(crate) fn share_cell(value: Option<f64>) -> Markup {
    figure(value, value.map(percent))
}

/// A figure with the value by which it is sorted.
pub(crate) fn figure(value: Option<f64>, told: Option<String>) -> Markup {
    let is_quiet = value.is_none_or(|value| value == 0.0);
    html! {
        td.n.quiet[is_quiet] data-value=[value] { (told.as_deref().unwrap_or(NOTHING)) }
    }
}
