//! Exports, read back by the programs that they are for.

mod blueprints;
mod dot;
mod golden;
mod laws;
mod mermaid;
mod table;
