//! What a whole population remembers of a branching service: a tutorial, to be read from top to bottom.
//!
//! `cargo run --release -p examples --example branching -- examples/blueprints/online-shop.yaml`
//!
//! People abandon carts, get reminded, complain and come back, so no two of them need walk the same way. Each way has a
//! peak and an end of its own, and with loops there are endlessly many ways. The chances of all pairs of peak and end
//! can still be computed, exactly. This program does so, draws random journeys to see that it is true, and shows what an
//! average of it all would hide.

use std::error::Error;
use std::time::Instant;

use peak_end::{Branching, Chain, Negativity, PeakKey, PredictOptions, Remembering, Visit, Weight, predict};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use service_blueprint::{Blueprint, Scale, Target, parse};

/// Everything random in here follows from this seed: run it again and the same journeys are drawn.
const SEED: u64 = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let default = || "examples/blueprints/online-shop.yaml".to_owned();
    let path = std::env::args().nth(1).unwrap_or_else(default);
    let blueprint = parse(&std::fs::read_to_string(path)?)?;
    let scale = blueprint.scale();

    // 1. A segment's journey is a chain: at each touchpoint so many go this way and so many that way, whatever
    //    happened before. `Chain::of` reads it from the blueprint; `Chain::new` takes any other.
    let segment = blueprint.segments().next().ok_or("a blueprint has a segment")?;
    let chain = Chain::of(&blueprint, segment)?;
    println!("{}: {}", blueprint.name(), segment.name());
    println!(
        "{} touchpoints, {} of them with several ways on\n",
        chain.len(),
        chain.branching()
    );

    // 2. Its law: how likely each pair of peak and end is. The weight says how much of what is remembered is the peak;
    //    one half is the peak-end rule as published. Negativity above 1 would let bad moments win the peak more easily.
    let journey = Branching::new(&chain, scale)?;
    let found = journey.remembering(Weight::HALF, Negativity::NONE)?;
    let Some(mean) = found.law.mean() else {
        println!("Nothing is scored, so nothing is remembered.");
        return Ok(());
    };
    the_law(&found, scale, mean);
    the_moments(&blueprint, &found);

    // 3. Is it true? Random journeys say so, as far as random journeys can say anything.
    against_samples(&chain, scale, &found, mean);

    // 4. What the average hides.
    the_average_hides(&blueprint, &found, mean)?;

    // 5. Nothing of this needs the service to be small.
    entangled()
}

/// Quantiles and chances: answers about people, where the mean is one about nobody.
fn the_law(found: &Remembering, scale: Scale, mean: f64) {
    println!(
        "Remembered on average {mean:.3}, of {} pairs of peak and end",
        found.law.atoms().len()
    );
    for (share, whose) in [
        (0.05, "the worst 5 %"),
        (0.25, "the worst quarter"),
        (0.5, "the worse half"),
        (0.95, "all but the best 5 %"),
    ] {
        if let Some(quantile) = found.law.quantile(share) {
            println!("  {whose:<20} remember {quantile:.2} or worse");
        }
    }
    let good = 100.0 * found.law.at_least(scale.neutral());
    println!("  {good:.1} % remember something neutral or better\n");
}

/// Which touchpoints make the peak and the end, in how many of the journeys.
fn the_moments(blueprint: &Blueprint, found: &Remembering) {
    println!("{:<34} {:>6} {:>6} {:>7}", "touchpoint", "peak", "end", "visits");
    for (number, touchpoint) in blueprint.touchpoints().enumerate() {
        let (peak, end, visits) = (found.p_peak[number], found.p_end[number], found.visits[number]);
        if peak > 0.0 || end > 0.0 {
            let (peak, end) = (100.0 * peak, 100.0 * end);
            println!("{:<34} {peak:>5.1}% {end:>5.1}% {visits:>7.3}", touchpoint.name());
        }
    }
    println!();
}

/// What random journeys remember on average, with the standard error of it.
fn against_samples(chain: &Chain, scale: Scale, found: &Remembering, mean: f64) {
    println!("{:<28} remembered", "journeys");
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    for journeys in [1_000, 100_000] {
        let drawn: Vec<f64> = (0..journeys).filter_map(|_| draw(chain, scale, &mut random)).collect();
        let count = drawn.len() as f64;
        let average = drawn.iter().sum::<f64>() / count;
        let variance = drawn.iter().map(|x| (x - average).powi(2)).sum::<f64>() / (count - 1.0);
        let error = (variance / count).sqrt();
        let off = (average - mean) / error;
        println!("{journeys:<28} {average:.4} ± {error:.4}, off by {off:+.1} standard errors");
    }
    let bound = found.error_bound;
    println!("{:<28} {mean:.12}, probabilities within {bound:.0e}\n", "all of them");
    // A hundred times the journeys for one digit more: this is why the law is computed and not sampled.
}

/// One random journey's memory; none if it had no scored moment.
fn draw(chain: &Chain, scale: Scale, random: &mut ChaCha8Rng) -> Option<f64> {
    let (mut peak, mut end) = (None, None);
    let mut here = pick(chain.start(), random)?;
    loop {
        let visit = chain.visits()[here];
        if let Some(score) = visit.score.filter(|_| !visit.skipped) {
            // The most intense moment wins, the worse of equally intense ones.
            let key = PeakKey::new(scale, score, Negativity::NONE);
            if peak.is_none_or(|(strongest, _)| key >= strongest) {
                peak = Some((key, score));
            }
            end = Some(score);
        }
        match pick(chain.ways(here), random)? {
            Target::Touchpoint(next) => here = next,
            Target::End(_) => return Some(Weight::HALF.mix(peak?.1, end?)),
        }
    }
}

/// One of some ways, by its probability.
fn pick<T: Copy>(ways: &[(T, f64)], random: &mut ChaCha8Rng) -> Option<T> {
    let mut left: f64 = random.random();
    for &(to, probability) in ways {
        left -= probability;
        if left < 0.0 {
            return Some(to);
        }
    }
    ways.last().map(|(to, _)| *to)
}

/// Those who leave are not those who stay, and the mean of both may be nobody's memory.
fn the_average_hides(blueprint: &Blueprint, found: &Remembering, mean: f64) -> Result<(), Box<dyn Error>> {
    // `predict` asks all segments and endings at once.
    let overall = predict(blueprint, &PredictOptions::default())?.overall;
    println!(
        "{:<34} {:>8} {:>10} {:>11}",
        "all segments, by ending", "of all", "remembered", "experienced"
    );
    for (ending, outlook) in blueprint.ends().zip(&overall.endings) {
        let remembered = outlook.remembered.first().and_then(|found| found.value.ok());
        if let (Some(remembered), Some(experienced)) = (remembered, outlook.experienced) {
            let (share, remembered) = (100.0 * outlook.probability, remembered.value);
            println!(
                "{:<34} {share:>7.1}% {remembered:>10.2} {experienced:>11.2}",
                ending.name()
            );
        }
    }
    // A half point is about what a person could tell apart.
    let near = found.law.at_least(mean - 0.5) - found.law.at_least(mean + 0.5);
    println!(
        "Only {:.0} % remember something within half a point of the average.\n",
        100.0 * near
    );
    Ok(())
}

/// Fifty thousand touchpoints, each leading on to four others and, now and then, back: a city's worth of loops.
fn entangled() -> Result<(), Box<dyn Error>> {
    const LAYERS: usize = 20;
    const WIDTH: usize = 2_500;
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let visit = |random: &mut ChaCha8Rng| Visit {
        score: Some(f64::from(random.random_range(0..=10))),
        ..Visit::default()
    };
    let visits = (0..LAYERS * WIDTH).map(|_| visit(&mut random)).collect();
    let mut ways = Vec::new();
    for number in 0..LAYERS * WIDTH {
        let next = (number / WIDTH + 1) * WIDTH;
        let mut on: Vec<(Target, f64)> = match next < LAYERS * WIDTH {
            true => (0..4)
                .map(|_| (Target::Touchpoint(next + random.random_range(0..WIDTH)), 0.85 / 4.0))
                .collect(),
            false => vec![(Target::End(0), 0.85)],
        };
        on.push((Target::Touchpoint(random.random_range(0..=number)), 0.15));
        ways.push(on);
    }
    let start = (0..WIDTH).map(|first| (first, 1.0 / WIDTH as f64)).collect();
    let chain = Chain::new(visits, 1, start, ways)?;

    let began = Instant::now();
    let found = Branching::new(&chain, Scale::default())?.remembering(Weight::HALF, Negativity::NONE)?;
    let milliseconds = 1e3 * began.elapsed().as_secs_f64();
    let (visits, sum) = (found.visits.iter().sum::<f64>(), found.p_peak.iter().sum::<f64>());
    println!(
        "{} touchpoints that lead back and forth, {visits:.0} visits a journey:",
        chain.len()
    );
    println!(
        "  remembered {:.6}, credit for the peak sums to {sum:.12}, in {milliseconds:.0} ms",
        found.law.mean().unwrap_or(f64::NAN)
    );
    Ok(())
}
