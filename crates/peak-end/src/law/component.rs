//! Expected visits within a component: touchpoints that lead to each other.
//!
//! Sweeps in the order of the nodes let journeys through again and again; after each, only those that took a way
//! backward are still inside. Soon their number falls by about the same factor each time, so that the sum of what is
//! to come can be guessed. After a guess visits may be too many as well as too few; then what the next sweep sends
//! backward anew, taken positive, bounds the error: it would all leave in the end, and do nothing twice. A lane depends
//! on lower ones only, and those are left sooner, so sweeps leave them out one after another.

use super::LawError;
use super::block::{Block, Visits};
use super::factor::{Factor, Part};
use super::forward::{Row, Stay, add, visit};
use super::layout::{Layout, Ways};
use super::levels::Tie;
use super::pace::{PATIENCE, Pace, TRIAL, guess, is_slow, narrowed, without};
use std::ops::Range;

/// Up to so many nodes a direct solve is as fast as sweeps. Measured, roughly.
const SMALL: usize = 6;

/// A component to be solved: its nodes and what is visited there.
#[derive(Debug, Clone)]
pub(super) struct Component<'a, const LANES: usize> {
    pub(super) layout: &'a Layout,
    pub(super) block: &'a Block<'a, LANES>,
    pub(super) nodes: Range<usize>,
    /// By node of the component.
    pub(super) visits: &'a [Visits<'a, LANES>],
    /// The visits in all lanes together, where they are known and nothing is barred: what the last lane lacks of them
    /// is a good guess for it.
    pub(super) all: Option<&'a [f64]>,
}

impl<const LANES: usize> Component<'_, LANES> {
    /// Puts the visits by journeys that come from `outside` into the `rows` of the component. Says by how much
    /// probabilities that are sums over visits may be off.
    ///
    /// # Errors
    /// [`LawError::TooSlow`] where it needs too many sweeps and is too large to be solved directly.
    pub(super) fn visits(&self, outside: Vec<Row<LANES>>, rows: &mut [Row<LANES>]) -> Result<f64, LawError> {
        let count = self.nodes.len();
        if count > SMALL {
            let backward = backward(self.layout, &self.nodes);
            let ways = self.layout.into.inner(&self.nodes);
            let inner = |patience| Inner {
                component: self,
                ways: &ways,
                backward: &backward,
                first: 0,
                patience,
            };
            let (none, below) = (|| vec![[0.0; LANES]; count], vec![0.0; count]);
            return match inner(0).settle(outside.clone(), none(), &below, rows, 0) {
                Err(LawError::TooSlow { .. }) => match directly(self, &outside, rows) {
                    Some(()) => Ok(0.0),
                    None => inner(PATIENCE).settle(outside, none(), &below, rows, 0),
                },
                done => done,
            };
        }
        let solved = directly(self, &outside, rows);
        debug_assert!(solved.is_some(), "so few nodes are always solved");
        Ok(0.0)
    }
}

/// By node of a component, the chance to go to one that stands before it.
fn backward(layout: &Layout, nodes: &Range<usize>) -> Vec<f64> {
    let back = |node: usize| {
        let ways = layout.onward.of(node).iter();
        ways.filter(|(to, _)| nodes.contains(&(*to as usize)) && (*to as usize) < node)
            .map(|(_, p)| p)
            .sum()
    };
    nodes.clone().map(back).collect()
}

/// A component, and the lanes that are not settled: those from `first` on.
struct Inner<'a, const ALL: usize> {
    component: &'a Component<'a, ALL>,
    /// The ways that lead to each node from within.
    ways: &'a Ways,
    backward: &'a [f64],
    first: usize,
    /// So many sweeps may pass before the mass inside begins to fall.
    patience: usize,
}

impl<const ALL: usize> Inner<'_, ALL> {
    /// Sweeps until every lane is settled.
    fn settle<const LANES: usize>(
        &self,
        outside: Vec<Row<LANES>>,
        mut rows: Vec<Row<LANES>>,
        below: &[f64],
        found: &mut [Row<ALL>],
        mut sweeps: usize,
    ) -> Result<f64, LawError> {
        let lanes = self.component.block.lanes - self.first;
        let share = 1.0 / self.component.block.lanes as f64;
        let mut most = [0.0f64; LANES];
        let mut trial = (sweeps, f64::INFINITY);
        let mut pace = Pace::<LANES>::new();
        let mut rises: Vec<Row<LANES>> = vec![[0.0; LANES]; rows.len()];
        let mut all = self.component.all;
        loop {
            let guesses = Pace::<LANES>::guesses(sweeps);
            let inside = self.sweep(&outside, &mut rows, below, guesses.then_some(&mut rises));
            sweeps += 1;
            let to_come = pace.rest(&inside);
            let mut settled = 0;
            let mut rest = 0.0;
            for lane in 0..lanes {
                most[lane] = most[lane].max(inside[lane]);
                if settled == lane && inside[lane] <= self.component.block.settled * most[lane].max(share) {
                    settled += 1;
                } else {
                    rest += inside[lane];
                }
            }
            if settled == lanes {
                self.keep(&rows, found);
                return Ok(inside.iter().sum());
            }
            if sweeps == trial.0 + TRIAL {
                if is_slow(sweeps, self.patience, trial, rest, self.component.block.settled * share) {
                    return Err(LawError::TooSlow {
                        touchpoints: self.component.nodes.len(),
                    });
                }
                trial = (sweeps, rest);
            } else if trial.1.is_infinite() {
                trial = (sweeps, rest);
            }
            while settled > 0 && !self.component.block.begins[self.first + settled] {
                settled -= 1;
            }
            if guesses {
                guess(&mut rows, &rises, &to_come, settled);
            }
            if settled + 1 == lanes
                && let Some(all) = all.take()
            {
                for ((row, found), all) in rows.iter_mut().zip(&*found).zip(all) {
                    let others = found[..self.first].iter().chain(&row[..settled]);
                    row[settled] = (all - others.sum::<f64>()).max(0.0);
                }
            }
            let kept = narrowed(LANES, lanes - settled);
            if kept < LANES {
                self.keep(&rows, found);
                let left: f64 = inside[..settled].iter().sum();
                let rest = match kept {
                    2 => self.narrow::<LANES, 2>(&outside, &rows, below, found, settled, sweeps),
                    4 => self.narrow::<LANES, 4>(&outside, &rows, below, found, settled, sweeps),
                    8 => self.narrow::<LANES, 8>(&outside, &rows, below, found, settled, sweeps),
                    12 => self.narrow::<LANES, 12>(&outside, &rows, below, found, settled, sweeps),
                    16 => self.narrow::<LANES, 16>(&outside, &rows, below, found, settled, sweeps),
                    _ => self.narrow::<LANES, 32>(&outside, &rows, below, found, settled, sweeps),
                };
                return Ok(left + rest?);
            }
        }
    }

    /// Lets journeys through once. By lane, how many more go backward. By how much visits rose goes into `rises`.
    fn sweep<const LANES: usize>(
        &self,
        outside: &[Row<LANES>],
        rows: &mut [Row<LANES>],
        below: &[f64],
        mut rises: Option<&mut Vec<Row<LANES>>>,
    ) -> Row<LANES> {
        let mut inside = [0.0; LANES];
        for (at, node) in self.component.nodes.clone().enumerate() {
            let visits = &self.component.visits[at];
            if visits.is_barred() {
                continue;
            }
            let arrived = self.arrived(outside, rows, at);
            let row = visit(
                visits,
                &arrived,
                Stay::of(self.component.layout, node),
                self.first,
                below[at],
            );
            let back = self.backward[at];
            if back > 0.0 {
                for (inside, (new, old)) in inside.iter_mut().zip(row.iter().zip(&rows[at])) {
                    *inside += back * (new - old).abs();
                }
            }
            if let Some(rises) = &mut rises {
                for (rise, (new, old)) in rises[at].iter_mut().zip(row.iter().zip(&rows[at])) {
                    *rise = new - old;
                }
            }
            rows[at] = row;
        }
        inside
    }

    /// Arrivals at the `at`-th node of the component.
    #[inline(always)]
    fn arrived<const LANES: usize>(&self, outside: &[Row<LANES>], rows: &[Row<LANES>], at: usize) -> Row<LANES> {
        let mut sum = outside[at];
        for &(from, p) in self.ways.of(at) {
            add(&mut sum, p, &rows[from as usize]);
        }
        sum
    }

    fn keep<const LANES: usize>(&self, rows: &[Row<LANES>], found: &mut [Row<ALL>]) {
        for (found, row) in found.iter_mut().zip(rows) {
            for (found, row) in found[self.first..].iter_mut().zip(row) {
                *found = *row;
            }
        }
    }

    /// Goes on without the first `settled` lanes.
    fn narrow<const LANES: usize, const FEWER: usize>(
        &self,
        outside: &[Row<LANES>],
        rows: &[Row<LANES>],
        below: &[f64],
        found: &mut [Row<ALL>],
        settled: usize,
        sweeps: usize,
    ) -> Result<f64, LawError> {
        let mut under = below.to_vec();
        for (at, node) in self.component.nodes.clone().enumerate() {
            let stay = self.component.layout.stay[node];
            let arrived = self.arrived(outside, rows, at);
            let staying = match self.component.visits[at] {
                Visits::Drawn(_) => rows[at].iter().take(settled).sum::<f64>() * stay,
                _ => 0.0,
            };
            under[at] += arrived.iter().take(settled).sum::<f64>() + staying;
        }
        let fewer = |row: &Row<LANES>| without::<LANES, FEWER>(row, settled);
        let rest = Inner {
            first: self.first + settled,
            ..*self
        };
        let outside = outside.iter().map(fewer).collect();
        rest.settle(outside, rows.iter().map(fewer).collect(), &under, found, sweeps)
    }
}

/// Solves lane after lane directly; none where the component is too entangled.
fn directly<const LANES: usize>(
    component: &Component<LANES>,
    outside: &[Row<LANES>],
    rows: &mut [Row<LANES>],
) -> Option<()> {
    let block = component.block;
    let mut direct = Direct {
        layout: component.layout,
        visits: component.visits,
        below: vec![0.0; component.nodes.len()],
        factor: None,
        nodes: component.nodes.clone(),
    };
    let mut lane = 0;
    while lane < block.lanes {
        let ties = 1 + block.begins[lane + 1..block.lanes]
            .iter()
            .take_while(|begins| !**begins)
            .count();
        let lanes = lane..lane + ties;
        lane = lanes.end;
        let arrived = |lane: usize| outside.iter().map(move |row| row[lane]).collect::<Vec<f64>>();
        if block.tie == Tie::Last && ties > 1 {
            direct.tied_lanes(lanes, &arrived, rows)?;
            continue;
        }
        // Ties that go to the first visit: nobody in the group's other lane changes to this one.
        let before = direct.below.clone();
        for lane in lanes {
            let below = if block.tie == Tie::First {
                before.clone()
            } else {
                direct.below.clone()
            };
            direct.lane(lane, arrived(lane), below, rows)?;
        }
    }
    Some(())
}

/// A component that is solved directly.
struct Direct<'a, const LANES: usize> {
    layout: &'a Layout,
    visits: &'a [Visits<'a, LANES>],
    nodes: Range<usize>,
    /// By node, arrivals in the lanes that are done.
    below: Vec<f64>,
    /// The last ways that were reduced, by what part of visits goes on.
    factor: Option<(Vec<Part>, Factor)>,
}

impl<const LANES: usize> Direct<'_, LANES> {
    fn solve(&mut self, part: Vec<Part>, given: &[f64]) -> Option<Vec<f64>> {
        match &self.factor {
            Some((known, factor)) if *known == part => Some(factor.visits(given)),
            _ => {
                let factor = Factor::new(self.layout, &self.nodes, &part)?;
                let visits = factor.visits(given);
                self.factor = Some((part, factor));
                Some(visits)
            }
        }
    }

    /// Solves a lane that only lanes `below` lead to.
    fn lane(&mut self, lane: usize, arrived: Vec<f64>, below: Vec<f64>, rows: &mut [Row<LANES>]) -> Option<()> {
        let part: Vec<Part> = self.visits.iter().map(|visits| visits.keeping(lane)).collect();
        let given: Vec<f64> = self
            .visits
            .iter()
            .enumerate()
            .map(|(at, visits)| arrived[at] * part[at].0 + below[at] * entering(visits, lane))
            .collect();
        let solved = self.solve(part, &given)?;
        self.done(&arrived, &solved);
        for (row, visits) in rows.iter_mut().zip(solved) {
            row[lane] = visits;
        }
        Some(())
    }

    /// Solves tied lanes between which journeys go to and fro: first both together, then each from its own visits.
    fn tied_lanes(
        &mut self,
        lanes: Range<usize>,
        arrived: &dyn Fn(usize) -> Vec<f64>,
        rows: &mut [Row<LANES>],
    ) -> Option<()> {
        let count = self.nodes.len();
        let part: Vec<Part> = self.visits.iter().map(|visits| visits.within(lanes.end - 1)).collect();
        let own =
            |at: usize, lane: usize| matches!(self.visits[at], Visits::Fixed { lane: own, .. } if own as usize == lane);
        let mut all = vec![0.0; count];
        for lane in lanes.clone() {
            for (all, arrived) in all.iter_mut().zip(arrived(lane)) {
                *all += arrived;
            }
        }
        let in_group = |at: usize| lanes.clone().any(|lane| own(at, lane));
        let given: Vec<f64> = (0..count)
            .map(|at| all[at] * part[at].0 + if in_group(at) { self.below[at] } else { 0.0 })
            .collect();
        let milder: Vec<Part> = (0..count)
            .map(|at| if in_group(at) { (0.0, 1.0) } else { part[at] })
            .collect();
        let owns: Vec<Vec<bool>> = lanes
            .clone()
            .map(|lane| (0..count).map(|at| own(at, lane)).collect())
            .collect();
        let together = self.solve(part, &given)?;
        for (lane, owns) in lanes.zip(owns) {
            let mut given = arrived(lane);
            for (at, node) in self.nodes.clone().enumerate().filter(|(at, _)| owns[*at]) {
                for &(to, p) in self.layout.onward.of(node) {
                    if self.nodes.contains(&(to as usize)) {
                        given[to as usize - self.nodes.start] += p * together[at];
                    }
                }
            }
            for (given, milder) in given.iter_mut().zip(&milder) {
                *given *= milder.0;
            }
            let solved = self.solve(milder.clone(), &given)?;
            for (at, row) in rows.iter_mut().enumerate() {
                row[lane] = if owns[at] { together[at] } else { solved[at] };
            }
        }
        self.done(&all, &together);
        Some(())
    }

    /// Adds what arrives in lanes that are solved, from outside and from within.
    fn done(&mut self, arrived: &[f64], solved: &[f64]) {
        for (at, node) in self.nodes.clone().enumerate() {
            let inner = self.layout.into.of(node).iter().filter_map(|&(from, p)| {
                let from = (from as usize).checked_sub(self.nodes.start)?;
                Some(p * solved.get(from)?)
            });
            self.below[at] += arrived[at] + inner.sum::<f64>() + self.layout.stay[node] * solved[at];
        }
    }
}

/// The part of visits that brings journeys from lanes before to a lane.
fn entering<const LANES: usize>(visits: &Visits<'_, LANES>, lane: usize) -> f64 {
    match visits {
        Visits::Passed | Visits::Barred => 0.0,
        Visits::Fixed { lane: own, .. } => f64::from(lane == *own as usize),
        Visits::Drawn(drawn) => drawn.share[lane],
    }
}
