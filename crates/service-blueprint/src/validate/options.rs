//! Investment options: what they name, what they change, and whether they can ever be chosen.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use crate::Scale;
use crate::blueprint::{Placement, SegmentNode, Target, TouchpointNode, rounds};
use crate::document::{ActivityEntry, Document, Insertion, InvestmentOption, Touchpoint};
use crate::path::Trail;
use crate::problem::{Cause, Kind};

use super::names::{Names, Place};
use super::needs::{Chosen, Needs};
use super::ratings::Ratings;
use super::report::Report;
use super::walk;
use super::ways::check_shares;

/// How far a raise may pass best by rounding alone, as a fraction of the half-scale.
const ROUNDING: f64 = 1e-9;

/// A score, and the segment if it is the segment's own.
type Highest = (f64, Option<usize>);

/// What the options refer to.
struct Options<'c, 'd> {
    document: &'d Document,
    names: &'c Names<'d>,
    ratings: &'c Ratings,
    /// In document order, those that options add last; empty where one of them is broken.
    touchpoints: &'c [TouchpointNode],
    segments: &'c [SegmentNode],
    /// For each option the position of the first touchpoint that it adds.
    added: Vec<usize>,
    /// The best score that any segment has at a touchpoint, and the segment if the score is its own; by position.
    highest: RefCell<HashMap<usize, Option<Highest>>>,
    /// The ways that options give, from where to where, once somebody asked for them.
    given: OnceCell<HashSet<(&'d str, &'d str)>>,
}

pub(super) fn check<'d>(
    document: &'d Document,
    names: &Names<'d>,
    ratings: &Ratings,
    touchpoints: &[TouchpointNode],
    segments: &[SegmentNode],
    report: &mut Report<'_>,
) {
    let list = Trail::Root.key("options");
    references(document, names, report);
    let mut next: usize = document.stages.iter().map(|stage| stage.touchpoints.len()).sum();
    let added = document.options.iter().map(|option| {
        let first = next;
        next += option.adds.len();
        first
    });
    let added = added.collect();
    let options = Options {
        document,
        names,
        ratings,
        touchpoints: if touchpoints.len() == next { touchpoints } else { &[] },
        segments,
        added,
        highest: RefCell::default(),
        given: OnceCell::new(),
    };
    let mut needs = Needs::new(document, names);
    for (index, option) in document.options.iter().enumerate() {
        let at = list.item(index);
        let Some(chosen) = needs.of(index) else {
            return report.problem(Cause::NeedsTooMany { id: option.id.clone() }, at.key("needs"));
        };
        report.words(option.name.as_deref(), at.key("name"));
        options.scores(&chosen, option, at, report);
        options.ways(&chosen, option, at, report);
        options.additions(&chosen, option, at, report);
        options.removals(&chosen, option, at, report);
    }
    options.circle(report);
    changes(document, report);
    impossible(document, &mut needs, report);
}

/// Chosen: how many comparisons it may take to find out which options exclude each other because they change the same.
const COMPARISONS: usize = 10_000_000;

/// Reports a touchpoint that so many options change that comparing each with each would take too long.
fn changes(document: &Document, report: &mut Report<'_>) {
    let mut spare = COMPARISONS;
    let mut changes: HashMap<(&str, bool), usize> = HashMap::new();
    for (index, option) in document.options.iter().enumerate() {
        let scores = option.sets.keys().chain(option.raises.keys()).map(|id| (id, false));
        for (id, ways) in scores.chain(option.next.keys().map(|id| (id, true))) {
            let before = changes.entry((id.as_str(), ways)).or_default();
            // Each is compared with those before it, segment by segment.
            match spare.checked_sub(*before * (1 + option.segments.len())) {
                Some(left) => spare = left,
                None => {
                    let at = Trail::Root.key("options");
                    return report.problem(Cause::ChangesTooMany { touchpoint: id.clone() }, at.item(index));
                }
            }
            *before += 1;
        }
    }
}

/// Options and segments that options name, each once and never themselves.
fn references(document: &Document, names: &Names<'_>, report: &mut Report<'_>) {
    let list = Trail::Root.key("options");
    for (index, option) in document.options.iter().enumerate() {
        let at = list.item(index);
        for (kind, key, ids) in [
            (Kind::Option, "needs", &option.needs),
            (Kind::Option, "excludes", &option.excludes),
            (Kind::Segment, "for", &option.segments),
        ] {
            let at = at.key(key);
            let mut seen = HashSet::new();
            for (slot, id) in ids.iter().enumerate() {
                let at = at.item(slot);
                if kind == Kind::Option && *id == option.id {
                    report.problem(Cause::OptionItself { id: id.clone() }, at);
                } else if !seen.insert(id) {
                    report.problem(Cause::ListedTwice { id: id.clone() }, at);
                } else {
                    names.find(kind, id, at, report);
                }
            }
        }
    }
}

/// Reports options that need two things which exclude each other, each pair once.
fn impossible(document: &Document, needs: &mut Needs<'_>, report: &mut Report<'_>) {
    let list = Trail::Root.key("options");
    let options = &document.options;
    let mut said = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let at = list.item(index);
        let at = at.key("needs");
        let Some(clash) = needs.clash(index) else {
            return report.problem(Cause::NeedsTooMany { id: option.id.clone() }, at);
        };
        let Some((first, second, why)) = clash else { continue };
        if said.insert((first.min(second), first.max(second))) {
            let other = if first == index { second } else { first };
            let cause = Cause::OptionImpossible {
                id: option.id.clone(),
                needed: options[other].id.clone(),
                why,
            };
            report.problem(cause, at);
        }
    }
}

impl Options<'_, '_> {
    /// The touchpoint that an option names, added ones included if the option needs what adds them.
    fn place(&self, chosen: &Chosen<'_>, id: &str, at: Trail<'_>, report: &mut Report<'_>) -> Option<Place> {
        match self.names.places.get(id) {
            Some(Place::Added(by, addition)) => {
                if chosen.contains(*by) {
                    return Some(Place::Added(*by, *addition));
                }
                if !chosen.is_whole {
                    return None;
                }
                let adds = self.document.options[*by].id.clone();
                report.problem(
                    Cause::AddedElsewhere {
                        touchpoint: id.into(),
                        adds,
                    },
                    at,
                );
                None
            }
            Some(Place::Touchpoint(position)) => Some(Place::Touchpoint(*position)),
            Some(Place::End(_)) | None => {
                self.names.touchpoint(id, at, report);
                None
            }
        }
    }

    /// What is known of a touchpoint that an option names; `None` where its own declaration is broken.
    fn node(&self, place: Place) -> Option<(usize, &TouchpointNode)> {
        let position = match place {
            Place::Touchpoint(position) => position,
            Place::Added(option, addition) => self.added[option] + addition,
            Place::End(_) => return None,
        };
        Some((position, self.touchpoints.get(position)?))
    }

    /// `sets` and `raises`.
    fn scores(&self, chosen: &Chosen<'_>, option: &InvestmentOption, at: Trail<'_>, report: &mut Report<'_>) {
        let sets = at.key("sets");
        for (id, rating) in &option.sets {
            let at = sets.key(id);
            let place = self.place(chosen, id, at, report);
            self.ratings.score(Some(rating), at, report);
            self.controlled(place, id, at, report);
        }
        let raises = at.key("raises");
        for (id, by) in &option.raises {
            let at = raises.key(id);
            let place = self.place(chosen, id, at, report);
            if option.sets.contains_key(id) {
                report.problem(Cause::ListedTwice { id: id.clone() }, at);
            } else if !by.is_finite() {
                report.problem(Cause::NotFinite { found: *by }, at);
            } else if *by <= 0.0 {
                let cause = Cause::OutOfRange {
                    what: "a raise",
                    found: *by,
                    range: "above 0; `sets` may lower",
                };
                report.problem(cause, at);
            } else if self.controlled(place, id, at, report) {
                self.raise(option, place, id, *by, at, report);
            }
        }
    }

    /// Whether the touchpoint is known and ours to change; if it is a partner's, that is reported.
    fn controlled(&self, place: Option<Place>, id: &str, at: Trail<'_>, report: &mut Report<'_>) -> bool {
        let Some((_, node)) = place.and_then(|place| self.node(place)) else {
            return false;
        };
        if !node.controllable {
            report.problem(Cause::OutOfControl { touchpoint: id.into() }, at);
        }
        node.controllable
    }

    fn raise(
        &self,
        option: &InvestmentOption,
        place: Option<Place>,
        id: &str,
        by: f64,
        at: Trail<'_>,
        report: &mut Report<'_>,
    ) {
        let (Some((position, node)), Some(scale)) = (place.and_then(|place| self.node(place)), self.ratings.own())
        else {
            return;
        };
        let Some((score, segment)) = self.highest(option, position, node, scale) else {
            // Of a segment that does not exist nobody knows a score.
            let known = |id: &String| self.names.segments.contains_key(id.as_str());
            if !report.is_broken(at) && option.segments.iter().all(known) {
                report.problem(Cause::RaiseUnscored { touchpoint: id.into() }, at);
            }
            return;
        };
        let past = scale.gain(scale.best(), score + by * scale.direction());
        if past > ROUNDING * scale.half() {
            let segment = segment.and_then(|segment| self.document.segments.get(segment));
            let cause = Cause::RaisePastBest {
                touchpoint: id.into(),
                by,
                score,
                segment: segment.map(|segment| segment.id.clone()),
            };
            report.problem(cause, at);
        }
    }

    /// The best score that a segment of an option has at a touchpoint, and the segment if the score is its own.
    fn highest(
        &self,
        option: &InvestmentOption,
        position: usize,
        node: &TouchpointNode,
        scale: Scale,
    ) -> Option<Highest> {
        let better = |known: Option<Highest>, next: (Option<f64>, Option<usize>)| match (known, next) {
            (known, (None, _)) => known,
            (Some(known), (Some(score), _)) if !scale.is_better(score, known.0) => Some(known),
            (_, (Some(score), segment)) => Some((score, segment)),
        };
        if option.segments.is_empty() {
            let everyone = || {
                let own = node
                    .overrides
                    .iter()
                    .map(|(segment, felt)| (felt.score, Some(*segment)));
                let others = node.overrides.len() < self.document.segments.len().max(1);
                let others = others.then_some((node.felt.score, None));
                others.into_iter().chain(own).fold(None, better)
            };
            return *self.highest.borrow_mut().entry(position).or_insert_with(everyone);
        }
        let named = option
            .segments
            .iter()
            .filter_map(|id| self.names.segments.get(id.as_str()));
        let scores =
            named.map(
                |segment| match node.overrides.binary_search_by_key(segment, |(position, _)| *position) {
                    Ok(found) => (node.overrides[found].1.score, Some(*segment)),
                    Err(_) => (node.felt.score, None),
                },
            );
        scores.fold(None, better)
    }

    /// `next`.
    fn ways(&self, chosen: &Chosen<'_>, option: &InvestmentOption, at: Trail<'_>, report: &mut Report<'_>) {
        let next = at.key("next");
        for (id, ways) in &option.next {
            let at = next.key(id);
            self.place(chosen, id, at, report);
            check_shares(ways, at, report);
            for target in ways.0.keys() {
                self.target(chosen, target, at.key(target), report);
            }
        }
    }

    /// A touchpoint or ending that an option names.
    fn target(&self, chosen: &Chosen<'_>, id: &str, at: Trail<'_>, report: &mut Report<'_>) -> Option<Place> {
        match self.names.places.get(id) {
            Some(Place::Added(..)) => self.place(chosen, id, at, report),
            _ => self.names.target(id, at, report),
        }
    }

    /// `adds`: where the added touchpoints go.
    fn additions(&self, chosen: &Chosen<'_>, option: &InvestmentOption, at: Trail<'_>, report: &mut Report<'_>) {
        let adds = at.key("adds");
        for (slot, addition) in option.adds.iter().enumerate() {
            let item = adds.item(slot);
            let at = if option.adds.len() == 1 { adds } else { item };
            self.activities(chosen, &addition.touchpoint, at.key("touchpoint"), report);
            match &addition.place {
                Insertion::After(id) => _ = self.place(chosen, id, at.key("after"), report),
                Insertion::Before(id) => _ = self.target(chosen, id, at.key("before"), report),
                Insertion::Between(from, to) => {
                    let at = at.key("between");
                    let from_place = self.place(chosen, from, at.item(0), report);
                    let to_place = self.target(chosen, to, at.item(1), report);
                    if let (Some(here), Some(there)) = (from_place, to_place)
                        && report.is_clean()
                        && !self.is_way(here, there, from, to)
                    {
                        report.problem(
                            Cause::NoSuchWay {
                                from: from.clone(),
                                to: to.clone(),
                            },
                            at,
                        );
                    }
                }
            }
        }
    }

    /// Added touchpoints have a place: none of them name each other in a circle.
    fn circle(&self, report: &mut Report<'_>) {
        let additions = self.document.options.iter().flat_map(|option| &option.adds);
        let position = |id: &str| match self.names.places.get(id)? {
            Place::Touchpoint(position) => Some(Target::Touchpoint(*position)),
            Place::Added(option, addition) => Some(Target::Touchpoint(self.added[*option] + addition)),
            Place::End(position) => Some(Target::End(*position)),
        };
        // What is unknown is reported where it is named; here it stands for an ending.
        let target = |id: &str| position(id).unwrap_or(Target::End(0));
        let beside = |id: &str| match target(id) {
            Target::Touchpoint(position) => position,
            Target::End(_) => 0,
        };
        let places: Vec<Placement> = additions
            .clone()
            .map(|addition| match &addition.place {
                Insertion::After(id) => Placement::After(beside(id)),
                Insertion::Before(id) => Placement::Before(target(id)),
                Insertion::Between(from, to) => Placement::Between(beside(from), target(to)),
            })
            .collect();
        let own = self.document.stages.iter().map(|stage| stage.touchpoints.len()).sum();
        let Err(circle) = rounds(own, &places) else { return };
        let list = Trail::Root.key("options");
        let index = self.added.partition_point(|first| *first <= own + circle[0]) - 1;
        let at = list.item(index);
        let adds = at.key("adds");
        let item = adds.item(own + circle[0] - self.added[index]);
        let ids: Vec<&str> = additions.map(|addition| addition.touchpoint.id.as_str()).collect();
        let named = circle.iter().chain(circle.first()).map(|index| ids[*index].to_owned());
        let cause = Cause::AddsCycle { ids: named.collect() };
        let alone = self.document.options[index].adds.len() == 1;
        report.problem(cause, if alone { adds } else { item });
    }

    /// Activities that an added touchpoint refers to exist, or are added by an option that is needed.
    fn activities(&self, chosen: &Chosen<'_>, touchpoint: &Touchpoint, at: Trail<'_>, report: &mut Report<'_>) {
        let mut check = |id: &String, at: Trail<'_>| {
            let by = self
                .names
                .activities
                .get(id.as_str())
                .and_then(|listed| listed.added_by);
            if let Some(by) = by.filter(|by| chosen.is_whole && !chosen.contains(*by)) {
                let adds = self.document.options[by].id.clone();
                let cause = Cause::AddedElsewhere {
                    touchpoint: id.clone(),
                    adds,
                };
                report.problem(cause, at);
            }
        };
        walk::entries(touchpoint, at, |_, _, entry, at| match entry {
            ActivityEntry::Same(id) => check(id, at.key("same")),
            ActivityEntry::Activity(activity) => {
                for (key, ids) in [("needs", &activity.needs), ("after", &activity.after)] {
                    let list = at.key(key);
                    ids.iter().enumerate().for_each(|(slot, id)| check(id, list.item(slot)));
                }
            }
        });
    }

    /// `removes`.
    fn removals(&self, chosen: &Chosen<'_>, option: &InvestmentOption, at: Trail<'_>, report: &mut Report<'_>) {
        let removes = at.key("removes");
        let mut seen = HashSet::new();
        for (slot, id) in option.removes.iter().enumerate() {
            let at = removes.item(slot);
            if seen.insert(id) {
                self.place(chosen, id, at, report);
            } else {
                report.problem(Cause::ListedTwice { id: id.clone() }, at);
            }
        }
    }

    /// Whether some segment goes that way, as things are or by some option.
    fn is_way(&self, here: Place, there: Place, from: &str, to: &str) -> bool {
        let given = || {
            let next = self.document.options.iter().flat_map(|option| &option.next);
            next.flat_map(|(from, ways)| ways.0.keys().map(move |to| (from.as_str(), to.as_str())))
        };
        let by_option = self.given.get_or_init(|| given().collect()).contains(&(from, to));
        let Place::Touchpoint(here) = here else { return true };
        let target = match there {
            Place::Touchpoint(position) => Target::Touchpoint(position),
            Place::End(position) => Target::End(position),
            Place::Added(..) => return true,
        };
        let as_is = |segment: &SegmentNode| segment.journey.ways(here).iter().any(|(to, _)| *to == target);
        by_option || self.segments.iter().any(as_is)
    }
}
