//! The blueprint as a table: lanes down, touchpoints across.

use service_blueprint::document::Role;

use super::cell::{csv, figure, lines, text};
use super::said;
use crate::picture::mark_details;
use crate::{Language, Mark, Moment, Scene, percent};

/// The blueprint as a table for people, in CSV: a column for each touchpoint, in document order, and a row for name, stage,
/// step, channel, experience, expectation, evidence, each lane, ways, marks, fail point, wait, service standards, notes, and
/// how often it is peak, trough and end.
///
/// Several entries of a lane stand in one cell, a line each. Scores and shares are rounded as in the report. Text that a
/// spreadsheet would take for a formula has a `'` before it.
pub fn csv_wide(scene: &Scene<'_>, language: Language) -> String {
    let moments = super::in_order(scene);
    let row = |head: &str, cell: &dyn Fn(&Moment<'_>) -> String| -> Vec<String> {
        let cells = moments.iter().map(|moment| cell(moment));
        std::iter::once(head.to_owned()).chain(cells).collect()
    };
    let lane = |head: &str, lane: Role| {
        row(head, &|moment| {
            lines(
                moment
                    .touchpoint
                    .lane(lane)
                    .map(|activity| said::activity(activity, language)),
            )
        })
    };
    let part = |head: &str, part: fn(&peak_end::TouchpointOutlook) -> f64| {
        row(head, &|moment| {
            moment
                .outlook
                .as_ref()
                .map_or_else(String::new, |outlook| percent(part(outlook)))
        })
    };
    let told = |head: &str, mark: Mark| {
        row(head, &|moment| {
            lines(mark_details(scene.blueprint, mark, moment.touchpoint, language))
        })
    };
    let marks = |moment: &Moment<'_>| {
        let marks = Mark::ALL.into_iter().filter(|mark| mark.is_on(moment));
        lines(marks.map(|mark| mark.meaning(language)))
    };
    csv([
        row(language.row_touchpoint(), &|moment| {
            text(moment.touchpoint.name()).into_owned()
        }),
        row(language.row_stage(), &|moment| {
            text(moment.touchpoint.stage().name()).into_owned()
        }),
        row(language.row_step(), &|moment| {
            text(moment.touchpoint.written().step.as_deref().unwrap_or_default()).into_owned()
        }),
        row(language.row_channel(), &|moment| {
            text(moment.touchpoint.written().channel.as_deref().unwrap_or_default()).into_owned()
        }),
        row(language.experience(), &|moment| figure(moment.score)),
        row(language.row_expectation(), &|moment| figure(moment.expectation)),
        row(language.evidence(), &|moment| lines(moment.touchpoint.evidence())),
        lane(language.customer(), Role::Customer),
        lane(language.frontstage(), Role::Frontstage),
        lane(language.backstage(), Role::Backstage),
        lane(language.support(), Role::Support),
        row(language.ways(), &|moment| lines(ways(scene, moment, language))),
        row(language.row_marks(), &marks),
        told(language.row_fail_point(), Mark::FailPoint),
        told(language.row_wait(), Mark::Wait),
        told(language.row_standards(), Mark::Standard),
        row(language.row_notes(), &|moment| {
            let notes = moment.touchpoint.written().notes.iter();
            lines(notes.map(|note| language.who_does(language.kind_of_note(note.kind), &note.text)))
        }),
        part(language.row_peak(), |outlook| outlook.p_peak),
        part(language.row_trough(), |outlook| outlook.p_trough),
        part(language.row_end(), |outlook| outlook.p_end),
    ])
}

/// `→ Pays: 80 %`, a way each.
fn ways(scene: &Scene<'_>, moment: &Moment<'_>, language: Language) -> Vec<String> {
    let way = |(target, share): &(service_blueprint::Target, f64)| {
        let name = match target {
            service_blueprint::Target::Touchpoint(at) => scene.blueprint.touchpoint_at(*at)?.name(),
            service_blueprint::Target::End(at) => scene.blueprint.ends().nth(*at)?.name(),
        };
        Some(match said::way(scene, moment, *target, *share, language) {
            Some(said) => format!("→ {}", language.who_does(name, said)),
            None => format!("→ {name}"),
        })
    };
    moment.ways.iter().filter_map(way).collect()
}
