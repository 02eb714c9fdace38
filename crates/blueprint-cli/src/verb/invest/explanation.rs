//! Why the chosen options are chosen, and what others would have taken.

use peak_end::{ChosenOption, InvestOptions, Price, Reason, RejectedOption};
use service_blueprint::{OptionId, TouchpointId};

use super::Answer;
use super::words::{finely, listed, money, named};
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
            option.worth.map_or_else(|| Line::new(Palette::QUIET, "–"), worth),
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
    text.push_str(&quiet(&worths(answer), width));
    text.push_str(&more(chosen.len(), width));
    text
}

/// What the figures of the chosen options mean.
fn worths(answer: &Answer<'_>) -> String {
    let chosen = &answer.explanation.chosen;
    let mut words = Vec::new();
    if chosen.len() > 1 {
        let needed = chosen.iter().any(|option| !option.needed_by.is_empty());
        let without = if needed { "it and what needs it" } else { "it" };
        words.push(format!(
            "Worth: how much worse memory would be without {without}, all else as chosen. Worths need not add up."
        ));
    }
    if answer.least_regret.is_some() {
        let model = answer.options.model.text();
        words.push(format!(
            "Worths and reasons are those under {model}; what is worth nothing there is bought for the other models."
        ));
    }
    if answer.options.model != InvestOptions::default().model {
        words.push(format!(
            "Reasons speak of peak, trough and end, whatever {} makes of them.",
            answer.options.model.text()
        ));
    }
    if answer.options.lasting.episodes > 1 {
        let episodes = answer.options.lasting.episodes;
        words.push(format!(
            "Scores and shares are means of {episodes} journeys, in which what surprised becomes expected."
        ));
    }
    words.join(" ")
}

/// The options that were not chosen, and what each would have taken.
pub(super) fn rejected(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let rejected = &answer.explanation.rejected;
    if rejected.is_empty() {
        return String::new();
    }
    let cost_head = cost_head(answer);
    let mut heads = vec![("", Left), (cost_head.as_str(), Right), ("if added", Right)];
    if tells_prices(answer) {
        heads.push(("bought\nup to", Right));
    }
    let mut table = Table::new(&heads);
    for option in rejected.iter().take(LISTED) {
        let mut cells = vec![
            Line::plain(named(answer.blueprint, &option.id)),
            Line::plain(money(option.cost.into())),
            option.adding.map_or_else(|| Line::new(Palette::QUIET, "–"), worth),
        ];
        if tells_prices(answer) {
            cells.push(Line::plain(asked(option.price)));
        }
        table.row(cells);
        hindrances(answer, option)
            .into_iter()
            .for_each(|words| table.note(words));
    }
    let mut text = format!("{}{}", heading("Not chosen"), table.render(width));
    text.push_str(&quiet(&costs(answer), width));
    text.push_str(&more(rejected.len(), width));
    text
}

/// Whether it is told what others could cost and be chosen. Sets that regret least are not chosen by the objective, which
/// is what these costs are about.
fn tells_prices(answer: &Answer<'_>) -> bool {
    answer.least_regret.is_none()
}

/// A gain, and where it is too small for two decimals that there is one.
fn worth(gain: f64) -> Line {
    match gain {
        gain if gain.abs() < RARELY || gain.abs() >= TOLD => gained(gain),
        gain if gain > 0.0 => Line::plain("<0.01"),
        _ => Line::plain(">−0.01"),
    }
}

/// What the figures of the others mean, so far as they are there.
fn costs(answer: &Answer<'_>) -> String {
    let rejected = &answer.explanation.rejected;
    if !tells_prices(answer) {
        return format!(
            "If added: what memory under {} would gain if it came on top of the chosen ones, whatever that costs.",
            answer.options.model.text()
        );
    }
    let mut words = vec![
        "If added: what memory would gain if it came on top of the chosen ones, whatever that costs. Bought up to: the \
         highest cost at which it would be chosen, all else as it is.",
    ];
    let mut told = |is: &dyn Fn(Price) -> bool, about: &'static str| {
        if rejected.iter().any(|option| is(option.price)) {
            words.push(about);
        }
    };
    told(&|price| price == Price::Never, "Never: not even for free.");
    told(
        &|price| matches!(price, Price::UpTo(cost) | Price::AtLeast(cost) if cost < 0),
        "Below 0: so much it would have to save.",
    );
    told(
        &|price| matches!(price, Price::AtLeast(_)),
        "≥: the short search for these costs was cut off, and more may be true.",
    );
    told(
        &|price| price == Price::Unknown,
        "?: the short search for these costs found none, and did not prove that there is none.",
    );
    words.join(" ")
}

fn cost_head(answer: &Answer<'_>) -> String {
    match &answer.blueprint.document().currency {
        Some(currency) => format!("cost, {currency}"),
        None => "cost".to_owned(),
    }
}

fn quiet(words: &str, width: usize) -> String {
    if words.is_empty() {
        return String::new();
    }
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

/// Why an option is chosen, a line for each reason, and what it makes worse.
fn why(answer: &Answer<'_>, option: &ChosenOption) -> Vec<String> {
    let reasons = option.reasons.iter();
    let mut words: Vec<String> = reasons.filter_map(|reason| told(answer, option, reason)).collect();
    // What it saves is told last, and whatever was told before.
    let saves = match option.reasons.last() {
        Some(Reason::Saves { .. }) => words.pop(),
        _ => None,
    };
    words.truncate(REASONS);
    words.extend(saves);
    words.extend(harm(answer, option));
    if option.must_stay {
        words.push("without it the set could not be chosen".to_owned());
    }
    if !option.needed_by.is_empty() {
        words.push(format!("needed by {}", listed(answer.blueprint, &option.needed_by)));
    }
    words
}

/// A reason in words.
fn told(answer: &Answer<'_>, option: &ChosenOption, reason: &Reason) -> Option<String> {
    let name = |id: &TouchpointId| touchpoint(answer, id);
    Some(match reason {
        Reason::ReachesGoal { before, after } => {
            let (was, is) = apart(*before, *after);
            format!("{is} of customers reach a goal, {was} without it")
        }
        Reason::MakesPeak {
            touchpoint,
            before,
            after,
        } => {
            let (was, is) = apart(*before, *after);
            let lifts = match scores(option, touchpoint) {
                Some((from, to)) if is_better(answer, from, to) => {
                    format!("lifts {} from {} to {}: ", name(touchpoint), score(from), score(to))
                }
                _ => String::new(),
            };
            match (lifts.is_empty(), *before < RARELY) {
                (true, true) => format!("makes {} the peak of {is} of journeys", name(touchpoint)),
                (true, false) => format!(
                    "makes {} the peak of {is} of journeys, {was} without it",
                    name(touchpoint)
                ),
                (false, true) => format!("{lifts}the peak of {is} of journeys"),
                (false, false) => format!("{lifts}the peak of {is} of journeys, {was} without it"),
            }
        }
        Reason::LiftsPeak {
            touchpoint,
            journeys,
            before,
            after,
        } => format!(
            "lifts {}, the peak of {} of journeys, from {} to {}",
            name(touchpoint),
            percent(*journeys),
            score(*before),
            score(*after)
        ),
        Reason::UndoesPeak {
            touchpoint,
            before,
            after,
        } => match scores(option, touchpoint) {
            Some((from, to)) if *after >= RARELY && is_better(answer, from, to) => {
                let (was, is) = apart(*before, *after);
                format!(
                    "{} is the peak of {is} of journeys, at {}; without it of {was}, at {}",
                    name(touchpoint),
                    score(to),
                    score(from)
                )
            }
            _ => fewer(&name(touchpoint), "peak", *before, *after),
        },
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
        } => fewer(&name(touchpoint), "trough", *before, *after),
        Reason::Leads {
            touchpoint,
            before,
            after,
        } => leads(&name(touchpoint), *before, *after),
        Reason::Saves { amount } => saves(answer, *amount),
        _ => return None,
    })
}

/// A touchpoint that is the peak, or the trough, of fewer journeys.
fn fewer(touchpoint: &str, part: &str, before: f64, after: f64) -> String {
    let (was, is) = apart(before, after);
    match after < RARELY {
        true => format!("{touchpoint} is no longer the {part} of any journey, {was} without it"),
        false => format!("{touchpoint} is the {part} of {is} of journeys, {was} without it"),
    }
}

/// Customers sent another way. Visits below one per journey are nearly the share of journeys that come there.
fn leads(touchpoint: &str, before: f64, after: f64) -> String {
    if before.max(after) <= 1.0 {
        let (was, is) = apart(before, after);
        return format!("leads {is} of journeys to {touchpoint}, {was} without it");
    }
    format!(
        "{touchpoint} is visited {} times per journey, {} without it",
        score(after),
        score(before)
    )
}

/// What a saving is good for: money is saved where others need it, where it has to be, and sometimes only by the way.
fn saves(answer: &Answer<'_>, amount: i128) -> String {
    let saved = format!("saves {}", money(amount));
    let needed = |budget: i64| answer.best.cost.saturating_add(amount) > i128::from(budget);
    match answer.budget {
        Some(budget) if needed(budget) => match answer.explanation.chosen.iter().any(|option| option.cost > 0) {
            true => format!("{saved}, which pays for others"),
            false => format!(
                "{saved}, without which the budget of {} is not kept",
                money(budget.into())
            ),
        },
        _ => saved,
    }
}

/// What an option itself makes worse: memory may not notice, customers do.
fn harm(answer: &Answer<'_>, option: &ChosenOption) -> Vec<String> {
    let options = answer.blueprint.options().iter();
    let Some(written) = options.into_iter().find(|written| written.id == option.id.as_str()) else {
        return Vec::new();
    };
    let scale = answer.blueprint.scale();
    let touched = option.touched.iter().filter_map(|touched| {
        let id = touched.touchpoint.as_str();
        let (was, is) = (touched.without.score?, touched.with.score);
        let name = touchpoint(answer, &touched.touchpoint);
        match is {
            Some(is) if written.sets.keys().any(|set| set == id) && is_better(answer, is, was) => {
                Some(format!("lowers {name} from {} to {}", score(was), score(is)))
            }
            None if scale.gain(scale.neutral(), was) > TOLD => {
                Some(format!("takes out {name}, which is at {}", score(was)))
            }
            _ => None,
        }
    });
    let mut words: Vec<String> = touched.collect();
    if let Some(last) = words.last_mut()
        && option.worth.is_some_and(|worth| worth.abs() < RARELY)
    {
        last.push_str(", which memory does not notice");
    }
    words
}

/// The experience at a touchpoint without an option and with it.
fn scores(option: &ChosenOption, touchpoint: &TouchpointId) -> Option<(f64, f64)> {
    let mut touched = option.touched.iter();
    let touched = touched.find(|touched| touched.touchpoint == *touchpoint)?;
    touched.without.score.zip(touched.with.score)
}

/// Whether a score is better than another by so much that it shows.
fn is_better(answer: &Answer<'_>, from: f64, to: f64) -> bool {
    answer.blueprint.scale().gain(from, to) > TOLD
}

/// Two shares, with a decimal where they would look the same without.
fn apart(before: f64, after: f64) -> (String, String) {
    let (was, is) = (percent(before), percent(after));
    match was == is {
        true => (finely(before), finely(after)),
        false => (was, is),
    }
}

/// Shares and worths as small as this are rounding.
const RARELY: f64 = 1e-9;

/// A rise that figures of two decimals show.
const TOLD: f64 = 0.005;

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
