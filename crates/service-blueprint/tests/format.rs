//! The document's YAML form through serde.

#[path = "format/reference.rs"]
mod reference;
#[path = "format/shapes.rs"]
mod shapes;
