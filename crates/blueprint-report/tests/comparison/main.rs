//! The page of a comparison of memory models.

mod made_up;
#[path = "../report/markup.rs"]
mod markup;
mod page;
#[path = "../report/told.rs"]
mod told;
