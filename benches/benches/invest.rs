//! Where to invest: one path with a thousand moments and three thousand choices, many segments on paths of their own, and
//! a branching blueprint with options of all kinds.
//!
//! Searches say beside their time how many nodes they took, and how large the gap still was after 0.6 s.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use benches::{Path, Scores, Service};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use peak_end::{InvestOptions, Investing, Negativity, OnePath, PathMoment, Progress, Weight};
use service_blueprint::Scale;

fn one_path(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("invest/one_path, 1,000 moments, 3,000 choices");
    for (name, scores, troughs) in [
        ("tenths", Scores::Tenths, false),
        ("continuous", Scores::Continuous, false),
        ("tenths, troughs", Scores::Tenths, true),
        ("continuous, troughs", Scores::Continuous, true),
    ] {
        let moments = Path {
            moments: 1_000,
            scores,
            troughs,
        }
        .path();
        let path = prepared(moments.clone());
        let points = path.frontier();
        let middle = points[points.len() / 2].cost;
        group.bench_function(format!("{name}: prepared"), |bencher| {
            bencher.iter_batched(|| moments.clone(), prepared, BatchSize::LargeInput);
        });
        group.bench_function(format!("{name}: frontier of {} points", points.len()), |bencher| {
            bencher.iter(|| black_box(&path).frontier());
        });
        group.bench_function(format!("{name}: what to buy with a budget"), |bencher| {
            bencher.iter(|| black_box(&path).best_within(middle));
        });
    }
    group.finish();
}

fn prepared(moments: Vec<PathMoment>) -> OnePath {
    OnePath::new(Scale::default(), Weight::HALF, Negativity::NONE, moments).expect("the path is allowed")
}

/// After so long the gap is told.
const SOON: Duration = Duration::from_millis(600);

/// Chosen: a search that is not through by then is stopped.
const LONGEST: Duration = Duration::from_secs(5);

/// Tells how a search goes: the time to a gap of 1 %, the gap after 0.6 s, the time to the proof.
fn told(name: &str, service: &Service) {
    let began = Instant::now();
    let investing = Investing::new(&service.blueprint, InvestOptions::default()).expect("there are options");
    let laid_out = began.elapsed();
    let gap = |progress: &Progress| {
        let known = progress.remembered?;
        Some((progress.bound - known) / known.abs())
    };
    let (mut narrow, mut soon) = (None, None);
    let best = investing.best(Some(service.budget), &mut |progress| {
        let now = began.elapsed();
        if narrow.is_none() && gap(progress).is_some_and(|gap| gap <= 0.01) {
            narrow = Some(now);
        }
        if soon.is_none() && now >= SOON {
            soon = Some(gap(progress));
        }
        if now > LONGEST {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let all = began.elapsed();
    let best = best.expect("some set is allowed");
    eprintln!(
        "{name}: laid out in {laid_out:.1?}, gap of 1 % after {narrow:.1?}, gap after 0.6 s {soon:.5?}, {} {all:.1?}, {} nodes, \
         {} options chosen, remembered {:.4} (now {:.4}), gap {:.5} %",
        if best.optimal { "proved after" } else { "stopped after" },
        best.nodes,
        best.chosen.len(),
        best.remembered,
        investing.now().expect("there is a value"),
        100.0 * best.gap() / best.remembered,
    );
}

fn search(criterion: &mut Criterion) {
    let linear = Service::linear().expect("it is valid");
    let branching = Service::branching().expect("it is valid");
    let mut group = criterion.benchmark_group("invest");
    group.sample_size(10);
    for (name, service) in [
        ("200 touchpoints, 16 linear segments, 600 options, budget 15 %", &linear),
        (
            "60 touchpoints, branching, 40 options of all kinds, budget 30 %",
            &branching,
        ),
    ] {
        told(name, service);
        group.bench_function(format!("{name}: proved optimum"), |bencher| {
            bencher.iter(|| {
                let began = Instant::now();
                let investing = Investing::new(black_box(&service.blueprint), InvestOptions::default());
                let mut watch = |_: &Progress| match began.elapsed() > LONGEST {
                    true => ControlFlow::Break(()),
                    false => ControlFlow::Continue(()),
                };
                investing.map(|investing| investing.best(Some(service.budget), &mut watch).map(|best| best.nodes))
            });
        });
    }
    group.finish();
}

criterion_group!(all, one_path, search);
criterion_main!(all);
