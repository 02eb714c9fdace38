//! A branching journey in whole numbers, and the chain and the document that say the same.

use peak_end::{Chain, Negativity, Visit};
use service_blueprint::document::{
    Document, Ending, Override, Rating, ScaleNumbers, Segment, Share, Stage, Touchpoint, Ways,
};
use service_blueprint::{Blueprint, Duration, Scale, Target};

/// So many points of the oracles make one point of the scale.
pub(crate) const POINTS: i64 = 1_000;

/// A journey in whole numbers.
#[derive(Debug, Clone)]
pub(crate) struct Journey {
    /// Worst, neutral and best, in thousandths.
    pub(crate) scale: [i64; 3],
    /// λ in quarters.
    pub(crate) quarters: i64,
    pub(crate) stops: Vec<Stop>,
    pub(crate) endings: usize,
    /// Where it starts, each with its weight.
    pub(crate) start: Vec<(usize, u32)>,
    /// Whether every stop says how long it takes.
    pub(crate) timed: bool,
}

/// One touchpoint of a journey.
#[derive(Debug, Clone)]
pub(crate) struct Stop {
    /// The score in thousandths.
    pub(crate) points: Option<i64>,
    pub(crate) minutes: u32,
    pub(crate) skipped: bool,
    /// The ways on, each with its weight. Parallel ones stand side by side.
    pub(crate) ways: Vec<(Target, u32)>,
}

impl Stop {
    /// The score that a visit leaves in memory.
    pub(crate) fn felt(&self) -> Option<i64> {
        self.points.filter(|_| !self.skipped)
    }
}

/// Thousandths as a score.
pub(crate) fn score(points: i64) -> f64 {
    points as f64 / POINTS as f64
}

/// A score as thousandths.
pub(crate) fn points(score: f64) -> i64 {
    (score * POINTS as f64).round() as i64
}

/// The sum of the weights of some ways.
pub(crate) fn total<T>(ways: &[(T, u32)]) -> u32 {
    ways.iter().map(|(_, weight)| weight).sum()
}

fn shares<T: Copy>(ways: &[(T, u32)]) -> Vec<(T, f64)> {
    let whole = f64::from(total(ways));
    ways.iter()
        .map(|&(to, weight)| (to, f64::from(weight) / whole))
        .collect()
}

impl Journey {
    pub(crate) fn scale(&self) -> Scale {
        let [worst, neutral, best] = self.scale.map(score);
        Scale::new(worst, neutral, best).unwrap()
    }

    pub(crate) fn negativity(&self) -> Negativity {
        Negativity::new(self.quarters as f64 / 4.0).unwrap()
    }

    pub(crate) fn chain(&self) -> Chain {
        let visit = |stop: &Stop| Visit {
            score: stop.points.map(score),
            minutes: self.timed.then_some(f64::from(stop.minutes)),
            skipped: stop.skipped,
            ..Visit::default()
        };
        let ways = self.stops.iter().map(|stop| shares(&stop.ways));
        Chain::new(
            self.stops.iter().map(visit).collect(),
            self.endings,
            shares(&self.start),
            ways.collect(),
        )
        .unwrap()
    }

    /// The stops to which a journey can come.
    pub(crate) fn reachable(&self) -> Vec<usize> {
        let mut open: Vec<usize> = self
            .start
            .iter()
            .filter(|(_, w)| *w > 0)
            .map(|(first, _)| *first)
            .collect();
        let mut seen = vec![false; self.stops.len()];
        while let Some(number) = open.pop() {
            if !seen[number] {
                seen[number] = true;
                open.extend(self.stops[number].ways.iter().filter_map(|&(to, weight)| match to {
                    Target::Touchpoint(next) if weight > 0 => Some(next),
                    _ => None,
                }));
            }
        }
        (0..seen.len()).filter(|&number| seen[number]).collect()
    }

    pub(crate) fn document(&self) -> Document {
        let [worst, neutral, best] = self.scale.map(score);
        let mut document = Document::new("A random journey");
        document.scale = ScaleNumbers { worst, neutral, best };
        document.segments = vec![Segment {
            id: "all".into(),
            name: None,
            share: 1.0,
            value: None,
            start: None,
        }];
        document.ends = (0..self.endings)
            .map(|number| Ending {
                id: ending_id(number),
                name: None,
                goal: number == 0,
            })
            .collect();
        let starts: Vec<(Target, u32)> = self.start.iter().map(|&(at, w)| (Target::Touchpoint(at), w)).collect();
        document.start = Some(named(&starts));
        let touchpoint = |(number, stop): (usize, &Stop)| {
            let mut touchpoint = Touchpoint {
                id: touchpoint_id(number),
                experience: stop.points.map(|points| Rating::from(score(points))),
                duration: self.timed.then_some(Duration {
                    seconds: u64::from(stop.minutes) * 60,
                }),
                next: Some(named(&stop.ways)),
                ..Touchpoint::default()
            };
            if stop.skipped {
                let skip = Override {
                    skip: true,
                    ..Override::default()
                };
                touchpoint.segments.insert("all".into(), skip);
            }
            touchpoint
        };
        let touchpoints = self.stops.iter().enumerate().map(touchpoint).collect();
        document.stages = vec![Stage::new("stage", touchpoints)];
        document
    }

    pub(crate) fn blueprint(&self) -> Blueprint {
        Blueprint::try_from(self.document()).unwrap()
    }
}

pub(crate) fn touchpoint_id(number: usize) -> String {
    format!("t{number}")
}

pub(crate) fn ending_id(number: usize) -> String {
    format!("e{number}")
}

/// Ways by id; a document holds parallel ways as one.
fn named(ways: &[(Target, u32)]) -> Ways {
    let whole = f64::from(total(ways));
    let mut merged: Vec<(Target, u32)> = Vec::new();
    for &(to, weight) in ways {
        match merged.iter_mut().find(|(known, _)| *known == to) {
            Some((_, sum)) => *sum += weight,
            None => merged.push((to, weight)),
        }
    }
    merged.into_iter().fold(Ways::default(), |ways, (to, weight)| {
        let id = match to {
            Target::Touchpoint(number) => touchpoint_id(number),
            Target::End(number) => ending_id(number),
        };
        ways.or(id, Share::Of(f64::from(weight) / whole))
    })
}
