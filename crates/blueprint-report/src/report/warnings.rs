//! What the checks found, with links into the picture.

use maud::{Markup, html};
use service_blueprint::{Blueprint, DocumentPath, Step, Touchpoint, Warning};

use super::cell::touchpoint_link;
use super::facts::Facts;
use crate::Language;
use crate::page::Section;
use crate::text::clean;

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
            @if !facts.warnings.is_empty() && facts.language != Language::English { p.small { (say.messages_are_english()) } }
            (groups(facts))
            @if let Some(skipped) = &facts.skipped {
                p.small { (say.checks_skipped()) (say.gap_between_sentences()) span lang="en" { (clean(skipped)) } }
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
                    @if let Some(first) = group.first() { p.small lang="en" { (named(facts, first.help.as_ref())) } }
                    ul.plain {
                        @for warning in group {
                            li {
                                @if let Some(found) = place(facts.blueprint, &warning.path) {
                                    (touchpoint_link(facts, found)) ": "
                                }
                                span lang="en" { bdi { (named(facts, &warning.message)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A message of a check, with names where it has ids; what else stands in backticks is code.
fn named(facts: &Facts<'_>, message: &str) -> Markup {
    html! {
        @for (at, part) in message.split('`').enumerate() {
            @if at % 2 == 0 { (clean(part)) }
            @else if let Some(found) = name_of(facts.blueprint, part) { "“" (clean(found)) "”" }
            @else { code { (clean(part)) } }
        }
    }
}

/// The name of what has this id.
fn name_of<'b>(blueprint: &'b Blueprint, id: &str) -> Option<&'b str> {
    let touchpoint = || blueprint.touchpoint(id).map(|found| found.name());
    let actor = || blueprint.actor(id).map(|found| found.name());
    let segment = || blueprint.segment(id).map(|found| found.name());
    let end = || blueprint.end(id).map(|found| found.name());
    let option = || {
        let found = blueprint.options().iter().find(|option| option.id == id)?;
        Some(found.name.as_deref().unwrap_or(&found.id))
    };
    touchpoint()
        .or_else(actor)
        .or_else(segment)
        .or_else(end)
        .or_else(option)
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
