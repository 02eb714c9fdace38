//! What the checks found, with links into the picture.

use maud::{Markup, html};
use service_blueprint::{Blueprint, DocumentPath, Step, Touchpoint, Warning};

use super::Section;
use super::cell::touchpoint_link;
use super::facts::Facts;

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    Section {
        id: "checks",
        heading: say.checks(),
        lead: Some(match facts.warnings.len() {
            0 => say.nothing_found().to_owned(),
            1 => say.one_warning().to_owned(),
            count => say.warnings(count),
        }),
        body: html! {
            (groups(facts))
            @if let Some(skipped) = &facts.skipped {
                p.small { (say.checks_skipped()) " " span lang="en" { (crate::text::clean(skipped)) } }
            }
        },
    }
}

/// The warnings, those of one check together.
fn groups(facts: &Facts<'_>) -> Markup {
    let mut groups: Vec<(&str, Vec<&Warning>)> = Vec::new();
    for warning in &facts.warnings {
        match groups.iter_mut().find(|(code, _)| *code == warning.code) {
            Some((_, group)) => group.push(warning),
            None => groups.push((warning.code, vec![warning])),
        }
    }
    html! {
        ol.checks {
            @for (code, group) in &groups {
                li {
                    h3 { (facts.language.check_title(code)) " " code.quiet { (code) } }
                    @if let Some(first) = group.first() { p.small lang="en" { (first.help) } }
                    ul.plain {
                        @for warning in group {
                            li {
                                @if let Some(found) = place(facts.blueprint, &warning.path) {
                                    (touchpoint_link(facts, found)) ": "
                                }
                                span lang="en" { bdi { (crate::text::clean(&warning.message)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The touchpoint in which a warning stands.
fn place<'b>(blueprint: &'b Blueprint, path: &DocumentPath) -> Option<Touchpoint<'b>> {
    let [
        Step::Key(stages),
        Step::Item(stage),
        Step::Key(touchpoints),
        Step::Item(slot),
        ..,
    ] = path.0.as_slice()
    else {
        return None;
    };
    if stages != "stages" || touchpoints != "touchpoints" {
        return None;
    }
    blueprint.stages().nth(*stage)?.touchpoints().nth(*slot)
}
