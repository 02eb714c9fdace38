//! Population mode: single customers, who differ, in place of an average one.
//!
//! A survey says that 240 people gave 6.2 on average; none of them may have felt 6.2. What customers remember of a
//! service is made of their own peaks, and the peak of the average customer is not the average peak. Here every visit
//! draws its score ([`Spread`]): from the counts of a histogram as they are, from a beta distribution ([`Beta`]) where a
//! survey gives mean and standard deviation. Draws are independent, given the way through.

mod beta;
mod draws;
mod grid;
mod refine;
mod sampler;
mod spread;

#[cfg(test)]
mod plain;
#[cfg(test)]
mod tests;

pub use beta::Beta;
pub use draws::{Draws, NotDraws};
pub use refine::BRACKET_WIDTH;
pub use spread::Spread;

pub(crate) use grid::{Grid, Rounding};
pub(crate) use refine::refine;
pub(crate) use sampler::Sampler;
