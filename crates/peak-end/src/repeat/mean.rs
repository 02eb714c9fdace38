//! A weighted mean that grows.

/// A weighted mean that grows, and no sum of products, which could be too large for a double.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mean {
    weight: f64,
    value: f64,
}

impl Mean {
    /// Adds a value of a weight; nothing where the weight is 0.
    pub(super) fn add(&mut self, weight: f64, value: f64) {
        if weight > 0.0 {
            self.weight += weight;
            self.value += (value - self.value) * (weight / self.weight);
        }
    }

    /// Adds another mean, its weights times `share`.
    pub(super) fn join(&mut self, share: f64, other: Self) {
        self.add(share * other.weight, other.value);
    }

    /// The mean; none of nothing.
    pub(super) fn get(self) -> Option<f64> {
        (self.weight > 0.0).then_some(self.value)
    }
}
