//! Branch and bound over sets of options.

use super::prices::{Relaxation, Relaxing};
use super::problem::{Decision, Problem, tie};
use super::request::{Progress, Watch};
use super::trying::Tried;
use super::value::{NoSet, Values};
use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};
use std::rc::Rc;

/// Chosen: how often prices are moved before the first branching, and at every node after it.
const ROOT_ROUNDS: usize = 800;
const NODE_ROUNDS: usize = 12;

/// Chosen: after so many rounds without a better bound, prices move half as far.
const PATIENCE: usize = 20;

/// Chosen: a use whose visits are rarer than this is not paid for being used.
const STALLED: f64 = 1e-4;

fn count_open(decisions: &[Decision]) -> usize {
    decisions.iter().filter(|decision| **decision == Decision::Open).count()
}

/// Chosen: the bytes that parts of all sets may take; a search that needs more ends with the best set so far.
const MEMORY: usize = 2 << 30;

/// Which of equally good sets is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ties {
    /// Fewest lowered touchpoints, then cheaper, then document order.
    FewestLowered,
    /// Cheaper, then fewest lowered touchpoints, then document order.
    Cheapest,
}

/// A set and what it is worth.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) chosen: Vec<bool>,
    /// In points from neutral.
    pub(super) value: f64,
    pub(super) cost: i128,
    pub(super) lowered: usize,
}

/// What came of a search.
#[derive(Debug, Clone)]
pub(super) struct Searched {
    pub(super) best: Option<Found>,
    /// In points from neutral.
    pub(super) bound: f64,
    /// Whether it went to the end.
    pub(super) complete: bool,
}

/// A part of all sets: those that agree with what is decided.
#[derive(Debug, Clone)]
struct Part {
    bound: f64,
    depth: usize,
    /// Of equal parts the one that was found later comes first.
    number: u64,
    decisions: Rc<[Decision]>,
    prices: Rc<[f64]>,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Part {}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        let deeper = self.depth.cmp(&other.depth);
        self.bound
            .total_cmp(&other.bound)
            .then(deeper)
            .then(self.number.cmp(&other.number))
    }
}

/// A search for the best set, and what it knows.
pub(super) struct Search<'p> {
    pub(super) problem: &'p Problem,
    pub(super) values: Values<'p>,
    pub(super) relaxation: Relaxation,
    /// Every allowed set that was asked for its value, whatever it costs.
    pub(super) pool: Vec<Found>,
    asked: HashSet<Vec<bool>>,
    /// The prices at which the last search found its first bound: another budget's are close to them.
    prices: Rc<[f64]>,
    pub(super) nodes: u64,
    pub(super) limit: u64,
}

/// One search's budget and rule of ties, and the best so far.
pub(super) struct Hunt {
    pub(super) budget: Option<i128>,
    pub(super) ties: Ties,
    pub(super) best: Option<Found>,
    /// The best value seen within the budget.
    pub(super) value: f64,
}

impl<'p> Search<'p> {
    pub(super) fn new(problem: &'p Problem, values: Values<'p>, relaxation: Relaxation, limit: u64) -> Self {
        Self {
            problem,
            values,
            prices: vec![0.0; relaxation.uses().len()].into(),
            relaxation,
            pool: Vec::new(),
            asked: HashSet::new(),
            nodes: 0,
            limit,
        }
    }

    /// The value of a set that keeps to needs and excludes, in points from neutral; it need not keep to floors.
    pub(super) fn value(&mut self, chosen: &[bool]) -> Result<f64, NoSet> {
        self.values.of(chosen, self.relaxation.groups())
    }

    /// The best set within a budget; `fixed` options are as they are said to be.
    pub(super) fn best(
        &mut self,
        budget: Option<i128>,
        ties: Ties,
        fixed: &[(usize, Decision)],
        points: usize,
        watch: Watch<'_>,
    ) -> Result<Searched, NoSet> {
        let mut hunt = Hunt {
            budget,
            ties,
            best: None,
            value: f64::NEG_INFINITY,
        };
        let mut decisions = vec![Decision::Open; self.problem.options()];
        let mut possible = true;
        for &(option, decision) in fixed {
            possible &= self.decide(&mut decisions, option, decision, budget);
        }
        possible &= self.settle_all(&mut decisions, budget);
        for found in std::mem::take(&mut self.pool) {
            if fixed
                .iter()
                .all(|&(option, decision)| Decision::of(found.chosen[option]) == decision)
            {
                self.offer(&mut hunt, &found);
            }
            self.pool.push(found);
        }
        if self.relaxation.groups().is_empty() {
            let tried = Tried {
                decisions,
                possible,
                points,
            };
            return self.best_without_bound(hunt, tried, watch);
        }
        let mut open = BinaryHeap::new();
        let mut number = 0;
        if possible {
            open.push(Part {
                bound: f64::INFINITY,
                depth: 0,
                number,
                decisions: decisions.into(),
                prices: Rc::clone(&self.prices),
            });
        }
        let (mut complete, mut closed) = (true, f64::NEG_INFINITY);
        while let Some(part) = open.pop() {
            if self.is_beaten(&hunt, &part.decisions, part.bound) {
                continue;
            }
            self.nodes += 1;
            let progress = Progress {
                nodes: self.nodes,
                remembered: hunt.best.as_ref().map(|found| self.problem.score(found.value)),
                bound: self.problem.score(part.bound.min(self.highest())),
                points,
            };
            if self.nodes > self.limit || open.len() > self.most_parts() || watch(&progress).is_break() {
                closed = part.bound;
                complete = false;
                break;
            }
            let (bound, depth) = (part.bound, part.depth);
            for (decisions, prices, tighter) in self.look(&mut hunt, part, points, watch)? {
                number += 1;
                open.push(Part {
                    bound: tighter.min(bound),
                    depth: depth + 1,
                    number,
                    decisions: decisions.into(),
                    prices: Rc::clone(&prices),
                });
            }
        }
        let value = hunt.best.as_ref().map_or(f64::NEG_INFINITY, |found| found.value);
        Ok(Searched {
            bound: if complete {
                value
            } else {
                closed.min(self.highest()).max(value)
            },
            best: hunt.best,
            complete,
        })
    }

    /// So many parts are kept at a time.
    fn most_parts(&self) -> usize {
        MEMORY / (self.problem.options() + 8 * self.relaxation.uses().len() + 100)
    }

    /// No set is worth more than this.
    pub(super) fn highest(&self) -> f64 {
        self.problem.points(self.problem.scale.best())
    }

    /// Looks at a part: bounds it, tries sets of it, and divides it unless it is settled.
    #[expect(clippy::type_complexity, reason = "decisions, the prices they share, and a bound")]
    fn look(
        &mut self,
        hunt: &mut Hunt,
        part: Part,
        points: usize,
        watch: Watch<'_>,
    ) -> Result<Vec<(Vec<Decision>, Rc<[f64]>, f64)>, NoSet> {
        let mut decisions = part.decisions.to_vec();
        if !decisions.contains(&Decision::Open) {
            self.ask(hunt, &decisions)?;
            return Ok(Vec::new());
        }
        if !self.may_keep_goals(&decisions)? {
            return Ok(Vec::new());
        }
        let mut prices = part.prices.to_vec();
        let mut kept = prices.clone();
        let mut bound = part.bound;
        let mut last = Relaxing::default();
        let rounds = if part.depth == 0 { ROOT_ROUNDS } else { NODE_ROUNDS };
        let (mut step, mut waited) = (1.0, 0);
        let mut least = f64::INFINITY;
        let mut saving = false;
        self.relaxation.prepare(&decisions);
        for round in 0..rounds {
            // What can only be equally good has to be cheaper.
            if !saving && self.must_save(hunt, &decisions, bound) {
                (saving, least, step, waited) = (true, f64::INFINITY, 1.0, 0);
            }
            let budget = match &hunt.best {
                Some(best) if saving => Some(best.cost),
                _ => hunt.budget,
            };
            let left = budget.map(|budget| (budget - self.spent(&decisions)) as f64);
            let Some(relaxing) = self.relaxation.bound(&decisions, &prices, left) else {
                return Ok(Vec::new());
            };
            if relaxing.bound < least {
                waited = if least - relaxing.bound < STALLED * (least - hunt.value) {
                    waited + 1
                } else {
                    0
                };
                least = relaxing.bound;
                kept.clone_from(&prices);
                last = relaxing.clone();
            } else {
                waited += 1;
            }
            bound = bound.min(least);
            if round % 8 == 0 || round + 1 == rounds {
                self.round(hunt, &decisions, &relaxing)?;
            }
            if self.is_beaten(hunt, &decisions, bound) || (saving && least < hunt.value - tie(self.problem.scale)) {
                return Ok(Vec::new());
            }
            let open = count_open(&decisions);
            if !self.fix(hunt, &mut decisions, &relaxing, budget) {
                return Ok(Vec::new());
            }
            if count_open(&decisions) < open {
                self.relaxation.prepare(&decisions);
            }
            if waited >= PATIENCE {
                (step, waited) = (step * 0.5, 0);
                prices.clone_from(&kept);
                if step < 0.01 {
                    break;
                }
            }
            if !self
                .relaxation
                .move_prices(&decisions, &relaxing, &mut prices, step, hunt.value)
            {
                break;
            }
            if part.depth == 0 {
                let progress = Progress {
                    nodes: self.nodes,
                    remembered: hunt.best.as_ref().map(|found| self.problem.score(found.value)),
                    bound: self.problem.score(bound.min(self.highest())),
                    points,
                };
                if watch(&progress).is_break() {
                    break;
                }
            }
        }
        if part.depth == 0 {
            self.improve(hunt, &decisions)?;
            if self.is_beaten(hunt, &decisions, bound) {
                return Ok(Vec::new());
            }
        }
        let Some(option) = self.divide_by(&decisions, &last, &kept) else {
            self.ask(hunt, &decisions)?;
            return Ok(Vec::new());
        };
        let kept: Rc<[f64]> = kept.into();
        if part.depth == 0 {
            self.prices = Rc::clone(&kept);
        }
        let mut parts = Vec::new();
        // The part that the relaxed problem leans to is looked at first, and therefore comes last.
        // What memory does not mind is taken where it costs nothing: document order asks for it.
        let wanted = match last.bought.get(option) {
            Some(_) if saving && !self.is_used(option, &last) => self.problem.costs[option] <= 0,
            bought => bought.is_some_and(|bought| *bought >= 0.5),
        };
        let likely = if wanted { Decision::Chosen } else { Decision::Rejected };
        let other = if likely == Decision::Chosen {
            Decision::Rejected
        } else {
            Decision::Chosen
        };
        for decision in [other, likely] {
            let mut decided = decisions.clone();
            if self.decide(&mut decided, option, decision, hunt.budget) {
                let loss = match decision {
                    Decision::Chosen => last.with.get(option),
                    Decision::Rejected | Decision::Open => last.without.get(option),
                };
                let tighter = if saving {
                    bound
                } else {
                    bound.min(last.bound - loss.copied().unwrap_or(0.0))
                };
                if !self.is_beaten(hunt, &decided, tighter) {
                    parts.push((decided, Rc::clone(&kept), tighter));
                }
            }
        }
        Ok(parts)
    }

    /// Whether a set of a part can be better than the best so far only by costing no more.
    fn must_save(&self, hunt: &Hunt, decisions: &[Decision], bound: f64) -> bool {
        let Some(best) = &hunt.best else { return false };
        bound <= hunt.value + tie(self.problem.scale)
            && match hunt.ties {
                Ties::Cheapest => true,
                Ties::FewestLowered => self.problem.lowered_at_least(decisions) >= best.lowered,
            }
    }

    /// The open option that the relaxed problem is least at one with itself about.
    pub(super) fn divide_by(&self, decisions: &[Decision], relaxing: &Relaxing, prices: &[f64]) -> Option<usize> {
        let mut at_odds = vec![0.0; decisions.len()];
        if !relaxing.bought.is_empty() {
            for ((&option, used), price) in self.relaxation.uses().iter().zip(&relaxing.used).zip(prices) {
                at_odds[option] += (used - relaxing.bought[option]).abs() * (price.abs() + 1e-6);
            }
        }
        let open = (0..decisions.len()).filter(|&option| decisions[option] == Decision::Open);
        open.reduce(|best, next| if at_odds[next] > at_odds[best] { next } else { best })
    }

    /// Whether the relaxed problem uses an option anywhere.
    fn is_used(&self, option: usize, relaxing: &Relaxing) -> bool {
        let uses = self.relaxation.uses().iter().zip(&relaxing.used);
        uses.filter(|(of, _)| **of == option).any(|(_, used)| *used > 0.0)
    }

    /// Decides options that the bound decides. Whether something is left.
    fn fix(&self, hunt: &Hunt, decisions: &mut [Decision], relaxing: &Relaxing, budget: Option<i128>) -> bool {
        if relaxing.with.is_empty() || hunt.best.is_none() {
            return true;
        }
        let least = hunt.value - tie(self.problem.scale);
        for option in 0..decisions.len() {
            if decisions[option] != Decision::Open {
                continue;
            }
            let (with, without) = (
                relaxing.bound - relaxing.with[option],
                relaxing.bound - relaxing.without[option],
            );
            let forced = match (with < least, without < least) {
                (true, true) => return false,
                (true, false) => Decision::Rejected,
                (false, true) => Decision::Chosen,
                (false, false) => continue,
            };
            if !self.decide(decisions, option, forced, budget) {
                return false;
            }
        }
        true
    }

    /// Decides an option and all that follows from it. False where nothing is left.
    pub(super) fn decide(
        &self,
        decisions: &mut [Decision],
        option: usize,
        decision: Decision,
        budget: Option<i128>,
    ) -> bool {
        if decisions[option] != Decision::Open {
            return decisions[option] == decision;
        }
        decisions[option] = decision;
        let mut changed = vec![option];
        while let Some(option) = changed.pop() {
            for &condition in &self.problem.concerns[option] {
                if !self.settle(decisions, condition, &mut changed) {
                    return false;
                }
            }
            if changed.is_empty() && !self.afford(decisions, budget, &mut changed) {
                return false;
            }
        }
        true
    }

    /// Decides what follows before anything is decided.
    pub(super) fn settle_all(&self, decisions: &mut [Decision], budget: Option<i128>) -> bool {
        let mut changed = Vec::new();
        for condition in 0..self.problem.forbidden.len() {
            if !self.settle(decisions, condition, &mut changed) {
                return false;
            }
        }
        if !self.afford(decisions, budget, &mut changed) {
            return false;
        }
        while let Some(option) = changed.pop() {
            for &condition in &self.problem.concerns[option] {
                if !self.settle(decisions, condition, &mut changed) {
                    return false;
                }
            }
            if changed.is_empty() && !self.afford(decisions, budget, &mut changed) {
                return false;
            }
        }
        true
    }

    /// Keeps a forbidden condition from holding, where one open option is all that stands between.
    fn settle(&self, decisions: &mut [Decision], condition: usize, changed: &mut Vec<usize>) -> bool {
        let condition = &self.problem.forbidden[condition];
        if !condition.is_possible(decisions) {
            return true;
        }
        let mut open = None;
        for (options, saved_by) in [(&condition.on, Decision::Rejected), (&condition.off, Decision::Chosen)] {
            for &option in options {
                if decisions[option] == Decision::Open && open.replace((option, saved_by)).is_some() {
                    return true;
                }
            }
        }
        let Some((option, saved_by)) = open else { return false };
        decisions[option] = saved_by;
        changed.push(option);
        true
    }

    /// Rejects what can no longer be afforded, and takes savings without which nothing can.
    fn afford(&self, decisions: &mut [Decision], budget: Option<i128>, changed: &mut Vec<usize>) -> bool {
        let Some(budget) = budget else { return true };
        let left = budget - self.least_cost(decisions);
        if left < 0 {
            return false;
        }
        for (option, decision) in decisions.iter_mut().enumerate() {
            let cost = i128::from(self.problem.costs[option]);
            if *decision == Decision::Open && cost.abs() > left {
                *decision = if cost > 0 { Decision::Rejected } else { Decision::Chosen };
                changed.push(option);
            }
        }
        true
    }

    /// What the chosen options cost.
    pub(super) fn spent(&self, decisions: &[Decision]) -> i128 {
        self.cost_where(decisions, |decision, _| decision == Decision::Chosen)
    }

    /// What any set of the part costs at least: all open savings taken.
    pub(super) fn least_cost(&self, decisions: &[Decision]) -> i128 {
        self.cost_where(decisions, |decision, cost| {
            decision == Decision::Chosen || (decision == Decision::Open && cost < 0)
        })
    }

    fn cost_where(&self, decisions: &[Decision], counts: impl Fn(Decision, i64) -> bool) -> i128 {
        let costs = self.problem.costs.iter().zip(decisions);
        let counted = costs.filter(|(cost, decision)| counts(**decision, **cost));
        counted.map(|(cost, _)| i128::from(*cost)).sum()
    }

    /// Whether enough customers can still reach a goal, as far as that is decided.
    fn may_keep_goals(&mut self, decisions: &[Decision]) -> Result<bool, NoSet> {
        if self
            .problem
            .rerouting
            .iter()
            .any(|&option| decisions[option] == Decision::Open)
        {
            return Ok(true);
        }
        let chosen: Vec<bool> = decisions.iter().map(|decision| *decision == Decision::Chosen).collect();
        self.values.keeps_goals(&chosen)
    }

    /// Whether no set of a part can be better than the best so far, ties included.
    fn is_beaten(&self, hunt: &Hunt, decisions: &[Decision], bound: f64) -> bool {
        let Some(best) = &hunt.best else { return false };
        let tie = tie(self.problem.scale);
        if bound > hunt.value + tie {
            return false;
        }
        if bound < hunt.value - tie {
            return true;
        }
        let (cost, lowered) = (self.least_cost(decisions), self.problem.lowered_at_least(decisions));
        let order = match hunt.ties {
            Ties::FewestLowered => lowered.cmp(&best.lowered).then(cost.cmp(&best.cost)),
            Ties::Cheapest => cost.cmp(&best.cost).then(lowered.cmp(&best.lowered)),
        };
        let chosen = decisions.iter().map(|decision| *decision != Decision::Rejected);
        // A set that has the earliest option in which two differ comes first.
        order.then_with(|| best.chosen.iter().copied().cmp(chosen)) != Ordering::Less
    }

    /// Offers a set that keeps to the rules.
    fn offer(&self, hunt: &mut Hunt, found: &Found) {
        if hunt.budget.is_some_and(|budget| found.cost > budget) {
            return;
        }
        let tie = tie(self.problem.scale);
        let better = match &hunt.best {
            None => true,
            Some(_) if found.value > hunt.value + tie => true,
            Some(_) if found.value < hunt.value - tie => false,
            Some(best) => {
                let (lowered, cost) = (found.lowered.cmp(&best.lowered), found.cost.cmp(&best.cost));
                let order = match hunt.ties {
                    Ties::FewestLowered => lowered.then(cost),
                    Ties::Cheapest => cost.then(lowered),
                };
                order.then_with(|| best.chosen.cmp(&found.chosen)) == Ordering::Less
            }
        };
        hunt.value = hunt.value.max(found.value);
        if better {
            hunt.best = Some(found.clone());
        }
    }

    /// Asks the value of the set that a part with nothing open, or with all that is open left out, comes down to.
    fn ask(&mut self, hunt: &mut Hunt, decisions: &[Decision]) -> Result<(), NoSet> {
        let chosen = decisions.iter().map(|decision| *decision == Decision::Chosen).collect();
        self.ask_set(hunt, chosen)
    }

    pub(super) fn ask_set(&mut self, hunt: &mut Hunt, chosen: Vec<bool>) -> Result<(), NoSet> {
        if self.asked.contains(&chosen) || !self.problem.is_allowed(&chosen) {
            return Ok(());
        }
        self.asked.insert(chosen.clone());
        let value = match self.value(&chosen) {
            Ok(value) => value,
            Err(NoSet::NotAllowed) => return Ok(()),
            Err(error) => return Err(error),
        };
        let found = Found {
            value,
            cost: self.problem.cost(&chosen),
            lowered: self.problem.lowered(&chosen),
            chosen,
        };
        self.offer(hunt, &found);
        self.pool.push(found);
        Ok(())
    }

    /// Tries the set that the relaxed problem comes close to.
    pub(super) fn round(&mut self, hunt: &mut Hunt, decisions: &[Decision], relaxing: &Relaxing) -> Result<(), NoSet> {
        let mut wanted: Vec<usize> = (0..decisions.len())
            .filter(|&option| decisions[option] == Decision::Open)
            .collect();
        let mut used = vec![0.0f64; decisions.len()];
        for (&option, part) in self.relaxation.uses().iter().zip(&relaxing.used) {
            used[option] = used[option].max(*part);
        }
        let urgency = |option: usize| relaxing.bought[option] + 0.5 * used[option];
        wanted.sort_by(|&a, &b| urgency(b).total_cmp(&urgency(a)).then(a.cmp(&b)));
        let mut decided = decisions.to_vec();
        for option in wanted {
            if decided[option] != Decision::Open {
                continue;
            }
            let wish = if urgency(option) >= 0.5 {
                Decision::Chosen
            } else {
                Decision::Rejected
            };
            let mut tried = decided.clone();
            if self.decide(&mut tried, option, wish, hunt.budget) {
                decided = tried;
            } else {
                let other = if wish == Decision::Chosen {
                    Decision::Rejected
                } else {
                    Decision::Chosen
                };
                if !self.decide(&mut decided, option, other, hunt.budget) {
                    return Ok(());
                }
            }
        }
        self.ask(hunt, &decided)
    }

    /// Improves the best set by adding, dropping and exchanging single options as long as that helps.
    fn improve(&mut self, hunt: &mut Hunt, decisions: &[Decision]) -> Result<(), NoSet> {
        let none = vec![false; self.problem.options()];
        if self.problem.cost(&none) <= hunt.budget.unwrap_or(i128::MAX) {
            self.ask_set(hunt, none)?;
        }
        let open: Vec<usize> = (0..decisions.len())
            .filter(|&option| decisions[option] == Decision::Open)
            .collect();
        for _ in 0..decisions.len() {
            let Some(best) = hunt.best.clone() else { return Ok(()) };
            for &option in &open {
                let mut tried = best.chosen.clone();
                tried[option] = !tried[option];
                if hunt.budget.is_none_or(|budget| self.problem.cost(&tried) <= budget) {
                    self.ask_set(hunt, tried)?;
                }
            }
            if hunt
                .best
                .as_ref()
                .is_some_and(|now| now.value <= best.value + tie(self.problem.scale))
            {
                return Ok(());
            }
        }
        Ok(())
    }
}
