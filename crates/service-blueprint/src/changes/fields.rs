//! The fields of everything that has an id.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde::Serialize;

use super::{Element, Written};
use crate::document::{self, ActivityEntry, Document, Role, Touchpoint};
use crate::problem::Kind;

/// Fields by key, in the order of the format.
pub(super) type Fields = IndexMap<String, Written>;

/// Something with an id, and its fields.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) fields: Fields,
}

impl Part {
    fn new(id: &str, name: Option<&String>, fields: Fields) -> Self {
        Self {
            id: id.to_owned(),
            name: name.cloned(),
            fields,
        }
    }

    pub(super) fn element(&self, kind: Kind) -> Element {
        Element {
            kind,
            id: self.id.clone(),
            name: self.name.clone(),
        }
    }
}

/// What is written, without the id and some other keys.
fn fields(value: &impl Serialize, without: &[&str]) -> Fields {
    let Written::Map(entries) = Written::of(value) else {
        return Fields::new();
    };
    let kept = entries.into_iter();
    kept.filter(|(key, _)| key != "id" && !without.contains(&key.as_str()))
        .collect()
}

/// The fields of the blueprint itself. Its parts, its scale and its start are told elsewhere.
pub(super) fn top(document: &Document) -> Fields {
    let alone = Document {
        about: document.about.clone(),
        state: document.state,
        currency: document.currency.clone(),
        ..Document::new(document.blueprint.clone())
    };
    fields(&alone, &["format", "scale", "stages"])
}

/// Everything of one kind, in document order. What segments have of their own at touchpoints is told of the segments in
/// `common` only: with others it comes and goes.
pub(super) fn parts(kind: Kind, document: &Document, common: &HashSet<&str>) -> Vec<Part> {
    match kind {
        Kind::Stage => {
            let part = |stage: &document::Stage| {
                let alone = document::Stage {
                    touchpoints: Vec::new(),
                    ..stage.clone()
                };
                Part::new(&stage.id, stage.name.as_ref(), fields(&alone, &["touchpoints"]))
            };
            document.stages.iter().map(part).collect()
        }
        Kind::Touchpoint => touchpoints(document, common),
        Kind::Activity => activities(document),
        Kind::Ending => list(&document.ends, &[], |end| (&end.id, end.name.as_ref())),
        Kind::Actor => list(&document.actors, &[], |actor| (&actor.id, actor.name.as_ref())),
        Kind::Evidence => list(&document.evidence, &[], |piece| (&piece.id, piece.name.as_ref())),
        Kind::Segment => list(&document.segments, &["start"], |one| (&one.id, one.name.as_ref())),
        Kind::Factor => list(&document.factors, &[], |factor| (&factor.id, factor.name.as_ref())),
        Kind::Option => list(&document.options, &[], |option| (&option.id, option.name.as_ref())),
        Kind::Scale => list(&document.scales, &[], |scale| (&scale.id, None)),
        // Touchpoints and endings are told apart.
        Kind::Target => Vec::new(),
    }
}

fn list<T: Serialize>(items: &[T], without: &[&str], named: fn(&T) -> (&String, Option<&String>)) -> Vec<Part> {
    let part = |item: &T| {
        let (id, name) = named(item);
        Part::new(id, name, fields(item, without))
    };
    items.iter().map(part).collect()
}

/// Touchpoints, with their stage; their ways are told elsewhere.
fn touchpoints(document: &Document, common: &HashSet<&str>) -> Vec<Part> {
    let mut parts = Vec::new();
    for stage in &document.stages {
        for touchpoint in &stage.touchpoints {
            let mut fields = fields(touchpoint, &["next", "segments"]);
            fields.insert("stage".into(), Written::Text(stage.id.clone()));
            for lane in Role::ALL {
                if !touchpoint.lane(lane).is_empty() {
                    fields.insert(lane.key().into(), entries(touchpoint, lane));
                }
            }
            for (segment, own) in &touchpoint.segments {
                if common.contains(segment.as_str()) {
                    let own = self::fields(own, &["next"]).into_iter();
                    fields.extend(own.map(|(key, value)| (format!("segments.{segment}.{key}"), value)));
                }
            }
            parts.push(Part::new(&touchpoint.id, touchpoint.name.as_ref(), fields));
        }
    }
    parts
}

/// The entries of a lane: an activity with an id by its id, wherever it is spelt out; others as written.
fn entries(touchpoint: &Touchpoint, lane: Role) -> Written {
    let entry = |entry: &ActivityEntry| match entry {
        ActivityEntry::Same(id) => Written::Text(id.clone()),
        ActivityEntry::Activity(activity) => match &activity.id {
            Some(id) => Written::Text(id.clone()),
            None => Written::of(entry),
        },
    };
    Written::List(touchpoint.lane(lane).iter().map(entry).collect())
}

/// Activities that have an id, with their lane.
fn activities(document: &Document) -> Vec<Part> {
    let touchpoints = document.stages.iter().flat_map(|stage| &stage.touchpoints);
    let mut parts = Vec::new();
    for touchpoint in touchpoints {
        for lane in Role::ALL {
            for entry in touchpoint.lane(lane) {
                if let ActivityEntry::Activity(activity) = entry
                    && let Some(id) = &activity.id
                {
                    let mut fields = fields(activity, &[]);
                    fields.insert("lane".into(), Written::Text(lane.key().into()));
                    parts.push(Part::new(id, activity.does.as_ref(), fields));
                }
            }
        }
    }
    parts
}
