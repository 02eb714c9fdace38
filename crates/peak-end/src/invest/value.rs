//! What a set of options is worth, exactly.

use super::problem::{Decision, Group, Problem};
use super::relaxed::Relaxed;
use super::rule::Rule;
use crate::law::{LawError, chance_of};
use crate::predict::{NotExpected, expected};
use crate::{Branching, Chain, ChainError, Model, Unpredicted, Visit, Weight};
use service_blueprint::Target;
use std::collections::HashMap;

/// Chosen: so many values of a group are remembered before they are forgotten again.
const REMEMBERED: usize = 50_000;

/// Chosen: chances of reaching a goal that are closer than this are equal.
const GOALS: f64 = 1e-9;

/// By what sets are judged.
#[derive(Debug, Clone)]
pub(super) enum Judge {
    /// A model that can be bounded.
    Rule(Rule),
    /// Any other model on the scale, and the influence of each stage where stages have one.
    Model { model: Model, influence: Option<Vec<f64>> },
}

/// Why a set has no value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NoSet {
    /// Some journey never ends with it, or too seldom reaches a goal.
    NotAllowed,
    /// The law of a segment cannot be computed.
    Law { segment: usize, source: LawError },
    /// The model has no value for a segment.
    NoValue { segment: usize, reason: Unpredicted },
    /// A segment's journey is none.
    Chain { segment: usize, source: ChainError },
}

/// Values of sets, each group asked once for what concerns it.
#[derive(Debug)]
pub(super) struct Values<'p> {
    problem: &'p Problem,
    judge: &'p Judge,
    /// Whether every value so far is exact.
    pub(super) exact: bool,
    /// By group, the options that concern it, and what it is worth with each choice of them.
    concerning: Vec<Vec<usize>>,
    known: Vec<HashMap<Vec<u64>, Option<f64>>>,
    /// P(goal) by choice of the options that change ways.
    goals: HashMap<Vec<u64>, Option<f64>>,
    /// The least P(goal) allowed.
    least_goal: Option<f64>,
}

impl Problem {
    /// The journey of a group with a set of options built in. Durations count only if every scored touchpoint has one.
    pub(super) fn chain(&self, group: &Group, chosen: &[bool]) -> Result<Chain, ChainError> {
        let timed = !self.untimed.iter().any(|when| when.holds(chosen));
        let visits = group.nodes.iter().map(|node| {
            let outcome = node.outcomes.iter().find(|outcome| outcome.when.holds(chosen));
            Visit {
                score: outcome.and_then(|outcome| outcome.score),
                expectation: outcome.and_then(|outcome| outcome.expectation),
                minutes: node.minutes.filter(|_| timed),
                stage: Some(node.stage),
                skipped: false,
            }
        });
        let ways = group.nodes.iter().map(|node| {
            let onward = node.onward.iter().find(|onward| onward.when.holds(chosen));
            onward.map_or_else(|| vec![(Target::End(0), 1.0)], |onward| onward.to.clone())
        });
        Chain::new(visits.collect(), self.endings, group.start.clone(), ways.collect())
    }
}

impl<'p> Values<'p> {
    pub(super) fn new(problem: &'p Problem, judge: &'p Judge) -> Self {
        let concerning = problem.groups.iter().map(|group| {
            let outcomes = group
                .nodes
                .iter()
                .flat_map(|node| node.outcomes.iter().map(|outcome| &outcome.when));
            let onward = group
                .nodes
                .iter()
                .flat_map(|node| node.onward.iter().map(|onward| &onward.when));
            let mut options: Vec<usize> = outcomes
                .chain(onward)
                .flat_map(|when| when.on.iter().chain(&when.off))
                .copied()
                .collect();
            options.sort_unstable();
            options.dedup();
            options
        });
        Self {
            judge,
            exact: true,
            concerning: concerning.collect(),
            known: vec![HashMap::new(); problem.groups.len()],
            goals: HashMap::new(),
            least_goal: None,
            problem,
        }
    }

    /// Lets no set count with which fewer customers reach a goal than now.
    pub(super) fn keep_goals(&mut self) -> Result<(), NoSet> {
        let now = self.goal(&vec![false; self.problem.options()])?;
        self.least_goal = now.map(|now| now - GOALS);
        Ok(())
    }

    /// The objective, in points from neutral. The set keeps to needs and excludes.
    pub(super) fn of(&mut self, chosen: &[bool], relaxed: &[Relaxed]) -> Result<f64, NoSet> {
        if !self.keeps_goals(chosen)? {
            return Err(NoSet::NotAllowed);
        }
        let decisions: Vec<Decision> = chosen.iter().map(|&chosen| Decision::of(chosen)).collect();
        let mut sum = 0.0;
        for (number, group) in self.problem.groups.iter().enumerate() {
            let key = packed(chosen, &self.concerning[number]);
            let value = match self.known[number].get(&key) {
                Some(known) => *known,
                None => {
                    let exact = relaxed.get(number).and_then(|relaxed| relaxed.value(&decisions));
                    let found = match exact {
                        Some(value) => Some(value),
                        None => self.by_law(group, chosen)?,
                    };
                    if self.known[number].len() >= REMEMBERED {
                        self.known[number].clear();
                    }
                    self.known[number].insert(key, found);
                    found
                }
            };
            sum += group.weight * value.ok_or(NoSet::NotAllowed)?;
        }
        Ok(sum)
    }

    /// The value of a group by the law of branching journeys; none where journeys never end.
    fn by_law(&mut self, group: &Group, chosen: &[bool]) -> Result<Option<f64>, NoSet> {
        let segment = group.segment;
        let chain = match self.problem.chain(group, chosen) {
            Ok(chain) => chain,
            Err(ChainError::NeverEnds { .. }) => return Ok(None),
            Err(source) => return Err(NoSet::Chain { segment, source }),
        };
        let found = match self.judge {
            Judge::Rule(rule) => self.by_rule(&chain, *rule).map_err(NotExpected::Law),
            Judge::Model { model, influence } => {
                let influence = influence.as_deref();
                let found = expected(model, &chain, self.problem.scale, influence, segment as u64);
                found.map(|found| {
                    self.exact &= found.exact;
                    (found.scored, found.sum)
                })
            }
        };
        match found {
            // A journey without a scored moment counts as neutral.
            Ok((scored, sum)) => Ok(Some(if scored > 0.0 {
                scored * self.problem.points(sum / scored)
            } else {
                0.0
            })),
            Err(NotExpected::Law(LawError::Endless)) => Ok(None),
            Err(NotExpected::Law(source)) => Err(NoSet::Law { segment, source }),
            Err(NotExpected::Model(reason)) => Err(NoSet::NoValue { segment, reason }),
        }
    }

    /// P(a scored moment), and the sum of what is remembered over journeys that have one.
    fn by_rule(&self, chain: &Chain, rule: Rule) -> Result<(f64, f64), LawError> {
        let branching = Branching::new(chain, self.problem.scale)?;
        let scored = branching.scored();
        if scored <= 0.0 {
            return Ok((0.0, 0.0));
        }
        let weight = Weight::new(rule.weight).unwrap_or(Weight::HALF);
        Ok((scored, scored * branching.mean_by(rule.order, weight)?))
    }

    /// Whether enough customers reach a goal.
    pub(super) fn keeps_goals(&mut self, chosen: &[bool]) -> Result<bool, NoSet> {
        let Some(least) = self.least_goal else { return Ok(true) };
        Ok(self.goal(chosen)?.is_some_and(|goal| goal >= least))
    }

    /// P(goal), segments mixed by share; none where journeys never end.
    pub(super) fn goal(&mut self, chosen: &[bool]) -> Result<Option<f64>, NoSet> {
        let key = packed(chosen, &self.problem.rerouting);
        if let Some(known) = self.goals.get(&key) {
            return Ok(*known);
        }
        let mut sum = Some(0.0);
        for (&group, share) in self.problem.first.iter().zip(&self.problem.shares) {
            let group = &self.problem.groups[group];
            let chain = match self.problem.chain(group, chosen) {
                Ok(chain) => chain,
                Err(ChainError::NeverEnds { .. }) => {
                    sum = None;
                    break;
                }
                Err(source) => {
                    return Err(NoSet::Chain {
                        segment: group.segment,
                        source,
                    });
                }
            };
            for (ending, _) in self.problem.goals.iter().enumerate().filter(|(_, goal)| **goal) {
                let failed = |source| NoSet::Law {
                    segment: group.segment,
                    source,
                };
                let chance = chance_of(&chain, ending).map_err(failed)?;
                let reached: f64 = chain.start().iter().map(|&(node, p)| p * chance[node]).sum();
                sum = sum.map(|sum: f64| sum + share * reached);
            }
        }
        self.goals.insert(key, sum);
        Ok(sum)
    }
}

impl Decision {
    pub(super) fn of(chosen: bool) -> Self {
        if chosen { Self::Chosen } else { Self::Rejected }
    }
}

/// The choice of some options, in words of 64.
fn packed(chosen: &[bool], options: &[usize]) -> Vec<u64> {
    let mut words = vec![0; options.len().div_ceil(64)];
    for (place, &option) in options.iter().enumerate() {
        words[place / 64] |= u64::from(chosen[option]) << (place % 64);
    }
    words
}
