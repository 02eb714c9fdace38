//! Other people's formats: the blueprint as Mermaid, Graphviz or a table.
//!
//! Each export is a text in UTF-8 with the same bytes for the same blueprint. Names come out as they are, whatever they
//! hold: what a format would read as its own signs is written in the format's own way of quoting. What each format can say
//! and what it leaves out is told in `docs/export.md`.
//!
//! # Examples
//! ```
//! use blueprint_report::{Language, Scene, export};
//! use peak_end::{PredictOptions, predict};
//! let text = "{ blueprint: Coffee, stages: [{ id: buy, touchpoints: [{ id: queue, experience: 3 }, { id: sip, experience: 9 }] }] }";
//! let blueprint = service_blueprint::parse(text)?;
//! let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
//! let scene = Scene::new(&blueprint, None, &prediction, |_| true);
//! let journey = export::mermaid_journey(&scene, Language::English);
//! assert_eq!(journey, "journey\n    title Coffee\n    section buy\n        queue: 2: Customer\n        sip: 5: Customer\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cell;
mod csv_long;
mod csv_wide;
mod dot;
mod mermaid_flowchart;
mod mermaid_journey;
mod mermaid_text;
mod said;

pub use cell::text as cell_text;
pub use csv_long::csv_long;
pub use csv_wide::csv_wide;
pub use dot::dot;
pub use mermaid_flowchart::mermaid_flowchart;
pub use mermaid_journey::mermaid_journey;

use crate::{Moment, Scene};

/// The moments in document order; columns bring those of one step together.
fn in_order<'s, 'b>(scene: &'s Scene<'b>) -> Vec<&'s Moment<'b>> {
    let mut moments: Vec<_> = scene.moments().collect();
    moments.sort_by_key(|moment| moment.touchpoint.position());
    moments
}
