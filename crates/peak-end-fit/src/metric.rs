//! How well predictions meet outcomes.
//!
//! Every function takes outcomes and predictions in the same order. It answers nothing (`None`) where its value is not
//! defined, which each says, and always where there is no outcome, where there are more of one than of the other, where a
//! number is NaN or infinite, and where squares of the numbers are too large for a float (about 1e150).
//!
//! Which citations were checked: docs/statistics.md.

/// 1 − Σ(y − ŷ)²/Σ(y − ȳ)², with ȳ the mean of the outcomes given.
///
/// # Returns
/// At most 1: 1 is perfect, 0 no better than the mean outcome, below 0 worse. None where all outcomes are the same.
///
/// # Examples
/// ```
/// use peak_end_fit::metric::r2;
/// assert_eq!(r2(&[1.0, 2.0, 3.0], &[1.0, 2.0, 2.0]), Some(0.5));
/// assert_eq!(r2(&[2.0, 2.0], &[1.0, 3.0]), None);
/// ```
pub fn r2(outcomes: &[f64], predictions: &[f64]) -> Option<f64> {
    let left = squared_error(outcomes, predictions)?;
    let about = Spread::of(outcomes)?;
    Some(1.0 - left / about.squares).filter(|r2| r2.is_finite())
}

/// √(Σ(y − ŷ)²/n), in the unit of the outcome; 0 is perfect.
pub fn rmse(outcomes: &[f64], predictions: &[f64]) -> Option<f64> {
    let left = squared_error(outcomes, predictions)?;
    Some((left / outcomes.len() as f64).sqrt())
}

/// Σ|y − ŷ|/n, in the unit of the outcome; 0 is perfect.
pub fn mae(outcomes: &[f64], predictions: &[f64]) -> Option<f64> {
    let left: f64 = pairs(outcomes, predictions)?
        .map(|(y, predicted)| (y - predicted).abs())
        .sum();
    Some(left / outcomes.len() as f64)
}

/// Spearman's correlation: Pearson's correlation of the ranks, see [`mid_ranks`].
///
/// # Returns
/// −1 to 1. None where all outcomes, or all predictions, are the same.
///
/// # References
/// C. Spearman (1904). The proof and measurement of association between two things. American Journal of Psychology 15(1),
/// 72–101. doi:10.2307/1412159
pub fn spearman(outcomes: &[f64], predictions: &[f64]) -> Option<f64> {
    check(outcomes, predictions)?;
    pearson(&mid_ranks(outcomes), &mid_ranks(predictions))
}

/// Pearson's correlation Σ(x − x̄)(y − ȳ)/√(Σ(x − x̄)²·Σ(y − ȳ)²).
///
/// # Returns
/// −1 to 1. None where all x, or all y, are the same but for rounding (a standard deviation of at most 1e-12 of the largest
/// number in size).
pub fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    let (about_x, about_y) = (Spread::of(x)?, Spread::of(y)?);
    let products: f64 = pairs(x, y)?.map(|(x, y)| (x - about_x.mean) * (y - about_y.mean)).sum();
    let r = products / (about_x.squares.sqrt() * about_y.squares.sqrt());
    // Rounding alone can lead out of the range.
    r.is_finite().then(|| r.clamp(-1.0, 1.0))
}

/// The chance that an outcome of 1 is predicted above an outcome of 0, ties counting half: the area under the receiver
/// operating characteristic.
///
/// # Formula
/// (Σ of the ranks of the predictions for outcome 1 − n₁(n₁ + 1)/2)/(n₀·n₁), see [`mid_ranks`]
///
/// # Returns
/// 0 to 1; 0.5 is chance. None where an outcome is neither 0 nor 1, and where all outcomes are the same.
///
/// # References
/// J. A. Hanley & B. J. McNeil (1982). The meaning and use of the area under a receiver operating characteristic (ROC)
/// curve. Radiology 143(1), 29–36. doi:10.1148/radiology.143.1.7063747
pub fn auc(outcomes: &[f64], predictions: &[f64]) -> Option<f64> {
    check(outcomes, predictions)?;
    let yes = count_yes(outcomes)? as f64;
    let no = outcomes.len() as f64 - yes;
    if yes == 0.0 || no == 0.0 {
        return None;
    }
    let ranks = mid_ranks(predictions);
    let sum: f64 = ranks
        .iter()
        .zip(outcomes)
        .filter(|(_, y)| **y == 1.0)
        .map(|(rank, _)| rank)
        .sum();
    Some((sum - yes * (yes + 1.0) / 2.0) / (yes * no))
}

/// The least probability, and the least distance of one to 1, that [`log_loss`] takes at its word: as scikit-learn's, the
/// spacing of numbers at 1.
pub const LEAST_PROBABILITY: f64 = f64::EPSILON;

/// −Σ(y·ln p + (1 − y)·ln(1 − p))/n, in nats; 0 is perfect, ln 2 the toss of a coin.
///
/// # Returns
/// From 0. A probability nearer to 0 or 1 than [`LEAST_PROBABILITY`] counts as that near, so that one outcome that was
/// called impossible costs 36.04/n, not infinity. None where an outcome is neither 0 nor 1, or a probability is not from 0
/// to 1.
pub fn log_loss(outcomes: &[f64], probabilities: &[f64]) -> Option<f64> {
    count_yes(outcomes)?;
    let mut sum = 0.0;
    for (y, probability) in pairs(outcomes, probabilities)? {
        if !(0.0..=1.0).contains(&probability) {
            return None;
        }
        let right = if y == 1.0 { probability } else { 1.0 - probability };
        sum -= right.clamp(LEAST_PROBABILITY, 1.0 - LEAST_PROBABILITY).ln();
    }
    Some(sum / outcomes.len() as f64)
}

/// The rank of each number, 1 for the smallest; equal numbers share the mean of their ranks.
///
/// NaN ranks behind all numbers, each by itself.
///
/// # Examples
/// ```
/// use peak_end_fit::metric::mid_ranks;
/// assert_eq!(mid_ranks(&[7.0, 3.0, 7.0, 9.0]), [2.5, 1.0, 2.5, 4.0]);
/// ```
pub fn mid_ranks(numbers: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    order.sort_unstable_by(|&a, &b| numbers[a].total_cmp(&numbers[b]));
    let mut ranks = vec![0.0; numbers.len()];
    let mut before = 0;
    for equal in order.chunk_by(|&a, &b| numbers[a] == numbers[b]) {
        let rank = before as f64 + (equal.len() + 1) as f64 / 2.0;
        for &at in equal {
            ranks[at] = rank;
        }
        before += equal.len();
    }
    ranks
}

fn squared_error(outcomes: &[f64], predictions: &[f64]) -> Option<f64> {
    let squares: f64 = pairs(outcomes, predictions)?
        .map(|(y, predicted)| (y - predicted).powi(2))
        .sum();
    squares.is_finite().then_some(squares)
}

/// Whether there are outcomes, equally many predictions, and all of them numbers.
fn check(outcomes: &[f64], predictions: &[f64]) -> Option<()> {
    let finite = |numbers: &[f64]| numbers.iter().all(|number| number.is_finite());
    let paired = !outcomes.is_empty() && outcomes.len() == predictions.len();
    (paired && finite(outcomes) && finite(predictions)).then_some(())
}

/// Outcomes with their predictions.
pub(crate) fn pairs<'a>(outcomes: &'a [f64], predictions: &'a [f64]) -> Option<impl Iterator<Item = (f64, f64)> + 'a> {
    check(outcomes, predictions)?;
    Some(outcomes.iter().copied().zip(predictions.iter().copied()))
}

/// How many outcomes are 1, if the others are 0.
fn count_yes(outcomes: &[f64]) -> Option<usize> {
    let binary = outcomes.iter().all(|&y| y == 0.0 || y == 1.0);
    binary.then(|| outcomes.iter().filter(|&&y| y == 1.0).count())
}

/// How far numbers lie about their mean.
struct Spread {
    mean: f64,
    /// Σ(x − x̄)².
    squares: f64,
}

impl Spread {
    /// None without numbers, where they are all the same but for rounding, and where their squares are no finite number.
    fn of(numbers: &[f64]) -> Option<Self> {
        /// A standard deviation, in parts of the largest number, that is rounding. Chosen, as for columns of regressions.
        const ROUNDING: f64 = 1e-12;
        let n = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / n;
        let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
        let size = numbers.iter().fold(0.0_f64, |size, x| size.max(x.abs()));
        (squares.is_finite() && (squares / n).sqrt() > ROUNDING * size).then_some(Self { mean, squares })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_answered_where_nothing_is_defined() {
        for metric in [r2, rmse, mae, spearman, auc, log_loss] {
            assert_eq!(metric(&[], &[]), None);
            assert_eq!(metric(&[1.0], &[1.0, 0.0]), None);
            assert_eq!(metric(&[1.0, 0.0], &[f64::NAN, 0.0]), None);
            assert_eq!(metric(&[f64::INFINITY, 0.0], &[1.0, 0.0]), None);
        }
        assert_eq!(r2(&[0.1, 0.1, 0.1], &[1.0, 2.0, 3.0]), None);
        assert_eq!(spearman(&[1.0, 2.0], &[3.0, 3.0]), None);
        assert_eq!(auc(&[1.0, 1.0], &[0.2, 0.3]), None);
        assert_eq!(auc(&[1.0, 2.0], &[0.2, 0.3]), None);
        assert_eq!(log_loss(&[1.0, 0.0], &[1.5, 0.3]), None);
        assert_eq!(r2(&[1e200, -1e200], &[0.0, 0.0]), None);
        assert_eq!(pearson(&[1e200, -1e200], &[0.0, 1.0]), None);
    }

    #[test]
    fn the_impossible_costs_a_lot_but_not_everything() {
        let loss = log_loss(&[1.0, 0.0], &[0.0, 0.0]).unwrap();
        assert!((loss - 52.0 * std::f64::consts::LN_2 / 2.0).abs() < 1e-12, "{loss}");
    }

    #[test]
    fn ties_share_their_rank() {
        assert_eq!(mid_ranks(&[0.0, -0.0, 1.0]), [1.5, 1.5, 3.0]);
        assert_eq!(auc(&[1.0, 0.0, 1.0, 0.0], &[0.5, 0.5, 0.5, 0.5]), Some(0.5));
    }
}
