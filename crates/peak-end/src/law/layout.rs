//! A chain laid out for sweeps: the touchpoints that can be reached, in an order in which loops stand together.

use crate::chain::Chain;
use petgraph::graph::{DiGraph, NodeIndex};
use service_blueprint::Target;
use std::ops::Range;

/// A chain laid out for sweeps.
///
/// Nodes are the touchpoints that can be reached. They are numbered so that every way leads onward, except within a
/// component: touchpoints that lead to each other, which have consecutive numbers in document order. A way from a
/// touchpoint to itself is kept apart, as the chance to stay.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// The touchpoint of each node.
    pub(crate) touchpoints: Vec<usize>,
    /// The node of each touchpoint that can be reached.
    nodes: Vec<Option<u32>>,
    /// The components of several nodes, in order.
    pub(crate) components: Vec<Range<usize>>,
    /// The chance to start at each node.
    pub(crate) start: Vec<f64>,
    /// The chance to stay for another visit, and the chance not to, as the sum of all other ways.
    pub(crate) stay: Vec<f64>,
    pub(crate) leave: Vec<f64>,
    /// Who leads to each node, and where each node leads; staying aside, by ascending number.
    pub(crate) into: Ways,
    pub(crate) onward: Ways,
    /// The endings that each node leads to.
    pub(crate) exits: Ways,
    /// How many endings there are.
    pub(crate) endings: usize,
}

/// Numbers with probabilities, by node, without gaps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ways {
    offsets: Vec<u32>,
    ways: Vec<(u32, f64)>,
}

impl Ways {
    /// The entries of a node.
    #[inline]
    pub(crate) fn of(&self, node: usize) -> &[(u32, f64)] {
        &self.ways[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }

    /// The sum of a node's probabilities.
    pub(crate) fn sum(&self, node: usize) -> f64 {
        // From 0 on, since the sum of nothing is −0.
        self.of(node).iter().fold(0.0, |sum, (_, p)| sum + p)
    }

    fn push(&mut self, ways: impl Iterator<Item = (u32, f64)>) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.ways.extend(ways);
        self.offsets.push(self.ways.len() as u32);
    }

    /// The entries that lie within a range of nodes, for those nodes, counted from its start.
    pub(super) fn inner(&self, nodes: &Range<usize>) -> Self {
        let mut inner = Self::default();
        for node in nodes.clone() {
            let entries = self
                .of(node)
                .iter()
                .filter(|(other, _)| nodes.contains(&(*other as usize)));
            inner.push(entries.map(|(other, p)| (other - nodes.start as u32, *p)));
        }
        inner
    }

    /// From each target to its sources, which come out in ascending order.
    fn reversed(&self, nodes: usize) -> Self {
        let mut offsets = vec![0u32; nodes + 1];
        for (to, _) in &self.ways {
            offsets[*to as usize + 1] += 1;
        }
        for node in 0..nodes {
            offsets[node + 1] += offsets[node];
        }
        let mut next = offsets.clone();
        let mut ways = vec![(0, 0.0); self.ways.len()];
        for node in 0..nodes {
            for &(to, p) in self.of(node) {
                ways[next[to as usize] as usize] = (node as u32, p);
                next[to as usize] += 1;
            }
        }
        Self { offsets, ways }
    }
}

impl FromIterator<Vec<(u32, f64)>> for Ways {
    fn from_iter<I: IntoIterator<Item = Vec<(u32, f64)>>>(nodes: I) -> Self {
        let mut ways = Self::default();
        for of_node in nodes {
            ways.push(of_node.into_iter());
        }
        ways
    }
}

impl Layout {
    /// The chain laid out.
    pub(crate) fn new(chain: &Chain) -> Self {
        let (touchpoints, components) = order(chain);
        let mut nodes = vec![None; chain.len()];
        for (node, &touchpoint) in touchpoints.iter().enumerate() {
            nodes[touchpoint] = Some(node as u32);
        }
        let count = touchpoints.len();
        let (mut onward, mut exits) = (Ways::default(), Ways::default());
        let (mut stay, mut leave) = (vec![0.0; count], vec![0.0; count]);
        let mut targets: Vec<(u32, f64)> = Vec::new();
        for (node, &touchpoint) in touchpoints.iter().enumerate() {
            targets.clear();
            for &(to, p) in chain.ways(touchpoint) {
                if let Target::Touchpoint(next) = to
                    && let Some(next) = nodes[next]
                {
                    if next as usize == node {
                        stay[node] = p;
                    } else {
                        targets.push((next, p));
                        leave[node] += p;
                    }
                }
            }
            targets.sort_unstable_by_key(|(to, _)| *to);
            onward.push(targets.iter().copied());
            let ended = chain.ways(touchpoint).iter().filter_map(|&(to, p)| match to {
                Target::End(ending) => Some((ending as u32, p)),
                Target::Touchpoint(_) => None,
            });
            exits.push(ended);
            leave[node] += exits.sum(node);
        }
        let mut start = vec![0.0; count];
        for &(touchpoint, p) in chain.start() {
            if let Some(node) = nodes[touchpoint] {
                start[node as usize] += p;
            }
        }
        Self {
            into: onward.reversed(count),
            touchpoints,
            nodes,
            components,
            start,
            stay,
            leave,
            onward,
            exits,
            endings: chain.endings(),
        }
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.touchpoints.len()
    }

    /// The node of a touchpoint, if it can be reached.
    pub(crate) fn node(&self, touchpoint: usize) -> Option<usize> {
        self.nodes.get(touchpoint).copied().flatten().map(|node| node as usize)
    }

    /// The nodes in order: single ones, and components as a whole.
    pub(crate) fn parts(&self) -> impl DoubleEndedIterator<Item = Range<usize>> + '_ {
        (0..=self.components.len()).flat_map(|number| {
            let from = number.checked_sub(1).map_or(0, |before| self.components[before].end);
            let next = self.components.get(number);
            let to = next.map_or(self.len(), |component| component.start);
            (from..to).map(|node| node..node + 1).chain(next.cloned())
        })
    }

    /// The nodes that a node shares loops with, at least itself.
    pub(crate) fn part(&self, node: usize) -> Range<usize> {
        self.component(node).unwrap_or(node..node + 1)
    }

    /// The component that a node stands in, if it has several nodes.
    pub(crate) fn component(&self, node: usize) -> Option<Range<usize>> {
        let at = self.components.partition_point(|component| component.end <= node);
        self.components
            .get(at)
            .filter(|component| component.contains(&node))
            .cloned()
    }
}

/// The touchpoints that can be reached, in order, and the ranges of those that lead to each other.
fn order(chain: &Chain) -> (Vec<usize>, Vec<Range<usize>>) {
    let reached: Vec<usize> = (0..chain.len()).filter(|&number| chain.is_reachable(number)).collect();
    let forward = |number: &usize| onward(chain, *number).all(|(next, _)| next >= *number);
    if reached.iter().all(forward) {
        return (reached, Vec::new());
    }
    let mut graph = DiGraph::<usize, ()>::with_capacity(reached.len(), reached.len());
    let mut index = vec![NodeIndex::end(); chain.len()];
    for &number in &reached {
        index[number] = graph.add_node(number);
    }
    for &number in &reached {
        for (next, _) in onward(chain, number) {
            graph.add_edge(index[number], index[next], ());
        }
    }
    let (mut order, mut components) = (Vec::with_capacity(reached.len()), Vec::new());
    let mut place = vec![usize::MAX; chain.len()];
    // Kosaraju's method names a component before those that lead to it.
    for component in petgraph::algo::kosaraju_scc(&graph).into_iter().rev() {
        let from = order.len();
        order.extend(component.into_iter().map(|node| graph[node]));
        order[from..].sort_unstable();
        if order.len() - from > 1 {
            let followed = followed(chain, &order[from..], &mut place);
            let document = backward(chain, &order[from..], &mut place);
            if backward(chain, &followed, &mut place) < BETTER * document {
                order.splice(from.., followed);
            }
            components.push(from..order.len());
        }
    }
    (order, components)
}

/// The document's order is left only for one with clearly fewer ways backward. Chosen.
const BETTER: f64 = 0.9;

/// The touchpoints that a touchpoint leads to.
fn onward(chain: &Chain, number: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
    chain.ways(number).iter().filter_map(|&(to, p)| match to {
        Target::Touchpoint(next) => Some((next, p)),
        Target::End(_) => None,
    })
}

/// A component in the order in which its ways are followed from its first touchpoint: reverse postorder, in which ways
/// lead backward only to where one came from. `place` is scratch, and left as it was.
fn followed(chain: &Chain, component: &[usize], place: &mut [usize]) -> Vec<usize> {
    const NEW: usize = usize::MAX - 1;
    for &number in component {
        place[number] = NEW;
    }
    let mut order = Vec::with_capacity(component.len());
    for &root in component {
        if std::mem::replace(&mut place[root], usize::MAX) != NEW {
            continue;
        }
        // A touchpoint is left when all its ways have been followed, the last one first.
        let mut open = vec![(root, chain.ways(root).len())];
        while let Some((number, rest)) = open.pop() {
            let Some(way) = rest.checked_sub(1) else {
                order.push(number);
                continue;
            };
            open.push((number, way));
            if let Target::Touchpoint(next) = chain.ways(number)[way].0
                && place[next] == NEW
            {
                place[next] = usize::MAX;
                open.push((next, chain.ways(next).len()));
            }
        }
    }
    order.reverse();
    order
}

/// The sum of all probabilities to go backward in an order. `place` is scratch, and left as it was.
fn backward(chain: &Chain, order: &[usize], place: &mut [usize]) -> f64 {
    for (at, &number) in order.iter().enumerate() {
        place[number] = at;
    }
    let back = |(at, &number): (usize, &usize)| {
        let ways = onward(chain, number).filter(|(next, _)| place[*next] < at);
        ways.map(|(_, p)| p).sum::<f64>()
    };
    let sum = order.iter().enumerate().map(back).sum();
    for &number in order {
        place[number] = usize::MAX;
    }
    sum
}
