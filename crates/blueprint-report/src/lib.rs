//! Pictures of a service blueprint.

mod cast;
pub mod export;
mod figures;
mod language;
mod live;
mod mark;
mod memory;
mod picture;
#[cfg(feature = "png")]
mod png;
mod report;
mod scene;
mod sentence;
mod strips;
mod text;
mod theme;
mod words;

pub use cast::Cast;
pub use figures::{change, column, column_change, counted, percent, score};
pub use language::{Language, UnknownLanguage};
pub use mark::Mark;
pub use memory::{Memory, Plays, plays};
pub use picture::{PictureOptions, picture};
#[cfg(feature = "png")]
pub use png::{Fonts, MOST_PIXELS, PngError, png};
pub use report::{Invested, Plan, ReportOptions, report};
pub use scene::{Column, Moment, Ratings, Scene};
pub use sentence::sentence;
pub use strips::{Part, Strip, strips};
pub use theme::Theme;
