//! Where to invest, against an oracle that shares no code with it: options are carried out on the journeys of each
//! segment word by word, journeys are followed way by way, and all sets are tried.
//!
//! `PEAK_END_CASES=20000 cargo test --release -p peak-end --test invest` runs more cases than CI does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stderr, reason = "a long run says how much it compared")]

mod applied;
mod best;
mod built;
mod draw;
mod frontier;
mod instances;
mod remembering;
mod requests;
mod run;
mod sets;
