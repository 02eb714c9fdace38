//! The answer for people.

use peak_end::{EndingOutlook, MemoryChange};
use service_blueprint::Scale;

use super::Answer;
use super::differences::told;
use crate::output::Output;
use crate::terminal::{Align, Line, Palette, Table, change, column_change, score, wrap};
use crate::verb::cells::{attributed, gained, heading, moments, moved, number, share};

/// Where less than this share of the smaller service is in both, they are two services rather than two states of one.
/// Chosen.
const FEW: f64 = 0.5;

/// Changes that are as small as this are rounding.
const NOTHING: f64 = 1e-9;

/// The answer, at most as wide as the output.
pub(super) fn words(answer: &Answer, output: &Output) -> String {
    let width = output.width;
    let lines = wrap(&sentence(answer), width).into_iter();
    let mut text: String = lines.map(|line| Line::new(Palette::STRONG, line).to_string()).collect();
    text.push_str(&remarks(answer, width));
    text.push_str(&figures(answer, width));
    let (before, after) = (&answer.comparison.before.overall, &answer.comparison.after.overall);
    text.push_str(&moments((&answer.before, before), (&answer.after, after), width));
    text.push_str(&segments(answer, width));
    text.push_str(&endings(answer, width));
    text.push_str(&heading("What changed in the service"));
    if answer.comparison.changes.is_empty() {
        text.push_str("nothing\n");
    }
    text.push_str(&told(&answer.comparison.changes, width));
    text
}

/// What is remembered given an ending, by the first model asked, which is peak-end.
pub(super) fn remembered(ending: &EndingOutlook) -> Option<f64> {
    let first = ending.remembered.first()?;
    first.value.ok().map(|estimate| estimate.value)
}

fn paragraph(words: &str, width: usize) -> String {
    let lines = wrap(words, width).into_iter().map(|line| Line::plain(line).to_string());
    std::iter::once("\n".to_owned()).chain(lines).collect()
}

/// How memory moves, and what moves it.
fn sentence(answer: &Answer) -> String {
    let comparison = &answer.comparison;
    let (before, after) = (&comparison.before.overall, &comparison.after.overall);
    let whose = match (answer.before.name(), answer.after.name()) {
        (one, other) if one == other => one.to_owned(),
        (one, other) => format!("From “{one}” to “{other}”"),
    };
    let (Some(moved), Some(was), Some(is)) = (comparison.memory_change(), before.law.mean(), after.law.mean()) else {
        let who = match (before.law.mean(), after.law.mean()) {
            (None, None) => "neither of the two has a",
            _ => "one of the two has no",
        };
        return format!("{whose}: nothing can be said of memory, because {who} scored touchpoint on any way.");
    };
    if moved.remembered.abs() < NOTHING {
        return format!("{whose}: memory stays at {}{}.", score(is), parts(&moved));
    }
    format!(
        "{whose}: memory goes from {} to {} ({}){}.{}",
        score(was),
        score(is),
        change(moved.remembered),
        parts(&moved),
        because(answer, &moved)
    )
}

/// What peak and end give.
fn parts(moved: &MemoryChange) -> String {
    match (moved.by_peak.abs() < NOTHING, moved.by_end.abs() < NOTHING) {
        (true, true) => String::new(),
        (false, true) => ", all of it by the peak".into(),
        (true, false) => ", all of it by the end".into(),
        (false, false) => format!(
            "; the peak gives {}, the end {}",
            change(moved.by_peak),
            change(moved.by_end)
        ),
    }
}

/// Which moment is another one now, of the part that gives more.
fn because(answer: &Answer, moved: &MemoryChange) -> String {
    let (before, after) = (&answer.comparison.before.overall, &answer.comparison.after.overall);
    let (part, was, is) = if moved.by_peak.abs() > moved.by_end.abs() {
        ("peak", &before.peak, &after.peak)
    } else {
        ("end", &before.end, &after.end)
    };
    let (Some(was), Some(is)) = (was, is) else {
        return String::new();
    };
    if was.touchpoint == is.touchpoint {
        return format!(" The usual {part} is still {}.", attributed(&answer.after, is));
    }
    format!(
        " The usual {part} was {} and is {}.",
        attributed(&answer.before, was),
        attributed(&answer.after, is)
    )
}

fn scale_words(scale: Scale) -> String {
    format!(
        "{} (worst) to {} (best), neutral {}",
        score(scale.worst()),
        score(scale.best()),
        score(scale.neutral())
    )
}

/// What must be known to read the figures.
fn remarks(answer: &Answer, width: usize) -> String {
    let comparison = &answer.comparison;
    let mut text = String::new();
    if let Some(scale) = comparison.carried_from {
        let words = format!(
            "The scales differ: scores from {} were carried to {} by their distance from neutral, and all figures \
             are on the second scale.",
            scale_words(scale),
            scale_words(comparison.after.scale)
        );
        text.push_str(&paragraph(&words, width));
    }
    let (common, old, new) = (
        comparison.changes.common_touchpoints,
        answer.before.touchpoints().len(),
        answer.after.touchpoints().len(),
    );
    if (common as f64) < FEW * old.min(new) as f64 {
        let share = match common {
            0 => "No touchpoint has".to_owned(),
            1 => "Only 1 touchpoint has".to_owned(),
            _ => format!("Only {common} touchpoints have"),
        };
        let words = format!(
            "{share} the same id in both ({old} and {new} touchpoints). The memories can be compared all the same; \
             the list of changes is one of differences."
        );
        text.push_str(&paragraph(&words, width));
    }
    text
}

/// The figures of everyone.
fn figures(answer: &Answer, width: usize) -> String {
    use Align::{Left, Right};
    let scale = answer.comparison.after.scale;
    let (before, after) = (&answer.comparison.before.overall, &answer.comparison.after.overall);
    let mut table = Table::new(&[("", Left), ("before", Right), ("after", Right), ("change", Right)]);
    let rows = [
        ("remembered", before.law.mean(), after.law.mean()),
        ("experienced", before.experienced, after.experienced),
    ];
    for (name, was, is) in rows {
        table.row(vec![Line::plain(name), number(was), number(is), moved(scale, was, is)]);
    }
    let gaps = before.memory_gap.zip(after.memory_gap);
    let signed = |gap: Option<f64>| gap.map_or_else(|| number(None), |gap| Line::plain(column_change(gap)));
    table.row(vec![
        Line::plain("memory gap"),
        signed(before.memory_gap),
        signed(after.memory_gap),
        gaps.map_or_else(|| number(None), |(was, is)| gained(is - was)),
    ]);
    table.row(vec![
        Line::plain("reach a goal"),
        share(before.goal),
        share(after.goal),
        Line::default(),
    ]);
    format!("{}{}", heading("Everyone"), table.render(width))
}

/// The segments that both have.
fn segments(answer: &Answer, width: usize) -> String {
    use Align::{Left, Right};
    let (before, after) = (&answer.comparison.before, &answer.comparison.after);
    let mut table = Table::new(&[
        ("", Left),
        ("remembered\nbefore", Right),
        ("\nafter", Right),
        ("\nchange", Right),
        ("experienced\nbefore", Right),
        ("\nafter", Right),
        ("\nchange", Right),
    ]);
    let mut rows = 0;
    for new in &after.segments {
        let Some(old) = before.segments.iter().find(|old| old.id == new.id) else {
            continue;
        };
        rows += 1;
        let id = new.id.as_str();
        let name = answer.after.segment(id).map_or(id, |segment| segment.name());
        let (was, is) = (&old.outlook, &new.outlook);
        table.row(vec![
            Line::plain(name),
            number(was.law.mean()),
            number(is.law.mean()),
            moved(after.scale, was.law.mean(), is.law.mean()),
            number(was.experienced),
            number(is.experienced),
            moved(after.scale, was.experienced, is.experienced),
        ]);
    }
    if after.segments.len().max(before.segments.len()) < 2 || rows == 0 {
        return String::new();
    }
    format!("{}{}", heading("Segments that both have"), table.render(width))
}

/// The endings that both have.
fn endings(answer: &Answer, width: usize) -> String {
    use Align::{Left, Right};
    let (before, after) = (&answer.comparison.before, &answer.comparison.after);
    let mut table = Table::new(&[
        ("", Left),
        ("journeys\nbefore", Right),
        ("\nafter", Right),
        ("remembered\nbefore", Right),
        ("\nafter", Right),
        ("\nchange", Right),
    ]);
    let mut rows = 0;
    for new in &after.overall.endings {
        let Some(old) = before.overall.endings.iter().find(|old| old.id == new.id) else {
            continue;
        };
        rows += 1;
        let id = new.id.as_str();
        let name = answer.after.end(id).map_or(id, |end| end.name());
        table.row(vec![
            Line::plain(name),
            share(Some(old.probability)),
            share(Some(new.probability)),
            number(remembered(old)),
            number(remembered(new)),
            moved(after.scale, remembered(old), remembered(new)),
        ]);
    }
    if after.overall.endings.len().max(before.overall.endings.len()) < 2 || rows == 0 {
        return String::new();
    }
    format!("{}{}", heading("Endings that both have"), table.render(width))
}
