//! What the options of a blueprint come down to: scores, ways, touchpoints and other options, by position.

use std::collections::HashMap;

use super::{Blueprint, Target, rounds};
use crate::document::{Insertion, Ways};
use crate::id::{OptionId, TouchpointId};
use crate::validate;

/// What the options of a blueprint are, resolved. Touchpoints go by position; those that options add follow the
/// blueprint's own, in document order.
#[derive(Debug, Clone, PartialEq)]
pub struct Investments {
    /// The options, in document order.
    pub options: Vec<Investment>,
    /// The touchpoints that options add, in document order: the first has the position that follows the blueprint's
    /// last touchpoint.
    pub added: Vec<AddedTouchpoint>,
}

/// An option, resolved: what it changes, for whom, and which other options go with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Investment {
    /// The id.
    pub id: OptionId,
    /// The name; the id where none is given.
    pub name: String,
    /// What it costs, in the unit that the author wrote; a saving is negative.
    pub cost: i64,
    /// Positions of the segments for which all of it holds, ascending; all segments where `for` names none.
    pub segments: Vec<usize>,
    /// Touchpoints and the scores to which it sets them, on the blueprint's scale.
    pub sets: Vec<(usize, f64)>,
    /// Touchpoints and the points towards best, more than 0, by which it raises them.
    pub raises: Vec<(usize, f64)>,
    /// Touchpoints and the whole ways on that it gives them: probabilities above 0, which sum to 1.
    pub next: Vec<(usize, Vec<(Target, f64)>)>,
    /// Touchpoints that it takes out.
    pub removes: Vec<usize>,
    /// Touchpoints that it adds.
    pub adds: Vec<usize>,
    /// Positions of the options without which it cannot be chosen, needs of needs included, itself left out, ascending.
    pub needs: Vec<usize>,
    /// Positions of the options with which it cannot be chosen, ascending: where either side says so, and where both
    /// set or raise the score of one touchpoint, or give ways to one touchpoint, for a common segment.
    pub excludes: Vec<usize>,
}

/// A touchpoint that an option adds.
#[derive(Debug, Clone, PartialEq)]
pub struct AddedTouchpoint {
    /// The id.
    pub id: TouchpointId,
    /// The name; the id where none is given.
    pub name: String,
    /// The position of the option that adds it.
    pub option: usize,
    /// Where it goes.
    pub place: Placement,
    /// The position of its stage: that of the touchpoint after or before which it stands, or of the first of the two
    /// between which it stands; before an ending the last stage.
    pub stage: usize,
    /// How long the moment takes, in minutes.
    pub minutes: Option<f64>,
    /// The score below which it must not fall, on the blueprint's scale.
    pub at_least: Option<f64>,
    /// What each segment experiences there, by segment position.
    pub felt: Vec<Impression>,
}

/// What a segment experiences and expects at an added touchpoint, on the blueprint's scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impression {
    /// What it experiences; `None` where nobody gave a score, and where it passes the touchpoint over.
    pub score: Option<f64>,
    /// What it expects.
    pub expectation: Option<f64>,
    /// Whether it passes the touchpoint over: it says so, or the option is not for this segment.
    pub skipped: bool,
}

/// Where an added touchpoint goes; positions count the blueprint's own touchpoints and then the added ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Everyone who leaves this touchpoint, wherever to, passes it first.
    After(usize),
    /// Everyone about to enter this touchpoint or ending passes it first.
    Before(Target),
    /// Everyone who goes from the first straight to the second passes it.
    Between(usize, Target),
}

impl Blueprint {
    /// What the options come down to, over the positions of touchpoints, endings, segments and options.
    ///
    /// # Returns
    /// An entry for every option and every added touchpoint, in document order; both empty where there are no options.
    ///
    /// # Examples
    /// ```
    /// use service_blueprint::{Placement, Target};
    /// let blueprint = service_blueprint::parse("
    /// blueprint: Hotel check-out
    /// stages:
    ///   - id: leave
    ///     touchpoints: [ { id: bill, experience: 6 }, { id: luggage, experience: 5 } ]
    /// options:
    ///   - { id: water, cost: 5000, adds: { before: end, touchpoint: { id: farewell, experience: 9 } } }
    ///   - { id: own-label, cost: 2000, raises: { farewell: 0.5 }, needs: water }
    /// ")?;
    /// let investments = blueprint.investments();
    /// assert_eq!(investments.added[0].place, Placement::Before(Target::End(0)));
    /// // Two touchpoints are the blueprint's own, so the added one is at position 2.
    /// assert_eq!(investments.options[0].adds, [2]);
    /// assert_eq!(investments.options[1].raises, [(2, 0.5)]);
    /// assert_eq!(investments.options[1].needs, [0]);
    /// # Ok::<(), service_blueprint::Problems>(())
    /// ```
    pub fn investments(&self) -> Investments {
        let known = Known::new(self);
        let mut options = known.options();
        let added = known.added();
        let needs = needs(&options);
        for (option, needs) in options.iter_mut().zip(needs) {
            option.needs = needs;
        }
        let excludes = excludes(&options);
        for (option, excludes) in options.iter_mut().zip(excludes) {
            option.excludes = excludes;
        }
        Investments { options, added }
    }
}

/// The positions of what options name.
pub(crate) struct Known<'b> {
    blueprint: &'b Blueprint,
    pub(crate) options: HashMap<&'b str, usize>,
    pub(crate) segments: HashMap<&'b str, usize>,
    ends: HashMap<&'b str, usize>,
    added: HashMap<&'b str, usize>,
}

impl<'b> Known<'b> {
    pub(crate) fn new(blueprint: &'b Blueprint) -> Self {
        let own = blueprint.touchpoints.len();
        let segments = blueprint.segments().map(|segment| segment.id().as_str());
        let ends = blueprint.ends().map(|end| end.id().as_str());
        let options = blueprint.options().iter().map(|option| option.id.as_str());
        let added = blueprint.added.iter().map(|node| node.id.as_str());
        Self {
            blueprint,
            options: options.zip(0..).collect(),
            segments: segments.zip(0..).collect(),
            ends: ends.zip(0..).collect(),
            added: added.zip(own..).collect(),
        }
    }

    /// The position of a touchpoint, added ones included.
    pub(crate) fn touchpoint(&self, id: &str) -> Option<usize> {
        let own = self.blueprint.touchpoint_positions.get(id);
        own.or_else(|| self.added.get(id)).copied()
    }

    /// Where a way leads, added touchpoints included.
    pub(crate) fn target(&self, id: &str) -> Option<Target> {
        let touchpoint = self.touchpoint(id).map(Target::Touchpoint);
        touchpoint.or_else(|| self.ends.get(id).copied().map(Target::End))
    }

    fn ways(&self, ways: &Ways) -> Vec<(Target, f64)> {
        let listed = validate::probabilities(ways);
        listed
            .filter_map(|(id, probability)| Some((self.target(id)?, probability)))
            .collect()
    }

    /// The segments that a list names, ascending; all where it names none.
    fn segments(&self, ids: &[String]) -> Vec<usize> {
        if ids.is_empty() {
            return (0..self.blueprint.segments.len()).collect();
        }
        let mut positions: Vec<usize> = ids
            .iter()
            .filter_map(|id| self.segments.get(id.as_str()).copied())
            .collect();
        positions.sort_unstable();
        positions
    }

    /// The options; `needs` and `excludes` hold what is declared only.
    fn options(&self) -> Vec<Investment> {
        let mut first = self.blueprint.touchpoints.len();
        let positions = |ids: &[String]| {
            let known = ids.iter().filter_map(|id| self.options.get(id.as_str()).copied());
            known.collect::<Vec<_>>()
        };
        let mut options = Vec::with_capacity(self.blueprint.options().len());
        for option in self.blueprint.options() {
            let Ok(id) = OptionId::new(&option.id) else { continue };
            let next = first + option.adds.len();
            let sets = option.sets.iter();
            let raises = option.raises.iter();
            let ways = option.next.iter();
            options.push(Investment {
                id,
                name: option.name.as_ref().unwrap_or(&option.id).clone(),
                cost: option.cost,
                segments: self.segments(&option.segments),
                sets: sets
                    .filter_map(|(id, rating)| Some((self.touchpoint(id)?, self.blueprint.score_of(rating)?)))
                    .collect(),
                raises: raises
                    .filter_map(|(id, by)| Some((self.touchpoint(id)?, *by)))
                    .collect(),
                next: ways
                    .filter_map(|(id, ways)| Some((self.touchpoint(id)?, self.ways(ways))))
                    .collect(),
                removes: option.removes.iter().filter_map(|id| self.touchpoint(id)).collect(),
                adds: (first..next).collect(),
                needs: positions(&option.needs),
                excludes: positions(&option.excludes),
            });
            first = next;
        }
        options
    }

    fn added(&self) -> Vec<AddedTouchpoint> {
        let mut nodes = self.blueprint.added.iter();
        let mut added = Vec::with_capacity(nodes.len());
        for (position, option) in self.blueprint.options().iter().enumerate() {
            let segments = self.segments(&option.segments);
            for addition in &option.adds {
                let (Some(node), Some(place)) = (nodes.next(), self.place(&addition.place)) else {
                    continue;
                };
                let written = &addition.touchpoint;
                let mut felt: Vec<Impression> = (0..self.blueprint.segments.len())
                    .map(|segment| Impression {
                        score: node.felt.score,
                        expectation: node.felt.expectation,
                        skipped: segments.binary_search(&segment).is_err(),
                    })
                    .collect();
                for (segment, own) in &node.overrides {
                    felt[*segment].score = own.score;
                    felt[*segment].expectation = own.expectation;
                }
                for (id, own) in &written.segments {
                    if let Some(&segment) = self.segments.get(id.as_str()) {
                        felt[segment].skipped |= own.skip;
                    }
                }
                for one in felt.iter_mut().filter(|one| one.skipped) {
                    (one.score, one.expectation) = (None, None);
                }
                added.push(AddedTouchpoint {
                    id: node.id.clone(),
                    name: written.name.as_ref().unwrap_or(&written.id).clone(),
                    option: position,
                    place,
                    stage: 0,
                    minutes: written.duration.map(crate::Duration::minutes),
                    at_least: node.minimum,
                    felt,
                });
            }
        }
        self.stages(&mut added);
        added
    }

    fn place(&self, insertion: &Insertion) -> Option<Placement> {
        Some(match insertion {
            Insertion::After(id) => Placement::After(self.touchpoint(id)?),
            Insertion::Before(id) => Placement::Before(self.target(id)?),
            Insertion::Between(from, to) => Placement::Between(self.touchpoint(from)?, self.target(to)?),
        })
    }

    /// The stage of each added touchpoint, those first beside which others stand.
    fn stages(&self, added: &mut [AddedTouchpoint]) {
        let own = &self.blueprint.touchpoints;
        let last = self.blueprint.stages.len().saturating_sub(1);
        let places: Vec<Placement> = added.iter().map(|one| one.place).collect();
        let mut order: Vec<usize> = (0..added.len()).collect();
        // Loading has made sure that no touchpoints stand beside one another in a circle.
        let rounds = rounds(own.len(), &places).unwrap_or_default();
        order.sort_by_key(|index| rounds.get(*index));
        for index in order {
            added[index].stage = match added[index].place {
                Placement::After(beside)
                | Placement::Between(beside, _)
                | Placement::Before(Target::Touchpoint(beside)) => match own.get(beside) {
                    Some(touchpoint) => touchpoint.stage,
                    None => added[beside - own.len()].stage,
                },
                Placement::Before(Target::End(_)) => last,
            };
        }
    }
}

/// For each option those that it needs, needs of needs included; loading has made sure that following them is short.
fn needs(options: &[Investment]) -> Vec<Vec<usize>> {
    let mut mark = vec![usize::MAX; options.len()];
    let mut all = Vec::with_capacity(options.len());
    for index in 0..options.len() {
        mark[index] = index;
        let mut found = vec![index];
        let mut next = 0;
        while let Some(&here) = found.get(next) {
            for &needed in &options[here].needs {
                if std::mem::replace(&mut mark[needed], index) != index {
                    found.push(needed);
                }
            }
            next += 1;
        }
        found.swap_remove(0);
        found.sort_unstable();
        all.push(found);
    }
    all
}

/// For each option those that it cannot go with: declared by either, or because both change the same thing.
fn excludes(options: &[Investment]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new(); options.len()];
    let mut both = |one: usize, other: usize| {
        all[one].push(other);
        all[other].push(one);
    };
    // What is changed, a touchpoint's score or its ways, with the options that change it.
    let mut changed: Vec<(usize, bool, usize)> = Vec::new();
    for (index, option) in options.iter().enumerate() {
        option.excludes.iter().for_each(|other| both(index, *other));
        let scores = option.sets.iter().chain(&option.raises);
        changed.extend(scores.map(|(touchpoint, _)| (*touchpoint, false, index)));
        changed.extend(option.next.iter().map(|(touchpoint, _)| (*touchpoint, true, index)));
    }
    changed.sort_unstable();
    for same in changed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for (slot, (_, _, one)) in same.iter().enumerate() {
            for (_, _, other) in &same[slot + 1..] {
                if one != other && share(&options[*one].segments, &options[*other].segments) {
                    both(*one, *other);
                }
            }
        }
    }
    for list in &mut all {
        list.sort_unstable();
        list.dedup();
    }
    all
}

/// Whether two ascending lists have an element in common.
fn share(a: &[usize], b: &[usize]) -> bool {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().any(|segment| many.binary_search(segment).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn investments(options: &str) -> Investments {
        let text = format!(
            "
blueprint: Shop
segments: [ {{ id: new, share: 0.7 }}, {{ id: old, share: 0.3 }} ]
scales: [ {{ id: stars, worst: 1, neutral: 3, best: 5 }} ]
ends: [ {{ id: gone }}, {{ id: done }} ]
stages:
  - {{ id: buy, touchpoints: [ {{ id: a, experience: 6 }}, {{ id: b, experience: 5 }} ] }}
  - {{ id: own, touchpoints: [ {{ id: c, experience: 7, next: done }} ] }}
options:
{options}"
        );
        crate::parse(&text).unwrap().investments()
    }

    #[test]
    fn everything_goes_by_position() {
        let Investments { options, added } = investments(
            "
  - id: o
    name: All at once
    cost: -7
    for: [old]
    sets: { a: { scale: stars, mean: 4 } }
    raises: { b: 1 }
    next: { a: { gone: 20%, c: rest, b: 0 } }
    removes: [b]
    adds:
      - { after: c, touchpoint: { id: d, name: Dee, experience: 8, expectation: 6, duration: 2h, at_least: 4 } }
      - { before: gone, touchpoint: { id: e } }
  - { id: p, cost: 1, adds: { between: [a, b], touchpoint: { id: f, experience: 9, segments: { new: { skip: true }, old: { experience: 3 } } } } }
",
        );
        let o = &options[0];
        assert_eq!((o.id.as_str(), &o.name[..], o.cost), ("o", "All at once", -7));
        assert_eq!((&o.segments[..], &options[1].segments[..]), (&[1][..], &[0, 1][..]));
        assert_eq!((&o.sets[..], &o.raises[..]), (&[(0, 7.5)][..], &[(1, 1.0)][..]));
        assert_eq!(o.next, [(0, vec![(Target::End(0), 0.2), (Target::Touchpoint(2), 0.8)])]);
        assert_eq!(
            (&o.removes[..], &o.adds[..], &options[1].adds[..]),
            (&[1][..], &[3, 4][..], &[5][..])
        );

        assert_eq!((added[0].id.as_str(), &added[0].name[..]), ("d", "Dee"));
        assert_eq!((added[1].id.as_str(), &added[1].name[..]), ("e", "e"));
        let of: Vec<_> = added.iter().map(|one| (one.option, one.stage, one.place)).collect();
        assert_eq!(
            of,
            [
                (0, 1, Placement::After(2)),
                (0, 1, Placement::Before(Target::End(0))),
                (1, 0, Placement::Between(0, Target::Touchpoint(1))),
            ]
        );
        assert_eq!((added[0].minutes, added[0].at_least), (Some(120.0), Some(4.0)));
        let felt = |score, expectation, skipped| Impression {
            score,
            expectation,
            skipped,
        };
        // `o` is for the old ones only; the new ones pass `d` over as they do `f`, where they say so themselves.
        assert_eq!(
            added[0].felt,
            [felt(None, None, true), felt(Some(8.0), Some(6.0), false)]
        );
        assert_eq!(added[2].felt, [felt(None, None, true), felt(Some(3.0), None, false)]);
    }

    #[test]
    fn needs_of_needs_are_needed() {
        let Investments { options, .. } = investments(
            "
  - { id: o, cost: 1, needs: [r] }
  - { id: p, cost: 1, needs: [o] }
  - { id: q, cost: 1 }
  - { id: r, cost: 1, needs: [q, o] }
",
        );
        let needs: Vec<_> = options.into_iter().map(|option| option.needs).collect();
        assert_eq!(needs, [vec![2, 3], vec![0, 2, 3], vec![], vec![0, 2]]);
    }

    #[test]
    fn one_level_and_one_way_on_for_a_segment() {
        let Investments { options, .. } = investments(
            "
  - { id: o, cost: 1, sets: { a: 7 } }
  - { id: p, cost: 1, raises: { a: 1 }, for: [new] }
  - { id: q, cost: 1, sets: { a: 8 }, for: [old], excludes: [s] }
  - { id: r, cost: 1, next: { a: c } }
  - { id: s, cost: 1, next: { a: { b: 0.5, gone: rest } } }
  - { id: t, cost: 1, removes: [a] }
",
        );
        let excludes: Vec<_> = options.into_iter().map(|option| option.excludes).collect();
        assert_eq!(excludes, [vec![1, 2], vec![0], vec![0, 4], vec![4], vec![2, 3], vec![]]);
    }

    #[test]
    fn what_stands_beside_an_added_touchpoint_is_in_its_stage() {
        let Investments { added, .. } = investments(
            "
  - { id: o, cost: 1, adds: { after: e, touchpoint: { id: d } }, needs: [p] }
  - { id: p, cost: 1, adds: { before: b, touchpoint: { id: e } } }
",
        );
        assert_eq!(added[0].place, Placement::After(4));
        assert_eq!((added[0].stage, added[1].stage), (0, 0));
    }
}
