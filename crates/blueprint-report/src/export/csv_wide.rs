//! The blueprint as a table: lanes down, touchpoints across.

use service_blueprint::document::Role;

use super::cell::{csv, lines, number, text};
use super::said;
use crate::{Language, Moment, Scene};

/// The blueprint as a table for people, in CSV: a column for each touchpoint, in document order, and a row for stage, name,
/// channel, evidence, each lane, experience, expectation, ways, and how often it is peak, trough and end.
///
/// Several entries of a lane stand in one cell, a line each. Scores and shares are numbers, to the last digit. Text that a
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
        row(head, &|moment| number(moment.outlook.as_ref().map(part)))
    };
    csv([
        row(language.row_touchpoint(), &|moment| {
            text(moment.touchpoint.name()).into_owned()
        }),
        row(language.row_stage(), &|moment| {
            text(moment.touchpoint.stage().name()).into_owned()
        }),
        row(language.row_channel(), &|moment| {
            text(moment.touchpoint.written().channel.as_deref().unwrap_or_default()).into_owned()
        }),
        row(language.experience(), &|moment| number(moment.score)),
        row(language.row_expectation(), &|moment| number(moment.expectation)),
        row(language.evidence(), &|moment| lines(moment.touchpoint.evidence())),
        lane(language.customer(), Role::Customer),
        lane(language.frontstage(), Role::Frontstage),
        lane(language.backstage(), Role::Backstage),
        lane(language.support(), Role::Support),
        row(language.ways(), &|moment| lines(ways(scene, moment, language))),
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
