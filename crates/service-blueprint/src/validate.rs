//! From document to blueprint: one pass over everything, which collects every problem.

mod activities;
mod broken;
mod names;
mod needs;
mod options;
mod people;
mod ratings;
mod report;
mod touchpoints;
mod walk;
mod ways;

use crate::document::Document;
use crate::path::Trail;
use crate::problem::{Cause, Problem, Problems};
use crate::{Blueprint, choice};

pub(crate) use names::nearest;
pub(crate) use ratings::can_spread;
pub(crate) use ways::{default_ways, probabilities, shares};

use names::Names;
use report::Report;

/// The blueprint of the document, or what is wrong with it beyond what was `found` in reading.
pub(crate) fn blueprint(document: Document, found: &[Problem]) -> Result<Blueprint, Problems> {
    let mut report = Report::new(found);
    let root = Trail::Root;
    if document.format != 1 {
        report.problem(Cause::UnknownFormat { found: document.format }, root.key("format"));
    }
    report.words(Some(&document.blueprint), root.key("blueprint"));

    let names = Names::collect(&document, &mut report);
    let scale = ratings::scale(&document, &mut report);
    let ratings = ratings::Ratings::new(scale, &document, &mut report);
    people::check(&document, &mut report);
    let lanes = activities::resolve(&document, &names, &mut report);
    let mut touchpoints = touchpoints::resolve(&document, &names, &ratings, lanes.entries, &mut report);
    let stages = touchpoints::stages(&document, &mut report);
    let segments = ways::segments(&document, &names, &mut report);
    people::factors(&document, &ratings, &mut report);
    options::check(&document, &names, &ratings, &touchpoints, &segments, &mut report);

    if let Some(problems) = report.into_problems() {
        return Err(problems);
    }
    if !found.is_empty() {
        return Err(Problems {
            list: Vec::new(),
            more: 0,
        });
    }
    // Added touchpoints follow those of the stages, and are no part of the blueprint as it stands.
    let added = touchpoints.split_off(stages.last().map_or(0, |stage| stage.touchpoints.end));
    let scales = ratings.into_scales();
    let positions = names.into_positions();
    let graph = crate::blueprint::Graph::build(
        &stages,
        &touchpoints,
        &lanes.nodes,
        document.actors.len(),
        document.evidence.len(),
        &segments,
    );
    let blueprint = Blueprint {
        scale: scale.unwrap_or_default(),
        scales,
        stages,
        touchpoints,
        added,
        activities: lanes.nodes,
        actors: positions.actors,
        evidence: positions.evidence,
        ends: positions.ends,
        segments,
        graph,
        touchpoint_positions: positions.touchpoints,
        activity_positions: positions.activities,
        document,
    };
    // Whether journeys still end with an option is asked of the whole.
    let list = choice::never_ending(&blueprint);
    if list.is_empty() {
        Ok(blueprint)
    } else {
        Err(Problems { list, more: 0 })
    }
}
