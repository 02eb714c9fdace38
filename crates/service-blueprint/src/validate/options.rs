//! Investment options: what they name, what they change, and whether they can ever be chosen.

use std::collections::{HashMap, HashSet};

use crate::blueprint::{SegmentNode, Target, TouchpointNode};
use crate::document::{Document, Insertion, InvestmentOption, Ways};
use crate::path::Trail;
use crate::problem::{Cause, Kind};

use super::names::{Names, Place};
use super::ratings::Ratings;
use super::report::Report;
use super::ways::check_shares;

/// How far a raise may pass best by rounding alone, as a fraction of the half-scale.
const ROUNDING: f64 = 1e-9;

/// What the options refer to.
struct Options<'c, 'd> {
    document: &'d Document,
    names: &'c Names<'d>,
    ratings: &'c Ratings,
    /// In document order, those that options add last.
    touchpoints: &'c [TouchpointNode],
    segments: &'c [SegmentNode],
    /// For each option all that it needs, needs of needs included, itself first.
    needed: Vec<Vec<usize>>,
}

pub(super) fn check(
    document: &Document,
    names: &Names<'_>,
    ratings: &Ratings,
    touchpoints: &[TouchpointNode],
    segments: &[SegmentNode],
    report: &mut Report<'_>,
) {
    let list = Trail::Root.key("options");
    references(document, names, report);
    let needed = needed(document, names);
    let options = Options {
        document,
        names,
        ratings,
        touchpoints,
        segments,
        needed,
    };
    for (index, option) in document.options.iter().enumerate() {
        let at = list.item(index);
        report.words(option.name.as_deref(), at.key("name"));
        options.scores(index, option, at, report);
        options.ways(index, option, at, report);
        options.additions(index, option, at, report);
        let removes = at.key("removes");
        for (slot, id) in option.removes.iter().enumerate() {
            options.place(index, id, removes.item(slot), report);
        }
    }
    options.impossible(report);
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

/// For each option all that it needs, itself first.
fn needed(document: &Document, names: &Names<'_>) -> Vec<Vec<usize>> {
    let direct = |index: usize| {
        let needs = document.options[index].needs.iter();
        needs.filter_map(|id| names.options.get(id.as_str()).copied())
    };
    let mut all = Vec::with_capacity(document.options.len());
    for index in 0..document.options.len() {
        let mut needed = vec![index];
        let mut seen = HashSet::from([index]);
        let mut next = 0;
        while next < needed.len() {
            let more: Vec<usize> = direct(needed[next]).filter(|other| seen.insert(*other)).collect();
            needed.extend(more);
            next += 1;
        }
        all.push(needed);
    }
    all
}

impl Options<'_, '_> {
    /// The touchpoint that an option names, added ones included if the option needs what adds them.
    fn place(&self, option: usize, id: &str, at: Trail<'_>, report: &mut Report<'_>) -> Option<Place> {
        match self.names.places.get(id) {
            Some(Place::Added(by, addition)) => {
                if self.needed[option].contains(by) {
                    return Some(Place::Added(*by, *addition));
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
    fn node(&self, place: Place) -> Option<&TouchpointNode> {
        let base: usize = self.document.stages.iter().map(|stage| stage.touchpoints.len()).sum();
        let added: usize = self.document.options.iter().map(|option| option.adds.len()).sum();
        if self.touchpoints.len() != base + added {
            return None;
        }
        match place {
            Place::Touchpoint(position) => self.touchpoints.get(position),
            Place::Added(option, addition) => {
                let before: usize = self.document.options[..option]
                    .iter()
                    .map(|option| option.adds.len())
                    .sum();
                self.touchpoints.get(base + before + addition)
            }
            Place::End(_) => None,
        }
    }

    /// Positions of the segments for which an option holds; one position where no segment is declared.
    fn segments(&self, option: &InvestmentOption) -> Vec<usize> {
        if option.segments.is_empty() {
            return (0..self.document.segments.len().max(1)).collect();
        }
        option
            .segments
            .iter()
            .filter_map(|id| self.names.segments.get(id.as_str()).copied())
            .collect()
    }

    /// `sets` and `raises`.
    fn scores(&self, index: usize, option: &InvestmentOption, at: Trail<'_>, report: &mut Report<'_>) {
        let sets = at.key("sets");
        for (id, rating) in &option.sets {
            let at = sets.key(id);
            let place = self.place(index, id, at, report);
            self.ratings.score(Some(rating), at, report);
            self.controlled(place, id, at, report);
        }
        let raises = at.key("raises");
        for (id, by) in &option.raises {
            let at = raises.key(id);
            let place = self.place(index, id, at, report);
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
                self.raise(option, place.and_then(|place| self.node(place)), id, *by, at, report);
            }
        }
    }

    /// Whether the touchpoint is known and ours to change; if it is a partner's, that is reported.
    fn controlled(&self, place: Option<Place>, id: &str, at: Trail<'_>, report: &mut Report<'_>) -> bool {
        let Some(node) = place.and_then(|place| self.node(place)) else {
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
        node: Option<&TouchpointNode>,
        id: &str,
        by: f64,
        at: Trail<'_>,
        report: &mut Report<'_>,
    ) {
        let (Some(node), Some(scale)) = (node, self.ratings.own()) else {
            return;
        };
        let mut scored = false;
        for segment in self.segments(option) {
            let own = node.overrides.iter().find(|(position, _)| *position == segment);
            let Some(score) = own.map_or(node.felt, |(_, felt)| *felt).score else {
                continue;
            };
            scored = true;
            let past = scale.gain(scale.best(), score + by * scale.direction());
            if past > ROUNDING * scale.half() {
                let segment = own
                    .and(self.document.segments.get(segment))
                    .map(|segment| segment.id.clone());
                report.problem(
                    Cause::RaisePastBest {
                        touchpoint: id.into(),
                        by,
                        score,
                        segment,
                    },
                    at,
                );
                return;
            }
        }
        if !scored && !report.is_broken(&at.path()) {
            report.problem(Cause::RaiseUnscored { touchpoint: id.into() }, at);
        }
    }

    /// `next`.
    fn ways(&self, index: usize, option: &InvestmentOption, at: Trail<'_>, report: &mut Report<'_>) {
        let next = at.key("next");
        for (id, ways) in &option.next {
            let at = next.key(id);
            self.place(index, id, at, report);
            check_shares(ways, at, report);
            for target in ways.0.keys() {
                self.target(index, target, at.key(target), report);
            }
        }
    }

    /// A touchpoint or ending that an option names.
    fn target(&self, option: usize, id: &str, at: Trail<'_>, report: &mut Report<'_>) -> Option<Place> {
        match self.names.places.get(id) {
            Some(Place::Added(..)) => self.place(option, id, at, report),
            _ => self.names.target(id, at, report),
        }
    }

    /// `adds`: where the added touchpoints go.
    fn additions(&self, index: usize, option: &InvestmentOption, at: Trail<'_>, report: &mut Report<'_>) {
        let adds = at.key("adds");
        for (slot, addition) in option.adds.iter().enumerate() {
            let item = adds.item(slot);
            let at = if option.adds.len() == 1 { adds } else { item };
            match &addition.place {
                Insertion::After(id) => _ = self.place(index, id, at.key("after"), report),
                Insertion::Before(id) => _ = self.target(index, id, at.key("before"), report),
                Insertion::Between(from, to) => {
                    let at = at.key("between");
                    let from_place = self.place(index, from, at.item(0), report);
                    let to_place = self.target(index, to, at.item(1), report);
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

    /// Whether some segment goes that way, as things are or by some option.
    fn is_way(&self, here: Place, there: Place, from: &str, to: &str) -> bool {
        let by_option = self.document.options.iter().any(|option| {
            let leads = |ways: &Ways| ways.0.contains_key(to);
            option.next.get(from).is_some_and(leads)
        });
        let Place::Touchpoint(here) = here else { return true };
        let target = match there {
            Place::Touchpoint(position) => Target::Touchpoint(position),
            Place::End(position) => Target::End(position),
            Place::Added(..) => return true,
        };
        let as_is = |segment: &SegmentNode| segment.journey.ways(here).iter().any(|(to, _)| *to == target);
        by_option || self.segments.iter().any(as_is)
    }

    /// Reports options that need two things which exclude each other, each pair once.
    fn impossible(&self, report: &mut Report<'_>) {
        let list = Trail::Root.key("options");
        let options = &self.document.options;
        let mut said = HashSet::new();
        for (index, needed) in self.needed.iter().enumerate() {
            if needed.len() < 2 {
                continue;
            }
            let Some((first, second, why)) = self.clash(needed) else {
                continue;
            };
            if !said.insert((first.min(second), first.max(second))) {
                continue;
            }
            let other = if first == index { second } else { first };
            let cause = Cause::OptionImpossible {
                id: options[index].id.clone(),
                needed: options[other].id.clone(),
                why,
            };
            report.problem(cause, list.item(index).key("needs"));
        }
    }

    /// Two of these options that exclude each other, and why.
    fn clash(&self, chosen: &[usize]) -> Option<(usize, usize, String)> {
        let options = &self.document.options;
        let members: HashMap<&str, usize> = chosen
            .iter()
            .map(|index| (options[*index].id.as_str(), *index))
            .collect();
        let mut taken: HashMap<(&str, usize, bool), usize> = HashMap::new();
        for &index in chosen {
            let option = &options[index];
            for excluded in &option.excludes {
                if let Some(&other) = members.get(excluded.as_str())
                    && other != index
                {
                    return Some((index, other, format!("`{}` excludes `{excluded}`", option.id)));
                }
            }
            let scores = option.sets.keys().chain(option.raises.keys()).map(|id| (id, false));
            for (id, ways) in scores.chain(option.next.keys().map(|id| (id, true))) {
                for segment in self.segments(option) {
                    let before = taken.insert((id, segment, ways), index);
                    if let Some(other) = before.filter(|other| *other != index) {
                        let what = if ways { "the ways on from" } else { "the score of" };
                        let why = format!("`{}` and `{}` both set {what} `{id}`", options[other].id, option.id);
                        return Some((other, index, why));
                    }
                }
            }
        }
        None
    }
}
