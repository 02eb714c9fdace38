//! How expectation follows experience from one journey to the next.

use crate::ParameterError;
use crate::parameter::within;
use service_blueprint::Scale;

/// How close to an end of the scale a score counts as on it, in half-scales. The resolution of peak keys.
const RESOLUTION: f64 = 1e-9;

/// How expectation follows experience from one journey to the next, and how much of that is felt.
///
/// # Formula
/// A customer lives through the same service again and again, in episode k = 0, 1, 2 … A touchpoint is scored x there,
/// and is expected at eₖ:
/// - eₖ₊₁ = eₖ + rate·(x − eₖ), with rate = `up` where x is better than eₖ, and `down` where it is worse;
/// - yₖ = x − θ·(eₖ − e₀) is what is perceived, kept on the scale;
/// - e₀ is the touchpoint's expectation, or neutral where it has none.
///
/// As eₖ never passes x, the rate stays the same, and eₖ = e₀ + (x − e₀)·(1 − (1 − rate)ᵏ). The first journey is
/// perceived as it is scored. With θ = 1 all of a surprise wears off in the end, and yₖ tends to e₀; with θ = 0 nothing
/// does. Only θ > 1 can lead beyond the scale.
///
/// # Limits
/// The numbers are chosen, not measured: `up` 0.3 and θ 1 make half of a surprise expected after about two journeys,
/// `down` 0 says that people do not get used to bad service. Expectation knows one touchpoint only: neither rivals
/// nor promises nor the time between two journeys move it.
///
/// # Examples
/// ```
/// use peak_end::Adaptation;
/// use service_blueprint::Scale;
/// let adaptation = Adaptation::new(0.5, 0.0, 1.0)?;
/// let sticker = adaptation.episodes(Scale::default(), 9.0, Some(5.0))?;
/// let perceived: Vec<f64> = sticker.take(4).map(|one| one.score).collect();
/// assert_eq!(perceived, [9.0, 7.0, 6.0, 5.5]);
/// // A bad moment stays as bad as it was.
/// let wait = adaptation.episodes(Scale::default(), 2.0, Some(5.0))?;
/// assert!(wait.take(4).all(|one| one.score == 2.0));
/// # Ok::<(), peak_end::ParameterError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adaptation {
    up: f64,
    down: f64,
    theta: f64,
}

impl Default for Adaptation {
    /// `up` 0.3, `down` 0, θ 1.
    fn default() -> Self {
        Self {
            up: 0.3,
            down: 0.0,
            theta: 1.0,
        }
    }
}

impl Adaptation {
    /// The largest θ. Chosen: beyond it a risen expectation throws nearly every moment to worst.
    pub const MOST_THETA: f64 = 10.0;

    /// An adaptation with the two rates, in 0..=1, and θ, in 0..=[`MOST_THETA`](Self::MOST_THETA).
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] names the number that is not, `up`, `down` or `theta`.
    pub fn new(up: f64, down: f64, theta: f64) -> Result<Self, ParameterError> {
        Ok(Self {
            up: within("up", up, 0.0, 1.0)?,
            down: within("down", down, 0.0, 1.0)?,
            theta: within("theta", theta, 0.0, Self::MOST_THETA)?,
        })
    }

    /// How fast expectation rises to what is better, per journey.
    pub fn up(self) -> f64 {
        self.up
    }

    /// How fast expectation sinks to what is worse, per journey.
    pub fn down(self) -> f64 {
        self.down
    }

    /// How much of a changed expectation is felt.
    pub fn theta(self) -> f64 {
        self.theta
    }

    /// After how many journeys half of what was better than expected is expected: ln ½ / ln(1 − up). None where nothing
    /// ever is (`up` 0); 0 where all is after one (`up` 1).
    pub fn half_life(self) -> Option<f64> {
        // 0 − … turns the −0 of an infinite logarithm into 0.
        (self.up > 0.0).then(|| 0.0 - std::f64::consts::LN_2 / (-self.up).ln_1p())
    }

    /// How a touchpoint with this score is perceived in one journey after the other, without end. No expectation means
    /// that neutral is expected.
    ///
    /// # Errors
    /// [`ParameterError::OutOfRange`] for a score or an expectation that is not on the scale. What a
    /// [`Blueprint`](service_blueprint::Blueprint) says always is.
    pub fn episodes(self, scale: Scale, score: f64, expectation: Option<f64>) -> Result<Adapting, ParameterError> {
        let slack = RESOLUTION * scale.half();
        let (least, most) = (scale.worst().min(scale.best()), scale.worst().max(scale.best()));
        // Carrying from another scale may leave a score off by rounding. Beyond the widest numbers nothing is finite.
        let on_scale = |name, found: f64| match within(name, found, least - slack, most + slack) {
            Ok(found) if found.is_finite() => Ok(found),
            _ => Err(ParameterError::OutOfRange {
                name,
                found,
                least,
                most,
            }),
        };
        let score = on_scale("score", score)?;
        let first = on_scale("expectation", expectation.unwrap_or(scale.neutral()))?;
        Ok(Adapting {
            least,
            most,
            slack,
            score,
            first,
            surprise: score - first,
            theta: self.theta,
            keeps: 1.0
                - if scale.is_better(score, first) {
                    self.up
                } else {
                    self.down
                },
            left: 1.0,
        })
    }
}

/// How one touchpoint is perceived, journey after journey: an iterator without end, from the first journey.
#[derive(Debug, Clone, PartialEq)]
pub struct Adapting {
    least: f64,
    most: f64,
    slack: f64,
    score: f64,
    first: f64,
    surprise: f64,
    theta: f64,
    /// What one journey leaves of the surprise: 1 − rate.
    keeps: f64,
    /// What is left of the surprise by now: (1 − rate)ᵏ.
    left: f64,
}

/// How a touchpoint is perceived in one journey.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Perceived {
    /// What is perceived, on the scale.
    pub score: f64,
    /// What was expected when this journey began.
    pub expectation: f64,
    /// Whether the formula led beyond the scale, and its end stands in for what was found.
    pub clamped: bool,
}

impl Iterator for Adapting {
    type Item = Perceived;

    fn next(&mut self) -> Option<Perceived> {
        // In this form an expectation that does not move leaves the score as it is, to the last digit.
        let moved = self.surprise * (1.0 - self.left);
        self.left *= self.keeps;
        let change = self.theta * moved;
        let found = self.score - change;
        let past = found < self.least - self.slack || found > self.most + self.slack;
        Some(Perceived {
            score: if change == 0.0 {
                self.score
            } else {
                found.clamp(self.least, self.most)
            },
            expectation: self.first + moved,
            clamped: past,
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

impl Adapting {
    /// The score itself, perceived as it is in the first journey.
    pub fn score(&self) -> f64 {
        self.score
    }

    /// What is expected in the first journey.
    pub fn first_expectation(&self) -> f64 {
        self.first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rounding of a few operations on scores up to 100.
    const CLOSE: f64 = 1e-9;

    fn scores(adaptation: Adaptation, scale: Scale, score: f64, expectation: f64) -> Vec<f64> {
        let episodes = adaptation.episodes(scale, score, Some(expectation)).unwrap();
        episodes.take(30).map(|one| one.score).collect()
    }

    /// By hand: x = 8, e₀ = 6, up ½: expected are 6, 7, 7.5, 7.75; perceived with θ = 2 are 8, 8 − 2·1, 8 − 2·1.5 …
    #[test]
    fn a_surprise_by_hand() {
        let adaptation = Adaptation::new(0.5, 0.0, 2.0).unwrap();
        let episodes = adaptation.episodes(Scale::default(), 8.0, Some(6.0)).unwrap();
        let found: Vec<_> = episodes
            .take(4)
            .map(|one| (one.expectation, one.score, one.clamped))
            .collect();
        let expected = [
            (6.0, 8.0, false),
            (7.0, 6.0, false),
            (7.5, 5.0, false),
            (7.75, 4.5, false),
        ];
        assert_eq!(found, expected);
    }

    /// On a scale of pain 3 is better than the 5 expected: the relief wears off towards 5.
    #[test]
    fn relief_from_pain_wears_off() {
        let pain = Scale::new(10.0, 0.0, 0.0).unwrap();
        let adaptation = Adaptation::new(0.5, 0.0, 1.0).unwrap();
        assert_eq!(scores(adaptation, pain, 3.0, 5.0)[..3], [3.0, 4.0, 4.5]);
        // And 7 is worse, which nobody gets used to.
        assert_eq!(scores(adaptation, pain, 7.0, 5.0)[..3], [7.0, 7.0, 7.0]);
    }

    #[test]
    fn what_is_clamped_is_said() {
        let adaptation = Adaptation::new(1.0, 0.0, 10.0).unwrap();
        let mut episodes = adaptation.episodes(Scale::default(), 9.0, None).unwrap();
        let (first, second) = (episodes.next().unwrap(), episodes.next().unwrap());
        assert_eq!((first.score, first.expectation, first.clamped), (9.0, 5.0, false));
        // 9 − 10·(9 − 5) would be −31.
        assert_eq!((second.score, second.expectation, second.clamped), (0.0, 9.0, true));
        // Exactly at the end is not beyond it: 6 − 6·(6 − 5) = 0.
        let adaptation = Adaptation::new(1.0, 0.0, 6.0).unwrap();
        let second = adaptation
            .episodes(Scale::default(), 6.0, None)
            .unwrap()
            .nth(1)
            .unwrap();
        assert_eq!((second.score, second.clamped), (0.0, false));
    }

    #[test]
    fn half_lives() {
        let half_life = |up| Adaptation::new(up, 0.0, 1.0).unwrap().half_life();
        assert_eq!(
            (half_life(0.0), half_life(0.5), half_life(1.0)),
            (None, Some(1.0), Some(0.0))
        );
        assert!((half_life(0.3).unwrap() - 1.943).abs() < 5e-4);
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        for bad in [f64::NAN, f64::INFINITY, -0.1, 1.1] {
            assert!(Adaptation::new(bad, 0.0, 1.0).is_err());
            assert!(Adaptation::new(0.3, bad, 1.0).is_err());
            assert!(Adaptation::new(0.3, 0.0, bad * 10.0).is_err());
        }
        let scale = Scale::default();
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.1, 10.1] {
            assert!(Adaptation::default().episodes(scale, bad, None).is_err());
            assert!(Adaptation::default().episodes(scale, 5.0, Some(bad)).is_err());
        }
        let widest = Scale::new(-f64::MAX / 2.0, 0.0, f64::MAX / 2.0).unwrap();
        assert!(Adaptation::default().episodes(widest, f64::INFINITY, None).is_err());
        let strong = Adaptation::new(1.0, 0.0, 10.0).unwrap();
        let last = strong.episodes(widest, f64::MAX / 2.0, Some(-f64::MAX / 2.0)).unwrap();
        let second = last.take(2).last().unwrap();
        assert_eq!((second.score, second.clamped), (-f64::MAX / 2.0, true));
    }

    /// A scale either way round, with the score and the expectation of a touchpoint on it.
    fn touchpoint() -> impl Strategy<Value = (Scale, f64, f64)> {
        (any::<bool>(), 0.0..=1.0, 0.0..=1.0, 0.0..=1.0, 0.1..50.0).prop_map(
            |(turned, at, x, e, width): (_, f64, f64, f64, f64)| {
                let (low, high) = (-7.0, -7.0 + width);
                let on = |part: f64| (low + part * width).clamp(low, high);
                let (worst, best) = if turned { (high, low) } else { (low, high) };
                (Scale::new(worst, on(at), best).unwrap(), on(x), on(e))
            },
        )
    }

    proptest! {
        #[test]
        fn without_adaptation_all_journeys_are_the_same((scale, x, e) in touchpoint(), theta in 0.0..=10.0) {
            let rigid = Adaptation::new(0.0, 0.0, theta).unwrap();
            let indifferent = Adaptation::new(0.4, 0.4, 0.0).unwrap();
            prop_assert!(scores(rigid, scale, x, e).iter().all(|y| *y == x));
            prop_assert!(scores(indifferent, scale, x, e).iter().all(|y| *y == x));
        }

        #[test]
        fn with_rate_one_the_second_journey_holds_no_surprise((scale, x, e) in touchpoint()) {
            let at_once = Adaptation::new(1.0, 0.0, 1.0).unwrap();
            let found = scores(at_once, scale, x, e);
            let expected = if scale.is_better(x, e) { x - (x - e) } else { x };
            prop_assert!(found[1..].iter().all(|y| (y - expected).abs() <= CLOSE));
        }

        #[test]
        fn nothing_leaves_the_scale((scale, x, e) in touchpoint(), up in 0.0..=1.0, down in 0.0..=1.0, theta in 0.0..=10.0) {
            let adaptation = Adaptation::new(up, down, theta).unwrap();
            for one in adaptation.episodes(scale, x, Some(e)).unwrap().take(30) {
                prop_assert!(scale.contains(one.score));
                prop_assert!(theta > 1.0 || !one.clamped);
                // Expectation lies between what it was at first and what is experienced.
                prop_assert!(one.expectation >= x.min(e) - CLOSE && one.expectation <= x.max(e) + CLOSE);
            }
        }

        #[test]
        fn surprises_wear_off_step_by_step((scale, x, e) in touchpoint(), up in 0.0..=1.0, down in 0.0..=1.0, theta in 0.0..=10.0) {
            let found = scores(Adaptation::new(up, down, theta).unwrap(), scale, x, e);
            for pair in found.windows(2) {
                let step = scale.gain(pair[0], pair[1]);
                let wears_off = if scale.is_better(x, e) { step <= CLOSE } else { step >= -CLOSE };
                prop_assert!(wears_off, "{} to {}", pair[0], pair[1]);
            }
        }

        /// The definition, step by step, against the closed form.
        #[test]
        fn expectation_follows_its_rule((scale, x, e) in touchpoint(), up in 0.0..=1.0, down in 0.0..=1.0, theta in 0.0..=10.0) {
            let adaptation = Adaptation::new(up, down, theta).unwrap();
            let mut expected = e;
            for one in adaptation.episodes(scale, x, Some(e)).unwrap().take(30) {
                let perceived = x - theta * (expected - e);
                let (low, high) = (scale.worst().min(scale.best()), scale.worst().max(scale.best()));
                prop_assert!((one.expectation - expected).abs() <= CLOSE);
                prop_assert!((one.score - perceived.clamp(low, high)).abs() <= 10.0 * CLOSE);
                let rate = match scale.gain(expected, x) {
                    gain if gain > CLOSE => up,
                    gain if gain < -CLOSE => down,
                    _ => 0.0,
                };
                expected += rate * (x - expected);
            }
        }

        #[test]
        fn a_scale_turned_about_turns_everything((scale, x, e) in touchpoint(), up in 0.0..=1.0, down in 0.0..=1.0, theta in 0.0..=10.0) {
            let turned = Scale::new(-scale.worst(), -scale.neutral(), -scale.best()).unwrap();
            let adaptation = Adaptation::new(up, down, theta).unwrap();
            let episodes = adaptation.episodes(scale, x, Some(e)).unwrap();
            let mirrored = adaptation.episodes(turned, -x, Some(-e)).unwrap();
            for (one, other) in episodes.zip(mirrored).take(30) {
                prop_assert_eq!((one.score, one.expectation, one.clamped), (-other.score, -other.expectation, other.clamped));
            }
        }
    }
}
