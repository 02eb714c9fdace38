//! The answer for people.

use peak_end::{Episode, Repeated, RepeatedTouchpoint};
use service_blueprint::{Blueprint, Scale, Touchpoint};

use super::{Answer, worth};
use crate::output::Output;
use crate::terminal::{
    Align, Line, Palette, Table, column, column_change, counted, percent, score, shorten, width as columns_of, wrap,
};

/// So many journeys are told before some in the middle are left out, and so many of those at the end are kept.
const JOURNEYS: usize = 20;
const LAST_JOURNEYS: usize = 5;

/// So many touchpoints are told; programs get all.
const ROWS: usize = 12;

/// So many names are told in a sentence, and the others counted.
const NAMES: usize = 4;

/// Figures that are as close as this are the same but for rounding.
pub(super) const SAME: f64 = 1e-9;

/// The answer, at most as wide as the output.
pub(super) fn words(answer: &Answer<'_>, output: &Output) -> String {
    let width = output.width;
    let (first, table) = match answer {
        Answer::Now(blueprint, now) => (sentence(blueprint, now), journeys(blueprint, now, width)),
        Answer::With(change) => (worth::sentence(change), worth::journeys(change, width)),
    };
    let mut text = said(&first, width);
    let (blueprint, found) = answer.shown();
    if found.episodes.iter().all(|one| one.remembered.is_none()) {
        return text;
    }
    text.push_str(&table);
    if found.episodes.len() > 1 {
        text.push_str(&match answer {
            Answer::Now(_, now) => segments(now, width),
            Answer::With(change) => worth::segments(change, width),
        });
        let moved = moved(found);
        text.push_str(&moments(found, &moved, width));
        text.push_str(&paragraph(&pace(found, moved.is_empty()), width));
    }
    text.push_str(&paragraph(&clamped(found), width));
    text.push_str(&paragraph(&unexpected(found), width));
    if !output.quiet {
        let remarks = remarks(!blueprint.options().is_empty() && matches!(answer, Answer::Now(..)));
        let lines = wrap(&remarks, width).into_iter();
        let lines = lines.map(|line| Line::new(Palette::QUIET, line).to_string());
        text.extend(std::iter::once("\n".to_owned()).chain(lines));
    }
    text
}

/// A sentence that matters most.
pub(super) fn said(words: &str, width: usize) -> String {
    let lines = wrap(words, width).into_iter();
    lines.map(|line| Line::new(Palette::STRONG, line).to_string()).collect()
}

fn paragraph(words: &str, width: usize) -> String {
    if words.is_empty() {
        return String::new();
    }
    let lines = wrap(words, width).into_iter().map(|line| Line::plain(line).to_string());
    std::iter::once("\n".to_owned()).chain(lines).collect()
}

fn heading(words: &str) -> String {
    format!("\n{}", Line::new(Palette::STRONG, words))
}

/// Points of a scale.
pub(super) fn points(by: f64) -> String {
    match score(by).as_str() {
        "1" => "1 point".to_owned(),
        points => format!("{points} points"),
    }
}

/// What is remembered of the first journey, and of the last.
fn sentence(blueprint: &Blueprint, now: &Repeated<'_>) -> String {
    let name = blueprint.name();
    let episodes = &now.episodes;
    let ends = episodes.first().zip(episodes.last());
    let ends = ends.and_then(|(first, last)| first.remembered.zip(last.remembered).zip(last.loss));
    let Some(((first, last), loss)) = ends else {
        return format!("{name}: nobody scored a touchpoint, so no journey is remembered.");
    };
    let count = episodes.len();
    if count == 1 {
        return format!("{name}: customers remember {} of their first journey.", score(first));
    }
    if loss.abs() < SAME {
        return format!(
            "{name}: customers remember {} of their first journey, and the same of journey {count}.",
            score(first)
        );
    }
    let worse = if loss > 0.0 { "worse" } else { "better" };
    format!(
        "{name}: customers remember {} of their first journey and {} of journey {count}, {} {worse}.",
        score(first),
        score(last),
        points(loss.abs())
    )
}

/// Which journeys have a row, by number from 0; none stands for those left out.
pub(super) fn rows(count: usize) -> Vec<Option<usize>> {
    if count <= JOURNEYS {
        return (0..count).map(Some).collect();
    }
    let first = (0..JOURNEYS - LAST_JOURNEYS).map(Some);
    let last = (count - LAST_JOURNEYS..count).map(Some);
    first.chain([None]).chain(last).collect()
}

pub(super) fn number(value: Option<f64>) -> Line {
    value.map_or_else(|| Line::new(Palette::QUIET, "–"), |value| Line::plain(column(value)))
}

/// A change, coloured where it is one.
pub(super) fn changed(by: Option<f64>) -> Line {
    match by {
        Some(by) if by > 0.005 => Line::new(Palette::GOOD, column_change(by)),
        Some(by) if by < -0.005 => Line::new(Palette::BAD, column_change(by)),
        Some(by) => Line::plain(column_change(by)),
        None => Line::new(Palette::QUIET, "–"),
    }
}

/// The journeys one below the other.
fn journeys(blueprint: &Blueprint, now: &Repeated<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let heads = [
        ("journey", Right),
        ("remembered", Right),
        ("change", Right),
        ("expected\non average", Right),
        ("satisfaction\non average", Right),
        ("peak most often", Left),
    ];
    let peak_columns = left_for_last(&heads, width);
    let mut table = Table::new(&heads);
    for row in rows(now.episodes.len()) {
        let Some(at) = row else {
            table.row(vec![Line::new(Palette::QUIET, "…")]);
            continue;
        };
        let episode = &now.episodes[at];
        table.row(vec![
            Line::plain((at + 1).to_string()),
            number(episode.remembered),
            changed(episode.loss.map(|loss| 0.0 - loss)),
            number(episode.expectation),
            changed(episode.satisfaction),
            Line::plain(peak(blueprint, episode, peak_columns)),
        ]);
    }
    format!("\n{}", table.render(width))
}

/// The columns that the last of the heads may take: what the others leave, with two blanks after each. Where that is
/// little, it stands below them, beside the first only.
pub(super) fn left_for_last(heads: &[(&str, Align)], width: usize) -> usize {
    let Some((last, others)) = heads.split_last() else {
        return width;
    };
    let taken = |heads: &[(&str, Align)]| -> usize { heads.iter().map(|(head, _)| widest(head) + 2).sum() };
    let beside = width.saturating_sub(taken(others));
    match beside < widest(last.0) {
        true => width.saturating_sub(taken(&others[..1.min(others.len())])),
        false => beside,
    }
}

fn widest(head: &str) -> usize {
    head.split('\n').map(columns_of).max().unwrap_or(0)
}

/// The peak's name, as long as it fits, and how often it is the peak.
pub(super) fn peak(blueprint: &Blueprint, episode: &Episode, columns: usize) -> String {
    let Some(peak) = &episode.peak else {
        return "–".into();
    };
    let touchpoint = blueprint.touchpoint(peak.touchpoint.as_str());
    let name = touchpoint.map_or(peak.touchpoint.as_str(), Touchpoint::name);
    let share = percent(peak.share);
    let left = columns.saturating_sub(columns_of(&share) + 1);
    format!("{} {share}", shorten(name, left.max(NARROWEST)))
}

/// No name is cut shorter than this.
const NARROWEST: usize = 8;

/// What each segment remembers of the first and the last journey, where there are several.
fn segments(now: &Repeated<'_>, width: usize) -> String {
    use Align::{Left, Right};
    if now.segments.len() < 2 {
        return String::new();
    }
    let last = format!("\njourney {}", now.episodes.len());
    let mut table = Table::new(&[
        ("", Left),
        ("remembered\njourney 1", Right),
        (&last, Right),
        ("\nchange", Right),
    ]);
    for segment in &now.segments {
        let ends = segment.episodes.first().zip(segment.episodes.last());
        let (first, last) = ends.map_or((None, None), |(first, last)| (first.remembered, Some(last)));
        table.row(vec![
            Line::plain(segment.segment.name()),
            number(first),
            number(last.and_then(|last| last.remembered)),
            changed(last.and_then(|last| last.loss).map(|loss| 0.0 - loss)),
        ]);
    }
    format!("\n{}", table.render(width))
}

/// A touchpoint as all segments together come to it: means over their visits.
struct Moment<'b> {
    touchpoint: Touchpoint<'b>,
    visits: f64,
    score: f64,
    expectation: f64,
    perceived: f64,
}

impl Moment<'_> {
    /// By how much better it is perceived in the last journey.
    fn change(&self, scale: Scale) -> f64 {
        scale.gain(self.score, self.perceived)
    }
}

/// The touchpoints to which somebody comes, in document order.
fn visited<'b>(now: &Repeated<'b>) -> Vec<Moment<'b>> {
    let mut moments: Vec<Moment<'b>> = Vec::new();
    for segment in &now.segments {
        for one in segment.touchpoints.iter().filter(|one| one.visits > 0.0) {
            let visits = segment.segment.share() * one.visits;
            let (Some(first), Some(last)) = (one.episodes().next(), one.episodes().nth(now.episodes.len() - 1)) else {
                continue;
            };
            let position = one.touchpoint.position();
            let at = match moments.binary_search_by_key(&position, |moment| moment.touchpoint.position()) {
                Ok(at) => at,
                Err(at) => {
                    let moment = Moment {
                        touchpoint: one.touchpoint,
                        visits: 0.0,
                        score: 0.0,
                        expectation: 0.0,
                        perceived: 0.0,
                    };
                    moments.insert(at, moment);
                    at
                }
            };
            let moment = &mut moments[at];
            if visits > 0.0 {
                moment.visits += visits;
                let part = visits / moment.visits;
                moment.score += part * (one.score() - moment.score);
                moment.expectation += part * (first.expectation - moment.expectation);
                moment.perceived += part * (last.score - moment.perceived);
            }
        }
    }
    moments.retain(|moment| moment.visits > 0.0);
    moments
}

/// The moments that are perceived differently in the last journey, what changed most first.
fn moved<'b>(now: &Repeated<'b>) -> Vec<Moment<'b>> {
    let mut moved = visited(now);
    moved.retain(|moment| moment.change(now.scale).abs() >= SAME * now.scale.half());
    moved.sort_by(|a, b| b.change(now.scale).abs().total_cmp(&a.change(now.scale).abs()));
    moved
}

/// How they are perceived.
fn moments(now: &Repeated<'_>, moved: &[Moment<'_>], width: usize) -> String {
    use Align::{Left, Right};
    let change = |moment: &Moment<'_>| moment.change(now.scale);
    if moved.is_empty() {
        return String::new();
    }
    let last = format!("\njourney {}", now.episodes.len());
    let mut table = Table::new(&[
        ("", Left),
        ("expected\nat first", Right),
        ("perceived\njourney 1", Right),
        (&last, Right),
        ("\nchange", Right),
    ]);
    for moment in moved.iter().take(ROWS) {
        table.row(vec![
            Line::plain(moment.touchpoint.name()),
            number(Some(moment.expectation)),
            number(Some(moment.score)),
            number(Some(moment.perceived)),
            changed(Some(change(moment))),
        ]);
    }
    let title = match moved.iter().all(|moment| change(moment) < 0.0) {
        true => "What wears off",
        false => "What is perceived differently in the end",
    };
    let mut text = format!("{}{}", heading(title), table.render(width));
    if moved.len() > ROWS {
        let words = format!("and {} more; `--format json` lists all", moved.len() - ROWS);
        text.push_str(&Line::new(Palette::QUIET, words).to_string());
    }
    text
}

/// What wears off, and how fast.
fn pace(now: &Repeated<'_>, nothing_moved: bool) -> String {
    let adaptation = now.adaptation;
    let (up, down, theta) = (adaptation.up(), adaptation.down(), adaptation.theta());
    if theta == 0.0 {
        return "Expectation moves, but with theta 0 nothing of it is felt: every journey is like the first.".into();
    }
    let rise = match adaptation.half_life() {
        None => "With up 0 what is better than expected never becomes expected: no delight wears off.".to_owned(),
        _ if nothing_moved => "No moment is better than expected, so no delight wears off.".to_owned(),
        Some(0.0) => "With up 1 what was better than expected is expected by the second journey.".to_owned(),
        Some(half) => {
            let half = journeys_counted(half);
            format!("What is better than expected becomes expected, half of it after {half} (up {up}).")
        }
    };
    let fall = match down {
        0.0 => "What is worse stays as bad as it was: people do not get used to it (down 0).".to_owned(),
        1.0 => "What is worse than expected is taken for granted by the second journey (down 1).".to_owned(),
        _ => format!(
            "What is worse than expected becomes expected too, {} of what is left with every journey (down {down}).",
            percent(down)
        ),
    };
    let felt = match theta {
        1.0 => String::new(),
        _ => format!(" A changed expectation is felt {theta} times (theta)."),
    };
    format!("{rise} {fall}{felt}")
}

/// A number of journeys that need not be whole.
fn journeys_counted(count: f64) -> String {
    match format!("{count:.1}").as_str() {
        "1.0" => "1 journey".to_owned(),
        text => format!("{} journeys", text.trim_end_matches(".0")),
    }
}

/// The touchpoints to which somebody comes and of which something holds for some segment, in document order.
fn those<'b>(now: &Repeated<'b>, holds: impl Fn(&RepeatedTouchpoint<'b>) -> bool) -> Vec<Touchpoint<'b>> {
    let all = now.segments.iter().flat_map(|segment| &segment.touchpoints);
    let found = all.filter(|one| one.visits > 0.0 && holds(one));
    let mut found: Vec<Touchpoint<'b>> = found.map(|one| one.touchpoint).collect();
    found.sort_by_key(|touchpoint| touchpoint.position());
    found.dedup_by_key(|touchpoint| touchpoint.position());
    found
}

/// Which touchpoints the formula would lead beyond the scale.
fn clamped(now: &Repeated<'_>) -> String {
    let Some(from) = now.episodes.iter().position(|one| one.clamped > 0) else {
        return String::new();
    };
    let count = now.episodes.len();
    let found = those(now, |one| one.episodes().take(count).any(|one| one.clamped));
    format!(
        "From journey {} on the formula leads beyond the scale, and the scale's end stands in for what it says of {}.",
        from + 1,
        names(&found)
    )
}

/// Which touchpoints have no expectation, so that neutral stands in for it.
fn unexpected(now: &Repeated<'_>) -> String {
    let found = those(now, |one| !one.is_expected);
    if found.is_empty() {
        return String::new();
    }
    let have = if found.len() == 1 { "has" } else { "have" };
    format!(
        "{} {have} no expectation written, so neutral ({}) is expected at first: {}.",
        counted(found.len(), "touchpoint"),
        score(now.scale.neutral()),
        names(&found)
    )
}

/// Names in a row: `“a”`, `“a” and “b”`, `“a”, “b” and 5 more`.
fn names(touchpoints: &[Touchpoint<'_>]) -> String {
    named(touchpoints.iter().map(|touchpoint| touchpoint.name()))
}

pub(super) fn named<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let count = names.len();
    let shown = if count > NAMES { NAMES - 1 } else { count };
    let mut parts: Vec<String> = names.take(shown).map(|name| format!("“{name}”")).collect();
    if count > shown {
        parts.push(format!("{} more", count - shown));
    }
    let last = parts.pop().unwrap_or_default();
    match parts.is_empty() {
        true => last,
        false => format!("{} and {last}", parts.join(", ")),
    }
}

fn remarks(has_options: bool) -> String {
    let words = "The service stays as it is, and so do the ways through it; only what is expected moves, at each \
                 touchpoint by itself. Satisfaction is experience less what is expected by then. Remembered is half the \
                 peak and half the end, exactly, over all ways. How fast people adapt is chosen, not measured: try other \
                 rates before you rely on a figure.";
    match has_options {
        true => format!("{words} `--options` says what options are still worth in later journeys."),
        false => words.to_owned(),
    }
}
