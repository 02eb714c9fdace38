//! The chance to end from a node with nothing above a lane on the way.

use super::LawError;
use super::block::{Block, Visits};
use super::factor::{Factor, Part};
use super::forward::{Row, add};
use super::layout::{Layout, Ways};
use super::pace::{PATIENCE, Pace, TRIAL, guess, is_slow, narrowed, without};
use std::ops::Range;

/// A chance has hardly begun to rise while a sweep changes it by more than this share. Chosen.
const BEGUN: f64 = 1e-6;

/// Up to so many nodes a direct solve is as fast as sweeps. Measured, roughly.
const SMALL: usize = 6;

/// How the chances within loops are swept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sweeps<const LANES: usize> {
    /// A chance is settled when it changes by no more in a sweep.
    pub(crate) settled: f64,
    /// By lane, what chances to begin with.
    pub(crate) hope: Row<LANES>,
    /// Whether journeys are so long that this would not do, if a direct solve is possible.
    pub(crate) too_long: bool,
}

/// Gives `found` each node's chances, by lane, that a journey that has just been there ends as `exits` says, with
/// all visits to come within that lane. The `nodes` come in descending order, components as a whole, and all others
/// are barred or never come to. Into the `rows` goes what a journey that comes to a node can expect: the same, if
/// its visit is within the lane.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
pub(crate) fn backward<const LANES: usize>(
    layout: &Layout,
    block: &Block<'_, LANES>,
    rows: &mut [Row<LANES>],
    sweeps: Sweeps<LANES>,
    nodes: impl Iterator<Item = usize>,
    exits: impl Fn(usize) -> Row<LANES>,
    mut found: impl FnMut(usize, &Row<LANES>),
) -> Result<bool, LawError> {
    let (mut done, mut is_swept) = (usize::MAX, false);
    for node in nodes {
        if node < done {
            let part = layout.part(node);
            done = part.start;
            if part.len() > 1 {
                is_swept |= component(layout, block, part, sweeps, &exits, rows)?;
            }
        }
        let visits = block.visits(node);
        let chance = after(layout, &visits, rows, node, exits(node));
        rows[node] = on_arrival(&visits, &chance);
        found(node, &chance);
    }
    Ok(is_swept)
}

/// The chances after a visit.
#[inline(always)]
fn after<const LANES: usize>(
    layout: &Layout,
    visits: &Visits<'_, LANES>,
    rows: &[Row<LANES>],
    node: usize,
    mut sum: Row<LANES>,
) -> Row<LANES> {
    for &(to, p) in layout.onward.of(node) {
        add(&mut sum, p, &rows[to as usize]);
    }
    let (stay, leave) = (layout.stay[node], layout.leave[node]);
    if stay > 0.0 {
        for (lane, sum) in sum.iter_mut().enumerate() {
            *sum /= leave + stay * visits.within(lane).1;
        }
    }
    sum
}

/// The chances on arrival.
#[inline(always)]
fn on_arrival<const LANES: usize>(visits: &Visits<'_, LANES>, chance: &Row<LANES>) -> Row<LANES> {
    let mut row = *chance;
    match visits {
        Visits::Passed => {}
        Visits::Barred => row = [0.0; LANES],
        Visits::Fixed { lane: own, .. } => {
            for (lane, row) in row.iter_mut().enumerate() {
                if lane < *own as usize {
                    *row = 0.0;
                }
            }
        }
        Visits::Drawn(drawn) => {
            for (row, within) in row.iter_mut().zip(&drawn.within) {
                *row *= within;
            }
        }
    }
    row
}

/// Fills the rows of a component. Says whether sweeps did it.
fn component<const LANES: usize>(
    layout: &Layout,
    block: &Block<'_, LANES>,
    nodes: Range<usize>,
    sweeps: Sweeps<LANES>,
    exits: &impl Fn(usize) -> Row<LANES>,
    rows: &mut [Row<LANES>],
) -> Result<bool, LawError> {
    let outside: Vec<Row<LANES>> = nodes
        .clone()
        .map(|node| {
            let mut sum = exits(node);
            for &(to, p) in layout.onward.of(node) {
                if to as usize >= nodes.end {
                    add(&mut sum, p, &rows[to as usize]);
                }
            }
            sum
        })
        .collect();
    let sweepable = nodes.len() > SMALL && !sweeps.too_long;
    if sweepable && swept(layout, block, &nodes, (sweeps, 0), &outside, rows) {
        return Ok(true);
    }
    if directly(layout, block, &nodes, &outside, rows).is_some() {
        return Ok(false);
    }
    match swept(layout, block, &nodes, (sweeps, PATIENCE), &outside, rows) {
        true => Ok(true),
        false => Err(LawError::TooSlow {
            touchpoints: nodes.len(),
        }),
    }
}

/// Solves lane after lane directly; none where the component is too entangled.
fn directly<const LANES: usize>(
    layout: &Layout,
    block: &Block<'_, LANES>,
    nodes: &Range<usize>,
    outside: &[Row<LANES>],
    rows: &mut [Row<LANES>],
) -> Option<()> {
    let mut known: Option<(Vec<Part>, Factor)> = None;
    for lane in 0..block.lanes {
        let part: Vec<Part> = nodes.clone().map(|node| block.visits(node).within(lane)).collect();
        if known.as_ref().is_none_or(|(known, _)| *known != part) {
            let factor = Factor::new(layout, nodes, &part)?;
            known = Some((part, factor));
        }
        let (part, factor) = known.as_ref()?;
        let given: Vec<f64> = outside.iter().map(|row| row[lane]).collect();
        for ((row, chance), part) in rows[nodes.clone()].iter_mut().zip(factor.worth(&given)).zip(part) {
            row[lane] = chance * part.0;
        }
    }
    Some(())
}

/// Whether sweeps against the ways settle the rows of a component.
fn swept<const LANES: usize>(
    layout: &Layout,
    block: &Block<'_, LANES>,
    nodes: &Range<usize>,
    (sweeps, patience): (Sweeps<LANES>, usize),
    outside: &[Row<LANES>],
    rows: &mut [Row<LANES>],
) -> bool {
    let inner = Inner {
        layout,
        block,
        ways: &layout.onward.inner(nodes),
        settled: sweeps.settled,
        patience,
        nodes: nodes.clone(),
        first: 0,
    };
    inner.settle(outside.to_vec(), vec![sweeps.hope; nodes.len()], rows, 0)
}

/// A component, and the lanes that are not settled: those from `first` on.
struct Inner<'a, const ALL: usize> {
    layout: &'a Layout,
    block: &'a Block<'a, ALL>,
    /// The ways that lead from each node to others within.
    ways: &'a Ways,
    /// A lane is settled when chances change by no more in a sweep.
    settled: f64,
    /// So many sweeps may pass before chances change by less.
    patience: usize,
    nodes: Range<usize>,
    first: usize,
}

impl<const ALL: usize> Inner<'_, ALL> {
    fn settle<const LANES: usize>(
        &self,
        outside: Vec<Row<LANES>>,
        mut inner: Vec<Row<LANES>>,
        rows: &mut [Row<ALL>],
        mut sweeps: usize,
    ) -> bool {
        let lanes = self.block.lanes - self.first;
        let mut pace = Pace::<LANES>::new();
        let mut rises: Vec<Row<LANES>> = vec![[0.0; LANES]; inner.len()];
        let mut trial = (sweeps, f64::INFINITY);
        loop {
            let guesses = Pace::<LANES>::guesses(sweeps);
            let rise = self.sweep(&outside, &mut inner, guesses.then_some(&mut rises));
            sweeps += 1;
            let settled = (0..lanes)
                .take_while(|&lane| self.is_settled(rise[lane], inner.iter().map(|row| row[lane])))
                .count();
            let to_come = pace.rest(&rise);
            let most = rise[settled..lanes].iter().copied().fold(0.0, f64::max);
            if settled == lanes {
                self.keep(&inner, rows);
                return true;
            }
            if sweeps == trial.0 + TRIAL || trial.1.is_infinite() {
                if trial.1.is_finite() && is_slow(sweeps, self.patience, trial, most, self.settled.min(most / 2.0)) {
                    return false;
                }
                trial = (sweeps, most);
            }
            if guesses {
                guess(&mut inner, &rises, &to_come, settled);
            }
            let kept = narrowed(LANES, lanes - settled);
            if kept < LANES {
                self.keep(&inner, rows);
                return match kept {
                    2 => self.narrow::<LANES, 2>(&outside, &inner, rows, settled, sweeps),
                    4 => self.narrow::<LANES, 4>(&outside, &inner, rows, settled, sweeps),
                    8 => self.narrow::<LANES, 8>(&outside, &inner, rows, settled, sweeps),
                    12 => self.narrow::<LANES, 12>(&outside, &inner, rows, settled, sweeps),
                    16 => self.narrow::<LANES, 16>(&outside, &inner, rows, settled, sweeps),
                    _ => self.narrow::<LANES, 32>(&outside, &inner, rows, settled, sweeps),
                };
            }
        }
    }

    /// Whether chances that changed by no more than `rise` are settled: also next to what they are, since small ones may
    /// have hardly begun to rise.
    fn is_settled(&self, rise: f64, mut chances: impl Iterator<Item = f64>) -> bool {
        rise <= self.settled && (rise == 0.0 || chances.any(|chance| rise <= BEGUN * chance))
    }

    /// One sweep against the ways. By lane, by how much a chance changed at most; by how much each did goes into `rises`.
    fn sweep<const LANES: usize>(
        &self,
        outside: &[Row<LANES>],
        rows: &mut [Row<LANES>],
        mut rises: Option<&mut Vec<Row<LANES>>>,
    ) -> Row<LANES> {
        let mut most = [0.0f64; LANES];
        for at in (0..rows.len()).rev() {
            let node = self.nodes.start + at;
            let visits = self.block.visits(node);
            if visits.is_barred() {
                continue;
            }
            let mut sum = outside[at];
            for &(to, p) in self.ways.of(at) {
                add(&mut sum, p, &rows[to as usize]);
            }
            let (stay, leave) = (self.layout.stay[node], self.layout.leave[node]);
            let new = self.on_arrival(&visits, &sum, stay, leave);
            for (most, (new, old)) in most.iter_mut().zip(new.iter().zip(&rows[at])) {
                *most = most.max((new - old).abs());
            }
            if let Some(rises) = &mut rises {
                for (rise, (new, old)) in rises[at].iter_mut().zip(new.iter().zip(&rows[at])) {
                    *rise = new - old;
                }
            }
            rows[at] = new;
        }
        most
    }

    /// The chances on arrival at a node from what follows it, staying aside.
    #[inline(always)]
    fn on_arrival<const LANES: usize>(
        &self,
        visits: &Visits<'_, ALL>,
        sum: &Row<LANES>,
        stay: f64,
        leave: f64,
    ) -> Row<LANES> {
        let mut row = *sum;
        match visits {
            Visits::Passed => {}
            Visits::Barred => row = [0.0; LANES],
            Visits::Fixed { lane: own, .. } => {
                for (lane, row) in row.iter_mut().enumerate() {
                    if lane + self.first < *own as usize {
                        *row = 0.0;
                    }
                }
            }
            Visits::Drawn(drawn) => {
                let parts = drawn.within.iter().zip(&drawn.above).skip(self.first);
                for (row, (within, above)) in row.iter_mut().zip(parts) {
                    *row *= within / if stay > 0.0 { leave + stay * above } else { 1.0 };
                }
                return row;
            }
        }
        if stay > 0.0 {
            for row in &mut row {
                *row /= leave;
            }
        }
        row
    }

    fn keep<const LANES: usize>(&self, inner: &[Row<LANES>], rows: &mut [Row<ALL>]) {
        for (row, inner) in rows[self.nodes.clone()].iter_mut().zip(inner) {
            for (row, inner) in row[self.first..].iter_mut().zip(inner) {
                *row = *inner;
            }
        }
    }

    /// Goes on without the first `settled` lanes.
    fn narrow<const LANES: usize, const FEWER: usize>(
        &self,
        outside: &[Row<LANES>],
        inner: &[Row<LANES>],
        rows: &mut [Row<ALL>],
        settled: usize,
        sweeps: usize,
    ) -> bool {
        let fewer = |row: &Row<LANES>| without::<LANES, FEWER>(row, settled);
        let rest = Inner {
            first: self.first + settled,
            nodes: self.nodes.clone(),
            ..*self
        };
        let inner = inner.iter().map(fewer).collect();
        rest.settle(outside.iter().map(fewer).collect(), inner, rows, sweeps)
    }
}
