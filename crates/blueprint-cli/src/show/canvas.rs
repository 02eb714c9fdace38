//! A grid of characters, with a finer grid of braille dots for straight lines.

use anstyle::Style;

use crate::terminal::Line;

/// Dots of a braille character, across and down.
pub(super) const DOTS: (usize, usize) = (2, 4);

/// The bits of a braille character's dots, by row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// The first braille character, which has no dots.
const BRAILLE: u32 = 0x2800;

/// Dots are told apart to so many parts. Scores are means over segments, known but for the rounding of their last digits,
/// and many a score stands halfway between two dots: without this the rounding would say which of the two is drawn.
const PARTS: f64 = 1e6;

/// The dot at a place between dots.
pub(super) fn nearest(place: f64) -> usize {
    steadied(place).round() as usize
}

/// A place in dots without the digits that are rounding only.
fn steadied(place: f64) -> f64 {
    (place * PARTS).round() / PARTS
}

/// A grid of styled characters, each one terminal column wide.
#[derive(Debug)]
pub(super) struct Canvas {
    pub(super) width: usize,
    cells: Vec<Vec<(char, Style)>>,
    dots: Vec<Vec<u8>>,
}

impl Canvas {
    /// An empty grid.
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            cells: vec![vec![(' ', Style::new()); width]; height],
            dots: vec![vec![0; width]; height],
        }
    }

    /// Puts a character; outside the grid nothing happens.
    pub(super) fn put(&mut self, column: isize, row: usize, character: char, style: Style) {
        if let Ok(column) = usize::try_from(column)
            && let Some(cell) = self.cells.get_mut(row).and_then(|cells| cells.get_mut(column))
        {
            *cell = (character, style);
        }
    }

    /// A straight line between two places in dots, from left to right, with every so-manieth dot.
    pub(super) fn line(&mut self, from: (isize, f64), to: (isize, f64), every: usize) {
        let across = (to.0 - from.0).max(1) as f64;
        let steps = steadied(across.max((to.1 - from.1).abs())).ceil() as usize;
        for step in (0..=steps).step_by(every) {
            let part = step as f64 / steps as f64;
            let column = (from.0 as f64 + part * across).round() as isize;
            self.dot(column, nearest(from.1 + part * (to.1 - from.1)));
        }
    }

    fn dot(&mut self, column: isize, row: usize) {
        let Ok(column) = usize::try_from(column) else { return };
        if let Some(dots) = self
            .dots
            .get_mut(row / DOTS.1)
            .and_then(|dots| dots.get_mut(column / DOTS.0))
        {
            *dots |= BITS[row % DOTS.1][column % DOTS.0];
        }
    }

    /// Turns the dots into characters, over what is there.
    pub(super) fn settle(&mut self, style: Style) {
        for (cells, dots) in self.cells.iter_mut().zip(&self.dots) {
            for (cell, dots) in cells.iter_mut().zip(dots) {
                if let Some(character) = char::from_u32(BRAILLE + u32::from(*dots)).filter(|_| *dots > 0) {
                    *cell = (character, style);
                }
            }
        }
    }

    /// The grid as lines.
    pub(super) fn lines(&self) -> Vec<Line> {
        let runs = |cells: &Vec<(char, Style)>| {
            let runs = cells.chunk_by(|(_, one), (_, next)| one == next);
            runs.fold(Line::default(), |line, run| {
                line.and(run[0].1, run.iter().map(|(character, _)| character).collect::<String>())
            })
        };
        self.cells.iter().map(runs).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_digits_do_not_move_dots() {
        let drawn = |by: f64| {
            let mut canvas = Canvas::new(8, 6);
            canvas.line((0, 21.5 + by), (14, 3.5 - by), 1);
            canvas.line((0, 10.5 - by), (14, 10.5 + by), 1);
            canvas.settle(Style::new());
            canvas.lines().iter().map(Line::to_string).collect::<String>()
        };
        for by in [1e-15, -1e-14, 3e-12, -1e-9] {
            assert_eq!(drawn(by), drawn(0.0));
        }
    }
}
