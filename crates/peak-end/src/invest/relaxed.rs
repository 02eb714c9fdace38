//! A group's journeys, relaxed: every visit takes what suits it best of all that open options still allow.
//!
//! The best policy of this decision process is remembered at least as well as any set of options, because a set is a
//! policy that does the same at every visit. Its value is computed backwards over (touchpoint, peak so far, last moment so
//! far); the last moment only matters at touchpoints that may be passed over. Prices on the use of open options make the
//! relaxation honest about money; `prices.rs` sets them. docs/investing.md has the proof.

mod follow;
mod places;
mod visits;

use super::problem::{Condition, Decision};

/// The impossible.
const NEVER: f64 = f64::NEG_INFINITY;

/// Chosen: how often a loop is swept. Every sweep leaves a bound, as values come down from above.
const SWEEPS: usize = 200;

/// Chosen: a sweep that changes nothing by more than this part of the scale is the last one.
const SETTLED: f64 = 1e-12;

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
    /// Whether [`value`](Self::value) tells what a set is worth: there are no loops, and all levels are told apart.
    is_exact: bool,
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
}

fn charge_of(charges: &[f64], uses: &[usize]) -> f64 {
    uses.iter().map(|&number| charges[number]).sum()
}
