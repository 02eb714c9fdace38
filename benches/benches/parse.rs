//! Text to validated blueprint with its warnings: 10 MB, 80,000 touchpoints.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use service_blueprint::{checks, parse, read_document};

fn parsing(criterion: &mut Criterion) {
    let text = benches::large_blueprint(80_000);
    let mut group = criterion.benchmark_group("parse");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(10))
        .throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("document, 80,000 touchpoints", |bencher| {
        bencher.iter(|| read_document(black_box(&text)).map(|document| document.stages.len()));
    });
    group.bench_function("blueprint, 80,000 touchpoints", |bencher| {
        bencher.iter(|| parse(black_box(&text)).map(|blueprint| blueprint.touchpoints().len()));
    });
    group.bench_function("blueprint with its warnings, 80,000 touchpoints", |bencher| {
        bencher.iter(|| parse(black_box(&text)).map(|blueprint| checks(&blueprint).len()));
    });
    group.finish();
}

criterion_group!(all, parsing);
criterion_main!(all);
