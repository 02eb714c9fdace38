//! Rows in coordinates that do not go together.

use nalgebra::DMatrix;

use super::condensed::BLOCK;
use super::dot::{add_scaled, dot};
use super::reduced::Reduced;
use super::standardised::Standardised;
use super::{Condensed, Weights};

/// Rows in coordinates with mean 0, mean square 1 and no correlation between them, a one before them.
///
/// Whatever the columns are measured in and however much they go together, sums of products of the coordinates are near a
/// multiple of the identity, so that they lose no digits.
#[derive(Debug, Clone)]
pub(super) struct Basis {
    /// How many columns there are, kept or not.
    columns: usize,
    /// The columns kept, ascending.
    kept: Vec<usize>,
    /// Their means.
    centre: Vec<f64>,
    /// A row for each column kept, a column for each coordinate: coordinates are turnᵀ·(x − centre).
    turn: DMatrix<f64>,
    /// Block after block of rows, each by coordinate, the ones first.
    numbers: Vec<f64>,
}

impl Basis {
    /// Coordinates for columns without a penalty: as many as columns say something new.
    pub(super) fn plain(condensed: &Condensed, columns: &[&[f64]], rows: &[usize]) -> Self {
        let reduced = Reduced::of(condensed);
        let turn = reduced.inverse() * (rows.len() as f64).sqrt();
        Self::new(condensed, columns, rows, reduced.kept, turn)
    }

    /// Coordinates along the principal directions of the standardised columns.
    pub(super) fn principal(
        condensed: &Condensed,
        columns: &[&[f64]],
        rows: &[usize],
        standardised: &Standardised,
    ) -> Self {
        let per_row = (rows.len() as f64).sqrt();
        let directions = &standardised.directions;
        let turn = DMatrix::from_fn(directions.nrows(), directions.ncols(), |row, column| {
            directions[(row, column)] * per_row / (standardised.singular[column] * standardised.deviations[row])
        });
        Self::new(condensed, columns, rows, standardised.kept.clone(), turn)
    }

    fn new(condensed: &Condensed, columns: &[&[f64]], rows: &[usize], kept: Vec<usize>, turn: DMatrix<f64>) -> Self {
        let width = turn.ncols() + 1;
        let centre: Vec<f64> = kept.iter().map(|&at| condensed.mean(at)).collect();
        let mut numbers = vec![0.0; width * rows.len()];
        let mut about = vec![0.0; BLOCK];
        for (block, rows) in numbers.chunks_mut(BLOCK * width).zip(rows.chunks(BLOCK)) {
            let (ones, coordinates) = block.split_at_mut(rows.len());
            ones.fill(1.0);
            for (row, (&at, centre)) in kept.iter().zip(&centre).enumerate() {
                let about = &mut about[..rows.len()];
                for (about, &row) in about.iter_mut().zip(rows) {
                    *about = columns[at][row] - centre;
                }
                for (coordinate, into) in coordinates.chunks_exact_mut(rows.len()).enumerate() {
                    let factor = turn[(row, coordinate)];
                    if factor != 0.0 {
                        add_scaled(into, factor, about);
                    }
                }
            }
        }
        Self {
            columns: columns.len(),
            kept,
            centre,
            turn,
            numbers,
        }
    }

    /// How many coordinates there are, the one counted.
    pub(super) fn width(&self) -> usize {
        self.turn.ncols() + 1
    }

    /// The columns kept, ascending.
    pub(super) fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// Blocks of rows, each by coordinate.
    pub(super) fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        let width = self.width();
        let blocks = self.numbers.chunks(BLOCK * width);
        blocks.enumerate().map(move |(at, numbers)| Block {
            first: at * BLOCK,
            rows: numbers.len() / width,
            numbers,
        })
    }

    /// What weights of coordinates mean for the intercept and the columns kept: a row for each of them.
    pub(super) fn to_columns(&self) -> DMatrix<f64> {
        let mut to_columns = DMatrix::zeros(self.kept.len() + 1, self.width());
        to_columns[(0, 0)] = 1.0;
        for coordinate in 0..self.turn.ncols() {
            for row in 0..self.kept.len() {
                let weight = self.turn[(row, coordinate)];
                to_columns[(row + 1, coordinate + 1)] = weight;
                to_columns[(0, coordinate + 1)] -= weight * self.centre[row];
            }
        }
        to_columns
    }

    /// Weights of coordinates as weights of columns.
    pub(super) fn weights(&self, of_coordinates: &[f64]) -> Weights {
        let mut weights = vec![None; self.columns];
        let mut intercept = of_coordinates[0];
        for (row, &at) in self.kept.iter().enumerate() {
            let weight: f64 = (1..self.width())
                .map(|coordinate| self.turn[(row, coordinate - 1)] * of_coordinates[coordinate])
                .sum();
            intercept -= weight * self.centre[row];
            weights[at] = Some(weight);
        }
        Weights { intercept, weights }
    }
}

/// Some rows by coordinate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'a> {
    /// Where its first row stands among all.
    pub(super) first: usize,
    /// How many rows it has.
    pub(super) rows: usize,
    numbers: &'a [f64],
}

impl<'a> Block<'a> {
    /// Its rows by coordinate, the ones first.
    pub(super) fn coordinates(self) -> impl Iterator<Item = &'a [f64]> {
        self.numbers.chunks_exact(self.rows)
    }

    /// Σ weight·coordinate of each row.
    pub(super) fn combine(self, weights: &[f64], into: &mut [f64]) {
        into.fill(0.0);
        for (weight, coordinate) in weights.iter().zip(self.coordinates()) {
            add_scaled(into, *weight, coordinate);
        }
    }

    /// Adds Σ number·coordinate over the rows to each coordinate's sum.
    pub(super) fn add_products(self, numbers: &[f64], sums: &mut [f64]) {
        for (sum, coordinate) in sums.iter_mut().zip(self.coordinates()) {
            *sum += dot(coordinate, numbers);
        }
    }

    /// Adds Σ weight·coordinate·coordinate over the rows, for each pair of coordinates, to the lower triangle.
    pub(super) fn add_squares(self, weights: &[f64], sums: &mut DMatrix<f64>) {
        let mut weighted = [0.0; BLOCK];
        let weighted = &mut weighted[..self.rows];
        for (at, coordinate) in self.coordinates().enumerate() {
            for ((weighted, weight), number) in weighted.iter_mut().zip(weights).zip(coordinate) {
                *weighted = weight * number;
            }
            for (below, other) in self.coordinates().enumerate().skip(at) {
                sums[(below, at)] += dot(weighted, other);
            }
        }
    }
}
