//! The answer for people.

use peak_end::{Goals, InvestOptions, Outlook};
use service_blueprint::{Blueprint, OptionId, Scale, Touchpoint};

use super::state::{remembered, remembered_given};
use super::unproved::{Unproved, unproved};
use super::watching::Ended;
use super::{Answer, classical, explanation, frontier, robustness};
use crate::output::Output;
use crate::terminal::{Align, Line, Palette, Table, counted, percent, score, wrap};
use crate::verb::cells::{heading, moments, moved, number, share};

/// Shares of journeys as small as this are rounding.
const RARELY: f64 = 1e-9;

/// The answer, at most as wide as the output.
pub(super) fn words(answer: &Answer<'_>, output: &Output) -> String {
    let width = output.width;
    let lines = wrap(&sentence(answer), width).into_iter();
    let mut text: String = lines.map(|line| Line::new(Palette::STRONG, line).to_string()).collect();
    text.push_str(&remarks(answer, width));
    text.push_str(&explanation::chosen(answer, width));
    text.push_str(&people(answer, output));
    text.push_str(&endings(answer, width));
    let (before, after) = (&answer.before.prediction.overall, &answer.after.prediction.overall);
    text.push_str(&moments((answer.blueprint, before), (&answer.future, after), width));
    text.push_str(&classical::words(answer, width));
    text.push_str(&robustness::words(answer, width));
    text.push_str(&explanation::rejected(answer, width));
    if let Some(found) = &answer.frontier {
        text.push_str(&frontier::words(answer, found, width));
    }
    text.push_str(&next(answer, output));
    text
}

pub(super) fn paragraph(words: &str, width: usize) -> String {
    let lines = wrap(words, width).into_iter().map(|line| Line::plain(line).to_string());
    std::iter::once("\n".to_owned()).chain(lines).collect()
}

/// An amount of money in plain digits, as `--budget` and the format take it.
pub(super) fn money(amount: i128) -> String {
    match amount {
        0.. => amount.to_string(),
        _ => format!("−{}", amount.unsigned_abs()),
    }
}

/// An amount with its currency, where there is one.
pub(super) fn price(blueprint: &Blueprint, amount: i128) -> String {
    match &blueprint.document().currency {
        Some(currency) => format!("{} {currency}", money(amount)),
        None => money(amount),
    }
}

/// The name of an option.
pub(super) fn named<'b>(blueprint: &'b Blueprint, id: &'b OptionId) -> &'b str {
    let id = id.as_str();
    let found = blueprint.options().iter().find(|option| option.id == id);
    found.and_then(|option| option.name.as_deref()).unwrap_or(id)
}

/// So many names are told in a sentence, others counted.
const NAMED: usize = 5;

/// Options by name, in a sentence.
pub(super) fn listed(blueprint: &Blueprint, options: &[OptionId]) -> String {
    in_a_row(options.iter().map(|id| named(blueprint, id)).collect())
}

/// Names in a sentence.
fn in_a_row(names: Vec<&str>) -> String {
    let shown = if names.len() > NAMED + 1 { NAMED } else { names.len() };
    let mut words: Vec<String> = names.iter().take(shown).map(|name| format!("“{name}”")).collect();
    if shown < names.len() {
        words.push(format!("{} more", names.len() - shown));
    }
    match words.pop() {
        None => "nothing".into(),
        Some(last) if words.is_empty() => last,
        Some(last) => format!("{} and {last}", words.join(", ")),
    }
}

/// What to buy, what it does, and how sure that is.
fn sentence(answer: &Answer<'_>) -> String {
    let (blueprint, best) = (answer.blueprint, &answer.best);
    let name = blueprint.name();
    let (was, is) = (score(answer.before.objective), score(answer.after.objective));
    let who = match (is_weighed(blueprint), answer.options.lasting.episodes) {
        (false, 0 | 1) => "customers will remember".to_owned(),
        (true, 0 | 1) => "customers, weighed by their value, will remember".to_owned(),
        (false, episodes) => format!("over {episodes} journeys customers will remember, on average,"),
        (true, episodes) => {
            format!("over {episodes} journeys customers, weighed by their value, will remember, on average,")
        }
    };
    let usual = answer.options.model == InvestOptions::default().model;
    let who = match (&answer.least_regret, usual) {
        (None, true) => who,
        _ => format!("under {} {who}", answer.options.model.text()),
    };
    let means = match answer.budget {
        Some(budget) if budget >= 0 => format!("with {}", price(blueprint, budget.into())),
        Some(budget) => format!("saving {}", price(blueprint, -i128::from(budget))),
        None => "with money no object".to_owned(),
    };
    if best.chosen.is_empty() {
        return format!("{name}: {means}, buy nothing; {who} {is}, as now. {}", proof(answer));
    }
    let cost = match (best.cost, answer.budget) {
        (0, _) => "at no cost".to_owned(),
        (cost, _) if cost < 0 => format!("and save {}", price(blueprint, -cost)),
        (cost, Some(budget)) if cost < i128::from(budget) => {
            format!("for {} of {}", money(cost), price(blueprint, budget.into()))
        }
        (cost, _) => format!("for {}", price(blueprint, cost)),
    };
    let chosen = listed(blueprint, &best.chosen);
    let compared = match was == is {
        true => format!("{is}, as now"),
        false => format!("{is} instead of {was}"),
    };
    format!("{name}: buy {chosen} {cost}; {who} {compared}. {}", proof(answer))
}

/// Whether segments weigh by other than their shares.
pub(super) fn is_weighed(blueprint: &Blueprint) -> bool {
    let mut values = blueprint.segments().map(|segment| segment.value());
    let first = values.next();
    values.any(|value| Some(value) != first)
}

/// What is known of sets that were not chosen. Proof is claimed only where there is one.
fn proof(answer: &Answer<'_>) -> String {
    let best = &answer.best;
    if let Some(found) = &answer.least_regret {
        return robustness::proof(found, why_not(answer));
    }
    let among = match answer.options.goals {
        Goals::Keep => " that keeps P(goal)",
        Goals::Free => "",
    };
    if best.optimal {
        let within = match answer.budget {
            Some(_) => "within the budget",
            None => "that could be chosen",
        };
        let ties = match best.ties_settled {
            true => "",
            false => " Whether an equally good set costs less or makes fewer moments worse was not settled.",
        };
        return format!("It is proved that nothing {within}{among} is better.{ties}");
    }
    let missed = match best.gap() {
        gap if gap < 0.01 => "less than 0.01".to_owned(),
        gap => format!("at most {}", score(gap)),
    };
    format!(
        "That is the best set found so far, not proved to be the best there is: {}. No set can be remembered better \
         than {}, so {missed} is missed.",
        why_not(answer),
        score(best.bound)
    )
}

/// What kept the search from a proof.
fn why_not(answer: &Answer<'_>) -> &'static str {
    match answer.ended {
        Some(Ended::Interrupt) => "Ctrl-C ended the search",
        Some(Ended::TimeLimit) => "the time limit ended the search",
        None => match unproved(answer) {
            Unproved::Nodes => "the limit of nodes ended the search",
            Unproved::TooManySets => "the sets are too many to try all under such a model",
            Unproved::TooManyParts => "the search had more parts left than are kept",
            Unproved::Sampled => "all sets were tried, but what they are worth was sampled",
            Unproved::Models => "the best that is possible is not proved under some model, marked ~ below",
        },
    }
}

/// What must be known beside the answer.
fn remarks(answer: &Answer<'_>, width: usize) -> String {
    let mut text = String::new();
    let (before, after) = (&answer.before.prediction.overall, &answer.after.prediction.overall);
    if let Some((was, is)) = before.goal.zip(after.goal)
        && is < was - RARELY
    {
        let words = format!(
            "Fewer customers reach a goal: {} instead of {}. `--keep-goals` leaves such sets out.",
            finely(is),
            finely(was)
        );
        text.push_str(&paragraph(&words, width));
    }
    if answer.options.lasting.episodes > 1 {
        text.push_str(&paragraph(&unexpected(&answer.future), width));
    }
    text
}

/// The touchpoints at which nobody wrote what is expected: over several journeys all rests on that.
fn unexpected(future: &Blueprint) -> String {
    let is_felt = |touchpoint: &Touchpoint<'_>| touchpoint.written().experience.is_some();
    let found = future.touchpoints().filter(is_felt);
    let found = found.filter(|touchpoint| touchpoint.written().expectation.is_none());
    let names: Vec<&str> = found.map(|touchpoint| touchpoint.name()).collect();
    if names.is_empty() {
        return String::new();
    }
    let have = if names.len() == 1 { "has" } else { "have" };
    format!(
        "{} {have} no expectation written, so neutral ({}) is expected there at first: {}.",
        counted(names.len(), "touchpoint"),
        score(future.scale().neutral()),
        in_a_row(names)
    )
}

/// A probability in percent with a decimal, so that small differences show.
pub(super) fn finely(probability: f64) -> String {
    format!("{:.1} %", 100.0 * probability)
}

/// Everyone and each segment, before and after.
fn people(answer: &Answer<'_>, output: &Output) -> String {
    let width = output.width;
    use Align::{Left, Right};
    let scale = answer.blueprint.scale();
    let (before, after) = (&answer.before, &answer.after);
    let goals = tells_goals(answer);
    let mut heads = vec![
        ("", Left),
        ("remembered\nbefore", Right),
        ("\nafter", Right),
        ("\nchange", Right),
    ];
    if goals {
        heads.extend([("P(goal)\nbefore", Right), ("\nafter", Right)]);
    }
    heads.extend([("P(bad)\nbefore", Right), ("\nafter", Right)]);
    let mut table = Table::new(&heads);
    let mut row = |name: &str, was: &Outlook, is: &Outlook| {
        let mut cells = vec![
            Line::plain(name),
            number(remembered(was)),
            number(remembered(is)),
            moved(scale, remembered(was), remembered(is)),
        ];
        if goals {
            cells.extend([share(was.goal), share(is.goal)]);
        }
        cells.extend([share(before.bad_memory(was)), share(after.bad_memory(is))]);
        table.row(cells);
    };
    row("everyone", &before.prediction.overall, &after.prediction.overall);
    let segments = &before.prediction.segments;
    if segments.len() > 1 {
        for was in segments {
            let Some(is) = after.prediction.segments.iter().find(|is| is.id == was.id) else {
                continue;
            };
            let id = was.id.as_str();
            let name = answer.blueprint.segment(id).map_or(id, |segment| segment.name());
            row(name, &was.outlook, &is.outlook);
        }
    }
    if let Some(name) = judged_by(answer) {
        let (was, is) = (Some(before.objective), Some(after.objective));
        let mut cells = vec![Line::plain(name), number(was), number(is), moved(scale, was, is)];
        cells.resize(heads.len(), Line::default());
        table.row(cells);
    }
    let head = match answer.options.lasting.episodes {
        0 | 1 => "Before and after",
        _ => "Before and after, in the first journey",
    };
    let mut text = format!("{}{}", heading(head), table.render(width));
    if !output.quiet {
        let goal = if goals { "P(goal): a goal is reached; " } else { "" };
        let worse = if is_upward(scale) {
            ""
        } else {
            " A change above 0 is for the better."
        };
        let words = format!(
            "{goal}P(bad): a memory, by peak and end, worse than neutral. Scores run from {} (worst) to {} (best).{worse}",
            score(scale.worst()),
            score(scale.best())
        );
        let lines = wrap(&words, width).into_iter();
        text.extend(lines.map(|line| Line::new(Palette::QUIET, line).to_string()));
    }
    let unscored = before
        .prediction
        .overall
        .unscored
        .max(after.prediction.overall.unscored);
    if unscored > RARELY {
        let words = format!(
            "Up to {} of journeys have no scored moment. They are left out of these figures, and sets are judged as if \
             they were remembered as neutral.",
            percent(unscored)
        );
        text.push_str(&paragraph(&words, width));
    }
    text
}

/// Whether better scores are higher numbers.
fn is_upward(scale: Scale) -> bool {
    scale.best() > scale.worst()
}

/// Whether P(goal) says anything: not where no goal is marked, nor where everybody reaches one before and after.
fn tells_goals(answer: &Answer<'_>) -> bool {
    let states = [&answer.before.prediction, &answer.after.prediction];
    let outlooks = states.into_iter().flat_map(|prediction| {
        let segments = prediction.segments.iter().map(|segment| &segment.outlook);
        std::iter::once(&prediction.overall).chain(segments)
    });
    let mut goals = outlooks.filter_map(|outlook| outlook.goal);
    goals.any(|goal| goal < 1.0 - RARELY)
}

/// What the last row of the table is, if sets are judged by something else than what everyone remembers of a first journey.
fn judged_by(answer: &Answer<'_>) -> Option<String> {
    let mut words = Vec::new();
    if answer.options.lasting.episodes > 1 {
        words.push(format!("mean of {} journeys", answer.options.lasting.episodes));
    }
    if is_weighed(answer.blueprint) {
        words.push("by value".into());
    }
    let unscored = |outlook: &Outlook| outlook.unscored > RARELY;
    if unscored(&answer.before.prediction.overall) || unscored(&answer.after.prediction.overall) {
        words.push("unscored as neutral".into());
    }
    match words.is_empty() {
        true => None,
        false => Some(words.join(", ")),
    }
}

/// How journeys end, before and after.
fn endings(answer: &Answer<'_>, width: usize) -> String {
    use Align::{Left, Right};
    let scale = answer.blueprint.scale();
    let (before, after) = (&answer.before.prediction.overall, &answer.after.prediction.overall);
    if before.endings.len() < 2 {
        return String::new();
    }
    let mut table = Table::new(&[
        ("", Left),
        ("journeys\nbefore", Right),
        ("\nafter", Right),
        ("remembered\nbefore", Right),
        ("\nafter", Right),
        ("\nchange", Right),
    ]);
    for (was, is) in before.endings.iter().zip(&after.endings) {
        let id = was.id.as_str();
        let name = answer.blueprint.end(id).map_or(id, |end| end.name());
        let goal = if was.is_goal { " (goal)" } else { "" };
        table.row(vec![
            Line::plain(name).and(Palette::GOOD, goal),
            share(Some(was.probability)),
            share(Some(is.probability)),
            number(remembered_given(was)),
            number(remembered_given(is)),
            moved(scale, remembered_given(was), remembered_given(is)),
        ]);
    }
    format!("{}{}", heading("By ending"), table.render(width))
}

/// What was written, and what could be asked next.
fn next(answer: &Answer<'_>, output: &Output) -> String {
    let words = match &answer.written {
        Some(path) => format!(
            "wrote {0}, without the options, those not chosen included, and without comments; next: `blueprint check {0}`",
            path.display()
        ),
        None if output.quiet || answer.frontier.is_some() => return String::new(),
        None => {
            let mut words =
                "`--frontier` shows what every budget buys; `--write FUTURE.yaml` writes the blueprint with \
                             these options."
                    .to_owned();
            if answer.options.lasting.episodes <= 1 {
                words.push_str(" A delight wears off once it is expected: `--episodes 6` judges by six journeys.");
            }
            words
        }
    };
    let lines = wrap(&words, output.width).into_iter();
    let lines = lines.map(|line| Line::new(Palette::QUIET, line).to_string());
    std::iter::once("\n".to_owned()).chain(lines).collect()
}
