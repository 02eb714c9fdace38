//! The two other ways to the exact law, beside this one: all ways one by one, and a dense solve per level.
//!
//! Either takes too long to be waited for where branching journeys are of any size. Enumeration is stopped after a number
//! of ways and the rest extrapolated from how many ways there are; dense solves are measured on small graphs and
//! extrapolated by V³. Both are said where they are printed.

use std::time::{Duration, Instant};

use benches::{Layered, Scores, machine};
use peak_end::{Branching, Chain, Negativity, PeakKey, Remembering, Weight};
use service_blueprint::{Scale, Target};

fn main() {
    // `cargo bench -- --test` asks whether the bench runs, not what it finds.
    let test = std::env::args().any(|argument| argument == "--test");
    println!("{}", machine());
    enumeration(if test { 50_000 } else { 5_000_000 });
    let sizes: &[usize] = if test { &[100] } else { &[100, 200, 400] };
    dense(sizes);
}

fn seconds(time: Duration) -> String {
    duration(time.as_secs_f64())
}

fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 1e-3 => format!("{:.0} µs", s * 1e6),
        s if s < 1.0 => format!("{:.1} ms", s * 1e3),
        s if s < 120.0 => format!("{s:.1} s"),
        s if s < 7_200.0 => format!("{:.1} min", s / 60.0),
        s if s < 172_800.0 => format!("{:.1} h", s / 3_600.0),
        s => format!("{:.0} days", s / 86_400.0),
    }
}

/// The law and its attributions, laid out and asked, in the median of five runs.
fn exactly(chain: &Chain) -> (Remembering, Duration) {
    let run = || {
        let began = Instant::now();
        let branching = Branching::new(chain, Scale::default()).expect("the journey can be laid out");
        let found = branching.remembering(Weight::HALF, Negativity::NONE);
        (found.expect("the law can be computed"), began.elapsed())
    };
    let mut runs: Vec<_> = (0..5).map(|_| run()).collect();
    runs.sort_by_key(|(_, time)| *time);
    runs.swap_remove(2)
}

/// All ways of a journey of twelve layers.
fn enumeration(most: u64) {
    let layered = Layered {
        touchpoints: 600,
        layers: 12,
        degree: 6,
        scores: Scores::ElevenLevels,
        loops: false,
    };
    let chain = layered.chain();
    let mut walk = Walk::new(&chain, most);
    let began = Instant::now();
    for &(first, share) in chain.start() {
        walk.go_on(first, share, None);
    }
    let (time, ways) = (began.elapsed(), ways(&chain));
    let (found, exact) = exactly(&chain);
    println!("\nTwelve layers of 50 touchpoints, six ways on from each: {ways:.3e} ways through.");
    println!(
        "  enumeration, stopped after {} ways        {}",
        walk.found,
        seconds(time)
    );
    let all = time.as_secs_f64() * ways / walk.found as f64;
    println!("  enumeration of all, extrapolated by ways     {}", duration(all));
    println!("  the exact law, p_peak, p_end, visits         {}", seconds(exact));
    let mean = found.law.mean().unwrap_or(f64::NAN);
    let partial = walk.remembered / walk.mass;
    println!("  remembered: {mean:.6}; of the ways enumerated, {partial:.6}");
}

/// How many ways there are through an acyclic chain whose touchpoints are numbered in order.
fn ways(chain: &Chain) -> f64 {
    let mut counts = vec![0.0; chain.len()];
    for number in (0..chain.len()).rev() {
        let ways = chain.ways(number).iter();
        counts[number] = ways
            .map(|&(to, _)| match to {
                Target::Touchpoint(next) => counts[next],
                Target::End(_) => 1.0,
            })
            .sum();
    }
    chain.start().iter().map(|&(first, _)| counts[first]).sum()
}

/// A walk along all ways, depth first.
struct Walk<'c> {
    chain: &'c Chain,
    keys: Vec<Option<(PeakKey, f64)>>,
    most: u64,
    found: u64,
    mass: f64,
    remembered: f64,
}

impl<'c> Walk<'c> {
    fn new(chain: &'c Chain, most: u64) -> Self {
        Self {
            chain,
            keys: keys(chain),
            most,
            found: 0,
            mass: 0.0,
            remembered: 0.0,
        }
    }

    fn go_on(&mut self, here: usize, probability: f64, peak: Option<(PeakKey, f64)>) {
        if self.found == self.most {
            return;
        }
        let own = self.keys[here];
        let peak = if own.map(|(key, _)| key) >= peak.map(|(key, _)| key) {
            own
        } else {
            peak
        };
        for &(to, share) in self.chain.ways(here) {
            match to {
                Target::Touchpoint(next) => self.go_on(next, probability * share, peak),
                Target::End(_) => {
                    if let (Some((_, peak)), Some((_, end))) = (peak, own) {
                        self.found += 1;
                        self.mass += probability * share;
                        self.remembered += probability * share * (peak + end) / 2.0;
                    }
                }
            }
        }
    }
}

fn keys(chain: &Chain) -> Vec<Option<(PeakKey, f64)>> {
    let key = |score: f64| (PeakKey::new(Scale::default(), score, Negativity::NONE), score);
    chain.visits().iter().map(|visit| visit.score.map(key)).collect()
}

/// The definition of the law, level by level with dense matrices, on journeys with loops.
fn dense(sizes: &[usize]) {
    println!("\nTwenty layers, four ways on and one back from each touchpoint, 11 levels.");
    let mut last = (0, 0.0);
    for &touchpoints in sizes {
        let chain = Layered::new(touchpoints, Scores::ElevenLevels, true).chain();
        let began = Instant::now();
        let p_peak = plain(&chain);
        let time = began.elapsed();
        let (found, exact) = exactly(&chain);
        let off = p_peak.iter().zip(&found.p_peak).map(|(one, other)| (one - other).abs());
        let off = off.fold(0.0, f64::max);
        assert!(off < 1e-9, "the two methods disagree by {off:e}");
        println!(
            "  V = {touchpoints}: dense solves {}; the exact law {}; p_peak differs by {off:.0e} at most",
            seconds(time),
            seconds(exact)
        );
        last = (touchpoints, time.as_secs_f64());
    }
    let large = 50_000;
    let times = (large as f64 / last.0 as f64).powi(3);
    println!(
        "  V = {large}: dense solves {}, extrapolated by V³ from V = {}, if {:.0} GB of memory hold a matrix",
        duration(last.1 * times),
        last.0,
        (large as f64).powi(2) * 8.0 / 1e9
    );
    let chain = Layered::new(large, Scores::ElevenLevels, true).chain();
    println!("  V = {large}: the exact law {}, measured", seconds(exactly(&chain).1));
}

/// P(peak) by touchpoint: visits of journeys that stay up to a level, times the chance to leave below it.
fn plain(chain: &Chain) -> Vec<f64> {
    let keys: Vec<Option<PeakKey>> = keys(chain).into_iter().map(|key| key.map(|(key, _)| key)).collect();
    let mut levels: Vec<PeakKey> = keys.iter().flatten().copied().collect();
    levels.sort_unstable();
    levels.dedup();
    let mut p_peak = vec![0.0; chain.len()];
    for level in levels {
        let inside = |number: &usize| keys[*number].is_none_or(|key| key <= level);
        let stay: Vec<usize> = (0..chain.len()).filter(inside).collect();
        let visits = visits(chain, &stay);
        let below: Vec<usize> = stay
            .iter()
            .copied()
            .filter(|&number| keys[number] != Some(level))
            .collect();
        let leave = leave(chain, &below);
        for (&number, visits) in stay.iter().zip(visits) {
            if keys[number] == Some(level) {
                let onward = chain.ways(number).iter().map(|&(to, share)| match to {
                    Target::Touchpoint(next) => share * leave[next],
                    Target::End(_) => share,
                });
                p_peak[number] = visits * onward.sum::<f64>();
            }
        }
    }
    p_peak
}

/// Where each touchpoint stands among those inside.
fn places(chain: &Chain, inside: &[usize]) -> Vec<Option<usize>> {
    let mut places = vec![None; chain.len()];
    for (place, &number) in inside.iter().enumerate() {
        places[number] = Some(place);
    }
    places
}

/// start·(I − Q)⁻¹ within `inside`.
fn visits(chain: &Chain, inside: &[usize]) -> Vec<f64> {
    let places = places(chain, inside);
    let mut rows = identity(inside.len());
    for (from, &number) in inside.iter().enumerate() {
        for &(to, share) in chain.ways(number) {
            if let Target::Touchpoint(next) = to
                && let Some(to) = places[next]
            {
                rows[to][from] -= share;
            }
        }
    }
    for &(first, share) in chain.start() {
        if let Some(place) = places[first] {
            rows[place][inside.len()] = share;
        }
    }
    solve(rows)
}

/// (I − Q)⁻¹·out within `inside`, by touchpoint.
fn leave(chain: &Chain, inside: &[usize]) -> Vec<f64> {
    let places = places(chain, inside);
    let mut rows = identity(inside.len());
    for (from, &number) in inside.iter().enumerate() {
        for &(to, share) in chain.ways(number) {
            match to {
                Target::Touchpoint(next) => {
                    if let Some(to) = places[next] {
                        rows[from][to] -= share;
                    }
                }
                Target::End(_) => rows[from][inside.len()] += share,
            }
        }
    }
    let mut leave = vec![0.0; chain.len()];
    for (&number, chance) in inside.iter().zip(solve(rows)) {
        leave[number] = chance;
    }
    leave
}

/// The identity with a column of zeros behind it.
fn identity(size: usize) -> Vec<Vec<f64>> {
    let row = |number: usize| (0..=size).map(|column| f64::from(column == number)).collect();
    (0..size).map(row).collect()
}

/// Gauss elimination; the rows are diagonally dominant, so that no pivoting is needed.
fn solve(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    let size = rows.len();
    for pivot in 0..size {
        let (above, below) = rows.split_at_mut(pivot + 1);
        let top = &above[pivot];
        for row in below {
            let factor = row[pivot] / top[pivot];
            for (entry, part) in row[pivot..].iter_mut().zip(&top[pivot..]) {
                *entry -= factor * part;
            }
        }
    }
    let mut solution = vec![0.0; size];
    for number in (0..size).rev() {
        let known = (number + 1..size).map(|column| rows[number][column] * solution[column]);
        solution[number] = (rows[number][size] - known.sum::<f64>()) / rows[number][number];
    }
    solution
}
