//! Why the chosen options are chosen, and what others would have taken.

use peak_end::{ChosenOption, Price, Reason, RejectedOption};
use service_blueprint::{OptionId, TouchpointId};

use super::Answer;
use super::words::{listed, money, named};
use crate::terminal::{Align, Line, Palette, Table, percent, score, wrap};
use crate::verb::cells::{gained, heading};

/// So many options are listed, others counted.
const LISTED: usize = 30;

/// So many reasons are told of an option.
const REASONS: usize = 3;

/// The chosen options: what each costs, what it is worth, and why.
pub(super) fn chosen(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let chosen = &answer.explanation.chosen;
    if chosen.is_empty() {
        return String::new();
    }
    let cost_head = cost_head(answer);
    let mut table = Table::new(&[("", Left), (&cost_head, Right), ("worth", Right)]);
    for option in chosen.iter().take(LISTED) {
        table.row(vec![
            Line::plain(named(answer.blueprint, &option.id)),
            Line::plain(money(option.cost.into())),
            option.worth.map_or_else(|| Line::new(Palette::QUIET, "–"), gained),
        ]);
        why(answer, option).into_iter().for_each(|words| table.note(words));
    }
    if chosen.len() > 1 {
        let gain = answer
            .blueprint
            .scale()
            .gain(answer.before.objective, answer.after.objective);
        table.row(vec![
            Line::new(Palette::QUIET, format!("all {}", chosen.len())),
            Line::plain(money(answer.best.cost)),
            gained(gain),
        ]);
    }
    let mut text = format!("{}{}", heading("Chosen"), table.render(width));
    if chosen.len() > 1 {
        let words = "Worth: how much worse memory would be without it, all else as chosen. Worths need not add up.";
        text.push_str(&quiet(words, width));
    }
    text.push_str(&more(chosen.len(), width));
    text
}

/// The options that were not chosen, and what each would have taken.
pub(super) fn rejected(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let rejected = &answer.explanation.rejected;
    if rejected.is_empty() {
        return String::new();
    }
    let cost_head = cost_head(answer);
    let mut table = Table::new(&[
        ("", Left),
        (&cost_head, Right),
        ("if added", Right),
        ("bought if\nat most", Right),
    ]);
    for option in rejected.iter().take(LISTED) {
        table.row(vec![
            Line::plain(named(answer.blueprint, &option.id)),
            Line::plain(money(option.cost.into())),
            option.adding.map_or_else(|| Line::new(Palette::QUIET, "–"), gained),
            Line::plain(asked(option.price)),
        ]);
        hindrances(answer, option)
            .into_iter()
            .for_each(|words| table.note(words));
    }
    let mut text = format!("{}{}", heading("Not chosen"), table.render(width));
    let mut words =
        "If added: what memory would gain if it came on top of the chosen ones, whatever that costs. Bought \
                     if: the cost at which it would be chosen, all else as it is."
            .to_owned();
    if !answer.explanation.complete {
        words.push_str(" The search for these costs ended before its time.");
    }
    text.push_str(&quiet(&words, width));
    text.push_str(&more(rejected.len(), width));
    text
}

fn cost_head(answer: &Answer<'_>) -> String {
    match &answer.blueprint.document().currency {
        Some(currency) => format!("cost, {currency}"),
        None => "cost".to_owned(),
    }
}

fn quiet(words: &str, width: usize) -> String {
    let lines = wrap(words, width).into_iter();
    lines.map(|line| Line::new(Palette::QUIET, line).to_string()).collect()
}

fn more(count: usize, width: usize) -> String {
    match count.saturating_sub(LISTED) {
        0 => String::new(),
        more => quiet(&format!("{more} more are not listed; `--format json` has all."), width),
    }
}

/// A price in a column.
fn asked(price: Price) -> String {
    match price {
        Price::UpTo(cost) => money(cost),
        Price::AtLeast(cost) => format!("≥ {}", money(cost)),
        Price::Never => "never".into(),
        Price::Any => "any".into(),
        _ => "?".into(),
    }
}

/// A touchpoint by name, one that an option adds included.
fn touchpoint(answer: &Answer<'_>, id: &TouchpointId) -> String {
    let id = id.as_str();
    let found = answer.future.touchpoint(id).or_else(|| answer.blueprint.touchpoint(id));
    format!("“{}”", found.map_or(id, |touchpoint| touchpoint.name()))
}

/// Why an option is chosen, a line for each reason.
fn why(answer: &Answer<'_>, option: &ChosenOption) -> Vec<String> {
    let name = |id: &TouchpointId| touchpoint(answer, id);
    let mut words = Vec::new();
    for reason in option.reasons.iter().take(REASONS) {
        words.push(match reason {
            Reason::MakesPeak {
                touchpoint,
                before,
                after,
            } => match lifted(answer, option, touchpoint) {
                Some((was, is)) => format!(
                    "lifts {}, the peak of {} of journeys, from {} to {}",
                    name(touchpoint),
                    percent(*after),
                    score(was),
                    score(is)
                ),
                None => format!(
                    "makes {} the peak of {} of journeys, {} without it",
                    name(touchpoint),
                    percent(*after),
                    percent(*before)
                ),
            },
            Reason::UndoesPeak {
                touchpoint,
                before,
                after,
            } => format!(
                "{} is the peak of {} of journeys only, {} without it",
                name(touchpoint),
                percent(*after),
                percent(*before)
            ),
            Reason::LiftsEnd {
                touchpoint,
                journeys,
                before: Some(before),
                after,
            } => format!(
                "lifts {}, the end of {} of journeys, from {} to {}",
                name(touchpoint),
                percent(*journeys),
                score(*before),
                score(*after)
            ),
            Reason::LiftsEnd {
                touchpoint,
                journeys,
                before: None,
                after,
            } => format!(
                "ends {} of journeys with {}, at {}",
                percent(*journeys),
                name(touchpoint),
                score(*after)
            ),
            Reason::RemovesTrough {
                touchpoint,
                before,
                after,
            } => format!(
                "{} is the trough of {} of journeys, {} without it",
                name(touchpoint),
                percent(*after),
                percent(*before)
            ),
            Reason::Leads {
                touchpoint,
                before,
                after,
            } => format!(
                "leads {} of journeys to {}, {} without it",
                visits(*after),
                name(touchpoint),
                visits(*before)
            ),
            Reason::Saves { amount } => format!("saves {}, which pays for others", money(*amount)),
            _ => continue,
        });
    }
    if option.must_stay {
        words.push("without it the set could not be chosen".to_owned());
    }
    if !option.needed_by.is_empty() {
        words.push(format!("needed by {}", listed(answer.blueprint, &option.needed_by)));
    }
    words
}

/// The experience at a touchpoint without an option and with it, where the option makes it better.
fn lifted(answer: &Answer<'_>, option: &ChosenOption, touchpoint: &TouchpointId) -> Option<(f64, f64)> {
    let touched = option
        .touched
        .iter()
        .find(|touched| touched.touchpoint == *touchpoint)?;
    let (was, is) = (touched.without.score?, touched.with.score?);
    (answer.blueprint.scale().gain(was, is) > TOLD).then_some((was, is))
}

/// A rise that figures of two decimals show.
const TOLD: f64 = 0.005;

/// Visits per journey; below one they are nearly the share of journeys that come there.
fn visits(visits: f64) -> String {
    match visits {
        few if few <= 1.0 => percent(few),
        many => format!("{} visits", score(many)),
    }
}

/// What stands against an option.
fn hindrances(answer: &Answer<'_>, option: &RejectedOption) -> Vec<String> {
    let list = |options: &[OptionId]| listed(answer.blueprint, options);
    let mut words = Vec::new();
    if !option.needs.is_empty() {
        let together = money(option.cost_with_needs);
        words.push(format!("needs {}, together {together}", list(&option.needs)));
    }
    if !option.excluded_by.is_empty() {
        words.push(format!("excluded by {}", list(&option.excluded_by)));
    }
    words
}
