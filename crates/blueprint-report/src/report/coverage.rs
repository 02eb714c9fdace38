//! The five kinds of experience, and where each is offered.

use maud::{Markup, html};
use service_blueprint::document::ExperienceKind;

use super::cell::touchpoint_link;
use super::facts::Facts;
use crate::page::Section;

/// So many touchpoints of a kind are named.
const NAMED: usize = 12;

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    let kinds = facts.blueprint.kinds();
    let missing: Vec<&str> = kinds
        .iter()
        .filter(|kind| kind.touchpoints.is_empty())
        .map(|kind| label(facts, kind.kind))
        .collect();
    let lead = match missing.len() {
        0 => say.all_kinds_offered().to_owned(),
        5 => say.no_kinds_tagged().to_owned(),
        _ => say.kinds_missing(missing.join(say.list_comma())),
    };
    Section {
        id: "kinds",
        heading: say.five_kinds(),
        lead: Some(lead),
        body: html! {
            @if missing.len() < 5 {
                dl.kinds {
                    @for kind in &kinds {
                        div.missing[kind.touchpoints.is_empty()] {
                            dt { (label(facts, kind.kind)) " " span.quiet { (kind.touchpoints.len()) } }
                            dd.small { (meaning(facts, kind.kind)) }
                            dd { (touchpoints(facts, &kind.touchpoints)) }
                        }
                    }
                }
            }
        },
    }
}

fn touchpoints(facts: &Facts<'_>, found: &[service_blueprint::Touchpoint<'_>]) -> Markup {
    let more = found.len().saturating_sub(NAMED);
    html! {
        @if found.is_empty() { (facts.language.offered_nowhere()) }
        @else {
            ul.plain {
                @for one in found.iter().take(NAMED) { li { (touchpoint_link(facts, *one)) } }
                @if more > 0 { li.quiet { (facts.language.and_so_many_more(more)) } }
            }
        }
    }
}

fn label(facts: &Facts<'_>, kind: ExperienceKind) -> &'static str {
    let say = facts.language;
    match kind {
        ExperienceKind::Sense => say.sense(),
        ExperienceKind::Feel => say.feel(),
        ExperienceKind::Think => say.think(),
        ExperienceKind::Act => say.act(),
        ExperienceKind::Relate => say.relate(),
    }
}

fn meaning(facts: &Facts<'_>, kind: ExperienceKind) -> &'static str {
    let say = facts.language;
    match kind {
        ExperienceKind::Sense => say.sense_means(),
        ExperienceKind::Feel => say.feel_means(),
        ExperienceKind::Think => say.think_means(),
        ExperienceKind::Act => say.act_means(),
        ExperienceKind::Relate => say.relate_means(),
    }
}
