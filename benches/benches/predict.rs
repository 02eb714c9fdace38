//! What is remembered: one way through under all models, and a branching shop.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use peak_end::{Model, PredictOptions, Profile, predict};
use service_blueprint::{Scale, parse};

fn linear(criterion: &mut Criterion) {
    let scores = benches::scores(20);
    let models = Model::all();
    let profile = Profile::from_scores(Scale::default(), &scores).expect("scores lie on the scale");
    criterion.bench_function("predict/linear journey of 20, all models, from a profile", |bencher| {
        bencher.iter(|| {
            let profile = black_box(&profile);
            models.iter().filter_map(|model| model.value(profile).ok()).sum::<f64>()
        });
    });
    criterion.bench_function("predict/linear journey of 20, all models, from scores", |bencher| {
        bencher.iter(|| {
            let profile = Profile::from_scores(Scale::default(), black_box(&scores)).expect("scores lie on the scale");
            models
                .iter()
                .filter_map(|model| model.value(&profile).ok())
                .sum::<f64>()
        });
    });
}

fn shop(criterion: &mut Criterion) {
    let text = include_str!("../../examples/blueprints/online-shop.yaml");
    let blueprint = parse(text).expect("the example is a blueprint");
    let options = PredictOptions::default();
    criterion.bench_function(
        "predict/online-shop.yaml, peak-end with everything said about it",
        |bencher| {
            bencher.iter(|| predict(black_box(&blueprint), &options).map(|prediction| prediction.overall.experienced));
        },
    );
    let options = PredictOptions {
        models: Model::all(),
        ..PredictOptions::default()
    };
    let mut group = criterion.benchmark_group("predict");
    group.sample_size(10);
    group.bench_function(
        "online-shop.yaml, all models, 10,000 random ways where sampled",
        |bencher| {
            bencher.iter(|| predict(black_box(&blueprint), &options).map(|prediction| prediction.overall.experienced));
        },
    );
    group.finish();
}

criterion_group!(all, linear, shop);
criterion_main!(all);
