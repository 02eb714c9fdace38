//! A block of neighbouring levels, seen by sweeps as lanes.

use super::levels::{Levels, Tie};
use std::ops::Range;

/// A block of levels. Lane 0 is everything below the block, lane i its i-th level; what is above is barred.
#[derive(Debug, Clone)]
pub(crate) struct Block<const LANES: usize> {
    /// The levels of the lanes, from lane 1 on.
    pub(crate) levels: Range<usize>,
    pub(crate) tie: Tie,
    /// How many lanes are in use.
    pub(crate) lanes: usize,
    /// By node.
    pub(crate) visits: Vec<Visits<LANES>>,
    /// By lane, whether it begins a group of ties.
    pub(crate) begins: [bool; LANES],
}

/// What a node's visits do to the peak so far.
#[derive(Debug, Clone)]
pub(crate) enum Visits<const LANES: usize> {
    /// Nothing.
    Passed,
    /// They put journeys with a peak in a lane below `beats` into `lane`.
    Fixed { lane: u8, beats: u8 },
    /// They are drawn from all lanes.
    Drawn(Box<Drawn<LANES>>),
    /// They are above the block.
    Barred,
}

/// Shares of visits.
#[derive(Debug, Clone)]
pub(crate) struct Drawn<const LANES: usize> {
    /// By lane.
    pub(crate) share: [f64; LANES],
    /// Up to and including each lane.
    pub(crate) within: [f64; LANES],
    /// Above each lane.
    pub(crate) above: [f64; LANES],
}

/// The levels divided into blocks of at most `lanes − 1`; ties stay together.
pub(crate) fn blocks(levels: &Levels, lanes: usize) -> Vec<Range<usize>> {
    let (mut blocks, mut first) = (Vec::new(), 1);
    while first < levels.len() || blocks.is_empty() {
        let mut end = levels.len().min(first + lanes - 1);
        while end < levels.len() && !levels.begins(end) {
            end -= 1;
        }
        blocks.push(first..end);
        first = end;
    }
    blocks
}

impl<const LANES: usize> Visits<LANES> {
    /// The part of visits that leaves journeys in a lane, and the part that does not.
    pub(super) fn keeping(&self, lane: usize) -> (f64, f64) {
        let whole = |keeps: bool| if keeps { (1.0, 0.0) } else { (0.0, 1.0) };
        match self {
            Self::Passed => whole(true),
            Self::Barred => whole(false),
            Self::Fixed { lane: own, beats } => whole(lane >= *beats as usize || lane == *own as usize),
            Self::Drawn(drawn) => (drawn.within[lane], drawn.above[lane]),
        }
    }

    /// The part of visits that stays within a lane and those before it, and the part that does not.
    pub(super) fn within(&self, lane: usize) -> (f64, f64) {
        match self {
            Self::Fixed { lane: own, .. } if *own as usize <= lane => (1.0, 0.0),
            Self::Fixed { .. } => (0.0, 1.0),
            _ => self.keeping(lane),
        }
    }
}

impl<const LANES: usize> Block<LANES> {
    /// The block of these levels.
    pub(crate) fn new(levels: &Levels, nodes: usize, block: Range<usize>) -> Self {
        let Range { start: first, end } = block;
        let lane = |level: usize| (level + 1).saturating_sub(first);
        let visits = (0..nodes).map(|node| match levels.of(node) {
            [] => Visits::Passed,
            [(level, _)] if (*level as usize) < first => Visits::Passed,
            [(level, _)] if *level as usize >= end => Visits::Barred,
            [(level, _)] => Visits::Fixed {
                lane: lane(*level as usize) as u8,
                beats: lane(levels.beats(*level as usize)) as u8,
            },
            draws => {
                let mut share = [0.0; LANES];
                let mut beyond = 0.0;
                for &(level, p) in draws {
                    match level as usize {
                        level if level >= end => beyond += p,
                        level => share[lane(level)] += p,
                    }
                }
                let (mut within, mut above) = (share, [beyond; LANES]);
                for lane in 1..LANES {
                    within[lane] += within[lane - 1];
                }
                for lane in (0..LANES - 1).rev() {
                    above[lane] = above[lane + 1] + share[lane + 1];
                }
                Visits::Drawn(Box::new(Drawn { share, within, above }))
            }
        });
        let lanes = end + 1 - first;
        let mut begins = [true; LANES];
        for (number, begins) in begins.iter_mut().enumerate().take(lanes).skip(1) {
            *begins = levels.begins(first + number - 1);
        }
        Self {
            levels: block,
            tie: levels.tie,
            lanes,
            visits: visits.collect(),
            begins,
        }
    }

    /// The level of a lane.
    pub(crate) fn level(&self, lane: usize) -> usize {
        self.levels.start + lane - 1
    }
}
