//! The sentence, the four numbers, and the same by segment and ending.

use maud::{Markup, html};
use peak_end::Outlook;

use super::facts::{Facts, bad_memory};
use crate::page::Section;
use crate::page::cell::{Head, change_cell, name, score_cell, share_cell, terms};
use crate::share::is_some;
use crate::{column, column_change, percent, score};

/// The sentence that a manager repeats in a meeting.
pub(super) fn sentence(facts: &Facts<'_>) -> String {
    crate::sentence(&facts.everyone, facts.language)
}

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    let body = match facts.outlook() {
        Some(outlook) => html! { (numbers(facts, outlook)) (groups(facts, outlook)) },
        None => html! {},
    };
    Section {
        id: "numbers",
        heading: say.four_numbers(),
        lead: None,
        body,
    }
}

/// The numbers, each with what it means.
fn numbers(facts: &Facts<'_>, outlook: &Outlook) -> Markup {
    let (say, scale) = (facts.language, facts.scale());
    let known = |value: Option<f64>, told: fn(f64) -> String| value.map_or("–".to_owned(), told);
    let bad = bad_memory(outlook, scale);
    let numbers = [
        (
            say.remembered(),
            known(outlook.law.mean(), column),
            say.remembered_means().to_owned(),
            None,
        ),
        (
            say.experienced(),
            known(outlook.experienced, column),
            say.experienced_means().to_owned(),
            None,
        ),
        (
            say.gap(),
            known(outlook.memory_gap, column_change),
            say.gap_means().to_owned(),
            outlook.memory_gap,
        ),
        (
            say.bad_memory(),
            known(bad, percent),
            say.bad_memory_means(score(scale.neutral())),
            bad.map(|bad| if bad > 0.0 { -1.0 } else { 0.0 }),
        ),
    ];
    html! {
        dl.numbers {
            @for (label, told, meaning, sign) in numbers {
                @let side = sign.and_then(|sign: f64| match sign {
                    sign if sign > 0.005 => Some("good"),
                    sign if sign < -0.005 => Some("bad"),
                    _ => None,
                });
                div {
                    dt { (label) }
                    dd.figure.(side.unwrap_or("plain")) { (told) }
                    dd.small { (meaning) }
                }
            }
        }
        p.small {
            (say.on_scale(score(scale.worst()), score(scale.neutral()), score(scale.best())))
            @if is_some(outlook.unscored) && outlook.law.mean().is_some() {
                (say.gap_between_sentences()) (say.left_out(percent(outlook.unscored)))
            }
        }
    }
}

/// The same for each segment and each ending.
fn groups(facts: &Facts<'_>, overall: &Outlook) -> Markup {
    let (say, scale) = (facts.language, facts.scale());
    let Ok(prediction) = &facts.prediction else {
        return html! {};
    };
    let several = prediction.segments.len() > 1;
    let ends = overall.endings.len() > 1;
    if !several && !ends {
        return html! {};
    }
    let heads = [
        Head::text(say.who()),
        Head::number(say.share(), say.share_means()),
        Head::number(say.remembered(), say.remembered_means()),
        Head::number(say.experienced(), say.experienced_means()),
        Head::number(say.gap(), ""),
        Head::number(say.bad_memory(), ""),
        Head::number(say.goal(), say.goal_means()),
    ];
    let gain = |from: Option<f64>, to: Option<f64>| from.zip(to).map(|(from, to)| scale.gain(from, to));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.by_segment_and_ending()) {
            table {
                caption { (say.by_segment_and_ending()) }
                thead { tr { @for head in &heads { (head.plain()) } } }
                tbody {
                    @if several {
                        @for one in &prediction.segments {
                            @let outlook = &one.outlook;
                            tr {
                                th scope="row" { (segment_name(facts, one.id.as_str())) }
                                (share_cell(Some(one.share)))
                                (score_cell(outlook.law.mean())) (score_cell(outlook.experienced))
                                (change_cell(outlook.memory_gap)) (share_cell(bad_memory(outlook, scale)))
                                (share_cell(outlook.goal))
                            }
                        }
                    }
                }
                @if ends {
                    tbody {
                        @for ending in &overall.endings {
                            @let remembered = remembered_given(ending);
                            tr {
                                th scope="row" {
                                    (name(facts.blueprint.end(ending.id.as_str()).map_or("", |end| end.name())))
                                    @if ending.is_goal && overall.goal.is_some() { " " span.tag { (say.a_goal()) } }
                                }
                                (share_cell(Some(ending.probability)))
                                (score_cell(remembered)) (score_cell(ending.experienced))
                                (change_cell(gain(ending.experienced, remembered)))
                                td.n.quiet { "" } td.n.quiet { "" }
                            }
                        }
                    }
                }
            }
        }
        (terms(&heads[1..2]))
    }
}

/// What journeys to an ending are remembered as, by peak and end.
pub(super) fn remembered_given(ending: &peak_end::EndingOutlook) -> Option<f64> {
    let found = ending
        .remembered
        .iter()
        .find(|found| found.model.name() == "peak_end")?;
    Some(found.value.ok()?.value)
}

/// The name of a segment.
pub(super) fn segment_name(facts: &Facts<'_>, id: &str) -> Markup {
    let found = facts.blueprint.segment(id);
    match found {
        Some(segment) if segment.is_default() => html! { (facts.language.for_everyone()) },
        Some(segment) => name(segment.name()),
        None => name(id),
    }
}
