//! Single ways through a chain: the most likely one, all of them where they are few, random ones.

use crate::chain::Chain;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use service_blueprint::Target;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One whole way through a chain.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Walk {
    /// The touchpoints in order, skipped ones included.
    pub(crate) touchpoints: Vec<usize>,
    /// Where it ends.
    pub(crate) ending: usize,
    /// How many of the journeys go exactly this way.
    pub(crate) probability: f64,
}

/// −ln p in units of 1e-12, so that sums are exact and ties are ties; above 0 for one of several `ways`, even if the
/// others are too unlikely for p to be below 1, so that no loop is free.
fn cost(probability: f64, ways: usize) -> u128 {
    if ways <= 1 {
        0
    } else {
        ((-probability.ln() * 1e12).round() as u128).max(1)
    }
}

/// The most likely way; of equally likely ones the first in document order, touchpoints before endings.
pub(crate) fn most_likely(chain: &Chain) -> Option<Walk> {
    let cheapest = costs_to_end(chain);
    let on = |to: Target, probability: f64, ways: usize| match to {
        Target::Touchpoint(next) => cheapest[next].map(|rest| cost(probability, ways) + rest),
        Target::End(_) => Some(cost(probability, ways)),
    };
    let first = chain
        .start()
        .iter()
        .filter_map(|&(number, p)| Some((on(Target::Touchpoint(number), p, chain.start().len())?, number, p)));
    let (_, mut here, mut probability) = first.min_by_key(|(cost, ..)| *cost)?;
    let mut touchpoints = vec![here];
    loop {
        let ways = chain.ways(here);
        let costs = ways.iter().filter_map(|&(to, p)| Some((on(to, p, ways.len())?, to, p)));
        let (_, to, p) = costs.min_by_key(|(cost, ..)| *cost)?;
        probability *= p;
        match to {
            Target::Touchpoint(next) => touchpoints.push(next),
            Target::End(ending) => {
                return Some(Walk {
                    touchpoints,
                    ending,
                    probability,
                });
            }
        }
        here = touchpoints[touchpoints.len() - 1];
    }
}

/// For each touchpoint the cost of the most likely way on to an ending.
fn costs_to_end(chain: &Chain) -> Vec<Option<u128>> {
    let mut from: Vec<Vec<(usize, u128)>> = vec![Vec::new(); chain.len()];
    let mut open = BinaryHeap::new();
    for number in 0..chain.len() {
        let ways = chain.ways(number);
        for &(to, probability) in ways {
            let cost = cost(probability, ways.len());
            match to {
                Target::Touchpoint(next) => from[next].push((number, cost)),
                Target::End(_) => open.push(Reverse((cost, number))),
            }
        }
    }
    let mut settled = vec![None; chain.len()];
    while let Some(Reverse((cost, number))) = open.pop() {
        if settled[number].is_none() {
            settled[number] = Some(cost);
            open.extend(from[number].iter().map(|&(before, way)| Reverse((cost + way, before))));
        }
    }
    settled
}

impl Walk {
    /// The chain that goes this way only.
    pub(crate) fn only(&self, chain: &Chain) -> Option<Chain> {
        let mut next = vec![None; chain.len()];
        for pair in self.touchpoints.windows(2) {
            next[pair[0]] = Some(Target::Touchpoint(pair[1]));
        }
        next[*self.touchpoints.last()?] = Some(Target::End(self.ending));
        let ways = next.iter().map(|to| to.iter().map(|&to| (to, 1.0)).collect());
        Some(chain.with_ways(vec![(self.touchpoints[0], 1.0)], ways.collect()))
    }
}

/// All ways through a chain, in document order; none if there are more than `ways`, or if they have more than
/// `visits` visits together. A loop has endlessly many.
pub(crate) fn all_ways(chain: &Chain, ways: usize, visits: usize) -> Option<Vec<Walk>> {
    let (count, total) = count_ways(chain)?;
    if count > ways as f64 || total > visits as f64 {
        return None;
    }
    let mut found: Vec<Walk> = Vec::new();
    for &(first, start) in chain.start() {
        // The way so far: at each touchpoint the number of the next way to try and the probability of being there.
        let mut so_far = vec![(first, 0, start)];
        while let Some((here, next, probability)) = so_far.last_mut() {
            let Some(&(to, share)) = chain.ways(*here).get(*next) else {
                so_far.pop();
                continue;
            };
            *next += 1;
            let probability = *probability * share;
            match to {
                Target::Touchpoint(next) => so_far.push((next, 0, probability)),
                Target::End(ending) => {
                    let touchpoints = so_far.iter().map(|(number, ..)| *number).collect();
                    found.push(Walk {
                        touchpoints,
                        ending,
                        probability,
                    });
                }
            }
        }
    }
    Some(found)
}

/// How many ways there are and how many visits they have together, as floats lest they overflow; none for a loop.
fn count_ways(chain: &Chain) -> Option<(f64, f64)> {
    let reached = || (0..chain.len()).filter(|&number| chain.is_reachable(number));
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); chain.len()];
    let mut open_ways = vec![0usize; chain.len()];
    let mut counts = vec![(0.0, 0.0); chain.len()];
    for number in reached() {
        for &(to, _) in chain.ways(number) {
            match to {
                Target::Touchpoint(next) => {
                    into[next].push(number);
                    open_ways[number] += 1;
                }
                Target::End(_) => counts[number].0 += 1.0,
            }
        }
    }
    // Last touchpoints first, so that all that follows a touchpoint is counted before it.
    let mut ready: Vec<usize> = reached().filter(|&number| open_ways[number] == 0).collect();
    let mut left = reached().count();
    while let Some(number) = ready.pop() {
        left -= 1;
        counts[number].1 += counts[number].0;
        let (ways, visits) = counts[number];
        for &before in &into[number] {
            counts[before].0 += ways;
            counts[before].1 += visits;
            open_ways[before] -= 1;
            if open_ways[before] == 0 {
                ready.push(before);
            }
        }
    }
    let starts = chain.start().iter().map(|&(number, _)| counts[number]);
    (left == 0).then(|| {
        starts.fold((0.0, 0.0), |(ways, visits), (more, longer)| {
            (ways + more, visits + longer)
        })
    })
}

/// Random ways through a chain: the same ones for the same seed and stream.
pub(crate) struct RandomWays<'c> {
    chain: &'c Chain,
    random: ChaCha8Rng,
}

impl<'c> RandomWays<'c> {
    pub(crate) fn new(chain: &'c Chain, seed: u64, stream: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        Self { chain, random }
    }

    /// Draws one way into `touchpoints` and returns its ending.
    pub(crate) fn draw(&mut self, touchpoints: &mut Vec<usize>) -> usize {
        touchpoints.clear();
        let mut here = pick(self.chain.start(), self.random.random());
        loop {
            touchpoints.push(here);
            match pick(self.chain.ways(here), self.random.random()) {
                Target::Touchpoint(next) => here = next,
                Target::End(ending) => return ending,
            }
        }
    }
}

/// The way on which a uniform number in 0..1 falls. There is at least one way.
fn pick<T: Copy>(ways: &[(T, f64)], uniform: f64) -> T {
    let mut left = uniform;
    for &(to, probability) in ways {
        left -= probability;
        if left < 0.0 {
            return to;
        }
    }
    // Rounding may leave a crumb beyond the last way.
    ways[ways.len() - 1].0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Visit;

    fn chain(start: Vec<(usize, f64)>, ways: Vec<Vec<(Target, f64)>>) -> Chain {
        Chain::new(vec![Visit::default(); ways.len()], 2, start, ways).unwrap()
    }

    #[test]
    fn the_most_likely_way_is_not_the_greedy_one() {
        let (to, end) = (Target::Touchpoint, Target::End);
        // Greedy takes 0 → 1 (0.6) and then splits in three; 0 → 2 → end has 0.4.
        let ways = vec![
            vec![(to(1), 0.6), (to(2), 0.4)],
            vec![(to(0), 0.3), (to(2), 0.4), (end(1), 0.3)],
            vec![(end(0), 1.0)],
        ];
        let way = most_likely(&chain(vec![(0, 1.0)], ways)).unwrap();
        assert_eq!((way.touchpoints, way.ending), (vec![0, 2], 0));
        assert!((way.probability - 0.4).abs() < 1e-15);
    }

    #[test]
    fn equally_likely_ways_go_by_document_order() {
        let (to, end) = (Target::Touchpoint, Target::End);
        let ways = vec![
            vec![(to(2), 0.5), (to(1), 0.5)],
            vec![(to(3), 0.2), (end(1), 0.8)],
            vec![(to(3), 0.2), (end(0), 0.8)],
            vec![(end(0), 1.0)],
        ];
        let way = most_likely(&chain(vec![(0, 1.0)], ways)).unwrap();
        assert_eq!((way.touchpoints, way.ending), (vec![0, 1], 1));
    }

    #[test]
    fn loops_have_endlessly_many_ways() {
        let (to, end) = (Target::Touchpoint, Target::End);
        let looped = chain(vec![(0, 1.0)], vec![vec![(to(0), 0.5), (end(0), 0.5)]]);
        assert_eq!(all_ways(&looped, 100, 10_000), None);
        let two = chain(
            vec![(0, 0.25), (1, 0.75)],
            vec![vec![(to(1), 1.0)], vec![(end(0), 1.0)]],
        );
        let ways = all_ways(&two, 2, 100).unwrap();
        assert_eq!(ways[0].touchpoints, [0, 1]);
        assert_eq!(
            (ways[1].touchpoints.as_slice(), ways[1].probability),
            ([1].as_slice(), 0.75)
        );
        assert_eq!(all_ways(&two, 1, 100), None);
        assert_eq!(all_ways(&two, 2, 2), None, "three visits");
    }
}
