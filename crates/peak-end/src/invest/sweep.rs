//! When the choice of options is one path, so that the exact sweep answers it.

use super::answer::{BestSet, Frontier};
use super::one_path::{OnePath, PathAnswer, PathChoice, PathMoment};
use super::problem::{Node, Problem};
use super::rule::Rule;
use crate::Weight;
use service_blueprint::Target;

/// A choice of options as one path.
pub(super) struct Sweep {
    path: OnePath,
    /// By moment and choice, the option.
    options: Vec<Vec<usize>>,
}

impl Sweep {
    /// The choice as one path, if it is one: one segment that makes one journey without a branch, options that each score
    /// one of its touchpoints, no needs or excludes across touchpoints.
    pub(super) fn of(problem: &Problem, rule: Rule) -> Option<Self> {
        let negativity = rule.negativity()?;
        let [group] = problem.groups.as_slice() else {
            return None;
        };
        let [(start, _)] = group.start.as_slice() else {
            return None;
        };
        if !problem.rerouting.is_empty() {
            return None;
        }
        let mut moment_of = vec![None; problem.options()];
        let (mut moments, mut options): (_, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
        let mut floors = 0;
        let mut here = Target::Touchpoint(*start);
        for _ in 0..=group.nodes.len() {
            let Target::Touchpoint(node) = here else { break };
            let Node { outcomes, onward, .. } = &group.nodes[node];
            let [onward] = onward.as_slice() else { return None };
            let [(to, _)] = onward.to.as_slice() else { return None };
            here = *to;
            if let [outcome] = outcomes.as_slice()
                && outcome.score.is_none()
            {
                continue;
            }
            let mut moment = PathMoment::default();
            let mut by_choice = Vec::new();
            for outcome in outcomes {
                floors += usize::from(outcome.forbidden);
                let score = outcome.score?;
                match outcome.when.on.as_slice() {
                    [] => (moment.now, moment.may_stay) = (score, !outcome.forbidden),
                    [option] => {
                        if moment_of[*option].replace(moments.len()).is_some() {
                            return None;
                        }
                        if !outcome.forbidden {
                            moment.choices.push(PathChoice {
                                score,
                                cost: problem.costs[*option],
                            });
                            by_choice.push(*option);
                        }
                    }
                    _ => return None,
                }
            }
            moments.push(moment);
            options.push(by_choice);
        }
        let moment_of: Vec<usize> = moment_of.into_iter().collect::<Option<_>>()?;
        // What cannot be chosen together is one touchpoint's; floors are those of the path.
        let (rules, kept) = problem.forbidden.split_at(problem.rules);
        let one_moment = rules
            .iter()
            .all(|rule| match (rule.on.as_slice(), rule.off.as_slice()) {
                ([a, b], []) => moment_of[*a] == moment_of[*b],
                _ => false,
            });
        if !one_moment || kept.len() != floors || matches!(here, Target::Touchpoint(_)) {
            return None;
        }
        let place = |option: &usize| u32::try_from(*option).ok();
        let places = options.iter().map(|options| options.iter().map(place).collect());
        let places = places.collect::<Option<Vec<Vec<u32>>>>()?;
        let path = OnePath::new(problem.scale, Weight::new(rule.weight).ok()?, negativity, moments).ok()?;
        let path = path.listed(places);
        Some(Self { path, options })
    }

    /// The best set within a budget, as decisions on options; the least feasible budget where there is none.
    pub(super) fn best(&self, budget: Option<i64>) -> Result<(Vec<usize>, PathAnswer), i64> {
        let answer = self
            .path
            .best_within(budget.unwrap_or(i64::MAX))
            .map_err(|low| low.least)?;
        let picked = answer.chosen.iter().zip(&self.options);
        let mut chosen: Vec<usize> = picked
            .filter_map(|(pick, options)| pick.map(|pick| options[pick]))
            .collect();
        chosen.sort_unstable();
        Ok((chosen, answer))
    }

    /// The whole frontier up to a budget.
    pub(super) fn frontier(&self, budget: Option<i64>, set: impl Fn(Vec<usize>, &PathAnswer) -> BestSet) -> Frontier {
        let points = self.path.frontier().into_iter();
        let points = points.take_while(|point| budget.is_none_or(|budget| point.cost <= budget));
        // At its own cost nothing that costs less is remembered as well: the answer is the point's set.
        let points = points.filter_map(|point| self.best(Some(point.cost)).ok());
        Frontier {
            points: points.map(|(chosen, answer)| set(chosen, &answer)).collect(),
            complete: true,
        }
    }
}
