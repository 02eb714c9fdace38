//! A chosen set of options, carried out word by word on the journeys of one segment.

use service_blueprint::document::{Document, Insertion, InvestmentOption, Override, Rating, Share, Touchpoint, Ways};
use std::collections::HashMap;

/// Where a way leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum To {
    Touchpoint(usize),
    End(usize),
}

/// A touchpoint for one segment, as a chosen set leaves it.
#[derive(Debug, Clone)]
pub(crate) struct Stop {
    pub(crate) id: String,
    pub(crate) score: Option<f64>,
    pub(crate) expectation: Option<f64>,
    pub(crate) at_least: Option<f64>,
    /// Whether the segment passes it over.
    pub(crate) passed: bool,
    pub(crate) ways: Vec<(To, f64)>,
}

impl Stop {
    /// What a visit leaves in memory.
    pub(crate) fn felt(&self) -> Option<f64> {
        self.score.filter(|_| !self.passed)
    }
}

/// The journeys of one segment.
#[derive(Debug, Clone)]
pub(crate) struct Journeys {
    /// The blueprint's own touchpoints, and then those that chosen options add, in document order.
    pub(crate) stops: Vec<Stop>,
    pub(crate) start: Vec<(To, f64)>,
}

pub(crate) fn point(rating: &Rating) -> f64 {
    match rating {
        Rating::Assumed(score) => *score,
        other => panic!("the oracle knows plain scores only, not {other:?}"),
    }
}

/// The segment's ids; one of any name where none is declared.
pub(crate) fn segments(document: &Document) -> Vec<String> {
    if document.segments.is_empty() {
        return vec!["everyone".to_owned()];
    }
    document.segments.iter().map(|segment| segment.id.clone()).collect()
}

fn ends(document: &Document) -> Vec<String> {
    if document.ends.is_empty() {
        return vec!["end".to_owned()];
    }
    document.ends.iter().map(|end| end.id.clone()).collect()
}

/// By ending, whether it is a goal.
pub(crate) fn goals(document: &Document) -> Vec<bool> {
    if document.ends.is_empty() {
        return vec![true];
    }
    document.ends.iter().map(|end| end.goal).collect()
}

/// Whether an option holds for a segment.
pub(crate) fn is_for(option: &InvestmentOption, segment: &str) -> bool {
    option.segments.is_empty() || option.segments.iter().any(|id| id == segment)
}

fn stop(touchpoint: &Touchpoint, segment: &str) -> Stop {
    let none = Override::default();
    let own = touchpoint.segments.get(segment).unwrap_or(&none);
    let point = |own: &Option<Rating>, everyone: &Option<Rating>| own.as_ref().or(everyone.as_ref()).map(point);
    Stop {
        id: touchpoint.id.clone(),
        score: point(&own.experience, &touchpoint.experience),
        expectation: point(&own.expectation, &touchpoint.expectation),
        at_least: touchpoint.at_least.as_ref().map(self::point),
        passed: own.skip,
        ways: Vec::new(),
    }
}

fn shares(ways: &Ways, places: &HashMap<String, To>) -> Vec<(To, f64)> {
    let said = |share: Share| match share {
        Share::Of(share) => share,
        Share::Rest => 0.0,
    };
    let sum: f64 = ways.0.values().map(|way| said(way.share)).sum();
    let has_rest = ways.0.values().any(|way| way.share == Share::Rest);
    let rest = if has_rest { 1.0 - sum } else { 0.0 };
    let part = |share: Share| if share == Share::Rest { rest } else { said(share) };
    let all = ways
        .0
        .iter()
        .map(|(id, way)| (places[id], part(way.share) / (sum + rest)));
    all.filter(|(_, part)| *part > 1e-9).collect()
}

/// The journeys of a segment with these options chosen.
pub(crate) fn apply(document: &Document, chosen: &[bool], segment: &str) -> Journeys {
    let own: Vec<&Touchpoint> = document.stages.iter().flat_map(|stage| &stage.touchpoints).collect();
    let taken = document.options.iter().zip(chosen).filter(|(_, chosen)| **chosen);
    let taken: Vec<&InvestmentOption> = taken.map(|(option, _)| option).collect();
    let mut places: HashMap<String, To> = HashMap::new();
    for (number, id) in ends(document).into_iter().enumerate() {
        places.insert(id, To::End(number));
    }
    let mut stops: Vec<Stop> = own.iter().map(|touchpoint| stop(touchpoint, segment)).collect();
    let mut additions: Vec<(usize, &Insertion)> = Vec::new();
    for option in &taken {
        for addition in &option.adds {
            additions.push((stops.len(), &addition.place));
            let mut added = stop(&addition.touchpoint, segment);
            added.passed |= !is_for(option, segment);
            stops.push(added);
        }
    }
    for (number, stop) in stops.iter().enumerate() {
        places.insert(stop.id.clone(), To::Touchpoint(number));
    }
    let at = |id: &str| match places[id] {
        To::Touchpoint(number) => number,
        To::End(_) => panic!("`{id}` is an ending"),
    };

    // As it is now.
    let last_end = (document.ends.len() <= 1).then_some(To::End(0));
    for (number, touchpoint) in own.iter().enumerate() {
        let differs = touchpoint.segments.get(segment).and_then(|own| own.next.as_ref());
        stops[number].ways = match differs.or(touchpoint.next.as_ref()) {
            Some(ways) => shares(ways, &places),
            None => {
                let mut later = (number + 1..own.len()).filter(|&later| !own[later].detour);
                let onward = later.next().map(To::Touchpoint).or(last_end);
                vec![(onward.expect("several endings, and none is named"), 1.0)]
            }
        };
    }
    let first = own.iter().position(|touchpoint| !touchpoint.detour).unwrap_or(0);
    let segment_start = document.segments.iter().find(|known| known.id == segment);
    let mut start = match segment_start
        .and_then(|known| known.start.as_ref())
        .or(document.start.as_ref())
    {
        Some(ways) => shares(ways, &places),
        None => vec![(To::Touchpoint(first), 1.0)],
    };

    // 1. next.
    let mut given = vec![false; stops.len()];
    for option in taken.iter().filter(|option| is_for(option, segment)) {
        for (id, ways) in &option.next {
            stops[at(id)].ways = shares(ways, &places);
            given[at(id)] = true;
        }
    }
    // 2. removes.
    for option in taken.iter().filter(|option| is_for(option, segment)) {
        option.removes.iter().for_each(|id| stops[at(id)].passed = true);
    }
    // 3. adds.
    let mut is_placed: Vec<bool> = (0..stops.len()).map(|number| number < own.len()).collect();
    let mut last_between: HashMap<(usize, To), usize> = HashMap::new();
    while is_placed.contains(&false) {
        let stands = |id: &str| match places[id] {
            To::Touchpoint(number) => is_placed[number],
            To::End(_) => true,
        };
        let ready = additions.iter().filter(|(new, place)| {
            !is_placed[*new]
                && match place {
                    Insertion::After(id) | Insertion::Before(id) => stands(id),
                    Insertion::Between(from, to) => stands(from) && stands(to),
                }
        });
        let round: Vec<(usize, &Insertion)> = ready.copied().collect();
        assert!(!round.is_empty(), "additions that name each other in a circle");
        for &(new, place) in &round {
            if let Insertion::Between(from, to) = place {
                let (from, to) = (at(from), places[to]);
                let before = last_between.insert((from, to), new).unwrap_or(from);
                for (target, _) in &mut stops[before].ways {
                    if *target == to {
                        *target = To::Touchpoint(new);
                    }
                }
                if !given[new] {
                    stops[new].ways = vec![(to, 1.0)];
                }
            }
        }
        for &(new, place) in &round {
            if let Insertion::After(from) = place {
                let ways = std::mem::replace(&mut stops[at(from)].ways, vec![(To::Touchpoint(new), 1.0)]);
                if !given[new] {
                    stops[new].ways = ways;
                }
            }
        }
        for &(new, place) in &round {
            if let Insertion::Before(to) = place {
                let to = places[to];
                // Whatever comes later before the same place leads on to it, and so does this one.
                let later = |number: usize| {
                    let mut same = round
                        .iter()
                        .filter(|(_, place)| matches!(place, Insertion::Before(id) if places[id] == to));
                    same.any(|(other, _)| *other == number) && number >= new
                };
                let others = stops.iter_mut().enumerate().filter(|(number, _)| !later(*number));
                let ways = others.flat_map(|(_, stop)| &mut stop.ways).chain(&mut start);
                for (target, _) in ways {
                    if *target == to {
                        *target = To::Touchpoint(new);
                    }
                }
                if !given[new] {
                    stops[new].ways = vec![(to, 1.0)];
                }
            }
        }
        round.iter().for_each(|(new, _)| is_placed[*new] = true);
    }
    // 4. sets and raises.
    let direction = (document.scale.best - document.scale.worst).signum();
    for option in taken.iter().filter(|option| is_for(option, segment)) {
        for (id, rating) in &option.sets {
            stops[at(id)].score = Some(point(rating));
        }
        for (id, by) in &option.raises {
            let score = &mut stops[at(id)].score;
            *score = score.map(|score| score + direction * by);
        }
    }
    Journeys { stops, start }
}
