//! Branch and bound over sets of options.

mod attempts;
mod decide;
mod hunt;

pub(super) use hunt::{Found, Hunt, Ties};

use super::prices::{Relaxation, Relaxing};
use super::problem::{Decision, Problem, tie};
use super::request::{Progress, Watch};
use super::trying::Tried;
use super::value::{NoSet, Values};
use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};
use std::ops::ControlFlow;
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

/// Chosen: the part of the scale by which prices aim below the best set where a part can only be cheaper.
const SAVING: f64 = 0.01;

/// Chosen: after the best value is proved, so many parts more are looked at for the tie rule.
const TIES: u64 = 2_000;

/// Chosen: the bytes that parts of all sets may take; a search that needs more ends with the best set so far.
const MEMORY: usize = 2 << 30;

/// What came of a search.
#[derive(Debug, Clone)]
pub(super) struct Searched {
    pub(super) best: Option<Found>,
    /// In points from neutral.
    pub(super) bound: f64,
    /// Whether it is proved that no set is better.
    pub(super) complete: bool,
    /// Whether it went to the end, so that the tie rule is kept.
    pub(super) settled: bool,
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

/// What a part is divided into: decisions, the prices to begin with, and what is known of the bound.
struct Divided {
    decisions: Vec<Decision>,
    prices: Rc<[f64]>,
    bound: f64,
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
            left: None,
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
                decisions: decisions.clone().into(),
                prices: Rc::clone(&self.prices),
            });
        }
        // What is affordable without any option is an answer, should the search be stopped before it finds another.
        if possible && !decisions.contains(&Decision::Chosen) {
            self.ask_set(&mut hunt, vec![false; self.problem.options()])?;
        }
        let mut ties = 0;
        while let Some(part) = open.pop() {
            if self.is_beaten(&hunt, &part.decisions, part.bound) {
                continue;
            }
            self.nodes += 1;
            let ties_only = part.bound <= hunt.value + tie(self.problem.scale);
            ties += u64::from(ties_only);
            let enough = self.nodes > self.limit || ties > TIES || open.len() > self.most_parts();
            if enough || self.tell(&hunt, part.bound, points, watch).is_break() {
                hunt.left = Some(part.bound);
                break;
            }
            let (bound, depth) = (part.bound, part.depth);
            for divided in self.look(&mut hunt, part, points, watch)? {
                number += 1;
                open.push(Part {
                    bound: divided.bound.min(bound),
                    depth: depth + 1,
                    number,
                    decisions: divided.decisions.into(),
                    prices: divided.prices,
                });
            }
            if let Some(left) = hunt.left {
                let others = open.peek().map_or(left, |part: &Part| part.bound);
                hunt.left = Some(left.max(others));
                break;
            }
        }
        let value = hunt.best.as_ref().map_or(f64::NEG_INFINITY, |found| found.value);
        let bound = hunt.left.map_or(value, |left| left.min(self.highest()).max(value));
        Ok(Searched {
            complete: hunt.left.is_none() || (hunt.best.is_some() && bound <= value + tie(self.problem.scale)),
            settled: hunt.left.is_none(),
            bound,
            best: hunt.best,
        })
    }

    /// Tells how far the search has come, and asks whether to go on.
    fn tell(&self, hunt: &Hunt, bound: f64, points: usize, watch: Watch<'_>) -> ControlFlow<()> {
        watch(&Progress {
            nodes: self.nodes,
            remembered: hunt.best.as_ref().map(|found| self.problem.score(found.value)),
            bound: self.problem.score(bound.min(self.highest())),
            points,
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
    fn look(&mut self, hunt: &mut Hunt, part: Part, points: usize, watch: Watch<'_>) -> Result<Vec<Divided>, NoSet> {
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
            // Prices that are to show that less money cannot buy as much may cost some memory.
            let target = hunt.value
                - if saving {
                    SAVING * 2.0 * self.problem.scale.half()
                } else {
                    0.0
                };
            if !self
                .relaxation
                .move_prices(&decisions, &relaxing, &mut prices, step, target)
            {
                break;
            }
            if part.depth == 0 && self.tell(hunt, bound, points, watch).is_break() {
                hunt.left = Some(bound);
                return Ok(Vec::new());
            }
        }
        if part.depth == 0 {
            if self.improve(hunt, &decisions, bound, points, watch)?.is_break() {
                hunt.left = Some(bound);
                return Ok(Vec::new());
            }
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
                    parts.push(Divided {
                        decisions: decided,
                        prices: Rc::clone(&kept),
                        bound: tighter,
                    });
                }
            }
        }
        Ok(parts)
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
}
