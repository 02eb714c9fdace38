//! Comparing memory models on data: features of a million episodes, and a whole comparison.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use peak_end::Model;
use peak_end_fit::{Candidate, CompareOptions, Episode, Episodes, Grouping, Outcome, RatedMoment, columns, compare};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use service_blueprint::Scale;

const MOMENTS: usize = 15;

/// So many episodes of 15 moments on a scale from 1 to 9, ten to a person; remembered is mostly the mean and the end.
fn episodes(count: usize) -> Episodes {
    let mut random = ChaCha8Rng::seed_from_u64(benches::SEED);
    let scale = Scale::new(1.0, 5.0, 9.0).expect("a scale");
    let episode = |number: usize| {
        let mut level = random.random_range(3.0..7.0);
        let ratings: Vec<f64> = (0..MOMENTS)
            .map(|_| {
                level += random.random_range(-1.5..1.5);
                level = f64::clamp(level, 1.0, 9.0);
                (level * 2.0).round() / 2.0
            })
            .collect();
        let mean = ratings.iter().sum::<f64>() / MOMENTS as f64;
        let moments = ratings.iter().enumerate().map(|(at, &rating)| RatedMoment {
            touchpoint: TOUCHPOINTS[at].to_owned(),
            rating,
            minutes: None,
        });
        Episode {
            name: number.to_string(),
            person: (number / 10).to_string(),
            overall: 0.6 * mean + 0.4 * ratings[MOMENTS - 1] + random.random_range(-1.5..1.5),
            moments: moments.collect(),
            ..Episode::default()
        }
    };
    Episodes::new(scale, Outcome::Rating, (0..count).map(episode)).expect("ratings lie on the scale")
}

const TOUCHPOINTS: [&str; MOMENTS] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o",
];

/// The columns of every model that is defined on bare ratings, on one thread: sums over the moments of every episode.
fn features(criterion: &mut Criterion) {
    let count = if std::env::args().any(|word| word == "--test") {
        10_000
    } else {
        1_000_000
    };
    let episodes = episodes(count);
    let models: Vec<Model> = Model::all()
        .into_iter()
        .filter(|model| !["stage_weighted", "disconfirmation"].contains(&model.name()))
        .collect();
    let one_thread = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a thread");
    let mut group = criterion.benchmark_group("research");
    group.sample_size(10);
    group.throughput(Throughput::Elements((count * MOMENTS) as u64));
    group.bench_function(
        format!(
            "features of {} models, {count} episodes of {MOMENTS} moments",
            models.len()
        ),
        |bencher| {
            bencher.iter(|| one_thread.install(|| columns(black_box(&episodes), &models).len()));
        },
    );
    group.finish();
}

/// Twelve candidates, three of them with fitted parameters and one with a penalty: 10 folds, 1,000 draws.
const TWELVE: [&str; 12] = [
    "intercept",
    "mean",
    "peak_end",
    "end",
    "minimum_end",
    "best_end",
    "fitted:peak_end",
    "fitted:recency_mean",
    "fitted:loss_averse_mean",
    "ols:mean+trough+end",
    "ols:trough+best+end",
    "ridge:touchpoints",
];

fn comparing(criterion: &mut Criterion) {
    let count = if std::env::args().any(|word| word == "--test") {
        500
    } else {
        10_000
    };
    let episodes = episodes(count);
    let candidates: Vec<Candidate> = TWELVE.iter().map(|text| text.parse().expect("a candidate")).collect();
    let mut group = criterion.benchmark_group("research");
    group.sample_size(10);
    let ways = [
        ("people, divided once", Grouping::Person, 1),
        ("episodes, divided once", Grouping::Episode, 1),
        ("people, divided five times", Grouping::Person, 5),
    ];
    for (name, grouping, repeats) in ways {
        let options = CompareOptions {
            grouping,
            repeats,
            ..CompareOptions::default()
        };
        group.bench_function(
            format!("12 candidates, {count} episodes, grouped by {name}"),
            |bencher| {
                bencher.iter(|| compare(black_box(&episodes), &candidates, &options, &|_| ()).expect("a comparison"));
            },
        );
    }
    group.finish();
}

criterion_group!(all, features, comparing);
criterion_main!(all);
