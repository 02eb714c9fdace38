//! What changed in the service, for people.

use service_blueprint::{Change, Changes, Element, Written};

use crate::terminal::{Line, Palette, percent, score, shorten, wrap_hanging};

/// So many differences are told; programs get all.
const TOLD: usize = 40;

/// A text is told up to so many columns.
const TEXT: usize = 48;

/// The differences, a line or two each: what is new, what is gone, what is other.
pub(super) fn told(changes: &Changes, width: usize) -> String {
    let added = changes
        .added
        .iter()
        .map(|element| (Palette::GOOD, format!("+ {}", named(element))));
    let removed = changes
        .removed
        .iter()
        .map(|element| (Palette::BAD, format!("− {}", named(element))));
    let changed = grouped(&changes.changed).into_iter();
    let changed = changed.map(|words| (anstyle::Style::new(), format!("~ {words}")));
    let all: Vec<_> = added.chain(removed).chain(changed).collect();
    let mut text = String::new();
    for (style, words) in all.iter().take(TOLD) {
        let lines = wrap_hanging(words, width, "", "  ").into_iter();
        text.extend(lines.map(|line| Line::new(*style, line).to_string()));
    }
    if all.len() > TOLD {
        let words = format!("and {} more; `--format json` lists all", all.len() - TOLD);
        text.push_str(&Line::new(Palette::QUIET, words).to_string());
    }
    text
}

fn named(element: &Element) -> String {
    match &element.name {
        Some(name) => format!("{} “{name}”", element.kind),
        None => format!("{} {}", element.kind, element.id),
    }
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
    format!("{} {} → {}", change.field, shown(&change.from), shown(&change.to))
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
