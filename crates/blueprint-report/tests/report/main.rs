//! What the report says and holds.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod golden;
mod honest;
mod laws;
mod markup;
mod page;
mod told;
