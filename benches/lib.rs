//! Seeded inputs for the benches.
