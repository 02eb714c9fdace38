//! Probabilities that are sums.

/// Sums of probabilities may end this much above 1 by rounding. Chosen: the probabilities that are summed are certified to
/// 1e-12, and thousands of terms round by less.
const ROUNDING: f64 = 1e-12;

/// A probability that is a sum: 1 where rounding took it a hair above. More than a hair is no rounding, and is left for all
/// to see.
pub(crate) fn at_most_certain(probability: f64) -> f64 {
    match probability {
        hair if (1.0..=1.0 + ROUNDING).contains(&hair) => 1.0,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rounding_is_cut() {
        for (sum, expected) in [
            (1.000_000_000_000_001_3, 1.0),
            (1.0, 1.0),
            (0.999_999, 0.999_999),
            (1.1, 1.1),
        ] {
            assert_eq!(at_most_certain(sum), expected);
        }
        assert!(at_most_certain(f64::NAN).is_nan());
    }
}
