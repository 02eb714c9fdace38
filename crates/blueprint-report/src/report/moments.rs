//! The moments: every touchpoint with its part in memory, sortable.

use maud::{Markup, html};
use service_blueprint::{Duration, Touchpoint};

use super::cell::{source, touchpoint_link};
use super::facts::{Facts, asked};
use crate::page::Section;
use crate::page::cell::{Head, NOTHING, name, score_cell, share_cell, terms};
use crate::text::clean;
use crate::{Moment, Source, column};

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    let has_peak_words = best_lift(facts);
    Section {
        id: "moments",
        heading: say.the_moments(),
        lead: Some(has_peak_words.unwrap_or_else(|| say.the_moments_lead().to_owned())),
        body: table(facts),
    }
}

/// The touchpoint whose lift to best alone gains most.
fn best_lift(facts: &Facts<'_>) -> Option<String> {
    let (scale, outlook) = (facts.scale(), facts.outlook()?);
    let now = outlook.law.mean()?;
    let gains = outlook
        .touchpoints
        .iter()
        .filter_map(|one| Some((one, scale.gain(now, one.if_best?))));
    let best = gains.reduce(|best, one| if one.1 > best.1 { one } else { best });
    let (one, gain) = best.filter(|(_, gain)| crate::change(*gain) != "0")?;
    let found = facts.blueprint.touchpoint(one.id.as_str())?;
    Some(
        facts
            .language
            .lifting_gains_most(crate::text::clean(found.name()), crate::change(gain)),
    )
}

fn heads(facts: &Facts<'_>) -> Vec<Head> {
    let say = facts.language;
    vec![
        Head::text(say.touchpoint()),
        Head::number(say.head_score(), say.score_means()),
        Head::number(say.head_expected(), say.expected_means()),
        Head::number(say.head_peak(), say.peak_means()),
        Head::number(say.head_trough(), say.trough_means()),
        Head::number(say.head_end(), say.end_means()),
        Head::number(say.slope(), say.slope_means()),
        Head::number(say.if_best(), say.if_best_means()),
        Head::number(say.if_worst(), say.if_worst_means()),
        Head::text(say.control()),
        Head::text(say.owner()),
        Head::text(say.marks_and_notes()),
    ]
}

fn table(facts: &Facts<'_>) -> Markup {
    let say = facts.language;
    let heads = heads(facts);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.the_moments()) {
            table.moments {
                caption.vh { (say.caption_of_moments()) }
                thead { tr { @for head in &heads { (head.sorting()) } } }
                tbody { @for moment in facts.everyone.moments() { (row(facts, moment)) } }
            }
        }
        p.small { (say.assumed_and_surveyed()) (say.gap_between_sentences()) span.screen { (say.sorts_by_heads()) } }
        (skipped(facts))
        (terms(&heads))
    }
}

/// The touchpoints that every segment passes over, which are in no picture.
fn skipped(facts: &Facts<'_>) -> Markup {
    let touchpoints = facts.blueprint.touchpoints();
    let skipped: Vec<Touchpoint<'_>> = touchpoints.filter(|one| !facts.is_shown(one.position())).collect();
    html! {
        @if !skipped.is_empty() {
            p.small {
                (facts.language.skipped_by_all())
                @for (at, one) in skipped.iter().enumerate() {
                    @if at > 0 { (facts.language.list_comma()) }
                    (name(one.name()))
                }
            }
        }
    }
}

fn row(facts: &Facts<'_>, moment: &Moment<'_>) -> Markup {
    let (say, scale) = (facts.language, facts.scale());
    let touchpoint = moment.touchpoint;
    let outlook = moment.outlook.as_ref();
    let controls = touchpoint.is_controllable();
    let owner = touchpoint.written().owner.as_deref();
    html! {
        tr {
            th scope="row" data-value=(touchpoint.position()) {
                (touchpoint_link(facts, touchpoint))
                small { (name(touchpoint.stage().name())) }
                @if outlook.is_some_and(|one| one.visits <= 0.0) { small { (say.nobody_comes()) } }
            }
            @match moment.score {
                Some(value) => td.n.bad[scale.value(value) < 0.0] data-value=(value) {
                    (source(moment.source, say)) " " (column(value))
                    @if let Some(n) = asked(touchpoint).filter(|_| moment.source == Source::Surveyed) { small { (say.n_asked(n)) } }
                },
                None => (score_cell(None)),
            }
            (score_cell(moment.expectation))
            (share_cell(outlook.map(|one| one.p_peak)))
            (share_cell(outlook.map(|one| one.p_trough)))
            (share_cell(outlook.map(|one| one.p_end)))
            (score_cell(outlook.and_then(|one| one.slope_up)))
            (score_cell(outlook.and_then(|one| one.if_best)))
            (score_cell(outlook.and_then(|one| one.if_worst)))
            td data-value=(u8::from(!controls)) { @if controls { (say.ours()) } @else if has_partner(facts, touchpoint) { (say.not_ours()) } @else { (say.beyond_us()) } }
            @match owner {
                Some(owner) => td.owner data-value=(owner) { (name(owner)) },
                None => td.owner.quiet { (NOTHING) },
            }
            (marks(facts, touchpoint))
        }
    }
}

/// Whether somebody who is not ours does something there.
fn has_partner(facts: &Facts<'_>, touchpoint: Touchpoint<'_>) -> bool {
    let activities = facts.blueprint.activities();
    let mut here = activities.filter(|one| one.touchpoint().position() == touchpoint.position());
    here.any(|one| one.actor().is_some_and(|actor| actor.is_partner()))
}

/// A duration in units that people read.
fn duration(facts: &Facts<'_>, duration: Duration) -> String {
    let say = facts.language;
    let seconds = duration.seconds;
    let parts = [
        (seconds / 86_400, say.in_days(seconds / 86_400)),
        (seconds / 3_600 % 24, say.in_hours(seconds / 3_600 % 24)),
        (seconds / 60 % 60, say.in_minutes(seconds / 60 % 60)),
        (seconds % 60, say.in_seconds(seconds % 60)),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, told)| told)
        .collect();
    match told.as_slice() {
        [] => say.in_seconds(0),
        told => told.join(" "),
    }
}

/// The marks of a touchpoint and the texts of its notes. It is sorted by how many there are.
fn marks(facts: &Facts<'_>, touchpoint: Touchpoint<'_>) -> Markup {
    let say = facts.language;
    let written = touchpoint.written();
    let mut marks: Vec<(&'static str, Markup)> = Vec::new();
    if written.moment_of_truth {
        marks.push((say.moment_of_truth(), html! {}));
    }
    if let Some(fail) = &written.fail_point {
        let recovery = fail.recovery.as_deref().and_then(|id| facts.blueprint.touchpoint(id));
        marks.push((
            say.fail_point(),
            html! { (name(&fail.what)) @if let Some(to) = recovery { " → " (touchpoint_link(facts, to)) } },
        ));
    }
    if let Some(wait) = &written.wait {
        let is_beyond = wait
            .tolerance
            .as_ref()
            .is_some_and(|tolerance| wait.typical.seconds > tolerance.seconds);
        let label = if is_beyond {
            say.wait_beyond_tolerance()
        } else {
            say.wait()
        };
        let told = |time: &Duration| duration(facts, *time);
        marks.push((
            label,
            html! { (told(&wait.typical)) @if let Some(most) = &wait.tolerance { " / " (told(most)) } },
        ));
    }
    for standard in &written.standards {
        marks.push((
            say.service_standard(),
            html! {
                @if let Some(response) = &standard.response { (name(response)) " " }
                @if let Some(within) = &standard.within { (say.within(duration(facts, *within))) " " }
                @if let Some(most) = &standard.at_most { (say.at_most(duration(facts, *most))) " " }
                @if let Some(event) = &standard.from { bdi { (say.from_event(clean(event))) } " " }
                @if let Some(case) = &standard.unless { bdi { (say.unless(clean(case))) } }
            },
        ));
    }
    for note in &written.notes {
        marks.push((say.kind_of_note(note.kind), name(&note.text)));
    }
    html! {
        td.marks data-value=(marks.len()) {
            @if !marks.is_empty() {
                ul.plain { @for (label, text) in &marks { li { b { (label) } " " (text) } } }
            }
        }
    }
}
