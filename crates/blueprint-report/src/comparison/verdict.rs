//! What the comparison comes to, in words.

use maud::html;

use super::facts::Facts;
use crate::page::Section;
use crate::text::clean;

/// The sentences after the first, which opens the page; none where there are no more.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    let more = facts.comparison.verdict.get(1..).filter(|more| !more.is_empty())?;
    Some(Section {
        id: "verdict",
        heading: say.verdict(),
        lead: Some(say.verdict_lead().to_owned()),
        body: html! {
            ul.statements { @for sentence in more { li { (clean(sentence)) } } }
        },
    })
}
