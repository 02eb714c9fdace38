//! The blueprint as a directed graph, and the questions that need one.

use std::collections::HashSet;

use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, EdgeFiltered, EdgeRef, Reversed};

use super::{Activity, ActivityNode, Actor, Blueprint, EvidenceUse, SegmentNode, StageNode, Target, Touchpoint};
use crate::blueprint::TouchpointNode;

/// An element of the blueprint; positions in document order within the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    Stage,
    Touchpoint(usize),
    Activity(usize),
    Actor,
    Evidence,
}

/// How two elements are related.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Relation {
    /// A stage contains a touchpoint.
    Contains,
    /// A touchpoint leads to another for the segment at that position, with that probability.
    Next { segment: usize, probability: f64 },
    /// An activity is performed by an actor.
    PerformedBy,
    /// A touchpoint, or an activity, cannot happen without an activity.
    SupportedBy,
    /// A touchpoint shows evidence.
    Shows,
}

/// The graph; its indices stay in this file.
///
/// Nodes are added kind by kind in document order: stages, touchpoints, activities, actors, declared evidence.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    graph: DiGraph<Element, Relation>,
    first_touchpoint: usize,
    first_activity: usize,
}

impl Graph {
    pub(crate) fn build(
        stages: &[StageNode],
        touchpoints: &[TouchpointNode],
        activities: &[ActivityNode],
        actors: usize,
        evidence: usize,
        segments: &[SegmentNode],
    ) -> Self {
        let first_touchpoint = stages.len();
        let first_activity = first_touchpoint + touchpoints.len();
        let first_actor = first_activity + activities.len();
        let first_evidence = first_actor + actors;
        let mut graph = DiGraph::with_capacity(first_evidence + evidence, 4 * touchpoints.len());
        stages.iter().for_each(|_| _ = graph.add_node(Element::Stage));
        (0..touchpoints.len()).for_each(|position| _ = graph.add_node(Element::Touchpoint(position)));
        (0..activities.len()).for_each(|position| _ = graph.add_node(Element::Activity(position)));
        (0..actors).for_each(|_| _ = graph.add_node(Element::Actor));
        (0..evidence).for_each(|_| _ = graph.add_node(Element::Evidence));
        let node = NodeIndex::new;
        for (position, touchpoint) in touchpoints.iter().enumerate() {
            let here = node(first_touchpoint + position);
            graph.add_edge(node(touchpoint.stage), here, Relation::Contains);
            for (_, activity) in &touchpoint.entries {
                graph.add_edge(here, node(first_activity + activity), Relation::SupportedBy);
            }
            for used in &touchpoint.evidence {
                if let EvidenceUse::Declared(evidence) = used {
                    graph.add_edge(here, node(first_evidence + evidence), Relation::Shows);
                }
            }
        }
        for (position, activity) in activities.iter().enumerate() {
            let here = node(first_activity + position);
            if let Some(actor) = activity.actor {
                graph.add_edge(here, node(first_actor + actor), Relation::PerformedBy);
            }
            for needed in &activity.needs {
                graph.add_edge(here, node(first_activity + needed), Relation::SupportedBy);
            }
        }
        for (segment, known) in segments.iter().enumerate() {
            for position in 0..touchpoints.len() {
                for (target, probability) in known.journey.ways(position) {
                    if let Target::Touchpoint(next) = target {
                        let relation = Relation::Next {
                            segment,
                            probability: *probability,
                        };
                        graph.add_edge(
                            node(first_touchpoint + position),
                            node(first_touchpoint + next),
                            relation,
                        );
                    }
                }
            }
        }
        Self {
            graph,
            first_touchpoint,
            first_activity,
        }
    }

    /// Positions of the wanted elements that can be reached along `SupportedBy`, ascending, the origin left out.
    fn along_support(&self, from: usize, way: Direction, wanted: fn(Element) -> Option<usize>) -> Vec<usize> {
        let origin = NodeIndex::new(from);
        let support = EdgeFiltered::from_fn(&self.graph, |edge| *edge.weight() == Relation::SupportedBy);
        let mut reached = Vec::new();
        let mut visit = |node: NodeIndex| {
            if node != origin {
                reached.extend(wanted(self.graph[node]));
            }
        };
        match way {
            Direction::Outgoing => {
                let mut walk = Dfs::new(&support, origin);
                while let Some(node) = walk.next(&support) {
                    visit(node);
                }
            }
            Direction::Incoming => {
                let upward = Reversed(&support);
                let mut walk = Dfs::new(upward, origin);
                while let Some(node) = walk.next(upward) {
                    visit(node);
                }
            }
        }
        reached.sort_unstable();
        reached
    }

    /// Groups of touchpoint positions that customers can go round in, each ascending, in document order.
    fn loops(&self) -> Vec<Vec<usize>> {
        let next = EdgeFiltered::from_fn(&self.graph, |edge| matches!(edge.weight(), Relation::Next { .. }));
        let mut loops: Vec<Vec<usize>> = Vec::new();
        for component in kosaraju_scc(&next) {
            let alone = component.len() == 1;
            let again = |node: NodeIndex| {
                let to_itself = |edge: petgraph::graph::EdgeReference<'_, Relation>| {
                    matches!(edge.weight(), Relation::Next { .. }) && edge.target() == node
                };
                self.graph.edges(node).any(to_itself)
            };
            if !alone || again(component[0]) {
                let mut positions: Vec<usize> = component
                    .iter()
                    .map(|node| node.index() - self.first_touchpoint)
                    .collect();
                positions.sort_unstable();
                loops.push(positions);
            }
        }
        loops.sort_unstable();
        loops
    }
}

fn touchpoint_position(element: Element) -> Option<usize> {
    match element {
        Element::Touchpoint(position) => Some(position),
        Element::Stage | Element::Activity(_) | Element::Actor | Element::Evidence => None,
    }
}

fn activity_position(element: Element) -> Option<usize> {
    match element {
        Element::Activity(position) => Some(position),
        Element::Stage | Element::Touchpoint(_) | Element::Actor | Element::Evidence => None,
    }
}

/// Work that passes from one actor to another.
#[derive(Debug, Clone, Copy)]
pub struct HandOff<'a> {
    /// What is done first.
    pub from: Activity<'a>,
    /// What needs it, or is drawn after it.
    pub to: Activity<'a>,
}

impl Blueprint {
    /// The touchpoints that an activity carries: those that list it and those that need it through other activities,
    /// in document order. All of them suffer when it fails.
    pub fn carried_by<'a>(&'a self, activity: Activity<'a>) -> Vec<Touchpoint<'a>> {
        let from = self.graph.first_activity + activity.position();
        let positions = self.graph.along_support(from, Direction::Incoming, touchpoint_position);
        positions
            .into_iter()
            .map(|position| Touchpoint::new(self, position))
            .collect()
    }

    /// The activities that stand behind a touchpoint: those listed there and all that these need, in document order.
    pub fn behind<'a>(&'a self, touchpoint: Touchpoint<'a>) -> Vec<Activity<'a>> {
        let from = self.graph.first_touchpoint + touchpoint.position();
        let positions = self.graph.along_support(from, Direction::Outgoing, activity_position);
        positions
            .into_iter()
            .map(|position| Activity::new(self, position))
            .collect()
    }

    /// The hand-offs: wherever an activity of one actor needs, or is drawn after, an activity of another.
    pub fn hand_offs(&self) -> Vec<HandOff<'_>> {
        let mut hand_offs = Vec::new();
        for to in self.activities() {
            let mut said = HashSet::new();
            for from in to.needs().chain(to.after()) {
                let actors = (from.actor().map(Actor::position), to.actor().map(Actor::position));
                if let (Some(giver), Some(taker)) = actors
                    && giver != taker
                    && said.insert(from.position())
                {
                    hand_offs.push(HandOff { from, to });
                }
            }
        }
        hand_offs
    }

    /// The groups of touchpoints in which customers of some segment can go round, in document order.
    pub fn loops(&self) -> Vec<Vec<Touchpoint<'_>>> {
        let groups = self.graph.loops().into_iter();
        groups
            .map(|group| {
                group
                    .into_iter()
                    .map(|position| Touchpoint::new(self, position))
                    .collect()
            })
            .collect()
    }

    /// The touchpoints at which no segment ever arrives, in document order. One that is skipped by every segment that
    /// comes by counts as unreachable.
    pub fn unreachable(&self) -> Vec<Touchpoint<'_>> {
        let mut reached = vec![false; self.touchpoints.len()];
        for segment in self.segments() {
            for (position, here) in segment.journey().reachable().into_iter().enumerate() {
                reached[position] |= here && !segment.journey().is_skipped(position);
            }
        }
        self.touchpoints()
            .filter(|touchpoint| !reached[touchpoint.position()])
            .collect()
    }
}
