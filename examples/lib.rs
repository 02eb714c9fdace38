//! One program per task: run one with `cargo run -p examples --example NAME -- PATH`.
