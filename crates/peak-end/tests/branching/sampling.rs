//! Journeys of hundreds of stops, against random ways.
//!
//! Seeded: case by case the same journey and the same ways. A share may be off by six standard errors and, as rare
//! events are not normal, by the second term of Bernstein's inequality.

use super::cases::cases;
use super::journey::{Journey, POINTS, Stop, points, score, total};
use super::order::Order;
use peak_end::{Branching, Weight};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use service_blueprint::Target;
use std::collections::BTreeMap;

/// Random ways per journey.
const WAYS: usize = 20_000;

/// How many standard errors a share may be off.
const ERRORS: f64 = 6.0;

/// Journeys of fifteen layers, four ways to the next from each stop; every tenth stop may be tried again and every
/// tenth leads back.
fn journey(random: &mut ChaCha8Rng, stops: usize, steps: i64) -> Journey {
    let width = stops / 15;
    let stop = |number: usize| {
        let next = (number / width + 1) * width;
        let mut ways: Vec<(Target, u32)> = (0..4)
            .map(|_| {
                let to = match next < stops {
                    true => Target::Touchpoint((next + random.random_range(0..width)).min(stops - 1)),
                    false => Target::End(random.random_range(0..3)),
                };
                (to, random.random_range(1..10u32))
            })
            .collect();
        if random.random_range(0..10) == 0 {
            ways.push((Target::Touchpoint(number), random.random_range(1..6)));
        }
        if random.random_range(0..10) == 0 {
            ways.push((
                Target::Touchpoint(random.random_range(0..=number)),
                random.random_range(1..6),
            ));
        }
        if random.random_range(0..20) == 0 {
            ways.push((Target::End(0), 1));
        }
        Stop {
            points: (random.random_range(0..10) > 0).then(|| 10 * POINTS / steps * random.random_range(0..=steps)),
            minutes: 1,
            skipped: false,
            ways,
        }
    };
    Journey {
        scale: [0, 5 * POINTS, 10 * POINTS],
        quarters: 4,
        stops: (0..stops).map(stop).collect(),
        endings: 3,
        start: (0..width.min(5)).map(|first| (first, 1)).collect(),
        timed: false,
    }
}

fn pick<T: Copy>(random: &mut ChaCha8Rng, ways: &[(T, u32)]) -> T {
    let mut left = random.random_range(0..total(ways));
    for &(to, weight) in ways {
        if left < weight {
            return to;
        }
        left -= weight;
    }
    unreachable!("the weights sum to their total")
}

/// What random ways leave behind.
#[derive(Default)]
struct Sample {
    ways: f64,
    pairs: BTreeMap<(i64, i64), f64>,
    peaks: Vec<f64>,
    ends: Vec<f64>,
    visits: Vec<f64>,
    squares: Vec<f64>,
    most: Vec<f64>,
}

impl Sample {
    fn of(journey: &Journey, random: &mut ChaCha8Rng) -> Self {
        let none = vec![0.0; journey.stops.len()];
        let mut sample = Self {
            peaks: none.clone(),
            ends: none.clone(),
            visits: none.clone(),
            squares: none.clone(),
            most: none.clone(),
            ..Self::default()
        };
        for _ in 0..WAYS {
            let mut here = pick(random, &journey.start);
            let (mut peak, mut end) = (None, None);
            let mut times = BTreeMap::new();
            loop {
                *times.entry(here).or_insert(0.0) += 1.0;
                if let Some(points) = journey.stops[here].felt() {
                    let key = journey.key(Order::Peak, points);
                    if peak.is_none_or(|(greatest, _, _)| key >= greatest) {
                        peak = Some((key, here, points));
                    }
                    end = Some((here, points));
                }
                match pick(random, &journey.stops[here].ways) {
                    Target::Touchpoint(next) => here = next,
                    Target::End(_) => break,
                }
            }
            for (number, times) in times {
                sample.visits[number] += times;
                sample.squares[number] += times * times;
                sample.most[number] = sample.most[number].max(times);
            }
            if let (Some((_, peak, top)), Some((end, last))) = (peak, end) {
                sample.ways += 1.0;
                sample.peaks[peak] += 1.0;
                sample.ends[end] += 1.0;
                *sample.pairs.entry((top, last)).or_default() += 1.0;
            }
        }
        sample
    }

    /// A probability is what the ways came to, within errors.
    #[track_caller]
    fn confirms(&self, probability: f64, count: f64, what: &dyn std::fmt::Debug) {
        // A sum of probabilities may come out a rounding above 1.
        let error = (probability * (1.0 - probability).max(0.0) / self.ways).sqrt();
        let allowed = ERRORS * error + ERRORS * ERRORS / 3.0 / self.ways;
        let found = count / self.ways;
        assert!(
            (found - probability).abs() <= allowed,
            "{what:?}: {probability} is said, {found} of the ways"
        );
    }
}

#[track_caller]
fn agrees(seed: u64, stops: usize, steps: i64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let journey = journey(&mut random, stops, steps);
    let sample = Sample::of(&journey, &mut random);
    let branching = Branching::new(&journey.chain(), journey.scale()).unwrap();
    let found = branching.remembering(Weight::HALF, journey.negativity()).unwrap();
    let case = |what: &'static str, number: usize| (seed, stops, steps, what, number);

    for number in 0..stops {
        sample.confirms(found.p_peak[number], sample.peaks[number], &case("p_peak", number));
        sample.confirms(found.p_end[number], sample.ends[number], &case("p_end", number));
        let ways = WAYS as f64;
        let mean = sample.visits[number] / ways;
        let error = ((sample.squares[number] / ways - mean * mean) / ways).sqrt();
        // Visits of one way are not bounded; the most that was seen stands in for a bound.
        let allowed = ERRORS * error + ERRORS * ERRORS / 3.0 * (sample.most[number] + 1.0) / ways;
        let visits = found.visits[number];
        assert!(
            (visits - mean).abs() <= allowed,
            "{:?}: {visits} said, {mean} seen",
            case("visits", number)
        );
    }
    for tenth in 0..=20 {
        // Beside every score that can be remembered.
        let level = f64::from(tenth) / 2.0 + 0.2501;
        let beyond = sample
            .pairs
            .iter()
            .filter(|((peak, end), _)| score(peak + end) / 2.0 >= level);
        sample.confirms(
            found.law.at_least(level),
            beyond.map(|(_, count)| count).sum(),
            &case("at least", tenth as usize),
        );
    }
    let worth = |(peak, end): (i64, i64)| score(peak + end) / 2.0;
    let mean = sample
        .pairs
        .iter()
        .map(|(&pair, count)| worth(pair) * count)
        .sum::<f64>()
        / sample.ways;
    let squares = sample
        .pairs
        .iter()
        .map(|(&pair, count)| (worth(pair) - mean).powi(2) * count)
        .sum::<f64>();
    let error = squares.sqrt() / sample.ways;
    let said = found.law.mean().unwrap();
    assert!(
        (said - mean).abs() <= ERRORS * error,
        "{:?}: {said} said, {mean} ± {error} seen",
        case("mean", 0)
    );
    if steps <= 10 {
        for atom in found.law.atoms() {
            let pair = (points(atom.peak), points(atom.end));
            let count = sample.pairs.get(&pair).copied().unwrap_or(0.0);
            sample.confirms(atom.probability, count, &(seed, pair));
        }
    }
}

#[test]
fn eleven_levels_agree_with_random_ways() {
    for case in 0..cases(8) {
        let stops = [210, 450, 1_005, 2_010][case as usize % 4];
        agrees(u64::from(case), stops, 10);
    }
}

#[test]
fn many_levels_agree_with_random_ways() {
    for case in 0..cases(4) {
        let stops = [210, 450, 1_005, 2_010][case as usize % 4];
        agrees(1_000_000 + u64::from(case), stops, 1_000);
    }
}
