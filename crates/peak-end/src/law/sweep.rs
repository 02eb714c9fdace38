//! What is remembered, jointly with the end, and which nodes make it: sweeps over blocks of levels.

use super::LawError;
use super::backward::backward;
use super::block::{Block, Visits, blocks};
use super::component::Component;
use super::ends::Ends;
use super::forward::{Row, arrivals, forward};
use super::layout::Layout;
use super::levels::Levels;

/// The widest block. Wider rows leave the cache; narrower ones read every way more often. Measured.
const WIDEST: usize = 32;

/// A part of the joint law: the levels of peak and end, and their probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Atom {
    pub(crate) peak: u32,
    pub(crate) end: u32,
    pub(crate) probability: f64,
}

/// What a sweep finds. Sums over journeys with a scored visit, each counted with its probability.
#[derive(Debug, Clone)]
pub(crate) struct Sweep {
    /// By level and ending, P(the peak is at the level, the journey ends there).
    pub(crate) by_ending: Vec<f64>,
    /// The joint law, by peak, then by end.
    pub(crate) atoms: Vec<Atom>,
    /// By node, P(it is the one remembered): the last visit at the highest level counts. Empty unless asked for.
    pub(crate) credit: Vec<f64>,
}

/// What is asked of a sweep.
pub(crate) enum Asked<'a> {
    /// The law of the peak.
    Peak,
    /// The law of the peak among all visits but the last; level 0 is a single visit.
    BeforeEnd,
    /// And the joint law.
    Law,
    /// And which nodes make it.
    Credit,
    /// And how it would be if a visit to one of these nodes were different.
    Passing {
        /// By node, whether it is asked for.
        nodes: &'a [bool],
        /// Takes a node, a range of levels, and by level P(the node is visited, and nothing else is above the level),
        /// and the same with the node's own visits within the level. Neighbouring ranges share a level.
        take: &'a mut dyn FnMut(Passing<'_>),
    },
}

/// By level from `first` on: P(the node is visited, and nothing else is above the level).
pub(crate) struct Passing<'a> {
    pub(crate) node: usize,
    pub(crate) first: usize,
    pub(crate) others: &'a [f64],
    /// The same, the node's own visits included.
    pub(crate) all: &'a [f64],
}

/// Sweeps in the order of the levels.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
pub(crate) fn sweep(layout: &Layout, ends: &Ends, levels: &Levels, asked: Asked<'_>) -> Result<Sweep, LawError> {
    match levels.len() {
        0..=4 => Work::<4>::new(layout, ends, levels).sweep(asked),
        5..=8 => Work::<8>::new(layout, ends, levels).sweep(asked),
        9..=12 => Work::<12>::new(layout, ends, levels).sweep(asked),
        13..=16 => Work::<16>::new(layout, ends, levels).sweep(asked),
        _ => Work::<WIDEST>::new(layout, ends, levels).sweep(asked),
    }
}

struct Work<'a, const LANES: usize> {
    layout: &'a Layout,
    ends: &'a Ends,
    levels: &'a Levels,
    found: Sweep,
    /// The levels at which journeys can end, and by level its place among them.
    last: Vec<u32>,
    place: Vec<u32>,
}

impl<'a, const LANES: usize> Work<'a, LANES> {
    fn new(layout: &'a Layout, ends: &'a Ends, levels: &'a Levels) -> Self {
        let mut can_end = vec![false; levels.len()];
        for node in (0..layout.len()).filter(|&node| !ends.exits.of(node).is_empty()) {
            for (level, _) in levels.of(node) {
                can_end[*level as usize] = true;
            }
        }
        let mut place = vec![0; levels.len()];
        let mut last = Vec::new();
        for level in (0..levels.len()).filter(|&level| can_end[level]) {
            place[level] = last.len() as u32;
            last.push(level as u32);
        }
        let found = Sweep {
            by_ending: vec![0.0; levels.len() * layout.endings],
            atoms: Vec::new(),
            credit: Vec::new(),
        };
        Self { layout, ends, levels, found, last, place }
    }

    fn sweep(mut self, mut asked: Asked<'_>) -> Result<Sweep, LawError> {
        if matches!(asked, Asked::Credit | Asked::Passing { .. }) {
            self.found.credit = vec![0.0; self.layout.len()];
        }
        for range in blocks(self.levels, LANES) {
            let block = Block::<LANES>::new(self.levels, self.layout.len(), range);
            let rows = forward(self.layout, &block)?;
            self.law(&block, &rows, &asked);
            if !self.found.credit.is_empty() {
                self.attribute(&block, &rows, &mut asked)?;
            }
        }
        Ok(self.found)
    }

    /// Arrivals at a node, those that stay for another visit included.
    fn arrived(&self, rows: &[Row<LANES>], node: usize) -> Row<LANES> {
        let mut sum = arrivals(self.layout, rows, node, self.layout.len());
        let stay = self.layout.stay[node];
        for (sum, row) in sum.iter_mut().zip(&rows[node]) {
            *sum += stay * row;
        }
        sum
    }

    /// Adds the block's part of the law.
    fn law(&mut self, block: &Block<LANES>, rows: &[Row<LANES>], asked: &Asked<'_>) {
        let joint = !matches!(asked, Asked::Peak | Asked::BeforeEnd);
        let before_end = matches!(asked, Asked::BeforeEnd);
        let mut atoms = vec![0.0; if joint { LANES * self.last.len() } else { 0 }];
        for node in 0..self.layout.len() {
            let exits = self.ends.exits.of(node);
            let draws = self.levels.of(node);
            if exits.is_empty() || draws.is_empty() {
                continue;
            }
            if before_end {
                let from = if block.levels.start == 1 { 0 } else { 1 };
                let arrived = self.arrived(rows, node);
                for (lane, arrived) in arrived.iter().enumerate().take(block.lanes).skip(from) {
                    let at = block.level(lane) * self.layout.endings;
                    for &(ending, p) in exits {
                        self.found.by_ending[at + ending as usize] += arrived * p;
                    }
                }
                continue;
            }
            if matches!(block.visits[node], Visits::Barred) {
                continue;
            }
            for lane in 1..block.lanes {
                let at = block.level(lane) * self.layout.endings;
                for &(ending, p) in exits {
                    self.found.by_ending[at + ending as usize] += rows[node][lane] * p;
                }
            }
            if !joint {
                continue;
            }
            let p: f64 = exits.iter().map(|(_, p)| p).sum();
            if let [(level, _)] = draws {
                let column = self.place[*level as usize] as usize;
                for lane in 1..block.lanes {
                    atoms[lane * self.last.len() + column] += rows[node][lane] * p;
                }
                continue;
            }
            // The last visit may be the peak itself, or have been below it.
            let arrived = self.arrived(rows, node);
            for &(level, share) in draws {
                let column = self.place[level as usize] as usize;
                let mut below = arrived[0];
                for lane in 1..block.lanes {
                    let at = &mut atoms[lane * self.last.len() + column];
                    below += arrived[lane];
                    match block.level(lane).cmp(&(level as usize)) {
                        std::cmp::Ordering::Less => {}
                        std::cmp::Ordering::Equal => *at += share * below * p,
                        std::cmp::Ordering::Greater => *at += share * arrived[lane] * p,
                    }
                }
            }
        }
        for (index, probability) in atoms.into_iter().enumerate().filter(|(_, probability)| *probability > 0.0) {
            let (lane, column) = (index / self.last.len(), index % self.last.len());
            let (peak, end) = (block.level(lane) as u32, self.last[column]);
            self.found.atoms.push(Atom { peak, end, probability });
        }
    }

    /// Credits nodes with being the peak in this block, and says what passes them.
    fn attribute(
        &mut self,
        block: &Block<LANES>,
        rows: &[Row<LANES>],
        asked: &mut Asked<'_>,
    ) -> Result<(), LawError> {
        let exits = |node: usize| [self.layout.exits.sum(node); LANES];
        let mut credit = std::mem::take(&mut self.found.credit);
        let mut failed = None;
        backward(self.layout, block, exits, |node, chance| {
            match &block.visits[node] {
                Visits::Passed | Visits::Barred => {}
                Visits::Fixed { lane, .. } => {
                    let lane = *lane as usize;
                    credit[node] += rows[node][lane] * chance[lane - 1];
                }
                Visits::Drawn(drawn) => {
                    let arrived = self.arrived(rows, node);
                    let mut below = arrived[0];
                    for lane in 1..block.lanes {
                        below += arrived[lane];
                        credit[node] += drawn.share[lane] * below * chance[lane - 1];
                    }
                }
            }
            if let Asked::Passing { nodes, take } = asked
                && nodes[node]
                && failed.is_none()
            {
                match self.passing(block, rows, node, chance) {
                    Ok((others, all)) => take(Passing {
                        node,
                        first: block.level(0),
                        others: &others[..block.lanes],
                        all: &all[..block.lanes],
                    }),
                    Err(error) => failed = Some(error),
                }
            }
        })?;
        self.found.credit = credit;
        failed.map_or(Ok(()), Err)
    }

    /// By lane, P(the node is visited, and nothing else is above the lane); and with its own visits.
    ///
    /// With a the expected arrivals, y the chance to end after a visit, h the part of the node's visits within the lane
    /// and r the chance to come back before that, first arrivals are a·(1 − hr) and journeys that end without coming
    /// back y·(1 − hr).
    fn passing(
        &self,
        block: &Block<LANES>,
        rows: &[Row<LANES>],
        node: usize,
        chance: &Row<LANES>,
    ) -> Result<(Row<LANES>, Row<LANES>), LawError> {
        let (mut others, mut all) = ([0.0; LANES], [0.0; LANES]);
        let arrived = self.arrived(rows, node);
        let gone = self.gone(block, node)?;
        let mut arrivals = 0.0;
        for lane in 0..block.lanes {
            arrivals += arrived[lane];
            let (within, above) = block.visits[node].within(lane);
            // 1 − hr, without the subtraction.
            let (last, not_back) = (within * gone[lane] + above, gone[lane].max(f64::MIN_POSITIVE));
            let ways = arrivals * chance[lane] * last;
            others[lane] = ways * last / not_back;
            all[lane] = ways * within;
        }
        Ok((others, all))
    }

    /// By lane, the chance not to come back to a node with nothing else above the lane on the way.
    fn gone(&self, block: &Block<LANES>, node: usize) -> Result<Row<LANES>, LawError> {
        let Some(nodes) = self.layout.component(node) else {
            return Ok([self.layout.leave[node]; LANES]);
        };
        let mut visits = block.visits[nodes.clone()].to_vec();
        visits[node - nodes.start] = Visits::Barred;
        let mut outside = vec![[0.0; LANES]; nodes.len()];
        let (mut back, mut out) = ([0.0; LANES], self.layout.exits.sum(node));
        back[0] = self.layout.stay[node];
        for &(to, p) in self.layout.onward.of(node) {
            match (to as usize).checked_sub(nodes.start).and_then(|to| outside.get_mut(to)) {
                Some(row) => row[0] += p,
                None => out += p,
            }
        }
        let mut found = vec![[0.0; LANES]; nodes.len()];
        let component = Component { layout: self.layout, block, nodes: nodes.clone(), visits: &visits };
        component.visits(outside, &mut found)?;
        for (row, from) in found.iter().zip(nodes.clone()) {
            let mut outward = self.layout.exits.sum(from);
            for &(to, p) in self.layout.onward.of(from) {
                if to as usize == node {
                    for (back, row) in back.iter_mut().zip(row) {
                        *back += p * row;
                    }
                } else if !nodes.contains(&(to as usize)) {
                    outward += p;
                }
            }
            out += outward * row.iter().sum::<f64>();
        }
        // Visits above the block are barred; what they keep from coming back is the rest.
        let barred = if block.levels.end < self.levels.len() {
            (1.0 - out - back.iter().sum::<f64>()).max(0.0)
        } else {
            0.0
        };
        let mut gone = [0.0; LANES];
        let mut above = out + barred;
        for lane in (0..LANES).rev() {
            gone[lane] = above;
            above += back[lane];
        }
        Ok(gone)
    }
}
