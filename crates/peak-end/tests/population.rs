//! Single customers: what is predicted of them against drawing them one by one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use peak_end::{
    BRACKET_WIDTH, Chain, Customers, Model, Negativity, PeakAlone, PeakRule, PredictError, PredictOptions, Prediction,
    TieRule, predict,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution};
use service_blueprint::document::Rating;
use service_blueprint::{Blueprint, Scale, Segment, Target, parse};

fn population() -> PredictOptions {
    PredictOptions {
        customers: Customers::Population,
        ..PredictOptions::default()
    }
}

fn single(blueprint: &Blueprint) -> Prediction {
    predict(blueprint, &population()).unwrap()
}

fn example(name: &str) -> Blueprint {
    let file = format!("{}/../../examples/blueprints/{name}", env!("CARGO_MANIFEST_DIR"));
    parse(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// Touchpoints in a row, each with its experience as written.
fn row(scale: &str, experiences: &[&str]) -> Blueprint {
    let touchpoints: String = experiences
        .iter()
        .zip(1..)
        .map(|(experience, number)| format!("  - {{ id: t{number}, experience: {experience} }}\n"))
        .collect();
    parse(&format!(
        "blueprint: Row\n{scale}stages:\n- id: all\n  touchpoints:\n{touchpoints}"
    ))
    .unwrap()
}

/// What draws a score; written anew here, so that it shares nothing with what it tests.
enum Draw {
    Scores(Vec<(f64, f64)>),
    Beta(f64, Beta<f64>, f64),
}

impl Draw {
    /// Ratings on the blueprint's own scale only.
    fn of(rating: &Rating, scale: Scale) -> Self {
        match rating {
            Rating::Assumed(score) => Self::Scores(vec![(*score, 1.0)]),
            Rating::Histogram(histogram) => {
                assert_eq!(histogram.scale, None);
                let count: u64 = histogram.ratings.iter().map(|(_, times)| times).sum();
                Self::Scores(
                    histogram
                        .ratings
                        .iter()
                        .map(|(score, times)| (*score, *times as f64 / count as f64))
                        .collect(),
                )
            }
            Rating::Survey(survey) => {
                assert_eq!(survey.scale, None);
                let Some(sd) = survey.sd else {
                    return Self::Scores(vec![(survey.mean, 1.0)]);
                };
                let low = scale.worst().min(scale.best());
                let length = (scale.best() - scale.worst()).abs();
                let (m, s) = ((survey.mean - low) / length, sd / length);
                let both = m * (1.0 - m) / s.powi(2) - 1.0;
                Self::Beta(low, Beta::new(m * both, (1.0 - m) * both).unwrap(), length)
            }
        }
    }

    fn score(&self, random: &mut ChaCha8Rng) -> f64 {
        match self {
            Self::Beta(low, beta, length) => low + length * beta.sample(random),
            Self::Scores(scores) => {
                let mut left: f64 = random.random();
                let found = scores.iter().find(|(_, share)| {
                    left -= share;
                    left < 0.0
                });
                found.unwrap_or(&scores[scores.len() - 1]).0
            }
        }
    }
}

/// What one customer remembers and where the journey ended; nothing where no moment was scored.
fn customer(chain: &Chain, draws: &[Option<Draw>], scale: Scale, random: &mut ChaCha8Rng) -> Option<(f64, usize)> {
    fn pick<T: Copy>(ways: &[(T, f64)], random: &mut ChaCha8Rng) -> T {
        let mut left: f64 = random.random();
        for (to, share) in ways {
            left -= share;
            if left < 0.0 {
                return *to;
            }
        }
        ways[ways.len() - 1].0
    }
    let mut here = pick(chain.start(), random);
    let (mut peak, mut end): (Option<f64>, Option<f64>) = (None, None);
    loop {
        if let Some(draw) = draws[here].as_ref().filter(|_| !chain.visits()[here].skipped) {
            let score = draw.score(random);
            let distance = |score: f64| scale.value(score).abs();
            let more = |peak: f64| {
                let gap = distance(score) - distance(peak);
                gap > 1e-9 || gap > -1e-9 && scale.is_better(peak, score)
            };
            if peak.is_none_or(more) {
                peak = Some(score);
            }
            end = Some(score);
        }
        match pick(chain.ways(here), random) {
            Target::Touchpoint(next) => here = next,
            Target::End(ending) => return Some(((peak? + end?) / 2.0, ending)),
        }
    }
}

/// Count, mean and standard error of what came in.
#[derive(Default)]
struct Sample(f64, f64, f64);

impl Sample {
    fn add(&mut self, value: f64) {
        self.0 += 1.0;
        self.1 += value;
        self.2 += value * value;
    }

    fn check(&self, scale: Scale, worse: f64, better: f64, what: &str) {
        let Self(count, sum, squares) = *self;
        let mean = sum / count;
        // A probability of 1 is one within rounding.
        let error = ((squares / count - mean * mean).max(0.0) / count).sqrt() + 1e-12;
        assert!(
            scale.gain(worse, mean) >= -6.0 * error,
            "{what}: {worse}..{better}, drawn {mean} ± {error}"
        );
        assert!(
            scale.gain(mean, better) >= -6.0 * error,
            "{what}: {worse}..{better}, drawn {mean} ± {error}"
        );
    }
}

fn draws(blueprint: &Blueprint, segment: Segment<'_>) -> Vec<Option<Draw>> {
    let draw =
        |touchpoint: service_blueprint::Touchpoint<'_>| Some(Draw::of(touchpoint.rating(segment)?, blueprint.scale()));
    blueprint.touchpoints().map(draw).collect()
}

/// Loops, segments, endings, histograms, surveys and assumptions: every bracket holds what drawn customers remember.
#[test]
fn drawn_customers_lie_in_every_bracket() {
    for (seed, name) in ["online-shop.yaml", "day-surgery.yaml"].into_iter().enumerate() {
        let blueprint = example(name);
        let scale = blueprint.scale();
        let prediction = single(&blueprint);
        for segment in blueprint.segments() {
            let chain = Chain::of(&blueprint, segment).unwrap();
            let draws = draws(&blueprint, segment);
            let mut random = ChaCha8Rng::seed_from_u64(seed as u64 + 100);
            let mut all = Sample::default();
            let mut bad = Sample::default();
            let mut by_ending: Vec<Sample> = blueprint.ends().map(|_| Sample::default()).collect();
            for _ in 0..100_000 {
                if let Some((remembered, ending)) = customer(&chain, &draws, scale, &mut random) {
                    all.add(remembered);
                    bad.add(f64::from(scale.is_better(scale.neutral(), remembered)));
                    by_ending[ending].add(remembered);
                }
            }
            let found = prediction.segments.iter().find(|one| one.id == *segment.id()).unwrap();
            let what = format!("{name}, {}", segment.id());
            let said = found.outlook.single_customers.unwrap();
            all.check(scale, said.remembered.worse, said.remembered.better, &what);
            // A probability is better the smaller it is, so it is checked on a scale of its own.
            bad.check(Scale::default(), said.bad_memory_least, said.bad_memory_most, &what);
            for (ending, drawn) in found.outlook.endings.iter().zip(&by_ending) {
                let bracket = ending.remembered[0].value.ok().and_then(|found| found.bracket);
                if drawn.0 >= 100.0 {
                    let bracket = bracket.unwrap();
                    drawn.check(scale, bracket.worse, bracket.better, &format!("{what}, {}", ending.id));
                }
            }
        }
    }
}

/// Every bracket is as narrow as promised, and what is said in the middle of it fits together.
#[test]
fn brackets_are_narrow_and_consistent() {
    for name in ["online-shop.yaml", "day-surgery.yaml", "online-shop.zh.yaml"] {
        let blueprint = example(name);
        let (prediction, average) = (
            single(&blueprint),
            predict(&blueprint, &PredictOptions::default()).unwrap(),
        );
        let cut = prediction.cut.unwrap();
        assert!(
            cut.is_settled && cut.width <= BRACKET_WIDTH && !prediction.exact,
            "{name}: {cut:?}"
        );
        let segments = prediction.segments.iter().map(|segment| &segment.outlook);
        let same = average.segments.iter().map(|segment| &segment.outlook);
        let pairs = segments
            .chain([&prediction.overall])
            .zip(same.chain([&average.overall]));
        for (outlook, average) in pairs {
            let said = outlook.single_customers.unwrap();
            let scale = prediction.scale;
            let middle = (said.remembered.worse + said.remembered.better) / 2.0;
            assert!(scale.gain(said.remembered.worse, said.remembered.better) <= BRACKET_WIDTH * 2.0 * scale.half());
            assert!((outlook.remembered("peak_end").unwrap() - middle).abs() < 1e-9);
            assert!((outlook.law.mean().unwrap() - middle).abs() < 0.5 * BRACKET_WIDTH * 2.0 * scale.half());
            assert!((said.average_customer - average.remembered("peak_end").unwrap()).abs() < 1e-9);
            assert!(said.bad_memory_least <= said.bad_memory_most);
            // What is linear in scores is what it is for average customers.
            assert_eq!(outlook.experienced, average.experienced);
            for (one, other) in outlook.touchpoints.iter().zip(&average.touchpoints) {
                assert_eq!(
                    (one.p_end, one.visits, one.score),
                    (other.p_end, other.visits, other.score)
                );
                assert_eq!(
                    (one.slope_up, one.slope_down, one.jump_up, one.jump_down),
                    (None, None, None, None)
                );
                assert_eq!((one.if_best, one.if_worst, one.matters_under.len()), (None, None, 0));
            }
            for part in [
                |one: &peak_end::TouchpointOutlook| one.p_peak,
                |one: &peak_end::TouchpointOutlook| one.p_trough,
            ] {
                let sum: f64 = outlook.touchpoints.iter().map(part).sum();
                assert!((sum - 1.0).abs() < 1e-9, "{name}: {sum}");
            }
        }
    }
}

/// By symmetry ten visits about neutral are remembered as neutral, and one in two of the memories is bad.
#[test]
fn ten_visits_about_neutral_are_remembered_as_neutral() {
    let found = single(&row("", &["{ mean: 5, sd: 2 }"; 10]))
        .overall
        .single_customers
        .unwrap();
    assert!(
        found.remembered.worse <= 5.0 && 5.0 <= found.remembered.better,
        "{found:?}"
    );
    assert!(
        found.bad_memory_least <= 0.5 && 0.5 <= found.bad_memory_most,
        "{found:?}"
    );
}

/// The peak of the average customer is not the average peak.
#[test]
fn single_customers_have_peaks_that_their_average_has_not() {
    let found = single(&row("", &["{ mean: 6, sd: 2 }"; 10]))
        .overall
        .single_customers
        .unwrap();
    assert_eq!(found.average_customer, 6.0);
    assert!(found.remembered.worse > 6.5, "{found:?}");
}

/// Single scores need no cut: 3 and 7 tie, and the worse wins, in three of four combinations.
#[test]
fn histograms_are_exact() {
    let prediction = single(&row("", &["{ ratings: { 3: 1, 7: 1 } }"; 2]));
    let found = prediction.overall.single_customers.unwrap();
    assert_eq!((prediction.cut, prediction.exact), (None, true));
    assert_eq!((found.remembered.worse, found.remembered.better), (4.5, 4.5));
    assert_eq!(prediction.overall.remembered[0].value.unwrap().bracket, None);
    let law: Vec<_> = prediction
        .overall
        .law
        .atoms()
        .iter()
        .map(|atom| (atom.peak, atom.end, atom.probability))
        .collect();
    assert_eq!(law, [(3.0, 3.0, 0.5), (3.0, 7.0, 0.25), (7.0, 7.0, 0.25)]);
}

/// Assumptions and means alone stay what they are, and then single customers are average ones.
#[test]
fn without_a_spread_single_customers_are_average() {
    let blueprint = row("", &["3", "{ mean: 9, n: 40 }", "{ mean: 6, sd: 0 }"]);
    let (single, average) = (
        single(&blueprint),
        predict(&blueprint, &PredictOptions::default()).unwrap(),
    );
    assert_eq!(single.overall.law, average.overall.law);
    assert_eq!(single.overall.remembered("peak_end"), Some(7.5));
    assert_eq!(average.overall.single_customers, None);
    assert_eq!((average.cut, average.exact), (None, true));
}

/// Whether the scale runs up or down says nothing.
#[test]
fn mirrored_scales_give_mirrored_answers() {
    let up = single(&row(
        "",
        &["{ mean: 3, sd: 1.5 }", "{ mean: 6, sd: 2 }", "{ mean: 4.5, sd: 1 }"],
    ));
    let down = single(&row(
        "scale: { worst: 10, neutral: 5, best: 0 }\n",
        &["{ mean: 7, sd: 1.5 }", "{ mean: 4, sd: 2 }", "{ mean: 5.5, sd: 1 }"],
    ));
    let (up, down) = (
        up.overall.single_customers.unwrap(),
        down.overall.single_customers.unwrap(),
    );
    assert!((up.remembered.worse + down.remembered.worse - 10.0).abs() < 1e-9);
    assert!((up.remembered.better + down.remembered.better - 10.0).abs() < 1e-9);
    assert!((up.bad_memory_most - down.bad_memory_most).abs() < 1e-9);
}

/// Every model has a value for single customers, or says why not: brackets where peaks are cut, exact values where only
/// means count, samples for the rest.
#[test]
fn every_model_is_asked() {
    let blueprint = example("online-shop.yaml");
    let models = PredictOptions {
        models: Model::all(),
        ..population()
    };
    let average = predict(
        &blueprint,
        &PredictOptions {
            models: Model::all(),
            ..PredictOptions::default()
        },
    )
    .unwrap();
    let found = predict(&blueprint, &models).unwrap();
    for (one, other) in found.overall.remembered.iter().zip(&average.overall.remembered) {
        let name = one.model.name();
        let (Ok(value), Ok(average)) = (one.value, other.value) else {
            assert_eq!(one.value.is_ok(), other.value.is_ok(), "{name}");
            continue;
        };
        match name {
            "peak_end" | "minimum_end" | "best_end" | "trough" | "best" | "trough_peak_end" | "range" => {
                let bracket = value.bracket.unwrap();
                assert!(prediction_between(value.value, bracket.worse, bracket.better), "{name}");
                assert_eq!(value.standard_error, None, "{name}");
            }
            "mean" | "duration_weighted_mean" | "start" | "end" | "serial_position" => {
                assert!((value.value - average.value).abs() < 1e-9, "{name}");
                assert_eq!((value.bracket, value.standard_error), (None, None), "{name}");
            }
            _ => {}
        }
    }
    let again = predict(&blueprint, &models).unwrap();
    assert_eq!(found, again, "the same seed gives the same answer");
}

fn prediction_between(value: f64, one: f64, other: f64) -> bool {
    value >= one.min(other) - 1e-12 && value <= one.max(other) + 1e-12
}

/// Sampled models draw scores too: the population's deviation is larger than the average journey's.
#[test]
fn sampled_models_draw_scores() {
    let asked = |customers| {
        let options = PredictOptions {
            models: vec![Model::from_name("sd_population").unwrap()],
            customers,
            ..PredictOptions::default()
        };
        predict(&row("", &["{ mean: 5, sd: 2 }"; 10]), &options)
            .unwrap()
            .overall
            .remembered[0]
            .value
            .unwrap()
    };
    assert_eq!(asked(Customers::Average).value, 0.0);
    let drawn = asked(Customers::Population);
    // E of the deviation of ten draws with σ = 2 is a little below σ·√(9/10) = 1.897.
    assert!((drawn.value - 1.86).abs() < 0.05, "{drawn:?}");
    assert!(
        drawn.standard_error.is_some_and(|error| error > 0.0 && error < 0.01),
        "{drawn:?}"
    );
}

/// Ties that go to the first or the last of drawn moments are decided in turn: of two moments at worst or best alike,
/// that one is the peak, and its mean is 5.
#[test]
fn ties_of_drawn_moments_are_decided_in_turn() {
    let extremes = row("", &["{ ratings: { 0: 1, 10: 1 } }"; 2]);
    let asked = |tie| {
        let peak = PeakRule::MostIntense {
            tie,
            negativity: Negativity::NONE,
        };
        let options = PredictOptions {
            models: vec![Model::from(PeakAlone { peak })],
            ..population()
        };
        predict(&extremes, &options).unwrap().overall.remembered[0]
            .value
            .unwrap()
    };
    for tie in [TieRule::First, TieRule::Last] {
        let found = asked(tie);
        let error = found.standard_error.unwrap();
        assert!(
            (found.value - 5.0).abs() < 6.0 * error && error < 0.1,
            "{tie:?}: {found:?}"
        );
    }
    for (tie, expected) in [(TieRule::Worst, 2.5), (TieRule::Best, 7.5)] {
        let found = asked(tie);
        assert!(
            (found.value - expected).abs() < 1e-12 && found.standard_error.is_none(),
            "{tie:?}: {found:?}"
        );
    }
}

/// Segments and endings may be asked alone.
#[test]
fn one_segment_and_one_ending() {
    let blueprint = example("online-shop.yaml");
    let all = single(&blueprint);
    let segment = all.segments[1].id.clone();
    let alone = predict(
        &blueprint,
        &PredictOptions {
            segment: Some(segment),
            ..population()
        },
    )
    .unwrap();
    let (one, other) = (
        alone.overall.single_customers.unwrap(),
        all.segments[1].outlook.single_customers.unwrap(),
    );
    assert!((one.average_customer - other.average_customer).abs() < 1e-12);
    assert!(one.remembered.worse <= other.remembered.better && other.remembered.worse <= one.remembered.better);
    for ending in &all.overall.endings {
        let given = PredictOptions {
            ending: Some(ending.id.clone()),
            ..population()
        };
        let found = predict(&blueprint, &given)
            .unwrap()
            .overall
            .single_customers
            .unwrap()
            .remembered;
        let bracket = ending.remembered[0].value.unwrap().bracket.unwrap();
        assert!(
            found.worse <= bracket.better && bracket.worse <= found.better,
            "{}",
            ending.id
        );
    }
    let nobody = PredictOptions {
        samples: 1,
        ..population()
    };
    assert!(matches!(
        predict(&blueprint, &nobody),
        Err(PredictError::TooFewSamples { .. })
    ));
}
