//! What a comparison promises: no prediction knows its own outcome, threads change nothing, what is asked is answered.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use peak_end_fit::{
    Advice, Candidate, Caution, Centring, Circumstances, CompareError, CompareOptions, Compared, Comparison, Episode,
    Episodes, Grouping, OrderOfMoments, Outcome, RatedMoment, RatedWhen, WhyLeftOut, compare, verdict,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use service_blueprint::Scale;

/// Episodes of people, with whole ratings from 1 to 9 and what `remember` makes of them; `noise` is added evenly.
fn lived(
    people: usize,
    each: usize,
    moments: usize,
    noise: f64,
    seed: u64,
    remember: impl Fn(&[f64], &mut ChaCha8Rng) -> f64,
) -> Vec<Episode> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut episodes = Vec::new();
    for person in 0..people {
        for number in 0..each {
            let ratings: Vec<f64> = (0..moments).map(|_| f64::from(random.random_range(1..=9u32))).collect();
            let remembered = remember(&ratings, &mut random);
            let moment = |(at, &rating): (usize, &f64)| RatedMoment {
                touchpoint: format!("t{at}"),
                rating,
                minutes: None,
            };
            episodes.push(Episode {
                name: format!("{person}-{number}"),
                person: format!("p{person}"),
                stimulus: Some(format!("s{number}")),
                overall: remembered + noise * random.random_range(-1.0..1.0),
                moments: ratings.iter().enumerate().map(moment).collect(),
                ..Episode::default()
            });
        }
    }
    episodes
}

fn rated(episodes: Vec<Episode>) -> Episodes {
    Episodes::new(Scale::new(1.0, 5.0, 9.0).unwrap(), Outcome::Rating, episodes).unwrap()
}

fn mean(ratings: &[f64]) -> f64 {
    ratings.iter().sum::<f64>() / ratings.len() as f64
}

fn candidates(texts: &[&str]) -> Vec<Candidate> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn compared(episodes: &Episodes, texts: &[&str], options: &CompareOptions) -> Comparison {
    compare(episodes, &candidates(texts), options, &|_| ()).unwrap()
}

fn found<'c>(comparison: &'c Comparison, text: &str) -> &'c Compared {
    let model = comparison
        .models
        .iter()
        .find(|model| model.candidate.to_string() == text);
    model.unwrap_or_else(|| panic!("{text} among {:?}", comparison.left_out))
}

/// Few draws, where a test does not look at intervals.
fn quick() -> CompareOptions {
    CompareOptions {
        repeats: 1,
        draws: 100,
        permutations: 99,
        ..CompareOptions::default()
    }
}

const MANY: [&str; 12] = [
    "peak_end",
    "end",
    "fitted:peak_end",
    "fitted:recency_mean",
    "fitted:acclimation_decay",
    "fitted:loss_averse_mean",
    "fitted:power_mean",
    "ols:mean+trough+end",
    "ols:touchpoints",
    "ridge:touchpoints",
    "ols:bins(3)",
    "ridge:mean+end+moments",
];

#[test]
fn threads_change_nothing() {
    let episodes = rated(lived(12, 5, 6, 2.0, 7, |ratings, _| mean(ratings)));
    let options = CompareOptions { repeats: 2, ..quick() };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| compared(&episodes, &MANY, &options))
    };
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(7));
    let other = compared(
        &episodes,
        &MANY,
        &CompareOptions {
            seed: 2,
            ..options.clone()
        },
    );
    assert_ne!(one.models[2].predictions, other.models[2].predictions);
}

#[test]
fn the_baselines_are_always_there_and_nothing_comes_twice() {
    let episodes = rated(lived(12, 2, 4, 1.0, 3, |ratings, _| mean(ratings)));
    let names = |texts: &[&str]| -> Vec<String> {
        let comparison = compared(&episodes, texts, &quick());
        comparison
            .models
            .iter()
            .map(|model| model.candidate.to_string())
            .collect()
    };
    assert_eq!(names(&[]), ["intercept", "mean"]);
    assert_eq!(names(&["end", "mean", "end"]), ["intercept", "end", "mean"]);
}

/// A regression of the outcome on one column, by the textbook.
fn line(x: &[f64], y: &[f64], rows: &[usize]) -> (f64, f64) {
    let count = rows.len() as f64;
    let (mean_x, mean_y) = (
        rows.iter().map(|&row| x[row]).sum::<f64>() / count,
        rows.iter().map(|&row| y[row]).sum::<f64>() / count,
    );
    let cross: f64 = rows.iter().map(|&row| (x[row] - mean_x) * (y[row] - mean_y)).sum();
    let square: f64 = rows.iter().map(|&row| (x[row] - mean_x).powi(2)).sum();
    (mean_y - cross / square * mean_x, cross / square)
}

/// With as many folds as people, everyone is predicted from all others: which needs no knowledge of how folds are drawn.
#[test]
fn each_person_is_predicted_from_all_others() {
    let lived = lived(11, 3, 5, 1.5, 5, |ratings, _| mean(ratings));
    let people: Vec<String> = lived.iter().map(|episode| episode.person.clone()).collect();
    let episodes = rated(lived);
    let options = CompareOptions { folds: 11, ..quick() };
    let comparison = compared(&episodes, &["end"], &options);
    let end: Vec<f64> = (0..episodes.count())
        .map(|at| *episodes.ratings(at).last().unwrap())
        .collect();
    let y = episodes.overall();
    let predicted: Vec<f64> = (0..episodes.count())
        .map(|at| {
            let others: Vec<usize> = (0..episodes.count())
                .filter(|&other| people[other] != people[at])
                .collect();
            let (intercept, slope) = line(&end, y, &others);
            intercept + slope * end[at]
        })
        .collect();
    let model = found(&comparison, "end");
    for (expected, predicted) in predicted.iter().zip(&model.predictions) {
        assert!((expected - predicted).abs() < 1e-9, "{expected} {predicted}");
    }
    let middle = mean(y);
    let errors: f64 = y
        .iter()
        .zip(&predicted)
        .map(|(y, predicted)| (y - predicted).powi(2))
        .sum();
    let spread: f64 = y.iter().map(|y| (y - middle).powi(2)).sum();
    assert!((model.scores.r2 - (1.0 - errors / spread)).abs() < 1e-9);
    assert!((model.scores.r2 - model.main.value).abs() < 1e-12);
    assert!((model.to_mean.value - (model.main.value - found(&comparison, "mean").main.value)).abs() < 1e-12);
}

/// Where there is nothing to learn, nothing seems to be learnt, however much is tuned.
#[test]
fn nothing_is_learnt_from_noise() {
    let noise = |_: &[f64], random: &mut ChaCha8Rng| random.random_range(0.0..10.0);
    for seed in 0..6 {
        let episodes = rated(lived(40, 3, 8, 0.0, seed, noise));
        let comparison = compared(&episodes, &MANY, &quick());
        assert_eq!(comparison.left_out, []);
        for model in &comparison.models {
            assert!(
                model.scores.r2 < 0.06,
                "seed {seed}: {} {}",
                model.candidate,
                model.scores.r2
            );
        }
    }
}

/// The same in a person's episodes, where only knowing the person helps: kept together it does not help.
#[test]
fn a_person_who_is_kept_together_is_not_known() {
    let mut episodes = lived(15, 8, 3, 0.0, 1, |_, _| 0.0);
    for (at, episode) in episodes.iter_mut().enumerate() {
        let level = f64::from(u32::try_from(at / 8).unwrap());
        episode.overall = level;
        // The touchpoints give the person away: everyone rates in a way of their own.
        for (moment, step) in episode.moments.iter_mut().zip([1.7, 3.1, 5.3]) {
            moment.rating = 1.0 + (level * step) % 8.0;
        }
    }
    let episodes = rated(episodes);
    let r2 = |grouping| {
        let options = CompareOptions { grouping, ..quick() };
        found(&compared(&episodes, &["ols:touchpoints"], &options), "ols:touchpoints")
            .scores
            .r2
    };
    assert!(
        r2(Grouping::Episode) > r2(Grouping::Person) + 0.05,
        "{} {}",
        r2(Grouping::Episode),
        r2(Grouping::Person)
    );
}

#[test]
fn the_rule_that_made_the_data_wins() {
    let recency = |ratings: &[f64], _: &mut ChaCha8Rng| {
        let weight = |back: usize| (-0.4 * back as f64).exp();
        let sum: f64 = ratings
            .iter()
            .rev()
            .enumerate()
            .map(|(back, rating)| weight(back) * rating)
            .sum();
        sum / (0..ratings.len()).map(weight).sum::<f64>()
    };
    let episodes = rated(lived(60, 5, 10, 0.8, 4, recency));
    // A weight for every touchpoint is the same rule, said with more numbers, where all episodes are equally long.
    let comparison = compared(&episodes, &MANY[..8], &CompareOptions::default());
    let verdict = verdict(&comparison, &Circumstances::default());
    assert_eq!(
        comparison.models[verdict.best].candidate.to_string(),
        "fitted:recency_mean"
    );
    assert_eq!(verdict.advice, Advice::Use(verdict.best));
    assert!(verdict.predicts && verdict.ahead.contains(&verdict.best));
    let decay = comparison.models[verdict.best].fit.parameters[0].value;
    assert!(
        decay.low < 0.4 && 0.4 < decay.high && decay.high - decay.low < 0.3,
        "{decay:?}"
    );
    let order = comparison.order.unwrap();
    assert!(order.p <= 0.001 && order.gain > 10.0 * order.shuffled, "{order:?}");
    // The model that others may use says what was fitted.
    let model = comparison.models[verdict.best].fit.model.clone().unwrap();
    let remembered = peak_end::Model::from(model).value(&episodes.profile(0)).unwrap();
    let coefficients = &comparison.models[verdict.best].fit.coefficients;
    assert!((remembered - episodes.overall()[0]).abs() < 1.5 && coefficients.len() == 2);
}

#[test]
fn an_order_without_meaning_is_found_to_be_one() {
    let shares = (0..40).filter(|&seed| {
        let episodes = rated(lived(40, 1, 6, 2.0, seed, |ratings, _| mean(ratings)));
        let comparison = compared(&episodes, &[], &quick());
        comparison.order.unwrap().p <= 0.05
    });
    // 2 of 40 are expected; more than 7 come once in a thousand times.
    let found = shares.count();
    assert!(found <= 7, "{found}");
}

#[test]
fn answers_of_yes_and_no_are_predicted_as_chances() {
    let yes = |ratings: &[f64], random: &mut ChaCha8Rng| {
        let chance = 1.0 / (1.0 + (-(ratings[ratings.len() - 1] - 5.0)).exp());
        f64::from(u32::from(random.random_range(0.0..1.0) < chance))
    };
    let scale = Scale::new(1.0, 5.0, 9.0).unwrap();
    let episodes = Episodes::new(scale, Outcome::Binary, lived(60, 4, 5, 0.0, 9, yes)).unwrap();
    let comparison = compared(&episodes, &["end", "fitted:peak_end", "ridge:touchpoints"], &quick());
    assert_eq!(comparison.left_out, []);
    let end = found(&comparison, "end");
    assert!(end.predictions.iter().all(|chance| (0.0..=1.0).contains(chance)));
    assert!(end.scores.auc.unwrap() > 0.85, "{:?}", end.scores);
    assert_eq!(Some(end.main.value), end.scores.log_loss);
    assert!(
        end.to_mean.low > 0.0 && end.to_intercept.low > 0.0,
        "better is positive: {:?}",
        end.to_mean
    );
    let slope = end.fit.coefficients[1].interval.unwrap();
    assert!(slope.0 < 1.0 && 1.0 < slope.1, "{slope:?}");
    assert_eq!(
        verdict(&comparison, &Circumstances::default()).advice,
        Advice::Use(verdict(&comparison, &Circumstances::default()).best)
    );
}

/// Between people high means go with low overall ratings, within people with high ones: only centring tells the two apart.
#[test]
fn what_differs_within_people_is_told_from_what_differs_between() {
    let mut episodes = lived(30, 6, 4, 0.0, 4, |_, _| 0.0);
    for (at, episode) in episodes.iter_mut().enumerate() {
        let person = f64::from(u32::try_from(at / 6).unwrap()) / 10.0;
        let own = f64::from(u32::try_from(at % 6).unwrap()) / 3.0;
        for (place, moment) in episode.moments.iter_mut().enumerate() {
            moment.rating = 3.0 + person + own + if place % 2 == 0 { 0.2 } else { -0.2 };
        }
        episode.overall = -2.0 * person + own + 0.01 * f64::from(u32::try_from(at * 7 % 11).unwrap());
    }
    let episodes = rated(episodes);
    let options = CompareOptions {
        centring: Centring::WithinPerson,
        ..quick()
    };
    let comparison = compared(&episodes, &["mean"], &options);
    let mean = found(&comparison, "mean");
    let weights: Vec<(&str, f64)> = mean
        .fit
        .coefficients
        .iter()
        .map(|found| (found.name.as_str(), found.estimate.unwrap()))
        .collect();
    assert_eq!(
        (weights[1].0, weights[2].0),
        ("mean (between people)", "mean (within people)")
    );
    assert!(
        (weights[1].1 + 2.0).abs() < 0.05 && (weights[2].1 - 1.0).abs() < 0.05,
        "{weights:?}"
    );
    assert!(mean.scores.r2 > 0.99);
    assert_eq!(
        mean.fit.model, None,
        "what needs a person's mean is no model of a single episode"
    );
}

#[test]
fn what_cannot_be_asked_of_the_episodes_is_left_out_with_the_reason() {
    let mut episodes = lived(20, 2, 4, 1.0, 6, |ratings, _| mean(ratings));
    episodes[5].moments.truncate(2);
    let episodes = rated(episodes);
    let asked = [
        "slope_latter_half",
        "ols:minutes",
        "ols:mean+delay",
        "ols:bins(4)",
        "disconfirmation",
        "end",
    ];
    let comparison = compared(&episodes, &asked, &quick());
    let reasons: Vec<String> = comparison
        .left_out
        .iter()
        .map(|left| format!("{}: {}", left.candidate, left.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            "slope_latter_half: no value for 1 of 40 episodes; of episode `2-1`: needs 3 moments, the profile has 2",
            "ols:minutes: 40 of 40 episodes say no durations, `0-0` first",
            "ols:mean+delay: 40 of 40 episodes say no delay, `0-0` first",
            "ols:bins(4): episode `2-1` has 2 moments, fewer than 4 parts",
            "disconfirmation: no value for 40 of 40 episodes; of episode `0-0`: moment 1 has no expectation",
        ]
    );
    assert!(matches!(comparison.left_out[0].reason, WhyLeftOut::Undefined(_)));
    assert_eq!(comparison.models.len(), 3);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let refused = |episodes: Vec<Episode>, options: CompareOptions| {
        compare(&rated(episodes), &[], &options, &|_| ()).unwrap_err()
    };
    let by_mean = |people, each| lived(people, each, 3, 1.0, 8, |ratings, _| mean(ratings));
    let same = by_mean(12, 2).into_iter().map(|episode| Episode {
        overall: 4.0,
        ..episode
    });
    let nameless = by_mean(12, 2).into_iter().map(|episode| Episode {
        stimulus: None,
        ..episode
    });
    let by_stimulus = CompareOptions {
        grouping: Grouping::Stimulus,
        ..quick()
    };
    let cases = [
        (
            refused(by_mean(1, 9), quick()),
            "9 episodes, a comparison needs 10 or more",
        ),
        (refused(by_mean(1, 30), quick()), "1 person, fewer than 10 folds"),
        (refused(by_mean(4, 30), quick()), "4 people, fewer than 10 folds"),
        (
            refused(by_mean(4, 5), by_stimulus.clone()),
            "5 stimuli, fewer than 10 folds",
        ),
        (
            refused(same.collect(), quick()),
            "all overall ratings are 4, so there is nothing to predict",
        ),
        (
            refused(nameless.collect(), by_stimulus),
            "the episodes name no stimulus to group by",
        ),
        (
            refused(by_mean(20, 1), CompareOptions { folds: 1, ..quick() }),
            "folds must be from 2 to 1000, found 1",
        ),
        (
            refused(by_mean(20, 1), CompareOptions { draws: 5, ..quick() }),
            "draws must be from 100 to 100000, found 5",
        ),
    ];
    for (error, expected) in cases {
        assert_eq!(error.to_string(), expected);
    }
    assert!(matches!(
        refused(by_mean(4, 30), quick()),
        CompareError::TooFewGroups {
            groups: 4,
            folds: 10,
            ..
        }
    ));
}

#[test]
fn a_verdict_warns_of_what_it_knows() {
    let episodes = rated(lived(12, 4, 5, 0.5, 3, |ratings, _| mean(ratings)));
    let comparison = compared(
        &episodes,
        &["end"],
        &CompareOptions {
            grouping: Grouping::Episode,
            ..quick()
        },
    );
    let careful = Circumstances {
        order: OrderOfMoments::Imposed,
        rated: RatedWhen::Afterwards,
        objections: 2,
    };
    let told = verdict(&comparison, &careful);
    assert_eq!(told.advice, Advice::Mean);
    assert_eq!(comparison.models[told.best].candidate, Candidate::mean());
    assert_eq!(told.cautions[0], Caution::Objections { count: 2 });
    for caution in [
        Caution::NotGrouped {
            episodes: 48,
            people: 12,
        },
        Caution::ImposedOrder,
        Caution::RatedAfterwards,
        Caution::CriteriaIgnoreGroups,
    ] {
        assert!(told.cautions.contains(&caution), "{caution:?} in {:?}", told.cautions);
    }
    assert!(!told.cautions.contains(&Caution::OrderUnsaid));
    // The end alone loses to the mean that made the data.
    assert_eq!(told.behind.len(), 1);
}

#[test]
fn a_perfect_fit_has_no_criteria() {
    let episodes = rated(lived(20, 2, 4, 0.0, 3, |ratings, _| ratings[3] / 3.0));
    let comparison = compared(&episodes, &["end"], &quick());
    assert_eq!(found(&comparison, "end").information, None);
    let mean = found(&comparison, "mean").information.unwrap();
    assert!(mean.aic.is_finite() && mean.aicc_weight.unwrap() <= 1.0);
    assert!(found(&comparison, "end").scores.r2 > 1.0 - 1e-9);
}

fn advised(comparison: &Comparison, circumstances: &Circumstances) -> Option<String> {
    match verdict(comparison, circumstances).advice {
        Advice::Use(at) => Some(comparison.models[at].candidate.to_string()),
        Advice::Mean => Some("mean".to_owned()),
        Advice::Nothing => None,
    }
}

#[test]
fn a_memory_model_is_advised_beside_a_better_weight_for_every_touchpoint() {
    let weighted = |ratings: &[f64], _: &mut ChaCha8Rng| 0.3 * ratings[0] + 0.1 * ratings[1] + 0.6 * ratings[3];
    let episodes = rated(lived(60, 3, 4, 0.5, 11, weighted));
    let comparison = compared(&episodes, &["end", "ols:mean+end", "ols:touchpoints"], &quick());
    let told = verdict(&comparison, &Circumstances::default());
    assert_eq!(comparison.models[told.best].candidate.to_string(), "ols:touchpoints");
    assert_eq!(
        advised(&comparison, &Circumstances::default()).as_deref(),
        Some("ols:mean+end")
    );
    let imposed = Circumstances {
        order: OrderOfMoments::Imposed,
        ..Circumstances::default()
    };
    assert_eq!(
        advised(&comparison, &imposed).as_deref(),
        Some("mean"),
        "no order is advised that nobody lived through"
    );
    // What the end seems to carry may be what the last touchpoint carries.
    assert_eq!(comparison.order.as_ref().unwrap().always_last.as_deref(), Some("t3"));
    assert!(told.cautions.contains(&Caution::EndIsOneTouchpoint));
}

#[test]
fn a_model_is_advised_where_features_are_centred() {
    let episodes = rated(lived(40, 4, 5, 0.5, 12, |ratings, _| ratings[4]));
    let options = CompareOptions {
        centring: Centring::WithinPerson,
        ..quick()
    };
    let comparison = compared(&episodes, &["end"], &options);
    assert_eq!(advised(&comparison, &Circumstances::default()).as_deref(), Some("end"));
}

#[test]
fn one_person_outside_a_fold_gives_no_penalty_and_says_so() {
    let episodes = rated(lived(2, 20, 4, 0.5, 13, |ratings, _| mean(ratings)));
    let comparison = compared(
        &episodes,
        &["ridge:touchpoints"],
        &CompareOptions { folds: 2, ..quick() },
    );
    assert_eq!(comparison.left_out[0].reason, WhyLeftOut::OneGroup);
}

#[test]
fn episodes_of_a_millisecond_are_fitted() {
    let mut episodes = lived(20, 2, 4, 0.5, 14, |ratings, _| mean(ratings));
    for moment in episodes.iter_mut().flat_map(|episode| &mut episode.moments) {
        moment.minutes = Some(1e-8);
    }
    let comparison = compared(&rated(episodes), &["fitted:acclimation_decay"], &quick());
    assert_eq!(comparison.left_out, []);
}

/// p and the interval come from the same error, at the ends of what is tried too.
#[test]
fn p_is_small_where_the_interval_leaves_0_out() {
    for seed in 0..5 {
        let episodes = rated(lived(30, 3, 8, 2.0, seed, |ratings, _| mean(ratings)));
        let comparison = compared(&episodes, &MANY, &quick());
        for model in &comparison.models {
            for coefficient in &model.fit.coefficients {
                if let (Some((low, high)), Some(p)) = (coefficient.interval, coefficient.p)
                    && (p - 0.05).abs() > 0.001
                {
                    assert_eq!(p < 0.05, low > 0.0 || high < 0.0, "{} {coefficient:?}", model.candidate);
                }
            }
        }
    }
}

/// Whether a candidate knows the order is asked of shuffled episodes.
#[test]
fn who_knows_order_changes_with_it() {
    let lived = lived(12, 2, 7, 0.0, 15, |_, random| random.random_range(0.0..9.0));
    let mut shuffled = lived.clone();
    shuffled.iter_mut().for_each(|episode| episode.moments.rotate_left(3));
    let (lived, shuffled) = (rated(lived), rated(shuffled));
    for model in peak_end::Model::all() {
        let columns = |episodes| peak_end_fit::columns(episodes, std::slice::from_ref(&model)).remove(0);
        if let (Ok(before), Ok(after)) = (columns(&lived), columns(&shuffled)) {
            let changed = before
                .iter()
                .zip(&after)
                .any(|(before, after)| (before - after).abs() > 1e-9);
            assert_eq!(Candidate::Rule(model.clone()).knows_order(), changed, "{model}");
        }
    }
}

#[test]
fn with_an_imposed_order_the_best_model_without_one_is_advised() {
    let low = |ratings: &[f64]| ratings.iter().copied().fold(9.0, f64::min);
    let episodes = rated(lived(60, 3, 5, 0.5, 21, |ratings, _| {
        1.4 * low(ratings) + 0.6 * ratings[4]
    }));
    let comparison = compared(&episodes, &["end", "trough", "minimum_end"], &quick());
    let imposed = Circumstances {
        order: OrderOfMoments::Imposed,
        ..Circumstances::default()
    };
    assert_eq!(
        advised(&comparison, &Circumstances::default()).as_deref(),
        Some("minimum_end")
    );
    assert_eq!(advised(&comparison, &imposed).as_deref(), Some("trough"));
}

#[test]
fn a_mean_that_predicts_nothing_is_not_advised() {
    let apart = |ratings: &[f64], _: &mut ChaCha8Rng| 5.0 + 0.5 * ratings[0] - 0.5 * ratings[1];
    let episodes = rated(lived(60, 3, 4, 0.5, 22, apart));
    let comparison = compared(&episodes, &["peak_end", "ols:touchpoints"], &quick());
    assert!(verdict(&comparison, &Circumstances::default()).predicts);
    assert_eq!(advised(&comparison, &Circumstances::default()), None);
    let best = found(&comparison, "ols:touchpoints");
    assert_eq!(
        comparison.better_by(2, 1).value,
        comparison.models[2].main.value - comparison.models[1].main.value
    );
    assert_eq!(best.to_best, comparison.better_by(3, 3));
}
