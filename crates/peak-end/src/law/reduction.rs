//! Taking nodes out of a chain one by one, without a single subtraction.
//!
//! Grassmann, Taksar & Heyman (1985): when node u is taken out, whoever went to u goes on to where u led,
//! q(i,j) += q(i,u)·q(u,j)/(1 − q(u,u)), and 1 − q(u,u) is computed as the sum of u's other ways.
//! All terms are non-negative, so nothing cancels and every probability keeps its relative precision.

use super::LawError;

/// A way: its target's column and its weight.
pub(crate) type Entry = (u32, f64);

/// How many ways a chain may have while it is being reduced; about half a gigabyte.
pub(super) const WAYS_LIMIT: usize = 20_000_000;

/// The ways on of every node and of the start. Columns below `nodes` are nodes, all others are ways out.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    nodes: usize,
    /// One sorted row per node, and the row of the start at the end. Weights of a row sum to 1.
    rows: Vec<Vec<Entry>>,
    /// The rows that lead to a node.
    into: Vec<Vec<u32>>,
    ways: usize,
}

/// What was known of a node when it was taken out.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) node: usize,
    /// 1 − the chance of an immediate return.
    pub(crate) pivot: f64,
    /// Where the node led at last, returns aside; sums to 1.
    pub(crate) onward: Vec<Entry>,
    /// Who led to the node, with the weight of that way.
    pub(crate) into: Vec<Entry>,
}

impl Network {
    /// A network of `rows`: one sorted row per node and, last, the start.
    pub(crate) fn new(rows: Vec<Vec<Entry>>) -> Self {
        let nodes = rows.len().saturating_sub(1);
        let mut into = vec![Vec::new(); nodes];
        for (row, ways) in rows.iter().enumerate() {
            for &(column, _) in ways.iter().take_while(|(column, _)| (*column as usize) < nodes) {
                into[column as usize].push(row as u32);
            }
        }
        let ways = rows.iter().map(Vec::len).sum();
        Self {
            nodes,
            rows,
            into,
            ways,
        }
    }

    pub(crate) fn nodes(&self) -> usize {
        self.nodes
    }

    /// The row of the start.
    pub(crate) fn start(&self) -> usize {
        self.nodes
    }

    pub(crate) fn row(&self, row: usize) -> &[Entry] {
        &self.rows[row]
    }

    /// Takes a node out.
    pub(crate) fn eliminate(&mut self, node: usize) -> Result<Step, LawError> {
        let mut onward = std::mem::take(&mut self.rows[node]);
        self.ways -= onward.len();
        onward.retain(|(column, _)| *column as usize != node);
        let pivot: f64 = onward.iter().map(|(_, weight)| weight).sum();
        for (_, weight) in &mut onward {
            *weight /= pivot;
        }
        let mut into = Vec::new();
        for row in std::mem::take(&mut self.into[node]) {
            let ways = &self.rows[row as usize];
            let Ok(at) = ways.binary_search_by_key(&(node as u32), |(column, _)| *column) else {
                continue;
            };
            let weight = ways[at].1;
            into.push((row, weight));
            self.redirect(row, at, weight, &onward);
            if self.ways > WAYS_LIMIT {
                return Err(LawError::TooManyWays { limit: WAYS_LIMIT });
            }
        }
        Ok(Step {
            node,
            pivot,
            onward,
            into,
        })
    }

    /// Replaces the way at `at` of a row by the ways of `onward`, times its weight.
    fn redirect(&mut self, row: u32, at: usize, weight: f64, onward: &[Entry]) {
        let old = &self.rows[row as usize];
        let mut merged = Vec::with_capacity(old.len() + onward.len() - 1);
        let mut more = onward.iter().peekable();
        for (index, &(column, kept)) in old.iter().enumerate() {
            if index == at {
                continue;
            }
            while let Some(&(new, share)) = more.next_if(|(new, _)| *new < column) {
                merged.push((new, weight * share));
                note(&mut self.into, new, row);
            }
            let added = more
                .next_if(|(new, _)| *new == column)
                .map_or(0.0, |(_, share)| weight * share);
            merged.push((column, kept + added));
        }
        for &(new, share) in more {
            merged.push((new, weight * share));
            note(&mut self.into, new, row);
        }
        self.ways = self.ways + merged.len() - old.len();
        self.rows[row as usize] = merged;
    }
}

/// Notes that a row now leads to a column, if that is a node.
fn note(into: &mut [Vec<u32>], column: u32, row: u32) {
    if let Some(list) = into.get_mut(column as usize) {
        list.push(row);
    }
}

/// Expected visits to each node of `steps` (in order of elimination): arrivals that pass through none but nodes
/// eliminated before, and nodes of `steps`. Others keep what `visits` holds, which must be 0.
pub(crate) fn visits(steps: &[Step], start: usize, visits: &mut [f64]) {
    for step in steps.iter().rev() {
        let arrivals = step.into.iter().map(|&(row, weight)| match row as usize {
            row if row == start => weight,
            row => visits[row] * weight,
        });
        visits[step.node] = arrivals.sum::<f64>() / step.pivot;
    }
}

/// For each node of `steps`, the expected value of the way out: `worth` of a column that is no node,
/// 0 for a node that is not in `steps`. Others keep what `values` holds, which must be 0.
pub(crate) fn outlook(steps: &[Step], worth: impl Fn(u32) -> f64, values: &mut [f64]) {
    for step in steps.iter().rev() {
        let on = step
            .onward
            .iter()
            .map(|&(column, share)| match values.get(column as usize) {
                Some(value) => share * value,
                None => share * worth(column),
            });
        values[step.node] = on.sum();
    }
}
