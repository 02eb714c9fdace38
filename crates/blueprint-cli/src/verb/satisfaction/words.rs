//! The answer for people.

use service_blueprint::SatisfactionRow;

use super::Answer;
use super::ranking::ByMemory;
use crate::terminal::{Align, Line, Palette, Table, change, percent, score, shorten, wrap};

/// The answer, at most `width` columns wide.
pub(super) fn words(answer: &Answer<'_>, width: usize) -> String {
    let mut text = Line::new(Palette::STRONG, answer.blueprint.name()).to_string();
    let table = &answer.satisfaction;
    if !table.factors.is_empty() {
        let names = table.factors.iter().map(|line| (line.name().to_owned(), line.row));
        text.push_str(&heading("Factors"));
        text.push_str(&rows(names, width));
        text.push_str(&key_experience(answer, width));
        text.push_str(&roll_ups(answer, width));
    }
    let names = table
        .touchpoints
        .iter()
        .map(|line| (line.touchpoint.name().to_owned(), line.row));
    text.push_str(&heading("Touchpoints"));
    text.push_str(&rows(names, width));
    text.push_str(&of_both(answer, width));
    text.push_str(&rankings(answer, width));
    text
}

/// Where satisfaction is not the difference of the two figures before it, it is said why.
fn of_both(answer: &Answer<'_>, width: usize) -> String {
    let scale = answer.blueprint.scale();
    let table = &answer.satisfaction;
    let touchpoints = table.touchpoints.iter().map(|line| line.row);
    let mut rows = touchpoints.chain(table.factors.iter().map(|line| line.row));
    let is_of_fewer = rows.any(|row| {
        let difference = row.expectation.zip(row.experience);
        difference.is_some_and(|(from, to)| {
            let difference = scale.gain(from, to);
            row.satisfaction.is_none_or(|told| change(told) != change(difference))
        })
    });
    if !is_of_fewer {
        return String::new();
    }
    let said = "Not everybody has both an experience and an expectation: each figure is a mean over those who have it, and \
                satisfaction over those who have both.";
    let lines: Vec<String> = wrap(said, width).into_iter().map(|line| line + "\n").collect();
    lines.concat()
}

fn heading(words: &str) -> String {
    format!("\n{}", Line::new(Palette::STRONG, words))
}

fn number(value: Option<f64>) -> Line {
    value.map_or_else(|| Line::new(Palette::QUIET, "–"), |value| Line::plain(score(value)))
}

fn signed(value: Option<f64>) -> Line {
    match value {
        Some(value) if value < 0.0 => Line::new(Palette::BAD, change(value)),
        Some(value) if value > 0.0 => Line::new(Palette::GOOD, change(value)),
        Some(value) => Line::plain(change(value)),
        None => Line::new(Palette::QUIET, "–"),
    }
}

/// The table of the seven steps; ideal and gap only where somebody gave an ideal.
fn rows(named: impl Iterator<Item = (String, SatisfactionRow)>, width: usize) -> String {
    use Align::{Left, Right};
    let named: Vec<(String, SatisfactionRow)> = named.collect();
    let has_ideal = named.iter().any(|(_, row)| row.gap.is_some_and(|gap| gap != 0.0));
    let mut heads = vec![
        ("", Left),
        ("experi-\nence", Right),
        ("expec-\ntation", Right),
        ("satis-\nfaction", Right),
        ("impor-\ntance", Right),
        ("weighted", Right),
    ];
    if has_ideal {
        heads.extend([("ideal", Right), ("gap", Right)]);
    }
    let mut table = Table::new(&heads);
    for (name, row) in named {
        let mut cells = vec![
            Line::plain(name),
            number(row.experience),
            number(row.expectation),
            signed(row.satisfaction),
            number(row.importance),
            signed(row.weighted),
        ];
        if has_ideal {
            cells.extend([number(row.ideal), signed(row.gap)]);
        }
        table.row(cells);
    }
    table.render(width)
}

fn key_experience(answer: &Answer<'_>, width: usize) -> String {
    let Some(key) = answer.satisfaction.key_experience() else {
        return paragraph(
            "No factor has both a satisfaction and an importance, so none is the key experience.",
            width,
        );
    };
    let row = &key.row;
    let mut words = format!("Key experience: {}", key.name());
    if let (Some(satisfaction), Some(weighted)) = (row.satisfaction, row.weighted) {
        words.push_str(&format!(
            ", satisfaction {}, weighted {}",
            change(satisfaction),
            change(weighted)
        ));
    }
    if let Some(gap) = row.gap.filter(|gap| *gap != 0.0) {
        words.push_str(&format!(", {} from its ideal", change(gap)));
    }
    words.push('.');
    let lines = wrap(&words, width)
        .into_iter()
        .map(|line| Line::new(Palette::STRONG, line).to_string());
    std::iter::once("\n".to_owned()).chain(lines).collect()
}

/// What the tagged touchpoints say of each factor.
fn roll_ups(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let mut table = Table::new(&[
        ("", Left),
        ("touch-\npoints", Right),
        ("experi-\nence", Right),
        ("expec-\ntation", Right),
        ("satis-\nfaction", Right),
        ("", Left),
    ]);
    let mut some = false;
    for line in &answer.satisfaction.factors {
        let Some(roll_up) = &line.roll_up else { continue };
        some = true;
        table.row(vec![
            Line::plain(line.name()),
            Line::plain(roll_up.touchpoints.len().to_string()),
            number(roll_up.experience),
            number(roll_up.expectation),
            signed(roll_up.satisfaction),
            Line::new(Palette::QUIET, if roll_up.unweighted { "unweighted" } else { "" }),
        ]);
    }
    if !some {
        return String::new();
    }
    format!(
        "{}{}",
        heading("Factors as their touchpoints speak for them"),
        table.render(width)
    )
}

/// So many ranks are shown.
const RANKS: usize = 10;

/// The two rankings side by side, each only where it has something to say.
fn rankings(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let rated = answer.satisfaction.ranking();
    let worse: Vec<_> = rated.iter().filter(|line| is_worse(&line.row)).collect();
    let by_memory = answer.by_memory.as_ref();
    let ranked = by_memory.map_or(&[][..], |ranking| &ranking.ranked);
    let mut heads = vec![("", Right)];
    if !worse.is_empty() {
        heads.extend([("by satisfaction gap", Left), ("weighted", Right)]);
    }
    if !ranked.is_empty() {
        heads.extend([("by part in memory", Left), ("part", Right), ("gain\nif best", Right)]);
    }
    let mut table = Table::new(&heads);
    let room = width.saturating_sub(46) / 2 + 6;
    let ranks = RANKS.min(worse.len().max(ranked.len()));
    for rank in 0..ranks {
        let mut cells = vec![Line::new(Palette::QUIET, (rank + 1).to_string())];
        match worse.get(rank) {
            Some(line) => cells.extend([
                Line::plain(shorten(line.touchpoint.name(), room)),
                signed(line.row.weighted),
            ]),
            None if worse.is_empty() => {}
            None => cells.extend([Line::default(), Line::default()]),
        }
        if let Some(part) = ranked.get(rank) {
            cells.extend([
                Line::plain(shorten(name(answer, &part.id), room)),
                Line::plain(percent(part.weight)),
                signed(part.gain),
            ]);
        }
        table.row(cells);
    }
    let mut text = heading("What to mend first");
    if ranks > 0 {
        text.push_str(&table.render(width));
    }
    if rated.is_empty() {
        let words = "No touchpoint has both an experience and an expectation, so there is no ranking by gap.";
        text.push_str(&paragraph(words, width));
    } else if worse.is_empty() {
        let words = "No touchpoint is worse than expected, so by gap there is nothing to mend.";
        text.push_str(&paragraph(words, width));
    } else if worse.iter().any(|line| line.row.weighted.is_none()) {
        let words = "Where importance is missing there is no weighted gap; the ranking takes it as 1.";
        text.push_str(&paragraph(words, width));
    }
    match by_memory {
        Err(reason) => text.push_str(&paragraph(
            &format!("The ranking by memory is not known: {reason}."),
            width,
        )),
        Ok(_) if ranked.is_empty() => text.push_str(&paragraph(
            "No touchpoint is scored, so there is no ranking by memory.",
            width,
        )),
        Ok(by_memory) => {
            let words = "Part: the touchpoint's part of what is remembered, half its chance to be the peak and half \
                that to be the end.";
            text.push_str(&paragraph(words, width));
            if let (Some(gap), Some(memory)) = (worse.first(), ranked.first()) {
                let gap = gap.touchpoint.id().as_str();
                text.push_str(&verdict(answer, by_memory, gap, &memory.id, width));
            }
        }
    }
    text
}

/// Whether a touchpoint is worse than expected, by more than rounding.
fn is_worse(row: &SatisfactionRow) -> bool {
    row.satisfaction.is_some_and(|satisfaction| satisfaction < -1e-9)
}

fn name<'a>(answer: &'a Answer<'_>, id: &'a str) -> &'a str {
    answer
        .blueprint
        .touchpoint(id)
        .map_or(id, |touchpoint| touchpoint.name())
}

fn verdict(answer: &Answer<'_>, by_memory: &ByMemory, gap: &str, memory: &str, width: usize) -> String {
    let part = |id: &str| percent(by_memory.part(id).map_or(0.0, |part| part.weight));
    let words = if gap == memory {
        format!(
            "Both rankings begin with “{}”, which makes {} of the memory.",
            name(answer, gap),
            part(gap)
        )
    } else {
        format!(
            "They disagree: satisfaction mends “{}” first, which makes {} of the memory; “{}” makes {}.",
            name(answer, gap),
            part(gap),
            name(answer, memory),
            part(memory)
        )
    };
    paragraph(&words, width)
}

fn paragraph(words: &str, width: usize) -> String {
    let lines = wrap(words, width).into_iter().map(|line| format!("{line}\n"));
    std::iter::once("\n".to_owned()).chain(lines).collect()
}
