//! Random numbers: a stream of its own for every use, so that nothing depends on how work is shared among threads.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// What random numbers are drawn for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Use {
    /// Dividing episodes into folds; numbered by repeat.
    Folds = 1,
    /// Dividing training episodes again; numbered by repeat and fold.
    InnerFolds = 2,
    /// Drawing groups anew; numbered by draw.
    Draws = 3,
    /// Shuffling moments; numbered by permutation.
    Shuffles = 4,
}

/// The random numbers of one use.
pub(crate) fn random(seed: u64, of: Use, number: usize) -> ChaCha8Rng {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    // Numbers of uses stay far below 2^48.
    random.set_stream(((of as u64) << 48) | number as u64);
    random
}
