//! The JSON Schema: current, and of one mind with the reader.

#[path = "schema/current.rs"]
mod current;
#[path = "schema/judgement.rs"]
mod judgement;
#[path = "schema/reference.rs"]
mod reference;
