//! What a long comparison shows until it is done.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use peak_end_fit::Progress;

use crate::output::Output;

/// Comparisons that take no longer show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on the terminal, from the moment at which it is worth its line.
#[derive(Debug)]
pub(super) struct Watching {
    started: Instant,
    shows: bool,
    bar: OnceLock<ProgressBar>,
}

impl Watching {
    pub(super) fn new(output: &Output) -> Self {
        Self {
            started: Instant::now(),
            shows: !output.quiet && std::io::stderr().is_terminal(),
            bar: OnceLock::new(),
        }
    }

    /// Shows how far the comparison is.
    pub(super) fn tell(&self, progress: Progress) {
        if !self.shows || self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| bar(progress.of, self.started));
        bar.set_position(progress.done as u64);
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn bar(of: usize, started: Instant) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(of as u64), ProgressDrawTarget::stderr());
    let bar = bar.with_elapsed(started.elapsed());
    match ProgressStyle::with_template("{elapsed} {wide_bar} {pos} of {len} models fitted, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
