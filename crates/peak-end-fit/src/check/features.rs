//! What the checks look at: a few numbers per episode.

use crate::Episodes;

/// Numbers of each episode.
pub(super) struct Features<'e> {
    pub(super) episodes: &'e Episodes,
    /// Of each episode whether its last moment is not rated; empty where no file was read that says it.
    pub(super) unrated_ends: &'e [bool],
    pub(super) mean: Vec<f64>,
    pub(super) least: Vec<f64>,
    pub(super) most: Vec<f64>,
    pub(super) first: Vec<f64>,
    pub(super) last: Vec<f64>,
    pub(super) sum: Vec<f64>,
    pub(super) weighted: Option<Vec<f64>>,
}

impl<'e> Features<'e> {
    pub(super) fn of(episodes: &'e Episodes, unrated_ends: &'e [bool]) -> Self {
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
            unrated_ends,
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

    /// Each moment's touchpoint, episode and rating, episode after episode.
    pub(super) fn moments(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let numbers = self.episodes.touchpoints().numbers();
        (0..self.episodes.count()).flat_map(move |at| {
            let places = self.episodes.range(at).zip(self.episodes.ratings(at));
            places.map(move |(moment, rating)| (numbers[moment] as usize, at, *rating))
        })
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

/// The correlation of pairs of numbers while they come in, about centres near their means so that sums keep their digits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Correlation {
    pub(super) count: f64,
    centre: (f64, f64),
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Correlation {
    pub(super) fn add(&mut self, x: f64, y: f64) {
        if self.count == 0.0 {
            self.centre = (x, y);
        }
        let (x, y) = (x - self.centre.0, y - self.centre.1);
        self.count += 1.0;
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.xy += x * y;
        self.yy += y * y;
    }

    /// The correlation; none where one of the two does not vary.
    pub(super) fn value(&self) -> Option<f64> {
        let (xx, yy) = (
            self.xx - self.x * self.x / self.count,
            self.yy - self.y * self.y / self.count,
        );
        let varies = |squares: f64, all: f64| squares > 1e-12 * all;
        let r = (self.xy - self.x * self.y / self.count) / (xx * yy).sqrt();
        (varies(xx, self.xx) && varies(yy, self.yy) && r.is_finite()).then(|| r.clamp(-1.0, 1.0))
    }
}
