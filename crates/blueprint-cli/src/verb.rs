//! The verbs, one file each.

mod cells;
pub(crate) mod check;
mod choice;
pub(crate) mod compare;
pub(crate) mod draw;
pub(crate) mod export;
pub(crate) mod fit;
pub(crate) mod impact;
pub(crate) mod invest;
pub(crate) mod man;
pub(crate) mod models;
pub(crate) mod new;
pub(crate) mod predict;
pub(crate) mod profile;
pub(crate) mod repeat;
pub(crate) mod report;
pub(crate) mod satisfaction;
pub(crate) mod schema;
pub(crate) mod show;
pub(crate) mod simulate;
