//! Exports, read back by the programs that they are for.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says where it is skipped"
)]

mod blueprints;
mod dot;
mod golden;
mod laws;
mod mermaid;
mod table;
