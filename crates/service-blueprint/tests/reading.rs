//! Reading a designer's YAML: every slip with its place and remedy, nothing else, and never a panic or a hang.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "reading/codes.rs"]
mod codes;
#[path = "reading/hostile.rs"]
mod hostile;
#[path = "reading/mutations.rs"]
mod mutations;
#[path = "reading/nine.rs"]
mod nine;
#[path = "reading/oracle.rs"]
mod oracle;
#[path = "reading/places.rs"]
mod places;
#[path = "reading/traps.rs"]
mod traps;
