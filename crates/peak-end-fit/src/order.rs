//! Whether the order of moments carries anything, by shuffling the moments of every episode.

use rand::RngExt;
use rayon::prelude::*;

use crate::columns::Columns;
use crate::random::{Use, random};
use crate::{Episodes, OrderTest};

/// What the end adds to R² beside mean, trough and best, held against ends that are drawn from each episode's moments.
///
/// A shuffle changes none of mean, trough and best, and makes each moment of an episode its end with the same chance; so
/// an end is drawn, and nothing else is moved.
///
/// # Returns
/// None where no episode has two moments, or where all outcomes are the same.
pub(crate) fn order_test(columns: &Columns<'_>, permutations: usize, seed: u64) -> Option<OrderTest> {
    let episodes = columns.episodes();
    let summaries = columns.summaries();
    if summaries.iter().all(|summary| summary.moments < 2) {
        return None;
    }
    let mut basis = Basis::default();
    basis.take(vec![1.0; episodes.count()]);
    let outcome = basis.rest(episodes.overall());
    let spread = square(&outcome);
    if spread <= NOTHING * square(episodes.overall()) {
        return None;
    }
    basis.take(summaries.iter().map(|summary| summary.mean()).collect());
    basis.take(summaries.iter().map(|summary| summary.trough).collect());
    basis.take(summaries.iter().map(|summary| summary.best).collect());
    let outcome = basis.rest(episodes.overall());
    let gain = |ends: Vec<f64>| {
        let before = square(&ends);
        let ends = basis.rest(&ends);
        let size = square(&ends);
        if size <= NOTHING * before {
            0.0
        } else {
            dot(&ends, &outcome).powi(2) / size / spread
        }
    };
    let found = gain(summaries.iter().map(|summary| summary.last).collect());
    let gains: Vec<f64> = (0..permutations)
        .into_par_iter()
        .map(|number| {
            let mut random = random(seed, Use::Shuffles, number);
            let end = |episode| {
                let ratings = episodes.ratings(episode);
                ratings[random.random_range(0..ratings.len())]
            };
            gain((0..episodes.count()).map(end).collect())
        })
        .collect();
    // Shuffles that end as the data do gain the same up to rounding, and count as as much.
    let reached = gains.iter().filter(|gain| **gain >= found * (1.0 - 1e-9)).count();
    Some(OrderTest {
        gain: found,
        shuffled: gains.iter().sum::<f64>() / permutations.max(1) as f64,
        p: (1 + reached) as f64 / (1 + permutations) as f64,
        always_last: always_last(episodes),
    })
}

/// From this share of episodes on a touchpoint is said to come last always. Chosen.
const ALWAYS: f64 = 0.95;

/// The touchpoint that comes last nearly always, where there are several touchpoints.
fn always_last(episodes: &Episodes) -> Option<String> {
    let touchpoints = episodes.touchpoints();
    if touchpoints.names().len() < 2 {
        return None;
    }
    let mut counts = vec![0usize; touchpoints.names().len()];
    for episode in 0..episodes.count() {
        counts[touchpoints.numbers()[episodes.range(episode).end - 1] as usize] += 1;
    }
    let most = counts.iter().enumerate().max_by_key(|(_, count)| **count);
    let (last, _) = most.filter(|(_, count)| **count as f64 >= ALWAYS * episodes.count() as f64)?;
    Some(touchpoints.names()[last].clone())
}

/// What is left of a column once others have explained what they can counts as nothing below this part of it, squared.
const NOTHING: f64 = 1e-20;

/// Columns at right angles to each other, of length 1.
#[derive(Debug, Default)]
struct Basis(Vec<Vec<f64>>);

impl Basis {
    /// Takes a column in, unless it says nothing new.
    fn take(&mut self, column: Vec<f64>) {
        let rest = self.rest(&column);
        let size = square(&rest);
        if size > NOTHING * square(&column) {
            let length = size.sqrt();
            self.0.push(rest.into_iter().map(|number| number / length).collect());
        }
    }

    /// What of a column the basis does not explain. Taken away twice, as once leaves rounding of the size of what was taken.
    fn rest(&self, column: &[f64]) -> Vec<f64> {
        let mut rest = column.to_vec();
        for direction in self.0.iter().chain(&self.0) {
            let along = dot(direction, &rest);
            rest.iter_mut()
                .zip(direction)
                .for_each(|(rest, direction)| *rest -= along * direction);
        }
        rest
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn square(column: &[f64]) -> f64 {
    dot(column, column)
}
