//! The bracket against methods that share no code with it: brute force over ways and draws, and continuous draws.

use super::plain;
use super::refine::Refined;
use super::*;
use crate::law::{Asked, Journeys, Order, Tie};
use crate::{Chain, LawAtom, MemoryModel, Negativity, PeakEnd, PeakKey, Profile, Visit, Weight};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::Distribution;
use service_blueprint::{Scale, Target};

/// Every way through an acyclic chain: its touchpoints and its probability.
fn ways(chain: &Chain) -> Vec<(Vec<usize>, f64)> {
    fn on(chain: &Chain, so_far: &[usize], probability: f64, found: &mut Vec<(Vec<usize>, f64)>) {
        for &(to, share) in chain.ways(so_far[so_far.len() - 1]) {
            match to {
                Target::Touchpoint(next) => on(chain, &[so_far, &[next]].concat(), probability * share, found),
                Target::End(_) => found.push((so_far.to_vec(), probability * share)),
            }
        }
    }
    let mut found = Vec::new();
    for &(first, share) in chain.start() {
        on(chain, &[first], share, &mut found);
    }
    found
}

/// E[remembered] by trying all combinations of draws on all ways.
fn brute_force(chain: &Chain, scale: Scale, draws: &[Option<Draws>]) -> f64 {
    fn all(scale: Scale, rest: &[&Draws], scores: &mut Vec<f64>) -> f64 {
        let Some((first, rest)) = rest.split_first() else {
            return PeakEnd::default()
                .value(&Profile::from_scores(scale, scores).unwrap())
                .unwrap();
        };
        let mut sum = 0.0;
        for &(score, share) in first.scores() {
            scores.push(score);
            sum += share * all(scale, rest, scores);
            scores.pop();
        }
        sum
    }
    let remembered = |(way, probability): (Vec<usize>, f64)| {
        let drawn: Vec<&Draws> = way.iter().filter_map(|&number| draws[number].as_ref()).collect();
        probability * all(scale, &drawn, &mut Vec::new())
    };
    ways(chain).into_iter().map(remembered).sum()
}

/// E[remembered] way by way, the law of the peak being a product: P(all keys ≤ k) = Π P(a key ≤ k).
fn by_products(chain: &Chain, scale: Scale, draws: &[Option<Draws>]) -> f64 {
    let key = |score: f64| PeakKey::new(scale, score, Negativity::NONE);
    let mut levels: Vec<(PeakKey, f64)> = Vec::new();
    for draws in draws.iter().flatten() {
        levels.extend(draws.scores().iter().map(|(score, _)| (key(*score), *score)));
    }
    levels.sort_by_key(|(key, _)| *key);
    levels.dedup_by_key(|(key, _)| *key);
    let remembered = |(way, probability): (Vec<usize>, f64)| {
        let drawn: Vec<&Draws> = way.iter().filter_map(|&number| draws[number].as_ref()).collect();
        let (mut peak, mut below) = (0.0, 0.0);
        let mut sorted: Vec<Vec<(PeakKey, f64)>> = Vec::new();
        for draws in &drawn {
            let mut keys: Vec<_> = draws
                .scores()
                .iter()
                .map(|(score, share)| (key(*score), *share))
                .collect();
            keys.sort_by_key(|(key, _)| *key);
            sorted.push(keys);
        }
        let mut reached = vec![(0, 0.0); drawn.len()];
        for (level, score) in &levels {
            let mut up_to = 1.0;
            for ((next, sum), keys) in reached.iter_mut().zip(&sorted) {
                while let Some((_, share)) = keys.get(*next).filter(|(key, _)| key <= level) {
                    *sum += share;
                    *next += 1;
                }
                up_to *= *sum;
            }
            peak += score * (up_to - below);
            below = up_to;
        }
        probability * (peak + drawn[drawn.len() - 1].mean()) / 2.0
    };
    ways(chain).into_iter().map(remembered).sum()
}

/// Mean and standard error of remembered over random ways with continuous draws.
fn monte_carlo(chain: &Chain, scale: Scale, surveys: &[Option<(f64, f64)>], seed: u64, samples: u32) -> (f64, f64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let length = scale.best() - scale.worst();
    let shapes = surveys.iter().map(|survey| {
        let (mean, sd) = (*survey)?;
        let (m, s) = ((mean - scale.worst()) / length, sd / length);
        let both = m * (1.0 - m) / (s * s) - 1.0;
        Some(rand_distr::Beta::new(m * both, (1.0 - m) * both).unwrap())
    });
    let shapes: Vec<_> = shapes.collect();
    let pick = |random: &mut ChaCha8Rng, ways: &[(Target, f64)]| {
        let mut left: f64 = random.random();
        for &(to, share) in ways {
            if left < share {
                return to;
            }
            left -= share;
        }
        ways[ways.len() - 1].0
    };
    let start: Vec<_> = chain
        .start()
        .iter()
        .map(|&(number, p)| (Target::Touchpoint(number), p))
        .collect();
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..samples {
        let mut scores = Vec::new();
        let mut here = pick(&mut random, &start);
        while let Target::Touchpoint(number) = here {
            if let Some(shape) = &shapes[number] {
                let share: f64 = shape.sample(&mut random);
                scores.push(scale.worst() + length * share);
            }
            here = pick(&mut random, chain.ways(number));
        }
        let value = PeakEnd::default()
            .value(&Profile::from_scores(scale, &scores).unwrap())
            .unwrap();
        sum += value;
        squares += value * value;
    }
    let n = f64::from(samples);
    let mean = sum / n;
    (mean, ((squares / n - mean * mean).max(0.0) / n).sqrt())
}

/// A chain of touchpoints in a row, with shortcuts.
fn chain(touchpoints: usize, shortcuts: &[(usize, usize, f64)]) -> Chain {
    let end = |to: usize| {
        if to == touchpoints {
            Target::End(0)
        } else {
            Target::Touchpoint(to)
        }
    };
    let ways = (0..touchpoints).map(|number| match shortcuts.iter().find(|(from, ..)| *from == number) {
        Some(&(_, to, share)) => vec![(end(number + 1), 1.0 - share), (end(to), share)],
        None => vec![(end(number + 1), 1.0)],
    });
    let visit = Visit {
        score: Some(5.0),
        ..Visit::default()
    };
    Chain::new(vec![visit; touchpoints], 1, vec![(0, 1.0)], ways.collect()).unwrap()
}

fn bracket(chain: &Chain, scale: Scale, spreads: &[Option<Spread>], wanted: f64) -> Refined<f64> {
    let evaluate = |grid: Grid, rounding| Ok::<_, ()>(by_products(chain, scale, &grid.cut(spreads, rounding)));
    let wanted = wanted * 2.0 * scale.half();
    refine(scale, spreads.iter().flatten(), wanted, evaluate, |worse, better| {
        scale.gain(*worse, *better)
    })
    .unwrap()
}

fn surveys(scale: Scale, surveys: &[Option<(f64, f64)>]) -> Vec<Option<Spread>> {
    let spread = |&(mean, sd): &(f64, f64)| Spread::from(Beta::by_moments(scale, mean, sd).unwrap());
    surveys.iter().map(|survey| survey.as_ref().map(spread)).collect()
}

/// The reason for a bracket: by symmetry ten visits about neutral are remembered as neutral.
#[test]
fn ten_visits_about_neutral_are_remembered_as_neutral() {
    let scale = Scale::default();
    let ten = chain(10, &[]);
    for sd in [0.3, 1.0, 2.0, 3.5, 4.2] {
        let found = bracket(&ten, scale, &surveys(scale, &[Some((5.0, sd)); 10]), BRACKET_WIDTH);
        assert!(found.worse <= 5.0 && 5.0 <= found.better, "sd {sd}: {found:?}");
        assert!(found.better - found.worse <= 0.1, "sd {sd}: {found:?}");
    }
}

/// The two evaluators of these tests agree, so that the fast one may be trusted with fine grids.
#[test]
fn products_are_brute_force() {
    for scale in [Scale::default(), Scale::new(10.0, 3.0, 0.0).unwrap()] {
        let four = chain(4, &[(0, 2, 0.3), (1, 4, 0.2)]);
        let mut spreads = surveys(scale, &[Some((6.0, 2.0)), Some((3.0, 1.0)), None, Some((5.0, 3.0))]);
        spreads[2] = Some(Spread::Scores(Draws::new(vec![(1.0, 0.5), (9.0, 0.5)]).unwrap()));
        for rounding in [Rounding::Worse, Rounding::Better] {
            let draws = Grid::new(scale, 6, spreads.iter().flatten()).cut(&spreads, rounding);
            let (one, other) = (brute_force(&four, scale, &draws), by_products(&four, scale, &draws));
            assert!((one - other).abs() < 1e-12, "{one} {other}");
        }
    }
}

/// Continuous draws on random ways lie in the bracket, whichever way the scale runs and wherever neutral is.
#[test]
fn continuous_draws_lie_in_the_bracket() {
    for (case, scale) in [
        Scale::default(),
        Scale::new(10.0, 0.0, 0.0).unwrap(),
        Scale::new(1.0, 4.0, 5.0).unwrap(),
        Scale::new(10.0, 5.0, -3.0).unwrap(),
    ]
    .into_iter()
    .enumerate()
    {
        let at = |share: f64| scale.worst() + share * (scale.best() - scale.worst());
        let sd = |share: f64| share * 2.0 * scale.half();
        let asked = [
            Some((at(0.6), sd(0.2))),
            Some((at(0.3), sd(0.05))),
            None,
            Some((at(0.5), sd(0.4))),
            Some((at(0.9), sd(0.08))),
            Some((at(0.45), sd(0.25))),
        ];
        let six = chain(6, &[(0, 3, 0.3), (1, 5, 0.2), (3, 6, 0.4)]);
        let found = bracket(&six, scale, &surveys(scale, &asked), BRACKET_WIDTH);
        let (mean, error) = monte_carlo(&six, scale, &asked, case as u64, 200_000);
        assert!(
            scale.gain(found.worse, mean) >= -6.0 * error,
            "{scale:?}: {found:?} {mean} ± {error}"
        );
        assert!(
            scale.gain(mean, found.better) >= -6.0 * error,
            "{scale:?}: {found:?} {mean} ± {error}"
        );
        assert!(
            scale.gain(found.worse, found.better) <= BRACKET_WIDTH * 2.0 * scale.half(),
            "{found:?}"
        );
    }
}

/// Histograms need no bracket: where their scores tie, they tie, and the worse one wins.
#[test]
fn histograms_are_exact() {
    let scale = Scale::default();
    let two = chain(2, &[]);
    let even = Draws::new(vec![(3.0, 0.5), (7.0, 0.5)]).unwrap();
    let found = bracket(&two, scale, &vec![Some(Spread::Scores(even)); 2], BRACKET_WIDTH);
    assert_eq!(found.grid, None);
    // Peaks 3, 3, 3, 7 in the four combinations, ends 3, 7, 3, 7.
    assert_eq!((found.worse, found.better), (4.5, 4.5));
}

/// What ties for good does not keep the bracket open.
#[test]
fn real_ties_do_not_widen_the_bracket() {
    let scale = Scale::default();
    let three = chain(3, &[]);
    let even = Draws::new(vec![(1.0, 0.5), (9.0, 0.5)]).unwrap();
    let mut spreads = vec![Some(Spread::Scores(even)); 3];
    spreads[1] = Some(Spread::Beta(Beta::by_moments(scale, 6.0, 1.0).unwrap()));
    let found = bracket(&three, scale, &spreads, 1e-3);
    assert!(found.better - found.worse <= 0.01, "{found:?}");
}

/// Finer grids lie within coarser brackets: they too bracket the truth.
#[test]
fn brackets_shrink_about_the_truth() {
    let scale = Scale::default();
    let five = chain(5, &[(1, 4, 0.5)]);
    let spreads = surveys(
        scale,
        &[
            Some((5.0, 2.0)),
            Some((6.5, 1.5)),
            Some((4.0, 3.0)),
            Some((5.5, 0.5)),
            Some((5.0, 1.0)),
        ],
    );
    let at = |cells, rounding| {
        by_products(
            &five,
            scale,
            &Grid::new(scale, cells, spreads.iter().flatten()).cut(&spreads, rounding),
        )
    };
    let (mut worse, mut better) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut width = f64::INFINITY;
    for cells in [8, 16, 32, 64, 128, 256] {
        let (down, up) = (at(cells, Rounding::Worse), at(cells, Rounding::Better));
        // The nudge lets nested grids differ by a hair.
        assert!(down >= worse - 1e-7 && up <= better + 1e-7, "{cells}");
        assert!(up - down < width / 1.2 || width.is_infinite(), "{cells}");
        (worse, better, width) = (down, up, up - down);
    }
}

/// Where nearly everybody says worst or best, moments tie to the resolution of the peak's order, and no grid tells them
/// apart; the bracket stays wide, and still holds the truth.
#[test]
fn a_grid_that_is_as_fine_as_it_gets_is_said() {
    let scale = Scale::default();
    let spreads = surveys(scale, &[Some((5.0, 4.5)); 10]);
    let found = bracket(&chain(10, &[]), scale, &spreads, BRACKET_WIDTH);
    assert_eq!(found.grid.map(Grid::cells), Some(refine::FINEST));
    assert!(found.worse < 4.9 && 5.1 < found.better, "{found:?}");
}

/// The engine's draws against dense solves per level, on chains with loops, several endings and unscored touchpoints.
#[test]
fn the_engine_draws_as_the_plain_method_does() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    for case in 0..60 {
        let touchpoints = 1 + random.random_range(0..7usize);
        let share = |random: &mut ChaCha8Rng| random.random_range(1..9u32) as f64;
        let mut ways = Vec::new();
        for _ in 0..touchpoints {
            let mut own = vec![
                (Target::End(0), share(&mut random)),
                (Target::End(1), share(&mut random)),
            ];
            for to in 0..touchpoints {
                if random.random_range(0..3u32) == 0 {
                    own.push((Target::Touchpoint(to), share(&mut random)));
                }
            }
            let sum: f64 = own.iter().map(|(_, share)| share).sum();
            ways.push(own.into_iter().map(|(to, share)| (to, share / sum)).collect());
        }
        let draws: Vec<Option<Draws>> = (0..touchpoints)
            .map(|_| {
                let count = random.random_range(0..6u32);
                // Few distinct scores, so that they tie.
                let scores: Vec<(f64, f64)> = (0..count)
                    .map(|_| (f64::from(random.random_range(0..=10u32)), 1.0 / f64::from(count)))
                    .collect();
                (count > 0).then(|| Draws::new(scores).unwrap())
            })
            .collect();
        let visit = |draws: &Option<Draws>| Visit {
            score: draws.as_ref().map(Draws::mean),
            ..Visit::default()
        };
        let chain = Chain::new(draws.iter().map(visit).collect(), 2, vec![(0, 1.0)], ways).unwrap();
        let scale = Scale::default();
        let of = |number: usize| draws[number].as_ref().map_or(&[][..], Draws::scores);
        let journeys = Journeys::drawn(&chain, scale, of).unwrap();
        for order in [Order::Peak(Negativity::NONE, Tie::Worst), Order::Trough, Order::Best] {
            let levels = journeys.levels(order);
            let (found, law) = journeys.sweep_with_law(&levels, Asked::Credit, Weight::HALF).unwrap();
            let law = law.law(1.0);
            let expected = plain::evaluate(&chain, &draws, |score| order.rank(scale, score));
            for ending in 0..2 {
                let sum: f64 = (0..levels.len())
                    .map(|level| levels.scores[level] * found.by_ending[2 * level + ending])
                    .sum();
                assert!(
                    (sum - expected.by_ending[ending]).abs() < 1e-10,
                    "case {case}, {order:?}"
                );
            }
            for (credit, expected) in journeys
                .by_touchpoint(&found.credit, touchpoints)
                .iter()
                .zip(&expected.credit)
            {
                assert!((credit - expected).abs() < 1e-11, "case {case}, {order:?}");
            }
            for atom in &expected.atoms {
                let same = |other: &&LawAtom| (other.peak, other.end) == (atom.peak, atom.end);
                let probability: f64 = law.atoms().iter().filter(same).map(|atom| atom.probability).sum();
                assert!(
                    (probability - atom.probability).abs() < 1e-11,
                    "case {case}, {order:?}, {atom:?}"
                );
            }
        }
    }
}
