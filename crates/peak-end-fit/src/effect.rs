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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_defined_is_not_answered() {
        let (x, y) = ([1.0, 2.0, 4.0, 3.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]);
        let constant = Effect::of("x", &[0.1; 5], &y, Some(&x));
        assert_eq!((constant.r, constant.interval, constant.yi), (None, None, None));
        assert_eq!((constant.vi, constant.partial_r), (Some(0.5), None));
        let three = Effect::of("x", &x[..3], &y[..3], None);
        assert!(three.r.is_some() && three.yi.is_some());
        assert_eq!((three.vi, three.interval), (None, None));
        assert_eq!(Effect::of("x", &[], &[], Some(&[])).r, None);
    }

    #[test]
    fn a_perfect_correlation_has_no_fishers_z() {
        let x = [1.0, 2.0, 4.0, 3.0, 5.0];
        let falling = x.map(|x| 0.3 - 0.1 * x);
        let effect = Effect::of("x", &x, &falling, None);
        assert_eq!(
            (effect.r, effect.interval, effect.yi),
            (Some(-1.0), Some((-1.0, -1.0)), None)
        );
    }

    /// r_xy.m = (r_xy − r_xm·r_ym)/√((1 − r_xm²)(1 − r_ym²)), another way to the same number.
    #[test]
    fn the_partial_correlation_is_that_of_the_textbook() {
        let (x, y, mean) = (
            [1.0, 2.0, 4.0, 3.0, 9.0],
            [2.0, 7.0, 4.0, 3.0, 5.0],
            [3.0, 1.0, 6.0, 2.0, 7.0],
        );
        let r = |a, b| pearson(a, b).unwrap();
        let (xy, xm, ym) = (r(&x, &y), r(&x, &mean), r(&y, &mean));
        let expected = (xy - xm * ym) / ((1.0 - xm * xm) * (1.0 - ym * ym)).sqrt();
        let found = Effect::of("x", &x, &y, Some(&mean)).partial_r.unwrap();
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        let twice_the_mean = mean.map(|mean| 2.0 * mean + 0.1);
        assert_eq!(Effect::of("x", &twice_the_mean, &y, Some(&mean)).partial_r, None);
    }
}
