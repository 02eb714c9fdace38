//! The scale on which experience is scored.

/// A scale of experience scores: the worst, the neutral and the best score.
///
/// A scale may run either way round (`worst: 10, best: 0` is pain) and may have no good or no bad side
/// (`neutral` equal to `best` or to `worst`). "Better" always means towards `best`.
///
/// # Examples
/// ```
/// use service_blueprint::Scale;
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// assert_eq!(stars.value(4.0), 0.5);
/// let pain = Scale::new(10.0, 0.0, 0.0)?;
/// assert_eq!(pain.value(7.5), -0.75);
/// assert!(pain.is_better(2.0, 3.0));
/// # Ok::<(), service_blueprint::ScaleError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    worst: f64,
    neutral: f64,
    best: f64,
}

/// Why three numbers are no scale.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ScaleError {
    /// A bound is NaN or infinite.
    #[error("a scale needs finite numbers, not {0}")]
    NotFinite(f64),
    /// Worst and best are the same.
    #[error("worst and best are both {0}")]
    NoRange(f64),
    /// The distance from worst to best is beyond what a double can hold.
    #[error("the distance from {worst} to {best} is too large")]
    TooWide {
        /// The worst score.
        worst: f64,
        /// The best score.
        best: f64,
    },
    /// Neutral lies outside worst..best.
    #[error("neutral {neutral} lies outside {worst}..{best}")]
    NeutralOutside {
        /// The worst score.
        worst: f64,
        /// The neutral score.
        neutral: f64,
        /// The best score.
        best: f64,
    },
}

impl Default for Scale {
    /// 0 worst, 5 neutral, 10 best.
    fn default() -> Self {
        Self {
            worst: 0.0,
            neutral: 5.0,
            best: 10.0,
        }
    }
}

impl Scale {
    /// A scale, if the three numbers are finite, worst and best differ and neutral lies between them or at one of them.
    ///
    /// # Errors
    /// [`ScaleError`] names what is wrong with the numbers.
    pub fn new(worst: f64, neutral: f64, best: f64) -> Result<Self, ScaleError> {
        if let Some(odd) = [worst, neutral, best].into_iter().find(|x| !x.is_finite()) {
            return Err(ScaleError::NotFinite(odd));
        }
        if worst == best {
            return Err(ScaleError::NoRange(worst));
        }
        if !(best - worst).is_finite() {
            return Err(ScaleError::TooWide { worst, best });
        }
        if neutral < worst.min(best) || neutral > worst.max(best) {
            return Err(ScaleError::NeutralOutside { worst, neutral, best });
        }
        Ok(Self { worst, neutral, best })
    }

    /// The worst score.
    pub fn worst(self) -> f64 {
        self.worst
    }

    /// The score that is neither good nor bad.
    pub fn neutral(self) -> f64 {
        self.neutral
    }

    /// The best score.
    pub fn best(self) -> f64 {
        self.best
    }

    /// 1 where higher scores are better, −1 where lower ones are.
    pub fn direction(self) -> f64 {
        if self.best > self.worst { 1.0 } else { -1.0 }
    }

    /// Half of the distance from worst to best; the unit in which small tolerances are meant.
    pub fn half(self) -> f64 {
        (self.best - self.worst).abs() / 2.0
    }

    /// Whether the score lies on the scale, ends included. NaN never does.
    pub fn contains(self, score: f64) -> bool {
        score >= self.worst.min(self.best) && score <= self.worst.max(self.best)
    }

    /// Whether `a` is better than `b`.
    pub fn is_better(self, a: f64, b: f64) -> bool {
        (a - b) * self.direction() > 0.0
    }

    /// `to − from`, signed so that positive is towards best.
    pub fn gain(self, from: f64, to: f64) -> f64 {
        (to - from) * self.direction()
    }

    /// Signed distance from neutral, in −1..=1: +1 at best, −1 at worst, 0 at neutral.
    ///
    /// # Formula
    /// v(s) = (s − neutral)/(best − neutral) on the good side, −(s − neutral)/(worst − neutral) on the bad side.
    /// Beyond the ends it goes on linearly; a side that does not exist counts the other side's length.
    pub fn value(self, score: f64) -> f64 {
        let off = (score - self.neutral) * self.direction();
        if off == 0.0 { 0.0 } else { off / self.side(off) }
    }

    /// The score whose [`value`](Self::value) is `value`.
    pub fn score(self, value: f64) -> f64 {
        self.neutral + value * self.side(value) * self.direction()
    }

    /// The length of the side on which a signed distance lies.
    fn side(self, off: f64) -> f64 {
        let good = (self.best - self.neutral).abs();
        let bad = (self.neutral - self.worst).abs();
        match (off > 0.0, good > 0.0, bad > 0.0) {
            (true, true, _) | (false, _, false) => good,
            _ => bad,
        }
    }

    /// Whether the scale has scores better than neutral.
    pub fn has_good_side(self) -> bool {
        self.best != self.neutral
    }

    /// Whether the scale has scores worse than neutral.
    pub fn has_bad_side(self) -> bool {
        self.worst != self.neutral
    }

    /// The score of the same value on another scale, piecewise linear about neutral.
    ///
    /// # Errors
    /// [`CarryError`] where the score is good (bad) and the other scale has no good (bad) side.
    pub fn carry(self, score: f64, onto: Scale) -> Result<f64, CarryError> {
        let value = self.value(score);
        if value > 0.0 && !onto.has_good_side() {
            return Err(CarryError::NoGoodSide(score));
        }
        if value < 0.0 && !onto.has_bad_side() {
            return Err(CarryError::NoBadSide(score));
        }
        Ok(onto.score(value))
    }
}

/// Why a score cannot be carried to another scale.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CarryError {
    /// The score is better than neutral and the other scale has nothing better than neutral.
    #[error("{0} is better than neutral, and the blueprint's scale has nothing better than neutral")]
    NoGoodSide(f64),
    /// The score is worse than neutral and the other scale has nothing worse than neutral.
    #[error("{0} is worse than neutral, and the blueprint's scale has nothing worse than neutral")]
    NoBadSide(f64),
}
