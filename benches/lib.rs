//! Seeded inputs for the benches: the same seed gives the same bytes on every machine.

pub mod accuracy;
mod drawn;
mod layered;
mod one_path;
mod services;

pub use drawn::drawn_blueprint;
pub use layered::{Layered, Scores, edges};
pub use one_path::Path;
pub use services::Service;

use std::fmt::Write;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The seed of every input.
pub const SEED: u64 = 20_260_101;

/// A linear blueprint of so many touchpoints, told in full: about 125 bytes and five lines a touchpoint.
///
/// 80,000 touchpoints make about 10 MB. Stages hold 20 touchpoints each.
pub fn large_blueprint(touchpoints: usize) -> String {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut text = String::from(
        "blueprint: A long service\n\
         actors:\n\
         \x20 - { id: guest, role: customer }\n\
         \x20 - { id: agent, role: frontstage }\n\
         stages:\n",
    );
    for position in 0..touchpoints {
        if position % 20 == 0 {
            let _ = write!(text, "  - id: stage-{}\n    touchpoints:\n", position / 20);
        }
        let tenth = |random: &mut ChaCha8Rng| f64::from(random.random_range(0..=100)) / 10.0;
        let (score, expectation) = (tenth(&mut random), tenth(&mut random));
        let _ = write!(
            text,
            "      - id: t{position}\n\
             \x20       experience: {{ mean: {score}, n: {} }}\n\
             \x20       expectation: {expectation}\n\
             \x20       frontstage:\n\
             \x20         - agent: Helps\n",
            random.random_range(5..500),
        );
    }
    text
}

/// So many scores on 0..=10, in tenths.
pub fn scores(count: usize) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    (0..count)
        .map(|_| f64::from(random.random_range(0..=100)) / 10.0)
        .collect()
}

/// What the figures were measured on: how many processors, and how busy they were.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").ok();
    let load = load.as_deref().and_then(|load| load.split(' ').next());
    format!(
        "{} {}, {cores} processors, load {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        load.unwrap_or("unknown")
    )
}
