//! The answer for people.

use peak_end::ParameterValue;

use super::{CANDIDATES, Entry, FEATURES};
use crate::terminal::{Align, Line, Palette, Table, width, wrap, wrap_hanging};

/// Every model in a few words, and what else can be compared.
pub(super) fn table(entries: &[Entry], width: usize) -> String {
    use Align::Left;
    let mut table = Table::new(&[("model", Left), ("unit", Left), ("monotone", Left)]);
    for entry in entries {
        table.row(vec![
            Line::new(Palette::STRONG, entry.card.name),
            Line::plain(entry.model.unit().name().replace('_', " ")),
            Line::plain(if entry.model.is_monotone() { "yes" } else { "no" }),
        ]);
        table.note(first_sentence(entry.card.about).to_owned());
        let parameters: Vec<String> = entry
            .card
            .parameters
            .iter()
            .map(|one| marked(entry, one.name))
            .collect();
        if !parameters.is_empty() {
            table.note(format!("parameters: {}", parameters.join(", ")));
        }
    }
    let mut text = table.render(width);
    text.push_str(&paragraph(
        "* `fit` can fit it. A score is on the scale of the blueprint, so that models can be compared; monotone: raising a score \
         never makes the value worse. `blueprint models NAME` tells the formula, sources, limits and what parameters mean.",
        width,
    ));
    text.push_str(&listed(
        "What else regressions know of an episode (features)",
        &FEATURES,
        width,
    ));
    text.push_str(&listed("What `fit --models` can compare", &CANDIDATES, width));
    text.push_str(&paragraph(
        "Features are models, with parameters or without, and those above; `+` stands between them.",
        width,
    ));
    text
}

/// One model in full.
pub(super) fn one(entry: &Entry, columns: usize) -> String {
    let card = entry.card;
    let mut text = Line::new(Palette::STRONG, card.name).to_string();
    text.extend(
        wrap(card.about, columns)
            .into_iter()
            .map(|line| Line::plain(line).to_string()),
    );
    text.push('\n');
    let unit = entry.model.unit();
    for (label, words) in [
        ("formula", card.formula),
        ("unit", &unit.to_string()),
        ("range", card.range),
        ("monotone", card.monotone),
        ("source", card.source),
        ("limits", card.limits),
    ] {
        text.push_str(&hanging(label, words, LABEL, columns));
    }
    if !card.parameters.is_empty() {
        text.push_str(&heading("Parameters"));
        for parameter in card.parameters {
            let value = match entry.value(parameter.name) {
                Some(ParameterValue::Number(number)) => shown(number),
                Some(ParameterValue::Rule(rule)) => rule.to_owned(),
                None => "–".to_owned(),
            };
            let fitted = if entry.fitted.contains(&parameter.name) {
                "; `fit` can fit it"
            } else {
                ""
            };
            let words = format!("{}: {}{fitted}", parameter.meaning, parameter.allowed);
            text.push_str(&Line::plain(format!("{} = {value}", parameter.name)).to_string());
            text.extend(
                wrap_hanging(&words, columns, "  ", "  ")
                    .into_iter()
                    .map(|line| Line::new(Palette::QUIET, line).to_string()),
            );
        }
    }
    let candidates: Vec<String> = entry.candidates().iter().map(|text| format!("`{text}`")).collect();
    text.push_str(&paragraph(
        &format!("`fit --models` takes it as {}.", candidates.join(", ")),
        columns,
    ));
    text
}

/// The columns of labels, with a gap.
const LABEL: usize = 10;

/// The columns of texts before what they are, with a gap.
const TEXT: usize = 26;

fn heading(words: &str) -> String {
    format!("\n{}", Line::new(Palette::STRONG, words))
}

fn listed(title: &str, list: &[(&str, &str)], columns: usize) -> String {
    let lines = list.iter().map(|(text, about)| hanging(text, about, TEXT, columns));
    std::iter::once(heading(title)).chain(lines).collect()
}

/// A label, and words beside it that hang below each other.
fn hanging(label: &str, words: &str, at: usize, columns: usize) -> String {
    let label = format!("{label}{}", " ".repeat(at.saturating_sub(width(label)).max(1)));
    let lines = wrap_hanging(words, columns, &" ".repeat(at), &" ".repeat(at));
    let lines = lines.into_iter().enumerate().map(|(number, line)| match number {
        0 => Line::new(Palette::QUIET, label.clone())
            .and(Palette::CURVE, line.trim_start())
            .to_string(),
        _ => Line::plain(line).to_string(),
    });
    lines.collect()
}

fn paragraph(words: &str, columns: usize) -> String {
    let lines = wrap(words, columns).into_iter();
    let lines = lines.map(|line| Line::new(Palette::QUIET, line).to_string());
    std::iter::once("\n".to_owned()).chain(lines).collect()
}

/// The first sentence, without its full stop.
fn first_sentence(about: &str) -> &str {
    let sentence = about.split_once(". ").map_or(about, |(first, _)| first);
    sentence.trim_end_matches('.')
}

fn marked(entry: &Entry, name: &str) -> String {
    let mark = if entry.fitted.contains(&name) { "*" } else { "" };
    format!("{name}{mark}")
}

/// A number to three decimals, as ⅓ is written.
fn shown(number: f64) -> String {
    ((number * 1000.0).round() / 1000.0).to_string()
}
