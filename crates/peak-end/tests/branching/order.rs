//! The order in which memory compares moments, in whole numbers.

use super::journey::Journey;

/// The greater key wins, the later moment where keys are equal.
pub(crate) type Key = (i64, bool);

/// An order of moments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Order {
    /// The most intense first, the worse of equally intense ones.
    Peak,
    /// The worst first.
    Trough,
}

impl Journey {
    /// Points towards best from neutral.
    fn off(&self, points: i64) -> i64 {
        let [worst, neutral, best] = self.scale;
        (points - neutral) * (best - worst).signum()
    }

    /// The key of a score in an order.
    pub(crate) fn key(&self, order: Order, points: i64) -> Key {
        let off = self.off(points);
        if order == Order::Trough {
            return (-off, false);
        }
        let [worst, neutral, best] = self.scale;
        let (good, bad) = ((best - neutral).abs(), (neutral - worst).abs());
        // |v| is the distance over the length of its own side; both sides times both lengths are whole numbers.
        if off < 0 {
            (-off * good.max(1) * self.quarters, true)
        } else {
            (off * bad.max(1) * 4, false)
        }
    }
}
