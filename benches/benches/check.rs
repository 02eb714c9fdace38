//! All checks, of the blueprint and of memory, on a linear blueprint of 1,000 touchpoints.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use peak_end::memory_check;
use service_blueprint::{checks, parse};

fn checking(criterion: &mut Criterion) {
    let blueprint = parse(&benches::large_blueprint(1_000)).expect("the bench's own input is a blueprint");
    criterion.bench_function("check/linear, 1,000 touchpoints", |bencher| {
        bencher.iter(|| {
            let blueprint = black_box(&blueprint);
            checks(blueprint).len() + memory_check(blueprint).warnings.len()
        });
    });
}

criterion_group!(all, checking);
criterion_main!(all);
