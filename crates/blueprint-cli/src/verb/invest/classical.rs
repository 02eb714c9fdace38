//! What satisfaction thinking would buy with the same money.

use super::Answer;
use super::words::{listed, named, paragraph, price};
use crate::terminal::{percent, score};
use crate::verb::cells::heading;

/// Gains as small as this are none.
const NOTHING: f64 = 1e-9;

/// What the classical rule buys, and how much of the gain it misses.
pub(super) fn words(answer: &Answer<'_>, width: usize) -> String {
    let blueprint = answer.blueprint;
    let (classical, state) = (&answer.classical.set, &answer.classical.state);
    let mut words = if !classical.applies {
        "Worst weighted satisfaction first cannot be asked: no touchpoint has both an `experience` and an `expectation`."
            .to_owned()
    } else if classical.chosen.is_empty() {
        format!(
            "Worst weighted satisfaction first buys nothing: {} is remembered.",
            score(state.objective)
        )
    } else {
        format!(
            "Worst weighted satisfaction first buys {} for {}: {} is remembered.",
            listed(blueprint, &classical.chosen),
            price(blueprint, classical.cost),
            score(state.objective)
        )
    };
    if classical.chosen.len() > 1
        && let Some(step) = classical.steps.first()
    {
        let id = step.touchpoint.as_str();
        let touchpoint = blueprint.touchpoint(id).map_or(id, |touchpoint| touchpoint.name());
        let option = named(blueprint, &step.option);
        words.push_str(&format!(" It begins with “{option}”, for “{touchpoint}”."));
    }
    if classical.applies {
        words.push_str(&missed(answer));
    }
    if classical.applies && !classical.allowed {
        words.push_str(" That is no set that could be chosen: it does not keep to the budget or to a floor.");
    }
    format!(
        "{}{}",
        heading("The classical rule, with the same money"),
        paragraph(&words, width).trim_start_matches('\n')
    )
}

/// How much of what the best set gains the classical rule misses.
fn missed(answer: &Answer<'_>) -> String {
    let scale = answer.blueprint.scale();
    let (best, classical) = (&answer.best, &answer.classical.set);
    let (now, is) = (answer.before.objective, answer.after.objective);
    let (gain, other) = (scale.gain(now, is), scale.gain(now, answer.classical.state.objective));
    if best.chosen == classical.chosen {
        return " That is the best set.".into();
    }
    if gain <= NOTHING {
        return String::new();
    }
    if other < -NOTHING {
        return " That is worse than now.".into();
    }
    // A set that is not allowed may be remembered better than the best one that is.
    match (gain - other) / gain {
        part if part <= NOTHING => String::new(),
        part => format!(" That misses {} of what the best set gains.", percent(part)),
    }
}
