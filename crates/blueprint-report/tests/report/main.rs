//! What the report says and holds.

mod golden;
mod laws;
mod markup;
mod page;
