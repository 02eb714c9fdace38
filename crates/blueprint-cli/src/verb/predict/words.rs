//! The answer for people.

use anstyle::Style;
use peak_end::{
    Attribution, Bracket, Customers, Estimate, Model, Outlook, PeakEnd, Remembered, TouchpointOutlook, Unpredicted,
    WayChoice,
};
use peak_end_fit::{Grouping, Interval, Origin, Outcome};
use service_blueprint::TouchpointId;

use super::{Answer, sureness};
use crate::output::Output;
use crate::terminal::{
    Align, Line, Palette, Table, change, column, column_change, counted, percent, score, wrap, wrap_hanging,
};
use crate::verb::choice::{Asked, file_name};

/// The answer, at most as wide as the output.
pub(super) fn words(answer: &Answer<'_>, output: &Output) -> String {
    let width = output.width;
    let mut text: String = wrap(answer.blueprint.name(), width)
        .into_iter()
        .map(|line| heading(&line, ""))
        .collect();
    text.push_str(&people(answer, width));
    if answer.prediction.overall.law.mean().is_none() {
        let words = "No touchpoint on the way is scored, so nothing can be said of memory.";
        let lines = wrap(words, width).into_iter();
        text.push('\n');
        text.extend(lines.map(|line| Line::new(Palette::STRONG, line).to_string()));
    }
    text.push_str(&single_customers(answer, width));
    text.push_str(&moments(answer, width));
    // How sure the numbers are is asked of average customers only.
    if answer.options.customers == Customers::Average {
        text.push_str(&sureness::words(answer, output));
    }
    if answer.options.way == WayChoice::MostLikely {
        text.push_str(&likely_ways(answer, width));
    }
    text.push_str(&endings(answer, width));
    text.push_str(&touchpoints(answer, width));
    let is_usual = answer.options.models == [Model::from(PeakEnd::default())];
    if !is_usual {
        text.push_str(&models(answer, width));
    }
    if answer.options.models.len() > 1 {
        text.push_str(&disagreement(answer, width));
    } else if !output.quiet {
        let words = "Peak-end is one lens; `--all-models` asks every model and shows where they disagree.";
        text.push_str(&quiet(words, width));
    }
    text
}

pub(super) fn heading(words: &str, gap: &str) -> String {
    format!("{gap}{}", Line::new(Palette::STRONG, words))
}

pub(super) fn quiet(words: &str, width: usize) -> String {
    let lines = wrap(words, width);
    let lines = lines
        .into_iter()
        .map(|line| Line::new(Palette::QUIET, line).to_string());
    std::iter::once("\n".to_owned()).chain(lines).collect()
}

/// Everyone and each segment, by name. A single segment is everyone.
pub(super) fn groups<'a>(answer: &'a Answer<'_>) -> Vec<(String, Option<f64>, &'a Outlook)> {
    let prediction = &answer.prediction;
    let name = |id: &str| {
        answer
            .blueprint
            .segment(id)
            .map_or(id.to_owned(), |segment| segment.name().to_owned())
    };
    match &prediction.segments[..] {
        [only] => {
            let name = if only.id.as_str() == service_blueprint::DEFAULT_SEGMENT {
                "everyone".into()
            } else {
                name(only.id.as_str())
            };
            vec![(name, None, &only.outlook)]
        }
        several => {
            let everyone = ("everyone".to_owned(), None, &prediction.overall);
            let segments = several
                .iter()
                .map(|one| (name(one.id.as_str()), Some(one.share), &one.outlook));
            std::iter::once(everyone).chain(segments).collect()
        }
    }
}

pub(super) fn number(value: Option<f64>) -> Line {
    match value {
        Some(value) => Line::plain(column(value)),
        None => Line::new(Palette::QUIET, "–"),
    }
}

fn share(value: Option<f64>) -> Line {
    value.map_or_else(|| Line::new(Palette::QUIET, "–"), |value| Line::plain(percent(value)))
}

fn gap(value: Option<f64>) -> Line {
    match value {
        Some(value) if value < -0.005 => Line::new(Palette::BAD, column_change(value)),
        Some(value) if value > 0.005 => Line::new(Palette::GOOD, column_change(value)),
        Some(value) => Line::plain(column_change(value)),
        None => Line::new(Palette::QUIET, "–"),
    }
}

/// What is remembered under peak-end, against what is lived through.
fn people(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let mut table = Table::new(&[
        ("", Left),
        ("share", Right),
        ("remembered", Right),
        ("experienced", Right),
        ("gap", Right),
        ("bad\nmemory", Right),
        ("reach\na goal", Right),
    ]);
    let neutral = answer.prediction.scale.neutral();
    for (name, part, outlook) in groups(answer) {
        let bad = outlook.law.mean().map(|_| outlook.law.worse_than(neutral));
        table.row(vec![
            Line::plain(name),
            part.map_or_else(Line::default, |part| Line::plain(percent(part))),
            number(remembered(outlook)),
            number(outlook.experienced),
            gap(outlook.memory_gap),
            share(bad),
            share(outlook.goal),
        ]);
    }
    let mut text = table.render(width);
    let scale = answer.prediction.scale;
    let words = format!(
        "Scores run from {} (worst) to {} (best), neutral is {}. Remembered is half the peak and half the end; \
         experienced is the mean over the moments on the way, by duration where every one has a duration; \
         the gap is memory less experience, positive where memory is better; a bad memory is worse than neutral.",
        score(scale.worst()),
        score(scale.best()),
        score(scale.neutral())
    );
    text.push_str(&quiet(&words, width));
    let unscored = answer.prediction.overall.unscored;
    if unscored > RARELY && unscored < 1.0 - RARELY {
        let words = format!(
            "{} of journeys have no scored moment, and are left out of what is remembered.",
            percent(unscored)
        );
        text.push('\n');
        text.extend(
            wrap(&words, width)
                .into_iter()
                .map(|line| Line::plain(line).to_string()),
        );
    }
    text
}

/// Shares of journeys as small as this are rounding.
const RARELY: f64 = 1e-9;

/// What is remembered by peak and end; where that is a bracket its middle.
fn remembered(outlook: &Outlook) -> Option<f64> {
    let middle = |between: Bracket| (between.worse + between.better) / 2.0;
    let single = outlook.single_customers.map(|found| middle(found.remembered));
    single.or_else(|| outlook.law.mean())
}

/// What is remembered by peak and end, where that was asked.
fn by_peak_and_end(list: &[Remembered]) -> Option<f64> {
    let asked = Model::from(PeakEnd::default());
    let found = list.iter().find(|found| found.model == asked)?;
    found.value.ok().map(|estimate| estimate.value)
}

/// In population mode, what single customers remember beside what an average one would.
fn single_customers(answer: &Answer<'_>, width: usize) -> String {
    let Some(found) = groups(answer)
        .first()
        .and_then(|(.., outlook)| outlook.single_customers)
    else {
        return String::new();
    };
    let between = |one: String, other: String| if one == other { one } else { format!("{one} to {other}") };
    let remembered = between(column(found.remembered.worse), column(found.remembered.better));
    let bad = between(percent(found.bad_memory_least), percent(found.bad_memory_most));
    let scale = answer.prediction.scale;
    let average = found.average_customer;
    let is_between =
        !scale.is_better(found.remembered.worse, average) && !scale.is_better(average, found.remembered.better);
    let average = match is_between {
        true => format!("{} as well", column(average)),
        false => format!(
            "{}: the peak of the average customer is not the average peak",
            column(average)
        ),
    };
    let mut words = format!(
        "Of single customers: remembered {remembered}, a bad memory {bad}; the average customer’s journey would say \
         {average}."
    );
    if let Some(cut) = answer.prediction.cut.filter(|cut| !cut.is_settled) {
        words.push_str(&format!(
            " Scores crowd so closely that {} cells on each side of neutral leave {} of the scale open.",
            cut.cells,
            percent(cut.width)
        ));
    }
    let lines = wrap(&words, width).into_iter();
    std::iter::once("\n".to_owned())
        .chain(lines.map(|line| Line::new(Palette::STRONG, line).to_string()))
        .collect()
}

pub(super) fn named(answer: &Answer<'_>, id: &TouchpointId) -> String {
    let id = id.as_str();
    answer
        .blueprint
        .touchpoint(id)
        .map_or(id, |touchpoint| touchpoint.name())
        .to_owned()
}

fn attribution(answer: &Answer<'_>, found: &Option<Attribution>) -> String {
    match found {
        Some(found) => format!("{} ({})", named(answer, &found.touchpoint), percent(found.share)),
        None => "–".into(),
    }
}

/// Peak, trough and end of some journeys, a line each.
fn peak_trough_end(answer: &Answer<'_>, outlook: &Outlook, width: usize) -> Vec<Line> {
    let parts = [
        ("peak", &outlook.peak),
        ("trough", &outlook.trough),
        ("end", &outlook.end),
    ];
    let lines = parts.into_iter().flat_map(|(part, found)| {
        let words = format!("{part:<7} {}", attribution(answer, found));
        wrap_hanging(&words, width, "  ", "          ")
    });
    lines.map(Line::plain).collect()
}

/// Which moments make the memory, for everyone and each segment.
fn moments(answer: &Answer<'_>, width: usize) -> String {
    let mut text = heading("The moments that make it (share of journeys)", "\n");
    let groups = groups(answer);
    for (name, _, outlook) in groups.iter().take(MOST_GROUPS) {
        text.push_str(&Line::plain(name.as_str()).to_string());
        text.extend(peak_trough_end(answer, outlook, width).iter().map(Line::to_string));
    }
    text.push_str(&more_groups(groups.len()));
    text
}

/// For so many groups several lines are told; of further segments there are the tables, and JSON.
pub(super) const MOST_GROUPS: usize = 13;

/// What was left out of a list of groups.
pub(super) fn more_groups(groups: usize) -> String {
    match groups.saturating_sub(MOST_GROUPS) {
        0 => String::new(),
        more => {
            let words = format!("and {} more; `--segment` asks one of them", counted(more, "segment"));
            Line::new(Palette::QUIET, words).to_string()
        }
    }
}

fn likely_ways(answer: &Answer<'_>, width: usize) -> String {
    let mut text = heading("The most likely way", "\n");
    for segment in &answer.prediction.segments {
        let way = &segment.likely_way;
        let mut stops: Vec<String> = way.touchpoints.iter().map(|id| named(answer, id)).collect();
        let end = way.ending.as_str();
        stops.push(answer.blueprint.end(end).map_or(end, |end| end.name()).to_owned());
        let id = segment.id.as_str();
        let who = answer.blueprint.segment(id).map_or(id, |segment| segment.name());
        let words = format!("{who} ({}): {}", percent(way.probability), stops.join(" → "));
        for line in wrap_hanging(&words, width, "", "  ") {
            text.push_str(&Line::plain(line).to_string());
        }
    }
    text
}

/// How journeys end, and what is remembered of those that end so.
fn endings(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let overall = &answer.prediction.overall;
    if overall.endings.len() < 2 {
        return String::new();
    }
    let mut text = heading("By ending", "\n");
    let mut table = Table::new(&[
        ("", Left),
        ("journeys", Right),
        ("remembered", Right),
        ("experienced", Right),
        ("", Left),
    ]);
    let asked = answer.options.ending.is_some();
    for ending in overall
        .endings
        .iter()
        .filter(|ending| !asked || ending.probability > 0.0)
    {
        let id = ending.id.as_str();
        let name = answer.blueprint.end(id).map_or(id, |end| end.name());
        let given = answer.by_ending.iter().find(|(known, _)| *known == ending.id);
        let remembered = match given {
            Some((_, prediction)) => self::remembered(&prediction.overall),
            None => by_peak_and_end(&ending.remembered),
        };
        table.row(vec![
            Line::plain(name),
            share(Some(ending.probability)),
            number(remembered),
            number(ending.experienced),
            if ending.is_goal {
                Line::new(Palette::GOOD, "goal")
            } else {
                Line::default()
            },
        ]);
    }
    text.push_str(&table.render(width));
    for (id, prediction) in &answer.by_ending {
        let id = id.as_str();
        let name = answer.blueprint.end(id).map_or(id, |end| end.name());
        text.extend(wrap(name, width).into_iter().map(|line| Line::plain(line).to_string()));
        let lines = peak_trough_end(answer, &prediction.overall, width);
        text.extend(lines.iter().map(Line::to_string));
    }
    text
}

/// The part of every touchpoint, and what lifting it alone would do.
fn touchpoints(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let overall = &answer.prediction.overall;
    let mut text = heading("Touchpoints", "\n");
    let mut heads = vec![
        ("", Left),
        ("score", Right),
        ("visits", Right),
        ("peak", Right),
        ("trough", Right),
        ("end", Right),
    ];
    // Single customers have no single score that could move.
    let moves = answer.options.customers == Customers::Average;
    if moves {
        heads.extend([
            ("slope\nup", Right),
            ("slope\ndown", Right),
            ("if\nbest", Right),
            ("if\nworst", Right),
        ]);
    }
    let mut table = Table::new(&heads);
    let marked = |value: f64, main: &Option<Attribution>, id: &TouchpointId| {
        let is_main = main.as_ref().is_some_and(|main| main.touchpoint == *id);
        match (is_main, value) {
            (true, _) => Line::new(Palette::STRONG, percent(value)),
            (false, 0.0) => Line::new(Palette::QUIET, "·"),
            (false, _) => Line::plain(percent(value)),
        }
    };
    for one in &overall.touchpoints {
        let style = match one.score {
            Some(value) if answer.prediction.scale.value(value) < 0.0 => Palette::BAD,
            _ => Style::new(),
        };
        let value = one.score.map_or_else(
            || Line::new(Palette::QUIET, "–"),
            |value| Line::new(style, column(value)),
        );
        let mut row = vec![
            Line::plain(named(answer, &one.id)),
            value,
            number(Some(one.visits)),
            marked(one.p_peak, &overall.peak, &one.id),
            marked(one.p_trough, &overall.trough, &one.id),
            marked(one.p_end, &overall.end, &one.id),
        ];
        if moves {
            row.extend([one.slope_up, one.slope_down, one.if_best, one.if_worst].map(number));
        }
        table.row(row);
    }
    text.push_str(&table.render(width));
    if !moves {
        return text;
    }
    let mut words = "Slope: points remembered better (worse) per point that this touchpoint is better (worse). \
        If best, if worst: remembered experience if this touchpoint alone rose to best or fell to worst."
        .to_owned();
    let unasked = |one: &TouchpointOutlook| one.score.is_some() && one.if_best.is_none() && one.visits > 0.0;
    if overall.law.mean().is_some() && overall.touchpoints.iter().any(unasked) {
        words
            .push_str(" In loops of more than 200 touchpoints these are computed for those that `--touchpoint` names.");
    } else if let Some(headline) = best_lift(answer) {
        words = format!("{headline} {words}");
    }
    text.push_str(&quiet(&words, width));
    text
}

/// The touchpoint whose lift to best alone gains most.
fn best_lift(answer: &Answer<'_>) -> Option<String> {
    let overall = &answer.prediction.overall;
    let scale = answer.prediction.scale;
    let now = overall.law.mean()?;
    let gains = overall
        .touchpoints
        .iter()
        .filter_map(|one| Some((one, scale.gain(now, one.if_best?))));
    let best = gains.reduce(|best, one| if one.1 > best.1 { one } else { best });
    let (one, gain) = best.filter(|(_, gain)| change(*gain) != "0")?;
    Some(format!(
        "Lifting “{}” alone gains most: {}.",
        named(answer, &one.id),
        change(gain)
    ))
}

/// The columns that the longest name of a model and a unit take, with a gap, and those of a value with its error.
const MODEL_AND_UNIT: usize = 39;
const VALUE: usize = 13;

/// What every model says.
fn models(answer: &Answer<'_>, width: usize) -> String {
    let mut groups = groups(answer);
    if MODEL_AND_UNIT + VALUE * groups.len() > width {
        groups.truncate(1);
    }
    let names: Vec<String> = groups
        .iter()
        .map(|(name, ..)| wrap(name, VALUE - 2).join("\n"))
        .collect();
    let mut heads = vec![("", Align::Left)];
    heads.extend(names.iter().map(|name| (name.as_str(), Align::Right)));
    heads.push(("unit", Align::Left));
    let mut table = Table::new(&heads);
    let mut reasons: Vec<String> = Vec::new();
    for (place, asked) in answer.asked.iter().enumerate() {
        let mut row = vec![Line::plain(asked.title())];
        row.extend(
            groups
                .iter()
                .map(|(.., outlook)| estimate(outlook.remembered.get(place))),
        );
        row.push(Line::new(Palette::QUIET, unit(asked)));
        table.row(row);
        let found = groups.first().and_then(|(.., outlook)| outlook.remembered.get(place));
        if let Some(Err(reason)) = found.map(|found| found.value) {
            reasons.push(format!("{}: {reason}", asked.title()));
        }
    }
    let mut text = heading("What the models say (± standard error, where sampled)", "\n");
    text.push_str(&table.render(width));
    for reason in reasons {
        for line in wrap_hanging(&format!("no value of {reason}"), width, "", "  ") {
            text.push_str(&Line::new(Palette::QUIET, line).to_string());
        }
    }
    for (place, asked) in answer.asked.iter().enumerate() {
        let Some((file, origin)) = &asked.file else { continue };
        let values = groups.iter().filter_map(|(name, _, outlook)| {
            let value = outlook.remembered.get(place)?.value.ok()?.value;
            Some((name.as_str(), value))
        });
        let remarks = [without_durations(asked), beyond(origin, values)];
        let words = std::iter::once(rests_on(&file_name(file), origin)).chain(remarks.into_iter().flatten());
        for line in words.flat_map(|words| wrap_hanging(&words, width, "", "  ")) {
            text.push_str(&Line::new(Palette::QUIET, line).to_string());
        }
    }
    text
}

/// That durations are left out, where the model goes by time and was fitted without.
fn without_durations(asked: &Asked) -> Option<String> {
    let Model::Fitted(model) = &asked.model else {
        return None;
    };
    let words = "Its episodes had no durations: every moment counts one minute, whatever the blueprint says.";
    (model.goes_by_time() && model.had_durations() == Some(false)).then(|| words.to_owned())
}

/// Which values lie beyond all overall ratings that the model was fitted to, or could have been.
fn beyond<'a>(origin: &Origin, values: impl Iterator<Item = (&'a str, f64)>) -> Option<String> {
    let [worst, best] = origin.outcome_range;
    let (least, most) = (worst.min(best), worst.max(best));
    let outside = values.filter(|(_, value)| !(least..=most).contains(value));
    let names: Vec<&str> = outside.map(|(name, _)| name).collect();
    let is_rating = origin.outcome == Outcome::Rating;
    (is_rating && !names.is_empty()).then(|| {
        format!(
            "Its value for {} lies outside {} to {}: no episode that it was fitted on was remembered so, do not rely on it.",
            names.join(", "),
            score(worst),
            score(best),
        )
    })
}

/// The unit of a value; of a fitted model that of the outcome it was fitted to.
fn unit(asked: &Asked) -> String {
    match &asked.file {
        Some((_, origin)) if origin.outcome == Outcome::Binary => format!("chance of {}", origin.outcome_name),
        Some((_, origin)) => {
            let [worst, best] = origin.outcome_range;
            format!("{} {} to {}", origin.outcome_name, score(worst), score(best))
        }
        None => asked.model.unit().name().replace('_', " "),
    }
}

/// What a fitted model rests on.
fn rests_on(file: &str, origin: &Origin) -> String {
    let groups = match origin.grouping {
        Grouping::Episode => String::new(),
        Grouping::Person => format!(" of {} people", origin.groups),
        Grouping::Stimulus => format!(" under {} stimuli", origin.groups),
    };
    let Interval { value, low, high } = origin.out_of_fold;
    let name = match origin.outcome {
        Outcome::Rating => "R²",
        Outcome::Binary => "log-loss",
    };
    format!(
        "{file} is `{}`, fitted to {}{groups} in {}. On episodes that it was not fitted on, its {name} is {value:.3} ({low:.3} to \
         {high:.3}).",
        origin.candidate,
        counted(origin.episodes, "episode"),
        origin.data,
    )
}

fn estimate(found: Option<&Remembered>) -> Line {
    let value: Option<Result<Estimate, Unpredicted>> = found.map(|found| found.value);
    match value {
        Some(Ok(Estimate {
            value,
            standard_error: Some(error),
            ..
        })) => Line::plain(column(value)).and(Palette::QUIET, format!(" ±{error:.3}")),
        Some(Ok(Estimate { value, .. })) => number(Some(value)),
        Some(Err(_)) | None => number(None),
    }
}

/// How far the on-scale models are apart, and which touchpoints matter under which.
fn disagreement(answer: &Answer<'_>, width: usize) -> String {
    let overall = &answer.prediction.overall;
    let mut text = String::new();
    if let Some(found) = overall.disagreement.as_ref().filter(|found| found.values().len() > 1) {
        let ((low, worst), (high, best)) = (found.worst(), found.best());
        let words = format!(
            "The models on the scale are {} apart: {} says {}, {} says {}.",
            score(found.spread()),
            answer.title(low),
            score(worst),
            answer.title(high),
            score(best)
        );
        text.push('\n');
        text.extend(
            wrap(&words, width)
                .into_iter()
                .map(|line| Line::new(Palette::STRONG, line).to_string()),
        );
    }
    if answer.options.customers == Customers::Population {
        return text;
    }
    text.push_str(&heading("Under which models a touchpoint matters", "\n"));
    let valued = |found: &(usize, &Remembered)| found.1.value.is_ok();
    let all = overall.remembered.iter().enumerate().filter(valued).count();
    for one in &overall.touchpoints {
        let (mut under, mut others) = (Vec::new(), Vec::new());
        for (place, found) in overall.remembered.iter().enumerate().filter(valued) {
            let side = if one.matters_under.contains(&place) {
                &mut under
            } else {
                &mut others
            };
            side.push(answer.title(&found.model));
        }
        let said = match under.len() {
            0 => "none".to_owned(),
            count if count == all => "all".to_owned(),
            count if count > others.len() => format!("all but {}", others.join(", ")),
            _ => under.join(", "),
        };
        let words = format!("{}: {said}", named(answer, &one.id));
        text.extend(
            wrap_hanging(&words, width, "", "  ")
                .into_iter()
                .map(|line| Line::plain(line).to_string()),
        );
    }
    text
}
