//! The answer for people.

use peak_end::Failure;
use service_blueprint::document::Role;
use service_blueprint::{Activity, Touchpoint};

use super::Answer;
use crate::output::Output;
use crate::terminal::{Align, Line, Palette, Table, column, column_change, counted, score, wrap};

/// So many rows of a table are shown; programs get all.
const ROWS: usize = 20;

/// So many names are told in a sentence, and the others counted.
const NAMES: usize = 4;

/// Losses that are as close as this are the same but for rounding.
const SAME: f64 = 1e-9;

/// The answer, at most as wide as the output.
pub(super) fn words(answer: &Answer<'_>, output: &Output) -> String {
    let width = output.width;
    let mut text = said(answer.blueprint.name(), width);
    let Some(now) = answer.impact.remembered else {
        text.push_str(&paragraph(
            "Nobody scored a touchpoint, so no failure is remembered.",
            width,
        ));
        return text;
    };
    let activities = ranked(&answer.impact.activities, |activity| activity.lane() != Role::Customer);
    if answer.options.activity.is_some() {
        for failed in &answer.impact.activities {
            text.push_str(&said(&one(answer, failed, now), width));
            text.push_str(&segments(failed, answer, width));
        }
    } else {
        let (sentence, costliest) = costliest(answer, &activities, now);
        text.push_str(&said(&sentence, width));
        if let Some(failed) = costliest {
            text.push_str(&segments(failed, answer, width));
        }
        text.push_str(&activity_table(&activities, width));
        text.push_str(&actor_table(answer, width));
        text.push_str(&evidence_table(answer, width));
    }
    text.push_str(&reached_worst(answer, width));
    if !output.quiet {
        text.push_str(&remarks(answer, width));
    }
    text
}

/// A sentence that matters most.
fn said(words: &str, width: usize) -> String {
    let lines = wrap(words, width).into_iter();
    lines.map(|line| Line::new(Palette::STRONG, line).to_string()).collect()
}

fn paragraph(words: &str, width: usize) -> String {
    let lines = wrap(words, width).into_iter().map(|line| Line::plain(line).to_string());
    std::iter::once("\n".to_owned()).chain(lines).collect()
}

fn quiet(words: &str, width: usize) -> String {
    let lines = wrap(words, width).into_iter();
    let lines = lines.map(|line| Line::new(Palette::QUIET, line).to_string());
    std::iter::once("\n".to_owned()).chain(lines).collect()
}

fn heading(words: &str) -> String {
    format!("\n{}", Line::new(Palette::STRONG, words))
}

/// What fails, the costliest in memory first; what costs the same stays in document order.
fn ranked<'a, 'b, T: Copy>(failures: &'a [Failure<'b, T>], wanted: impl Fn(T) -> bool) -> Vec<&'a Failure<'b, T>> {
    let mut ranked: Vec<&Failure<'b, T>> = failures.iter().filter(|failed| wanted(failed.of)).collect();
    let loss = |failed: &Failure<'b, T>| (failed.loss.unwrap_or(0.0) / SAME).round();
    ranked.sort_by(|a, b| loss(b).total_cmp(&loss(a)));
    ranked
}

fn is_hidden(activity: Activity<'_>) -> bool {
    matches!(activity.lane(), Role::Backstage | Role::Support)
}

/// Names in a row: `“a”`, `“a” and “b”`, `“a”, “b” and 5 more`.
fn names<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let count = names.len();
    let shown = if count > NAMES { NAMES - 1 } else { count };
    let mut parts: Vec<String> = names.take(shown).map(|name| format!("“{name}”")).collect();
    if count > shown {
        parts.push(format!("{} more", count - shown));
    }
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() {
        return last;
    }
    format!("{} and {last}", parts.join(", "))
}

fn touchpoint_names(touchpoints: &[Touchpoint<'_>]) -> String {
    names(touchpoints.iter().map(|touchpoint| touchpoint.name()))
}

/// An activity with who does it.
fn described(activity: Activity<'_>) -> String {
    let lane = activity.lane().key();
    match activity.actor() {
        Some(actor) => format!("“{}” ({}, {lane})", activity.does(), actor.name()),
        None => format!("“{}” ({lane})", activity.does()),
    }
}

/// Points of a scale.
fn points(by: f64) -> String {
    match score(by).as_str() {
        "1" => "1 point".to_owned(),
        points => format!("{points} points"),
    }
}

/// How bad a failure is, and what it does to memory.
fn fall(answer: &Answer<'_>, failed: &Failure<'_, Activity<'_>>, now: f64) -> String {
    let moments = match failed.touchpoints.len() {
        1 => "that moment",
        _ => "those moments",
    };
    let how = match answer.options.by {
        Some(by) => format!("If it fails and costs {moments} {}", points(by)),
        None => format!("If it fails and spoils {moments}"),
    };
    let then = failed.remembered.unwrap_or(now);
    if failed.loss.is_some_and(|loss| loss < SAME) {
        return format!("{how}, customers remember {} as they do now.", score(then));
    }
    format!("{how}, customers remember {} instead of {}.", score(then), score(now))
}

/// What one activity carries.
fn one(answer: &Answer<'_>, failed: &Failure<'_, Activity<'_>>, now: f64) -> String {
    let activity = described(failed.of);
    if failed.touchpoints.is_empty() {
        let unscored = match failed.unscored.len() {
            0 => "no touchpoint".to_owned(),
            _ => format!("only {}, which nobody scored", touchpoint_names(&failed.unscored)),
        };
        return format!("{activity} carries {unscored}, so what its failure costs in memory is not known.");
    }
    format!(
        "{activity} carries {}. {}",
        touchpoint_names(&failed.touchpoints),
        fall(answer, failed, now)
    )
}

/// The hidden activity whose failure costs most in memory.
fn costliest<'a, 'b>(
    answer: &Answer<'_>,
    activities: &[&'a Failure<'b, Activity<'b>>],
    now: f64,
) -> (String, Option<&'a Failure<'b, Activity<'b>>>) {
    let hidden: Vec<&'a Failure<'b, Activity<'b>>> = activities
        .iter()
        .copied()
        .filter(|failed| is_hidden(failed.of))
        .collect();
    let Some(&first) = hidden.first() else {
        let words = "No activity stands backstage or in support, so nothing hidden carries this memory.";
        return (words.to_owned(), None);
    };
    let loss = first.loss.unwrap_or(0.0);
    if loss < SAME {
        let words = "No hidden activity carries a touchpoint whose fall would be remembered.";
        return (words.to_owned(), None);
    }
    let same: Vec<&str> = hidden[1..]
        .iter()
        .filter(|other| other.loss.is_some_and(|other| loss - other < SAME))
        .map(|other| other.of.does())
        .collect();
    let also = match same.len() {
        0 => String::new(),
        _ => format!(" {} would cost as much.", names(same.into_iter())),
    };
    let words = format!(
        "Of what customers never see, memory hangs most on {}: it carries {}. {}{also}",
        described(first.of),
        touchpoint_names(&first.touchpoints),
        fall(answer, first, now)
    );
    (words, Some(first))
}

fn number(value: Option<f64>) -> Line {
    value.map_or_else(|| Line::new(Palette::QUIET, "–"), |value| Line::plain(column(value)))
}

/// A loss as the change that it is.
fn lost(loss: Option<f64>) -> Line {
    match loss {
        Some(loss) if loss > 0.005 => Line::new(Palette::BAD, column_change(-loss)),
        Some(loss) => Line::plain(column_change(-loss)),
        None => Line::new(Palette::QUIET, "–"),
    }
}

/// What each segment loses by a failure, where there are several.
fn segments<T>(failed: &Failure<'_, T>, answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    if failed.segments.len() < 2 || failed.touchpoints.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&[
        ("", Left),
        ("remembered\nnow", Right),
        ("\nif it fails", Right),
        ("\nchange", Right),
    ]);
    let now = &answer.impact;
    let everyone = [("everyone", now.remembered, failed.remembered, failed.loss)];
    let each = now.segments.iter().zip(&failed.segments);
    let each = each.map(|(now, then)| (now.segment.name(), now.remembered, then.remembered, then.loss));
    for (name, now, then, loss) in everyone.into_iter().chain(each) {
        table.row(vec![Line::plain(name), number(now), number(then), lost(loss)]);
    }
    format!("\n{}", table.render(width))
}

/// The columns that every table ends with.
const LAST: [(&str, Align); 3] = [
    ("scored\ntouchpoints", Align::Right),
    ("remembered\nif it fails", Align::Right),
    ("change", Align::Right),
];

fn last<T>(failed: &Failure<'_, T>) -> [Line; 3] {
    // What carries nothing scored costs nothing that is known, which is not nothing.
    let is_known = !failed.touchpoints.is_empty();
    [
        Line::plain(failed.touchpoints.len().to_string()),
        number(failed.remembered.filter(|_| is_known)),
        lost(failed.loss.filter(|_| is_known)),
    ]
}

/// A table under its heading, with what was left out of it.
fn titled(title: &str, table: &Table, rows: usize, width: usize) -> String {
    if rows == 0 {
        return String::new();
    }
    let mut text = format!("{}{}", heading(title), table.render(width));
    if rows > ROWS {
        let words = format!("and {} more; `--format json` lists all", rows - ROWS);
        text.push_str(&Line::new(Palette::QUIET, words).to_string());
    }
    text
}

fn activity_table(activities: &[&Failure<'_, Activity<'_>>], width: usize) -> String {
    let heads = [&[("", Align::Left), ("lane", Align::Left)], &LAST[..]].concat();
    let mut table = Table::new(&heads);
    for failed in activities.iter().take(ROWS) {
        let activity = failed.of;
        let name = match activity.actor() {
            Some(actor) if actor.name() != activity.does() => format!("{}: {}", actor.name(), activity.does()),
            _ => activity.does().to_owned(),
        };
        let lane = Line::new(Palette::lane(activity.lane()), activity.lane().key());
        table.row([vec![Line::plain(name), lane], last(failed).to_vec()].concat());
    }
    titled("Activities", &table, activities.len(), width)
}

fn actor_table(answer: &Answer<'_>, width: usize) -> String {
    let acting = ranked(&answer.impact.actors, |actor| actor.roles() != [Role::Customer]);
    let heads = [&[("", Align::Left), ("", Align::Left)], &LAST[..]].concat();
    let mut table = Table::new(&heads);
    for failed in acting.iter().take(ROWS) {
        let partner = if failed.of.is_partner() { "partner" } else { "" };
        let first = vec![Line::plain(failed.of.name()), Line::new(Palette::QUIET, partner)];
        table.row([first, last(failed).to_vec()].concat());
    }
    titled("Actors, if all that they do fails", &table, acting.len(), width)
}

fn evidence_table(answer: &Answer<'_>, width: usize) -> String {
    let shown = ranked(&answer.impact.evidence, |_| true);
    let heads = [&[("", Align::Left)], &LAST[..]].concat();
    let mut table = Table::new(&heads);
    for failed in shown.iter().take(ROWS) {
        table.row([vec![Line::plain(failed.of.name())], last(failed).to_vec()].concat());
    }
    titled("Evidence", &table, shown.len(), width)
}

/// Which touchpoints had fewer points to fall than they should.
fn reached_worst(answer: &Answer<'_>, width: usize) -> String {
    let impact = &answer.impact;
    let activities = impact.activities.iter().map(|failed| &failed.reached_worst);
    let actors = impact.actors.iter().map(|failed| &failed.reached_worst);
    let evidence = impact.evidence.iter().map(|failed| &failed.reached_worst);
    let mut found: Vec<Touchpoint<'_>> = activities.chain(actors).chain(evidence).flatten().copied().collect();
    found.sort_by_key(|touchpoint| touchpoint.position());
    found.dedup_by_key(|touchpoint| touchpoint.position());
    let (Some(by), false) = (answer.options.by, found.is_empty()) else {
        return String::new();
    };
    let (have, fall) = match found.len() {
        1 => ("has", "falls"),
        _ => ("have", "fall"),
    };
    let words = format!(
        "{} {have} fewer than {} to fall before worst, and {fall} to worst only: {}.",
        counted(found.len(), "touchpoint"),
        points(by),
        touchpoint_names(&found)
    );
    paragraph(&words, width)
}

fn remarks(answer: &Answer<'_>, width: usize) -> String {
    let scale = answer.impact.scale;
    let how = match answer.options.by {
        Some(by) => format!("falls by {}", points(by)),
        None => format!("falls to worst ({})", score(scale.worst())),
    };
    let mut words = format!(
        "Every scored touchpoint that needs what fails {how}, at every visit; ways stay as they are. Remembered \
         is half the peak and half the end, exactly, over all ways through."
    );
    if answer.options.activity.is_none() {
        words.push_str(
            " Costs do not add up: two failures may spoil the same peak. What customers do themselves is left out \
             here; `--format json` has it.",
        );
    }
    quiet(&words, width)
}
