//! What the checks look at: a few numbers per episode.

use crate::Episodes;

/// Numbers of each episode.
pub(super) struct Features<'e> {
    pub(super) episodes: &'e Episodes,
    pub(super) mean: Vec<f64>,
    pub(super) least: Vec<f64>,
    pub(super) most: Vec<f64>,
    pub(super) first: Vec<f64>,
    pub(super) last: Vec<f64>,
    pub(super) sum: Vec<f64>,
    pub(super) weighted: Option<Vec<f64>>,
}

impl<'e> Features<'e> {
    pub(super) fn of(episodes: &'e Episodes) -> Self {
        let all = |of: &dyn Fn(&[f64]) -> f64| -> Vec<f64> {
            (0..episodes.count()).map(|at| of(episodes.ratings(at))).collect()
        };
        let sum = all(&|ratings| ratings.iter().sum());
        let weighted = |at: usize| {
            let (ratings, minutes) = (episodes.ratings(at), episodes.minutes(at)?);
            let products: f64 = ratings
                .iter()
                .zip(minutes)
                .map(|(rating, minutes)| rating * minutes)
                .sum();
            Some(products / minutes.iter().sum::<f64>())
        };
        Self {
            episodes,
            mean: all(&|ratings| ratings.iter().sum::<f64>() / ratings.len() as f64),
            least: all(&|ratings| ratings.iter().copied().fold(f64::INFINITY, f64::min)),
            most: all(&|ratings| ratings.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
            first: all(&|ratings| ratings[0]),
            last: all(&|ratings| ratings[ratings.len() - 1]),
            sum,
            weighted: (0..episodes.count()).map(weighted).collect(),
        }
    }

    /// The functions of the moments that an overall rating is known to be made by, with what each is called.
    pub(super) fn functions(&self) -> Vec<(&'static str, &[f64])> {
        let mut list: Vec<(&str, &[f64])> = vec![
            ("mean", &self.mean),
            ("lowest rating", &self.least),
            ("highest rating", &self.most),
            ("last rating", &self.last),
            ("first rating", &self.first),
            ("sum", &self.sum),
        ];
        list.extend(
            self.weighted
                .as_deref()
                .map(|weighted| ("duration-weighted mean", weighted)),
        );
        list
    }

    pub(super) fn overall(&self) -> &[f64] {
        self.episodes.overall()
    }

    /// Whether the moments of an episode differ. Where all are the same, every function of them gives the same.
    pub(super) fn varies(&self, at: usize) -> bool {
        self.least[at] < self.most[at]
    }

    /// The ratings of one touchpoint: the episodes, and the first rating of it in each.
    pub(super) fn touchpoints(&self) -> Vec<Vec<(usize, f64)>> {
        let labels = self.episodes.touchpoints();
        let mut columns = vec![Vec::new(); labels.names().len()];
        for at in 0..self.episodes.count() {
            for (moment, &rating) in self.episodes.range(at).zip(self.episodes.ratings(at)) {
                let column: &mut Vec<(usize, f64)> = &mut columns[labels.numbers()[moment] as usize];
                if column.last().is_none_or(|(last, _)| *last != at) {
                    column.push((at, rating));
                }
            }
        }
        columns
    }
}

/// Successive differences of numbers, over what independent ones would give. Below this, rows are sorted by them or nearly
/// so. Chosen; independent rows give 1, rows that stand by person somewhat less.
const UNSORTED: f64 = 0.3;

/// Whether numbers follow each other as if they were sorted, so that a stretch of them differs from others by that alone.
///
/// Squares of successive differences over twice the squares about the mean (von Neumann 1941, unchecked).
pub(super) fn are_sorted(numbers: &[f64]) -> bool {
    let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
    let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
    let steps: f64 = numbers.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
    steps < 2.0 * UNSORTED * squares
}

/// The correlation of pairs of numbers, none where one of them does not vary.
pub(super) fn correlation(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let count = pairs.clone().count() as f64;
    let (mean_x, mean_y) = pairs
        .clone()
        .fold((0.0, 0.0), |(sx, sy), (x, y)| (sx + x / count, sy + y / count));
    let (xx, xy, yy) = pairs.fold((0.0, 0.0, 0.0), |(xx, xy, yy), (x, y)| {
        let (dx, dy) = (x - mean_x, y - mean_y);
        (xx + dx * dx, xy + dx * dy, yy + dy * dy)
    });
    let r = xy / (xx * yy).sqrt();
    r.is_finite().then(|| r.clamp(-1.0, 1.0))
}
