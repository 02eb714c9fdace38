//! Pictures and reports: what a reader waits for.

use std::hint::black_box;

use blueprint_report::{PictureOptions, ReportOptions, Scene, picture, report};
use criterion::{Criterion, criterion_group, criterion_main};
use peak_end::{PredictOptions, predict};
use service_blueprint::{Blueprint, parse};

fn drawing(criterion: &mut Criterion) {
    for touchpoints in [20, 200, 2_000] {
        let blueprint = service(touchpoints);
        criterion.bench_function(&format!("picture/{touchpoints} touchpoints"), |bencher| {
            bencher.iter(|| {
                let blueprint = black_box(&blueprint);
                let prediction = predict(blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
                let scene = Scene::new(blueprint, None, &prediction, |_| true);
                picture(&scene, &PictureOptions::default()).len()
            });
        });
    }
}

fn reporting(criterion: &mut Criterion) {
    for touchpoints in [20, 200] {
        let blueprint = service(touchpoints);
        criterion.bench_function(
            &format!("report/{touchpoints} touchpoints, 3 segments, nothing searched"),
            |bencher| {
                bencher.iter(|| report(black_box(&blueprint), None, &ReportOptions::default()).len());
            },
        );
    }
}

fn service(touchpoints: usize) -> Blueprint {
    parse(&benches::drawn_blueprint(touchpoints)).expect("the bench's own input is a blueprint")
}

criterion_group!(all, drawing, reporting);
criterion_main!(all);
