//! The document's YAML form through serde.

#[path = "format/shapes.rs"]
mod shapes;
