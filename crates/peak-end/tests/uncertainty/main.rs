//! How sure a prediction is: laws, refusals, and how often the intervals hold the truth.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod coverage;
mod laws;
mod refusals;
