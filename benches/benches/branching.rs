//! What is remembered of branching journeys of up to 50,000 touchpoints: layered random graphs, four ways on from each
//! touchpoint, on one thread.
//!
//! `enumeration.rs` measures what else could be done: ways one by one, and dense matrices.

use std::hint::black_box;
use std::time::Duration;

use benches::{Layered, Scores, edges, machine};
use criterion::{Criterion, criterion_group, criterion_main};
use peak_end::{Branching, Negativity, Weight};
use service_blueprint::Scale;

/// A journey by the name of its rows.
fn journey(criterion: &mut Criterion, layered: Layered, ask: impl FnOnce(&mut Criterion, &str, &Branching)) {
    let chain = layered.chain();
    let scores = match layered.scores {
        Scores::ElevenLevels => "11 levels",
        Scores::Tenths => "tenths",
        Scores::Continuous => "continuous",
    };
    let shape = if layered.loops { "with loops" } else { "acyclic" };
    let (touchpoints, edges) = (chain.len(), edges(&chain));
    let name = format!("{scores}, {shape}, V = {touchpoints}, E = {edges}");
    criterion.bench_function(&format!("branching/{name}: laying out"), |bencher| {
        bencher.iter(|| Branching::new(black_box(&chain), Scale::default()).is_ok());
    });
    let branching = Branching::new(&chain, Scale::default()).expect("the journey can be laid out");
    ask(criterion, &name, &branching);
}

fn eleven_levels(criterion: &mut Criterion) {
    eprintln!("{}", machine());
    for loops in [false, true] {
        journey(
            criterion,
            Layered::new(50_000, Scores::ElevenLevels, loops),
            |criterion, name, branching| {
                let mut group = criterion.benchmark_group("branching");
                if loops {
                    group.sample_size(10).measurement_time(Duration::from_secs(10));
                }
                group.bench_function(format!("{name}: joint law"), |bencher| {
                    bencher.iter(|| {
                        let law = black_box(branching).law(Weight::HALF, Negativity::NONE);
                        law.expect("the law can be computed").atoms().len()
                    });
                });
                group.bench_function(format!("{name}: joint law, p_peak, p_end, visits"), |bencher| {
                    bencher.iter(|| {
                        let found = black_box(branching).remembering(Weight::HALF, Negativity::NONE);
                        found.expect("the law can be computed").p_peak.len()
                    });
                });
                group.finish();
            },
        );
    }
}

fn continuous(criterion: &mut Criterion) {
    for (touchpoints, loops) in [(5_000, false), (50_000, false), (5_000, true)] {
        journey(
            criterion,
            Layered::new(touchpoints, Scores::Continuous, loops),
            |criterion, name, branching| {
                let mut group = criterion.benchmark_group("branching");
                group.sample_size(10).measurement_time(Duration::from_secs(10));
                group.bench_function(format!("{name}: law of the peak"), |bencher| {
                    bencher.iter(|| {
                        let law = black_box(branching).peak_law(Negativity::NONE);
                        law.expect("the law can be computed").len()
                    });
                });
                group.finish();
            },
        );
    }
}

criterion_group!(all, eleven_levels, continuous);
criterion_main!(all);
