//! Why there is no answer, as a request that cannot be granted.

use peak_end::{InvestError, LeastBudget, Model, UnmetFloor};
use service_blueprint::Blueprint;

use crate::failure::Failure;
use crate::terminal::score;

/// What is wrong with the request, and what to do.
pub(in crate::verb) fn refuse(blueprint: &Blueprint, error: InvestError) -> Failure {
    let (code, help) = match &error {
        InvestError::NoOptions => (
            "no-options",
            "list under `options:` what could be bought, each with `id`, `cost` and what it changes".to_owned(),
        ),
        InvestError::NoValueAnywhere => (
            "no-value-anywhere",
            "give at least one segment a `value` above 0, or leave the values out".to_owned(),
        ),
        InvestError::NoGoal => (
            "no-goal",
            "mark the endings that customers should come to with `goal: true`, or leave `--keep-goals` out".to_owned(),
        ),
        InvestError::NotOnScale { .. } => {
            let models = Model::all();
            let on_scale = models.iter().filter(|model| model.is_on_scale()).map(Model::name);
            let names = on_scale.collect::<Vec<_>>().join(", ");
            ("model-not-on-scale", format!("ask one of {names}"))
        }
        InvestError::NoValue { .. } => (
            "no-value",
            "ask another model, or give the scores and durations that this one needs".to_owned(),
        ),
        InvestError::Infeasible {
            budget,
            least_budget,
            floors,
        } => ("infeasible", infeasible(blueprint, *budget, *least_budget, floors)),
        InvestError::Stopped => (
            "stopped",
            "give the search more time or nodes, or a larger budget".to_owned(),
        ),
        InvestError::TooManyJourneys { .. } => ("too-many-journeys", "ask for fewer `--episodes`".to_owned()),
        InvestError::Chain { .. } | InvestError::Law { .. } => {
            ("loops-without-end", "raise the chance to leave the loops".to_owned())
        }
        _ => return Failure::request("not-possible", error.to_string(), None),
    };
    let message = reason(blueprint, &error);
    Failure::request(code, message, Some(help))
}

/// What is wrong with the request, with the touchpoints that stand in the way.
pub(in crate::verb) fn reason(blueprint: &Blueprint, error: &InvestError) -> String {
    match error {
        InvestError::Infeasible { budget, floors, .. } if !floors.is_empty() => {
            format!("{error}: {}", unmet(blueprint, *budget, floors))
        }
        _ => error.to_string(),
    }
}

/// What would have to be otherwise.
fn infeasible(blueprint: &Blueprint, budget: Option<i64>, least_budget: LeastBudget, floors: &[UnmetFloor]) -> String {
    let out_of_reach = floors.iter().any(|floor| {
        let best = floor.best.unwrap_or(floor.score);
        blueprint.scale().is_better(floor.at_least, best)
    });
    match least_budget {
        LeastBudget::Is(least) if budget.is_some_and(|budget| i128::from(budget) < least) => {
            format!("the least budget with which some set is allowed is {least}: write `--budget {least}`, or more")
        }
        LeastBudget::Is(least) => format!("the least budget with which some set is allowed is {least}"),
        LeastBudget::Unknown => {
            "the least budget with which some set is allowed was not found in time: try a larger one".to_owned()
        }
        LeastBudget::None if out_of_reach => "lower `at_least` there, or add an option that reaches it".to_owned(),
        LeastBudget::None => {
            "no budget helps: look at `at_least`, `needs` and `excludes`, and at `--keep-goals`".to_owned()
        }
    }
}

/// So many floors are named, others counted.
const NAMED: usize = 5;

/// The floors that are not kept, in words; what is the same for several segments is told once.
fn unmet(blueprint: &Blueprint, budget: Option<i64>, floors: &[UnmetFloor]) -> String {
    let mut alike: Vec<Vec<&UnmetFloor>> = Vec::new();
    let same = |one: &UnmetFloor, other: &UnmetFloor| {
        let figures = |floor: &UnmetFloor| (floor.at_least, floor.score, floor.best);
        one.touchpoint == other.touchpoint && figures(one) == figures(other)
    };
    for floor in floors {
        match alike.iter_mut().find(|floors| same(floors[0], floor)) {
            Some(floors) => floors.push(floor),
            None => alike.push(vec![floor]),
        }
    }
    let mut words: Vec<String> = alike
        .iter()
        .take(NAMED)
        .map(|floors| stands(blueprint, budget, floors))
        .collect();
    if alike.len() > NAMED {
        words.push(format!("and {} more", alike.len() - NAMED));
    }
    words.join("; ")
}

/// How a touchpoint stands below its floor, for some segments.
fn stands(blueprint: &Blueprint, budget: Option<i64>, floors: &[&UnmetFloor]) -> String {
    let UnmetFloor {
        touchpoint,
        at_least,
        score: now,
        best,
        ..
    } = floors[0];
    let whose = match floors {
        all if all.len() == blueprint.segments().len() => String::new(),
        [one] => format!(" for segment `{}`", one.segment),
        some => {
            let segments: Vec<String> = some.iter().map(|one| format!("`{}`", one.segment)).collect();
            format!(" for segments {}", segments.join(", "))
        }
    };
    let scale = blueprint.scale();
    let best = match *best {
        Some(best) if !scale.is_better(*at_least, best) => {
            let within = if budget.is_some() { " within the budget" } else { "" };
            format!(
                "options could bring it to {}, but no set does that is allowed{within}",
                score(best)
            )
        }
        Some(best) if scale.is_better(best, *now) => format!("options bring it to {} at best", score(best)),
        _ => "no option makes it better".to_owned(),
    };
    format!(
        "touchpoint `{touchpoint}` stands at {}{whose}, its `at_least` is {}, and {best}",
        score(*now),
        score(*at_least)
    )
}
