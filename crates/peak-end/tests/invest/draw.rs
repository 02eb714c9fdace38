//! Random choices from a seed.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A source of choices; the same seed gives the same ones.
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number from 0 to `n − 1`; `n` is at least 1.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0.next_u32() as usize % n
    }

    /// True in one of `k` cases.
    pub(crate) fn one_in(&mut self, k: usize) -> bool {
        self.below(k) == 0
    }

    /// One of the choices, of which there is at least one.
    pub(crate) fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// Something in one of `k` cases.
    pub(crate) fn maybe<T>(&mut self, k: usize, some: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.one_in(k).then(|| some(self))
    }

    /// Some of the choices, each in one of `k` cases, in order.
    pub(crate) fn some<T: Clone>(&mut self, k: usize, choices: &[T]) -> Vec<T> {
        choices.iter().filter(|_| self.one_in(k)).cloned().collect()
    }
}
