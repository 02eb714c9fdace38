//! The touchpoints as a table for analysis: one row per touchpoint and segment.

use service_blueprint::document::{Flow, NoteKind, Rating, Role, Standard};
use service_blueprint::{Segment, Target, Touchpoint};

use super::cell::{csv, lines, number, text};
use super::said;

use crate::deviation::deviation;
use crate::{Language, Moment, Scene};

/// The touchpoints of each scene as tidy CSV: a row for each, in document order, with everything that is known of it.
/// Columns and their meaning are told in `docs/export.md`; they have the same names in every language.
///
/// Rows of a scene for everyone say `overall` in the column `scope`, rows of a segment say `segment`. What is felt is a mean
/// over visits in the former. Numbers have twelve digits at most, what is not known is an empty cell, and text that a
/// spreadsheet would take for a formula has a `'` before it.
pub fn csv_long<'s, 'b: 's>(scenes: impl IntoIterator<Item = &'s Scene<'b>>) -> String {
    let mut rows = vec![COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect()];
    for scene in scenes {
        for moment in super::in_order(scene) {
            let row = Row { scene, moment };
            rows.push(COLUMNS.iter().map(|(_, cell)| cell(&row)).collect());
        }
    }
    csv(rows)
}

/// What a row is about.
struct Row<'s, 'b> {
    scene: &'s Scene<'b>,
    moment: &'s Moment<'b>,
}

type Column = (&'static str, fn(&Row<'_, '_>) -> String);

/// The columns, in order.
const COLUMNS: [Column; 53] = [
    ("scope", |row| scope(row.scene).to_owned()),
    ("segment", |row| maybe(row.scene.segment.map(|one| one.id().as_str()))),
    ("segment_name", |row| maybe(row.scene.segment.map(Segment::name))),
    ("stage", |row| text(row.touchpoint().stage().id().as_str()).into_owned()),
    ("stage_name", |row| text(row.touchpoint().stage().name()).into_owned()),
    ("flow", |row| flow(row.touchpoint().stage().flow()).to_owned()),
    ("influence", |row| number(row.touchpoint().stage().influence())),
    ("position", |row| (row.touchpoint().position() + 1).to_string()),
    ("step", |row| maybe(row.touchpoint().written().step.as_deref())),
    ("touchpoint", |row| text(row.touchpoint().id().as_str()).into_owned()),
    ("name", |row| text(row.touchpoint().name()).into_owned()),
    ("channel", |row| maybe(row.touchpoint().written().channel.as_deref())),
    ("score", |row| number(row.moment.score)),
    ("basis", |row| maybe(row.basis())),
    ("sd", |row| number(row.deviation())),
    ("n", |row| whole(row.ratings())),
    ("expectation", |row| number(row.moment.expectation)),
    ("satisfaction", |row| number(row.moment.satisfaction)),
    ("importance", |row| number(row.touchpoint().written().importance)),
    ("weighted", |row| {
        let importance = row.touchpoint().written().importance;
        let weighted = row
            .moment
            .satisfaction
            .zip(importance)
            .map(|(points, by)| points * by + 0.0);
        number(weighted.filter(|weighted| weighted.is_finite()))
    }),
    ("at_least", |row| number(row.touchpoint().at_least())),
    ("starts", |row| number(Some(row.moment.start))),
    ("visits", |row| row.outlook(|one| Some(one.visits))),
    ("p_peak", |row| row.outlook(|one| Some(one.p_peak))),
    ("p_trough", |row| row.outlook(|one| Some(one.p_trough))),
    ("p_end", |row| row.outlook(|one| Some(one.p_end))),
    ("slope_up", |row| row.outlook(|one| one.slope_up)),
    ("slope_down", |row| row.outlook(|one| one.slope_down)),
    ("if_best", |row| row.outlook(|one| one.if_best)),
    ("if_worst", |row| row.outlook(|one| one.if_worst)),
    ("minutes", |row| number(row.touchpoint().minutes())),
    ("wait_minutes", |row| {
        number(row.touchpoint().written().wait.map(|wait| wait.typical.minutes()))
    }),
    ("wait_tolerance_minutes", |row| {
        let tolerance = row.touchpoint().written().wait.and_then(|wait| wait.tolerance);
        number(tolerance.map(|tolerance| tolerance.minutes()))
    }),
    ("effort_steps", |row| {
        whole(row.touchpoint().written().effort.and_then(|effort| effort.steps))
    }),
    ("effort_fields", |row| {
        whole(row.touchpoint().written().effort.and_then(|effort| effort.fields))
    }),
    ("effort_minutes", |row| {
        whole(row.touchpoint().written().effort.and_then(|effort| effort.minutes))
    }),
    ("detour", |row| row.touchpoint().written().detour.to_string()),
    ("controllable", |row| row.touchpoint().is_controllable().to_string()),
    ("moment_of_truth", |row| {
        row.touchpoint().written().moment_of_truth.to_string()
    }),
    ("owner", |row| maybe(row.touchpoint().written().owner.as_deref())),
    ("factor", |row| maybe(row.touchpoint().written().factor.as_deref())),
    ("kinds", |row| {
        lines(row.touchpoint().written().kinds.iter().map(|kind| kind.key()))
    }),
    ("fail_point", |row| {
        maybe(row.touchpoint().written().fail_point.as_ref().map(|point| &*point.what))
    }),
    ("recovery", |row| {
        maybe(
            row.touchpoint()
                .written()
                .fail_point
                .as_ref()
                .and_then(|point| point.recovery.as_deref()),
        )
    }),
    ("customer", |row| lane(row.touchpoint(), Role::Customer)),
    ("frontstage", |row| lane(row.touchpoint(), Role::Frontstage)),
    ("backstage", |row| lane(row.touchpoint(), Role::Backstage)),
    ("support", |row| lane(row.touchpoint(), Role::Support)),
    ("evidence", |row| lines(row.touchpoint().evidence())),
    ("measures", |row| lines(&row.touchpoint().written().measures)),
    ("standards", |row| {
        lines(row.touchpoint().written().standards.iter().map(standard))
    }),
    ("notes", |row| {
        let notes = row.touchpoint().written().notes.iter();
        lines(notes.map(|note| format!("{}: {}", kind(note.kind), note.text)))
    }),
    ("next", |row| row.next()),
];

impl<'b> Row<'_, 'b> {
    fn touchpoint(&self) -> Touchpoint<'b> {
        self.moment.touchpoint
    }

    fn outlook(&self, value: fn(&peak_end::TouchpointOutlook) -> Option<f64>) -> String {
        number(self.moment.outlook.as_ref().and_then(value))
    }

    /// The one segment whose rating this is; none where segments differ.
    fn rated(&self) -> Option<Segment<'b>> {
        if self.scene.segment.is_some() {
            return self.scene.segment;
        }
        let touchpoint = self.touchpoint();
        let here = self
            .scene
            .blueprint
            .segments()
            .filter(|one| !touchpoint.is_skipped(*one));
        let mut ratings = here.map(|one| (one, touchpoint.rating(one)));
        let (first, rating) = ratings.next()?;
        ratings.all(|(_, other)| other == rating).then_some(first)
    }

    /// What stands behind the score.
    fn basis(&self) -> Option<&'static str> {
        self.moment.score?;
        Some(match self.rated().map(|segment| self.touchpoint().rating(segment)) {
            None => "mixed",
            Some(rating) => match rating? {
                Rating::Assumed(_) => "assumed",
                Rating::Survey(_) => "survey",
                Rating::Histogram(_) => "ratings",
            },
        })
    }

    fn deviation(&self) -> Option<f64> {
        deviation(self.scene.blueprint, self.touchpoint().rating(self.rated()?)?)
    }

    fn ratings(&self) -> Option<u64> {
        self.touchpoint().ratings(self.rated()?)
    }

    /// `pay: 0.9`, a way a line, by id.
    fn next(&self) -> String {
        let way = |(target, share): &(Target, f64)| {
            let id = match target {
                Target::Touchpoint(at) => self.scene.blueprint.touchpoint_at(*at)?.id().as_str(),
                Target::End(at) => self.scene.blueprint.ends().nth(*at)?.id().as_str(),
            };
            Some(format!("{id}: {}", number(Some(*share))))
        };
        lines(self.moment.ways.iter().filter_map(way))
    }
}

fn scope(scene: &Scene<'_>) -> &'static str {
    match scene.segment {
        None => "overall",
        Some(_) => "segment",
    }
}

fn maybe(value: Option<&str>) -> String {
    text(value.unwrap_or_default()).into_owned()
}

fn whole(value: Option<u64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn lane(touchpoint: Touchpoint<'_>, lane: Role) -> String {
    lines(
        touchpoint
            .lane(lane)
            .map(|activity| said::activity(activity, Language::English)),
    )
}

/// The word that the format uses for a flow.
fn flow(flow: Option<Flow>) -> &'static str {
    match flow {
        None => "",
        Some(Flow::Buying) => "buying",
        Some(Flow::Dispatch) => "dispatch",
        Some(Flow::Delivery) => "delivery",
        Some(Flow::AfterSales) => "after-sales",
        Some(Flow::Care) => "care",
    }
}

/// The word that the format uses for a kind of note.
fn kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Idea => "idea",
        NoteKind::Policy => "policy",
        NoteKind::Question => "question",
        NoteKind::Quote => "quote",
        NoteKind::Pain => "pain",
        NoteKind::Note => "note",
    }
}

/// `from pay, unless unbox, within 15m, at_most 1h, response reminder sent`: what is given, by the format's own keys.
fn standard(standard: &Standard) -> String {
    let given = [
        ("from", standard.from.clone()),
        ("unless", standard.unless.clone()),
        ("within", standard.within.map(|limit| limit.to_string())),
        ("at_most", standard.at_most.map(|limit| limit.to_string())),
        ("response", standard.response.clone()),
    ];
    let given = given
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key} {}", value?)));
    given.collect::<Vec<_>>().join(", ")
}
