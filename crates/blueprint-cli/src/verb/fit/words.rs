//! The answer for people.

mod plot;

use std::path::Path;

use blueprint_report::Language;
use peak_end_fit::{Compared, Comparison, Information, Interval, OrderOfMoments, Outcome};

use super::{Answer, data};
use crate::output::Output;
use crate::terminal::{Align, Line, Palette, Table, chance, column, counted, fine, fine_change, small, wrap_hanging};
use crate::verb::cells::heading;
use plot::Plot;

/// So many weights of a regression are told; the files have all. Chosen.
const MOST_WEIGHTS: usize = 20;

/// The answer, at most as wide as the output.
pub(super) fn words(answer: &Answer, output: &Output) -> String {
    let width = output.width;
    let comparison = &answer.comparison;
    let ranked = ranked(comparison);
    let mut text = data::report_words(&answer.data, width);
    text.push_str(data::findings_words(&answer.data.findings, width).trim_end());
    text.push('\n');
    text.push_str(&scores(comparison, &ranked, width));
    text.push_str(&differences(comparison, &ranked, width));
    text.push_str(&parameters(&ranked, width));
    text.push_str(&weights(&ranked, width));
    text.push_str(&effects(comparison, width));
    text.push_str(&order(answer, width));
    text.push_str(&verdict(answer, width));
    text.push_str(&left_out(comparison, width));
    if !output.quiet {
        text.push_str(&written(answer, width));
    }
    text
}

/// The models from best to worst by the main score.
fn ranked(comparison: &Comparison) -> Vec<&Compared> {
    let mut ranked: Vec<&Compared> = comparison.models.iter().collect();
    ranked.sort_by(|one, other| match comparison.outcome {
        Outcome::Rating => other.main.value.total_cmp(&one.main.value),
        Outcome::Binary => one.main.value.total_cmp(&other.main.value),
    });
    ranked
}

fn name(model: &Compared) -> Line {
    let name = model.candidate.to_string();
    match model.candidate.is_baseline() {
        true => Line::new(Palette::EXPECTED, name).and(Palette::QUIET, " (baseline)"),
        false => Line::plain(name),
    }
}

fn interval(found: &Interval) -> String {
    format!("[{}, {}]", fine(found.low), fine(found.high))
}

fn figure(value: Option<f64>) -> Line {
    value.map_or_else(|| Line::new(Palette::QUIET, "–"), |value| Line::plain(fine(value)))
}

fn paragraph(words: &str, width: usize) -> String {
    let lines = wrap_hanging(words, width, "", "").into_iter();
    lines.map(|line| Line::new(Palette::QUIET, line).to_string()).collect()
}

/// Every model's scores on episodes that it was not fitted on.
fn scores(comparison: &Comparison, ranked: &[&Compared], width: usize) -> String {
    let is_rating = comparison.outcome == Outcome::Rating;
    let mut text = heading("How well each model predicts episodes that it was not fitted on");
    let (main, second, third) = match is_rating {
        true => ("R²", "RMSE", "MAE"),
        false => ("log-loss", "AUC", "R²"),
    };
    let mut table = Table::new(&[
        ("model", Align::Left),
        (main, Align::Right),
        ("95 % interval", Align::Right),
        (second, Align::Right),
        (third, Align::Right),
        ("Spearman", Align::Right),
        ("AICc\nweight", Align::Right),
    ]);
    for model in ranked {
        let scores = &model.scores;
        let (second, third) = match is_rating {
            true => (Line::plain(column(scores.rmse)), Line::plain(column(scores.mae))),
            false => (figure(scores.auc), figure(Some(scores.r2))),
        };
        table.row(vec![
            name(model),
            Line::new(Palette::STRONG, fine(model.main.value)),
            Line::new(Palette::QUIET, interval(&model.main)),
            second,
            third,
            figure(scores.spearman),
            figure(
                model
                    .information
                    .as_ref()
                    .and_then(|found: &Information| found.aicc_weight),
            ),
        ]);
    }
    text.push_str(&table.render(width));
    text
}

/// Every model against the mean, on the same episodes.
fn differences(comparison: &Comparison, ranked: &[&Compared], width: usize) -> String {
    let mut others: Vec<&Compared> = ranked.iter().copied().filter(|model| !is_mean(model)).collect();
    others.sort_by(|one, other| other.to_mean.value.total_cmp(&one.to_mean.value));
    if others.is_empty() {
        return String::new();
    }
    let mut text = heading(match comparison.outcome {
        Outcome::Rating => "Better or worse than the mean, in R²",
        Outcome::Binary => "Better or worse than the mean, in log-loss",
    });
    let shown = others.iter().filter(|model| !model.candidate.is_baseline());
    let plot = Plot::new(shown.map(|model| model.to_mean));
    let mut table = Table::new(&[
        ("model", Align::Left),
        ("← worse   better →", Align::Left),
        ("difference", Align::Right),
        ("95 % interval", Align::Right),
        ("", Align::Left),
    ]);
    for model in others {
        let found = &model.to_mean;
        let (style, mark) = match model {
            model if model.is_ahead() => (Palette::GOOD, "▲"),
            model if model.is_behind() => (Palette::BAD, "▼"),
            _ => (Palette::CURVE, ""),
        };
        table.row(vec![
            name(model),
            Line::new(style, plot.row(found, !mark.is_empty())),
            Line::new(style, fine_change(found.value)),
            Line::new(
                Palette::QUIET,
                format!("[{}, {}]", fine_change(found.low), fine_change(found.high)),
            ),
            Line::new(style, mark),
        ]);
    }
    text.push_str(&table.render(width));
    let caption = "▲ and ▼: the 95 % interval leaves out 0.000; all others cannot be told from the mean.";
    text + &paragraph(caption, width)
}

fn is_mean(model: &Compared) -> bool {
    model.candidate == peak_end_fit::Candidate::mean()
}

fn parameters(ranked: &[&Compared], width: usize) -> String {
    let mut table = Table::new(&[
        ("model", Align::Left),
        ("parameter", Align::Left),
        ("value", Align::Right),
        ("95 % interval", Align::Right),
    ]);
    let mut some = false;
    for model in ranked {
        for parameter in &model.fit.parameters {
            some = true;
            let found = &parameter.value;
            table.row(vec![
                name(model),
                Line::plain(parameter.name),
                Line::plain(small(found.value)),
                Line::new(Palette::QUIET, format!("[{}, {}]", small(found.low), small(found.high))),
            ]);
            if parameter.at_bound {
                table.note(format!(
                    "{} stands at the end of what was tried: the data do not say how far it goes",
                    parameter.name
                ));
            }
        }
    }
    match some {
        true => heading("Fitted parameters") + &table.render(width),
        false => String::new(),
    }
}

/// The weights of the best regression on several things.
fn weights(ranked: &[&Compared], width: usize) -> String {
    // Weights under a penalty have no errors, and say little by themselves.
    let is_told = |model: &&&Compared| model.fit.coefficients.len() > 2 && model.fit.penalty.is_none();
    let Some(model) = ranked.iter().find(is_told) else {
        return String::new();
    };
    let mut text = heading(&format!("Weights of {}, fitted to all episodes", model.candidate));
    let mut table = Table::new(&[
        ("", Align::Left),
        ("weight", Align::Right),
        ("robust error", Align::Right),
        ("95 % interval", Align::Right),
        ("p", Align::Right),
    ]);
    for weight in model.fit.coefficients.iter().take(MOST_WEIGHTS) {
        let interval = weight.interval;
        table.row(vec![
            Line::plain(weight.name.clone()),
            figure(weight.estimate),
            figure(weight.cluster_error),
            Line::new(
                Palette::QUIET,
                interval.map_or("–".to_owned(), |(low, high)| {
                    format!("[{}, {}]", fine(low), fine(high))
                }),
            ),
            Line::plain(weight.p.map_or("–".to_owned(), chance)),
        ]);
        if weight.estimate.is_none() {
            table.note("cannot be told from the others".to_owned());
        }
    }
    text.push_str(&table.render(width));
    let more = model.fit.coefficients.len().saturating_sub(MOST_WEIGHTS);
    if more > 0 {
        text.push_str(&paragraph(&format!("and {more} more; --out writes all of them"), width));
    }
    text
}

fn effects(comparison: &Comparison, width: usize) -> String {
    if comparison.effects.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&[
        ("feature", Align::Left),
        ("r", Align::Right),
        ("95 % interval", Align::Right),
        ("r given the mean", Align::Right),
    ]);
    for effect in &comparison.effects {
        let interval = effect.interval.map_or("–".to_owned(), |(low, high)| {
            format!("[{}, {}]", fine(low), fine(high))
        });
        table.row(vec![
            Line::plain(effect.feature.clone()),
            figure(effect.r),
            Line::new(Palette::QUIET, interval),
            figure(effect.partial_r),
        ]);
    }
    let note = "Intervals take episodes as independent; with several episodes per person they are too narrow.";
    heading("Single features: correlation with what was remembered") + &table.render(width) + &paragraph(note, width)
}

/// The test of order in a sentence.
fn order(answer: &Answer, width: usize) -> String {
    let Some(test) = &answer.comparison.order else {
        return String::new();
    };
    let mut words = Language::English.order_says(test.gain, test.shuffled, test.p);
    if answer.order == OrderOfMoments::Imposed {
        words = format!("{words} {}", Language::English.order_imposed());
    }
    let lines = wrap_hanging(&words, width, "", "").into_iter();
    let lines = lines.map(|line| Line::plain(line).to_string());
    heading("Does the order of moments matter?") + &lines.collect::<String>()
}

fn verdict(answer: &Answer, width: usize) -> String {
    let mut text = heading("Verdict");
    let opening = answer.statements.iter().position(|statement| !statement.is_caution);
    for (number, statement) in answer.statements.iter().enumerate() {
        let (style, mark) = match (number, statement.is_caution) {
            (0, true) => (Palette::BAD, "! "),
            (_, true) => (Palette::EVIDENCE, "! "),
            (_, false) if Some(number) == opening => (Palette::STRONG, ""),
            (_, false) => (Palette::CURVE, ""),
        };
        let lines = wrap_hanging(&statement.text, width, mark, if mark.is_empty() { "" } else { "  " });
        text.extend(lines.into_iter().map(|line| Line::new(style, line).to_string()));
    }
    text
}

fn left_out(comparison: &Comparison, width: usize) -> String {
    if comparison.left_out.is_empty() {
        return String::new();
    }
    let mut text = heading("Left out");
    for one in &comparison.left_out {
        let lines = wrap_hanging(&format!("{}: {}", one.candidate, one.reason), width, "", "  ");
        text.extend(lines.into_iter().map(|line| Line::plain(line).to_string()));
    }
    text
}

/// What was written: files by name, those of the folder of results together.
fn written(answer: &Answer, width: usize) -> String {
    if answer.written.is_empty() {
        return String::new();
    }
    let folder = answer.folder.as_deref();
    let is_apart = |path: &&String| folder.is_none_or(|folder| Path::new(path).parent() != Some(folder));
    let mut parts: Vec<String> = answer.written.iter().filter(is_apart).cloned().collect();
    if let Some(folder) = folder {
        let count = answer.written.len() - parts.len();
        parts.push(format!("{} in {}", counted(count, "file"), folder.display()));
    }
    let lines = wrap_hanging(&format!("wrote {}", parts.join(", ")), width, "", "  ").into_iter();
    "\n".to_owned() + &lines.map(|line| Line::plain(line).to_string()).collect::<String>()
}
