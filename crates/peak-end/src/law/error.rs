//! Why a law is not computed.

/// Why the law of a journey is not computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LawError {
    /// Touchpoints lead to each other in so many loops, and let go so seldom, that the law cannot be computed.
    #[error(
        "{touchpoints} touchpoints lead to each other and their loops are left so seldom that sweeps do not end; \
         up to {limit} touchpoints could be solved directly"
    )]
    TooSlow {
        /// How many touchpoints lead to each other.
        touchpoints: usize,
        /// How many could be solved directly.
        limit: usize,
    },
}
