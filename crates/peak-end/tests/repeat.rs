//! Repeated journeys, against ways enumerated by hand and against predictions of documents rewritten by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "branching/cases.rs"]
mod cases;

use peak_end::{
    Adaptation, MOST_EPISODES, Negativity, PredictOptions, RepeatError, RepeatOptions, Repeated, Weight, predict,
    repeat, repeat_with,
};
use proptest::prelude::*;
use service_blueprint::document::arbitrary::valid_documents;
use service_blueprint::{Blueprint, Document, OptionId, Scale, Segment, parse};

/// Scores whose distances from neutral agree to 1e-9 tie, and either of them may then stand for the peak; per half-scale.
const EXACT: f64 = 2e-9;

fn options(episodes: usize, up: f64, down: f64, theta: f64) -> RepeatOptions {
    RepeatOptions {
        episodes,
        adaptation: Adaptation::new(up, down, theta).unwrap(),
        ..RepeatOptions::default()
    }
}

fn remembered(found: &Repeated<'_>) -> Vec<f64> {
    found.episodes.iter().map(|one| one.remembered.unwrap()).collect()
}

#[track_caller]
fn close(scale: Scale, found: Option<f64>, expected: Option<f64>) {
    match (found, expected) {
        (Some(found), Some(expected)) => assert!(
            (found - expected).abs() <= EXACT * scale.half().max(1.0),
            "found {found}, expected {expected}"
        ),
        _ => assert_eq!(found, expected),
    }
}

/// The definition, one journey after the other: what is perceived in episode k, and what is expected then.
fn perceived(options: &RepeatOptions, scale: Scale, score: f64, first: f64, episode: usize) -> (f64, f64) {
    let (up, down, theta) = (
        options.adaptation.up(),
        options.adaptation.down(),
        options.adaptation.theta(),
    );
    let mut expected = first;
    for _ in 0..episode {
        let rate = if scale.is_better(score, expected) { up } else { down };
        expected += rate * (score - expected);
    }
    let found = score - theta * (expected - first);
    let (low, high) = (scale.worst().min(scale.best()), scale.worst().max(scale.best()));
    (found.max(low).min(high), expected)
}

/// Two of three customers get the sticker with their coffee. All values by hand, with up ½ and θ 1:
///
/// | journey | sticker expected | perceived | peak, end with it | remembered | without it | all |
/// |---|---|---|---|---|---|---|
/// | 1 | 5 | 9 | 9, 6 | 7.5 | 6 (6, 6) | 7 |
/// | 2 | 7 | 7 | 7, 6 | 6.5 | 6 | 19/3 |
/// | 3 | 8 | 6 | 6, 6 | 6 | 6 | 6 |
#[test]
fn a_sticker_by_hand() {
    let blueprint = parse(
        "
blueprint: Coffee to go
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 5.5, expectation: 5.5, next: { sticker: 2/3, sip: rest } }
      - { id: sticker, experience: 9, expectation: 5 }
      - { id: sip, experience: 6, expectation: 6 }
"
        .replace("2/3", "0.6666666666666666")
        .as_str(),
    )
    .unwrap();
    let found = repeat(&blueprint, &options(3, 0.5, 0.0, 1.0)).unwrap();
    for (found, expected) in remembered(&found).iter().zip([7.0, 19.0 / 3.0, 6.0]) {
        assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
    }
    let losses: Vec<f64> = found.episodes.iter().map(|one| one.loss.unwrap()).collect();
    assert_eq!(losses[0], 0.0);
    assert!((losses[1] - 2.0 / 3.0).abs() < 1e-12 && (losses[2] - 1.0).abs() < 1e-12);
    // Visits: 1, ⅔ and 1. Expected at first (5.5 + ⅔·5 + 6)/(8/3), and 4·⅔/(8/3) better than that.
    let first = &found.episodes[0];
    assert!((first.expectation.unwrap() - (11.5 + 10.0 / 3.0) * 3.0 / 8.0).abs() < 1e-12);
    assert!((first.satisfaction.unwrap() - 1.0).abs() < 1e-12);
    let second = &found.episodes[1];
    assert!((second.expectation.unwrap() - (11.5 + 14.0 / 3.0) * 3.0 / 8.0).abs() < 1e-12);
    assert!((second.satisfaction.unwrap() - 0.5).abs() < 1e-12);
    // The peak is the sticker in two journeys of three, until sipping is as good.
    let peaks = found.episodes.iter().map(|one| one.peak.clone().unwrap());
    let peaks: Vec<_> = peaks
        .map(|peak| (peak.touchpoint.to_string(), (peak.share * 3.0).round()))
        .collect();
    let expected = [("sticker", 2.0), ("sticker", 2.0), ("sip", 3.0)];
    assert_eq!(peaks, expected.map(|(name, thirds)| (name.to_owned(), thirds)));
    assert!(
        found
            .episodes
            .iter()
            .all(|one| one.end.as_ref().unwrap().touchpoint.as_str() == "sip")
    );
    assert!(found.episodes.iter().all(|one| one.clamped == 0));
    assert!(
        found
            .objective
            .iter()
            .zip(&found.episodes)
            .all(|(aim, one)| *aim == one.remembered)
    );
    let sticker = &found.segments[0].touchpoints[1];
    assert!((sticker.visits - 2.0 / 3.0).abs() < 1e-12 && sticker.is_expected && sticker.score() == 9.0);
    assert_eq!(sticker.episodes().nth(2).unwrap().score, 6.0);
}

/// A journey of few touchpoints, told in numbers: scores, expectations, and weights of the ways on to later ones and out.
#[derive(Debug, Clone)]
struct Small {
    scale: Scale,
    /// By segment and touchpoint.
    scores: [Vec<Option<f64>>; 2],
    expectations: [Vec<Option<f64>>; 2],
    ways: Vec<Vec<u32>>,
    share: f64,
    value: f64,
}

/// So many touchpoints.
const STEPS: usize = 4;

fn small() -> impl Strategy<Value = Small> {
    let list = || proptest::collection::vec(proptest::option::weighted(0.8, 0..=10_u8), STEPS);
    let ways = proptest::collection::vec(proptest::collection::vec(0..4_u32, STEPS + 1), STEPS);
    let lists = [list(), list(), list(), list()];
    let scales = prop_oneof![
        Just((0.0, 5.0, 10.0)),
        Just((10.0, 5.0, 0.0)),
        Just((10.0, 0.0, 0.0)),
        Just((0.0, 2.0, 10.0))
    ];
    (scales, lists, ways, 0.0..=1.0, 0.0..3.0).prop_map(|((worst, neutral, best), lists, ways, share, value)| {
        let [a, b, c, d] = lists.map(|list| list.into_iter().map(|one| one.map(f64::from)).collect());
        Small {
            scale: Scale::new(worst, neutral, best).unwrap(),
            scores: [a, b],
            expectations: [c, d],
            ways,
            share,
            value,
        }
    })
}

impl Small {
    /// The shares of the ways on from a touchpoint, to each later one and, last, out.
    fn shares(&self, from: usize) -> Vec<f64> {
        let mut weights = self.ways[from].clone();
        weights[..=from].fill(0);
        if weights.iter().sum::<u32>() == 0 {
            weights[STEPS] = 1;
        }
        let sum: u32 = weights.iter().sum();
        weights
            .iter()
            .map(|weight| f64::from(*weight) / f64::from(sum))
            .collect()
    }

    fn blueprint(&self) -> Blueprint {
        let mut text = format!(
            "blueprint: Small\nscale: {{ worst: {}, neutral: {}, best: {} }}\nsegments:\n  - {{ id: a, share: {} }}\n  \
             - {{ id: b, share: {}, value: {} }}\nstages:\n  - id: all\n    touchpoints:\n",
            self.scale.worst(),
            self.scale.neutral(),
            self.scale.best(),
            self.share,
            1.0 - self.share,
            self.value
        );
        for number in 0..STEPS {
            let felt = |segment: usize| {
                let score = self.scores[segment][number].map(|score| format!("experience: {score}, "));
                let expectation = self.expectations[segment][number].map(|score| format!("expectation: {score}, "));
                format!("{}{}", score.unwrap_or_default(), expectation.unwrap_or_default())
            };
            let ways = self
                .shares(number)
                .into_iter()
                .enumerate()
                .filter(|(_, share)| *share > 0.0);
            let ways: Vec<String> = ways
                .map(|(to, share)| match to {
                    STEPS => format!("end: {share}"),
                    _ => format!("t{to}: {share}"),
                })
                .collect();
            text.push_str(&format!(
                "      - {{ id: t{number}, name: T, next: {{ {} }}, segments: {{ a: {{ {} }}, b: {{ {} }} }} }}\n",
                ways.join(", "),
                felt(0).trim_end_matches(", "),
                felt(1).trim_end_matches(", ")
            ));
        }
        parse(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
    }

    /// Walks every way: adds P(scored) and the sum of what is remembered.
    fn walk(&self, at: usize, p: f64, scores: &[Option<f64>], way: &mut Vec<f64>, sums: &mut (f64, f64)) {
        let Some(score) = scores.get(at) else {
            if let Some(end) = way.last() {
                let key = |score: f64| (1e9 * self.scale.value(score).abs()).round();
                let more = |a: f64, b: f64| {
                    key(a)
                        .total_cmp(&key(b))
                        .then(self.scale.value(b).total_cmp(&self.scale.value(a)))
                };
                let peak = way.iter().copied().max_by(|a, b| more(*a, *b)).unwrap();
                sums.0 += p;
                sums.1 += p * (peak + end) / 2.0;
            }
            return;
        };
        way.extend(score);
        for (to, share) in self
            .shares(at)
            .into_iter()
            .enumerate()
            .filter(|(_, share)| *share > 0.0)
        {
            self.walk(to, p * share, scores, way, sums);
        }
        if score.is_some() {
            way.pop();
        }
    }

    /// P(scored) and the sum of what a segment remembers of an episode.
    fn sums(&self, segment: usize, options: &RepeatOptions, episode: usize) -> (f64, f64) {
        let felt = self.scores[segment].iter().zip(&self.expectations[segment]);
        let felt: Vec<Option<f64>> = felt
            .map(|(score, first)| {
                let first = first.unwrap_or(self.scale.neutral());
                Some(perceived(options, self.scale, (*score)?, first, episode).0)
            })
            .collect();
        let mut sums = (0.0, 0.0);
        self.walk(0, 1.0, &felt, &mut Vec::new(), &mut sums);
        sums
    }

    /// The mean expectation and satisfaction over scored visits, by share.
    fn satisfaction(&self, options: &RepeatOptions, episode: usize) -> Option<(f64, f64)> {
        let mut visits = [0.0; STEPS + 1];
        visits[0] = 1.0;
        for from in 0..STEPS {
            for (to, share) in self.shares(from).into_iter().enumerate() {
                visits[to] += visits[from] * share;
            }
        }
        let (mut weight, mut expectation, mut surprise) = (0.0, 0.0, 0.0);
        for (segment, share) in [(0, self.share), (1, 1.0 - self.share)] {
            let felt = self.scores[segment].iter().zip(&self.expectations[segment]);
            for ((score, first), visits) in felt.zip(visits) {
                if let Some(score) = *score {
                    let first = first.unwrap_or(self.scale.neutral());
                    let (_, expected) = perceived(options, self.scale, score, first, episode);
                    weight += share * visits;
                    expectation += share * visits * expected;
                    surprise += share * visits * self.scale.gain(expected, score);
                }
            }
        }
        (weight > 0.0).then(|| (expectation / weight, surprise / weight))
    }
}

fn adaptations() -> impl Strategy<Value = RepeatOptions> {
    let rate = || prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0];
    (1..6_usize, rate(), rate(), prop_oneof![Just(1.0), 0.0..=3.0])
        .prop_map(|(episodes, up, down, theta)| options(episodes, up, down, theta))
}

proptest! {
    #![proptest_config(cases::config(300))]

    #[test]
    fn every_episode_agrees_with_all_ways_enumerated(case in small(), options in adaptations()) {
        let blueprint = case.blueprint();
        let found = repeat(&blueprint, &options).unwrap();
        for episode in 0..options.episodes {
            let (a, b) = (case.sums(0, &options, episode), case.sums(1, &options, episode));
            for (segment, sums) in found.segments.iter().zip([a, b]) {
                close(case.scale, segment.episodes[episode].remembered, (sums.0 > 0.0).then(|| sums.1 / sums.0));
            }
            let mix = |a: f64, b: f64| case.share * a + (1.0 - case.share) * b;
            let (scored, sum) = (mix(a.0, b.0), mix(a.1, b.1));
            let all = &found.episodes[episode];
            close(case.scale, all.remembered, (scored > 0.0).then(|| sum / scored));
            let satisfaction = case.satisfaction(&options, episode);
            close(case.scale, all.expectation, satisfaction.map(|one| one.0));
            close(case.scale, all.satisfaction, satisfaction.map(|one| one.1));
            let neutral = |(scored, sum): (f64, f64)| sum + (1.0 - scored) * case.scale.neutral();
            let weights = (case.share, (1.0 - case.share) * case.value);
            let aim = weights.0 * neutral(a) + weights.1 * neutral(b);
            let weight = weights.0 + weights.1;
            close(case.scale, found.objective[episode], (weight > 0.0).then(|| aim / weight));
        }
    }
}

/// The document in which every segment scores what it perceives in an episode.
fn rewritten(blueprint: &Blueprint, options: &RepeatOptions, episode: usize) -> Blueprint {
    let mut document = blueprint.document().clone();
    document.options.clear();
    for touchpoint in blueprint.touchpoints() {
        let (stage, slot) = (touchpoint.stage().position(), touchpoint.slot());
        let then = |segment: Segment<'_>| {
            let first = touchpoint.expectation(segment).unwrap_or(blueprint.scale().neutral());
            let found = perceived(options, blueprint.scale(), touchpoint.score(segment)?, first, episode).0;
            Some(found.into())
        };
        let written = &mut document.stages[stage].touchpoints[slot];
        for segment in blueprint.segments() {
            if segment.written().is_none() {
                written.experience = then(segment);
            } else if touchpoint.score(segment).is_some() {
                written.segments.entry(segment.id().to_string()).or_default().experience = then(segment);
            }
        }
    }
    Blueprint::try_from(document).unwrap()
}

fn check_rewritten(blueprint: &Blueprint, options: &RepeatOptions) {
    let asked = PredictOptions {
        models: Vec::new(),
        weight: options.weight,
        negativity: options.negativity,
        ..PredictOptions::default()
    };
    let Ok(now) = predict(blueprint, &asked) else {
        assert!(repeat(blueprint, options).is_err());
        return;
    };
    let found = repeat(blueprint, options).unwrap();
    close(found.scale, found.episodes[0].remembered, now.overall.law.mean());
    for episode in 0..options.episodes {
        let expected = predict(&rewritten(blueprint, options, episode), &asked).unwrap();
        let told = &found.episodes[episode];
        close(found.scale, told.remembered, expected.overall.law.mean());
        let share = |most: Option<peak_end::Attribution>| most.map(|most| most.share);
        close(
            Scale::default(),
            share(told.peak.clone()),
            share(expected.overall.peak.clone()),
        );
        close(
            Scale::default(),
            share(told.end.clone()),
            share(expected.overall.end.clone()),
        );
        for (segment, expected) in found.segments.iter().zip(&expected.segments) {
            close(
                found.scale,
                segment.episodes[episode].remembered,
                expected.outlook.law.mean(),
            );
        }
    }
}

fn example(name: &str) -> Blueprint {
    let path = format!("{}/../../examples/blueprints/{name}", env!("CARGO_MANIFEST_DIR"));
    parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn examples_agree_with_documents_rewritten_by_hand() {
    for name in [
        "online-shop.yaml",
        "day-surgery.yaml",
        "hotel-checkout.yaml",
        "telecom-hotline.yaml",
    ] {
        check_rewritten(&example(name), &RepeatOptions::default());
        check_rewritten(&example(name), &options(3, 0.6, 0.2, 1.5));
    }
}

proptest! {
    #![proptest_config(cases::config(48))]

    #[test]
    fn any_blueprint_agrees_with_documents_rewritten_by_hand(
        document in valid_documents(),
        adapting in adaptations(),
        weight in 0.0..=1.0,
        lambda in 1.0..3.0,
    ) {
        let options = RepeatOptions {
            weight: Weight::new(weight).unwrap(),
            negativity: Negativity::new(lambda).unwrap(),
            ..adapting
        };
        check_rewritten(&Blueprint::try_from(document).unwrap(), &options);
    }

    #[test]
    fn without_adaptation_every_journey_is_remembered_alike(document in valid_documents(), theta in 0.0..3.0) {
        let blueprint = Blueprint::try_from(document).unwrap();
        for options in [options(4, 0.0, 0.0, theta), options(4, 0.3, 0.2, 0.0)] {
            let Ok(found) = repeat(&blueprint, &options) else { continue };
            for episode in &found.episodes {
                prop_assert_eq!(episode.remembered, found.episodes[0].remembered);
                prop_assert_eq!(&episode.peak, &found.episodes[0].peak);
                prop_assert!(episode.loss.is_none_or(|loss| loss == 0.0));
            }
        }
    }

    /// Nobody gets used to bad service: what is remembered never rises, and falls only for what surprised.
    #[test]
    fn memory_never_rises_while_only_delight_wears_off(document in valid_documents(), up in 0.0..=1.0) {
        let blueprint = Blueprint::try_from(document).unwrap();
        let Ok(found) = repeat(&blueprint, &options(6, up, 0.0, 1.0)) else { return Ok(()) };
        for pair in found.episodes.windows(2) {
            if let Some((before, after)) = pair[0].remembered.zip(pair[1].remembered) {
                prop_assert!(found.scale.gain(before, after) <= EXACT * found.scale.half());
            }
            prop_assert!(pair[1].loss.zip(pair[0].loss).is_none_or(|(now, then)| now >= then - EXACT * found.scale.half()));
        }
    }

    /// The same service twice: nothing is gained in any episode.
    #[test]
    fn what_does_not_change_is_worth_nothing(document in valid_documents(), adapting in adaptations()) {
        let blueprint = Blueprint::try_from(document).unwrap();
        let Ok(found) = repeat_with(&blueprint, &blueprint, &adapting) else { return Ok(()) };
        for worth in found.episodes.iter().chain([&found.mean]) {
            prop_assert!(worth.remembered.is_none_or(|points| points == 0.0));
            prop_assert!(worth.objective.is_none_or(|points| points == 0.0));
        }
    }
}

/// The scores of one service turned about, with its scale: the same memories, turned about.
#[test]
fn a_service_on_the_mirrored_scale_is_remembered_mirrored() {
    let text = |sign: f64| {
        let s = |score: f64| sign * score;
        format!(
            "
blueprint: Dressing
scale: {{ worst: {}, neutral: 0, best: {} }}
stages:
  - id: ward
    touchpoints:
      - {{ id: warm, experience: {}, expectation: {}, next: {{ change: 0.5, rest: rest }} }}
      - {{ id: change, experience: {}, expectation: {} }}
      - {{ id: rest, experience: {} }}
",
            s(-10.0),
            s(6.0),
            s(4.0),
            s(1.0),
            s(-8.0),
            s(-5.0),
            s(3.0)
        )
    };
    let (one, other) = (parse(&text(1.0)).unwrap(), parse(&text(-1.0)).unwrap());
    let options = options(5, 0.4, 0.1, 1.2);
    let (one, other) = (repeat(&one, &options).unwrap(), repeat(&other, &options).unwrap());
    for (one, other) in one.episodes.iter().zip(&other.episodes) {
        assert_eq!(one.remembered, other.remembered.map(|score| -score));
        assert_eq!((one.loss, one.satisfaction), (other.loss, other.satisfaction));
    }
}

/// A new touchpoint brings its own expectation; one that is there keeps today's, whatever the other document says.
#[test]
fn the_first_journey_meets_the_expectations_of_today() {
    let service = |cup: f64, expectation: &str, more: &str| {
        parse(&format!(
            "
blueprint: Coffee to go
stages:
  - id: buy
    touchpoints:
      - {{ id: cup, experience: {cup}{expectation} }}
{more}"
        ))
        .unwrap()
    };
    let now = service(6.0, ", expectation: 6", "");
    let options = options(2, 1.0, 0.0, 1.0);
    // Nothing is a surprise to those who expected 8, but today's customers expect 6: 8, then 8 − (8 − 6).
    let better = service(8.0, ", expectation: 8", "");
    let found = repeat_with(&now, &better, &options).unwrap();
    assert_eq!(remembered(&found.with), [8.0, 6.0]);
    let worth: Vec<_> = found.episodes.iter().map(|worth| worth.remembered.unwrap()).collect();
    assert_eq!((worth, found.mean.remembered), (vec![2.0, 0.0], Some(1.0)));
    // Where today's service says nothing, neutral is expected: 8, then 8 − (8 − 5).
    let silent = service(6.0, "", "");
    let found = repeat_with(&silent, &better, &options).unwrap();
    assert_eq!(
        (remembered(&found.with), remembered(&found.now)),
        (vec![8.0, 5.0], vec![6.0, 5.0])
    );
    // A card expected at 7 is new: 9, then 9 − (9 − 7).
    let card = service(6.0, "", "      - { id: card, experience: 9, expectation: 7 }\n");
    let found = repeat_with(&now, &card, &options).unwrap();
    assert_eq!(remembered(&found.with), [9.0, 7.0]);
    // Without an expectation of its own it is expected at neutral: 9, then 9 − (9 − 5).
    let card = service(6.0, "", "      - { id: card, experience: 9 }\n");
    let found = repeat_with(&now, &card, &options).unwrap();
    assert_eq!(remembered(&found.with), [9.0, 5.5]);
    assert!(!found.with.segments[0].touchpoints[1].is_expected);
}

/// Water that nobody expects, after an end of 6.8 that is as expected. With `up` ½ it is perceived at 9, 7, 6: worth
/// 9 − 6.8, then 7 − 6.8, and then it only spoils the end, (6.8 + 6)/2 − 6.8.
#[test]
fn a_delight_may_come_to_harm() {
    let now = parse(
        "
blueprint: Hotel check-out
stages: [{ id: leave, touchpoints: [{ id: taxi, experience: 6.8, expectation: 6.8 }] }]
options:
  - { id: water, cost: 5000, adds: { before: end, touchpoint: { id: farewell, experience: 9 } } }
",
    )
    .unwrap();
    let with = now.with_options(&[OptionId::new("water").unwrap()]).unwrap();
    let found = repeat_with(&now, &with, &options(3, 0.5, 0.0, 1.0)).unwrap();
    for (worth, expected) in found
        .episodes
        .iter()
        .chain([&found.mean])
        .zip([2.2, 0.2, -0.4, 2.0 / 3.0])
    {
        assert!((worth.remembered.unwrap() - expected).abs() < 1e-12);
        assert!((worth.objective.unwrap() - expected).abs() < 1e-12);
    }
}

#[test]
fn what_leads_beyond_the_scale_is_counted() {
    let blueprint = parse(
        "
blueprint: Coffee to go
stages:
  - id: buy
    touchpoints:
      - { id: order, experience: 5, next: sip }
      - { id: never, experience: 9 }
      - { id: sip, experience: 9 }
",
    )
    .unwrap();
    let found = repeat(&blueprint, &options(2, 1.0, 0.0, 5.0)).unwrap();
    // 9 − 5·(9 − 5) would be −11. Where nobody comes nothing is perceived.
    assert_eq!((found.episodes[0].clamped, found.episodes[1].clamped), (0, 1));
    assert_eq!(found.episodes[1].remembered, Some(0.0));
    assert_eq!(found.segments[0].touchpoints[1].visits, 0.0);
}

#[test]
fn episodes_are_counted_from_one_to_a_thousand() {
    let blueprint = example("online-shop.yaml");
    for found in [0, MOST_EPISODES + 1, usize::MAX] {
        let error = repeat(&blueprint, &options(found, 0.3, 0.0, 1.0)).unwrap_err();
        assert_eq!(
            error,
            RepeatError::Episodes {
                found,
                most: MOST_EPISODES
            }
        );
        assert_eq!(
            error.to_string(),
            format!("journeys are repeated 1 to 1000 times, not {found}")
        );
    }
    let found = repeat(&blueprint, &options(MOST_EPISODES, 0.3, 0.0, 1.0)).unwrap();
    assert_eq!(found.episodes.len(), MOST_EPISODES);
    // In the end nothing surprises: every moment is perceived as it was expected, or as bad as it is.
    assert!(found.episodes[MOST_EPISODES - 1].satisfaction.unwrap() < 1e-9);
}

#[test]
fn two_scales_are_refused() {
    let (shop, pain) = (example("online-shop.yaml"), example("day-surgery.yaml"));
    let error = repeat_with(&shop, &pain, &RepeatOptions::default()).unwrap_err();
    assert!(matches!(error, RepeatError::Scales { .. }));
    assert_eq!(
        error.to_string(),
        "the scales differ: 0..10 with neutral 5, and 10..0 with neutral 0"
    );
}

#[test]
fn where_nothing_is_scored_nothing_is_remembered() {
    let mut document: Document = example("hotel-checkout.yaml").into();
    document.options.clear();
    for touchpoint in document.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints) {
        touchpoint.experience = None;
        touchpoint.at_least = None;
        touchpoint.segments.clear();
    }
    let blueprint = Blueprint::try_from(document).unwrap();
    let found = repeat(&blueprint, &RepeatOptions::default()).unwrap();
    let first = &found.episodes[0];
    assert_eq!(
        (first.remembered, first.loss, first.expectation, first.satisfaction),
        (None, None, None, None)
    );
    assert!(first.peak.is_none() && first.end.is_none());
    // All remember nothing, which counts as neutral.
    assert_eq!(found.objective[0], Some(blueprint.scale().neutral()));
    let worth = repeat_with(&blueprint, &blueprint, &RepeatOptions::default()).unwrap();
    assert_eq!((worth.mean.remembered, worth.mean.objective), (None, Some(0.0)));
}
