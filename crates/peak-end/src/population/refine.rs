//! Refining the grid until the bracket is narrow.

use super::grid::{Grid, Rounding};
use super::spread::Spread;
use service_blueprint::Scale;

/// How wide a bracket may stay, as a share of the scale from worst to best. Chosen: a tenth of a point on 0..10, less
/// than surveys resolve.
pub const BRACKET_WIDTH: f64 = 0.01;

/// The first grid has so many cells on each side of neutral. Chosen: the work up to the grid that suffices is less
/// than half of that grid's own.
const FIRST: u32 = 16;

/// And the last one so many. Chosen: the joint law then has up to four million pairs of peak and end.
pub(crate) const FINEST: u32 = 1024;

/// What was found on the cut to worse and on the cut to better; the same twice where nothing had to be cut.
#[derive(Debug)]
pub(crate) struct Refined<T> {
    pub(crate) worse: T,
    pub(crate) better: T,
    /// The grid; none where nothing had to be cut.
    pub(crate) grid: Option<Grid>,
}

/// Evaluates both cuts on finer and finer grids, until `width` of them is at most `wanted` or the grid is as fine as it
/// gets.
///
/// # Errors
/// Those of `evaluate`.
pub(crate) fn refine<'s, T, E>(
    scale: Scale,
    spreads: impl IntoIterator<Item = &'s Spread> + Clone,
    wanted: f64,
    mut evaluate: impl FnMut(Grid, Rounding) -> Result<T, E>,
    width: impl Fn(&T, &T) -> f64,
) -> Result<Refined<T>, E> {
    let mut grid = Grid::new(scale, FIRST, spreads.clone());
    let is_cut = spreads.into_iter().any(Spread::is_continuous);
    loop {
        let (worse, better) = (evaluate(grid, Rounding::Worse)?, evaluate(grid, Rounding::Better)?);
        if !is_cut || width(&worse, &better) <= wanted || grid.cells() >= FINEST {
            let grid = is_cut.then_some(grid);
            return Ok(Refined { worse, better, grid });
        }
        grid = grid.halved();
    }
}
