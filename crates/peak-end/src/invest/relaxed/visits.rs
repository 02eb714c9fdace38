//! How often nodes are visited whatever the open options do, and what a price in every journey makes of one visit.

use super::{Aim, Aims, Choice, Component, Possible, Relaxed, Sheet};
use crate::invest::problem::Decision;

/// Chosen: where fewer visits than this are certain, uses are not paid for being used.
const LEAST_VISITS: f64 = 1e-3;

/// Chosen: visits beyond this are not counted; prices are then not charged at all.
const MOST_VISITS: f64 = 1e6;

impl Relaxed {
    /// Looks up what a part of all sets leaves possible, and how often nodes are then visited. Comes before any bound.
    pub(in crate::invest) fn prepare(&self, decisions: &[Decision], sheet: &mut Sheet) {
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
                settle(most, &component.nodes, &inside);
                settle_below(least, &component.nodes, &inside);
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
    pub(super) fn charge(&self, prices: &[f64], sheet: &mut Sheet) {
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
    pub(in crate::invest) fn is_certain(&self, number: usize, sheet: &Sheet) -> bool {
        self.weight > 0.0 && self.unavoidable[number] && sheet.least[self.at[number]] > LEAST_VISITS
    }
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

/// Chosen: the part of what flows into a loop that bounds of visits may be too high by, for each visit.
const VISIT_SLACK: f64 = 1e-6;

/// Chosen: how often lower bounds of the visits within a loop are swept; they are bounds at any time.
const LEAST_SWEEPS: usize = 50;

/// One round of visits within a loop: what flows in, and what comes from within.
fn round(
    visits: &[f64],
    inflow: &[f64],
    nodes: &[usize],
    next: &mut [f64],
    steps: impl Iterator<Item = (usize, usize, f64)>,
) {
    for (&node, inflow) in nodes.iter().zip(inflow) {
        next[node] = *inflow;
    }
    for (from, to, chance) in steps {
        next[to] += visits[from] * chance;
    }
}

/// Bounds the visits within a loop from above, or gives up.
///
/// With a little more flowing into every node than does, visits grow round by round; once none grows by more than that
/// little, one round with the true inflow would not raise them, and numbers that a round does not raise are above the
/// visits that rounds without end add up to.
fn settle(visits: &mut [f64], nodes: &[usize], inside: &[&Step]) {
    let slack = VISIT_SLACK * nodes.iter().map(|&node| visits[node]).sum::<f64>();
    let inflow: Vec<f64> = nodes.iter().map(|&node| visits[node] + slack).collect();
    let mut next = vec![0.0; visits.len()];
    for _ in 0..VISIT_SWEEPS {
        let steps = inside.iter().map(|step| (step.from, step.to, step.most));
        round(visits, &inflow, nodes, &mut next, steps);
        if nodes.iter().all(|&node| next[node] - visits[node] <= slack) {
            return;
        }
        for &node in nodes {
            visits[node] = next[node];
        }
    }
    for &node in nodes {
        visits[node] = f64::INFINITY;
    }
}

/// Bounds the visits within a loop from below.
fn settle_below(visits: &mut [f64], nodes: &[usize], inside: &[&Step]) {
    let inflow: Vec<f64> = nodes.iter().map(|&node| visits[node]).collect();
    let mut next = vec![0.0; visits.len()];
    for _ in 0..LEAST_SWEEPS {
        let steps = inside.iter().map(|step| (step.from, step.to, step.least));
        round(visits, &inflow, nodes, &mut next, steps);
        for &node in nodes {
            visits[node] = next[node];
        }
    }
}

/// By how many visits the price of a use is divided: as many as there can be if it costs, as few if it pays. None where
/// that is not known, and the price not charged.
pub(super) fn counted(number: usize, node: usize, prices: &[f64], most: &[f64], least: &[f64]) -> Option<f64> {
    let visits = if prices[number] >= 0.0 { most[node] } else { least[node] };
    (visits > 0.0 && visits < MOST_VISITS).then_some(visits)
}
