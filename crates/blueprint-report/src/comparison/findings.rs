//! What the checks of the data found.

use maud::{Markup, html};

use super::data::{DataFinding, FindingWeight};
use super::facts::Facts;
use crate::page::Section;
use crate::text::clean;

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    let found = &facts.comparison.findings;
    let objects = found.iter().any(|finding| finding.weight == FindingWeight::Objection);
    let lead = match (found.is_empty(), objects) {
        (true, _) => say.findings_none(),
        (false, true) => say.findings_objections(),
        (false, false) => say.findings_warnings(),
    };
    Section {
        id: "findings",
        heading: say.findings(),
        lead: Some(lead.to_owned()),
        body: html! {
            @if !found.is_empty() { ul.checks { @for finding in found { (told(facts, finding)) } } }
        },
    }
}

/// A finding with its evidence. What checks say is English in every language of the page.
fn told(facts: &Facts<'_>, finding: &DataFinding) -> Markup {
    let say = facts.language;
    let (weight, class) = match finding.weight {
        FindingWeight::Objection => (say.objection(), Some("bad-text")),
        FindingWeight::Remark => (say.remark(), None),
    };
    html! {
        li {
            h3 { span class=[class] { (weight) } " " code { (finding.code) } }
            ul.plain {
                li lang="en" { (clean(&finding.message)) }
                @for line in &finding.evidence { li lang="en" { (clean(line)) } }
                @if !finding.help.is_empty() {
                    li { b { (say.what_to_do_about_it()) } " " span lang="en" { (clean(&finding.help)) } }
                }
            }
        }
    }
}
