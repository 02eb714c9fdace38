//! The live what-if of the report: sliders on the scores of touchpoints, and at once what would be remembered.
//!
//! [`what_if`] is the section, [`STYLE`] its part of the page's style sheet. What the page has to know:
//! - The section is `section#what-if` and brings its own data and script, which need nothing else of the page and change
//!   nothing else in it.
//! - It follows the page's segment switch: native `change` events of `input[type=radio][name=segment]`, wherever they
//!   stand. The value is a segment's id, or empty for everyone, who see every segment's sliders, one group each.
//! - Its groups carry `data-what-if-segment`, and nothing in it carries `data-segment`, so a switch that shows and hides by
//!   that leaves it alone.
//!
//! The script is two files that stand one after the other in one function: `memory.js` is the arithmetic and knows no
//! page, `what_if.js` is the page. The arithmetic is tested against [`peak_end::predict`] outside the browser.

mod data;
mod section;

pub(crate) use section::{STYLE, what_if};

#[cfg(test)]
mod tests;
