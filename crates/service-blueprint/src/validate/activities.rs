//! Activities: who does them, where they are drawn, and what they cannot happen without.

use std::collections::{HashMap, HashSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::blueprint::ActivityNode;
use crate::document::{Activity, ActivityEntry, Document, Role, Touchpoint};
use crate::id::ActivityId;
use crate::path::Trail;
use crate::problem::{Cause, Kind};

use super::names::Names;
use super::report::Report;
use super::walk::{self, Listing};

/// Activities in document order, and for each touchpoint the lanes and activities drawn there.
pub(super) struct Lanes {
    pub(super) nodes: Vec<ActivityNode>,
    pub(super) entries: Vec<Vec<(Role, usize)>>,
}

pub(super) fn resolve(document: &Document, names: &Names<'_>, report: &mut Report<'_>) -> Lanes {
    let mut lanes = Lanes {
        nodes: Vec::new(),
        entries: Vec::new(),
    };
    let mut base = 0;
    walk::touchpoints(document, |touchpoint, at, listing| {
        lanes.touchpoint(touchpoint, at, listing, names, report);
        if matches!(listing, Listing::Stage { .. }) {
            base = lanes.nodes.len();
        }
    });
    circles(&lanes.nodes, document, report);
    // Activities under added touchpoints are checked like all others, but are no part of the blueprint as it stands.
    lanes.nodes.truncate(base);
    lanes
}

impl Lanes {
    fn touchpoint(
        &mut self,
        touchpoint: &Touchpoint,
        at: Trail<'_>,
        listing: Listing,
        names: &Names<'_>,
        report: &mut Report<'_>,
    ) {
        let position = self.entries.len();
        let own = self.nodes.len()..self.nodes.len() + own(touchpoint);
        let mut entries = Vec::new();
        let mut drawn = HashSet::new();
        walk::entries(touchpoint, at, |lane, slot, entry, at| match entry {
            ActivityEntry::Activity(activity) => {
                entries.push((lane, self.nodes.len()));
                let node = ActivityNode {
                    touchpoint: position,
                    lane,
                    slot,
                    ..node(activity, at, listing, names, report)
                };
                self.nodes.push(node);
            }
            ActivityEntry::Same(id) => {
                let at = at.key("same");
                match names.activity(id, listing, at, report) {
                    None => {}
                    Some(listed) if listed.lane != lane => {
                        report.problem(
                            Cause::SameLane {
                                id: id.clone(),
                                lane: listed.lane.key(),
                            },
                            at,
                        );
                    }
                    Some(listed) if own.contains(&listed.position) => {
                        report.problem(Cause::SameHere { id: id.clone() }, at);
                    }
                    Some(listed) if drawn.insert(listed.position) => entries.push((lane, listed.position)),
                    Some(_) => report.problem(Cause::ListedTwice { id: id.clone() }, at),
                }
            }
        });
        self.entries.push(entries);
    }
}

/// How many activities a touchpoint lists as its own.
fn own(touchpoint: &Touchpoint) -> usize {
    let entries = Role::ALL.into_iter().flat_map(|lane| touchpoint.lane(lane));
    entries
        .filter(|entry| matches!(entry, ActivityEntry::Activity(_)))
        .count()
}

fn node(
    activity: &Activity,
    at: Trail<'_>,
    listing: Listing,
    names: &Names<'_>,
    report: &mut Report<'_>,
) -> ActivityNode {
    if activity.does.is_none() && activity.actor.is_none() {
        report.problem(Cause::EmptyActivity, at);
    }
    report.words(activity.does.as_deref(), at.key("does"));
    let actor = activity
        .actor
        .as_ref()
        .and_then(|id| names.find(Kind::Actor, id, at.key("actor"), report));
    let mut others = |key: &str, ids: &[String]| -> Vec<usize> {
        let list = at.key(key);
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for (index, id) in ids.iter().enumerate() {
            if !seen.insert(id) {
                report.problem(Cause::ListedTwice { id: id.clone() }, list.item(index));
            } else {
                let listed = names.activity(id, listing, list.item(index), report);
                found.extend(listed.map(|listed| listed.position));
            }
        }
        found
    };
    let needs = others("needs", &activity.needs);
    let after = others("after", &activity.after);
    ActivityNode {
        id: activity.id.as_deref().and_then(|id| ActivityId::new(id).ok()),
        touchpoint: 0,
        lane: Role::Customer,
        slot: 0,
        actor,
        needs,
        after,
    }
}

/// Reports the groups of activities that need each other in a circle, each with one way round.
fn circles(nodes: &[ActivityNode], document: &Document, report: &mut Report<'_>) {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(nodes.len(), nodes.len());
    nodes.iter().for_each(|_| _ = graph.add_node(()));
    for (position, node) in nodes.iter().enumerate() {
        for needed in &node.needs {
            graph.add_edge(NodeIndex::new(position), NodeIndex::new(*needed), ());
        }
    }
    if graph.edge_count() == 0 {
        return;
    }
    let groups: Vec<Vec<usize>> = kosaraju_scc(&graph)
        .into_iter()
        .map(|group| {
            let mut positions: Vec<_> = group.into_iter().map(NodeIndex::index).collect();
            positions.sort_unstable();
            positions
        })
        .filter(|group| group.len() > 1 || nodes[group[0]].needs.contains(&group[0]))
        .collect();
    let name = |position: usize| nodes[position].id.as_ref().map_or("", |id| id.as_str()).to_owned();
    let mut circles = HashMap::new();
    for group in groups {
        // Following the first need inside the group comes round at last.
        let mut way = vec![group[0]];
        let mut passed = HashMap::from([(group[0], 0)]);
        let round = loop {
            let here = way[way.len() - 1];
            let inside = nodes[here]
                .needs
                .iter()
                .find(|needed| group.binary_search(needed).is_ok());
            let Some(next) = inside.copied() else { break 0 };
            if let Some(from) = passed.insert(next, way.len()) {
                break from;
            }
            way.push(next);
        };
        let mut ids: Vec<String> = way[round..].iter().map(|position| name(*position)).collect();
        ids.push(name(way[round]));
        circles.insert(way[round], ids);
    }
    let mut position = 0;
    walk::touchpoints(document, |touchpoint, at, _| {
        walk::entries(touchpoint, at, |_, _, entry, at| {
            if matches!(entry, ActivityEntry::Activity(_)) {
                if let Some(ids) = circles.remove(&position) {
                    report.problem(Cause::NeedsCycle { ids }, at.key("needs"));
                }
                position += 1;
            }
        });
    });
}
