//! What was simulated, for people and for programs.

use std::path::Path;

use peak_end_fit::{Outcome, Simulated, Truth};
use serde_json::{Value, json};

use super::Arguments;
use crate::json;
use crate::terminal::{Line, Palette, counted, percent, score, wrap};

/// The answer for programs.
pub(super) fn answer(simulated: &Simulated, arguments: &Arguments, file: &Path) -> Value {
    let truth = &simulated.truth;
    json!({
        "written": [file.display().to_string()],
        "rule": arguments.model.trim(),
        "intercept": json::number(truth.intercept),
        "slope": json::number(truth.slope),
        "noise": json::number(truth.noise),
        "r2": json::maybe(truth.r2),
        "people": truth.options.people,
        "episodes": simulated.episodes.count(),
        "moments": truth.moments,
        "missing": truth.missing,
        "cut_moments": truth.cut_moments,
        "cut_overall": truth.cut_overall,
        "seed": truth.options.seed,
        "fit": fit(truth, file),
    })
}

/// The answer for people.
pub(super) fn words(simulated: &Simulated, arguments: &Arguments, file: &Path, width: usize) -> String {
    let truth = &simulated.truth;
    let mut lines = vec![format!(
        "{} of {}, {} in all.",
        counted(simulated.episodes.count(), "episode"),
        people(truth.options.people),
        counted(truth.moments, "moment"),
    )];
    lines.push(format!(
        "They remember by {}: {}.",
        arguments.model.trim(),
        remembering(truth)
    ));
    let share = |part: usize, of: usize| percent(part as f64 / of as f64);
    let mut remarks = Vec::new();
    if truth.missing > 0 {
        remarks.push(format!(
            "{} of the moments have no rating",
            share(truth.missing, truth.moments)
        ));
    }
    if truth.cut_moments > 0 {
        let part = share(truth.cut_moments, truth.moments);
        remarks.push(format!("{part} were felt beyond an end of the scale and stand at it"));
    }
    if truth.cut_overall > 0 {
        let part = share(truth.cut_overall, simulated.episodes.count());
        remarks.push(format!("{part} of the overall ratings stand at an end of theirs"));
    }
    if !remarks.is_empty() {
        lines.push(format!("{}.", remarks.join("; ")));
    }
    let mut text = Line::new(Palette::STRONG, format!("wrote {}", file.display())).to_string();
    for line in lines {
        text.extend(wrap(&line, width).into_iter().map(|line| Line::plain(line).to_string()));
    }
    // A command is not wrapped, so that it can be copied.
    text.push_str(&format!("next: {}\n", fit(truth, file)));
    text
}

fn people(count: usize) -> String {
    match count {
        1 => "1 person".to_owned(),
        _ => format!("{count} people"),
    }
}

/// How what the rule says becomes an overall rating.
fn remembering(truth: &Truth) -> String {
    let sum = format!("{} + {}·R", score(truth.intercept), score(truth.slope));
    let effect = match truth.options.person_effect {
        0.0 => String::new(),
        sd => format!(", people’s own effect with a standard deviation of {}", score(sd)),
    };
    match (truth.options.outcome, truth.r2) {
        (Outcome::Binary, _) => format!("the odds of a yes have the logarithm {sum}{effect}"),
        (Outcome::Rating, r2) => {
            let explained = r2.map_or_else(String::new, |r2| {
                format!(", so that R² is {r2:.3} for who knows the rule")
            });
            format!(
                "{sum}{effect}, noise with a standard deviation of {}{explained}",
                score(truth.noise)
            )
        }
    }
}

/// The command that fits models to the file.
fn fit(truth: &Truth, file: &Path) -> String {
    let scale = truth.options.scale;
    let outcome = match truth.options.outcome {
        Outcome::Binary => " --outcome binary",
        Outcome::Rating => "",
    };
    format!(
        "blueprint fit {} --scale {},{},{}{outcome}",
        quoted(&file.display().to_string()),
        scale.worst(),
        scale.neutral(),
        scale.best()
    )
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "/._-".contains(sign);
    match name.chars().all(is_plain) {
        true => name.to_owned(),
        false => format!("'{}'", name.replace('\'', "'\\''")),
    }
}
