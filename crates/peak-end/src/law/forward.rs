//! Expected visits by the peak so far.
//!
//! f(u, l) is how often journeys are at u and have l as their peak so far, u included. It is pulled over the ways
//! that lead to u; what is below the level of u is put into that level. All terms are non-negative.

use super::LawError;
use super::block::{Block, Drawn, Visits};
use super::component::Component;
use super::layout::Layout;
use std::ops::Range;

/// By lane.
pub(crate) type Row<const LANES: usize> = [f64; LANES];

/// Adds `p` times a row.
#[inline(always)]
pub(super) fn add<const LANES: usize>(sum: &mut Row<LANES>, p: f64, row: &Row<LANES>) {
    for (sum, row) in sum.iter_mut().zip(row) {
        *sum += p * row;
    }
}

/// What is visited beyond the nodes that somebody comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// Nothing.
    Nothing,
    /// Where journeys would go on to from a barred node, up to the next one.
    Barred,
}

/// Expected visits by node and lane.
///
/// Where there are many blocks, journeys soon come to what is above the low ones and are barred. So only nodes that
/// somebody comes to are visited, and rows of others hold what earlier blocks have left there.
#[derive(Debug, Clone)]
pub(crate) struct Forward<const LANES: usize> {
    pub(crate) rows: Vec<Row<LANES>>,
    /// By how much probabilities that are sums over visits may be off.
    pub(crate) inside: f64,
    /// The nodes that somebody comes to, barred or not, and what is wanted beyond, in order.
    pub(crate) visited: Vec<u32>,
    /// By node, whether somebody comes and goes on.
    alive: Vec<bool>,
    /// A bit by node that is still to be visited.
    pending: Vec<u64>,
}

impl<const LANES: usize> Forward<LANES> {
    pub(crate) fn new(layout: &Layout) -> Self {
        let nodes = layout.len();
        Self {
            rows: vec![[0.0; LANES]; nodes],
            inside: 0.0,
            visited: Vec::new(),
            alive: vec![false; nodes],
            pending: vec![0; nodes.div_ceil(64)],
        }
    }

    /// Lets journeys through a block; visits in all lanes together may be known.
    ///
    /// # Errors
    /// [`LawError::TooSlow`] for loops that are neither few nor left soon.
    pub(crate) fn pass(
        &mut self,
        layout: &Layout,
        block: &Block<'_, LANES>,
        all: Option<&[f64]>,
        beyond: Beyond,
    ) -> Result<(), LawError> {
        self.inside = 0.0;
        for node in self.visited.drain(..) {
            self.alive[node as usize] = false;
        }
        for node in (0..layout.len()).filter(|&node| layout.start[node] > 0.0) {
            self.pending[node / 64] |= 1 << (node % 64);
        }
        let mut word = 0;
        while word < self.pending.len() {
            if self.pending[word] == 0 {
                word += 1;
                continue;
            }
            let node = word * 64 + self.pending[word].trailing_zeros() as usize;
            let part = layout.part(node);
            // What nobody goes on to is visited only where that is asked.
            let mut comes = beyond == Beyond::Nothing;
            for node in part.clone() {
                self.pending[node / 64] &= !(1 << (node % 64));
                self.visited.push(node as u32);
                comes = comes || layout.start[node] > 0.0;
                comes = comes || layout.into.of(node).iter().any(|(from, _)| self.alive[*from as usize]);
            }
            if comes && part.len() == 1 {
                let visits = block.visits(node);
                if !visits.is_barred() {
                    let arrived = self.arrivals(layout, node);
                    self.rows[node] = visit(&visits, &arrived, Stay::of(layout, node), 0, 0.0);
                    self.alive[node] = true;
                }
            } else if comes {
                let outside = part.clone().map(|node| self.arrivals(layout, node)).collect();
                let visits: Vec<_> = part.clone().map(|node| block.visits(node)).collect();
                let nodes = part.clone();
                let all = all.map(|all| &all[part.clone()]);
                let component = Component {
                    layout,
                    block,
                    nodes,
                    visits: &visits,
                    all,
                };
                self.inside += component.visits(outside, &mut self.rows[part.clone()])?;
                for (node, visits) in part.clone().zip(visits) {
                    self.alive[node] = !visits.is_barred();
                }
            }
            for node in part.clone() {
                let goes_on = match beyond {
                    Beyond::Nothing => self.alive[node],
                    Beyond::Barred => comes || part.len() > 1 || !block.visits(node).is_barred(),
                };
                if goes_on {
                    self.goes_on(layout, node, part.end);
                }
            }
        }
        Ok(())
    }

    /// Somebody might go on from a node, to nodes from `next` on.
    fn goes_on(&mut self, layout: &Layout, node: usize, next: usize) {
        for &(to, _) in layout.onward.of(node) {
            let to = to as usize;
            if to >= next {
                self.pending[to / 64] |= 1 << (to % 64);
            }
        }
    }

    /// Visits to a node by lane.
    #[inline(always)]
    pub(crate) fn row(&self, node: usize) -> &Row<LANES> {
        if self.alive[node] {
            &self.rows[node]
        } else {
            &[0.0; LANES]
        }
    }

    /// Arrivals at a node by lane, from the start and from nodes that are done; staying aside.
    #[inline(always)]
    pub(super) fn arrivals(&self, layout: &Layout, node: usize) -> Row<LANES> {
        let mut sum = [0.0; LANES];
        sum[0] = layout.start[node];
        for &(from, p) in layout.into.of(node) {
            if self.alive[from as usize] {
                add(&mut sum, p, &self.rows[from as usize]);
            }
        }
        sum
    }
}

/// Expected visits by node and lane in a single block; those in all lanes together may be known.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
pub(crate) fn forward<const LANES: usize>(
    layout: &Layout,
    block: &Block<'_, LANES>,
    all: Option<&[f64]>,
) -> Result<Forward<LANES>, LawError> {
    let mut found = Forward::new(layout);
    let mut from = 0;
    for component in &layout.components {
        singles(layout, block, &mut found.rows, from..component.start);
        let outside = component
            .clone()
            .map(|node| arrivals(layout, &found.rows, node))
            .collect();
        let visits: Vec<_> = component.clone().map(|node| block.visits(node)).collect();
        let all = all.map(|all| &all[component.clone()]);
        let nodes = component.clone();
        let part = Component {
            layout,
            block,
            nodes,
            visits: &visits,
            all,
        };
        found.inside += part.visits(outside, &mut found.rows[component.clone()])?;
        from = component.end;
    }
    singles(layout, block, &mut found.rows, from..layout.len());
    found.alive = vec![true; layout.len()];
    found.visited = (0..layout.len() as u32).collect();
    Ok(found)
}

/// Fills the rows of nodes that lead onward only, or to themselves.
fn singles<const LANES: usize>(
    layout: &Layout,
    block: &Block<'_, LANES>,
    rows: &mut [Row<LANES>],
    nodes: Range<usize>,
) {
    for node in nodes {
        let visits = block.visits(node);
        if !visits.is_barred() {
            let arrived = arrivals(layout, rows, node);
            rows[node] = visit(&visits, &arrived, Stay::of(layout, node), 0, 0.0);
        }
    }
}

/// Arrivals at a node by lane, from the start and from all nodes that have a row; staying aside.
#[inline(always)]
fn arrivals<const LANES: usize>(layout: &Layout, rows: &[Row<LANES>], node: usize) -> Row<LANES> {
    let mut sum = [0.0; LANES];
    sum[0] = layout.start[node];
    for &(from, p) in layout.into.of(node) {
        add(&mut sum, p, &rows[from as usize]);
    }
    sum
}

/// A node's chance to stay for another visit, and the chance not to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    pub(super) stay: f64,
    pub(super) leave: f64,
}

impl Stay {
    #[inline]
    pub(super) fn of(layout: &Layout, node: usize) -> Self {
        Self {
            stay: layout.stay[node],
            leave: layout.leave[node],
        }
    }
}

/// What arrivals become by visits, those that follow at once included. The lanes are the block's from `first` on;
/// `below` is what arrives in the lanes before them, and what stays there for another visit.
#[inline(always)]
pub(super) fn visit<const ALL: usize, const LANES: usize>(
    visits: &Visits<'_, ALL>,
    arrived: &Row<LANES>,
    Stay { stay, leave }: Stay,
    first: usize,
    below: f64,
) -> Row<LANES> {
    let mut row = *arrived;
    match visits {
        Visits::Barred => return [0.0; LANES],
        Visits::Drawn(drawn) => return draw(drawn, arrived, Stay { stay, leave }, first, below),
        Visits::Passed => {}
        Visits::Fixed { lane, beats } => {
            let (lane, beats) = (*lane as usize, *beats as usize);
            if let (Some(lane), Some(beats)) = (lane.checked_sub(first), beats.checked_sub(first)) {
                let mut beaten = below;
                for (number, row) in row.iter_mut().enumerate() {
                    if number < beats {
                        beaten += *row;
                        *row = 0.0;
                    }
                }
                row[lane] += beaten;
            }
        }
    }
    if stay > 0.0 {
        for row in &mut row {
            *row /= leave;
        }
    }
    row
}

/// The same where each visit is drawn. A journey that stays draws again, so lanes are solved in ascending order.
fn draw<const ALL: usize, const LANES: usize>(
    drawn: &Drawn<ALL>,
    arrived: &Row<LANES>,
    Stay { stay, leave }: Stay,
    first: usize,
    mut below: f64,
) -> Row<LANES> {
    let mut row = [0.0; LANES];
    let shares = drawn.share.iter().zip(&drawn.within).zip(&drawn.above).skip(first);
    for ((row, arrived), ((share, within), above)) in row.iter_mut().zip(arrived).zip(shares) {
        // 1 − stay·within, without the subtraction.
        let gone = if stay > 0.0 { leave + stay * above } else { 1.0 };
        *row = (arrived * within + share * below) / gone;
        below += arrived + stay * *row;
    }
    row
}
