//! The order in which moments compete for the peak.

use std::cmp::Ordering;

use service_blueprint::Scale;

use crate::Negativity;

/// How strongly a score competes for the peak: a total order, the greatest key is the peak.
///
/// Distances from neutral are compared after rounding, so 5.3 and 4.7 tie about 5 whatever the floating point says.
/// Where the levels tie, the bad side is the greater key (bad is stronger than good). Of moments with equal keys, which
/// are one score but for rounding, the later one is credited; the key itself knows no order of moments.
///
/// # Formula
/// level = round(10⁹ · λ · |v|) with v = [`Scale::value`] of the score, λ ≥ 1 below neutral and 1 above.
///
/// # Examples
/// ```
/// use peak_end::{Negativity, PeakKey};
/// use service_blueprint::Scale;
/// let scale = Scale::default();
/// let key = |score| PeakKey::new(scale, score, Negativity::NONE);
/// assert_eq!(key(5.3).level(), key(4.7).level());
/// assert!(key(4.7) > key(5.3), "the worse wins the tie");
/// assert!(key(9.0) > key(4.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeakKey {
    // The derived order compares the level first.
    level: u64,
    bad: bool,
}

/// Distances from neutral that agree to this part of the half-scale tie.
const LEVELS: f64 = 1e9;

/// Intensities further apart than this have different levels, whatever the rounding; twice the width of a level.
const APART: f64 = 2e-9;

/// The order of the levels of two non-negative intensities, rounding only where they are close.
pub(crate) fn compare(intensity: f64, other: f64) -> Ordering {
    if intensity > other + APART {
        Ordering::Greater
    } else if intensity < other - APART {
        Ordering::Less
    } else {
        level(intensity).cmp(&level(other))
    }
}

/// The rounded level of a non-negative intensity.
pub(crate) fn level(intensity: f64) -> u64 {
    nearest(LEVELS * intensity)
}

/// A non-negative number rounded, halves up, as `f64::round` does it, which is a call where the processor has no instruction
/// for it: a third of the time of a key.
fn nearest(number: f64) -> u64 {
    // The cast saturates; intensities are at most 1000 times twice the half-scale, far below that. What is cut off is
    // exact.
    let whole = number as i64;
    whole
        .saturating_add(i64::from(number - whole as f64 >= 0.5))
        .unsigned_abs()
}

/// λ·|v|, λ counting below neutral only.
pub(crate) fn intensity(value: f64, negativity: Negativity) -> f64 {
    if value < 0.0 { -value * negativity.get() } else { value }
}

/// Whether a value of this intensity is on the bad side; level 0 is neutral and has no side.
pub(crate) fn is_bad(value: f64, intensity: f64) -> bool {
    value < 0.0 && intensity * LEVELS >= 0.5
}

impl PeakKey {
    /// The key of a score.
    pub fn new(scale: Scale, score: f64, negativity: Negativity) -> Self {
        let value = scale.value(score);
        let intensity = intensity(value, negativity);
        Self {
            level: level(intensity),
            bad: is_bad(value, intensity),
        }
    }

    /// round(10⁹·λ·|v|): scores of the same level tie.
    pub fn level(self) -> u64 {
        self.level
    }

    /// Whether the score is worse than neutral by half a level or more.
    pub fn is_bad(self) -> bool {
        self.bad
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn numbers_are_rounded_as_the_library_does() {
        for number in [
            0.0,
            0.25,
            0.5_f64.next_down(),
            0.5,
            1.0,
            1.5,
            2.5_f64.next_down(),
            2.5,
            999_999_999.5,
            2e12 + 0.5,
            1e15 + 0.5,
        ] {
            assert_eq!(nearest(number), number.round() as u64, "{number}");
        }
        assert_eq!(nearest(f64::INFINITY), i64::MAX.unsigned_abs());
    }
}
