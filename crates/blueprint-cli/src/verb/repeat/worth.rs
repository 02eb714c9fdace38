//! What options are still worth in later journeys, for people.

use peak_end::{Episode, Worth};

use super::Change;
use super::words::{SAME, changed, left_for_last, named, number, peak, points, rows};
use crate::terminal::{Align, Line, Palette, Table, percent};

/// The names of the options, as they are written.
fn options(change: &Change<'_>) -> String {
    let written = change.blueprint.options();
    let names: Vec<&str> = change
        .options
        .iter()
        .map(|id| {
            let option = written.iter().find(|option| option.id == id.as_str());
            option.and_then(|option| option.name.as_deref()).unwrap_or(id.as_str())
        })
        .collect();
    named(names.into_iter())
}

/// What the options are worth in the first journey, in the last, and on average.
pub(super) fn sentence(change: &Change<'_>) -> String {
    let (name, episodes) = (change.blueprint.name(), &change.found.episodes);
    let worth = |at: usize| episodes.get(at).and_then(|worth| worth.remembered);
    let count = episodes.len();
    let found = worth(0)
        .zip(worth(count.wrapping_sub(1)))
        .zip(change.found.mean.remembered);
    let Some(((first, last), mean)) = found else {
        return format!(
            "{name}: before or after, nobody scores a touchpoint, so what {} is worth in memory is not known.",
            options(change)
        );
    };
    let with = format!("{name}: with {} customers remember", options(change));
    let is_nothing = |worth: &Worth| worth.remembered.is_none_or(|points| points.abs() < SAME);
    if episodes.iter().all(is_nothing) {
        return match count {
            1 => format!("{with} their first journey as they do now."),
            _ => format!("{with} each of their {count} journeys as they do now."),
        };
    }
    let first_journey = format!("{with} their first journey {}", better(first));
    if count == 1 {
        return format!("{first_journey}.");
    }
    format!(
        "{first_journey}, journey {count} {}, and all {count} on average {}.{}",
        better(last),
        better(mean),
        left(first, last, count)
    )
}

fn better(by: f64) -> String {
    let which = if by > 0.0 { "better" } else { "worse" };
    match by.abs() {
        by if by < SAME => "as they do now".to_owned(),
        // What is something should not be told as 0.
        by if by < 0.005 => format!("less than 0.01 points {which}"),
        by => format!("{} {which}", points(by)),
    }
}

/// What stands for the options in a sentence.
fn pronoun(change: &Change<'_>) -> &'static str {
    if change.options.len() == 1 { "it" } else { "them" }
}

/// How much of what options are worth at first is left in the end.
fn left(first: f64, last: f64, count: usize) -> String {
    if first < SAME || last < -SAME {
        return String::new();
    }
    match last - first {
        grown if grown > SAME => {
            " That is more in the end than at first: what it is compared with wears off.".to_owned()
        }
        lost if lost > -SAME => " Nothing of that wears off.".to_owned(),
        _ if last < SAME => format!(" Nothing of what is gained at first is left in journey {count}."),
        _ => format!(
            " Of what is gained at first, {} is left in journey {count}.",
            percent(last / first)
        ),
    }
}

/// The journeys one below the other, and their mean.
pub(super) fn journeys(change: &Change<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let (then, peak_then) = (
        format!("\nwith {}", pronoun(change)),
        format!("peak most often with {}", pronoun(change)),
    );
    let heads = [
        ("journey", Right),
        ("remembered\nnow", Right),
        (&then, Right),
        ("worth", Right),
        ("of the\nfirst", Right),
        (&peak_then, Left),
    ];
    let columns = left_for_last(&heads, width);
    let mut table = Table::new(&heads);
    let found = &change.found;
    let first = found.episodes.first().and_then(|worth| worth.remembered);
    for row in rows(found.episodes.len()) {
        let Some(at) = row else {
            table.row(vec![Line::new(Palette::QUIET, "…")]);
            continue;
        };
        let worth = found.episodes[at].remembered;
        table.row(vec![
            Line::plain((at + 1).to_string()),
            number(found.now.episodes[at].remembered),
            number(found.with.episodes[at].remembered),
            changed(worth),
            share(worth, first),
            Line::plain(peak(change.with, &found.with.episodes[at], columns)),
        ]);
    }
    if found.episodes.len() < 2 {
        return format!("\n{}", table.render(width));
    }
    let mean = |episodes: &[Episode]| -> Option<f64> {
        let count = episodes.len() as f64;
        episodes
            .iter()
            .map(|one| one.remembered.map(|score| score / count))
            .sum()
    };
    table.row(vec![
        Line::plain("mean"),
        number(mean(&found.now.episodes)),
        number(mean(&found.with.episodes)),
        changed(found.mean.remembered),
        share(found.mean.remembered, first),
    ]);
    format!("\n{}", table.render(width))
}

/// A worth as part of that in the first journey, where they were worth something then.
fn share(worth: Option<f64>, first: Option<f64>) -> Line {
    match worth.zip(first) {
        Some((worth, first)) if first >= SAME && worth >= -SAME => Line::plain(percent(worth.max(0.0) / first)),
        _ => Line::new(Palette::QUIET, "–"),
    }
}

/// What they are worth to each segment, where there are several.
pub(super) fn segments(change: &Change<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let found = &change.found;
    if found.with.segments.len() < 2 {
        return String::new();
    }
    let count = found.episodes.len();
    let last = format!("\njourney {count}");
    let mut table = Table::new(&[
        ("", Left),
        ("worth\njourney 1", Right),
        (&last, Right),
        ("\nmean", Right),
    ]);
    for (now, with) in found.now.segments.iter().zip(&found.with.segments) {
        let both = now.episodes.iter().zip(&with.episodes);
        let worth: Vec<Option<f64>> = both
            .map(|(now, with)| {
                let (now, with) = now.remembered.zip(with.remembered)?;
                Some(found.now.scale.gain(now, with))
            })
            .collect();
        let mean: Option<f64> = worth.iter().map(|worth| worth.map(|worth| worth / count as f64)).sum();
        table.row(vec![
            Line::plain(with.segment.name()),
            changed(worth.first().copied().flatten()),
            changed(worth.last().copied().flatten()),
            changed(mean),
        ]);
    }
    format!("\n{}", table.render(width))
}
