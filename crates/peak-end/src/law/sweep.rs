//! What is remembered, jointly with the end, and which nodes make it: sweeps over blocks of levels.

use super::LawError;
use super::backward::{Sweeps, backward};
use super::block::{Block, Visits, blocks};
use super::component::Component;
use super::ends::Ends;
use super::forward::{Beyond, Forward, Row, forward};
use super::joint::{LawAtom, LawSum};
use super::layout::Layout;
use super::levels::Levels;
use std::cmp::Ordering;
use std::ops::Range;

/// What all chances together may be off, over the visits of a journey; and the least that can be told from rounding.
const SETTLED: f64 = 2e-13;
const ROUNDING: f64 = 4e-16;

/// The widest block. Wider rows leave the cache; narrower ones read every way more often. Measured.
const WIDEST: usize = 64;

/// What a sweep finds. Sums over journeys with a scored visit, each counted with its probability.
#[derive(Debug, Clone)]
pub(crate) struct Sweep {
    /// By level and ending, P(the peak is at the level, the journey ends there).
    pub(crate) by_ending: Vec<f64>,
    /// By node, P(it is the one remembered): the last visit at the highest level counts. Empty unless asked for.
    pub(crate) credit: Vec<f64>,
    /// By how much any of them may be off for what is still inside of loops.
    pub(crate) inside: f64,
}

/// What is asked of a sweep.
pub(crate) enum Asked<'a> {
    /// The law of the peak.
    Peak,
    /// The law of the peak among all visits but the last; level 0 is a single visit.
    BeforeEnd,
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

/// Sweeps in the order of the levels; adds the joint law of peak and end to `joint`, if it is asked for.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
pub(super) fn sweep(
    layout: &Layout,
    ends: &Ends,
    levels: &Levels,
    asked: Asked<'_>,
    joint: Option<&mut LawSum>,
) -> Result<Sweep, LawError> {
    match levels.len() {
        0..=4 => Work::<4>::new(layout, ends, levels, joint).sweep(asked),
        5..=8 => Work::<8>::new(layout, ends, levels, joint).sweep(asked),
        9..=12 => Work::<12>::new(layout, ends, levels, joint).sweep(asked),
        13..=16 => Work::<16>::new(layout, ends, levels, joint).sweep(asked),
        17..=32 => Work::<32>::new(layout, ends, levels, joint).sweep(asked),
        _ => Work::<WIDEST>::new(layout, ends, levels, joint).sweep(asked),
    }
}

/// The same in blocks of at most three levels.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
#[cfg(test)]
pub(super) fn sweep_in_blocks(
    layout: &Layout,
    ends: &Ends,
    levels: &Levels,
    asked: Asked<'_>,
    joint: Option<&mut LawSum>,
) -> Result<Sweep, LawError> {
    Work::<4>::new(layout, ends, levels, joint).sweep(asked)
}

struct Work<'a, const LANES: usize> {
    layout: &'a Layout,
    ends: &'a Ends,
    levels: &'a Levels,
    joint: Option<&'a mut LawSum>,
    /// Within loops a chance is settled when it changes by no more than this in a sweep.
    settled: f64,
    is_swept: bool,
    found: Sweep,
}

impl<'a, const LANES: usize> Work<'a, LANES> {
    fn new(layout: &'a Layout, ends: &'a Ends, levels: &'a Levels, joint: Option<&'a mut LawSum>) -> Self {
        let visits: f64 = ends.visits.iter().sum();
        let settled = (SETTLED / visits.max(1.0)).max(ROUNDING);
        let found = Sweep {
            by_ending: vec![0.0; levels.len() * layout.endings],
            credit: Vec::new(),
            inside: 0.0,
        };
        Self {
            layout,
            ends,
            levels,
            joint,
            settled,
            is_swept: false,
            found,
        }
    }

    fn sweep(mut self, mut asked: Asked<'_>) -> Result<Sweep, LawError> {
        let blocks = blocks(self.levels, LANES);
        let credited = matches!(asked, Asked::Credit | Asked::Passing { .. });
        if credited {
            self.found.credit = vec![0.0; self.layout.len()];
        }
        let (levels, nodes, count) = (self.levels, self.layout.len(), blocks.len());
        let beyond = if let Asked::Passing { .. } = asked {
            Beyond::Barred
        } else {
            Beyond::Nothing
        };
        let mut found = None;
        // Visits that differ, and passing, need the rows of both sweeps side by side.
        let both = matches!(asked, Asked::Passing { .. }) || levels.is_drawn();
        let mut chances = vec![[0.0; LANES]; if credited && both { nodes } else { 0 }];
        for range in blocks {
            let block = Block::<LANES>::new(levels, nodes, range, count);
            let all = self.is_last(&block).then_some(&*self.ends.visits);
            let passed = if count == 1 {
                found.insert(forward(self.layout, &block, all)?)
            } else {
                let passed = found.get_or_insert_with(|| Forward::new(self.layout));
                passed.pass(self.layout, &block, all, beyond)?;
                passed
            };
            self.found.inside += passed.inside;
            self.law(&block, passed, &asked);
            if credited && both {
                self.attribute(&block, passed, &mut chances, &mut asked)?;
                for &node in &passed.visited {
                    chances[node as usize] = [0.0; LANES];
                }
            } else if credited {
                self.credit(&block, passed)?;
            }
        }
        if self.is_swept {
            // Each visit to a node at which chances are off by so much counts for so much.
            self.found.inside += self.settled * self.ends.visits.iter().sum::<f64>();
        }
        Ok(self.found)
    }

    /// Whether nothing is above a block.
    fn is_last(&self, block: &Block<'_, LANES>) -> bool {
        block.levels.end == self.levels.len()
    }

    /// How chances are swept: within the highest level every journey ends.
    fn sweeps(&self, block: &Block<'_, LANES>) -> Sweeps<LANES> {
        let mut hope = [0.0; LANES];
        if self.is_last(block) {
            hope[block.lanes - 1] = 1.0;
        }
        Sweeps {
            settled: self.settled,
            hope,
            too_long: self.settled == ROUNDING,
        }
    }

    /// Arrivals at a node, those that stay for another visit included.
    fn arrived(&self, passed: &Forward<LANES>, node: usize) -> Row<LANES> {
        let mut sum = passed.arrivals(self.layout, node);
        let stay = self.layout.stay[node];
        for (sum, row) in sum.iter_mut().zip(passed.row(node)) {
            *sum += stay * row;
        }
        sum
    }

    /// Adds the block's part of the law.
    fn law(&mut self, block: &Block<'_, LANES>, passed: &Forward<LANES>, asked: &Asked<'_>) {
        if let Asked::BeforeEnd = asked {
            let from = if block.levels.start == 1 { 0 } else { 1 };
            for node in self.ending(passed) {
                let arrived = self.arrived(passed, node);
                self.end(node, &arrived, from..block.lanes, block);
            }
            return;
        }
        let mut atoms = Atoms::new(block.lanes, self.levels.len());
        for node in self.ending(passed) {
            if block.visits(node).is_barred() {
                continue;
            }
            let row = passed.row(node);
            self.end(node, row, 1..block.lanes, block);
            if self.joint.is_none() {
                continue;
            }
            let p = self.ends.exits.sum(node);
            if let Some(level) = self.levels.fixed(node) {
                for (lane, visits) in row.iter().enumerate().take(block.lanes).skip(1) {
                    atoms.add(lane, level as u32, visits * p);
                }
                continue;
            }
            // The last visit may be the peak itself, or have been below it.
            let arrived = self.arrived(passed, node);
            for &(level, share) in self.levels.drawn(node) {
                let mut below = arrived[0];
                for (lane, arrived) in arrived.iter().enumerate().take(block.lanes).skip(1) {
                    below += arrived;
                    let before = match block.level(lane).cmp(&(level as usize)) {
                        Ordering::Less => continue,
                        Ordering::Equal => below,
                        Ordering::Greater => *arrived,
                    };
                    atoms.add(lane, level, share * before * p);
                }
            }
        }
        if let Some(joint) = &mut self.joint {
            for (lane, end, probability) in atoms.sorted() {
                let (peak, end) = (
                    self.levels.scores[block.level(lane as usize)],
                    self.levels.scores[end as usize],
                );
                joint.add(LawAtom { peak, end, probability });
            }
        }
    }

    /// The visited nodes at which journeys can end.
    fn ending(&self, passed: &Forward<LANES>) -> Vec<usize> {
        let nodes = passed.visited.iter().map(|&node| node as usize);
        nodes
            .filter(|&node| !self.ends.exits.of(node).is_empty() && self.levels.is_scored(node))
            .collect()
    }

    /// Adds what ends at a node.
    fn end(&mut self, node: usize, row: &Row<LANES>, lanes: Range<usize>, block: &Block<'_, LANES>) {
        for lane in lanes {
            let at = block.level(lane) * self.layout.endings;
            for &(ending, p) in self.ends.exits.of(node) {
                self.found.by_ending[at + ending as usize] += row[lane] * p;
            }
        }
    }

    /// Credits nodes with being the peak in this block. The rows of the forward sweep make room for the backward one.
    fn credit(&mut self, block: &Block<'_, LANES>, passed: &mut Forward<LANES>) -> Result<(), LawError> {
        for &node in &passed.visited {
            let node = node as usize;
            if let Visits::Fixed { lane, .. } = block.visits(node) {
                self.found.credit[node] = passed.row(node)[lane as usize];
            }
        }
        let exits = |node: usize| [self.layout.exits.sum(node); LANES];
        let sweeps = self.sweeps(block);
        let nodes = passed.visited.iter().rev().map(|&node| node as usize);
        let credit = &mut self.found.credit;
        self.is_swept |= backward(
            self.layout,
            block,
            &mut passed.rows,
            sweeps,
            nodes,
            exits,
            |node, chance| {
                if let Visits::Fixed { lane, .. } = block.visits(node) {
                    credit[node] *= chance[lane as usize - 1];
                }
            },
        )?;
        Ok(())
    }

    /// Credits nodes with being the peak in this block, and says what passes them.
    fn attribute(
        &mut self,
        block: &Block<'_, LANES>,
        passed: &Forward<LANES>,
        chances: &mut [Row<LANES>],
        asked: &mut Asked<'_>,
    ) -> Result<(), LawError> {
        let exits = |node: usize| [self.layout.exits.sum(node); LANES];
        let sweeps = self.sweeps(block);
        let mut credit = std::mem::take(&mut self.found.credit);
        let mut failed = None;
        let nodes = passed.visited.iter().rev().map(|&node| node as usize);
        let is_swept = backward(self.layout, block, chances, sweeps, nodes, exits, |node, chance| {
            match block.visits(node) {
                Visits::Passed | Visits::Barred => {}
                Visits::Fixed { lane, .. } => {
                    let lane = lane as usize;
                    credit[node] += passed.row(node)[lane] * chance[lane - 1];
                }
                Visits::Drawn(drawn) => {
                    let arrived = self.arrived(passed, node);
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
                match self.passing(block, passed, node, chance) {
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
        self.is_swept |= is_swept;
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
        block: &Block<'_, LANES>,
        passed: &Forward<LANES>,
        node: usize,
        chance: &Row<LANES>,
    ) -> Result<(Row<LANES>, Row<LANES>), LawError> {
        let (mut others, mut all) = ([0.0; LANES], [0.0; LANES]);
        let arrived = self.arrived(passed, node);
        let gone = self.gone(block, node)?;
        let visits = block.visits(node);
        let mut arrivals = 0.0;
        for lane in 0..block.lanes {
            arrivals += arrived[lane];
            let (within, above) = visits.within(lane);
            // 1 − hr, without the subtraction.
            let (last, not_back) = (within * gone[lane] + above, gone[lane].max(f64::MIN_POSITIVE));
            let ways = arrivals * chance[lane] * last;
            others[lane] = ways * last / not_back;
            all[lane] = ways * within;
        }
        Ok((others, all))
    }

    /// By lane, the chance not to come back to a node with nothing else above the lane on the way.
    fn gone(&self, block: &Block<'_, LANES>, node: usize) -> Result<Row<LANES>, LawError> {
        let Some(nodes) = self.layout.component(node) else {
            return Ok([self.layout.leave[node]; LANES]);
        };
        let mut visits: Vec<_> = nodes.clone().map(|node| block.visits(node)).collect();
        visits[node - nodes.start] = Visits::Barred;
        let mut outside = vec![[0.0; LANES]; nodes.len()];
        let (mut back, mut out) = ([0.0; LANES], self.layout.exits.sum(node));
        back[0] = self.layout.stay[node];
        for &(to, p) in self.layout.onward.of(node) {
            match (to as usize)
                .checked_sub(nodes.start)
                .and_then(|to| outside.get_mut(to))
            {
                Some(row) => row[0] += p,
                None => out += p,
            }
        }
        let mut found = vec![[0.0; LANES]; nodes.len()];
        let component = Component {
            layout: self.layout,
            block,
            nodes: nodes.clone(),
            visits: &visits,
            all: None,
        };
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

/// Probabilities by lane of the peak and level of the end.
enum Atoms {
    /// All of them, lane by lane.
    Dense(Vec<f64>, usize),
    /// Where there are many levels, those that occur.
    Sparse(Vec<(u32, u32, f64)>),
}

/// Up to so many pairs are added up in place. Chosen: what stays in the first cache.
const DENSE: usize = 2_048;

impl Atoms {
    fn new(lanes: usize, levels: usize) -> Self {
        match lanes * levels {
            pairs if pairs <= DENSE => Self::Dense(vec![0.0; pairs], levels),
            _ => Self::Sparse(Vec::new()),
        }
    }

    #[inline]
    fn add(&mut self, lane: usize, end: u32, probability: f64) {
        match self {
            Self::Dense(pairs, levels) => pairs[lane * *levels + end as usize] += probability,
            Self::Sparse(_) if probability == 0.0 => {}
            Self::Sparse(pairs) => pairs.push((lane as u32, end, probability)),
        }
    }

    /// Those that occur, by lane, then by end.
    fn sorted(self) -> Vec<(u32, u32, f64)> {
        match self {
            Self::Dense(pairs, levels) => {
                let pairs = pairs
                    .into_iter()
                    .enumerate()
                    .filter(|(_, probability)| *probability > 0.0);
                pairs
                    .map(|(at, probability)| ((at / levels) as u32, (at % levels) as u32, probability))
                    .collect()
            }
            Self::Sparse(mut pairs) => {
                pairs.sort_by_key(|(lane, end, _)| (*lane, *end));
                pairs.dedup_by(|later, earlier| {
                    let same = (later.0, later.1) == (earlier.0, earlier.1);
                    if same {
                        earlier.2 += later.2;
                    }
                    same
                });
                pairs
            }
        }
    }
}
