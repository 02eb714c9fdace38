//! One program per task: run one with `cargo run -p examples --example NAME -- PATH`.
//!
//! The project's README is tested here.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
