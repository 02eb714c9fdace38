//! Random journeys: ties, duplicate scores, all scores equal, unscored and skipped stops, self loops, parallel ways,
//! ways of weight 0, unreachable parts, single stops, several starts and endings, numbered in any order.

use super::journey::{Journey, POINTS, Stop};
use proptest::prelude::*;
use service_blueprint::Target;

/// What journeys are wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// The most stops.
    pub(crate) stops: usize,
    /// Whether ways may lead back.
    pub(crate) loops: bool,
    /// Whether all probabilities are sixteenths, which floating point holds exactly.
    pub(crate) sixteenths: bool,
}

/// Scales that run either way, with neutral in the middle, aside and at either end.
const SCALES: [[i64; 3]; 9] = [
    [0, 5, 10],
    [10, 5, 0],
    [0, 4, 10],
    [10, 4, 0],
    [0, 0, 10],
    [0, 10, 10],
    [10, 0, 0],
    [1, 3, 5],
    [-3, 0, 3],
];

/// Scores are one of so many equal steps from worst, all of them thousandths on every scale.
const STEPS: [i64; 5] = [1, 2, 4, 10, 1_000];

/// What all stops share: the scale, λ in quarters, how many steps scores have, whether all are equal, whether they are
/// timed.
type Frame = ([i64; 3], i64, i64, bool, bool);

fn frames() -> impl Strategy<Value = Frame> {
    (
        prop::sample::select(SCALES.as_slice()).prop_map(|scale| scale.map(|bound| bound * POINTS)),
        4..=8i64,
        prop::sample::select(STEPS.as_slice()),
        prop::bool::weighted(0.1),
        any::<bool>(),
    )
}

/// A stop before it is numbered: where its ways lead is a pick among those it may lead to.
#[derive(Debug, Clone)]
struct Draft {
    place: u32,
    step: i64,
    scored: bool,
    skipped: bool,
    minutes: u32,
    /// To a later stop or an ending, so that every journey ends.
    onward: (usize, u32),
    others: Vec<(usize, u32)>,
}

fn drafts(others: usize) -> impl Strategy<Value = Draft> {
    (
        any::<u32>(),
        0..=1_000i64,
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.1),
        1..20u32,
        (0..1_000usize, 4..10u32),
        prop::collection::vec((0..1_000usize, 0..10u32), 0..=others),
    )
        .prop_map(|(place, step, scored, skipped, minutes, onward, others)| Draft {
            place,
            step,
            scored,
            skipped,
            minutes,
            onward,
            others,
        })
}

/// Journeys that hardly ever get on: where a stop has several ways, all but one are gone by a billionth of those who
/// are there.
pub(crate) fn hardly_ending(stops: usize) -> impl Strategy<Value = Journey> {
    let shape = Shape {
        stops,
        loops: true,
        sixteenths: false,
    };
    journeys(shape).prop_map(|mut journey| {
        for stop in &mut journey.stops {
            to_extremes(&mut stop.ways);
        }
        to_extremes(&mut journey.start);
        journey
    })
}

/// Journeys of up to so many stops.
pub(crate) fn journeys(shape: Shape) -> impl Strategy<Value = Journey> {
    let starts = prop::collection::vec((0..1_000usize, 1..10u32), 1..=3);
    let stops = prop::collection::vec(drafts(3), 1..=shape.stops);
    (frames(), stops, starts, 1..4usize, prop::bool::weighted(0.2)).prop_map(
        move |(frame, drafts, starts, endings, island)| {
            let count = drafts.len();
            let onward = |number: usize, pick: usize| target(number + 1 + pick % (count - number - 1 + endings), count);
            let ways = |number: usize, draft: &Draft| {
                let other = |&(pick, weight): &(usize, u32)| match shape.loops {
                    true => (target(pick % (count + endings), count), weight),
                    false => (onward(number, pick), weight),
                };
                let last = (onward(number, draft.onward.0), draft.onward.1);
                draft.others.iter().map(other).chain([last]).collect()
            };
            let starts = starts.iter().map(|&(pick, weight)| (pick % count, weight)).collect();
            let mut journey = assemble(frame, &drafts, endings, starts, ways);
            if island {
                // Nobody comes here, and nobody would get away.
                let number = journey.stops.len();
                journey.stops.push(Stop {
                    points: Some(journey.scale[0]),
                    minutes: 1,
                    skipped: false,
                    ways: vec![(Target::Touchpoint(number), 1)],
                });
            }
            if shape.sixteenths {
                for stop in &mut journey.stops {
                    to_sixteenths(&mut stop.ways);
                }
                to_sixteenths(&mut journey.start);
            }
            journey
        },
    )
}

/// Journeys through layers of so many stops each; with loops, also back by a layer or staying where they are.
pub(crate) fn layered(layers: usize, width: usize, loops: bool) -> impl Strategy<Value = Journey> {
    scored_layers(layers, width, loops, frames())
}

/// The same with scores in thousandths, so that nearly every stop has a level of its own.
pub(crate) fn layered_finely(layers: usize, width: usize, loops: bool) -> impl Strategy<Value = Journey> {
    let finely = |(scale, quarters, _, _, timed)| (scale, quarters, 1_000, false, timed);
    scored_layers(layers, width, loops, frames().prop_map(finely))
}

fn scored_layers(
    layers: usize,
    width: usize,
    loops: bool,
    frames: impl Strategy<Value = Frame>,
) -> impl Strategy<Value = Journey> {
    let stops = prop::collection::vec(drafts(2), layers * width);
    let starts = prop::collection::vec((0..1_000usize, 1..10u32), 1..=3);
    (frames, stops, starts, 1..3usize).prop_map(move |(frame, drafts, starts, endings)| {
        let count = drafts.len();
        let ways = |number: usize, draft: &Draft| {
            let next = (number / width + 1) * width;
            let onward = |pick: usize| match next < count {
                true => Target::Touchpoint(next + pick % width),
                false => Target::End(pick % endings),
            };
            let mut ways: Vec<(Target, u32)> = draft.others.iter().map(|&(pick, w)| (onward(pick), w)).collect();
            ways.push((onward(draft.onward.0), draft.onward.1));
            if loops && draft.place.is_multiple_of(3) {
                ways.push((Target::Touchpoint(number), 1));
            }
            if loops && draft.place.is_multiple_of(4) && number >= width {
                ways.push((Target::Touchpoint(number - width + draft.onward.0 % width), 2));
            }
            ways
        };
        let starts = starts.iter().map(|&(pick, weight)| (pick % width, weight)).collect();
        assemble(frame, &drafts, endings, starts, ways)
    })
}

fn target(number: usize, count: usize) -> Target {
    match number < count {
        true => Target::Touchpoint(number),
        false => Target::End(number - count),
    }
}

/// A journey of its drafts, numbered by their places.
fn assemble(
    (scale, quarters, steps, level, timed): Frame,
    drafts: &[Draft],
    endings: usize,
    starts: Vec<(usize, u32)>,
    ways: impl Fn(usize, &Draft) -> Vec<(Target, u32)>,
) -> Journey {
    let range = scale[2] - scale[0];
    let stop = |(number, draft): (usize, &Draft)| {
        let step = if level { drafts[0].step } else { draft.step };
        Stop {
            points: draft.scored.then_some(scale[0] + range / steps * (step % (steps + 1))),
            minutes: draft.minutes,
            // Nobody's journey consists of skipped stops alone.
            skipped: draft.skipped && number > 0,
            ways: ways(number, draft),
        }
    };
    let journey = Journey {
        scale,
        quarters,
        stops: drafts.iter().enumerate().map(stop).collect(),
        endings,
        start: starts,
        timed,
    };
    let places: Vec<u32> = drafts.iter().map(|draft| draft.place).collect();
    journey.renumbered(&places)
}

impl Journey {
    /// The same journey with its stops in the order of `places`.
    pub(crate) fn renumbered(&self, places: &[u32]) -> Self {
        let mut order: Vec<usize> = (0..self.stops.len()).collect();
        order.sort_by_key(|&number| places.get(number));
        let mut new = vec![0; order.len()];
        for (place, &number) in order.iter().enumerate() {
            new[number] = place;
        }
        let to = |&(to, weight): &(Target, u32)| match to {
            Target::Touchpoint(number) => (Target::Touchpoint(new[number]), weight),
            Target::End(_) => (to, weight),
        };
        let stop = |&number: &usize| Stop {
            ways: self.stops[number].ways.iter().map(to).collect(),
            ..self.stops[number].clone()
        };
        Self {
            stops: order.iter().map(stop).collect(),
            start: self.start.iter().map(|&(first, weight)| (new[first], weight)).collect(),
            ..self.clone()
        }
    }
}

/// One way takes all but some billionths, which floating point holds exactly: the others, and the last above all, are
/// hardly ever gone.
fn to_extremes<T>(ways: &mut [(T, u32)]) {
    let mut left = 1 << 30;
    if let Some((first, others)) = ways.split_first_mut() {
        for (_, weight) in others {
            *weight = 1 + *weight % 5;
            left -= *weight;
        }
        first.1 = left;
    }
}

/// Weights that sum to 16; the last takes what the others leave.
fn to_sixteenths<T>(ways: &mut [(T, u32)]) {
    let mut left = 16;
    if let Some(((_, last), others)) = ways.split_last_mut() {
        for (_, weight) in others {
            *weight %= 5;
            left -= *weight;
        }
        *last = left;
    }
}
