//! A group's journeys, relaxed: every visit takes what suits it best of all that open options still allow.
//!
//! The best policy of this decision process is remembered at least as well as any set of options, because a set is a
//! policy that does the same at every visit. Its value is computed backwards over (touchpoint, peak so far, last moment so
//! far); the last moment only matters at touchpoints that may be passed over. Prices on the use of open options make the
//! relaxation honest about money; `prices.rs` sets them. docs/investing.md has the proof.

use super::problem::{Condition, Decision, Group, Node, Problem};
use super::rule::Rule;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use service_blueprint::Target;

/// The impossible.
const NEVER: f64 = f64::NEG_INFINITY;

/// Chosen: of more different last moments at one touchpoint those that lie close together are counted as the best of them.
const LASTS: usize = 12;

/// Chosen: how often a loop is swept. Every sweep leaves a bound, as values come down from above.
const SWEEPS: usize = 200;

/// Chosen: a sweep that changes nothing by more than this part of the scale is the last one.
const SETTLED: f64 = 1e-12;

/// Chosen: where fewer visits than this are certain, uses are not paid for being used.
const LEAST_VISITS: f64 = 1e-3;

/// Chosen: visits beyond this are not counted; prices are then not charged at all.
const MOST_VISITS: f64 = 1e6;

/// A group, laid out for sweeping.
#[derive(Debug)]
pub(super) struct Relaxed {
    pub(super) weight: f64,
    /// The weight of the peak.
    peak: f64,
    /// Points from neutral by level; level 0 is nothing yet.
    pub(super) levels: Vec<f64>,
    /// Nodes that stand in each other's loops together, last ones first.
    components: Vec<Component>,
    nodes: Vec<Place>,
    start: Vec<(usize, f64)>,
    /// By use, what option it is a use of.
    pub(super) uses: Vec<usize>,
    /// By use, the node.
    at: Vec<usize>,
    /// By use, whether every visit to the node makes it once its option is chosen. Where another option takes its place,
    /// the touchpoint being taken out say, a payment for the use would be missing from the bound of both.
    unavoidable: Vec<bool>,
    /// The place of each node's first row in a table; a row has a number per level.
    rows: Vec<usize>,
    table: usize,
    /// No value is better.
    best: f64,
    pub(super) looped: bool,
}

#[derive(Debug)]
struct Component {
    nodes: Vec<usize>,
    looped: bool,
}

#[derive(Debug)]
struct Place {
    outcomes: Vec<Choice<usize>>,
    onward: Vec<Choice<Aims>>,
    passes: bool,
    /// Where it may be passed over: by level, the row that counts journeys whose last moment has that level.
    row_of: Vec<usize>,
    /// Of each row the level that counts as the last moment's.
    lasts: Vec<usize>,
}

/// One of several things that may happen, for which options have to be used.
#[derive(Debug)]
struct Choice<T> {
    when: Condition,
    /// Whether some allowed set has it.
    allowed: bool,
    /// By option in `when.on`, the number of the use.
    uses: Vec<usize>,
    what: T,
}

/// Where ways lead, and how likely.
type Aims = Vec<(Aim, f64)>;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Aim {
    Node(usize),
    End,
}

/// What a part of all sets leaves of a group, and values by state: what a sweep works on.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// By node, the outcomes and the ways that are still possible.
    outcomes: Possible,
    onward: Possible,
    /// By node, how often it is visited at most and at least, whatever the open options do.
    most: Vec<f64>,
    least: Vec<f64>,
    values: Vec<f64>,
    row: Vec<f64>,
    other: Vec<f64>,
    found: Vec<f64>,
    /// By use, what one use is charged.
    charges: Vec<f64>,
}

/// By node, numbers of what is possible there.
#[derive(Debug, Default)]
struct Possible {
    numbers: Vec<usize>,
    until: Vec<usize>,
}

impl Possible {
    fn clear(&mut self) {
        self.numbers.clear();
        self.until.clear();
    }

    fn add<T>(&mut self, choices: &[Choice<T>], decisions: &[Decision]) {
        let possible = choices
            .iter()
            .enumerate()
            .filter(|(_, choice)| choice.allowed && choice.when.is_possible(decisions));
        self.numbers.extend(possible.map(|(number, _)| number));
        self.until.push(self.numbers.len());
    }

    fn of<'s, T>(&'s self, node: usize, choices: &'s [Choice<T>]) -> impl Iterator<Item = &'s Choice<T>> + Clone {
        let from = node.checked_sub(1).map_or(0, |before| self.until[before]);
        self.numbers[from..self.until[node]]
            .iter()
            .map(|&number| &choices[number])
    }
}

impl Relaxed {
    pub(super) fn new(group: &Group, problem: &Problem, rule: Rule) -> Self {
        let past = past(group);
        let mut reached = reached(group);
        for (node, reached) in reached.iter_mut().enumerate() {
            *reached &= past[node] == Target::Touchpoint(node);
        }
        let number = numbering(&reached);
        let aim = |to: Target| match to {
            Target::Touchpoint(node) => match past[node] {
                Target::Touchpoint(node) => Aim::Node(number[node]),
                Target::End(_) => Aim::End,
            },
            Target::End(_) => Aim::End,
        };
        let scores = group.nodes.iter().zip(&reached).filter(|(_, reached)| **reached);
        let scores = scores.flat_map(|(node, _)| node.outcomes.iter().filter_map(|outcome| outcome.score));
        let mut ranked: Vec<_> = scores
            .map(|score| (rule.order.rank(problem.scale, score), score))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.dedup_by_key(|(rank, _)| *rank);
        let level = |score: f64| {
            let rank = rule.order.rank(problem.scale, score);
            1 + ranked.partition_point(|(other, _)| *other < rank)
        };
        let levels: Vec<f64> = std::iter::once(0.0)
            .chain(ranked.iter().map(|(_, score)| problem.points(*score)))
            .collect();
        let (mut uses, mut at) = (Vec::new(), Vec::new());
        let mut nodes: Vec<Place> = Vec::new();
        for (node, _) in group.nodes.iter().zip(&reached).filter(|(_, reached)| **reached) {
            let mut here: Vec<(usize, usize)> = Vec::new();
            let mut outcomes: Vec<_> = (node.outcomes.iter())
                .map(|outcome| Choice {
                    allowed: !outcome.forbidden,
                    uses: used(&outcome.when, &mut here, &mut uses),
                    when: outcome.when.clone(),
                    what: outcome.score.map_or(0, level),
                })
                .collect();
            // Of equally good outcomes the one that uses least comes first.
            outcomes.sort_by_key(|outcome| outcome.uses.len());
            here.clear();
            let onward = node.onward.iter().map(|onward| Choice {
                allowed: true,
                uses: used(&onward.when, &mut here, &mut uses),
                when: onward.when.clone(),
                what: onward.to.iter().map(|&(to, p)| (aim(to), p)).collect(),
            });
            let mut onward: Vec<_> = onward.collect();
            onward.sort_by_key(|onward| onward.uses.len());
            at.resize(uses.len(), nodes.len());
            nodes.push(Place {
                passes: outcomes.iter().any(|outcome| outcome.what == 0),
                onward,
                outcomes,
                row_of: Vec::new(),
                lasts: vec![0],
            });
        }
        let start = group
            .start
            .iter()
            .filter_map(|&(node, p)| match aim(Target::Touchpoint(node)) {
                Aim::Node(node) => Some((node, p)),
                // Nothing is met, and nothing remembered.
                Aim::End => None,
            });
        let start: Vec<(usize, f64)> = start.collect();
        let components = components(&nodes);
        last_moments(&mut nodes, &start, &levels);
        let mut rows = Vec::new();
        let mut table = 0;
        for place in &nodes {
            rows.push(table);
            table += place.lasts.len() * levels.len();
        }
        let unavoidable = (0..uses.len()).map(|number| {
            let place = &nodes[at[number]];
            is_unavoidable(&place.outcomes, number, uses[number]) && is_unavoidable(&place.onward, number, uses[number])
        });
        Self {
            unavoidable: unavoidable.collect(),
            weight: group.weight,
            peak: rule.weight,
            looped: components.iter().any(|component| component.looped),
            best: levels.iter().copied().fold(0.0, f64::max),
            components,
            nodes,
            start,
            uses,
            at,
            rows,
            table,
            levels,
        }
    }

    /// The best that any policy makes of this group, uses charged at `prices`: points from neutral. `NEVER` where some
    /// journeys cannot be had as floors demand.
    pub(super) fn bound(&self, prices: &[f64], sheet: &mut Sheet) -> f64 {
        self.charge(prices, sheet);
        sheet.values.resize(self.table, NEVER);
        sheet.row.resize(self.levels.len(), NEVER);
        sheet.other.resize(self.levels.len(), NEVER);
        // Beyond this no value can be, whichever way a journey goes on.
        let mut top = self.best;
        for component in &self.components {
            if component.looped {
                for &node in &component.nodes {
                    let from = self.rows[node];
                    sheet.values[from..from + self.nodes[node].lasts.len() * self.levels.len()].fill(top);
                }
                for _ in 0..SWEEPS {
                    let mut change = 0.0f64;
                    for &node in &component.nodes {
                        change = change.max(self.sweep(node, sheet));
                    }
                    if change <= SETTLED * self.best.abs().max(1.0) {
                        break;
                    }
                }
            } else {
                for &node in &component.nodes {
                    self.sweep(node, sheet);
                }
            }
            for &node in &component.nodes {
                let from = self.rows[node];
                let values = &sheet.values[from..from + self.nodes[node].lasts.len() * self.levels.len()];
                top = values.iter().copied().fold(top, f64::max);
            }
        }
        let start = self.start.iter();
        start.map(|&(node, p)| p * sheet.values[self.cell(node, 0, 0)]).sum()
    }

    /// Where the value of arriving stands, the peak and the last moment so far being of these levels.
    fn cell(&self, node: usize, peak: usize, last: usize) -> usize {
        let place = &self.nodes[node];
        let row = if place.passes { place.row_of[last] } else { 0 };
        self.rows[node] + row * self.levels.len() + peak
    }

    /// Computes a node's values anew and returns by how much any of them came down.
    fn sweep(&self, node: usize, sheet: &mut Sheet) -> f64 {
        let place = &self.nodes[node];
        let width = self.levels.len();
        let Sheet {
            outcomes,
            onward,
            values,
            row,
            other,
            found,
            charges,
            ..
        } = sheet;
        found.clear();
        found.resize(place.lasts.len() * width, NEVER);
        let onward = onward.of(node, &place.onward);
        for outcome in outcomes.of(node, &place.outcomes) {
            let charge = charge_of(charges, &outcome.uses);
            let level = outcome.what;
            if level > 0 {
                self.leave(onward.clone(), level, level, values, charges, row, other);
                let at = row[level] - charge;
                for found in found.chunks_exact_mut(width) {
                    for value in &mut found[..level] {
                        *value = value.max(at);
                    }
                    for (value, leave) in found[level..].iter_mut().zip(&row[level..]) {
                        *value = value.max(leave - charge);
                    }
                }
            } else {
                for (found, &last) in found.chunks_exact_mut(width).zip(&place.lasts) {
                    self.leave(onward.clone(), 0, last, values, charges, row, other);
                    for (value, leave) in found.iter_mut().zip(row.iter()) {
                        *value = value.max(leave - charge);
                    }
                }
            }
        }
        let from = self.rows[node];
        let values = &mut values[from..from + found.len()];
        let mut change = 0.0f64;
        for (value, found) in values.iter_mut().zip(found) {
            change = change.max(*value - *found);
            *value = *found;
        }
        change
    }

    /// The values of leaving, by the level of the peak from `least` on, the last moment being of level `last`.
    #[expect(clippy::too_many_arguments, reason = "parts of a sheet, borrowed apart")]
    fn leave<'s>(
        &self,
        onward: impl Iterator<Item = &'s Choice<Aims>>,
        least: usize,
        last: usize,
        values: &[f64],
        charges: &[f64],
        row: &mut [f64],
        other: &mut [f64],
    ) {
        let width = self.levels.len();
        let mut first = true;
        for onward in onward {
            let sums = if first { &mut *row } else { &mut *other };
            let sums = &mut sums[least..];
            sums.fill(-charge_of(charges, &onward.uses));
            // Way by way of the table, all levels at once.
            for &(aim, p) in &onward.what {
                match aim {
                    Aim::Node(to) => {
                        let from = self.cell(to, least, last);
                        let values = &values[from..from + width - least];
                        for (sum, value) in sums.iter_mut().zip(values) {
                            *sum += p * value;
                        }
                    }
                    Aim::End => {
                        let end = p * (1.0 - self.peak) * self.levels[last];
                        for (sum, level) in sums.iter_mut().zip(&self.levels[least..]) {
                            *sum += p * self.peak * level + end;
                        }
                    }
                }
            }
            if !first {
                for (best, other) in row[least..].iter_mut().zip(&other[least..]) {
                    *best = best.max(*other);
                }
            }
            first = false;
        }
        if first {
            row[least..].fill(NEVER);
        }
    }

    /// What is remembered, in points from neutral.
    fn remembered(&self, peak: usize, last: usize) -> f64 {
        self.peak * self.levels[peak] + (1.0 - self.peak) * self.levels[last]
    }

    /// Looks up what a part of all sets leaves possible, and how often nodes are then visited. Comes before any bound.
    pub(super) fn prepare(&self, decisions: &[Decision], sheet: &mut Sheet) {
        sheet.outcomes.clear();
        sheet.onward.clear();
        for place in &self.nodes {
            sheet.outcomes.add(&place.outcomes, decisions);
            sheet.onward.add(&place.onward, decisions);
        }
        let Sheet {
            most, least, onward, ..
        } = sheet;
        for visits in [&mut *most, &mut *least] {
            visits.clear();
            visits.resize(self.nodes.len(), 0.0);
            for &(node, p) in &self.start {
                visits[node] += p;
            }
        }
        let mut within = vec![usize::MAX; self.nodes.len()];
        for (number, component) in self.components.iter().enumerate().rev() {
            for &node in &component.nodes {
                within[node] = number;
            }
            if component.looped {
                let steps = self.steps(component, onward);
                let inside: Vec<_> = steps.iter().filter(|step| within[step.to] == number).collect();
                let settled = settle(most, &component.nodes, &inside, |step| step.most);
                for &node in &component.nodes {
                    most[node] = if settled {
                        most[node] * (1.0 + VISIT_SLACK)
                    } else {
                        f64::INFINITY
                    };
                }
                // Sums that grow are bounds from below at any time.
                settle(least, &component.nodes, &inside, |step| step.least);
                for step in steps.iter().filter(|step| within[step.to] != number) {
                    most[step.to] += most[step.from] * step.most;
                    least[step.to] += least[step.from] * step.least;
                }
                // A payment for each of the visits of a loop could make staying in it pay for ever.
                for &node in &component.nodes {
                    least[node] = 0.0;
                }
            } else {
                for &node in &component.nodes {
                    most[node] = most[node].min(1.0);
                }
                for step in self.steps(component, onward) {
                    most[step.to] += most[step.from] * step.most;
                    least[step.to] += least[step.from] * step.least;
                }
            }
        }
    }

    /// The ways on from a component, each with the highest and the lowest of its probabilities.
    fn steps(&self, component: &Component, onward: &Possible) -> Vec<Step> {
        let mut steps = Vec::new();
        for &from in &component.nodes {
            let choices = onward.of(from, &self.nodes[from].onward);
            let chance = |choice: &Choice<Aims>, to: usize| -> f64 {
                let ways = choice.what.iter().filter(|(aim, _)| *aim == Aim::Node(to));
                ways.map(|(_, p)| p).sum()
            };
            let mut targets: Vec<usize> = Vec::new();
            for (aim, _) in choices.clone().flat_map(|choice| &choice.what) {
                if let Aim::Node(to) = *aim
                    && !targets.contains(&to)
                {
                    targets.push(to);
                }
            }
            steps.extend(targets.into_iter().map(|to| Step {
                from,
                to,
                most: choices.clone().map(|choice| chance(choice, to)).fold(0.0, f64::max),
                least: choices.clone().map(|choice| chance(choice, to)).fold(1.0, f64::min),
            }));
        }
        steps
    }

    /// What one use is charged, from the prices of using it in every journey.
    fn charge(&self, prices: &[f64], sheet: &mut Sheet) {
        sheet.charges.clear();
        sheet.charges.resize(self.uses.len(), 0.0);
        for (number, charge) in sheet.charges.iter_mut().enumerate() {
            if let Some(visits) = counted(number, self.at[number], prices, &sheet.most, &sheet.least) {
                *charge = if self.weight > 0.0 {
                    prices[number] / (self.weight * visits)
                } else {
                    0.0
                };
            }
        }
    }

    /// Whether every journey makes the visits at which something is used, or nearly; as of the last bound.
    pub(super) fn is_certain(&self, number: usize, sheet: &Sheet) -> bool {
        self.weight > 0.0 && self.unavoidable[number] && sheet.least[self.at[number]] > LEAST_VISITS
    }

    /// How much the best policy of the last [`bound`](Self::bound) uses each use, as a part of what it would be
    /// if every visit used it.
    pub(super) fn used(&self, prices: &[f64], sheet: &Sheet, used: &mut [f64]) {
        used.fill(0.0);
        let mut here: Vec<Vec<State>> = vec![Vec::new(); self.nodes.len()];
        for &(node, mass) in &self.start {
            here[node].push(State { peak: 0, last: 0, mass });
        }
        for component in self.components.iter().rev() {
            let rounds = if component.looped { 20 } else { 1 };
            for _ in 0..rounds {
                for &node in &component.nodes {
                    let states = merged(std::mem::take(&mut here[node]), self.nodes[node].passes);
                    for state in states {
                        self.follow(node, state, sheet, &mut here, used);
                    }
                }
            }
            for &node in &component.nodes {
                here[node].clear();
            }
        }
        for (number, used) in used.iter_mut().enumerate() {
            *used = match counted(number, self.at[number], prices, &sheet.most, &sheet.least) {
                Some(visits) => *used / visits,
                None => used.min(1.0),
            };
        }
    }

    /// Lets the best policy go on from a state.
    fn follow(&self, node: usize, state: State, sheet: &Sheet, here: &mut [Vec<State>], used: &mut [f64]) {
        let place = &self.nodes[node];
        let mut best: Option<(f64, &Choice<usize>, &Choice<Aims>, State)> = None;
        for outcome in sheet.outcomes.of(node, &place.outcomes) {
            let then = match outcome.what {
                0 => state,
                level => State {
                    peak: state.peak.max(level),
                    last: level,
                    mass: state.mass,
                },
            };
            for onward in sheet.onward.of(node, &place.onward) {
                let values = onward.what.iter().map(|&(aim, p)| match aim {
                    Aim::Node(to) => p * sheet.values[self.cell(to, then.peak, then.last)],
                    Aim::End => p * self.remembered(then.peak, then.last),
                });
                let value = values.sum::<f64>()
                    - charge_of(&sheet.charges, &outcome.uses)
                    - charge_of(&sheet.charges, &onward.uses);
                if best.as_ref().is_none_or(|(known, ..)| value > *known + SETTLED) {
                    best = Some((value, outcome, onward, then));
                }
            }
        }
        let Some((_, outcome, onward, then)) = best else { return };
        for &number in outcome.uses.iter().chain(&onward.uses) {
            used[number] += state.mass;
        }
        for &(aim, p) in &onward.what {
            if let Aim::Node(to) = aim {
                here[to].push(State {
                    mass: then.mass * p,
                    ..then
                });
            }
        }
    }

    /// The value of a decided set without loops, exactly: points from neutral. None where there are loops.
    pub(super) fn value(&self, decisions: &[Decision]) -> Option<f64> {
        if self.looped {
            return None;
        }
        let mut here: Vec<Vec<State>> = vec![Vec::new(); self.nodes.len()];
        for &(node, mass) in &self.start {
            here[node].push(State { peak: 0, last: 0, mass });
        }
        let mut sum = 0.0;
        for component in self.components.iter().rev() {
            for &node in &component.nodes {
                let place = &self.nodes[node];
                let states = merged(std::mem::take(&mut here[node]), place.passes);
                let possible = |when: &Condition| when.is_possible(decisions);
                let Some(outcome) = place.outcomes.iter().find(|outcome| possible(&outcome.when)) else {
                    continue;
                };
                let Some(onward) = place.onward.iter().find(|onward| possible(&onward.when)) else {
                    continue;
                };
                for state in states {
                    let then = match outcome.what {
                        0 => state,
                        level => State {
                            peak: state.peak.max(level),
                            last: level,
                            mass: state.mass,
                        },
                    };
                    for &(aim, p) in &onward.what {
                        match aim {
                            Aim::Node(to) => here[to].push(State {
                                mass: then.mass * p,
                                ..then
                            }),
                            Aim::End => sum += then.mass * p * self.remembered(then.peak, then.last),
                        }
                    }
                }
            }
        }
        Some(sum)
    }
}

fn charge_of(charges: &[f64], uses: &[usize]) -> f64 {
    uses.iter().map(|&number| charges[number]).sum()
}

/// Whether all choices that an option leaves make this use of it, if any of them does.
fn is_unavoidable<T>(choices: &[Choice<T>], number: usize, option: usize) -> bool {
    let uses = |choice: &Choice<T>| choice.uses.contains(&number);
    !choices.iter().any(uses)
        || choices
            .iter()
            .all(|choice| uses(choice) || choice.when.off.contains(&option))
}

/// A way from one node to another, with the highest and the lowest probability that open options give it.
struct Step {
    from: usize,
    to: usize,
    most: f64,
    least: f64,
}

/// Chosen: how often the visits within a loop are swept; what has not settled then is not bounded.
const VISIT_SWEEPS: usize = 2_000;

/// Chosen: by how much bounds of visits are widened once a sweep changes them by less than a millionth of it. Whatever
/// settles within so few sweeps shrinks by more than a hundredth with each, so that what is missing is far less.
const VISIT_SLACK: f64 = 1e-6;

/// Lets visits go round in a loop until they settle, and says whether they did.
fn settle(visits: &mut [f64], nodes: &[usize], inside: &[&Step], chance: impl Fn(&Step) -> f64) -> bool {
    let inflow: Vec<f64> = nodes.iter().map(|&node| visits[node]).collect();
    let mut next: Vec<f64> = vec![0.0; visits.len()];
    for _ in 0..VISIT_SWEEPS {
        for (&node, inflow) in nodes.iter().zip(&inflow) {
            next[node] = *inflow;
        }
        for step in inside {
            next[step.to] += visits[step.from] * chance(step);
        }
        let mut change = 0.0f64;
        for &node in nodes {
            change = change.max((next[node] - visits[node]) / next[node].max(f64::MIN_POSITIVE));
            visits[node] = next[node];
        }
        if change <= 1e-6 * VISIT_SLACK {
            return true;
        }
    }
    false
}

/// By how many visits the price of a use is divided: as many as there can be if it costs, as few if it pays. None where
/// that is not known, and the price not charged.
fn counted(number: usize, node: usize, prices: &[f64], most: &[f64], least: &[f64]) -> Option<f64> {
    let visits = if prices[number] >= 0.0 { most[node] } else { least[node] };
    (visits > 0.0 && visits < MOST_VISITS).then_some(visits)
}

/// Journeys that stand at a node with the same peak and last moment so far.
#[derive(Debug, Clone, Copy)]
struct State {
    peak: usize,
    last: usize,
    mass: f64,
}

/// Journeys that differ in nothing that matters, added up.
fn merged(mut states: Vec<State>, last_matters: bool) -> Vec<State> {
    if !last_matters {
        for state in &mut states {
            state.last = 0;
        }
    }
    states.sort_by_key(|state| (state.peak, state.last));
    states.dedup_by(|later, earlier| {
        let same = (later.peak, later.last) == (earlier.peak, earlier.last);
        if same {
            earlier.mass += later.mass;
        }
        same
    });
    states
}

/// The numbers of the uses that a condition makes of options, of one kind at one node.
fn used(when: &Condition, here: &mut Vec<(usize, usize)>, uses: &mut Vec<usize>) -> Vec<usize> {
    let number = |&option: &usize| match here.iter().find(|(known, _)| *known == option) {
        Some((_, number)) => *number,
        None => {
            uses.push(option);
            here.push((option, uses.len() - 1));
            uses.len() - 1
        }
    };
    when.on.iter().map(number).collect()
}

/// Whether any journey of any set comes to a node.
fn reached(group: &Group) -> Vec<bool> {
    let mut reached = vec![false; group.nodes.len()];
    let mut open: Vec<usize> = group.start.iter().map(|(node, _)| *node).collect();
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut reached[node], true) {
            let ways = group.nodes[node].onward.iter().flat_map(|onward| &onward.to);
            open.extend(ways.filter_map(|(to, _)| match to {
                Target::Touchpoint(next) => Some(*next),
                Target::End(_) => None,
            }));
        }
    }
    reached
}

/// By node, where journeys are that come to it: at the node, or past it where it never leaves a trace and has one way on.
fn past(group: &Group) -> Vec<Target> {
    let only = |node: usize| -> Option<Target> {
        let Node { outcomes, onward, .. } = &group.nodes[node];
        let ([outcome], [onward]) = (outcomes.as_slice(), onward.as_slice()) else {
            return None;
        };
        let [(to, _)] = onward.to.as_slice() else { return None };
        let always = outcome.when.is_always() && onward.when.is_always();
        (always && outcome.score.is_none()).then_some(*to)
    };
    let mut past: Vec<Option<Target>> = vec![None; group.nodes.len()];
    for node in 0..past.len() {
        let mut along = Vec::new();
        let mut here = Target::Touchpoint(node);
        while let Target::Touchpoint(at) = here {
            if let Some(known) = past[at] {
                here = known;
                break;
            }
            // A ring of such nodes is never left; it is none that a journey comes to.
            let Some(next) = only(at).filter(|_| along.len() < group.nodes.len()) else {
                break;
            };
            along.push(at);
            here = next;
        }
        for at in along {
            past[at] = Some(here);
        }
    }
    past.into_iter()
        .enumerate()
        .map(|(node, past)| past.unwrap_or(Target::Touchpoint(node)))
        .collect()
}

/// The numbers of the reached nodes among themselves.
fn numbering(reached: &[bool]) -> Vec<usize> {
    let numbers = reached.iter().scan(0, |next, reached| {
        let number = *next;
        *next += usize::from(*reached);
        Some(number)
    });
    numbers.collect()
}

/// Nodes that stand in each other's loops together; those to which ways lead before those that they come from.
fn components(nodes: &[Place]) -> Vec<Component> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(nodes.len(), nodes.len());
    let indices: Vec<_> = nodes.iter().map(|_| graph.add_node(())).collect();
    for (node, place) in nodes.iter().enumerate() {
        for (aim, _) in place.onward.iter().flat_map(|onward| &onward.what) {
            if let Aim::Node(to) = aim {
                graph.update_edge(indices[node], indices[*to], ());
            }
        }
    }
    // Kosaraju's components come in reverse topological order.
    let components = kosaraju_scc(&graph).into_iter().map(|members| {
        let mut nodes: Vec<usize> = members.iter().map(|index| index.index()).collect();
        let looped = nodes.len() > 1 || graph.contains_edge(members[0], members[0]);
        // Later touchpoints mostly come later: from the back values travel fastest.
        nodes.sort_unstable_by(|a, b| b.cmp(a));
        Component { nodes, looped }
    });
    components.collect()
}

/// At nodes that may be passed over, finds which last moments journeys come with, and gives each a row.
fn last_moments(nodes: &mut [Place], start: &[(usize, f64)], levels: &[f64]) {
    let width = levels.len();
    let mut lasts: Vec<Vec<bool>> = nodes
        .iter()
        .map(|place| vec![false; if place.passes { width } else { 0 }])
        .collect();
    let mut open: Vec<usize> = (0..nodes.len()).collect();
    for &(node, _) in start {
        if nodes[node].passes {
            lasts[node][0] = true;
        }
    }
    while let Some(node) = open.pop() {
        let place = &nodes[node];
        let own = place
            .outcomes
            .iter()
            .map(|outcome| outcome.what)
            .filter(|level| *level > 0);
        let passed = (0..lasts[node].len()).filter(|level| lasts[node][*level]);
        let mut out: Vec<usize> = own.chain(passed).collect();
        out.sort_unstable();
        out.dedup();
        for (aim, _) in place.onward.iter().flat_map(|onward| &onward.what) {
            let Aim::Node(to) = *aim else { continue };
            let mut more = false;
            if nodes[to].passes {
                for &level in &out {
                    more |= !std::mem::replace(&mut lasts[to][level], true);
                }
            }
            if more {
                open.push(to);
            }
        }
    }
    for (place, lasts) in nodes.iter_mut().zip(lasts).filter(|(place, _)| place.passes) {
        let mut found: Vec<usize> = (0..width).filter(|level| lasts[*level]).collect();
        // Nothing yet is a case of its own; the others by their score.
        found.sort_by(|a, b| (*a > 0).cmp(&(*b > 0)).then(levels[*a].total_cmp(&levels[*b])));
        let per_row = found.len().div_ceil(LASTS).max(1);
        let (nothing, some): (Vec<usize>, Vec<usize>) = found.into_iter().partition(|level| *level == 0);
        place.row_of = vec![0; width];
        place.lasts.clear();
        for together in nothing.chunks(1).chain(some.chunks(per_row)) {
            for &level in together {
                place.row_of[level] = place.lasts.len();
            }
            // The best of those that are counted together: that keeps the bound one.
            place.lasts.extend(together.last());
        }
        if place.lasts.is_empty() {
            place.lasts.push(0);
        }
    }
}
