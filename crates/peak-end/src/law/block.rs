//! A block of neighbouring levels, seen by sweeps as lanes.

use super::levels::{Levels, Tie};
use std::ops::Range;

/// A block of levels. Lane 0 is everything below the block, lane i its i-th level; what is above is barred.
#[derive(Debug, Clone)]
pub(crate) struct Block<'a, const LANES: usize> {
    /// The levels of the lanes, from lane 1 on.
    pub(crate) levels: Range<usize>,
    pub(crate) tie: Tie,
    /// How many lanes are in use.
    pub(crate) lanes: usize,
    /// By lane, whether it begins a group of ties.
    pub(crate) begins: [bool; LANES],
    /// A lane is settled when so little of what ever went backward in it is still inside, or so little of all journeys.
    pub(super) settled: f64,
    what: What<'a, LANES>,
}

/// What is visited.
#[derive(Debug, Clone)]
enum What<'a, const LANES: usize> {
    /// Visits of some level.
    Levels(&'a Levels),
    /// The same, where visits to a node differ.
    Draws(&'a Levels, Vec<Option<Drawn<LANES>>>),
    /// By node, whether it is passed and not barred.
    Passed(Vec<bool>),
}

/// What a node's visits do to the peak so far.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Visits<'a, const LANES: usize> {
    /// Nothing.
    Passed,
    /// They put journeys with a peak in a lane below `beats` into `lane`.
    Fixed { lane: u8, beats: u8 },
    /// They are drawn from all lanes.
    Drawn(&'a Drawn<LANES>),
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

/// What may be left inside of loops, over all blocks; and the least that can be told from rounding.
const SETTLED: f64 = 1e-13;
const ROUNDING: f64 = 2e-15;

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

impl<const LANES: usize> Visits<'_, LANES> {
    pub(super) fn is_barred(&self) -> bool {
        matches!(self, Self::Barred)
    }

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

impl<'a, const LANES: usize> Block<'a, LANES> {
    /// A block of these levels, one of so many `blocks`.
    pub(crate) fn new(levels: &'a Levels, nodes: usize, block: Range<usize>, blocks: usize) -> Self {
        let lanes = block.len() + 1;
        let mut begins = [true; LANES];
        for (number, begins) in begins.iter_mut().enumerate().take(lanes).skip(1) {
            *begins = levels.begins(block.start + number - 1);
        }
        let what = if levels.is_drawn() {
            let drawn = |node| match levels.drawn(node) {
                [] => None,
                draws => Some(Drawn::new(draws, &block)),
            };
            What::Draws(levels, (0..nodes).map(drawn).collect())
        } else {
            What::Levels(levels)
        };
        Self {
            levels: block,
            tie: levels.tie,
            lanes,
            begins,
            settled: (SETTLED / blocks as f64).max(ROUNDING),
            what,
        }
    }

    /// Lanes without levels, in which nodes are passed or barred.
    pub(crate) fn passing(lanes: usize, is_passed: Vec<bool>) -> Self {
        Self {
            levels: 1..lanes,
            tie: Tie::Worst,
            lanes,
            begins: [true; LANES],
            settled: SETTLED,
            what: What::Passed(is_passed),
        }
    }

    /// What a node's visits do.
    #[inline(always)]
    pub(crate) fn visits(&self, node: usize) -> Visits<'_, LANES> {
        match &self.what {
            What::Levels(levels) => self.fixed(levels, node),
            What::Draws(levels, drawn) => match &drawn[node] {
                Some(drawn) => Visits::Drawn(drawn),
                None => self.fixed(levels, node),
            },
            What::Passed(passed) if passed[node] => Visits::Passed,
            What::Passed(_) => Visits::Barred,
        }
    }

    #[inline(always)]
    fn fixed(&self, levels: &Levels, node: usize) -> Visits<'_, LANES> {
        let Some(level) = levels.fixed(node) else {
            return Visits::Passed;
        };
        if level < self.levels.start {
            Visits::Passed
        } else if level >= self.levels.end {
            Visits::Barred
        } else {
            let lane = |level: usize| (level + 1 - self.levels.start) as u8;
            Visits::Fixed {
                lane: lane(level),
                beats: lane(levels.beats[level] as usize),
            }
        }
    }

    /// The level of a lane.
    pub(crate) fn level(&self, lane: usize) -> usize {
        self.levels.start + lane - 1
    }
}

impl<const LANES: usize> Drawn<LANES> {
    fn new(draws: &[(u32, f64)], block: &Range<usize>) -> Self {
        let mut share = [0.0; LANES];
        let mut beyond = 0.0;
        for &(level, p) in draws {
            let level = level as usize;
            if level >= block.end {
                beyond += p;
            } else {
                share[(level + 1).saturating_sub(block.start)] += p;
            }
        }
        let (mut within, mut above) = (share, [beyond; LANES]);
        for lane in 1..LANES {
            within[lane] += within[lane - 1];
        }
        for lane in (0..LANES - 1).rev() {
            above[lane] = above[lane + 1] + share[lane + 1];
        }
        Self { share, within, above }
    }
}
