//! The answer for people.

use service_blueprint::document::{Rating, Touchpoint};

use super::Answer;
use super::matched::{self, Found, Unknown, name_of};
use crate::input::Input;
use crate::terminal::{Align, Line, Palette, Table, column, counted, score, wrap};
use crate::verb::cells::heading;
use crate::verb::fit::data::findings_words;

/// With fewer ratings a score is a hint, as `check` says of a peak.
pub(super) const ENOUGH: u64 = 30;

/// The answer, at most `width` columns wide.
pub(super) fn words(answer: &Answer<'_>, blueprint: &Input, width: usize) -> String {
    let lines = wrap(&sentence(answer), width).into_iter();
    let mut text: String = lines.map(|line| Line::new(Palette::STRONG, line).to_string()).collect();
    text.push('\n');
    text.push_str(&table(answer).render(width));
    let remarks = [
        few(answer),
        single(answer),
        same_people(answer),
        overridden(answer),
        without(answer),
    ];
    for remark in remarks.into_iter().flatten() {
        text.push_str(&paragraph(&remark, width));
    }
    if !answer.matched.unknown.is_empty() {
        text.push_str(&heading("In the data and not in the blueprint"));
        for unknown in &answer.matched.unknown {
            text.push_str(&lines_of(&told(unknown), width));
        }
    }
    if !answer.data.findings.is_empty() {
        text.push_str(&heading("What the data checks found"));
        text.push_str(findings_words(&answer.data.findings, width).trim_end_matches('\n'));
        text.push('\n');
    }
    if let Some(file) = &answer.written {
        let file = file.display();
        text.push_str(&format!("\nwrote {file}\n"));
        if let Input::File(before) = blueprint {
            let next = format!("blueprint compare {} {file}", before.display());
            text.push_str(&format!("what memory makes of it: {next}\n"));
        }
    }
    text
}

/// Touchpoints that the data say nothing about.
pub(super) fn without_data<'a>(answer: &'a Answer<'_>) -> impl Iterator<Item = &'a Touchpoint> {
    let is_found = |id: &str| answer.matched.found.iter().any(|found| found.id == id);
    let all = matched::touchpoints(&answer.before);
    all.filter(move |touchpoint| !is_found(&touchpoint.id))
}

/// Scores of segments that override those of touchpoints with data: touchpoint, segment, score.
pub(super) fn overrides<'a>(answer: &'a Answer<'_>) -> impl Iterator<Item = (&'a str, &'a str, &'a Rating)> {
    let found = answer.matched.found.iter();
    let touchpoints = found.filter_map(|found| matched::touchpoint(&answer.before, &found.id));
    touchpoints.flat_map(|touchpoint| {
        let segments = touchpoint.segments.iter();
        segments.filter_map(|(segment, own)| Some((touchpoint.id.as_str(), segment.as_str(), own.experience.as_ref()?)))
    })
}

fn sentence(answer: &Answer<'_>) -> String {
    let found = &answer.matched.found;
    let ratings: u64 = found.iter().map(|found| found.ratings.n).sum();
    let (from, onto) = (answer.episodes.scale(), answer.after.scale());
    let carried = match from == onto {
        true => String::new(),
        false => format!(
            ", carried one by one from {}..{} to {}..{}",
            score(from.worst()),
            score(from.best()),
            score(onto.worst()),
            score(onto.best())
        ),
    };
    format!(
        "{}: {} from {} in {} by {}{carried}.",
        answer.before.name(),
        counted(found.len(), "score"),
        counted(ratings as usize, "rating"),
        counted(answer.episodes.count(), "episode"),
        match answer.episodes.people().names().len() {
            1 => "1 person".to_owned(),
            people => format!("{people} people"),
        },
    )
}

fn table(answer: &Answer<'_>) -> Table {
    use Align::{Left, Right};
    let mut table = Table::new(&[
        ("", Left),
        ("before\nscore", Right),
        ("\nratings", Right),
        ("now\nscore", Right),
        ("\nsd", Right),
        ("\nratings", Right),
        ("\npeople", Right),
    ]);
    let none = || Line::new(Palette::QUIET, "–");
    let number = |value: Option<f64>| value.map_or_else(none, |value| Line::plain(column(value)));
    for found in &answer.matched.found {
        let survey = answer.survey(&found.id);
        let before = found.before.as_ref().and_then(|rating| answer.before.score_of(rating));
        table.row(vec![
            Line::plain(found.name.clone()),
            number(before),
            Line::plain(ratings_before(found)),
            number(survey.map(|survey| survey.mean)),
            number(survey.and_then(|survey| survey.sd)),
            Line::plain(found.ratings.n.to_string()),
            Line::plain(found.ratings.people.to_string()),
        ]);
    }
    table
}

/// On how many ratings the score rested before.
fn ratings_before(found: &Found) -> String {
    match &found.before {
        None => "no score".to_owned(),
        Some(Rating::Assumed(_)) => "assumed".to_owned(),
        Some(Rating::Survey(survey)) => survey.n.map_or_else(|| "unknown".to_owned(), |n| n.to_string()),
        Some(Rating::Histogram(histogram)) => histogram
            .ratings
            .iter()
            .map(|(_, count)| *count as u128)
            .sum::<u128>()
            .to_string(),
    }
}

/// “A”, “B” and “C”.
fn named<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    let names: Vec<String> = names.map(|name| format!("“{name}”")).collect();
    let (last, others) = names.split_last()?;
    Some(match others {
        [] => last.clone(),
        others => format!("{} and {last}", others.join(", ")),
    })
}

fn few(answer: &Answer<'_>) -> Option<String> {
    let few = answer.matched.found.iter().filter(|found| found.ratings.n < ENOUGH);
    let names = named(few.map(|found| found.name.as_str()))?;
    Some(format!(
        "Fewer than {ENOUGH} ratings, so more a hint than a score: {names}."
    ))
}

fn single(answer: &Answer<'_>) -> Option<String> {
    let single = answer.matched.found.iter().filter(|found| found.ratings.sd.is_none());
    let names = named(single.map(|found| found.name.as_str()))?;
    Some(format!(
        "A single rating, which has no standard deviation; none is written, and `predict --interval` holds the score fixed: {names}."
    ))
}

fn same_people(answer: &Answer<'_>) -> Option<String> {
    let again = |found: &&Found| found.ratings.people < found.ratings.n;
    answer.matched.found.iter().find(again)?;
    Some(
        "Some people rated a touchpoint several times. `n` counts ratings, and those of one person are alike: intervals that \
         `predict --interval` draws from them are too narrow."
            .to_owned(),
    )
}

fn overridden(answer: &Answer<'_>) -> Option<String> {
    let each: Vec<String> = overrides(answer)
        .map(|(touchpoint, segment, _)| format!("`{touchpoint}` for `{segment}`"))
        .collect();
    (!each.is_empty()).then(|| {
        format!(
            "Scores that segments have of their own stay as they are: {}.",
            each.join(", ")
        )
    })
}

fn without(answer: &Answer<'_>) -> Option<String> {
    let names = named(without_data(answer).map(name_of))?;
    Some(format!("No ratings in the data, left as it was: {names}."))
}

fn told(unknown: &Unknown) -> String {
    let ratings = counted(unknown.n as usize, "rating");
    let like: Vec<String> = unknown.like.iter().map(|id| format!("`{id}`")).collect();
    let hint = match (unknown.ambiguous, like.is_empty()) {
        (true, _) => format!("; the name of {}, so write the id", like.join(" and ")),
        (false, false) => format!("; did you mean {}?", like.join(" or ")),
        (false, true) => String::new(),
    };
    format!("`{}`, {ratings}{hint}", unknown.name)
}

fn paragraph(words: &str, width: usize) -> String {
    format!("\n{}", lines_of(words, width))
}

fn lines_of(words: &str, width: usize) -> String {
    let lines = wrap(words, width).into_iter();
    lines.map(|line| Line::plain(line).to_string()).collect()
}
