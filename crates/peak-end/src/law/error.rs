//! Why a law is not computed.

/// Why the law of a journey is not computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LawError {
    /// Touchpoints lead to each other in so many loops, and let go so seldom, that the law cannot be computed.
    #[error(
        "{touchpoints} touchpoints lead to each other in loops that are left too seldom and are too entangled: journeys \
         go round more than 10,000 times"
    )]
    TooSlow {
        /// How many touchpoints lead to each other.
        touchpoints: usize,
    },
    /// The chance to leave a loop is too small for a double.
    #[error("loops are left so seldom that journeys make more visits than can be counted")]
    Endless,
}
