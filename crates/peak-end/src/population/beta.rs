//! The beta distribution that has the mean and the standard deviation of a survey.

use service_blueprint::Scale;
use statrs::function::beta::checked_beta_reg;

/// Below this α + β nothing is left between the ends: the shares of worst and best are off by less than it.
const ENDS_ONLY: f64 = 1e-9;

/// A deviation below this share of the scale is none: two such scores differ by less than the peak's order resolves.
const NO_SPREAD: f64 = 1e-10;

/// Where both shapes are larger, the density is integrated. The continued fraction of the incomplete beta function
/// takes some 2·√α terms, and the library stops at 140.
const LARGE: f64 = 1000.0;

/// How many deviations from the mode on either side hold all of a beta with large shapes: beyond lies less than 1e-20.
const REACH: f64 = 10.0;

/// Nodes and weights of the Gauss–Legendre rule with five points on −1..=1, which a panel of half a deviation takes
/// to 1e-12 of the density's integral (Abramowitz & Stegun 1964, table 25.4).
const RULE: [(f64, f64); 5] = [
    (-0.906_179_845_938_664, 0.236_926_885_056_189_1),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_5),
    (0.0, 0.568_888_888_888_888_9),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_5),
    (0.906_179_845_938_664, 0.236_926_885_056_189_1),
];

/// How many panels a deviation is cut into.
const PANELS: f64 = 2.0;

/// Scores between worst and best with a given mean and standard deviation.
///
/// # Formula
/// With t = (score − worst)/(best − worst), m the mean of t and s² its variance: t ~ Beta(m·ν, (1 − m)·ν),
/// ν = m(1 − m)/s² − 1. Shapes below 1 (a U) are as good as any. s² = m(1 − m) leaves the two ends only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    scale: Scale,
    shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// Everybody says the same.
    Point(f64),
    /// Everybody says worst or best, this share best.
    Ends(f64),
    /// α counts towards best, β towards worst.
    Smooth { alpha: f64, beta: f64 },
}

impl Beta {
    /// The beta distribution on the scale by its moments.
    ///
    /// A deviation that is larger than that of ratings at the two ends alone, as that of a small sample may be by the
    /// factor √(n/(n − 1)), gives the two ends. None where the mean is not on the scale or the deviation is no number.
    ///
    /// # Examples
    /// ```
    /// use peak_end::Beta;
    /// use service_blueprint::Scale;
    /// // Variance 25/3: every score is equally likely.
    /// let uniform = Beta::by_moments(Scale::default(), 5.0, (25.0f64 / 3.0).sqrt()).ok_or("on the scale")?;
    /// assert!((uniform.worse_than(2.5) - 0.25).abs() < 1e-12);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn by_moments(scale: Scale, mean: f64, sd: f64) -> Option<Self> {
        if !scale.contains(mean) || sd.is_nan() || sd < 0.0 {
            return None;
        }
        let length = 2.0 * scale.half();
        // Each from its own end, so that neither loses digits near it.
        let good = scale.gain(scale.worst(), mean) / length;
        let bad = scale.gain(mean, scale.best()) / length;
        let spread = sd / length;
        if spread < NO_SPREAD || good <= 0.0 || bad <= 0.0 {
            return Some(Self {
                scale,
                shape: Shape::Point(mean),
            });
        }
        let concentration = (good / spread) * (bad / spread) - 1.0;
        let shape = if concentration < ENDS_ONLY {
            Shape::Ends(good)
        } else {
            Shape::Smooth {
                alpha: good * concentration,
                beta: bad * concentration,
            }
        };
        Some(Self { scale, shape })
    }

    pub(super) fn scale(&self) -> Scale {
        self.scale
    }

    pub(super) fn shape(&self) -> Shape {
        self.shape
    }

    pub(super) fn mean(&self) -> f64 {
        let good = match self.shape {
            Shape::Point(score) => return score,
            Shape::Ends(best) => best,
            Shape::Smooth { alpha, beta } => alpha / (alpha + beta),
        };
        self.scale.worst() + good * (self.scale.best() - self.scale.worst())
    }

    pub(super) fn variance(&self) -> f64 {
        let of_shares = match self.shape {
            Shape::Point(_) => 0.0,
            Shape::Ends(best) => best * (1.0 - best),
            Shape::Smooth { alpha, beta } => {
                let all = alpha + beta;
                (alpha / all) * (beta / all) / (all + 1.0)
            }
        };
        of_shares * (2.0 * self.scale.half()).powi(2)
    }

    /// How steeply scores crowd at the far ends of the sides that the scale has: the smallest exponent s of
    /// P(within δ of that end) ~ δˢ, at most 1.
    pub(super) fn crowding(&self) -> f64 {
        let Shape::Smooth { alpha, beta } = self.shape else {
            return 1.0;
        };
        let best = if self.scale.has_good_side() { beta } else { 1.0 };
        let worst = if self.scale.has_bad_side() { alpha } else { 1.0 };
        best.min(worst).min(1.0)
    }

    /// P(a score is worse than `score`).
    pub fn worse_than(&self, score: f64) -> f64 {
        let t = self.scale.gain(self.scale.worst(), score) / (2.0 * self.scale.half());
        match self.shape {
            Shape::Point(at) => f64::from(self.scale.is_better(score, at)),
            _ if t <= 0.0 || t.is_nan() => 0.0,
            Shape::Ends(best) => {
                if t > 1.0 {
                    1.0
                } else {
                    1.0 - best
                }
            }
            _ if t >= 1.0 => 1.0,
            Shape::Smooth { alpha, beta } if alpha > LARGE && beta > LARGE => integrated(alpha, beta, t),
            // Shapes and t are in range, so there is a value.
            Shape::Smooth { alpha, beta } => checked_beta_reg(alpha, beta, t).map_or(0.0, |p| p.clamp(0.0, 1.0)),
        }
    }
}

/// The incomplete beta function of large shapes, by integrating the density, which is nearly a bell: from the far side
/// up to t, over all of it. No logarithm of a gamma function, whose digits would cancel, is needed.
fn integrated(alpha: f64, beta: f64, t: f64) -> f64 {
    let mode = (alpha - 1.0) / (alpha + beta - 2.0);
    let sum = alpha + beta;
    let deviation = (alpha / sum * (beta / sum) / (sum + 1.0)).sqrt();
    let (first, last) = ((mode - REACH * deviation).max(0.0), (mode + REACH * deviation).min(1.0));
    let density = |x: f64| {
        let off = x - mode;
        ((alpha - 1.0) * (off / mode).ln_1p() + (beta - 1.0) * (-off / (1.0 - mode)).ln_1p()).exp()
    };
    let integral = |from: f64, to: f64| {
        let panels = ((to - from) * PANELS / deviation).ceil().max(1.0);
        let half = (to - from) / panels / 2.0;
        let panel = |number: usize| {
            let middle = from + (2 * number + 1) as f64 * half;
            RULE.iter()
                .map(|(node, weight)| weight * density(middle + half * node))
                .sum::<f64>()
        };
        half * (0..panels as usize).map(panel).sum::<f64>()
    };
    if t <= first {
        return 0.0;
    }
    if t >= last {
        return 1.0;
    }
    let (below, above) = (integral(first, t), integral(t, last));
    below / (below + above)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beta(mean: f64, sd: f64) -> Beta {
        Beta::by_moments(Scale::default(), mean, sd).unwrap()
    }

    /// Values of the regularised incomplete beta function, from another implementation (mpmath, 40 digits).
    #[test]
    fn shares_match_another_implementation() {
        for (alpha, beta, t, expected) in PUBLISHED {
            let found = match alpha > LARGE && beta > LARGE {
                true => integrated(alpha, beta, t),
                false => checked_beta_reg(alpha, beta, t).unwrap(),
            };
            assert!(
                (found - expected).abs() < 1e-11,
                "I_{t}({alpha}, {beta}) = {found}, not {expected}"
            );
        }
    }

    const PUBLISHED: [(f64, f64, f64, f64); 10] = [
        (0.01, 0.02, 0.3, 0.661_178_427_251_107_3),
        (0.5, 0.5, 0.9, 0.795_167_235_300_866_5),
        (2.0, 3.0, 0.4, 0.5248),
        (7.5, 1.25, 0.95, 0.779_147_256_014_716_3),
        (0.05, 40.0, 0.001, 0.872_382_238_563_482_4),
        (400.0, 300.0, 0.58, 0.675_537_113_117_796_2),
        (2500.0, 2500.0, 0.49, 0.078_639_222_291_197_08),
        (40_000.0, 10_000.0, 0.803, 0.953_633_968_408_058_4),
        (1e8, 1e8, 0.50003, 0.801_928_045_341_302_4),
        (1e12, 3e12, 0.2500002, 0.822_194_476_801_931_8),
    ];

    /// The two methods agree where both hold.
    #[test]
    fn integration_agrees_with_the_continued_fraction() {
        for (alpha, beta) in [(1001.0, 1001.0), (1500.0, 1100.0), (1200.0, 3000.0)] {
            let mean = alpha / (alpha + beta);
            for step in -12..=12 {
                let t = mean + f64::from(step) * 0.004;
                let other = checked_beta_reg(alpha, beta, t).unwrap();
                assert!((integrated(alpha, beta, t) - other).abs() < 1e-11, "{alpha} {beta} {t}");
            }
        }
    }

    /// Mean and deviation of the distribution are those asked for: ∫ P(t > x) dx and its like.
    #[test]
    fn moments_are_those_of_the_survey() {
        for (mean, sd) in [
            (5.0, 2.0),
            (0.8, 1.1),
            (9.4, 0.7),
            (5.0, 4.5),
            (7.0, 0.05),
            (6.0, 0.3),
            (2.0, 3.9),
        ] {
            let found = beta(mean, sd);
            let steps = 200_000;
            let (mut first, mut second) = (0.0, 0.0);
            for step in 0..steps {
                let x = (f64::from(step) + 0.5) * 10.0 / f64::from(steps);
                let above = 1.0 - found.worse_than(x);
                first += above * 10.0 / f64::from(steps);
                second += 2.0 * x * above * 10.0 / f64::from(steps);
            }
            assert!((first - mean).abs() < 1e-4, "mean {mean} sd {sd}: {first}");
            assert!(
                ((second - first * first).sqrt() - sd).abs() < 1e-3,
                "mean {mean} sd {sd}"
            );
        }
    }

    #[test]
    fn shares_never_fall_and_stay_probabilities() {
        for mean in [1e-9, 1e-3, 0.5, 5.0, 9.9, 10.0 - 1e-9] {
            for share in [1e-9, 1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999_999, 1.0, 1.4] {
                let found = beta(mean, share * (mean * (10.0 - mean)).sqrt());
                let mut before = 0.0;
                for step in 0..=1000 {
                    let share = found.worse_than(f64::from(step) / 100.0);
                    assert!((0.0..=1.0).contains(&share), "{mean} {share}");
                    assert!(share >= before - 1e-7, "{mean}: {share} after {before}");
                    before = share;
                }
            }
        }
    }

    #[test]
    fn either_way_round_is_the_same_spread() {
        let pain = Scale::new(10.0, 5.0, 0.0).unwrap();
        let (up, down) = (beta(3.0, 1.5), Beta::by_moments(pain, 7.0, 1.5).unwrap());
        for step in 0..=20 {
            let score = f64::from(step) / 2.0;
            assert!((up.worse_than(score) - down.worse_than(10.0 - score)).abs() < 1e-13);
        }
    }

    #[test]
    fn spreads_at_the_limits() {
        assert_eq!(beta(6.0, 0.0).shape, Shape::Point(6.0));
        assert_eq!(beta(0.0, 0.0).shape, Shape::Point(0.0));
        assert_eq!(beta(10.0, 0.0).shape, Shape::Point(10.0));
        assert_eq!(beta(2.5, (2.5f64 * 7.5).sqrt()).shape, Shape::Ends(0.25));
        assert_eq!(beta(5.0, 7.0).shape, Shape::Ends(0.5));
        assert_eq!(beta(5.0, f64::INFINITY).shape, Shape::Ends(0.5));
        assert_eq!(Beta::by_moments(Scale::default(), f64::NAN, 1.0), None);
        assert_eq!(Beta::by_moments(Scale::default(), 11.0, 1.0), None);
        assert_eq!(Beta::by_moments(Scale::default(), 5.0, f64::NAN), None);
        assert_eq!(Beta::by_moments(Scale::default(), 5.0, -1.0), None);
    }

    #[test]
    fn ends_and_points_are_counted_strictly() {
        let ends = beta(2.5, (2.5f64 * 7.5).sqrt());
        assert_eq!([0.0, 1e-9, 10.0].map(|score| ends.worse_than(score)), [0.0, 0.75, 0.75]);
        assert_eq!(
            [5.9, 6.0, 6.1].map(|score| beta(6.0, 0.0).worse_than(score)),
            [0.0, 0.0, 1.0]
        );
    }
}
