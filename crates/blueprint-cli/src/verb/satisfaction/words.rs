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
    text.push_str(&rankings(answer, width));
    text
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

/// The two rankings side by side.
fn rankings(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let by_gap = answer.satisfaction.ranking();
    let by_memory = match &answer.by_memory {
        Ok(ranking) => ranking,
        Err(reason) => return paragraph(&format!("The ranking by memory is not known: {reason}."), width),
    };
    let mut table = Table::new(&[
        ("", Right),
        ("by satisfaction gap", Left),
        ("weighted", Right),
        ("by part in memory", Left),
        ("part", Right),
        ("gain\nif best", Right),
    ]);
    let room = width.saturating_sub(46) / 2 + 6;
    for rank in 0..RANKS.min(by_gap.len().max(by_memory.ranked.len())) {
        let mut cells = vec![Line::new(Palette::QUIET, (rank + 1).to_string())];
        match by_gap.get(rank) {
            Some(line) => cells.extend([
                Line::plain(shorten(line.touchpoint.name(), room)),
                signed(line.row.urgency()),
            ]),
            None => cells.extend([Line::default(), Line::default()]),
        }
        match by_memory.ranked.get(rank) {
            Some(part) => cells.extend([
                Line::plain(shorten(name(answer, &part.id), room)),
                Line::plain(percent(part.weight)),
                signed(part.gain),
            ]),
            None => cells.extend([Line::default(), Line::default(), Line::default()]),
        }
        table.row(cells);
    }
    let mut text = heading("What to mend first");
    text.push_str(&table.render(width));
    if let (Some(gap), Some(memory)) = (by_gap.first(), by_memory.ranked.first()) {
        text.push_str(&verdict(
            answer,
            by_memory,
            gap.touchpoint.id().as_str(),
            &memory.id,
            width,
        ));
    }
    text
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
