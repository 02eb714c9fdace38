//! Solving a component directly, without a single subtraction.
//!
//! Grassmann, Taksar & Heyman (1985): when a node is taken out, whoever went to it goes on to where it led, and the
//! chance not to come back at once is computed as the sum of its other ways. All terms are non-negative, so nothing
//! cancels and every probability keeps its relative precision, however seldom a loop is left.

use super::layout::Layout;
use std::ops::Range;

/// The ways between the nodes of a component, each followed only in part, reduced node by node.
#[derive(Debug, Clone)]
pub(super) struct Factor {
    count: usize,
    /// Row by row; when a node was taken out, its row and column stayed as they were.
    ways: Vec<f64>,
    /// The chance not to come back at once when a node was taken out.
    pivots: Vec<f64>,
}

/// Which part of the visits to a node goes on, and which part does not.
pub(super) type Part = (f64, f64);

impl Factor {
    /// The ways within `nodes`, where those to a node are followed to the `part` that goes on.
    pub(super) fn new(layout: &Layout, nodes: &Range<usize>, part: &[Part]) -> Self {
        let count = nodes.len();
        let mut ways = vec![0.0; count * count];
        let mut gone = vec![0.0; count];
        for (at, node) in nodes.clone().enumerate() {
            gone[at] = layout.exits.sum(node) + layout.stay[node] * part[at].1;
            ways[at * count + at] = layout.stay[node] * part[at].0;
            for &(to, p) in layout.onward.of(node) {
                if nodes.contains(&(to as usize)) {
                    let to = to as usize - nodes.start;
                    ways[at * count + to] = p * part[to].0;
                    gone[at] += p * part[to].1;
                } else {
                    gone[at] += p;
                }
            }
        }
        let mut pivots = vec![0.0; count];
        for last in (0..count).rev() {
            let (before, row) = ways.split_at_mut(last * count);
            let row = &row[..last];
            // Only a chance too small for a double can make this 0.
            let pivot = (gone[last] + row.iter().sum::<f64>()).max(f64::MIN_POSITIVE);
            pivots[last] = pivot;
            for (at, ways) in before.chunks_exact_mut(count).enumerate() {
                let there = ways[last] / pivot;
                if there > 0.0 {
                    for (way, onward) in ways.iter_mut().zip(row) {
                        *way += there * onward;
                    }
                    gone[at] += there * gone[last];
                }
            }
        }
        Self { count, ways, pivots }
    }

    /// Expected visits by journeys that come in as `given`.
    pub(super) fn visits(&self, given: &[f64]) -> Vec<f64> {
        let mut visits = given.to_vec();
        for last in (0..self.count).rev() {
            let onward = visits[last] / self.pivots[last];
            if onward > 0.0 {
                for (visits, way) in visits.iter_mut().zip(&self.ways[last * self.count..][..last]) {
                    *visits += onward * way;
                }
            }
        }
        for at in 0..self.count {
            let (before, rest) = visits.split_at_mut(at);
            let from = self.ways[at..].iter().step_by(self.count);
            let arrived: f64 = before.iter().zip(from).map(|(visits, way)| visits * way).sum();
            rest[0] = (rest[0] + arrived) / self.pivots[at];
        }
        visits
    }

    /// What journeys from each node collect, if each visit collects `given`.
    pub(super) fn worth(&self, given: &[f64]) -> Vec<f64> {
        let mut worth = given.to_vec();
        for last in (0..self.count).rev() {
            let (before, rest) = worth.split_at_mut(last);
            let there = rest[0] / self.pivots[last];
            let into = self.ways[last..].iter().step_by(self.count);
            for (worth, way) in before.iter_mut().zip(into) {
                *worth += way * there;
            }
        }
        for at in 0..self.count {
            let (before, rest) = worth.split_at_mut(at);
            let onward = &self.ways[at * self.count..][..at];
            let collected: f64 = before.iter().zip(onward).map(|(worth, way)| worth * way).sum();
            rest[0] = (rest[0] + collected) / self.pivots[at];
        }
        worth
    }
}
