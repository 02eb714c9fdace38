//! The blueprint: everyone's picture and those of segments, with the switch between them; strips on paper.

use maud::{Markup, html};
use service_blueprint::Segment;

use super::facts::Facts;
use crate::page::Section;
use crate::page::cell::name;
use crate::picture::{self, PictureOptions};
use crate::{Scene, percent};

/// A strip of so many columns can be read on a page.
const PRINTED_COLUMNS: usize = 5;

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    let body = html! {
        @if !facts.pictured.is_empty() { (switch(facts)) (others(facts)) }
        p.small.hint { (say.scrolls_sideways()) }
        div.pictures {
            (view(facts, &facts.everyone, 0, "all-"))
            @for (place, scene) in facts.pictured.iter().enumerate() {
                (view(facts, scene, place + 1, &format!("segment-{}-", place + 1)))
            }
        }
        div.printed { @for sheet in sheets(facts) { (sheet) } }
    };
    Section {
        id: "picture",
        heading: say.the_blueprint(),
        lead: Some(say.the_blueprint_lead().to_owned()),
        body,
    }
}

/// Who is shown: a radio group, so that arrow keys move through it.
fn switch(facts: &Facts<'_>) -> Markup {
    let segment = |scene: &Scene<'_>, told: &dyn Fn(Segment<'_>) -> Markup| scene.segment.map(told);
    html! {
        fieldset.switch {
            legend { (facts.language.who_is_shown()) }
            label {
                input #segment-0 type="radio" name="segment" value="" checked;
                span { (facts.language.for_everyone()) }
            }
            @for (place, scene) in facts.pictured.iter().enumerate() {
                label {
                    input id={ "segment-" (place + 1) } type="radio" name="segment"
                        value=(scene.segment.map_or("", |segment| segment.id().as_str()));
                    span {
                        @if let Some(told) = segment(scene, &|one| html! { (name(one.name())) " " small { (percent(one.share())) } }) {
                            (told)
                        }
                    }
                }
            }
        }
    }
}

/// How many segments have no picture, and how to ask for one.
fn others(facts: &Facts<'_>) -> Markup {
    let is_pictured = |segment: &Segment<'_>| {
        let mut scenes = facts.pictured.iter().filter_map(|scene| scene.segment);
        scenes.any(|one| one.id() == segment.id())
    };
    let others: Vec<Segment<'_>> = facts.blueprint.segments().filter(|one| !is_pictured(one)).collect();
    html! {
        @if let Some(first) = others.first() {
            p.small.others {
                (facts.language.not_pictured(others.len())) " "
                code { "blueprint report … --segment " (crate::text::clean(first.id().as_str())) }
            }
        }
    }
}

/// A picture in a box of its own that scrolls.
fn view(facts: &Facts<'_>, scene: &Scene<'_>, place: usize, prefix: &str) -> Markup {
    let label = match scene.segment {
        Some(segment) => crate::text::clean(segment.name()).into_owned(),
        None => facts.language.for_everyone().to_owned(),
    };
    html! {
        div.view.scroll data-place=(place) tabindex="0" role="region"
            aria-label=(facts.language.picture_for(label)) {
            @if scene.segment.is_some() { p { (crate::text::clean(&crate::sentence(scene, facts.language))) } }
            (picture::markup(scene, &options(facts, prefix)))
        }
    }
}

/// Everyone's picture on paper.
fn sheets(facts: &Facts<'_>) -> Vec<Markup> {
    let options = PictureOptions {
        columns: PRINTED_COLUMNS,
        ..options(facts, "print-")
    };
    picture::sheets(&facts.everyone, &options)
}

fn options<'o>(facts: &Facts<'_>, prefix: &'o str) -> PictureOptions<'o> {
    PictureOptions {
        language: facts.language,
        theme: facts.theme,
        prefix,
        ..PictureOptions::default()
    }
}

/// Which picture the switch shows. Without it, and where a browser does not know `:has`, that is everyone's.
pub(super) fn style(facts: &Facts<'_>) -> String {
    let mut style = String::from(".view{display:none}.view[data-place=\"0\"]{display:block}");
    for place in 1..=facts.pictured.len() {
        style.push_str(&format!(
            "#picture:has(#segment-{place}:checked) .view[data-place=\"0\"]{{display:none}}\
             #picture:has(#segment-{place}:checked) .view[data-place=\"{place}\"]{{display:block}}"
        ));
    }
    style
}
