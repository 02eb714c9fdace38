//! Which touchpoint is the peak, jointly with the end: one reduction of the chain, mildest touchpoints first.
//!
//! When every touchpoint below a level is taken out, what is left at the level is the chain of its visits with
//! nothing but milder moments between. So with x the expected visits to it by journeys that have not been above,
//! P(peak at u, end at v) = x(u)·(chance to leave from u for good through milder moments, v the last).

use super::LawError;
use super::reduction::{Entry, Network, Step, outlook, visits};
use std::collections::{BTreeMap, BTreeSet};

/// Where a node stands: nodes of one `group` tie, and the higher `level` wins. Nodes of one level have one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    pub(crate) group: i64,
    pub(crate) level: u8,
}

/// A part of the joint law: the node remembered, the way out (last node and ending), and its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Atom {
    pub(crate) peak: u32,
    pub(crate) out: u32,
    pub(crate) probability: f64,
}

/// What one sweep finds.
#[derive(Debug, Clone)]
pub(crate) struct Sweep {
    pub(crate) atoms: Vec<Atom>,
    /// P(the node is the one remembered): the last visit at the highest level counts.
    pub(crate) credit: Vec<f64>,
    /// What a hair's breadth would change, by node; empty unless asked for.
    pub(crate) moves: Vec<Move>,
}

/// P(the node is the one remembered) if it alone moved by a hair's breadth, out of its ties.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Move {
    /// If it moved above those it ties with.
    pub(crate) above: f64,
    /// If it moved below those it ties with.
    pub(crate) below: f64,
    /// In moving above, the probability taken from tied nodes of the other level.
    pub(crate) taken: f64,
    /// In moving below, the probability left to tied nodes of the other level.
    pub(crate) left: f64,
}

/// Whether to ask what a hair's breadth would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moves {
    Wanted,
    Unwanted,
}

/// Sweeps the network in the order of `ranks`.
///
/// # Errors
/// [`LawError::TooManyWays`] where the chain is too entangled.
pub(crate) fn sweep(network: &Network, ranks: &[Rank], moves: Moves) -> Result<Sweep, LawError> {
    let nodes = network.nodes();
    let mut order: Vec<u32> = (0..nodes as u32).collect();
    order.sort_by_key(|&node| ranks[node as usize]);
    let mut work = Work {
        network: network.clone(),
        expected: vec![0.0; nodes],
        chance: vec![0.0; nodes],
        found: Sweep {
            atoms: Vec::new(),
            credit: vec![0.0; nodes],
            moves: Vec::new(),
        },
    };
    if moves == Moves::Wanted {
        work.found.moves = vec![Move::default(); nodes];
    }
    for group in order.chunk_by(|a, b| ranks[*a as usize].group == ranks[*b as usize].group) {
        if moves == Moves::Wanted && group.len() > 1 {
            work.tied(group, ranks)?;
        } else {
            for level in group.chunk_by(|a, b| ranks[*a as usize] == ranks[*b as usize]) {
                work.level(level)?;
            }
            if let ([node], Some(step)) = (group, work.found.moves.get_mut(group[0] as usize)) {
                let credit = work.found.credit[*node as usize];
                *step = Move {
                    above: credit,
                    below: credit,
                    ..Move::default()
                };
            }
        }
    }
    Ok(work.found)
}

struct Work {
    network: Network,
    /// Scratch by node, 0 between levels.
    expected: Vec<f64>,
    chance: Vec<f64>,
    found: Sweep,
}

impl Work {
    /// Takes one level out and credits it. Leaves the expected visits in `expected`.
    fn level(&mut self, level: &[u32]) -> Result<Vec<Step>, LawError> {
        let nodes = self.network.nodes() as u32;
        let way_out = |ways: &[Entry]| {
            ways.iter()
                .filter(|(column, _)| *column >= nodes)
                .copied()
                .collect::<Vec<_>>()
        };
        let out: Vec<Vec<Entry>> = level
            .iter()
            .map(|&node| way_out(self.network.row(node as usize)))
            .collect();
        let steps = level
            .iter()
            .map(|&node| self.network.eliminate(node as usize))
            .collect::<Result<Vec<_>, _>>()?;
        visits(&steps, self.network.start(), &mut self.expected);
        for (&peak, out) in level.iter().zip(out) {
            let expected = std::mem::take(&mut self.expected[peak as usize]);
            if expected > 0.0 {
                for (out, weight) in out {
                    let probability = expected * weight;
                    self.found.credit[peak as usize] += probability;
                    self.found.atoms.push(Atom { peak, out, probability });
                }
            }
        }
        Ok(steps)
    }

    /// Takes a group of several nodes out, and finds what each of them would gain or lose by moving out of it.
    fn tied(&mut self, group: &[u32], ranks: &[Rank]) -> Result<(), LawError> {
        for &node in group {
            self.found.moves[node as usize].below = self.alone(node);
        }
        let mut steps = Vec::new();
        for (number, level) in group
            .chunk_by(|a, b| ranks[*a as usize] == ranks[*b as usize])
            .enumerate()
        {
            if number > 0 {
                // The milder level is gone: what is now alone is without peers of its own level.
                for &node in level {
                    let left = self.alone(node) - self.found.moves[node as usize].below;
                    self.found.moves[node as usize].left = left.max(0.0);
                }
            }
            steps.extend(self.level(level)?);
            for (&node, above) in level.iter().zip(self.above(&steps, level)) {
                self.found.moves[node as usize].above = above;
            }
            if number == 0 && level.len() < group.len() {
                for &node in level {
                    let step = &mut self.found.moves[node as usize];
                    step.taken = step.above;
                }
            }
        }
        let milder = group
            .chunk_by(|a, b| ranks[*a as usize] == ranks[*b as usize])
            .next()
            .unwrap_or(&[]);
        if milder.len() < group.len() {
            for (&node, above) in milder.iter().zip(self.above(&steps, milder)) {
                let step = &mut self.found.moves[node as usize];
                *step = Move {
                    above,
                    taken: (above - step.taken).max(0.0),
                    ..*step
                };
            }
        }
        Ok(())
    }

    /// P(the node is visited, and nothing else that is still in the network).
    fn alone(&self, node: u32) -> f64 {
        let nodes = self.network.nodes() as u32;
        let sum = |ways: &[Entry], of: &dyn Fn(u32) -> bool| -> f64 {
            ways.iter()
                .filter(|(column, _)| of(*column))
                .map(|(_, weight)| weight)
                .sum()
        };
        let row = self.network.row(node as usize);
        let arrival = sum(self.network.row(self.network.start()), &|column| column == node);
        let out = sum(row, &|column| column >= nodes);
        if arrival == 0.0 || out == 0.0 {
            0.0
        } else {
            arrival * out / sum(row, &|column| column != node)
        }
    }

    /// For each node of `asked`: P(it is visited, and nothing that is still in the network), after `steps`.
    fn above(&mut self, steps: &[Step], asked: &[u32]) -> Vec<f64> {
        visits(steps, self.network.start(), &mut self.expected);
        outlook(steps, |_| 1.0, &mut self.chance);
        let returns = returns(steps);
        let above = asked.iter().map(|&node| {
            let at = node as usize;
            self.expected[at] * self.chance[at] / returns.get(&(node, node)).copied().unwrap_or(1.0)
        });
        let above = above.collect();
        for step in steps {
            self.expected[step.node] = 0.0;
            self.chance[step.node] = 0.0;
        }
        above
    }
}

/// Expected visits to the second node by a journey that is at the first, wherever that is needed to have them for
/// each node from itself: by the recursion of Takahashi, Fagan & Chin (1973), on the ways that the steps left behind.
fn returns(steps: &[Step]) -> BTreeMap<(u32, u32), f64> {
    let inside: BTreeSet<usize> = steps.iter().map(|step| step.node).collect();
    let within = |ways: &[Entry]| -> Vec<Entry> {
        ways.iter()
            .filter(|(at, _)| inside.contains(&(*at as usize)))
            .copied()
            .collect()
    };
    let mut found = BTreeMap::new();
    let at = |found: &BTreeMap<(u32, u32), f64>, from: u32, to: u32| found.get(&(from, to)).copied().unwrap_or(0.0);
    for step in steps.iter().rev() {
        let node = step.node as u32;
        let (onward, into) = (within(&step.onward), within(&step.into));
        let mut itself = 1.0 / step.pivot;
        for &(next, share) in &onward {
            let back: f64 = into
                .iter()
                .map(|&(before, weight)| at(&found, next, before) * weight)
                .sum();
            itself += share * back / step.pivot;
            if back > 0.0 {
                found.insert((next, node), back / step.pivot);
            }
        }
        for &(before, _) in &into {
            let there: f64 = onward
                .iter()
                .map(|&(next, share)| share * at(&found, next, before))
                .sum();
            if there > 0.0 {
                found.insert((node, before), there);
            }
        }
        found.insert((node, node), itself);
    }
    found
}
