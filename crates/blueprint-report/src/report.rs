//! The report: one self-contained HTML page, from the sentence to the method.

mod advice;
mod cell;
mod coverage;
mod factors;
mod facts;
mod frontier;
mod hidden;
mod method;
mod models;
mod moments;
mod numbers;
mod pictures;
mod plan;
mod quadrant;
mod rankings;
mod reasons;
mod style;
mod warnings;

use maud::Markup;
use service_blueprint::{Blueprint, SegmentId};

use crate::page::{Page, Part, Scripts};
use crate::{Language, Theme, live};
use facts::Facts;
pub use plan::{Invested, Plan};

/// How a report looks, and whom it shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportOptions {
    /// The language of labels. Names stay as the document has them.
    pub language: Language,
    /// Light, dark, or as the reader's machine asks. Paper is always light.
    pub theme: Theme,
    /// The segments with a picture of their own, beside everyone's; where none is named, the first four.
    pub segments: Vec<SegmentId>,
}

/// A page of HTML that needs nothing else: no network, no font, no script from elsewhere. Same input, same bytes.
///
/// What is cheap and certain is computed here: the prediction, the checks, satisfaction, what failures cost, how far
/// memory models agree. What investing found comes from the caller, who knows how long it may search; without it the
/// page says how to ask.
///
/// # Returns
/// The page. Where nothing can be predicted it says why, and shows what is known without a prediction.
///
/// # Examples
/// ```
/// use blueprint_report::{ReportOptions, report};
/// let blueprint = service_blueprint::parse("
/// blueprint: Coffee to go
/// stages:
///   - { id: buy, touchpoints: [ { id: order, experience: 5 }, { id: sip, name: First sip, experience: 9 } ] }
/// ")?;
/// let page = report(&blueprint, None, &ReportOptions::default());
/// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("First sip"));
/// # Ok::<(), service_blueprint::Problems>(())
/// ```
pub fn report(blueprint: &Blueprint, invested: Option<&Invested>, options: &ReportOptions) -> String {
    let prediction = facts::predicted(blueprint);
    let facts = Facts::of(blueprint, &prediction, options);
    page(&facts, invested).into_string()
}

fn page(facts: &Facts<'_>, invested: Option<&Invested>) -> Markup {
    let (say, blueprint) = (facts.language, facts.blueprint);
    Page {
        language: say,
        theme: facts.theme,
        title: &say.report_title(blueprint.name()),
        kind: say.report_kind(),
        heading: blueprint.name(),
        about: blueprint.document().about.as_deref(),
        sentence: &numbers::sentence(facts),
        style: &style::sheet(facts),
        scripts: Scripts::Own,
        parts: parts(facts, invested),
    }
    .markup()
}

/// The parts in reading order; those about which nothing is known are left out.
fn parts(facts: &Facts<'_>, invested: Option<&Invested>) -> Vec<Part> {
    let parts = [
        Some(numbers::section(facts).into()),
        Some(pictures::section(facts).into()),
        Some(advice::section(facts, invested).into()),
        what_if(facts),
        Some(moments::section(facts).into()),
        quadrant::section(facts).map(Part::from),
        factors::section(facts).map(Part::from),
        frontier::section(facts, invested).map(Part::from),
        models::section(facts).map(Part::from),
        hidden::section(facts).map(Part::from),
        Some(coverage::section(facts).into()),
        Some(warnings::section(facts).into()),
        Some(method::section(facts, invested).into()),
    ];
    parts.into_iter().flatten().collect()
}

/// The live what-if; none where nothing is predicted.
fn what_if(facts: &Facts<'_>) -> Option<Part> {
    let prediction = facts.prediction.as_ref().ok()?;
    Some(Part {
        id: "what-if",
        heading: facts.language.what_if(),
        markup: live::what_if(facts.blueprint, prediction, facts.language),
    })
}
