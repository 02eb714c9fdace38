//! What ends a long search before its time, and what it shows until then.

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use peak_end::{Progress, Watch};
use signal_hook::consts::SIGINT;
use signal_hook::flag;

use crate::output::Output;

/// Searches that take no longer show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long what is shown stays. Chosen: figures that change faster cannot be read.
const SHOWN: Duration = Duration::from_millis(200);

/// The exit code of a command that Ctrl-C ended, as shells have it.
const INTERRUPTED: i32 = 130;

/// What ended a search before its time; where nothing here did, it was the number of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verb) enum Ended {
    /// The clock.
    TimeLimit,
    /// Ctrl-C.
    Interrupt,
}

/// What searches are watched with: a clock, Ctrl-C, and a line on a terminal.
#[derive(Debug)]
pub(in crate::verb) struct Watching {
    limit: Option<Duration>,
    shows: bool,
    interrupted: Arc<AtomicBool>,
}

impl Watching {
    /// A watch that ends each search after a time.
    pub(in crate::verb) fn new(limit: Option<Duration>, output: &Output) -> Self {
        Self {
            limit,
            shows: !output.quiet && std::io::stderr().is_terminal(),
            interrupted: Arc::default(),
        }
    }

    /// From here on the first Ctrl-C ends searches with what they have, the second one ends the command.
    pub(in crate::verb) fn catch_interrupts(&self) {
        // Where there are no signals Ctrl-C ends the command at once, as it did before; that is no reason to stop. The
        // order matters: the first Ctrl-C is to find the flag not yet set.
        let second = flag::register_conditional_shutdown(SIGINT, INTERRUPTED, Arc::clone(&self.interrupted));
        if second.is_ok() {
            _ = flag::register(SIGINT, Arc::clone(&self.interrupted));
        }
    }

    /// Runs a search under watch; says what ended it, if clock or Ctrl-C did. After so many nodes it ends in any
    /// case.
    pub(in crate::verb) fn search<T>(
        &self,
        what: &str,
        nodes: u64,
        search: impl FnOnce(Watch<'_>) -> T,
    ) -> (T, Option<Ended>) {
        let started = Instant::now();
        let (mut bar, mut shown, mut ended) = (None::<ProgressBar>, started, None);
        let found = search(&mut |progress: &Progress| {
            let now = Instant::now();
            let taken = now.duration_since(started);
            if self.interrupted.load(Ordering::Relaxed) {
                ended = Some(Ended::Interrupt);
            } else if self.limit.is_some_and(|limit| taken >= limit) {
                ended = Some(Ended::TimeLimit);
            }
            if ended.is_some() || progress.nodes > nodes {
                return ControlFlow::Break(());
            }
            if self.shows && taken >= PATIENCE && (bar.is_none() || now.duration_since(shown) >= SHOWN) {
                shown = now;
                let bar = bar.get_or_insert_with(|| spinner(started));
                bar.set_message(told(what, progress));
                bar.tick();
            }
            ControlFlow::Continue(())
        });
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
        (found, ended)
    }
}

fn spinner(started: Instant) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_elapsed(started.elapsed());
    match ProgressStyle::with_template("{spinner} {elapsed} {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// How far a search has come, in words.
fn told(what: &str, progress: &Progress) -> String {
    let found = match progress.remembered {
        Some(remembered) => {
            let gap = (progress.bound - remembered).abs();
            format!("{remembered:.3} so far, at most {:.3} (gap {gap:.3}), ", progress.bound)
        }
        None => String::new(),
    };
    let points = match progress.points {
        0 => String::new(),
        points => format!("{points} points, "),
    };
    format!("{what}: {points}{found}{} nodes; Ctrl-C ends it", progress.nodes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_one_line() {
        let progress = Progress {
            nodes: 1234,
            remembered: Some(7.25),
            bound: 7.5,
            points: 3,
        };
        let expected = "frontier: 3 points, 7.250 so far, at most 7.500 (gap 0.250), 1234 nodes; Ctrl-C ends it";
        assert_eq!(told("frontier", &progress), expected);
    }
}
