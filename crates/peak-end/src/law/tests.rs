//! The sweeps against oracles that share no code with them: the plain method, ways enumerated one by one, and power
//! iteration.

use super::mean::mean_on_the_way;
use super::plain::{Key, Plain, peak_key, trough_key};
use super::rank::{most_intense, worst};
use super::scored::Scored;
use super::sweep::{Moves, Rank, Sweep, sweep};
use crate::Negativity;
use crate::chain::oracle::{chains, visit, walks};
use crate::chain::{Chain, Visit};
use proptest::prelude::*;
use service_blueprint::{Scale, Target};

const EXACT: f64 = 1e-12;

fn swept(chain: &Chain, rank: impl Fn(f64) -> Rank) -> (Scored, Sweep) {
    let scored = Scored::new(chain).unwrap();
    let ranks: Vec<Rank> = scored.scores.iter().map(|score| rank(*score)).collect();
    let sweep = sweep(&scored.network, &ranks, Moves::Wanted).unwrap();
    (scored, sweep)
}

/// The sweep's joint law of (peak touchpoint, end touchpoint, ending), densely.
fn joint(chain: &Chain, scored: &Scored, sweep: &Sweep) -> Vec<f64> {
    let (count, endings) = (chain.len(), chain.endings());
    let mut law = vec![0.0; count * count * endings];
    for atom in &sweep.atoms {
        let (last, ending) = scored.way_out(atom.out);
        let peak = scored.touchpoints[atom.peak as usize];
        law[(peak * count + scored.touchpoints[last]) * endings + ending] += atom.probability;
    }
    law
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "found {found}, expected {expected}"
    );
}

/// The plain method subtracts, in about as many steps as there are touchpoints.
const PLAIN: f64 = 1e-10;

/// The sweep under `rank` finds what the plain method finds under `key`.
#[track_caller]
fn agrees(chain: &Chain, rank: impl Fn(f64) -> Rank, key: impl Fn(f64) -> Key) {
    let plain = Plain::new(chain, &key);
    let (scored, sweep) = swept(chain, rank);
    let (count, endings) = (chain.len(), chain.endings());
    let mut joint = vec![vec![vec![0.0; endings]; count]; plain.levels.len()];
    for atom in &sweep.atoms {
        let (last, ending) = scored.way_out(atom.out);
        let level = plain
            .levels
            .binary_search(&key(scored.scores[atom.peak as usize]))
            .unwrap();
        joint[level][scored.touchpoints[last]][ending] += atom.probability;
    }
    let mut credit = vec![0.0; count];
    for (&touchpoint, found) in scored.touchpoints.iter().zip(&sweep.credit) {
        credit[touchpoint] = *found;
    }
    let flat = |joint: &[Vec<Vec<f64>>]| joint.concat().concat();
    let pairs = [
        (flat(&joint), flat(&plain.joint)),
        (credit, plain.credit),
        (scored.unscored, plain.unscored),
        (scored.visits, plain.visits),
    ];
    for (found, expected) in pairs {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.into_iter().zip(expected) {
            close(found, expected, PLAIN);
        }
    }
}

/// The peak's order and the trough's.
#[track_caller]
fn agrees_with_plain(chain: &Chain, scale: Scale, lambda: f64) {
    let negativity = Negativity::new(lambda).unwrap();
    let (peak, trough) = (|s| peak_key(scale, lambda, s), |s| trough_key(scale, s));
    agrees(chain, |score| most_intense(scale, score, negativity), peak);
    agrees(chain, |score| worst(scale, score), trough);
}

/// Scales with equal and unequal sides, and one that runs from good to bad.
fn scales() -> impl Strategy<Value = Scale> {
    let [even, uneven, down] = [(0.0, 5.0, 10.0), (0.0, 4.0, 10.0), (10.0, 4.0, 0.0)]
        .map(|(worst, neutral, best)| Just(Scale::new(worst, neutral, best).unwrap()));
    prop_oneof![even, uneven, down]
}

proptest! {
    #[test]
    fn sweeps_agree_with_the_plain_method(
        chain in chains(true),
        scale in scales(),
        lambda in prop::sample::select(vec![1.0, 1.5, 2.0]),
        skipped in (any::<u8>(), any::<u8>()),
    ) {
        let skips = |number: usize| ((skipped.0 & skipped.1) >> number) & 1 == 1;
        let visits = chain.visits().iter().enumerate();
        let visits = visits.map(|(number, visit)| Visit { skipped: skips(number), ..*visit });
        let ways = (0..chain.len()).map(|number| chain.ways(number).to_vec()).collect();
        let passed_over = Chain::new(visits.collect(), chain.endings(), chain.start().to_vec(), ways).unwrap();
        agrees_with_plain(&chain, scale, lambda);
        agrees_with_plain(&passed_over, scale, lambda);
    }

    #[test]
    fn sweeps_agree_with_the_enumeration_of_all_ways(chain in chains(false)) {
        let scale = Scale::default();
        let walks = walks(&chain);
        let ranks: [&dyn Fn(f64) -> Rank; 2] = [&|score| most_intense(scale, score, Negativity::NONE), &|score| worst(scale, score)];
        for rank in ranks {
            let (scored, sweep) = swept(&chain, rank);
            let (count, endings) = (chain.len(), chain.endings());
            let mut law = vec![0.0; count * count * endings];
            let mut visits = vec![0.0; count];
            let mut unscored = vec![0.0; endings];
            for walk in &walks {
                for &number in &walk.touchpoints {
                    visits[number] += walk.probability;
                }
                match (walk.winner(&chain, &rank), walk.scored(&chain).last()) {
                    (Some(peak), Some(&end)) => law[(peak * count + end) * endings + walk.ending] += walk.probability,
                    _ => unscored[walk.ending] += walk.probability,
                }
            }
            for (found, expected) in joint(&chain, &scored, &sweep).into_iter().zip(&law) {
                close(found, *expected, EXACT);
            }
            for (node, &touchpoint) in scored.touchpoints.iter().enumerate() {
                let credit: f64 = law[touchpoint * count * endings..][..count * endings].iter().sum();
                close(sweep.credit[node], credit, EXACT);
            }
            for (found, expected) in scored.visits.iter().zip(&visits) {
                close(*found, *expected, EXACT);
            }
            for (found, expected) in scored.unscored.iter().zip(&unscored) {
                close(*found, *expected, EXACT);
            }
        }
    }

    #[test]
    fn means_agree_with_the_enumeration_of_all_ways(chain in chains(false)) {
        let scored = Scored::new(&chain).unwrap();
        let minutes: Vec<f64> = scored.touchpoints.iter().map(|&number| chain.visits()[number].minutes.unwrap()).collect();
        for weights in [vec![1.0; scored.scores.len()], minutes] {
            let found = mean_on_the_way(&scored, &weights, std::slice::from_ref(&scored.scores)).unwrap();
            let node = |number: usize| scored.touchpoints.binary_search(&number).unwrap();
            for (ending, found) in found[0].iter().enumerate() {
                let expected: f64 = walks(&chain)
                    .iter()
                    .filter(|walk| walk.ending == ending && !walk.scored(&chain).is_empty())
                    .map(|walk| {
                        let nodes: Vec<usize> = walk.scored(&chain).into_iter().map(node).collect();
                        let sum: f64 = nodes.iter().map(|&node| weights[node] * scored.scores[node]).sum();
                        walk.probability * sum / nodes.iter().map(|&node| weights[node]).sum::<f64>()
                    })
                    .sum();
                close(*found, expected, 1e-11);
            }
        }
    }

    #[test]
    fn sweeps_with_loops_agree_with_power_iteration(chain in chains(true)) {
        let scale = Scale::default();
        let rank = |number: usize| chain.visits()[number].score.map(|score| most_intense(scale, score, Negativity::NONE));
        let (scored, sweep) = swept(&chain, |score| most_intense(scale, score, Negativity::NONE));
        let (count, endings) = (chain.len(), chain.endings());
        // State: where the journey is, which touchpoint is the peak so far, which scored one was the last.
        let none = count;
        let state = |at: usize, peak: usize, last: usize| (at * (count + 1) + peak) * (count + 1) + last;
        let enter = |to: usize, peak: usize, last: usize| match rank(to) {
            None => state(to, peak, last),
            Some(new) if peak == none || Some(new) >= rank(peak) => state(to, to, to),
            Some(_) => state(to, peak, to),
        };
        let mut now = vec![0.0; count * (count + 1) * (count + 1)];
        for &(first, share) in chain.start() {
            now[enter(first, none, none)] += share;
        }
        let mut law = vec![0.0; count * count * endings];
        let mut visits = vec![0.0; count];
        for _ in 0..4_000 {
            let mut next = vec![0.0; now.len()];
            for (index, &mass) in now.iter().enumerate().filter(|(_, mass)| **mass > 0.0) {
                let (at, peak, last) =
                    (index / (count + 1) / (count + 1), index / (count + 1) % (count + 1), index % (count + 1));
                visits[at] += mass;
                for &(to, share) in chain.ways(at) {
                    match to {
                        Target::Touchpoint(to) => next[enter(to, peak, last)] += mass * share,
                        Target::End(ending) if peak != none => {
                            law[(peak * count + last) * endings + ending] += mass * share;
                        }
                        Target::End(_) => {}
                    }
                }
            }
            now = next;
            if now.iter().sum::<f64>() < 1e-15 {
                break;
            }
        }
        for (found, expected) in joint(&chain, &scored, &sweep).into_iter().zip(&law) {
            close(found, *expected, EXACT);
        }
        for (found, expected) in scored.visits.iter().zip(&visits) {
            close(*found, *expected, 1e-11 * expected.max(1.0));
        }
    }

    #[test]
    fn attributions_and_probabilities_sum_to_one(chain in chains(true)) {
        let (scored, sweep) = swept(&chain, |score| most_intense(Scale::default(), score, Negativity::NONE));
        let unscored: f64 = scored.unscored.iter().sum();
        close(sweep.credit.iter().sum::<f64>() + unscored, 1.0, EXACT);
        close(sweep.atoms.iter().map(|atom| atom.probability).sum::<f64>() + unscored, 1.0, EXACT);
        close(scored.ending.iter().sum::<f64>(), 1.0, EXACT);
    }

    /// A node that moves out of its ties is credited as if its rank stood alone.
    #[test]
    fn moves_agree_with_sweeps_of_the_moved_touchpoint(chain in chains(true)) {
        let scale = Scale::default();
        let (scored, sweep_) = swept(&chain, |score| most_intense(scale, score, Negativity::NONE));
        let ranks: Vec<Rank> = scored.scores.iter().map(|score| most_intense(scale, *score, Negativity::NONE)).collect();
        for node in 0..ranks.len() {
            // Room between the groups for the moved node.
            let spread: Vec<Rank> = ranks.iter().map(|rank| Rank { group: rank.group * 4, ..*rank }).collect();
            for (by, above) in [(1, true), (-1, false)] {
                let mut moved = spread.clone();
                moved[node].group += by;
                let expected = sweep(&scored.network, &moved, Moves::Unwanted).unwrap().credit[node];
                let step = sweep_.moves[node];
                close(if above { step.above } else { step.below }, expected, EXACT);
            }
        }
    }
}

#[test]
fn sweeps_agree_with_the_plain_method_on_the_example_blueprints() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/blueprints");
    // A packaged crate comes without the examples of the repository.
    let Ok(files) = std::fs::read_dir(folder) else { return };
    for file in files {
        let blueprint = service_blueprint::parse(&std::fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        for segment in blueprint.segments() {
            agrees_with_plain(&Chain::of(&blueprint, segment).unwrap(), blueprint.scale(), 1.0);
        }
    }
}

/// Two visits of a loop at one level: the last of them is the peak.
#[test]
fn the_plain_method_by_hand() {
    // 9, then in half of the cases 9 elsewhere and back with chance 1/2, then 6 without return.
    let ways = vec![
        vec![(Target::Touchpoint(1), 0.5), (Target::Touchpoint(2), 0.5)],
        vec![(Target::Touchpoint(0), 0.5), (Target::End(0), 0.5)],
        vec![(Target::End(1), 1.0)],
    ];
    let visits = [9.0, 9.0, 6.0].map(|score| visit(Some(score), None)).to_vec();
    let chain = Chain::new(visits, 2, vec![(0, 1.0)], ways).unwrap();
    let plain = Plain::new(&chain, |score| peak_key(Scale::default(), 1.0, score));
    // Rounds come back with chance 1/4, so there are 4/3 of them: each ends at 1 with chance 1/4, at 2 with 1/2.
    let (first, second) = (2.0 / 3.0, 1.0 / 3.0);
    for (found, expected) in plain.credit.iter().zip([first, second, 0.0]) {
        close(*found, expected, EXACT);
    }
    for (found, expected) in plain.visits.iter().zip([4.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0]) {
        close(*found, expected, EXACT);
    }
    close(plain.joint[1][1][0], second, EXACT);
    close(plain.joint[1][2][1], first, EXACT);
    close(plain.joint.concat().concat().iter().sum(), 1.0, EXACT);
}

#[test]
fn a_loop_by_hand() {
    // 4 is repeated with chance 1/2 and followed by 8; from 8 back to 4 with chance 1/5.
    let ways = vec![
        vec![(Target::Touchpoint(0), 0.5), (Target::Touchpoint(1), 0.5)],
        vec![(Target::Touchpoint(0), 0.2), (Target::End(0), 0.8)],
    ];
    let visits = vec![visit(Some(4.0), None), visit(Some(8.0), None)];
    let chain = Chain::new(visits, 1, vec![(0, 1.0)], ways).unwrap();
    let (scored, sweep) = swept(&chain, |score| most_intense(Scale::default(), score, Negativity::NONE));
    // Rounds are geometric with mean 1/0.8; each holds one 8 and two 4s on average.
    close(scored.visits[1], 1.25, EXACT);
    close(scored.visits[0], 2.5, EXACT);
    close(sweep.credit[1], 1.0, EXACT);
    // One round: mean of N fours and an eight, N ≥ 1 geometric: E[1/(N+1)] = 2 ln 2 − 1 with halves. With several
    // rounds there is no such closed form, so stop after one.
    let ways = vec![
        vec![(Target::Touchpoint(0), 0.5), (Target::Touchpoint(1), 0.5)],
        vec![(Target::End(0), 1.0)],
    ];
    let visits = vec![visit(Some(4.0), None), visit(Some(8.0), None)];
    let chain = Chain::new(visits, 1, vec![(0, 1.0)], ways).unwrap();
    let scored = Scored::new(&chain).unwrap();
    let mean = mean_on_the_way(&scored, &[1.0, 1.0], std::slice::from_ref(&scored.scores)).unwrap();
    close(mean[0][0], 4.0 + 4.0 * (2.0 * 2f64.ln() - 1.0), EXACT);
}

#[test]
fn means_hold_on_long_loops_and_between_seconds_and_weeks() {
    // The 4 is repeated until a chance of `stop`, then comes the 8: with N fours the mean is 4 + 4/(N + 1), and
    // E[1/(N + 1)] = stop/(1 − stop)²·(−ln stop − (1 − stop)).
    for stop in [0.5, 0.01, 1e-4, 1e-6] {
        let ways = vec![
            vec![(Target::Touchpoint(0), 1.0 - stop), (Target::Touchpoint(1), stop)],
            vec![(Target::End(0), 1.0)],
        ];
        let visits = vec![visit(Some(4.0), None), visit(Some(8.0), None)];
        let chain = Chain::new(visits, 1, vec![(0, 1.0)], ways).unwrap();
        let scored = Scored::new(&chain).unwrap();
        let mean = mean_on_the_way(&scored, &[1.0, 1.0], std::slice::from_ref(&scored.scores)).unwrap();
        let again = 1.0 - stop;
        close(
            mean[0][0],
            4.0 + 4.0 * stop / again / again * (-f64::ln(stop) - again),
            1e-11,
        );
    }
    // A second, then four weeks in half of the cases.
    let ways = vec![
        vec![(Target::Touchpoint(1), 0.5), (Target::End(0), 0.5)],
        vec![(Target::End(0), 1.0)],
    ];
    let visits = vec![visit(Some(1.0), None), visit(Some(9.0), None)];
    let chain = Chain::new(visits, 1, vec![(0, 1.0)], ways).unwrap();
    let scored = Scored::new(&chain).unwrap();
    let (second, weeks) = (1.0 / 60.0, 4.0 * 7.0 * 24.0 * 60.0);
    let mean = mean_on_the_way(&scored, &[second, weeks], std::slice::from_ref(&scored.scores)).unwrap();
    close(mean[0][0], 0.5 + 0.5 * (second + 9.0 * weeks) / (second + weeks), 1e-11);
}

/// A full matrix and sparse rows are two ways to do the same: one large enough for each, by the same formula.
#[test]
fn means_agree_between_full_and_sparse_matrices() {
    let mean_of = |count: usize| {
        // A long line with a way out after each touchpoint: the mean of 1, 2, … is half of one more than the last.
        let stop = 0.05;
        let on = |number: usize| match number + 1 {
            next if next == count => vec![(Target::End(0), 1.0)],
            next => vec![(Target::Touchpoint(next), 1.0 - stop), (Target::End(0), stop)],
        };
        let visits = (0..count)
            .map(|number| visit(Some(number as f64 / 100.0), None))
            .collect();
        let chain = Chain::new(visits, 1, vec![(0, 1.0)], (0..count).map(on).collect()).unwrap();
        let scored = Scored::new(&chain).unwrap();
        let found = mean_on_the_way(&scored, &vec![1.0; count], std::slice::from_ref(&scored.scores)).unwrap();
        let chance = |last: usize| f64::powi(1.0 - stop, last as i32) * if last + 1 == count { 1.0 } else { stop };
        let expected: f64 = (0..count).map(|last| chance(last) * last as f64 / 200.0).sum();
        close(found[0][0], expected, 1e-11);
    };
    mean_of(20);
    mean_of(400);
}
