//! The same elimination as in [`reduction`](super::reduction) on a full matrix, for solving one chain many times.

use super::scored::Scored;

/// A scored chain whose visits each survive with some probability; solved without a subtraction.
pub(super) struct DenseSolve {
    nodes: usize,
    /// Columns of a row: lost, one per ending, one per node.
    ahead: usize,
    width: usize,
    /// The chain as it is, rows of nodes and then the start.
    chain: Vec<f64>,
    work: Vec<f64>,
    pivots: Vec<f64>,
    /// Expected visits by node.
    pub(super) visits: Vec<f64>,
    /// By ending and node, the chance to come there from the node.
    pub(super) chances: Vec<Vec<f64>>,
}

impl DenseSolve {
    pub(super) fn new(scored: &Scored) -> Self {
        let nodes = scored.network.nodes();
        let ahead = 1 + scored.endings;
        let width = ahead + nodes;
        let mut chain = vec![0.0; width * (nodes + 1)];
        for row in 0..=nodes {
            for &(to, p) in scored.network.row(row) {
                let column = match to as usize {
                    node if node < nodes => ahead + node,
                    _ => 1 + scored.way_out(to).1,
                };
                chain[row * width + column] += p;
            }
        }
        Self {
            nodes,
            ahead,
            width,
            work: chain.clone(),
            chain,
            pivots: vec![1.0; nodes],
            visits: vec![0.0; nodes],
            chances: vec![vec![0.0; nodes]; scored.endings],
        }
    }

    /// Solves the chain in which a visit to a node survives with e^(−decay).
    pub(super) fn solve(&mut self, decay: impl Fn(usize) -> f64) {
        let (nodes, ahead, width) = (self.nodes, self.ahead, self.width);
        self.work.copy_from_slice(&self.chain);
        for node in 0..nodes {
            let (kept, lost) = ((-decay(node)).exp(), -(-decay(node)).exp_m1());
            let row = &mut self.work[node * width..][..width];
            for p in row.iter_mut() {
                *p *= kept;
            }
            row[0] = lost;
        }
        let (rows, start) = self.work.split_at_mut(nodes * width);
        for node in (0..nodes).rev() {
            // Later nodes are gone, so a row's live columns are those before the node's own.
            let live = ahead + node;
            let (before, own) = rows.split_at_mut(node * width);
            let own = &own[..live];
            let pivot: f64 = own.iter().sum();
            self.pivots[node] = pivot;
            for row in before.chunks_exact_mut(width).chain([&mut *start]) {
                let share = row[live] / pivot;
                if share > 0.0 {
                    for (to, p) in row[..live].iter_mut().zip(own) {
                        *to += share * p;
                    }
                }
            }
        }
        for node in 0..nodes {
            let column = ahead + node;
            let arrivals: f64 = (0..node)
                .map(|from| self.visits[from] * rows[from * width + column])
                .sum();
            self.visits[node] = (start[column] + arrivals) / self.pivots[node];
            let row = &rows[node * width..][..column];
            for (ending, chances) in self.chances.iter_mut().enumerate() {
                let on: f64 = row[ahead..]
                    .iter()
                    .zip(chances.iter())
                    .map(|(p, chance)| p * chance)
                    .sum();
                chances[node] = (row[1 + ending] + on) / self.pivots[node];
            }
        }
    }
}
