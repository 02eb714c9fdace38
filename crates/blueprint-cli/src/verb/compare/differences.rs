//! What changed in the service, for people.

use anstyle::Style;
use service_blueprint::{Change, Changes, Element, Written};

use crate::terminal::{Line, Palette, counted, percent, score, shorten, wrap_hanging};

/// So many things that have changed are told; programs get all.
const TOLD: usize = 40;

/// So many names of new things, or things gone, are told for each kind.
const NAMES: usize = 12;

/// A text is told up to so many columns.
const TEXT: usize = 48;

/// The differences: what is new and what is gone kind by kind, what is other thing by thing.
pub(super) fn told(changes: &Changes, width: usize) -> String {
    let new = by_kind(&changes.added).into_iter();
    let gone = by_kind(&changes.removed).into_iter();
    let other = grouped(&changes.changed);
    let rest = other.len().saturating_sub(TOLD);
    let lines = new.map(|words| (Palette::GOOD, format!("+ {words}")));
    let lines = lines.chain(gone.map(|words| (Palette::BAD, format!("− {words}"))));
    let other = other.into_iter().take(TOLD);
    let lines = lines.chain(other.map(|words| (Style::new(), format!("~ {words}"))));
    let mut text = String::new();
    for (style, words) in lines {
        let wrapped = wrap_hanging(&words, width, "", "  ").into_iter();
        text.extend(wrapped.map(|line| Line::new(style, line).to_string()));
    }
    if rest > 0 {
        let words = format!("and {rest} more that changed; `--format json` lists all");
        text.push_str(&Line::new(Palette::QUIET, words).to_string());
    }
    text
}

/// Things of each kind in one piece: `2 touchpoints: “Reads the bill”, “Two bottles of water”`.
fn by_kind(elements: &[Element]) -> Vec<String> {
    let groups = elements.chunk_by(|a, b| a.kind == b.kind);
    let words = |group: &[Element]| {
        let kind = group
            .first()
            .map(|element| element.kind.to_string())
            .unwrap_or_default();
        let count = match kind.as_str() {
            "activity" if group.len() > 1 => format!("{} activities", group.len()),
            // Evidence has no plural.
            "evidence" => format!("{} of evidence", counted(group.len(), "piece")),
            _ => counted(group.len(), &kind),
        };
        let mut names: Vec<String> = group.iter().take(NAMES).map(name).collect();
        if group.len() > NAMES {
            names.push(format!("and {} more", group.len() - NAMES));
        }
        format!("{count}: {}", names.join(", "))
    };
    groups.map(words).collect()
}

fn name(element: &Element) -> String {
    match &element.name {
        Some(name) => format!("“{name}”"),
        None => element.id.clone(),
    }
}

fn named(element: &Element) -> String {
    format!("{} {}", element.kind, name(element))
}

/// The fields of one thing in one piece.
fn grouped(changed: &[Change]) -> Vec<String> {
    let id = |change: &Change| {
        change
            .element
            .as_ref()
            .map(|element| (element.kind, element.id.clone()))
    };
    let groups = changed.chunk_by(|a, b| id(a) == id(b));
    let words = |group: &[Change]| {
        let whose = match group.first().and_then(|change| change.element.as_ref()) {
            Some(element) => named(element),
            None => "blueprint".to_owned(),
        };
        let fields: Vec<String> = group.iter().map(field).collect();
        format!("{whose}: {}", fields.join("; "))
    };
    groups.map(words).collect()
}

fn field(change: &Change) -> String {
    let ways = change.field == "start" || change.field.ends_with("next");
    let shown = |value: &Option<Written>| match value {
        Some(value) => shorten(&said(value, ways), TEXT),
        None => "nothing".to_owned(),
    };
    let field = match (&change.element, change.field.as_str()) {
        // The format names the service under the key `blueprint`.
        (None, "blueprint") => "name",
        (_, field) => field,
    };
    format!("{field} {} → {}", shown(&change.from), shown(&change.to))
}

/// A value in few words; shares of ways in percent.
fn said(value: &Written, ways: bool) -> String {
    match value {
        Written::Flag(true) => "yes".into(),
        Written::Flag(false) => "no".into(),
        Written::Number(number) if ways => percent(*number),
        Written::Number(number) => exactly(*number),
        Written::Text(text) => text.clone(),
        Written::List(items) if items.is_empty() => "nothing".into(),
        Written::List(items) => items.iter().map(|item| said(item, ways)).collect::<Vec<_>>().join(", "),
        Written::Map(entries) => match &entries[..] {
            [(target, Written::Number(all))] if ways && *all == 1.0 => target.clone(),
            [(key, Written::Text(text))] if key == "does" => text.clone(),
            _ => {
                let entry = |(key, value): &(String, Written)| format!("{key} {}", said(value, ways));
                entries.iter().map(entry).collect::<Vec<_>>().join(", ")
            }
        },
    }
}

/// A number as it was written, as long as that is short.
fn exactly(number: f64) -> String {
    let text = number.to_string();
    if text.len() <= 8 {
        text.replace('-', "−")
    } else {
        score(number)
    }
}
