//! Pictures of a service blueprint.

mod figures;
mod language;
mod scene;
mod sentence;
#[expect(dead_code, unused_imports, reason = "the picture follows")]
mod text;
mod theme;
mod words;

pub use figures::{change, column, column_change, counted, percent, score};
pub use language::{Language, UnknownLanguage};
pub use scene::{Column, Moment, Scene};
pub use sentence::sentence;
pub use theme::Theme;
