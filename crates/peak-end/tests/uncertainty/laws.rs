//! What holds of every interval, whatever the surveys.

use peak_end::{BootstrapOptions, FixedReason, PredictOptions, Sources, Uncertain, Uncertainty, predict, uncertainty};
use service_blueprint::{Blueprint, SegmentId};

const EXAMPLES: [&str; 5] = [
    include_str!("../../../../examples/blueprints/day-surgery.yaml"),
    include_str!("../../../../examples/blueprints/electronics-retailer.yaml"),
    include_str!("../../../../examples/blueprints/hotel-checkout.yaml"),
    include_str!("../../../../examples/blueprints/online-shop.yaml"),
    include_str!("../../../../examples/blueprints/online-shop.zh.yaml"),
];

fn blueprint(text: &str) -> Blueprint {
    service_blueprint::parse(text).unwrap()
}

fn seeded(seed: u64) -> BootstrapOptions {
    BootstrapOptions {
        seed,
        resamples: 200,
        ..BootstrapOptions::default()
    }
}

fn found(blueprint: &Blueprint, bootstrap: &BootstrapOptions) -> Uncertainty {
    uncertainty(blueprint, &PredictOptions::default(), bootstrap).unwrap()
}

fn width(of: &Uncertain) -> f64 {
    let interval = of.interval.unwrap();
    (interval.better - interval.worse).abs()
}

#[test]
fn intervals_are_on_the_scale_and_shares_sum_to_one() {
    for text in EXAMPLES {
        let blueprint = blueprint(text);
        let scale = blueprint.scale();
        let found = found(&blueprint, &seeded(1));
        let all = std::iter::once(&found.overall).chain(found.segments.iter().map(|one| &one.uncertain));
        for one in all {
            let interval = one.interval.unwrap();
            assert!(scale.contains(interval.worse) && scale.contains(interval.better));
            assert!(!scale.is_better(interval.worse, interval.better));
            let sum: f64 = one.peak.iter().map(|peak| peak.share).sum();
            assert!((sum - 1.0).abs() < 1e-12);
        }
    }
}

#[test]
fn the_estimate_is_what_is_predicted() {
    for text in EXAMPLES {
        let blueprint = blueprint(text);
        let (found, predicted) = (
            found(&blueprint, &seeded(1)),
            predict(&blueprint, &PredictOptions::default()).unwrap(),
        );
        let same = |a: Option<f64>, b: Option<f64>| assert!((a.unwrap() - b.unwrap()).abs() < 1e-12);
        same(found.overall.remembered, predicted.overall.law.mean());
        assert_eq!(found.segments.len(), predicted.segments.len());
        for (uncertain, segment) in found.segments.iter().zip(&predicted.segments) {
            same(uncertain.uncertain.remembered, segment.outlook.law.mean());
        }
    }
}

#[test]
fn a_seed_gives_the_same_bytes_and_another_gives_others() {
    let shop = blueprint(EXAMPLES[3]);
    assert_eq!(found(&shop, &seeded(5)), found(&shop, &seeded(5)));
    assert_ne!(found(&shop, &seeded(5)).overall, found(&shop, &seeded(6)).overall);
}

#[test]
fn asking_for_one_segment_draws_what_asking_for_all_does() {
    let shop = blueprint(EXAMPLES[3]);
    for segment in found(&shop, &seeded(2)).segments {
        let options = PredictOptions {
            segment: Some(segment.id.clone()),
            ..PredictOptions::default()
        };
        let alone = uncertainty(&shop, &options, &seeded(2)).unwrap();
        assert_eq!(alone.segments, std::slice::from_ref(&segment));
        // Overall is then this segment; mixing divides by its share.
        assert!((alone.overall.interval.unwrap().worse - segment.uncertain.interval.unwrap().worse).abs() < 1e-12);
    }
}

#[test]
fn more_ratings_narrow_the_interval_down_to_nothing() {
    let of = |n: u64| {
        let rated = |mean: f64| format!("{{ mean: {mean}, sd: 1.9, n: {n} }}");
        let text = format!(
            "
blueprint: Coffee to go
stages:
  - id: buy
    touchpoints:
      - {{ id: queue, experience: {} }}
      - {{ id: order, experience: {} }}
      - {{ id: sip, experience: {} }}
",
            rated(3.1),
            rated(6.2),
            rated(7.8)
        );
        width(&found(&blueprint(&text), &seeded(3)).overall)
    };
    let widths = [20, 200, 2_000, 2_000_000, 2_000_000_000_000].map(of);
    assert!(widths.windows(2).all(|pair| pair[1] < pair[0]), "{widths:?}");
    // The last moment alone is peak and end, once it is clear: ten times the ratings, √10 times as narrow, but for draws.
    assert!((widths[1] / widths[2] / 10f64.sqrt() - 1.0).abs() < 0.2, "{widths:?}");
    assert!(widths[4] < 1e-5, "{widths:?}");
}

#[test]
fn one_survey_gives_the_interval_of_its_mean() {
    let text = "
blueprint: Coffee to go
stages:
  - { id: buy, touchpoints: [ { id: sip, experience: { mean: 7, sd: 2, n: 100 } } ] }
";
    let often = BootstrapOptions {
        resamples: 20_000,
        ..BootstrapOptions::default()
    };
    let interval = found(&blueprint(text), &often).overall.interval.unwrap();
    // 7 ± 1.96·2/√100; the beta is a little skewed, and 20,000 draws leave an error of 0.004 or so.
    assert!(
        (interval.worse - 6.608).abs() < 0.03 && (interval.better - 7.392).abs() < 0.03,
        "{interval:?}"
    );
}

#[test]
fn a_scale_turned_round_gives_the_mirror_image() {
    let text = |scale: &str, scores: [f64; 3]| {
        let rated = scores.map(|mean| format!("{{ mean: {mean}, sd: 1.5, n: 25 }}"));
        let [first, second, third] = rated;
        format!(
            "
blueprint: Mirror
scale: {scale}
stages:
  - {{ id: s, touchpoints: [ {{ id: a, experience: {first} }}, {{ id: b, experience: {second} }}, {{ id: c, experience: {third} }} ] }}
"
        )
    };
    let one = found(
        &blueprint(&text("{ worst: 0, neutral: 5, best: 10 }", [2.5, 8.0, 6.0])),
        &seeded(4),
    );
    let other = found(
        &blueprint(&text("{ worst: 10, neutral: 5, best: 0 }", [7.5, 2.0, 4.0])),
        &seeded(4),
    );
    let (one, other) = (one.overall, other.overall);
    let (left, right) = (one.interval.unwrap(), other.interval.unwrap());
    assert!((left.worse - (10.0 - right.worse)).abs() < 1e-9);
    assert!((left.better - (10.0 - right.better)).abs() < 1e-9);
    assert_eq!(one.peak, other.peak);
}

#[test]
fn a_shared_survey_is_one_sample_and_an_own_one_is_another() {
    let text = |own: &str| {
        format!(
            "
blueprint: Coffee to go
segments: [ {{ id: early, share: 0.5 }}, {{ id: late, share: 0.5 }} ]
stages:
  - id: buy
    touchpoints:
      - {{ id: sip, experience: {{ mean: 7, sd: 2, n: 50 }}{own} }}
"
        )
    };
    let shared = found(&blueprint(&text("")), &seeded(8));
    assert_eq!(shared.segments[0].uncertain, shared.segments[1].uncertain);
    assert_eq!(shared.sources.resampled.len(), 1);
    let own = found(
        &blueprint(&text(", segments: { late: { experience: { mean: 7, sd: 2, n: 50 } } }")),
        &seeded(8),
    );
    assert_eq!(own.segments[0], shared.segments[0]);
    assert_ne!(own.segments[1].uncertain, shared.segments[1].uncertain);
    let owners: Vec<_> = own.sources.resampled.iter().map(|one| one.segment.clone()).collect();
    assert_eq!(owners, [None, Some(SegmentId::new("late").unwrap())]);
    // Two samples of 50 say more than one, of which half is asked twice.
    assert!(width(&own.overall) < 0.85 * width(&shared.overall));
}

#[test]
fn what_is_held_fixed_says_why() {
    let text = "
blueprint: Clinic
scale: { worst: 10, neutral: 0, best: 0 }
scales: [ { id: stars, worst: 1, neutral: 3, best: 5 } ]
segments: [ { id: new, share: 0.5 }, { id: known, share: 0.5 } ]
stages:
  - id: visit
    touchpoints:
      - { id: arrives, experience: 2 }
      - { id: waits, experience: { mean: 3, sd: 1 } }
      - { id: asks, experience: { mean: 3, n: 60 } }
      - { id: tells, experience: { mean: 3, n: 1 } }
      - { id: shows, experience: { ratings: { 4: 1 } } }
      - { id: rests, experience: { mean: 3, sd: 0, n: 60 } }
      - { id: dresses, experience: { ratings: { 4: 12, 5: 0 } } }
      - { id: stands, experience: { scale: stars, mean: 3, sd: 1, n: 60 } }
      - { id: walks, experience: { scale: stars, mean: 2, sd: 1, n: 60 }, segments: { known: { experience: 4 } } }
      - { id: pays, experience: { ratings: { 1: 5, 2: 8 } }, segments: { new: { skip: true }, known: { skip: true } } }
      - { id: looks, next: home }
      - { id: lost, detour: true, experience: { mean: 3, sd: 1, n: 60 } }
ends: [ { id: home, goal: true } ]
";
    let found = found(&blueprint(text), &seeded(0));
    let held: Vec<(&str, FixedReason)> = found
        .sources
        .held_fixed
        .iter()
        .map(|one| (one.touchpoint.as_str(), one.reason))
        .collect();
    use FixedReason::*;
    let expected = [
        ("arrives", Assumed),
        ("waits", NoCount),
        ("asks", NoDeviation),
        ("tells", OneRating),
        ("shows", OneRating),
        ("rests", AllTheSame),
        ("dresses", AllTheSame),
        ("stands", NoCounterpart),
        ("walks", Assumed),
    ];
    assert_eq!(held, expected);
    let drawn: Vec<&str> = found
        .sources
        .resampled
        .iter()
        .map(|one| one.touchpoint.as_str())
        .collect();
    // Neither what is skipped by all nor what nobody comes to.
    assert_eq!(drawn, ["walks"]);
    // Known visitors assume even this one.
    assert!(found.segments[0].uncertain.interval.is_some() && found.overall.interval.is_some());
    assert_eq!(found.segments[1].uncertain.interval, None);
    assert!(found.segments[1].uncertain.peak.is_empty() && found.segments[1].uncertain.remembered.is_some());
}

#[test]
fn without_any_n_only_the_ordering_is_meaningful() {
    let text = "
blueprint: Coffee to go
stages: [ { id: buy, touchpoints: [ { id: queue, experience: 3 }, { id: sip, experience: { mean: 8, sd: 1 } } ] } ]
";
    let blueprint = blueprint(text);
    let found = found(&blueprint, &seeded(0));
    assert!(found.sources.is_only_ordering());
    assert_eq!(
        found.sources,
        Sources::of(&blueprint, &PredictOptions::default()).unwrap()
    );
    assert_eq!(found.overall.remembered, Some(8.0));
    assert_eq!(found.overall.interval, None);
}

#[test]
fn nothing_scored_is_nothing_remembered() {
    let text = "
blueprint: Coffee to go
stages: [ { id: buy, touchpoints: [ { id: queue }, { id: sip } ] } ]
";
    let found = found(&blueprint(text), &seeded(0)).overall;
    assert_eq!((found.remembered, found.interval), (None, None));
}
