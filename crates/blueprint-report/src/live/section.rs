//! The section of the page.

use maud::{Markup, PreEscaped, html};
use peak_end::Prediction;
use service_blueprint::Blueprint;

use super::data::{ALL_WAYS_UP_TO, Group, data, is_exact, segments};
use crate::text::clean;
use crate::{Language, percent, score};

/// The section's part of the page's style sheet.
pub(crate) const STYLE: &str = include_str!("style.css");

/// The arithmetic of the script.
pub(super) const MEMORY: &str = include_str!("memory.js");

/// The sliders, and what they move.
const PAGE: &str = include_str!("what_if.js");

/// The section with its data and its script, for a prediction of this blueprint by peak and end, of all segments.
pub(crate) fn what_if(blueprint: &Blueprint, prediction: &Prediction, language: Language) -> Markup {
    let groups: Vec<Group<'_>> = segments(blueprint, prediction).collect();
    let computed = match is_exact(blueprint) {
        true => language.what_if_all_ways().to_owned(),
        false => language.what_if_likely_way(ALL_WAYS_UP_TO),
    };
    let scale = blueprint.scale();
    let is_empty = groups.iter().all(|group| group.touchpoints.is_empty());
    html! {
        section #what-if .what-if aria-labelledby="what-if-title" {
            div .head {
                h2 #what-if-title { (language.what_if()) }
                @if !is_empty { p .lead { (language.what_if_how(score(scale.worst()), score(scale.best()))) } }
            }
            @if is_empty {
                p { (language.what_if_nothing()) }
            } @else {
                noscript { p { (language.what_if_needs_script()) } }
                div data-live hidden {
                    p .what-if-method { (computed) }
                    p .what-if-method { (language.what_if_means()) }
                    div .what-if-tools {
                        @if groups.len() > 1 {
                            label { input type="checkbox" data-together; " " (language.together()) }
                        }
                        button type="button" data-reset-all { (language.reset_all()) }
                    }
                    div .what-if-top { (readout("", language)) }
                    @if let [only] = groups.as_slice() {
                        div data-what-if-segment=(only.segment.id()) { (rows(only)) }
                    } @else {
                        @for (number, group) in groups.iter().enumerate() { (segment(number, group, language)) }
                    }
                }
                template #what-if-row { (row(language)) }
                script #what-if-data type="application/json" { (PreEscaped(data(blueprint, prediction, language))) }
                script { (PreEscaped(format!("\n(() => {{\n\"use strict\";\n\n{MEMORY}\n{PAGE}}})();\n"))) }
            }
        }
    }
}

/// One of several segments.
fn segment(number: usize, group: &Group<'_>, language: Language) -> Markup {
    let id = group.segment.id();
    html! {
        details .what-if-segment data-what-if-segment=(id) open[number == 0] {
            summary {
                span dir="auto" { (clean(group.segment.name())) }
                " "
                small { (language.of_customers(percent(group.segment.share()))) }
            }
            (readout(id.as_str(), language))
            (rows(group))
        }
    }
}

/// Where the script puts a segment's rows.
fn rows(group: &Group<'_>) -> Markup {
    html! { ul .what-if-rows data-rows=(group.segment.id()) {} }
}

/// What is remembered now, and of which moments; filled by the script and read aloud as it changes.
fn readout(id: &str, language: Language) -> Markup {
    html! {
        dl .what-if-readout data-readout=(id) aria-live="polite" {
            div {
                dt { @if id.is_empty() { (language.everyone_remembers()) } @else { (language.would_remember()) } }
                dd { strong data-say="remembered" {} " " small data-say="change" {} }
            }
            div {
                dt { (language.peak()) }
                dd { span data-say="peak" dir="auto" {} " " small data-say="peak-was" dir="auto" {} }
            }
            div {
                dt { (language.end()) }
                dd { span data-say="end" dir="auto" {} " " small data-say="end-was" dir="auto" {} }
            }
        }
    }
}

/// What the script copies for each touchpoint.
fn row(language: Language) -> Markup {
    html! {
        li .what-if-row {
            label data-row="label" {
                span .what-if-mark aria-hidden="true" {}
                span data-row="name" dir="auto" {}
            }
            small data-row="note" {}
            input data-row="slider" type="range" min="0" step="1";
            span .what-if-score aria-hidden="true" { strong data-row="now" {} " " small data-row="was" {} }
            span .what-if-share { (language.peak()) " " span data-row="peak" {} }
            span .what-if-share { (language.end()) " " span data-row="end" {} }
            button data-row="reset" type="button" { (language.reset()) }
        }
    }
}
