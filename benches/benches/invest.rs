//! Where to invest: one path with a thousand moments and three thousand choices.

use std::hint::black_box;

use benches::{Path, Scores};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use peak_end::{Negativity, OnePath, PathMoment, Weight};
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

criterion_group!(all, one_path);
criterion_main!(all);
