//! Shares that are nothing or everything but for rounding.

/// Chosen: far above what rounding leaves of sums of probabilities, far below what anybody is told.
const ROUNDING: f64 = 1e-9;

/// Whether a share, or a number of visits, is more than rounding.
pub(crate) fn is_some(share: f64) -> bool {
    share > ROUNDING
}

/// Whether a share is everyone, so that it need not be told.
pub(crate) fn is_everyone(share: f64) -> bool {
    share > 1.0 - ROUNDING
}
