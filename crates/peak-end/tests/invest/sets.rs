//! All sets of options of a service, judged one by one.

use super::applied::{Journeys, apply, goals, is_for, segments};
use super::remembering::{Course, Rule, Scale, points};
use service_blueprint::document::Document;

/// How close to a floor counts as on it, in half-scales.
const ROUNDING: f64 = 1e-9;

/// How expectations move from journey to journey, and how many of those there are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Repeats {
    pub(crate) episodes: usize,
    pub(crate) up: f64,
    pub(crate) down: f64,
    pub(crate) theta: f64,
}

impl Repeats {
    pub(crate) const ONCE: Self = Self {
        episodes: 1,
        up: 0.0,
        down: 0.0,
        theta: 0.0,
    };
}

/// By what sets are judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Judge {
    pub(crate) rule: Rule,
    pub(crate) repeats: Repeats,
    pub(crate) keep_goals: bool,
}

/// A set that keeps to every rule but the budget.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Set {
    pub(crate) chosen: Vec<bool>,
    pub(crate) cost: i64,
    /// In points from neutral.
    pub(crate) value: f64,
    pub(crate) lowered: usize,
}

/// All of a service's sets.
#[derive(Debug, Clone)]
pub(crate) struct Sets {
    pub(crate) scale: Scale,
    /// What is remembered with nothing chosen, in points from neutral.
    pub(crate) now: f64,
    pub(crate) allowed: Vec<Set>,
    /// Whether some set lets journeys go round.
    pub(crate) looped: bool,
}

impl Judge {
    pub(crate) fn sets(&self, document: &Document) -> Sets {
        let count = document.options.len();
        let none = vec![false; count];
        let now = of_segments(document, &none);
        let least_goal = self
            .keep_goals
            .then(|| goal(document, &now).expect("journeys end now") - 1e-9);
        let mut sets = Sets {
            scale: scale(document),
            now: self.value(document, &now).expect("journeys end now"),
            allowed: Vec::new(),
            looped: now.iter().any(Journeys::has_loops),
        };
        for bits in 0..1u32 << count {
            let chosen: Vec<bool> = (0..count).map(|option| bits >> option & 1 == 1).collect();
            if !go_together(document, &chosen) {
                continue;
            }
            let then = of_segments(document, &chosen);
            if !keeps_floors(document, &then) {
                continue;
            }
            let Some(value) = self.value(document, &then) else {
                continue;
            };
            if least_goal.is_some_and(|least| goal(document, &then).expect("journeys end") < least) {
                continue;
            }
            sets.looped |= then.iter().any(Journeys::has_loops);
            let costs = document.options.iter().zip(&chosen).filter(|(_, chosen)| **chosen);
            sets.allowed.push(Set {
                cost: costs.map(|(option, _)| option.cost).sum(),
                lowered: lowered(document, &now, &then),
                value,
                chosen,
            });
        }
        sets
    }

    /// The objective; none where journeys never end.
    fn value(&self, document: &Document, journeys: &[Journeys]) -> Option<f64> {
        let weights: Vec<f64> = match document.segments.len() {
            0 => vec![1.0],
            _ => document
                .segments
                .iter()
                .map(|one| one.share * one.value.unwrap_or(1.0))
                .collect(),
        };
        let whole: f64 = weights.iter().sum();
        let mut sum = 0.0;
        for (journeys, weight) in journeys.iter().zip(weights) {
            sum += weight / whole * self.lasting(document, journeys)?;
        }
        Some(sum)
    }

    /// What one segment remembers, in the mean over its journeys.
    pub(crate) fn lasting(&self, document: &Document, journeys: &Journeys) -> Option<f64> {
        let scale = scale(document);
        let [worst, neutral, best] = scale;
        let Repeats {
            episodes,
            up,
            down,
            theta,
        } = self.repeats;
        let first = |stop: &super::applied::Stop| stop.expectation.unwrap_or(neutral);
        let mut expected: Vec<f64> = journeys.stops.iter().map(first).collect();
        let mut sum = 0.0;
        for episode in 0..episodes {
            let mut felt = journeys.clone();
            for (stop, expected) in felt.stops.iter_mut().zip(&mut expected) {
                let Some(score) = stop.score else { continue };
                if episode > 0 {
                    let moved = score - theta * (*expected - first(stop));
                    stop.score = Some(moved.clamp(worst.min(best), worst.max(best)));
                }
                let rate = if points(scale, score) > points(scale, *expected) {
                    up
                } else {
                    down
                };
                *expected += rate * (score - *expected);
            }
            let course = Course {
                journeys: &felt,
                scale,
                rule: self.rule,
            };
            sum += course.mean()?;
        }
        Some(sum / episodes as f64)
    }
}

pub(crate) fn scale(document: &Document) -> Scale {
    [document.scale.worst, document.scale.neutral, document.scale.best]
}

/// Each segment's journeys with a set of options.
pub(crate) fn of_segments(document: &Document, chosen: &[bool]) -> Vec<Journeys> {
    let segments = segments(document);
    segments
        .iter()
        .map(|segment| apply(document, chosen, segment))
        .collect()
}

/// P(goal); none where journeys never end.
fn goal(document: &Document, journeys: &[Journeys]) -> Option<f64> {
    let goals = goals(document);
    let mut sum = 0.0;
    for (number, journeys) in journeys.iter().enumerate() {
        let share = document.segments.get(number).map_or(1.0, |segment| segment.share);
        sum += share * journeys.goal(&goals)?;
    }
    Some(sum)
}

/// Whether needs and excludes are kept, those included that come from changing the same thing.
fn go_together(document: &Document, chosen: &[bool]) -> bool {
    let taken = document.options.iter().zip(chosen).filter(|(_, chosen)| **chosen);
    let taken: Vec<_> = taken.map(|(option, _)| option).collect();
    let has = |id: &String| taken.iter().any(|option| option.id == *id);
    if taken
        .iter()
        .any(|option| !option.needs.iter().all(has) || option.excludes.iter().any(has))
    {
        return false;
    }
    let segments = segments(document);
    for (number, one) in taken.iter().enumerate() {
        for other in &taken[number + 1..] {
            let common = segments
                .iter()
                .any(|segment| is_for(one, segment) && is_for(other, segment));
            let scored = one.sets.keys().chain(one.raises.keys());
            let mut scored = scored.filter(|id| other.sets.contains_key(*id) || other.raises.contains_key(*id));
            let mut led = one.next.keys().filter(|id| other.next.contains_key(*id));
            if common && (scored.next().is_some() || led.next().is_some()) {
                return false;
            }
        }
    }
    true
}

fn keeps_floors(document: &Document, journeys: &[Journeys]) -> bool {
    let scale = scale(document);
    let half = (scale[2] - scale[0]).abs() / 2.0;
    journeys
        .iter()
        .flat_map(|journeys| &journeys.stops)
        .all(|stop| match (stop.at_least, stop.felt()) {
            (Some(least), Some(score)) => points(scale, score) >= points(scale, least) - ROUNDING * half,
            _ => true,
        })
}

/// How many touchpoints are worse than now for some segment.
fn lowered(document: &Document, now: &[Journeys], then: &[Journeys]) -> usize {
    let scale = scale(document);
    let half = (scale[2] - scale[0]).abs() / 2.0;
    let worth = |journeys: &Journeys, id: &str| {
        let stop = journeys.stops.iter().find(|stop| stop.id == id);
        stop.and_then(|stop| stop.felt())
            .map_or(0.0, |score| points(scale, score))
    };
    // Whatever is there now is also there then.
    let ids = then[0].stops.iter().map(|stop| &stop.id);
    let worse = |id: &&String| {
        let mut pairs = now.iter().zip(then);
        pairs.any(|(now, then)| worth(then, id) < worth(now, id) - ROUNDING * half)
    };
    ids.filter(worse).count()
}

/// Which of equally good sets is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ties {
    /// Fewest lowered touchpoints, then cheaper, then document order.
    FewestLowered,
    /// Cheaper first: the least cost at which a value is bought.
    Cheapest,
}

/// The best of some sets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Best<'s> {
    pub(crate) set: &'s Set,
    /// The best value, of which the set's may fall short by a tie.
    pub(crate) value: f64,
    /// Whether rounding may decide which sets tie.
    pub(crate) doubtful: bool,
}

impl Sets {
    pub(crate) fn width(&self) -> f64 {
        (self.scale[2] - self.scale[0]).abs()
    }

    /// The best set within a budget.
    pub(crate) fn best(&self, budget: Option<i64>, ties: Ties) -> Option<Best<'_>> {
        let affordable = || {
            self.allowed
                .iter()
                .filter(|set| budget.is_none_or(|budget| set.cost <= budget))
        };
        let value = affordable().map(|set| set.value).reduce(f64::max)?;
        let first = |apart: f64| {
            let equal = affordable().filter(|set| set.value >= value - apart * self.width());
            equal.min_by(|one, other| {
                let (lowered, cost) = (one.lowered.cmp(&other.lowered), one.cost.cmp(&other.cost));
                let order = match ties {
                    Ties::FewestLowered => lowered.then(cost),
                    Ties::Cheapest => cost.then(lowered),
                };
                order.then_with(|| earlier(&one.chosen, &other.chosen))
            })
        };
        let set = first(1e-13)?;
        Some(Best {
            set,
            value,
            doubtful: first(1e-14) != Some(set) || first(1e-12) != Some(set),
        })
    }

    /// For each value that some budget buys, the least cost at which it is bought.
    pub(crate) fn frontier(&self, budget: Option<i64>) -> Vec<Best<'_>> {
        let mut costs: Vec<i64> = self.allowed.iter().map(|set| set.cost).collect();
        costs.retain(|cost| budget.is_none_or(|budget| *cost <= budget));
        costs.sort_unstable();
        costs.dedup();
        let mut points: Vec<Best<'_>> = Vec::new();
        for cost in costs {
            let best = self.best(Some(cost), Ties::Cheapest).expect("a set of this cost");
            let known = points.last().map_or(f64::NEG_INFINITY, |point| point.value);
            if best.value > known + 1e-13 * self.width() {
                points.push(best);
            }
        }
        points
    }
}

/// Of two sets the one first that contains the earliest option in which they differ.
fn earlier(one: &[bool], other: &[bool]) -> std::cmp::Ordering {
    match one.iter().zip(other).find(|(one, other)| one != other) {
        Some((true, _)) => std::cmp::Ordering::Less,
        Some((false, _)) => std::cmp::Ordering::Greater,
        None => std::cmp::Ordering::Equal,
    }
}
