//! Why a law is not computed.

/// Why the law of a journey is not computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LawError {
    /// The journey branches at more touchpoints than the plain method takes.
    #[error("the journey branches at {found} touchpoints, and the exact law is computed for up to {limit}")]
    TooManyBranching {
        /// At how many touchpoints the journey branches.
        found: usize,
        /// At how many it may.
        limit: usize,
    },
    /// Passing over touchpoints would need more ways than fit in memory.
    #[error("the journey is too entangled: taking its touchpoints out one by one needs more than {limit} ways")]
    TooManyWays {
        /// How many ways there may be.
        limit: usize,
    },
}
