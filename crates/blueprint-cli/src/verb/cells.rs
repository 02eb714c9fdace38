//! Cells and lines that answers about two states of a service share.

use peak_end::{Attribution, Outlook};
use service_blueprint::{Blueprint, Scale};

use crate::terminal::{Line, Palette, column, column_change, percent, wrap_hanging};

/// A heading, with an empty line before it.
pub(super) fn heading(words: &str) -> String {
    format!("\n{}", Line::new(Palette::STRONG, words))
}

/// A score, or a dash where there is none.
pub(super) fn number(value: Option<f64>) -> Line {
    value.map_or_else(nothing, |value| Line::plain(column(value)))
}

/// A probability, or a dash where there is none.
pub(super) fn share(value: Option<f64>) -> Line {
    value.map_or_else(nothing, |value| Line::plain(percent(value)))
}

/// A difference, positive towards best.
pub(super) fn moved(scale: Scale, from: Option<f64>, to: Option<f64>) -> Line {
    match from.zip(to) {
        Some((from, to)) => gained(scale.gain(from, to)),
        None => nothing(),
    }
}

/// A gain in points, coloured by whether it is one.
pub(super) fn gained(gain: f64) -> Line {
    let style = match gain {
        gain if gain > 0.005 => Palette::GOOD,
        gain if gain < -0.005 => Palette::BAD,
        _ => anstyle::Style::new(),
    };
    Line::new(style, column_change(gain))
}

fn nothing() -> Line {
    Line::new(Palette::QUIET, "–")
}

/// A touchpoint by name, with the share of journeys.
pub(super) fn attributed(blueprint: &Blueprint, found: &Attribution) -> String {
    let id = found.touchpoint.as_str();
    let name = blueprint.touchpoint(id).map_or(id, |touchpoint| touchpoint.name());
    format!("“{name}” ({})", percent(found.share))
}

/// Peak, trough and end before and after, a line or two each.
pub(super) fn moments(before: (&Blueprint, &Outlook), after: (&Blueprint, &Outlook), width: usize) -> String {
    let parts = [
        ("peak", &before.1.peak, &after.1.peak),
        ("trough", &before.1.trough, &after.1.trough),
        ("end", &before.1.end, &after.1.end),
    ];
    let name = |blueprint: &Blueprint, found: &Option<Attribution>| match found {
        Some(found) => attributed(blueprint, found),
        None => "–".to_owned(),
    };
    let mut text = heading("The moments that make it, most often (share of journeys)");
    for (part, was, is) in parts {
        let words = format!("{part:<7} {} → {}", name(before.0, was), name(after.0, is));
        let lines = wrap_hanging(&words, width, "", "        ").into_iter();
        text.extend(lines.map(|line| Line::plain(line).to_string()));
    }
    text
}
