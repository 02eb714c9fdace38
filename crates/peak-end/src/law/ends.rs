//! How journeys end, seen from memory: what was the last scored visit, and which ending came then.

use super::LawError;
use super::backward::{Sweeps, backward};
use super::block::Block;
use super::forward::{Forward, Row, forward};
use super::layout::{Layout, Ways};
use crate::chain::Chain;

/// Within loops a chance is settled when it changes by no more than this in a sweep.
const SETTLED: f64 = 1e-15;

/// More visits are as good as infinitely many, and sums over them could leave what a double holds.
const VISITS_LIMIT: f64 = 1e100;

/// How many endings are asked for at once.
const AT_ONCE: usize = 8;

/// How journeys end.
#[derive(Debug, Clone)]
pub(crate) struct Ends {
    /// By node, the chance that the journey comes to an ending from there without another scored visit.
    pub(crate) exits: Ways,
    /// By ending, the chance to come there, and to come there without a scored visit.
    pub(crate) ending: Vec<f64>,
    pub(crate) unscored: Vec<f64>,
    /// By ending, the chance to come there with a scored visit: a sum of its own, since a difference of the two would
    /// lose the digits of seldom ones.
    pub(crate) scored: Vec<f64>,
    /// Expected visits by node.
    pub(crate) visits: Vec<f64>,
    /// By how much probabilities that are sums over visits may be off.
    pub(crate) inside: f64,
}

/// A block in which every node is passed or barred.
fn open<const LANES: usize>(layout: &Layout, lanes: usize, is_passed: impl Fn(usize) -> bool) -> Block<'static, LANES> {
    Block::passing(lanes, (0..layout.len()).map(is_passed).collect())
}

impl Ends {
    /// # Errors
    /// [`LawError::TooSlow`] for loops that are neither few nor left soon, [`LawError::Endless`] for those that are not
    /// left.
    pub(crate) fn new(layout: &Layout, is_scored: &[bool]) -> Result<Self, LawError> {
        let arrived = |rows: &[Row<1>]| {
            let mut ending = vec![0.0; layout.endings];
            for (node, [visits]) in rows.iter().enumerate().filter(|(_, [visits])| *visits > 0.0) {
                for &(to, p) in layout.exits.of(node) {
                    ending[to as usize] += visits * p;
                }
            }
            ending
        };
        let Forward { rows, mut inside, .. } = forward(layout, &open::<1>(layout, 1, |_| true), None)?;
        if rows.iter().any(|[visits]| visits.is_nan() || *visits > VISITS_LIMIT) {
            return Err(LawError::Endless);
        }
        let ending = arrived(&rows);
        let visits: Vec<f64> = rows.into_iter().map(|[visits]| visits).collect();
        if is_scored.iter().all(|is_scored| *is_scored) {
            let unscored = vec![0.0; layout.endings];
            return Ok(Self {
                exits: layout.exits.clone(),
                scored: ending.clone(),
                ending,
                unscored,
                visits,
                inside,
            });
        }
        let passed = forward(layout, &open::<1>(layout, 1, |node| !is_scored[node]), None)?;
        inside += passed.inside;
        let unscored = arrived(&passed.rows);
        let exits = exits(layout, |node| !is_scored[node])?;
        let mut scored = vec![0.0; layout.endings];
        for node in (0..layout.len()).filter(|&node| is_scored[node]) {
            for &(to, p) in exits.of(node) {
                scored[to as usize] += visits[node] * p;
            }
        }
        if unscored.iter().all(|unscored| *unscored == 0.0) {
            scored.clone_from(&ending);
        }
        Ok(Self {
            exits,
            ending,
            unscored,
            scored,
            visits,
            inside,
        })
    }
}

/// By node, the chance to come to each ending from there, with nothing but passed nodes on the way.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
pub(crate) fn exits(layout: &Layout, is_passed: impl Fn(usize) -> bool) -> Result<Ways, LawError> {
    let mut by_node: Vec<Vec<(u32, f64)>> = vec![Vec::new(); layout.len()];
    for first in (0..layout.endings).step_by(AT_ONCE) {
        let lanes = AT_ONCE.min(layout.endings - first);
        let block = open::<AT_ONCE>(layout, lanes, &is_passed);
        let direct = |node: usize| {
            let mut row = [0.0; AT_ONCE];
            for &(to, p) in layout.exits.of(node) {
                if let Some(sum) = (to as usize).checked_sub(first).and_then(|lane| row.get_mut(lane)) {
                    *sum += p;
                }
            }
            row
        };
        backward(
            layout,
            &block,
            &mut vec![[0.0; AT_ONCE]; layout.len()],
            Sweeps {
                settled: SETTLED,
                hope: [0.0; AT_ONCE],
                too_long: false,
            },
            (0..layout.len()).rev(),
            direct,
            |node, chance| {
                let chances = (first..).zip(chance).filter(|(_, p)| **p > 0.0);
                by_node[node].extend(chances.map(|(ending, p)| (ending as u32, *p)));
            },
        )?;
    }
    Ok(by_node.into_iter().collect())
}

/// By node, arrivals with nothing but passed nodes before.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
pub(super) fn arrivals_through(layout: &Layout, is_passed: impl Fn(usize) -> bool) -> Result<Vec<f64>, LawError> {
    let found = forward(layout, &open::<1>(layout, 1, is_passed), None)?;
    Ok((0..layout.len()).map(|node| found.arrivals(layout, node)[0]).collect())
}

/// For each touchpoint, the chance that a journey which is there comes to `ending`; 0 where nobody comes.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
pub(crate) fn chance_of(chain: &Chain, ending: usize) -> Result<Vec<f64>, LawError> {
    let layout = Layout::new(chain);
    let block = open::<1>(&layout, 1, |_| true);
    let direct = |node: usize| {
        [layout
            .exits
            .of(node)
            .iter()
            .filter(|(to, _)| *to as usize == ending)
            .map(|(_, p)| p)
            .sum()]
    };
    let mut chances = vec![0.0; chain.len()];
    backward(
        &layout,
        &block,
        &mut vec![[0.0]; layout.len()],
        Sweeps {
            settled: SETTLED,
            hope: [0.0],
            too_long: false,
        },
        (0..layout.len()).rev(),
        direct,
        |node, [chance]| chances[layout.touchpoints[node]] = *chance,
    )?;
    Ok(chances)
}
