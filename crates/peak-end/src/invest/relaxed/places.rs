//! A group laid out: the nodes that any set comes to, in an order in which what follows is known first.

use super::{Aim, Choice, Component, Place, Relaxed};
use crate::invest::problem::{Condition, Group, Node, Problem};
use crate::invest::rule::Rule;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use service_blueprint::Target;

/// Chosen: of more different last moments at one touchpoint those that lie close together are counted as the best of them.
const LASTS: usize = 12;

/// Chosen: about how many values there may be, by group, touchpoint and level; more levels are counted together.
const CELLS: usize = 10_000_000;

/// Chosen: so many levels are told apart, however many touchpoints there are.
const FEWEST_LEVELS: usize = 32;

impl Relaxed {
    /// The group laid out.
    pub(in crate::invest) fn new(group: &Group, problem: &Problem, rule: Rule) -> Self {
        let past = past(group);
        let mut reached = reached(group);
        for (node, reached) in reached.iter_mut().enumerate() {
            *reached &= past[node] == Target::Touchpoint(node);
        }
        let number = numbering(&reached);
        let aim = |to: Target| match to {
            Target::Touchpoint(node) => match past[node] {
                Target::Touchpoint(node) => Aim::Node(number[node]),
                Target::End(_) => Aim::End,
            },
            Target::End(_) => Aim::End,
        };
        let scores = group.nodes.iter().zip(&reached).filter(|(_, reached)| **reached);
        let scores = scores.flat_map(|(node, _)| node.outcomes.iter().filter_map(|outcome| outcome.score));
        let mut ranked: Vec<_> = scores
            .map(|score| (rule.order.rank(problem.scale, score), score))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.dedup_by_key(|(rank, _)| *rank);
        // Of too many levels neighbours are counted together, as the best of them, which keeps the bound one.
        let count = reached.iter().filter(|reached| **reached).count();
        let together = ranked
            .len()
            .div_ceil((CELLS / (count * problem.groups.len()).max(1)).max(FEWEST_LEVELS))
            .max(1);
        let level = |score: f64| {
            let rank = rule.order.rank(problem.scale, score);
            1 + ranked.partition_point(|(other, _)| *other < rank) / together
        };
        let points = ranked.chunks(together).map(|together| {
            let points = together.iter().map(|(_, score)| problem.points(*score));
            points.fold(f64::NEG_INFINITY, f64::max)
        });
        let levels: Vec<f64> = std::iter::once(0.0).chain(points).collect();
        let (mut uses, mut at) = (Vec::new(), Vec::new());
        let mut nodes: Vec<Place> = Vec::new();
        for (node, _) in group.nodes.iter().zip(&reached).filter(|(_, reached)| **reached) {
            let mut here: Vec<(usize, usize)> = Vec::new();
            let mut outcomes: Vec<_> = (node.outcomes.iter())
                .map(|outcome| Choice {
                    allowed: !outcome.forbidden,
                    uses: used(&outcome.when, &mut here, &mut uses),
                    when: outcome.when.clone(),
                    what: outcome.score.map_or(0, level),
                })
                .collect();
            // Of equally good outcomes the one that uses least comes first.
            outcomes.sort_by_key(|outcome| outcome.uses.len());
            here.clear();
            let onward = node.onward.iter().map(|onward| Choice {
                allowed: true,
                uses: used(&onward.when, &mut here, &mut uses),
                when: onward.when.clone(),
                what: onward.to.iter().map(|&(to, p)| (aim(to), p)).collect(),
            });
            let mut onward: Vec<_> = onward.collect();
            onward.sort_by_key(|onward| onward.uses.len());
            at.resize(uses.len(), nodes.len());
            nodes.push(Place {
                passes: outcomes.iter().any(|outcome| outcome.what == 0),
                onward,
                outcomes,
                row_of: Vec::new(),
                lasts: vec![0],
            });
        }
        let start = group
            .start
            .iter()
            .filter_map(|&(node, p)| match aim(Target::Touchpoint(node)) {
                Aim::Node(node) => Some((node, p)),
                // Nothing is met, and nothing remembered.
                Aim::End => None,
            });
        let start: Vec<(usize, f64)> = start.collect();
        let components = components(&nodes);
        last_moments(&mut nodes, &start, &levels);
        let mut rows = Vec::new();
        let mut table = 0;
        for place in &nodes {
            rows.push(table);
            table += place.lasts.len() * levels.len();
        }
        let unavoidable = (0..uses.len()).map(|number| {
            let place = &nodes[at[number]];
            is_unavoidable(&place.outcomes, number, uses[number]) && is_unavoidable(&place.onward, number, uses[number])
        });
        Self {
            unavoidable: unavoidable.collect(),
            weight: group.weight,
            peak: rule.weight,
            is_exact: together == 1 && !components.iter().any(|component| component.looped),
            best: levels.iter().copied().fold(0.0, f64::max),
            components,
            nodes,
            start,
            uses,
            at,
            rows,
            table,
            levels,
        }
    }
}

/// Whether all choices that an option leaves make this use of it, if any of them does.
fn is_unavoidable<T>(choices: &[Choice<T>], number: usize, option: usize) -> bool {
    let uses = |choice: &Choice<T>| choice.uses.contains(&number);
    !choices.iter().any(uses)
        || choices
            .iter()
            .all(|choice| uses(choice) || choice.when.off.contains(&option))
}

/// The numbers of the uses that a condition makes of options, of one kind at one node.
fn used(when: &Condition, here: &mut Vec<(usize, usize)>, uses: &mut Vec<usize>) -> Vec<usize> {
    let number = |&option: &usize| match here.iter().find(|(known, _)| *known == option) {
        Some((_, number)) => *number,
        None => {
            uses.push(option);
            here.push((option, uses.len() - 1));
            uses.len() - 1
        }
    };
    when.on.iter().map(number).collect()
}

/// Whether any journey of any set comes to a node.
fn reached(group: &Group) -> Vec<bool> {
    let mut reached = vec![false; group.nodes.len()];
    let mut open: Vec<usize> = group.start.iter().map(|(node, _)| *node).collect();
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut reached[node], true) {
            let ways = group.nodes[node].onward.iter().flat_map(|onward| &onward.to);
            open.extend(ways.filter_map(|(to, _)| match to {
                Target::Touchpoint(next) => Some(*next),
                Target::End(_) => None,
            }));
        }
    }
    reached
}

/// By node, where journeys are that come to it: at the node, or past it where it never leaves a trace and has one way on.
fn past(group: &Group) -> Vec<Target> {
    let only = |node: usize| -> Option<Target> {
        let Node { outcomes, onward, .. } = &group.nodes[node];
        let ([outcome], [onward]) = (outcomes.as_slice(), onward.as_slice()) else {
            return None;
        };
        let [(to, _)] = onward.to.as_slice() else { return None };
        let always = outcome.when.is_always() && onward.when.is_always();
        (always && outcome.score.is_none()).then_some(*to)
    };
    let mut past: Vec<Option<Target>> = vec![None; group.nodes.len()];
    for node in 0..past.len() {
        let mut along = Vec::new();
        let mut here = Target::Touchpoint(node);
        while let Target::Touchpoint(at) = here {
            if let Some(known) = past[at] {
                here = known;
                break;
            }
            // A ring of such nodes is never left; it is none that a journey comes to.
            let Some(next) = only(at).filter(|_| along.len() < group.nodes.len()) else {
                break;
            };
            along.push(at);
            here = next;
        }
        for at in along {
            past[at] = Some(here);
        }
    }
    past.into_iter()
        .enumerate()
        .map(|(node, past)| past.unwrap_or(Target::Touchpoint(node)))
        .collect()
}

/// The numbers of the reached nodes among themselves.
fn numbering(reached: &[bool]) -> Vec<usize> {
    let numbers = reached.iter().scan(0, |next, reached| {
        let number = *next;
        *next += usize::from(*reached);
        Some(number)
    });
    numbers.collect()
}

/// Nodes that stand in each other's loops together; those to which ways lead before those that they come from.
fn components(nodes: &[Place]) -> Vec<Component> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(nodes.len(), nodes.len());
    let indices: Vec<_> = nodes.iter().map(|_| graph.add_node(())).collect();
    for (node, place) in nodes.iter().enumerate() {
        for (aim, _) in place.onward.iter().flat_map(|onward| &onward.what) {
            if let Aim::Node(to) = aim {
                graph.update_edge(indices[node], indices[*to], ());
            }
        }
    }
    // Kosaraju's components come in reverse topological order.
    let components = kosaraju_scc(&graph).into_iter().map(|members| {
        let mut nodes: Vec<usize> = members.iter().map(|index| index.index()).collect();
        let looped = nodes.len() > 1 || graph.contains_edge(members[0], members[0]);
        // Later touchpoints mostly come later: from the back values travel fastest.
        nodes.sort_unstable_by(|a, b| b.cmp(a));
        Component { nodes, looped }
    });
    components.collect()
}

/// At nodes that may be passed over, finds which last moments journeys come with, and gives each a row.
fn last_moments(nodes: &mut [Place], start: &[(usize, f64)], levels: &[f64]) {
    let width = levels.len();
    let mut lasts: Vec<Vec<bool>> = nodes
        .iter()
        .map(|place| vec![false; if place.passes { width } else { 0 }])
        .collect();
    let mut open: Vec<usize> = (0..nodes.len()).collect();
    for &(node, _) in start {
        if nodes[node].passes {
            lasts[node][0] = true;
        }
    }
    while let Some(node) = open.pop() {
        let place = &nodes[node];
        let own = place
            .outcomes
            .iter()
            .map(|outcome| outcome.what)
            .filter(|level| *level > 0);
        let passed = (0..lasts[node].len()).filter(|level| lasts[node][*level]);
        let mut out: Vec<usize> = own.chain(passed).collect();
        out.sort_unstable();
        out.dedup();
        for (aim, _) in place.onward.iter().flat_map(|onward| &onward.what) {
            let Aim::Node(to) = *aim else { continue };
            let mut more = false;
            if nodes[to].passes {
                for &level in &out {
                    more |= !std::mem::replace(&mut lasts[to][level], true);
                }
            }
            if more {
                open.push(to);
            }
        }
    }
    for (place, lasts) in nodes.iter_mut().zip(lasts).filter(|(place, _)| place.passes) {
        let mut found: Vec<usize> = (0..width).filter(|level| lasts[*level]).collect();
        // Nothing yet is a case of its own; the others by their score.
        found.sort_by(|a, b| (*a > 0).cmp(&(*b > 0)).then(levels[*a].total_cmp(&levels[*b])));
        let per_row = found.len().div_ceil(LASTS).max(1);
        let (nothing, some): (Vec<usize>, Vec<usize>) = found.into_iter().partition(|level| *level == 0);
        place.row_of = vec![0; width];
        place.lasts.clear();
        for together in nothing.chunks(1).chain(some.chunks(per_row)) {
            for &level in together {
                place.row_of[level] = place.lasts.len();
            }
            // The best of those that are counted together: that keeps the bound one.
            place.lasts.extend(together.last());
        }
        if place.lasts.is_empty() {
            place.lasts.push(0);
        }
    }
}
