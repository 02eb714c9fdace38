//! The sweeps against oracles that share no code with them: the plain method, ways enumerated one by one, and power
//! iteration.

use super::ends::chance_of;
use super::joint::LawSum;
use super::journeys::Journeys;
use super::levels::{Levels, Order, Tie};
use super::mean::{Weighed, mean_on_the_way};
use super::plain::{Key, Plain, peak_key, trough_key};
use super::sweep::{Asked, Passing, Sweep, sweep, sweep_in_blocks};
use crate::chain::oracle::{chains, visit, walks};
use crate::chain::{Chain, Visit};
use crate::way::most_likely;
use crate::{LawAtom, LawError, Negativity, Weight};
use proptest::prelude::*;
use service_blueprint::{Scale, Target};

const EXACT: f64 = 1e-12;

const PEAK: Order = Order::Peak(Negativity::NONE, Tie::Worst);

/// A chain's journeys, swept in an order.
struct Swept {
    order: Order,
    atoms: Vec<LawAtom>,
    journeys: Journeys,
    levels: Levels,
    sweep: Sweep,
}

fn swept(chain: &Chain, scale: Scale, order: Order) -> Swept {
    let journeys = Journeys::new(chain, scale).unwrap();
    let levels = journeys.levels(order);
    let (sweep, law) = journeys.sweep_with_law(&levels, Asked::Credit, Weight::HALF).unwrap();
    Swept {
        order,
        atoms: law.law(1.0).atoms().to_vec(),
        journeys,
        levels,
        sweep,
    }
}

impl Swept {
    fn by_touchpoint(&self, values: &[f64], chain: &Chain) -> Vec<f64> {
        self.journeys.by_touchpoint(values, chain.len())
    }

    /// The joint law by level of the peak and level of the end, densely.
    fn joint(&self) -> Vec<Vec<f64>> {
        let mut law = vec![vec![0.0; self.levels.len()]; self.levels.len()];
        let level = |score: f64| self.level(self.journeys.scale, self.order, score);
        for atom in &self.atoms {
            law[level(atom.peak)][level(atom.end)] += atom.probability;
        }
        law
    }

    /// The same by level of the peak and ending.
    fn by_ending(&self) -> Vec<Vec<f64>> {
        self.sweep
            .by_ending
            .chunks(self.journeys.layout.endings)
            .map(<[f64]>::to_vec)
            .collect()
    }

    fn level(&self, scale: Scale, order: Order, score: f64) -> usize {
        self.levels.at_most(order.rank(scale, score))
    }
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "found {found}, expected {expected}"
    );
}

#[track_caller]
fn all_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        close(*found, *expected, tolerance);
    }
}

/// The plain method subtracts, in about as many steps as there are touchpoints.
const PLAIN: f64 = 1e-10;

/// The sweep in an order finds what the plain method finds under `key`.
#[track_caller]
fn agrees(chain: &Chain, scale: Scale, order: Order, key: impl Fn(f64) -> Key) {
    let plain = Plain::new(chain, &key);
    let found = swept(chain, scale, order);
    let (count, endings) = (found.levels.len(), chain.endings());
    let (mut joint, mut by_ending) = (vec![vec![0.0; count]; count], vec![vec![0.0; endings]; count]);
    for (level, by_end) in plain.joint.iter().enumerate() {
        for (end, masses) in by_end.iter().enumerate() {
            let Some(score) = chain.score(end) else { continue };
            let end = found.level(scale, order, score);
            for (ending, mass) in masses.iter().enumerate() {
                joint[level + 1][end] += mass;
                by_ending[level + 1][ending] += mass;
            }
        }
    }
    all_close(&found.joint().concat(), &joint.concat(), PLAIN);
    all_close(&found.by_ending().concat(), &by_ending.concat(), PLAIN);
    all_close(&found.by_touchpoint(&found.sweep.credit, chain), &plain.credit, PLAIN);
    all_close(&found.journeys.ends.unscored, &plain.unscored, PLAIN);
    let visits = found.by_touchpoint(&found.journeys.ends.visits, chain);
    for ((found, expected), visit) in visits.iter().zip(&plain.visits).zip(chain.visits()) {
        if !visit.skipped {
            close(*found, *expected, PLAIN);
        }
    }
}

/// The peak's order and the trough's.
#[track_caller]
fn agrees_with_plain(chain: &Chain, scale: Scale, lambda: f64) {
    let negativity = Negativity::new(lambda).unwrap();
    let (peak, trough) = (|s| peak_key(scale, lambda, s), |s| trough_key(scale, s));
    agrees(chain, scale, Order::Peak(negativity, Tie::Worst), peak);
    agrees(chain, scale, Order::Trough, trough);
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
        for order in [PEAK, Order::Trough, Order::Best] {
            let rank = |score: f64| order.rank(scale, score);
            let found = swept(&chain, scale, order);
            let (count, endings) = (found.levels.len(), chain.endings());
            let (mut joint, mut by_ending) = (vec![vec![0.0; count]; count], vec![vec![0.0; endings]; count]);
            let (mut credit, mut p_end, mut visits) =
                (vec![0.0; chain.len()], vec![0.0; chain.len()], vec![0.0; chain.len()]);
            let mut unscored = vec![0.0; endings];
            for walk in &walks {
                for &number in &walk.touchpoints {
                    visits[number] += walk.probability;
                }
                match (walk.winner(&chain, &rank), walk.scored(&chain).last()) {
                    (Some(peak), Some(&end)) => {
                        let level = |number: usize| found.level(scale, order, chain.score(number).unwrap());
                        joint[level(peak)][level(end)] += walk.probability;
                        by_ending[level(peak)][walk.ending] += walk.probability;
                        credit[peak] += walk.probability;
                        p_end[end] += walk.probability;
                    }
                    _ => unscored[walk.ending] += walk.probability,
                }
            }
            all_close(&found.joint().concat(), &joint.concat(), EXACT);
            all_close(&found.by_ending().concat(), &by_ending.concat(), EXACT);
            all_close(&found.by_touchpoint(&found.sweep.credit, &chain), &credit, EXACT);
            all_close(&found.by_touchpoint(&found.journeys.p_end(), &chain), &p_end, EXACT);
            all_close(&found.by_touchpoint(&found.journeys.ends.visits, &chain), &visits, EXACT);
            all_close(&found.journeys.ends.unscored, &unscored, EXACT);
        }
    }

    #[test]
    fn means_agree_with_the_enumeration_of_all_ways(chain in chains(false)) {
        let journeys = Journeys::new(&chain, Scale::default()).unwrap();
        let minutes = |number: usize| chain.visits()[number].minutes.unwrap();
        for weight in [&|_| 1.0, &minutes as &dyn Fn(usize) -> f64] {
            let weighed = journeys.layout.touchpoints.iter();
            let weighed: Vec<_> = weighed
                .map(|&number| Some(Weighed { value: chain.score(number)?, weight: weight(number) }))
                .collect();
            let found = mean_on_the_way(&journeys.layout, &journeys.ends.visits, &weighed).unwrap();
            for (ending, found) in found.iter().enumerate() {
                let expected: f64 = walks(&chain)
                    .iter()
                    .filter(|walk| walk.ending == ending && !walk.scored(&chain).is_empty())
                    .map(|walk| {
                        let scored = walk.scored(&chain);
                        let sum: f64 = scored.iter().map(|&number| weight(number) * chain.score(number).unwrap()).sum();
                        walk.probability * sum / scored.iter().map(|&number| weight(number)).sum::<f64>()
                    })
                    .sum();
                close(*found, expected, 1e-11);
            }
        }
    }

    #[test]
    fn sweeps_with_loops_agree_with_power_iteration(chain in chains(true)) {
        let scale = Scale::default();
        let rank = |number: usize| chain.score(number).map(|score| PEAK.rank(scale, score));
        let swept = swept(&chain, scale, PEAK);
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
        let levels = swept.levels.len();
        let mut joint = vec![vec![0.0; levels]; levels];
        let level = |number: usize| swept.level(scale, PEAK, chain.score(number).unwrap());
        for peak in (0..count).filter(|&peak| chain.score(peak).is_some()) {
            for last in (0..count).filter(|&last| chain.score(last).is_some()) {
                let masses = &law[(peak * count + last) * endings..][..endings];
                joint[level(peak)][level(last)] += masses.iter().sum::<f64>();
            }
        }
        all_close(&swept.joint().concat(), &joint.concat(), EXACT);
        for (found, expected) in swept.by_touchpoint(&swept.journeys.ends.visits, &chain).iter().zip(&visits) {
            close(*found, *expected, 1e-11 * expected.max(1.0));
        }
    }

    #[test]
    fn attributions_and_probabilities_sum_to_one(chain in chains(true)) {
        let found = swept(&chain, Scale::default(), PEAK);
        let unscored: f64 = found.journeys.ends.unscored.iter().sum();
        close(found.sweep.credit.iter().sum::<f64>() + unscored, 1.0, EXACT);
        close(found.atoms.iter().map(|atom| atom.probability).sum::<f64>() + unscored, 1.0, EXACT);
        close(found.journeys.ends.ending.iter().sum::<f64>(), 1.0, EXACT);
    }

    /// Many levels are taken block by block, which must not show.
    #[test]
    fn blocks_of_levels_agree_with_all_levels_at_once(chain in chains(true), lambda in prop::sample::select(vec![1.0, 2.0])) {
        let scale = Scale::default();
        let journeys = Journeys::new(&chain, scale).unwrap();
        let nodes: Vec<bool> = (0..journeys.layout.len()).map(|node| journeys.felt.is_scored(node)).collect();
        for tie in [Tie::Worst, Tie::Best, Tie::First, Tie::Last] {
            let order = Order::Peak(Negativity::new(lambda).unwrap(), tie);
            let levels = journeys.levels(order);
            let ask = |sweep: &dyn Fn(Asked<'_>, &mut LawSum) -> Sweep| {
                let mut passed = vec![vec![0.0; 2 * levels.len()]; nodes.len()];
                let mut law = LawSum::new(scale, Weight::HALF);
                let mut take = |found: Passing<'_>| {
                    for (lane, (others, all)) in found.others.iter().zip(found.all).enumerate() {
                        passed[found.node][2 * (found.first + lane)] = *others;
                        passed[found.node][2 * (found.first + lane) + 1] = *all;
                    }
                };
                let credited = matches!(tie, Tie::Worst | Tie::Best);
                let asked = if credited { Asked::Passing { nodes: &nodes, take: &mut take } } else { Asked::Peak };
                let found = sweep(asked, &mut law);
                let masses: Vec<f64> = law.law(1.0).atoms().iter().flat_map(|atom| [atom.peak, atom.end, atom.probability]).collect();
                (passed.concat(), found.by_ending, found.credit, masses)
            };
            let (layout, ends) = (&journeys.layout, &journeys.ends);
            let whole = ask(&|asked, law| sweep(layout, ends, &levels, asked, Some(law)).unwrap());
            let blocks = ask(&|asked, law| sweep_in_blocks(layout, ends, &levels, asked, Some(law)).unwrap());
            all_close(&blocks.0, &whole.0, EXACT);
            all_close(&blocks.1, &whole.1, EXACT);
            all_close(&blocks.2, &whole.2, EXACT);
            all_close(&blocks.3, &whole.3, EXACT);
            if matches!(tie, Tie::Worst | Tie::Best) {
                let credit = |asked: Asked<'_>| sweep_in_blocks(layout, ends, &levels, asked, None).unwrap().credit;
                all_close(&credit(Asked::Credit), &whole.2, EXACT);
            }
        }
    }

    /// A node that nothing else is above is credited if its score alone were a little above the level.
    #[test]
    fn passing_agrees_with_sweeps_of_the_moved_touchpoint(chain in chains(true)) {
        let scale = Scale::new(-1000.0, 0.0, 1000.0).unwrap();
        let journeys = Journeys::new(&chain, scale).unwrap();
        let levels = journeys.levels(Order::Best);
        let mut passed = vec![vec![0.0; levels.len()]; journeys.layout.len()];
        let nodes: Vec<bool> = (0..journeys.layout.len()).map(|node| journeys.felt.is_scored(node)).collect();
        let mut take = |found: Passing<'_>| {
            for (lane, others) in found.others.iter().enumerate() {
                passed[found.node][found.first + lane] = *others;
            }
        };
        journeys.sweep(&levels, Asked::Passing { nodes: &nodes, take: &mut take }).unwrap();
        for node in (0..nodes.len()).filter(|node| nodes[*node]) {
            for (level, passed) in passed[node].iter().enumerate() {
                let above = if level == 0 { -500.0 } else { levels.scores[level] + 1e-5 };
                let touchpoint = journeys.layout.touchpoints[node];
                let visits = chain.visits().iter().enumerate();
                let visits = visits.map(|(number, visit)| match number == touchpoint {
                    true => Visit { score: Some(above), ..*visit },
                    false => *visit,
                });
                let ways = (0..chain.len()).map(|number| chain.ways(number).to_vec()).collect();
                let moved = Chain::new(visits.collect(), chain.endings(), chain.start().to_vec(), ways).unwrap();
                let moved = swept(&moved, scale, Order::Best);
                let node = moved.journeys.layout.node(touchpoint).unwrap();
                close(*passed, moved.sweep.credit[node], EXACT);
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

/// E[Σ weight·score / Σ weight] of a chain with one ending, all touchpoints scored and reached.
fn mean(chain: &Chain, weights: &[f64]) -> f64 {
    let journeys = Journeys::new(chain, Scale::default()).unwrap();
    let weighed: Vec<_> = (0..chain.len())
        .map(|node| {
            let touchpoint = journeys.layout.touchpoints[node];
            Some(Weighed {
                value: chain.score(touchpoint)?,
                weight: weights[touchpoint],
            })
        })
        .collect();
    mean_on_the_way(&journeys.layout, &journeys.ends.visits, &weighed).unwrap()[0]
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
    let found = swept(&chain, Scale::default(), PEAK);
    // Rounds are geometric with mean 1/0.8; each holds one 8 and two 4s on average.
    all_close(&found.journeys.ends.visits, &[2.5, 1.25], EXACT);
    close(found.sweep.credit[1], 1.0, EXACT);
    // One round: mean of N fours and an eight, N ≥ 1 geometric: E[1/(N+1)] = 2 ln 2 − 1 with halves. With several
    // rounds there is no such closed form, so stop after one.
    let ways = vec![
        vec![(Target::Touchpoint(0), 0.5), (Target::Touchpoint(1), 0.5)],
        vec![(Target::End(0), 1.0)],
    ];
    let visits = vec![visit(Some(4.0), None), visit(Some(8.0), None)];
    let chain = Chain::new(visits, 1, vec![(0, 1.0)], ways).unwrap();
    close(mean(&chain, &[1.0, 1.0]), 4.0 + 4.0 * (2.0 * 2f64.ln() - 1.0), EXACT);
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
        let mean = mean(&chain, &[1.0, 1.0]);
        let again = 1.0 - stop;
        close(mean, 4.0 + 4.0 * stop / again / again * (-f64::ln(stop) - again), 1e-11);
    }
    // A second, then four weeks in half of the cases.
    let ways = vec![
        vec![(Target::Touchpoint(1), 0.5), (Target::End(0), 0.5)],
        vec![(Target::End(0), 1.0)],
    ];
    let visits = vec![visit(Some(1.0), None), visit(Some(9.0), None)];
    let chain = Chain::new(visits, 1, vec![(0, 1.0)], ways).unwrap();
    let (second, weeks) = (1.0 / 60.0, 4.0 * 7.0 * 24.0 * 60.0);
    let mean = mean(&chain, &[second, weeks]);
    close(mean, 0.5 + 0.5 * (second + 9.0 * weeks) / (second + weeks), 1e-11);
}

#[test]
fn means_hold_on_long_lines() {
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
        let found = mean(&chain, &vec![1.0; count]);
        let chance = |last: usize| f64::powi(1.0 - stop, last as i32) * if last + 1 == count { 1.0 } else { stop };
        let expected: f64 = (0..count).map(|last| chance(last) * last as f64 / 200.0).sum();
        close(found, expected, 1e-11);
    };
    mean_of(20);
    mean_of(400);
}

/// However a loop is numbered, it is the same loop.
#[test]
fn a_loop_may_run_against_the_document() {
    let count = 600;
    let visits = (0..count)
        .map(|number| visit(Some(f64::from(number % 11)), Some(1.0)))
        .collect();
    let back = |number: usize| match number {
        0 => vec![(Target::Touchpoint(count as usize - 1), 0.5), (Target::End(0), 0.5)],
        _ => vec![(Target::Touchpoint(number - 1), 1.0)],
    };
    let chain = Chain::new(visits, 1, vec![(0, 1.0)], (0..count as usize).map(back).collect()).unwrap();
    let found = swept(&chain, Scale::default(), PEAK);
    // Half of all journeys leave from 0 at once, and all leave from there.
    close(found.sweep.credit[found.journeys.layout.node(0).unwrap()], 1.0, EXACT);
    all_close(
        &found.journeys.ends.visits,
        &[vec![2.0], vec![1.0; count as usize - 1]].concat(),
        EXACT,
    );
}

/// A walk of many steps forward and some back, and rings that are hardly ever left, are solved however long they are.
#[test]
fn long_walks_and_rings_are_solved() {
    let (to, end) = (Target::Touchpoint, Target::End(0));
    for (count, leave) in [(2_000, 1.0), (20_000, 1.0), (600, 1e-9), (7, 1e-9)] {
        let visits = (0..count)
            .map(|number| visit(Some((number % 11) as f64), Some(1.0)))
            .collect();
        let ways = (0..count).map(|number| match number {
            _ if leave == 1.0 && number + 1 < count => vec![(to(number + 1), 0.9), (to(number.saturating_sub(1)), 0.1)],
            _ if leave == 1.0 => vec![(end, 1.0)],
            _ => vec![(to((number + 1) % count), 1.0 - leave), (end, leave)],
        });
        let chain = Chain::new(visits, 1, vec![(0, 1.0)], ways.collect()).unwrap();
        let found = swept(&chain, Scale::default(), PEAK);
        close(found.sweep.credit.iter().sum::<f64>(), 1.0, EXACT);
        close(found.sweep.by_ending.iter().sum::<f64>(), 1.0, EXACT);
        let bound = found.journeys.missing(1.0, found.sweep.inside);
        assert!(bound < EXACT, "{count} touchpoints, left with {leave}: {bound}");
        if leave < 1.0 {
            let all: f64 = found.journeys.ends.visits.iter().sum();
            close(all * leave, 1.0, EXACT);
        }
    }
}

/// A chance too small for a double is refused at once.
#[test]
fn what_is_never_left_is_refused() {
    for count in [1, 2, 20] {
        let visits = vec![visit(Some(3.0), Some(1.0)); count];
        let ways = |number: usize| {
            vec![
                (Target::Touchpoint((number + 1) % count), 1.0),
                (Target::End(0), 1e-310),
            ]
        };
        let chain = Chain::new(visits, 1, vec![(0, 1.0)], (0..count).map(ways).collect()).unwrap();
        assert_eq!(Journeys::new(&chain, Scale::default()).unwrap_err(), LawError::Endless);
    }
}

/// A loop that is left so seldom that staying has a probability of 1 for a double still has a most likely way out, and
/// ends for certain.
#[test]
fn what_is_left_once_in_all_eternity_is_left() {
    for count in [1, 2, 20] {
        let visits = vec![visit(Some(3.0), Some(1.0)); count];
        let ways = |number: usize| {
            vec![
                (Target::Touchpoint((number + 1) % count), 1.0),
                (Target::End(0), 1e-200),
            ]
        };
        let chain = Chain::new(visits, 1, vec![(0, 1.0)], (0..count).map(ways).collect()).unwrap();
        assert_eq!(most_likely(&chain).unwrap().touchpoints, [0]);
        all_close(&chance_of(&chain, 0).unwrap(), &vec![1.0; count], EXACT);
    }
}
