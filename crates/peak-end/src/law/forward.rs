//! Expected visits by the peak so far.
//!
//! f(u, l) is how often journeys are at u and have l as their peak so far, u included. It is pulled over the ways
//! that lead to u; what is below the level of u is put into that level. All terms are non-negative.

use super::block::{Block, Drawn, Visits};
use super::component::Component;
use super::layout::Layout;
use super::LawError;

/// By lane.
pub(crate) type Row<const LANES: usize> = [f64; LANES];

/// Adds `p` times a row.
#[inline(always)]
pub(super) fn add<const LANES: usize>(sum: &mut Row<LANES>, p: f64, row: &Row<LANES>) {
    for (sum, row) in sum.iter_mut().zip(row) {
        *sum += p * row;
    }
}

/// Expected visits by node and lane.
///
/// # Errors
/// [`LawError::TooSlow`] for loops that are neither few nor left soon.
pub(crate) fn forward<const LANES: usize>(
    layout: &Layout,
    block: &Block<LANES>,
) -> Result<Vec<Row<LANES>>, LawError> {
    let mut rows = vec![[0.0; LANES]; layout.len()];
    let mut from = 0;
    for component in &layout.components {
        singles(layout, block, &mut rows, from..component.start);
        let outside: Vec<Row<LANES>> = component
            .clone()
            .map(|node| arrivals(layout, &rows[..component.start], node, component.start))
            .collect();
        let (nodes, visits) = (component.clone(), &block.visits[component.clone()]);
        Component { layout, block, nodes, visits }.visits(outside, &mut rows[component.clone()])?;
        from = component.end;
    }
    singles(layout, block, &mut rows, from..layout.len());
    Ok(rows)
}

fn singles<const LANES: usize>(
    layout: &Layout,
    block: &Block<LANES>,
    rows: &mut [Row<LANES>],
    nodes: std::ops::Range<usize>,
) {
    for node in nodes {
        if matches!(block.visits[node], Visits::Barred) {
            continue;
        }
        let (before, rest) = rows.split_at_mut(node);
        let arrived = arrivals(layout, before, node, node);
        rest[0] = visit(&block.visits[node], &arrived, Stay::of(layout, node), 0, 0.0);
    }
}

/// Arrivals at a node by lane, from the start and from nodes before `end`, staying aside.
#[inline(always)]
pub(super) fn arrivals<const LANES: usize>(
    layout: &Layout,
    rows: &[Row<LANES>],
    node: usize,
    end: usize,
) -> Row<LANES> {
    let mut sum = [0.0; LANES];
    sum[0] = layout.start[node];
    for &(from, p) in layout.into.of(node) {
        if from as usize >= end {
            break;
        }
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
        Self { stay: layout.stay[node], leave: layout.leave[node] }
    }
}

/// What arrivals become by visits, those that follow at once included. The lanes are the block's from `first` on;
/// `below` is what arrives in the lanes before them, and what stays there for another visit.
#[inline(always)]
pub(super) fn visit<const ALL: usize, const LANES: usize>(
    visits: &Visits<ALL>,
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
