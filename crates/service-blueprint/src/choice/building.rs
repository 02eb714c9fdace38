//! The document in which chosen options are built in.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::mem;

use crate::Blueprint;
use crate::blueprint::{Investment, Investments, Known, Placement, Target, rounds};
use crate::document::{Document, InvestmentOption, State, Touchpoint, Ways};
use crate::validate;

use super::listing::Listing;
use super::network::Network;
use super::ways::Routes;
use super::{scores, taken_out};

/// A blueprint and the options that are built into it.
pub(super) struct Building<'b> {
    pub(super) blueprint: &'b Blueprint,
    pub(super) known: &'b Known<'b>,
    pub(super) investments: &'b Investments,
    /// Positions of options, ascending.
    pub(super) chosen: Vec<usize>,
}

/// Touchpoints that every segment passes over now.
struct Removed {
    /// Those that are taken out.
    gone: Vec<Touchpoint>,
    /// Positions of those that stay without scores.
    silent: HashSet<usize>,
}

impl<'b> Building<'b> {
    pub(super) fn document(&self) -> Document {
        let order = self.additions();
        let mut network = self.network(&order);
        let mut document = self.blueprint.document().clone();
        let mut touchpoints = self.touchpoints(&mut document);
        let Removed { gone, silent } = self.remove(&mut touchpoints, &mut network);
        self.score(&mut touchpoints, &silent);
        self.list(&mut document, touchpoints, &order, &network);
        taken_out::mend(&mut document, gone, |id| self.is_ours(id));
        document.options.clear();
        document.state = Some(State::Future);
        document
    }

    /// The chosen options, in document order.
    fn options(&self) -> impl Iterator<Item = (&'b InvestmentOption, &'b Investment)> {
        let position = self.chosen.iter();
        position.map(|position| {
            (
                &self.blueprint.options()[*position],
                &self.investments.options[*position],
            )
        })
    }

    /// For whom an option holds; `None` for everyone.
    fn whom<'o>(&self, option: &'o Investment) -> Option<&'o [usize]> {
        (option.segments.len() < self.blueprint.segments.len()).then_some(&option.segments)
    }

    fn segment_id(&self, position: usize) -> &str {
        self.blueprint.segments[position].id.as_str()
    }

    /// The id of a touchpoint, added ones included.
    pub(super) fn touchpoint_id(&self, position: usize) -> &str {
        let own = &self.blueprint.touchpoints;
        match own.get(position) {
            Some(node) => node.id.as_str(),
            None => self.investments.added[position - own.len()].id.as_str(),
        }
    }

    fn place(&self, position: usize) -> Placement {
        self.investments.added[position - self.blueprint.touchpoints.len()].place
    }

    /// The touchpoints that chosen options add, in the order in which they find their place, round by round.
    pub(super) fn additions(&self) -> Vec<Vec<usize>> {
        let own = self.blueprint.touchpoints.len();
        let places: Vec<Placement> = self.investments.added.iter().map(|added| added.place).collect();
        // Loading has made sure that none name each other in a circle.
        let rounds = rounds(own, &places).unwrap_or_default();
        let kind = |position: &usize| match self.place(*position) {
            Placement::Between(..) => 0,
            Placement::After(_) => 1,
            Placement::Before(_) => 2,
        };
        let round = |position: &usize| rounds.get(position - own);
        let mut order: Vec<usize> = self.options().flat_map(|(_, option)| option.adds.clone()).collect();
        order.sort_by_key(|position| (round(position), kind(position), *position));
        order
            .chunk_by(|one, other| round(one) == round(other))
            .map(<[usize]>::to_vec)
            .collect()
    }

    /// All ways, those of added touchpoints included.
    pub(super) fn network(&self, order: &[Vec<usize>]) -> Network {
        let mut network = Network::new(self.blueprint, self.known, &self.investments.added);
        for (written, option) in self.options() {
            for (id, ways) in &written.next {
                let routes = Routes::written(ways, |id| self.known.target(id)).made();
                if let Some(position) = self.known.touchpoint(id) {
                    network.give(position, self.whom(option), routes);
                }
            }
        }
        for round in order {
            network.begin_round();
            for &position in round {
                network.place(position);
            }
        }
        network
    }

    /// Every touchpoint by position, taken from the document; of the added ones those that are chosen.
    fn touchpoints(&self, document: &mut Document) -> Vec<Option<Touchpoint>> {
        let listed = document
            .stages
            .iter_mut()
            .flat_map(|stage| mem::take(&mut stage.touchpoints));
        let mut touchpoints: Vec<_> = listed.map(Some).collect();
        touchpoints.resize(touchpoints.len() + self.blueprint.added.len(), None);
        for (written, option) in self.options() {
            for (addition, position) in written.adds.iter().zip(&option.adds) {
                let mut touchpoint = addition.touchpoint.clone();
                touchpoint.detour = true;
                if let Some(segments) = self.whom(option) {
                    let others =
                        (0..self.blueprint.segments.len()).filter(|segment| segments.binary_search(segment).is_err());
                    scores::skip(&mut touchpoint, others.map(|segment| self.segment_id(segment)));
                }
                touchpoints[*position] = Some(touchpoint);
            }
        }
        touchpoints
    }

    /// Removes what chosen options remove.
    fn remove(&self, touchpoints: &mut [Option<Touchpoint>], network: &mut Network) -> Removed {
        let mut removed: BTreeMap<usize, HashSet<usize>> = BTreeMap::new();
        for (_, option) in self.options() {
            for &position in &option.removes {
                removed.entry(position).or_default().extend(&option.segments);
            }
        }
        let (mut gone, mut silent) = (Vec::new(), HashSet::new());
        for (position, segments) in removed {
            let Some(touchpoint) = &mut touchpoints[position] else {
                continue;
            };
            let passes = |segment: &usize| {
                let own = touchpoint.segments.get(self.segment_id(*segment));
                segments.contains(segment) || own.is_some_and(|own| own.skip)
            };
            let passing: Vec<usize> = (0..self.blueprint.segments.len()).filter(passes).collect();
            if passing.len() < self.blueprint.segments.len() {
                scores::skip(touchpoint, passing.iter().map(|segment| self.segment_id(*segment)));
            } else if network.take_out(position) {
                gone.extend(touchpoints[position].take());
            } else {
                silent.insert(position);
                scores::clear(touchpoint);
            }
        }
        Removed { gone, silent }
    }

    /// Sets and raises scores.
    fn score(&self, touchpoints: &mut [Option<Touchpoint>], silent: &HashSet<usize>) {
        for (written, option) in self.options() {
            let ids: Option<Vec<&str>> = self
                .whom(option)
                .map(|segments| segments.iter().map(|segment| self.segment_id(*segment)).collect());
            let mut change = |id: &str, change: &dyn Fn(&mut Touchpoint)| {
                let position = self.known.touchpoint(id).filter(|at| !silent.contains(at));
                if let Some(Some(touchpoint)) = position.map(|position| &mut touchpoints[position]) {
                    change(touchpoint);
                }
            };
            for (id, rating) in &written.sets {
                change(id, &|touchpoint| scores::set(touchpoint, ids.as_deref(), rating));
            }
            for (id, by) in &written.raises {
                change(id, &|touchpoint| {
                    scores::raise(touchpoint, ids.as_deref(), *by, self.blueprint);
                });
            }
        }
    }

    /// Lists the touchpoints in their stages, each with its ways.
    fn list(
        &self,
        document: &mut Document,
        mut touchpoints: Vec<Option<Touchpoint>>,
        order: &[Vec<usize>],
        network: &Network,
    ) {
        let listing = self.listing(order);
        let mut listed = Vec::new();
        for (position, stage) in document.stages.iter_mut().enumerate() {
            for position in listing.stage(position) {
                if let Some(touchpoint) = touchpoints[position].take() {
                    stage.touchpoints.push(touchpoint);
                    listed.push(position);
                }
            }
        }
        let by_position = |default: Option<Target>| match default {
            Some(Target::Touchpoint(slot)) => Some(Target::Touchpoint(listed[slot])),
            Some(Target::End(_)) | None => default,
        };
        let defaults = validate::default_ways(document);
        let all = document.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints);
        for ((touchpoint, position), default) in all.zip(&listed).zip(defaults) {
            let node = &network.nodes[*position];
            // Added touchpoints always say where they lead.
            let own = *position < self.blueprint.touchpoints.len();
            let default = by_position(default).filter(|_| own);
            self.write(&mut touchpoint.next, node.base.as_ref(), default);
            for segment in 0..self.blueprint.segments.len() {
                let id = self.segment_id(segment);
                match (node.own.get(&segment), touchpoint.segments.get_mut(id)) {
                    (Some(routes), _) if routes.changed => {
                        touchpoint.segments.entry(id.to_owned()).or_default().next = Some(self.ways(routes));
                    }
                    (None, Some(own)) if own.next.is_some() => {
                        own.next = None;
                        scores::drop_empty(touchpoint);
                    }
                    (Some(_) | None, _) => {}
                }
            }
        }
        let all = document.stages.iter().flat_map(|stage| &stage.touchpoints);
        let first = all.zip(&listed).find(|(touchpoint, _)| !touchpoint.detour);
        let first = first.map(|(_, position)| *position).or(listed.first().copied());
        let start = &network.nodes[network.start()];
        self.write(&mut document.start, start.base.as_ref(), first.map(Target::Touchpoint));
        for (segment, routes) in start.own.iter().filter(|(_, routes)| routes.changed) {
            document.segments[*segment].start = Some(self.ways(routes));
        }
    }

    /// Writes the ways of a place where they are not as written, or not those that go without saying.
    fn write(&self, written: &mut Option<Ways>, routes: Option<&Routes>, default: Option<Target>) {
        match routes {
            None => *written = None,
            Some(routes) if written.is_some() && routes.changed || written.is_none() && !routes.is_plainly(default) => {
                *written = Some(self.ways(routes));
            }
            Some(_) => {}
        }
    }

    fn ways(&self, routes: &Routes) -> Ways {
        routes.ways(|target| match target {
            Target::Touchpoint(position) => self.touchpoint_id(position),
            Target::End(position) => self.blueprint.ends[position].as_str(),
        })
    }

    /// Added touchpoints beside what they name, as customers come to them.
    fn listing(&self, order: &[Vec<usize>]) -> Listing {
        let total = self.blueprint.touchpoints.len() + self.blueprint.added.len();
        let stages = self.blueprint.stages.iter().map(|stage| stage.touchpoints.clone());
        let last = stages.len().saturating_sub(1);
        let mut listing = Listing::new(total, stages);
        for round in order {
            let mut tails: HashMap<usize, usize> = HashMap::new();
            for &position in round {
                match self.place(position) {
                    Placement::Between(from, _) => {
                        let tail = tails.insert(from, position).unwrap_or(from);
                        listing.insert_after(tail, position);
                    }
                    Placement::After(from) => listing.insert_after(from, position),
                    Placement::Before(Target::Touchpoint(to)) => listing.insert_before(to, position),
                    Placement::Before(Target::End(_)) => listing.push(last, position),
                }
            }
        }
        listing
    }

    fn is_ours(&self, id: &str) -> bool {
        let own = &self.blueprint.touchpoints;
        let node = self.known.touchpoint(id).and_then(|position| match own.get(position) {
            Some(node) => Some(node),
            None => self.blueprint.added.get(position - own.len()),
        });
        node.is_some_and(|node| node.controllable)
    }
}
