//! The answer for programs.

use peak_end::{
    Attribution, BestSet, ChosenOption, ClassicalStep, EndingOutlook, Frontier, Goals, Method, Outlook, Price, Reason,
    Regret, RejectedOption, Robustness, Role, SegmentOutlook,
};
use serde_json::{Value, json};
use service_blueprint::{Blueprint, OptionId};

use super::state::{State, remembered, remembered_given};
use super::unproved::{Unproved, unproved};
use super::watching::Ended;
use super::{Answer, Classical};
use crate::json;

/// The answer.
pub(super) fn answer(answer: &Answer<'_>) -> Value {
    let (blueprint, best) = (answer.blueprint, &answer.best);
    let lasting = answer.options.lasting;
    let (bound, gap) = match &answer.least_regret {
        Some(found) => (
            found.bound,
            found.robustness.largest.unwrap_or(found.bound) - found.bound,
        ),
        None => (best.bound, best.gap()),
    };
    json!({
        "blueprint": blueprint.name(),
        "scale": json::scale(blueprint.scale()),
        "currency": blueprint.document().currency,
        "model": answer.options.model.text(),
        "parameters": json::parameters(&answer.options.model),
        "budget": answer.budget,
        "keep_goals": answer.options.goals == Goals::Keep,
        "episodes": lasting.episodes.max(1),
        "up": json::number(lasting.adaptation.up()),
        "down": json::number(lasting.adaptation.down()),
        "theta": json::number(lasting.adaptation.theta()),
        "chosen": ids(&best.chosen),
        "cost": cost(best.cost),
        "judged_by": if answer.least_regret.is_some() { "largest_regret" } else { "objective" },
        "bound": json::number(bound),
        "gap": json::number(gap),
        "optimal": best.optimal,
        "ties_settled": best.ties_settled,
        "ended_by": ended_by(answer),
        "method": method(best.method),
        "nodes": best.nodes,
        "before": state(blueprint, &answer.before),
        "after": state(&answer.future, &answer.after),
        "robust": answer.robustness.as_ref().map(|found| found.robust),
        "robustness": answer.robustness.as_ref().map(robustness),
        "reasons": reasons(answer),
        "classical": classical(answer),
        "frontier": answer.frontier.as_ref().map(frontier),
        "frontier_complete": answer.frontier.as_ref().map(|found| found.complete),
        "written": answer.written.as_ref().map(|path| path.display().to_string()),
    })
}

fn ids(chosen: &[OptionId]) -> Value {
    chosen.iter().map(|id| Value::from(id.as_str())).collect()
}

/// A cost, whole as long as programs can count so far.
fn cost(cost: i128) -> Value {
    match i64::try_from(cost) {
        Ok(cost) => Value::from(cost),
        Err(_) => Value::from(cost as f64),
    }
}

/// What kept the search from a proof.
fn ended_by(answer: &Answer<'_>) -> Option<&'static str> {
    match (answer.best.optimal, answer.ended) {
        (true, _) => None,
        (false, Some(Ended::TimeLimit)) => Some("time_limit"),
        (false, Some(Ended::Interrupt)) => Some("interrupt"),
        (false, None) => Some(match unproved(answer) {
            Unproved::Nodes => "nodes",
            Unproved::TooManySets => "too_many_sets",
            Unproved::TooManyParts => "too_many_parts",
            Unproved::Sampled => "sampled",
            Unproved::Models => "models",
        }),
    }
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Sweep => "sweep",
        Method::BranchAndBound => "branch_and_bound",
        Method::AllSets => "all_sets",
        Method::Improvement => "improvement",
    }
}

fn frontier(frontier: &Frontier) -> Value {
    let point = |point: &BestSet| {
        json!({
            "cost": cost(point.cost),
            "remembered": json::number(point.remembered),
            "chosen": ids(&point.chosen),
            "bound": json::number(point.bound),
            "optimal": point.optimal,
        })
    };
    frontier.points.iter().map(point).collect()
}

/// How the set does under other models.
fn robustness(found: &Robustness) -> Value {
    let regret = |regret: &Regret| {
        json!({
            "model": regret.model.text(),
            "now": json::number(regret.now),
            "with": json::number(regret.with),
            "best": json::number(regret.best),
            "regret": json::maybe(regret.regret),
            "exact": regret.exact,
        })
    };
    let skipped = found
        .skipped
        .iter()
        .map(|(model, reason)| json!({ "model": model.text(), "reason": reason.to_string() }));
    json!({
        "models": found.regrets.iter().map(regret).collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
        "largest_regret": json::maybe(found.largest),
    })
}

/// Why the chosen options are chosen, and what others would have taken.
fn reasons(answer: &Answer<'_>) -> Value {
    let explanation = &answer.explanation;
    json!({
        "chosen": explanation.chosen.iter().map(chosen).collect::<Vec<_>>(),
        "rejected": explanation.rejected.iter().map(rejected).collect::<Vec<_>>(),
        "complete": explanation.complete,
    })
}

fn chosen(option: &ChosenOption) -> Value {
    let role = |role: Role| {
        json!({
            "score": json::maybe(role.score),
            "visits": json::number(role.visits),
            "p_peak": json::number(role.p_peak),
            "p_trough": json::number(role.p_trough),
            "p_end": json::number(role.p_end),
        })
    };
    let touched = option.touched.iter().map(|touched| {
        json!({
            "touchpoint": touched.touchpoint.as_str(),
            "without": role(touched.without),
            "with": role(touched.with),
        })
    });
    json!({
        "id": option.id.as_str(),
        "cost": option.cost,
        "worth": json::maybe(option.worth),
        "needed_by": ids(&option.needed_by),
        "must_stay": option.must_stay,
        "because": option.reasons.iter().filter_map(because).collect::<Vec<_>>(),
        "touched": touched.collect::<Vec<_>>(),
    })
}

/// The kind of a reason with its touchpoint; the figures are those of the touchpoint's role. None for kinds unknown here.
fn because(reason: &Reason) -> Option<Value> {
    let (kind, touchpoint) = match reason {
        Reason::ReachesGoal { .. } => ("reaches_goal", None),
        Reason::LiftsPeak { touchpoint, .. } => ("lifts_peak", Some(touchpoint)),
        Reason::MakesPeak { touchpoint, .. } => ("makes_peak", Some(touchpoint)),
        Reason::UndoesPeak { touchpoint, .. } => ("undoes_peak", Some(touchpoint)),
        Reason::LiftsEnd { touchpoint, .. } => ("lifts_end", Some(touchpoint)),
        Reason::RemovesTrough { touchpoint, .. } => ("removes_trough", Some(touchpoint)),
        Reason::Leads { touchpoint, .. } => ("leads", Some(touchpoint)),
        Reason::Saves { .. } => ("saves", None),
        _ => return None,
    };
    let touchpoint = touchpoint.map(|touchpoint| touchpoint.as_str());
    Some(json!({ "reason": kind, "touchpoint": touchpoint }))
}

fn rejected(option: &RejectedOption) -> Value {
    let (kind, amount) = match option.price {
        Price::UpTo(most) => ("up_to", Some(most)),
        Price::AtLeast(least) => ("at_least", Some(least)),
        Price::Never => ("never", None),
        Price::Any => ("any", None),
        _ => ("unknown", None),
    };
    json!({
        "id": option.id.as_str(),
        "cost": option.cost,
        "needs": ids(&option.needs),
        "cost_with_needs": cost(option.cost_with_needs),
        "left": option.left.map(cost),
        "excluded_by": ids(&option.excluded_by),
        "if_added": json::maybe(option.adding),
        "bought": { "if": kind, "cost": amount.map(cost) },
    })
}

/// What the classical rule buys with the same money.
fn classical(answer: &Answer<'_>) -> Value {
    let Classical {
        set,
        state: after,
        future,
    } = &answer.classical;
    let step = |step: &ClassicalStep| {
        json!({
            "touchpoint": step.touchpoint.as_str(),
            "weighted": json::number(step.weighted),
            "before": json::number(step.before),
            "after": json::number(step.after),
            "option": step.option.as_str(),
            "bought": ids(&step.bought),
            "cost": cost(step.cost),
        })
    };
    json!({
        "chosen": ids(&set.chosen),
        "cost": cost(set.cost),
        "allowed": set.allowed,
        "applies": set.applies,
        "steps": set.steps.iter().map(step).collect::<Vec<_>>(),
        "after": state(future, after),
    })
}

/// What is predicted of a state.
fn state(blueprint: &Blueprint, state: &State) -> Value {
    let mut value = outlook(state, &state.prediction.overall);
    value["objective"] = json::number(state.objective);
    let segment = |segment: &SegmentOutlook| {
        let mut value = outlook(state, &segment.outlook);
        let found = blueprint.segment(segment.id.as_str());
        value["id"] = segment.id.as_str().into();
        value["share"] = json::number(segment.share);
        value["value"] = json::maybe(found.map(|found| found.value()));
        value
    };
    value["segments"] = state.prediction.segments.iter().map(segment).collect();
    let ending = |ending: &EndingOutlook| {
        json!({
            "id": ending.id.as_str(),
            "goal": ending.is_goal,
            "probability": json::number(ending.probability),
            "remembered": json::maybe(remembered_given(ending)),
            "experienced": json::maybe(ending.experienced),
        })
    };
    value["endings"] = state.prediction.overall.endings.iter().map(ending).collect();
    value
}

fn outlook(state: &State, outlook: &Outlook) -> Value {
    let attribution = |found: &Option<Attribution>| {
        found
            .as_ref()
            .map(|found| json!({ "touchpoint": found.touchpoint.as_str(), "share": json::number(found.share) }))
    };
    json!({
        "remembered": json::maybe(remembered(outlook)),
        "experienced": json::maybe(outlook.experienced),
        "goal": json::maybe(outlook.goal),
        "bad_memory": json::maybe(state.bad_memory(outlook)),
        "unscored": json::number(outlook.unscored),
        "peak": attribution(&outlook.peak),
        "trough": attribution(&outlook.trough),
        "end": attribution(&outlook.end),
    })
}
