//! Cutting what lies anywhere to the borders of one common grid.

use super::beta::Beta;
use super::draws::Draws;
use super::spread::Spread;
use service_blueprint::Scale;

/// By how much the bad borders of the cut to worse lie closer to neutral than the good ones, in half-scales: a few of
/// the levels by which the peak's order resolves distances, so that a good border beats its mirror image.
const NUDGE: f64 = 4e-9;

/// To which border of its cell a score is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// To the worse one.
    Worse,
    /// To the better one.
    Better,
}

/// Borders from worst to best, the same for every touchpoint of a blueprint.
///
/// Both sides of neutral have the same cells in [`Scale::value`], so that distances from neutral stay comparable across
/// it. They are equally wide, unless some scores crowd at an end of the scale as those of a U do: then half of the
/// borders narrow towards the ends by a power that gives every cell its share. Halving cells keeps all borders.
///
/// # Why the two cuts bracket the truth
/// Every drawn score x is moved to x⁻ ≤ x or to x⁺ ≥ x, worse or better, whatever way through it occurs on, and the tie
/// rule stays what it is. What is remembered by peak and end under that rule never falls when a score rises (raising
/// the peak raises it, raising another moment can only make it a better peak), so on every single journey remembered
/// (x⁻) ≤ remembered(x) ≤ remembered(x⁺), and so do the expectations, quantiles and probabilities of any journeys, per
/// segment, per ending and overall. Scores of histograms and assumptions stay where they are in both: where they tie,
/// they really tie, and that never widens the bracket.
///
/// # Why the cut to worse is nudged
/// The bracket holds for any borders, but how narrow it is hangs on ties across neutral: in both cuts the moment that was
/// more intense should keep winning if its cell is further out. The cut to better moves good scores outwards and bad ones
/// inwards: cells at the same distance tie only where the bad one was the more intense, and the worse wins ties. The cut
/// to worse moves good scores inwards and bad ones outwards: cells tie only where the good one was the more intense, so
/// bad borders lie a hair closer to neutral there, and no tie is left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Grid {
    scale: Scale,
    cells: u32,
    /// By which power the narrowing half of the borders comes to the ends; 1 where all cells are equally wide.
    power: f64,
}

/// Closer than this many nudges borders are one: the peak's order could not tell them apart.
const APART: f64 = 4.0;

/// The largest power by which borders narrow. Chosen: cells at the end are then as narrow as the peak's order resolves.
const STEEPEST: f64 = 8.0;

impl Grid {
    /// `cells` of them on each side of neutral, an even number, for what is to be cut.
    pub(crate) fn new<'s>(scale: Scale, cells: u32, spreads: impl IntoIterator<Item = &'s Spread>) -> Self {
        let crowding = |spread: &Spread| match spread {
            Spread::Scores(_) => 1.0,
            Spread::Beta(beta) => beta.crowding(),
        };
        let crowding = spreads.into_iter().map(crowding).fold(1.0, f64::min);
        Self {
            scale,
            cells,
            power: (1.0 / crowding).min(STEEPEST),
        }
    }

    /// The grid with each cell halved.
    pub(crate) fn halved(self) -> Self {
        Self {
            cells: 2 * self.cells,
            ..self
        }
    }

    /// How many cells each side has.
    pub(crate) fn cells(self) -> u32 {
        self.cells
    }

    /// The borders, from worst to best.
    fn borders(self, rounding: Rounding) -> Vec<f64> {
        let distances = self.distances();
        let nudge = match rounding {
            Rounding::Worse => NUDGE,
            Rounding::Better => 0.0,
        };
        let mut borders = Vec::new();
        if self.scale.has_bad_side() {
            borders.push(self.scale.worst());
            borders.extend(
                distances
                    .iter()
                    .rev()
                    .map(|distance| self.scale.score(nudge - distance)),
            );
        }
        borders.push(self.scale.neutral());
        if self.scale.has_good_side() {
            borders.extend(distances.iter().map(|distance| self.scale.score(*distance)));
            borders.push(self.scale.best());
        }
        borders
    }

    /// How far from neutral the borders between neutral and an end lie, in half-scales, from the nearest on.
    fn distances(self) -> Vec<f64> {
        let evenly = |cells: u32| (1..cells).map(move |number| f64::from(number) / f64::from(cells));
        if self.power <= 1.0 {
            return evenly(self.cells).collect();
        }
        let narrowing = evenly(self.cells / 2).map(|share| 1.0 - (1.0 - share).powf(self.power));
        let mut distances: Vec<f64> = evenly(self.cells / 2).chain(narrowing).collect();
        distances.sort_by(f64::total_cmp);
        // A border too close to the next one out is left out, so that the outer one of two stays.
        let mut next = 1.0;
        distances.reverse();
        distances.retain(|&distance| {
            let kept = next - distance >= APART * NUDGE && distance >= APART * NUDGE;
            if kept {
                next = distance;
            }
            kept
        });
        distances.reverse();
        distances
    }

    /// What a visit is drawn from, on the borders of the grid where it could lie anywhere.
    pub(crate) fn cut(self, spreads: &[Option<Spread>], rounding: Rounding) -> Vec<Option<Draws>> {
        let borders = self.borders(rounding);
        let cut = |spread: &Spread| match spread {
            Spread::Scores(draws) => draws.clone(),
            Spread::Beta(beta) => cells(beta, &borders, rounding),
        };
        spreads.iter().map(|spread| spread.as_ref().map(cut)).collect()
    }
}

/// The share of each cell at one of its borders.
fn cells(beta: &Beta, borders: &[f64], rounding: Rounding) -> Draws {
    let mut draws = Vec::new();
    let mut worse = 0.0;
    for (number, cell) in borders.windows(2).enumerate() {
        // The last border is best, which nothing is better than.
        let last = number + 2 == borders.len();
        let up_to = if last { 1.0 } else { beta.worse_than(cell[1]).max(worse) };
        if up_to > worse {
            let border = match rounding {
                Rounding::Worse => cell[0],
                Rounding::Better => cell[1],
            };
            draws.push((border, up_to - worse));
        }
        worse = up_to;
    }
    draws.sort_by(|a, b| a.0.total_cmp(&b.0));
    Draws::known(draws)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Negativity, PeakKey};

    fn beta(scale: Scale, mean: f64, sd: f64) -> Spread {
        Spread::Beta(Beta::by_moments(scale, mean, sd).unwrap())
    }

    fn scales() -> Vec<Scale> {
        let numbers = [
            (0.0, 5.0, 10.0),
            (10.0, 0.0, 0.0),
            (0.0, 0.0, 10.0),
            (1.0, 2.0, 5.0),
            (7.0, 4.0, -1.0),
        ];
        numbers
            .map(|(worst, neutral, best)| Scale::new(worst, neutral, best).unwrap())
            .to_vec()
    }

    /// The cut to worse is worse than the survey and the cut to better is better, and both come closer.
    #[test]
    fn cuts_enclose_the_distribution() {
        for scale in scales() {
            let mean = 0.3 * scale.worst() + 0.7 * scale.best();
            let spread = beta(scale, mean, 0.4 * scale.half());
            let Spread::Beta(beta) = &spread else { unreachable!() };
            let mut before = f64::INFINITY;
            for cells in [4, 16, 64, 256] {
                let of = |rounding| {
                    Grid::new(scale, cells, [&spread]).cut(&[Some(spread.clone())], rounding)[0]
                        .clone()
                        .unwrap()
                };
                let (worse, better) = (of(Rounding::Worse), of(Rounding::Better));
                let worse_than = |draws: &Draws, score: f64| -> f64 {
                    let worse = draws
                        .scores()
                        .iter()
                        .filter(|(other, _)| scale.is_better(score, *other));
                    worse.map(|(_, share)| share).sum()
                };
                for step in 0..=200 {
                    let score = scale.worst() + f64::from(step) / 200.0 * (scale.best() - scale.worst());
                    assert!(worse_than(&worse, score) >= beta.worse_than(score) - 1e-12);
                    assert!(worse_than(&better, score) <= beta.worse_than(score) + 1e-12);
                }
                let sum: f64 = worse.scores().iter().map(|(_, share)| share).sum();
                assert!((sum - 1.0).abs() < 1e-12);
                let width = scale.gain(worse.mean(), better.mean());
                assert!(width < before / 3.9 || before.is_infinite(), "{cells} cells: {width}");
                before = width;
            }
        }
    }

    /// Ties across neutral are decided as the header says.
    #[test]
    fn a_tie_goes_to_the_moment_that_was_more_intense() {
        let scale = Scale::default();
        let key = |score: f64| PeakKey::new(scale, score, Negativity::NONE);
        let grid = Grid::new(scale, 8, []);
        let (worse, better) = (grid.borders(Rounding::Worse), grid.borders(Rounding::Better));
        for number in 1..8 {
            assert!(key(worse[8 + number]) > key(worse[8 - number]));
            assert!(key(better[8 + number]) < key(better[8 - number]));
        }
    }

    /// A U needs borders close to its ends, and halving keeps all of them.
    #[test]
    fn borders_narrow_towards_where_scores_crowd() {
        let scale = Scale::default();
        let even = Grid::new(scale, 32, &[beta(scale, 6.0, 2.0)]).distances();
        assert_eq!(even.len(), 31);
        assert!((1.0 - even[30] - 1.0 / 32.0).abs() < 1e-12);
        for sd in [3.5, 4.5, 4.99] {
            let grid = Grid::new(scale, 32, &[beta(scale, 6.0, 2.0), beta(scale, 5.0, sd)]);
            let (coarse, fine) = (grid.distances(), grid.halved().distances());
            assert!(coarse.windows(2).all(|pair| pair[0] + NUDGE < pair[1]) && coarse[0] > NUDGE);
            assert!(1.0 - coarse[coarse.len() - 1] < 0.01);
            assert!(coarse.iter().all(|distance| fine.contains(distance)), "{sd}");
        }
    }

    #[test]
    fn single_scores_stay_where_they_are() {
        let spread = Some(Spread::Scores(Draws::new(vec![(3.3, 0.5), (6.7, 0.5)]).unwrap()));
        for rounding in [Rounding::Worse, Rounding::Better] {
            let cut = Grid::new(Scale::default(), 4, &spread).cut(&[spread.clone(), None], rounding);
            assert_eq!(cut[0].as_ref().unwrap().scores(), [(3.3, 0.5), (6.7, 0.5)]);
            assert_eq!(cut[1], None);
        }
    }
}
