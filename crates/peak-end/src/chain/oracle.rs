//! Small random chains, and every way through one: what the exact methods are tested against.

use super::{Chain, Visit};
use crate::law::Rank;
use proptest::prelude::*;
use service_blueprint::Target;

/// One whole way: its probability, its touchpoints, its ending.
pub(crate) struct Walk {
    pub(crate) probability: f64,
    pub(crate) touchpoints: Vec<usize>,
    pub(crate) ending: usize,
}

/// Every way through an acyclic chain.
pub(crate) fn walks(chain: &Chain) -> Vec<Walk> {
    fn extend(chain: &Chain, probability: f64, so_far: &[usize], found: &mut Vec<Walk>) {
        for &(to, share) in chain.ways(*so_far.last().unwrap()) {
            match to {
                Target::Touchpoint(next) => {
                    let longer: Vec<usize> = so_far.iter().copied().chain([next]).collect();
                    extend(chain, probability * share, &longer, found);
                }
                Target::End(ending) => {
                    found.push(Walk {
                        probability: probability * share,
                        touchpoints: so_far.to_vec(),
                        ending,
                    });
                }
            }
        }
    }
    let mut found = Vec::new();
    for &(first, share) in chain.start() {
        extend(chain, share, &[first], &mut found);
    }
    found
}

impl Walk {
    pub(crate) fn scored(&self, chain: &Chain) -> Vec<usize> {
        self.touchpoints
            .iter()
            .copied()
            .filter(|&number| chain.visits()[number].score.is_some())
            .collect()
    }

    /// The touchpoint that wins under `better(new, old)`, the later one where they are equal.
    pub(crate) fn winner(&self, chain: &Chain, rank: &impl Fn(f64) -> Rank) -> Option<usize> {
        let of = |number: usize| rank(chain.visits()[number].score.unwrap());
        self.scored(chain)
            .into_iter()
            .reduce(|old, new| if of(new) >= of(old) { new } else { old })
    }
}

pub(crate) fn visit(score: Option<f64>, minutes: Option<f64>) -> Visit {
    Visit {
        score,
        minutes,
        ..Visit::default()
    }
}

/// Chains of up to eight touchpoints; without loops each way leads on to a later touchpoint or an ending.
pub(crate) fn chains(loops: bool) -> impl Strategy<Value = Chain> {
    let scores = prop_oneof![
        1 => Just(None),
        4 => (0u8..=10).prop_map(|score| Some(f64::from(score))),
        2 => (0.0..=10.0f64).prop_map(Some),
    ];
    let touchpoint = (
        scores,
        1u32..20,
        prop::collection::vec((0usize..64, 1u32..10), 1..5),
        1u32..10,
    );
    let start = prop::collection::vec((0usize..64, 1u32..10), 1..4);
    (prop::collection::vec(touchpoint, 1..9), start, 1usize..4).prop_map(move |(touchpoints, start, endings)| {
        let count = touchpoints.len();
        let shares = |weights: Vec<(Target, u32)>| -> Vec<(Target, f64)> {
            let sum: u32 = weights.iter().map(|(_, weight)| weight).sum();
            weights
                .into_iter()
                .map(|(to, weight)| (to, f64::from(weight) / f64::from(sum)))
                .collect()
        };
        let ways = touchpoints.iter().enumerate().map(|(number, (_, _, ways, out))| {
            let to = |pick: usize| {
                let first = if loops { 0 } else { number + 1 };
                let choices = count - first + endings;
                match first + pick % choices {
                    next if next < count => Target::Touchpoint(next),
                    beyond => Target::End(beyond - count),
                }
            };
            let on = ways.iter().map(|&(pick, weight)| (to(pick), weight));
            shares(on.chain([(Target::End(number % endings), *out)]).collect())
        });
        let ways = ways.collect();
        let visits = touchpoints
            .iter()
            .map(|(score, minutes, _, _)| visit(*score, Some(f64::from(*minutes))));
        let visits = visits.collect();
        let start = shares(
            start
                .into_iter()
                .map(|(pick, weight)| (Target::Touchpoint(pick % count), weight))
                .collect(),
        );
        let start = start.into_iter().map(|(to, p)| match to {
            Target::Touchpoint(number) => (number, p),
            Target::End(_) => unreachable!("starts are touchpoints"),
        });
        Chain::new(visits, endings, start.collect(), ways).unwrap()
    })
}
