//! What most features need of an episode, found in one sweep over its ratings.

use std::ops::Range;

use peak_end::{Negativity, PeakKey};
use service_blueprint::Scale;

use crate::Episodes;

/// What location, spread and trend of an episode's ratings come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Summary {
    pub(crate) moments: usize,
    pub(crate) sum: f64,
    /// Σ rating × minutes, each moment one minute where there are no durations.
    pub(crate) integral: f64,
    /// Σ minutes.
    pub(crate) minutes: f64,
    pub(crate) first: f64,
    pub(crate) last: f64,
    pub(crate) best: f64,
    pub(crate) trough: f64,
    /// The most intense rating, the worse of tied ones, bad and good counting the same.
    pub(crate) peak: f64,
    /// Σ (x − mean)².
    pub(crate) squares: f64,
    /// The points by which moments are worse than neutral, in all; never above 0.
    pub(crate) below: f64,
    /// The least-squares slope per moment, as the numbers run; 0 for a single moment.
    pub(crate) slope: f64,
    /// The same over the latter half.
    pub(crate) slope_latter_half: f64,
}

/// Sums run in so many lanes side by side, which the processor adds at once.
const LANES: usize = 4;

/// The sum of function values of pairs of numbers, in lanes.
pub(crate) fn lane_sum(one: &[f64], other: &[f64], of: impl Fn(f64, f64) -> f64) -> f64 {
    let mut sums = [0.0; LANES];
    let (ones, others) = (one.chunks_exact(LANES), other.chunks_exact(LANES));
    for (sum, (one, other)) in sums.iter_mut().zip(ones.remainder().iter().zip(others.remainder())) {
        *sum = of(*one, *other);
    }
    for (one, other) in ones.zip(others) {
        for lane in 0..LANES {
            sums[lane] += of(one[lane], other[lane]);
        }
    }
    sums.iter().sum()
}

impl Summary {
    /// Of the ratings of an episode, at least one.
    pub(crate) fn of(scale: Scale, ratings: &[f64], minutes: Option<&[f64]>) -> Self {
        let moments = ratings.len();
        let (sum, low, high) = extent(ratings);
        let (trough, best) = if scale.direction() > 0.0 {
            (low, high)
        } else {
            (high, low)
        };
        let mean = sum / moments as f64;
        let (neutral, direction) = (scale.neutral(), scale.direction());
        let (mut squares, mut below) = ([0.0; LANES], [0.0; LANES]);
        let chunks = ratings.chunks_exact(LANES);
        for (lane, &rating) in chunks.remainder().iter().enumerate() {
            squares[lane] += (rating - mean) * (rating - mean);
            below[lane] += ((rating - neutral) * direction).min(0.0);
        }
        for chunk in chunks {
            for lane in 0..LANES {
                let (rating, square, points) = (chunk[lane], &mut squares[lane], &mut below[lane]);
                *square += (rating - mean) * (rating - mean);
                *points += ((rating - neutral) * direction).min(0.0);
            }
        }
        let timed = minutes.map(|minutes| {
            let weighted = ratings.iter().zip(minutes).map(|(rating, minutes)| rating * minutes);
            (weighted.sum(), minutes.iter().sum())
        });
        let (integral, minutes) = timed.unwrap_or((sum, moments as f64));
        Self {
            moments,
            sum,
            integral,
            minutes,
            first: ratings[0],
            last: ratings[moments - 1],
            best,
            trough,
            peak: most_intense(scale, trough, best, Negativity::NONE),
            squares: squares.iter().sum(),
            below: below.iter().sum(),
            slope: slope(ratings),
            slope_latter_half: slope(&ratings[moments / 2..]),
        }
    }

    /// Of some episodes, in order.
    pub(crate) fn all(episodes: &Episodes, range: Range<usize>) -> Vec<Self> {
        let of = |episode| Self::of(episodes.scale(), episodes.ratings(episode), episodes.minutes(episode));
        range.map(of).collect()
    }

    pub(crate) fn mean(&self) -> f64 {
        self.sum / self.moments as f64
    }

    pub(crate) fn duration_weighted_mean(&self) -> f64 {
        self.integral / self.minutes
    }

    /// The most intense rating, the worse of tied ones.
    pub(crate) fn peak(&self, scale: Scale, negativity: Negativity) -> f64 {
        match negativity == Negativity::NONE {
            true => self.peak,
            false => most_intense(scale, self.trough, self.best, negativity),
        }
    }

    pub(crate) fn sd(&self) -> f64 {
        (self.squares / self.moments as f64).sqrt()
    }
}

/// The more intense of the worst and the best rating, the worse where they tie. Of all ratings on a side of neutral the
/// outermost is the most intense, so only these two compete.
fn most_intense(scale: Scale, trough: f64, best: f64, negativity: Negativity) -> f64 {
    if PeakKey::new(scale, best, negativity) > PeakKey::new(scale, trough, negativity) {
        best
    } else {
        trough
    }
}

/// The sum, the lowest and the highest of some numbers.
fn extent(numbers: &[f64]) -> (f64, f64, f64) {
    let (mut sum, mut low, mut high) = ([0.0; LANES], [f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
    let chunks = numbers.chunks_exact(LANES);
    for (lane, &number) in chunks.remainder().iter().enumerate() {
        (sum[lane], low[lane], high[lane]) = (number, number, number);
    }
    for chunk in chunks {
        for lane in 0..LANES {
            sum[lane] += chunk[lane];
            low[lane] = if chunk[lane] < low[lane] {
                chunk[lane]
            } else {
                low[lane]
            };
            high[lane] = if chunk[lane] > high[lane] {
                chunk[lane]
            } else {
                high[lane]
            };
        }
    }
    let low = low.iter().copied().fold(f64::INFINITY, f64::min);
    (
        sum.iter().sum(),
        low,
        high.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    )
}

/// The least-squares slope of numbers on their places; 0 for one.
fn slope(numbers: &[f64]) -> f64 {
    let count = numbers.len() as f64;
    let middle = (count - 1.0) / 2.0;
    let mut rise = [0.0; LANES];
    let mut at = [0.0, 1.0, 2.0, 3.0].map(|place| place - middle);
    let chunks = numbers.chunks_exact(LANES);
    let rest = chunks.remainder();
    let first = numbers[0];
    for chunk in chunks {
        for lane in 0..LANES {
            // Distances from the first number lose no digits where all are large and close to each other.
            rise[lane] += at[lane] * (chunk[lane] - first);
            at[lane] += LANES as f64;
        }
    }
    for (lane, number) in rest.iter().enumerate() {
        rise[lane] += at[lane] * (number - first);
    }
    let run = count * (count * count - 1.0) / 12.0;
    if run > 0.0 { rise.iter().sum::<f64>() / run } else { 0.0 }
}
