//! Pictures of a service blueprint, for people who decide.
//!
//! [`picture`] draws a blueprint as SVG: stages, touchpoints, the experience curve with peak, trough and end, the ways that
//! customers take, and the lanes of evidence, customer, frontstage, backstage and support. [`report`] writes one HTML page
//! that needs nothing else: the picture, what is remembered, sliders to ask what if, and where to invest. [`export`] says
//! the same in other people's formats, and [`comparison`] shows which memory model is right on
//! data. All of them say it in any [`Language`] and [`Theme`], and give the same bytes for the same input.
//!
//! # Features
//! - `png`: the picture as pixels, with the fonts of the machine or with given ones (`png`, `Fonts`).
//!
//! # Examples
//! ```
//! use blueprint_report::{PictureOptions, ReportOptions, Scene, picture, report};
//! use peak_end::{PredictOptions, predict};
//!
//! let blueprint = service_blueprint::parse("
//! blueprint: Coffee to go
//! stages:
//!   - id: buy
//!     touchpoints:
//!       - { id: queue, name: Stands in line, experience: 3 }
//!       - { id: sip, name: First sip, experience: 9 }
//! ")?;
//! let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
//! let scene = Scene::new(&blueprint, None, &prediction, |_| true);
//! let svg = picture(&scene, &PictureOptions::default());
//! assert!(svg.starts_with("<svg") && svg.contains("Stands in line"));
//!
//! let page = report(&blueprint, None, &ReportOptions::default());
//! assert!(page.contains("First sip"));
//! # Ok::<(), service_blueprint::Problems>(())
//! ```

mod cast;
pub mod comparison;
mod deviation;
pub mod export;
mod figures;
mod language;
mod live;
mod mark;
mod memory;
mod page;
mod picture;
#[cfg(feature = "png")]
mod png;
mod report;
mod scene;
mod sentence;
mod share;
mod strips;
mod text;
mod theme;
mod words;

pub use cast::Cast;
pub use figures::{chance, change, column, column_change, counted, fine, fine_change, p_value, percent, score, small};
pub use language::{Language, UnknownLanguage};
pub use mark::Mark;
pub use memory::{Memory, Plays, plays};
pub use picture::{PictureOptions, picture};
#[cfg(feature = "png")]
pub use png::{Fonts, MOST_PIXELS, PngError, png};
pub use report::{Invested, Plan, ReportOptions, report};
pub use scene::{Column, Moment, Ratings, Scene, Source};
pub use sentence::sentence;
pub use strips::{Part, Strip, strips};
pub use theme::Theme;
