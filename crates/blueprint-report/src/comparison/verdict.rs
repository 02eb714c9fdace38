//! What the comparison comes to, in words.

use maud::{Markup, html};

use super::facts::Facts;
use crate::page::Section;
use crate::text::clean;

/// The sentences after the first, which opens the page, and what to be careful about; none where there is nothing more.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let (say, comparison) = (facts.language, facts.comparison);
    let more = comparison.verdict.get(1..).unwrap_or_default();
    if more.is_empty() && comparison.cautions.is_empty() {
        return None;
    }
    Some(Section {
        id: "verdict",
        heading: say.verdict(),
        lead: Some(say.verdict_lead().to_owned()),
        body: html! {
            (list(more))
            @if !comparison.cautions.is_empty() {
                h3 { (say.be_careful()) }
                (list(&comparison.cautions))
            }
        },
    })
}

fn list(sentences: &[String]) -> Markup {
    html! { ul.statements { @for sentence in sentences { li { (with_code(sentence)) } } } }
}

/// A sentence whose pieces between backticks are what somebody types.
fn with_code(sentence: &str) -> Markup {
    let sentence = clean(sentence);
    html! {
        @for (at, piece) in sentence.split('`').enumerate() {
            @if at % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}
