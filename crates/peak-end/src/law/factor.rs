//! Solving a component directly, without a single subtraction.
//!
//! Grassmann, Taksar & Heyman (1985): when a node is taken out, whoever went to it goes on to where it led, and the
//! chance not to come back at once is computed as the sum of its other ways. All terms are non-negative, so nothing
//! cancels and every probability keeps its relative precision, however seldom a loop is left. Taken out from the last
//! to the first, nodes of long loops and of walks to and fro leave few new ways behind.

use super::layout::Layout;
use std::ops::Range;

/// The ways between the nodes of a component, each followed only in part, reduced node by node.
#[derive(Debug, Clone)]
pub(super) struct Factor {
    /// By node, when it was taken out: the chance not to come back at once, where it led, and who led there; only
    /// nodes before it.
    pivots: Vec<f64>,
    onward: Vec<Vec<Way>>,
    into: Vec<Vec<Way>>,
}

/// A way to or from a node, with its probability.
type Way = (u32, f64);

/// Which part of the visits to a node goes on, and which part does not.
pub(super) type Part = (f64, f64);

/// So many ways may be looked at and kept while nodes are taken out; 500 nodes never need so many. Chosen: a tenth of
/// a second, and half a gigabyte.
const WORK_LIMIT: usize = 50_000_000;
const WAYS_LIMIT: usize = 20_000_000;

impl Factor {
    /// The ways within `nodes`, where those to a node are followed to the `part` that goes on; none if reducing them
    /// leaves too many behind.
    pub(super) fn new(layout: &Layout, nodes: &Range<usize>, part: &[Part]) -> Option<Self> {
        let count = nodes.len();
        let mut rows: Vec<Vec<Way>> = Vec::with_capacity(count);
        let mut sources: Vec<Vec<u32>> = vec![Vec::new(); count];
        let mut gone = vec![0.0; count];
        for (at, node) in nodes.clone().enumerate() {
            gone[at] = layout.exits.sum(node) + layout.stay[node] * part[at].1;
            let mut row = Vec::new();
            for &(to, p) in layout.onward.of(node) {
                if nodes.contains(&(to as usize)) {
                    let to = to as usize - nodes.start;
                    gone[at] += p * part[to].1;
                    if part[to].0 > 0.0 {
                        row.push((to as u32, p * part[to].0));
                        sources[to].push(at as u32);
                    }
                } else {
                    gone[at] += p;
                }
            }
            rows.push(row);
        }
        let (mut work, mut ways) = (0, rows.iter().map(Vec::len).sum::<usize>());
        let mut found = Self {
            pivots: vec![0.0; count],
            onward: vec![Vec::new(); count],
            into: vec![Vec::new(); count],
        };
        for last in (0..count).rev() {
            // Later nodes are out, so all ways lead before this one.
            let row = std::mem::take(&mut rows[last]);
            let sum: f64 = row.iter().map(|(_, way)| way).sum();
            // Only a chance too small for a double can make this 0.
            let pivot = (gone[last] + sum).max(f64::MIN_POSITIVE);
            for at in std::mem::take(&mut sources[last]) {
                let before = &mut rows[at as usize];
                let Some((_, way)) = before.pop_if(|(to, _)| *to as usize == last) else {
                    continue;
                };
                found.into[last].push((at, way));
                let there = way / pivot;
                gone[at as usize] += there * gone[last];
                work += before.len() + row.len();
                let merged = merged(before, &row, at, there, |to| sources[to as usize].push(at));
                ways += merged.len() - before.len();
                *before = merged;
                if work > WORK_LIMIT || ways > WAYS_LIMIT {
                    return None;
                }
            }
            (found.pivots[last], found.onward[last]) = (pivot, row);
        }
        Some(found)
    }

    /// Expected visits by journeys that come in as `given`.
    pub(super) fn visits(&self, given: &[f64]) -> Vec<f64> {
        let mut visits = given.to_vec();
        for last in (0..visits.len()).rev() {
            let onward = visits[last] / self.pivots[last];
            if onward > 0.0 {
                for &(to, way) in &self.onward[last] {
                    visits[to as usize] += onward * way;
                }
            }
        }
        for at in 0..visits.len() {
            let arrived: f64 = self.into[at]
                .iter()
                .map(|&(from, way)| visits[from as usize] * way)
                .sum();
            visits[at] = (visits[at] + arrived) / self.pivots[at];
        }
        visits
    }

    /// What journeys from each node collect, if each visit collects `given`.
    pub(super) fn worth(&self, given: &[f64]) -> Vec<f64> {
        let mut worth = given.to_vec();
        for last in (0..worth.len()).rev() {
            let there = worth[last] / self.pivots[last];
            for &(from, way) in &self.into[last] {
                worth[from as usize] += way * there;
            }
        }
        for at in 0..worth.len() {
            let collected: f64 = self.onward[at].iter().map(|&(to, way)| worth[to as usize] * way).sum();
            worth[at] = (worth[at] + collected) / self.pivots[at];
        }
        worth
    }
}

/// The ways of a row and `share` of those of another; `new` is told of targets the row did not have. A way back to
/// the row's own node `at` is left out: what does not come back at once is all that counts.
fn merged(row: &[Way], more: &[Way], at: u32, share: f64, mut new: impl FnMut(u32)) -> Vec<Way> {
    let mut merged = Vec::with_capacity(row.len() + more.len());
    let mut more = more.iter().filter(|(to, _)| *to != at).peekable();
    for &(to, way) in row {
        while let Some(&(other, p)) = more.next_if(|(other, _)| *other < to) {
            merged.push((other, share * p));
            new(other);
        }
        let added = more.next_if(|(other, _)| *other == to).map_or(0.0, |(_, p)| share * p);
        merged.push((to, way + added));
    }
    for &(other, p) in more {
        merged.push((other, share * p));
        new(other);
    }
    merged
}
