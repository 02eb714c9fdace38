//! How single features go together with what was remembered.

use crate::Effect;
use crate::metric::pearson;
use crate::regression::Condensed;

/// The standard normal deviate with 2.5 % above it.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// How near to 1 a correlation is 1 but for rounding. Chosen.
const ROUNDING: f64 = 1e-14;

/// What is left of a feature or an outcome beside the mean, in parts of its spread, at or below which nothing is left: the
/// tolerance of regressions.
const COLLINEAR: f64 = 1e-7;

impl Effect {
    /// The correlation of a feature with the outcomes, with the mean of the moments held fixed as well where it is given.
    ///
    /// # Formula
    /// - r = Σ(x − x̄)(y − ȳ)/√(Σ(x − x̄)²·Σ(y − ȳ)²);
    /// - yi = atanh r = ½·ln((1 + r)/(1 − r)), vi = 1/(n − 3);
    /// - interval: tanh(yi ± 1.96·√vi);
    /// - partial r: the correlation of what least squares on the mean leaves of the feature and of the outcomes.
    ///
    /// # Returns
    /// No correlation where all values, or all outcomes, are the same. A correlation of 1 or −1 has the interval (1, 1) or
    /// (−1, −1) and no yi, which would be infinite. No vi, and so no interval, with 3 episodes or fewer. No partial r
    /// where nothing is left (1e-7 of the spread or less) of the feature or of the outcomes.
    ///
    /// # Limits
    /// The interval takes episodes as independent and both numbers as jointly normal; where people have several episodes
    /// it is too narrow.
    ///
    /// # Examples
    /// r = 0.5 from 28 episodes: z = 0.5493, 95 % interval 0.156 to 0.736.
    /// ```
    /// use peak_end_fit::Effect;
    /// // Seven times four episodes: the outcome is half the feature, and as much again as it takes for r = 0.5.
    /// let feature: Vec<f64> = [1.0, 1.0, -1.0, -1.0].repeat(7);
    /// let rest = [1.0, -1.0, 1.0, -1.0].repeat(7);
    /// let outcomes: Vec<f64> = feature.iter().zip(&rest).map(|(x, e)| 0.5 * x + 0.75_f64.sqrt() * e).collect();
    /// let effect = Effect::of("end", &feature, &outcomes, None);
    /// assert!((effect.r.unwrap() - 0.5).abs() < 1e-12);
    /// assert!((effect.yi.unwrap() - 0.5493).abs() < 1e-4);
    /// assert_eq!(effect.vi, Some(1.0 / 25.0));
    /// let (low, high) = effect.interval.unwrap();
    /// assert!((low - 0.156).abs() < 1e-3 && (high - 0.736).abs() < 1e-3);
    /// ```
    ///
    /// # References
    /// R. A. Fisher (1921). On the "probable error" of a coefficient of correlation deduced from a small sample. Metron 1,
    /// 3–32.
    pub fn of(feature: &str, values: &[f64], outcomes: &[f64], mean: Option<&[f64]>) -> Self {
        let n = outcomes.len();
        let r = pearson(values, outcomes).map(|r| match 1.0 - r.abs() <= ROUNDING {
            true => r.signum(),
            false => r,
        });
        let vi = (n > 3).then(|| 1.0 / (n as f64 - 3.0));
        let interval = r.zip(vi).map(|(r, vi)| {
            let reach = NORMAL_975 * vi.sqrt();
            ((r.atanh() - reach).tanh(), (r.atanh() + reach).tanh())
        });
        Self {
            feature: feature.to_owned(),
            r,
            interval,
            yi: r.map(f64::atanh).filter(|yi| yi.is_finite()),
            vi,
            partial_r: mean.and_then(|mean| partial(values, outcomes, mean)),
            n,
        }
    }
}

/// The correlation of what is left of both beside the mean.
fn partial(values: &[f64], outcomes: &[f64], mean: &[f64]) -> Option<f64> {
    pearson(&left(values, mean)?, &left(outcomes, mean)?)
}

/// What least squares on the mean leaves; none where that is nothing.
fn left(values: &[f64], mean: &[f64]) -> Option<Vec<f64>> {
    let rows: Vec<usize> = (0..values.len()).collect();
    let on_mean = Condensed::of(&[mean], values, &rows).ok()?.least_squares();
    let on_nothing = Condensed::of(&[], values, &rows).ok()?.least_squares();
    let left: Vec<f64> = rows
        .iter()
        .map(|&row| values[row] - on_mean.predict(&[mean], row))
        .collect();
    let squares: f64 = left.iter().map(|left| left * left).sum();
    let spread: f64 = values.iter().map(|value| (value - on_nothing.intercept).powi(2)).sum();
    (squares.sqrt() > COLLINEAR * spread.sqrt()).then_some(left)
}
