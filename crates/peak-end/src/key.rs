//! The order in which moments compete for the peak.

use std::cmp::Ordering;

use service_blueprint::Scale;

use crate::Negativity;

/// How strongly a score competes for the peak: a total order, the greatest key is the peak.
///
/// Distances from neutral are compared after rounding, so 5.3 and 4.7 tie about 5 whatever the floating point says.
/// Where the levels tie, the worse score is the greater key (bad is stronger than good). Of moments with equal keys
/// the later one is credited; the key itself knows no order of moments.
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
#[derive(Debug, Clone, Copy)]
pub struct PeakKey {
    level: u64,
    value: f64,
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
    // The cast saturates; intensities are at most 1000 times twice the half-scale, far below that.
    (LEVELS * intensity).round() as u64
}

/// λ·|v|, λ counting below neutral only.
pub(crate) fn intensity(value: f64, negativity: Negativity) -> f64 {
    if value < 0.0 { -value * negativity.get() } else { value }
}

impl PeakKey {
    /// The key of a score.
    pub fn new(scale: Scale, score: f64, negativity: Negativity) -> Self {
        let value = scale.value(score);
        Self {
            level: level(intensity(value, negativity)),
            value,
        }
    }

    /// round(10⁹·λ·|v|): scores of the same level tie.
    pub fn level(self) -> u64 {
        self.level
    }
}

impl Ord for PeakKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.level
            .cmp(&other.level)
            .then_with(|| other.value.total_cmp(&self.value))
    }
}

impl PartialOrd for PeakKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for PeakKey {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for PeakKey {}
