//! Why there is no answer, as a request that cannot be granted.

use peak_end::{InvestError, LeastBudget, Model, UnmetFloor};
use service_blueprint::Blueprint;

use crate::failure::Failure;
use crate::terminal::score;

/// What is wrong with the request, and what to do.
pub(super) fn refuse(blueprint: &Blueprint, error: InvestError) -> Failure {
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
    let message = match &error {
        InvestError::Infeasible { floors, .. } if !floors.is_empty() => {
            format!("{error}: {}", unmet(blueprint, floors))
        }
        _ => error.to_string(),
    };
    Failure::request(code, message, Some(help))
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

/// The floors that are not kept, in words.
fn unmet(blueprint: &Blueprint, floors: &[UnmetFloor]) -> String {
    let several = blueprint.segments().len() > 1;
    let mut words: Vec<String> = floors
        .iter()
        .take(NAMED)
        .map(|floor| {
            let id = floor.touchpoint.as_str();
            let whose = match several {
                true => format!(" for segment {}", floor.segment),
                false => String::new(),
            };
            let best = match floor.best {
                Some(best) => format!("options bring it to {}", score(best)),
                None => "no option moves it".to_owned(),
            };
            format!(
                "touchpoint {id} stands at {}{whose}, its `at_least` is {}, and {best}",
                score(floor.score),
                score(floor.at_least)
            )
        })
        .collect();
    if floors.len() > NAMED {
        words.push(format!("and {} more", floors.len() - NAMED));
    }
    words.join("; ")
}
