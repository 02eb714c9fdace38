//! All ways of a blueprint, and what options make of them.

use std::collections::{BTreeMap, HashMap};
use std::mem;

use super::ways::{Leg, Routes};
use crate::Blueprint;
use crate::blueprint::{AddedTouchpoint, Known, Placement, Target};
use crate::validate;

/// Chosen: how many ways may come into being by taking touchpoints out. Where very many ways lead to a touchpoint and
/// very many away from it, those from each to each would fill the memory.
const MOST_WAYS: usize = 1_000_000;

/// The ways on from one place.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Node {
    /// Everyone's; `None` where every segment has its own and nothing else is said.
    pub(super) base: Option<Routes>,
    /// Those of segments, in place of everyone's.
    pub(super) own: BTreeMap<usize, Routes>,
}

impl Node {
    fn to(target: Target) -> Self {
        Self {
            base: Some(Routes::to(target).made()),
            own: BTreeMap::new(),
        }
    }

    fn routes(&self) -> impl Iterator<Item = &Routes> {
        self.base.iter().chain(self.own.values())
    }

    fn redirect(&mut self, from: Target, to: Target) -> bool {
        let mut any = false;
        for routes in self.base.iter_mut().chain(self.own.values_mut()) {
            any |= routes.redirect(from, to);
        }
        any
    }

    /// The ways given, and where none are given those of `other`.
    fn or(self, other: Self) -> Self {
        let own = match &self.base {
            Some(_) => self.own,
            None => other.own.into_iter().chain(self.own).collect(),
        };
        Self {
            base: self.base.or(other.base),
            own,
        }
    }
}

/// The ways on from a touchpoint that is taken out.
struct Onward {
    base: Option<Vec<Leg>>,
    own: BTreeMap<usize, Vec<Leg>>,
}

impl Onward {
    /// `None` where some segment would never leave.
    fn of(node: &Node, here: Target) -> Option<Self> {
        let base = match &node.base {
            Some(base) => Some(base.onward(here)?),
            None => None,
        };
        let own = node
            .own
            .iter()
            .map(|(segment, routes)| Some((*segment, routes.onward(here)?)));
        let own = own.collect::<Option<_>>()?;
        Some(Self { base, own })
    }

    /// What becomes of a place from which ways led to `via`.
    fn applied(&self, node: &Node, via: Target) -> Node {
        let mut new = node.clone();
        for (segment, routes) in &mut new.own {
            if let Some(legs) = self.own.get(segment).or(self.base.as_ref()) {
                routes.pass(via, legs);
            }
        }
        let Some(base) = node.base.as_ref().filter(|base| base.lead_to(via)) else {
            return new;
        };
        let passed = |legs: &Vec<Leg>| {
            let mut base = base.clone();
            base.pass(via, legs);
            base
        };
        for (segment, legs) in &self.own {
            new.own.entry(*segment).or_insert_with(|| passed(legs));
        }
        new.base = self.base.as_ref().map(passed);
        new
    }
}

/// The ways of a blueprint: from its touchpoints, from those that options add, and from the start.
#[derive(Debug, Clone)]
pub(super) struct Network {
    /// By position; the start follows the last added touchpoint.
    pub(super) nodes: Vec<Node>,
    /// From where ways lead to a touchpoint or, after those, an ending. Places whose ways no longer lead there may
    /// still be listed.
    into: Vec<Vec<usize>>,
    /// Of the touchpoints that options add, where they go; `None` once they are there.
    places: Vec<Option<Placement>>,
    /// The last of the touchpoints put between two in this round.
    tails: HashMap<(usize, Target), usize>,
    /// How many touchpoints are the blueprint's own.
    own: usize,
    spare: usize,
}

impl Network {
    pub(super) fn new(blueprint: &Blueprint, known: &Known<'_>, added: &[AddedTouchpoint]) -> Self {
        let document = blueprint.document();
        let target = |id: &str| known.target(id);
        let own = blueprint.touchpoints.len();
        let total = own + blueprint.added.len();
        let listed = document.stages.iter().flat_map(|stage| &stage.touchpoints);
        let mut nodes: Vec<Node> = listed
            .clone()
            .zip(validate::default_ways(document))
            .map(|(touchpoint, default)| Node {
                base: match &touchpoint.next {
                    Some(written) => Some(Routes::written(written, target)),
                    None => default.map(Routes::to),
                },
                own: touchpoint
                    .segments
                    .iter()
                    .filter_map(|(id, own)| {
                        let segment = *known.segments.get(id.as_str())?;
                        Some((segment, Routes::written(own.next.as_ref()?, target)))
                    })
                    .collect(),
            })
            .collect();
        nodes.resize(total, Node::default());
        let first = listed.clone().position(|touchpoint| !touchpoint.detour).unwrap_or(0);
        let starts = document.segments.iter().enumerate();
        nodes.push(Node {
            base: Some(match &document.start {
                Some(written) => Routes::written(written, target),
                None => Routes::to(Target::Touchpoint(first)),
            }),
            own: starts
                .filter_map(|(segment, written)| Some((segment, Routes::written(written.start.as_ref()?, target))))
                .collect(),
        });
        let mut network = Self {
            into: vec![Vec::new(); total + blueprint.ends.len()],
            places: added.iter().map(|added| Some(added.place)).collect(),
            own,
            tails: HashMap::new(),
            spare: MOST_WAYS,
            nodes,
        };
        (0..network.nodes.len()).for_each(|position| network.enter(position));
        network
    }

    /// The position of the start, which follows those of all touchpoints.
    pub(super) fn start(&self) -> usize {
        self.nodes.len() - 1
    }

    fn slot(&self, target: Target) -> usize {
        match target {
            Target::Touchpoint(position) => position,
            Target::End(position) => self.start() + position,
        }
    }

    /// Notes where the ways of a place lead.
    fn enter(&mut self, position: usize) {
        let node = mem::take(&mut self.nodes[position]);
        for leg in node.routes().flat_map(|routes| &routes.legs) {
            let slot = self.slot(leg.to);
            if self.into[slot].last() != Some(&position) {
                self.into[slot].push(position);
            }
        }
        self.nodes[position] = node;
    }

    /// Gives a touchpoint other ways, for everyone or for some segments.
    pub(super) fn give(&mut self, position: usize, segments: Option<&[usize]>, routes: Routes) {
        let node = &mut self.nodes[position];
        match segments {
            None => {
                node.base = Some(routes);
                node.own.clear();
            }
            Some(segments) => node
                .own
                .extend(segments.iter().map(|segment| (*segment, routes.clone()))),
        }
        self.enter(position);
    }

    /// Begins another round of additions.
    pub(super) fn begin_round(&mut self) {
        self.tails.clear();
    }

    /// Puts an added touchpoint in its place. Ways that an option gave it stay.
    pub(super) fn place(&mut self, new: usize) {
        let Some(place) = self.places[new - self.own].take() else {
            return;
        };
        let to_new = Target::Touchpoint(new);
        let onward = match place {
            Placement::Between(from, to) => {
                let tail = self.tails.insert((from, to), new).unwrap_or(from);
                if self.nodes[tail].redirect(to, to_new) {
                    let slot = self.slot(to_new);
                    self.into[slot].push(tail);
                }
                Node::to(to)
            }
            Placement::After(from) => {
                let node = mem::replace(&mut self.nodes[from], Node::to(to_new));
                self.enter(from);
                Node {
                    base: node.base.map(Routes::made),
                    own: node
                        .own
                        .into_iter()
                        .map(|(segment, routes)| (segment, routes.made()))
                        .collect(),
                }
            }
            Placement::Before(to) => {
                let slot = self.slot(to);
                let comers = mem::take(&mut self.into[slot]);
                for from in comers {
                    // Whoever comes next before the same place stands between this one and that place.
                    let stands_nearer = from == new || self.is_waiting(from, place);
                    if stands_nearer {
                        self.into[slot].push(from);
                    } else if self.nodes[from].redirect(to, to_new) {
                        self.into[new].push(from);
                    }
                }
                Node::to(to)
            }
        };
        let given = mem::take(&mut self.nodes[new]);
        self.nodes[new] = given.or(onward);
        self.enter(new);
    }

    /// Whether a touchpoint has yet to find the same place.
    fn is_waiting(&self, position: usize, place: Placement) -> bool {
        let added = position.checked_sub(self.own).and_then(|added| self.places.get(added));
        added.is_some_and(|waiting| *waiting == Some(place))
    }

    /// The ways of a segment on from a place.
    fn legs(&self, position: usize, segment: usize) -> &[Leg] {
        let node = &self.nodes[position];
        let routes = node.own.get(&segment).or(node.base.as_ref());
        routes.map_or(&[], |routes| &routes.legs)
    }

    /// The touchpoints to which a segment can come and from which it can reach no ending, ascending.
    pub(super) fn stuck(&self, segment: usize) -> Vec<usize> {
        let mut comes = vec![false; self.nodes.len()];
        let mut ends = vec![false; self.nodes.len()];
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut open = vec![self.start()];
        let mut last = Vec::new();
        while let Some(here) = open.pop() {
            if mem::replace(&mut comes[here], true) {
                continue;
            }
            for leg in self.legs(here, segment) {
                match leg.to {
                    Target::Touchpoint(next) => {
                        into[next].push(here);
                        open.push(next);
                    }
                    Target::End(_) => last.push(here),
                }
            }
        }
        while let Some(here) = last.pop() {
            if !mem::replace(&mut ends[here], true) {
                last.append(&mut into[here]);
            }
        }
        (0..self.start()).filter(|here| comes[*here] && !ends[*here]).collect()
    }

    /// Takes a touchpoint out: whoever came there goes where it led. Whether that could be done: not where somebody
    /// never leaves it, and not where nothing would be left between the start and an ending.
    pub(super) fn take_out(&mut self, here: usize) -> bool {
        let via = Target::Touchpoint(here);
        let Some(onward) = Onward::of(&self.nodes[here], via) else {
            return false;
        };
        let mut comers = self.into[here].clone();
        comers.sort_unstable();
        comers.dedup();
        comers.retain(|from| *from != here && self.nodes[*from].routes().any(|routes| routes.lead_to(via)));
        let mut changed = Vec::with_capacity(comers.len());
        let mut spare = self.spare;
        for from in comers {
            let node = onward.applied(&self.nodes[from], via);
            let legs = || node.routes().flat_map(|routes| &routes.legs);
            if from == self.start() && legs().any(|leg| matches!(leg.to, Target::End(_))) {
                return false;
            }
            match spare.checked_sub(legs().count()) {
                Some(left) => spare = left,
                None => return false,
            }
            changed.push((from, node));
        }
        self.spare = spare;
        self.nodes[here] = Node::default();
        self.into[here].clear();
        for (from, node) in changed {
            self.nodes[from] = node;
            self.enter(from);
        }
        true
    }
}
