//! Simulated episodes are what was asked for.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use peak_end_fit::{
    Form, Outcome, ReadOptions, SimulateError, SimulateOptions, Simulated, Sureness, Table, read_episodes, simulate,
};
use proptest::prelude::*;
use service_blueprint::Scale;

fn made(options: &SimulateOptions) -> Simulated {
    simulate(options).unwrap()
}

fn mean(list: &[f64]) -> f64 {
    list.iter().sum::<f64>() / list.len() as f64
}

fn variance(list: &[f64]) -> f64 {
    let mean = mean(list);
    list.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / list.len() as f64
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let (at, by) = (mean(one), mean(other));
    let sum: f64 = one.iter().zip(other).map(|(a, b)| (a - at) * (b - by)).sum();
    sum / one.len() as f64 / (variance(one) * variance(other)).sqrt()
}

#[test]
fn without_noise_the_rule_is_remembered() {
    for rule in [
        "mean",
        "peak_end(weight=0.7)",
        "recency_mean(decay=0.3)",
        "power_mean",
        "range",
    ] {
        let options = SimulateOptions {
            rule: rule.parse().unwrap(),
            scale: Scale::new(5.0, 3.0, 1.0).unwrap(),
            people: 4,
            sureness: Sureness::Noise(0.0),
            weights: Some((-2.0, 0.5)),
            minutes: Some(1.0..=9.0),
            ..SimulateOptions::default()
        };
        let episodes = made(&options).episodes;
        assert_eq!(episodes.count(), 32);
        for episode in 0..32 {
            let value = options.rule.value(&episodes.profile(episode)).unwrap();
            assert_eq!(episodes.overall()[episode], -2.0 + 0.5 * value, "{rule}");
        }
    }
}

#[test]
fn more_people_and_more_tables_do_not_change_the_first_ones() {
    let few = SimulateOptions {
        people: 7,
        stimuli: Some(5),
        stimulus_level: 0.1,
        sureness: Sureness::R2(0.5),
        ..SimulateOptions::default()
    };
    let many = SimulateOptions {
        people: 40,
        ..few.clone()
    };
    let text = made(&few).text(Form::Long).unwrap();
    assert!(made(&many).text(Form::Long).unwrap().starts_with(&text));
    assert_eq!(made(&few).text(Form::Long).unwrap(), text);
    let other = SimulateOptions { seed: 2, ..few };
    assert_ne!(made(&other).text(Form::Long).unwrap(), text);
}

#[test]
fn people_touchpoints_and_moments_are_as_wide_as_asked() {
    // A wide scale, so that no rating stands at an end.
    let options = SimulateOptions {
        scale: Scale::new(-100.0, 0.0, 100.0).unwrap(),
        people: 3000,
        episodes: 2,
        moments: 20..=20,
        level: 0.5,
        person_level: 0.04,
        spread: 0.02,
        person_spread: 0.0,
        autocorrelation: 0.6,
        ..SimulateOptions::default()
    };
    let simulated = made(&options);
    assert_eq!(simulated.truth.cut_moments, 0);
    let episodes = &simulated.episodes;
    let mut within = Vec::new();
    let (mut now, mut next) = (Vec::new(), Vec::new());
    let mut levels = Vec::new();
    for episode in 0..episodes.count() {
        let ratings = episodes.ratings(episode);
        levels.push(ratings[0]);
        // Differences between two moments know nothing of the person: Var(x_1 − x_2) = 2·sd²·(1 − r).
        within.push(ratings[1] - ratings[0]);
        now.push(ratings[10] - ratings[4]);
        next.push(ratings[11] - ratings[4]);
    }
    // 200 points from worst to best; six standard errors of 3,000 people.
    assert!((mean(&levels)).abs() < 6.0 * 9.0 / 3000_f64.sqrt(), "{}", mean(&levels));
    let expected = 2.0 * 4.0_f64.powi(2) * (1.0 - 0.6);
    assert!(
        (variance(&within) / expected - 1.0).abs() < 0.1,
        "{}",
        variance(&within)
    );
    let expected = 8.0_f64.powi(2) + 4.0_f64.powi(2);
    assert!(
        (variance(&levels) / expected - 1.0).abs() < 0.15,
        "{}",
        variance(&levels)
    );
    // Corr of x_10 − x_4 and x_11 − x_4 with correlations r^k: (r − r^6 − r^7 + 1)/√(2(1 − r^6)·2(1 − r^7)).
    let power = |k: i32| 0.6_f64.powi(k);
    let expected = (power(1) - power(6) - power(7) + 1.0) / (4.0 * (1.0 - power(6)) * (1.0 - power(7))).sqrt();
    let found = correlation(&now, &next);
    assert!((found - expected).abs() < 0.03, "{found} {expected}");
}

#[test]
fn the_wished_share_of_variance_is_explained() {
    let options = SimulateOptions {
        rule: "minimum_end".parse().unwrap(),
        people: 4000,
        person_effect: 0.4,
        sureness: Sureness::R2(0.4),
        ..SimulateOptions::default()
    };
    let Simulated { episodes, truth, .. } = made(&options);
    let found = correlation(&truth.remembered, episodes.overall()).powi(2);
    assert!((found - 0.4).abs() < 0.02, "{found}");
    assert!((truth.r2.unwrap() - 0.4).abs() < 1e-12);
    let rest: Vec<f64> = episodes
        .overall()
        .iter()
        .zip(&truth.remembered)
        .map(|(y, r)| y - r)
        .collect();
    let expected = truth.noise.powi(2) + 0.16;
    assert!((variance(&rest) / expected - 1.0).abs() < 0.05);
}

#[test]
fn ratings_in_whole_points_tie_and_stay_on_their_scales() {
    let options = SimulateOptions {
        scale: Scale::new(1.0, 3.0, 5.0).unwrap(),
        overall_scale: Some(Scale::new(1.0, 5.0, 10.0).unwrap()),
        whole_points: true,
        whole_overall: true,
        spread: 0.5,
        sureness: Sureness::Noise(3.0),
        missing: 0.3,
        ..SimulateOptions::default()
    };
    let Simulated { episodes, truth, .. } = made(&options);
    let all = (0..episodes.count()).flat_map(|episode| episodes.ratings(episode));
    assert!(
        all.clone()
            .all(|rating| (1.0..=5.0).contains(rating) && rating.fract() == 0.0)
    );
    assert!(
        episodes
            .overall()
            .iter()
            .all(|y| (1.0..=10.0).contains(y) && y.fract() == 0.0)
    );
    assert!(truth.cut_moments > 0 && truth.cut_overall > 0);
    assert_eq!(truth.moments - truth.missing, all.count());
    let share = truth.missing as f64 / truth.moments as f64;
    assert!((share - 0.3).abs() < 0.05, "{share}");
}

#[test]
fn rules_in_other_units_become_ratings() {
    for rule in [
        "acclimation_decay",
        "integral",
        "slope_per_step",
        "loss_averse_mean",
        "sd_population",
    ] {
        let options = SimulateOptions {
            rule: rule.parse().unwrap(),
            people: 500,
            sureness: Sureness::Noise(0.0),
            ..SimulateOptions::default()
        };
        let episodes = made(&options).episodes;
        // Chosen: mean 0.6 and deviation 0.15 of the scale from 0 to 10.
        assert!((mean(episodes.overall()) - 6.0).abs() < 0.3, "{rule}");
        assert!((variance(episodes.overall()).sqrt() - 1.5).abs() < 0.2, "{rule}");
    }
}

#[test]
fn yes_is_as_likely_as_its_odds_say() {
    let options = SimulateOptions {
        rule: "mean".parse().unwrap(),
        people: 3000,
        outcome: Outcome::Binary,
        ..SimulateOptions::default()
    };
    let Simulated { episodes, truth, .. } = made(&options);
    let chance = |r: f64| 1.0 / (1.0 + (-(truth.intercept + truth.slope * r)).exp());
    let expected: Vec<f64> = truth.remembered.iter().map(|r| chance(*r)).collect();
    let n = expected.len() as f64;
    let error = expected.iter().map(|p| p * (1.0 - p)).sum::<f64>().sqrt() / n;
    assert!((mean(&expected) - mean(episodes.overall())).abs() < 5.0 * error);
    // Those who are likelier to say yes than not say it more often.
    let side = |yes: bool| -> f64 {
        let list = expected
            .iter()
            .zip(episodes.overall())
            .filter(|(p, _)| (**p > 0.5) == yes);
        mean(&list.map(|(_, y)| *y).collect::<Vec<_>>())
    };
    assert!(side(true) > side(false) + 0.3);
}

#[test]
fn a_fitted_chance_is_the_chance() {
    use peak_end::{Fitted, Link};
    let terms = vec![(1.5, "mean".parse().unwrap())];
    let fitted = Fitted::new(Scale::default(), Link::Logit, -9.0, terms).unwrap();
    let options = SimulateOptions {
        rule: fitted.clone().into(),
        people: 2000,
        outcome: Outcome::Binary,
        ..SimulateOptions::default()
    };
    let Simulated { episodes, truth, .. } = made(&options);
    assert_eq!((truth.intercept, truth.slope), (0.0, 1.0));
    let chances = (0..episodes.count()).map(|one| options.rule.value(&episodes.profile(one)).unwrap());
    let chances: Vec<f64> = chances.collect();
    assert!((mean(&chances) - mean(episodes.overall())).abs() < 0.02);
}

#[test]
fn forms_tell_the_same() {
    let options = SimulateOptions {
        people: 2,
        episodes: 1,
        moments: 2..=3,
        stimuli: Some(2),
        whole_points: true,
        missing: 0.3,
        seed: 5,
        ..SimulateOptions::default()
    };
    let simulated = made(&options);
    insta::assert_snapshot!(
        [Form::Long, Form::Wide, Form::JsonLines]
            .map(|form| simulated.text(form).unwrap())
            .join("\n")
    );
    let timed = SimulateOptions {
        minutes: Some(1.0..=2.0),
        ..options
    };
    assert_eq!(made(&timed).text(Form::Wide), Err(SimulateError::NoPlaceForDurations));
    assert!(
        made(&timed)
            .text(Form::Long)
            .unwrap()
            .starts_with("person,episode,order,touchpoint,rating,duration,")
    );
}

#[test]
fn what_is_written_is_read_again() {
    let plain = SimulateOptions {
        people: 6,
        stimuli: Some(4),
        missing: 0.4,
        ..SimulateOptions::default()
    };
    let timed = SimulateOptions {
        minutes: Some(0.5..=20.0),
        outcome: Outcome::Binary,
        ..plain.clone()
    };
    for (options, forms) in [
        (&plain, &[Form::Long, Form::Wide, Form::JsonLines][..]),
        (&timed, &[Form::Long, Form::JsonLines]),
    ] {
        let simulated = made(options);
        for form in forms {
            let text = simulated.text(*form).unwrap();
            let table = Table {
                name: "simulated".into(),
                reader: text.as_bytes(),
            };
            let read = ReadOptions {
                scale: Some(options.scale),
                outcome: options.outcome,
                ..ReadOptions::default()
            };
            let read = read_episodes(table, None::<Table<&[u8]>>, &read).unwrap();
            assert_eq!(read.episodes, simulated.episodes, "{form:?}");
        }
    }
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    let refused = |options: SimulateOptions| simulate(&options).unwrap_err().to_string();
    let usual = SimulateOptions::default;
    let wrong = SimulateOptions {
        people: 0,
        #[expect(clippy::reversed_empty_ranges, reason = "that it is refused is the test")]
        moments: 3..=2,
        level: f64::NAN,
        missing: 1.0,
        minutes: Some(0.0..=1.0),
        stimulus_level: 0.1,
        sureness: Sureness::R2(0.0),
        weights: Some((f64::INFINITY, 1.0)),
        whole_points: true,
        scale: Scale::new(0.5, 1.0, 5.0).unwrap(),
        ..usual()
    };
    insta::assert_snapshot!(
        [
            refused(wrong),
            refused(SimulateOptions {
                people: 1_000_000,
                episodes: 10_000,
                ..usual()
            }),
            refused(SimulateOptions {
                rule: "disconfirmation".parse().unwrap(),
                ..usual()
            }),
            refused(SimulateOptions {
                rule: "slope_per_step".parse().unwrap(),
                moments: 1..=3,
                ..usual()
            }),
            refused(SimulateOptions {
                rule: "range".parse().unwrap(),
                moments: 1..=1,
                ..usual()
            }),
            refused(SimulateOptions {
                spread: 0.0,
                person_level: 0.0,
                sureness: Sureness::R2(0.5),
                ..usual()
            }),
            refused(SimulateOptions {
                person_effect: 3.0,
                sureness: Sureness::R2(0.9),
                ..usual()
            }),
            refused(SimulateOptions {
                weights: Some((1e6, 1e6)),
                sureness: Sureness::Noise(0.0),
                scale: Scale::new(0.0, 1.0, 1e6).unwrap(),
                ..usual()
            }),
        ]
        .join("\n")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_panics_and_everything_is_on_its_scale(
        seed in any::<u64>(),
        level in 0.0..=1.0,
        spread in 0.0..=1.0,
        autocorrelation in -0.99..=0.99,
        missing in 0.0..=0.9,
        moments in 1..9_usize,
        stimuli in prop::option::of(1..4_usize),
        whole in any::<bool>(),
        binary in any::<bool>(),
        rule in prop::sample::select(peak_end::Model::all()),
    ) {
        let options = SimulateOptions {
            seed, level, spread, autocorrelation, missing, stimuli, rule,
            people: 3,
            moments: 1..=moments,
            whole_points: whole,
            outcome: if binary { Outcome::Binary } else { Outcome::Rating },
            overall_scale: Some(Scale::default()),
            ..SimulateOptions::default()
        };
        if let Ok(Simulated { episodes, truth, .. }) = simulate(&options) {
            prop_assert_eq!(episodes.count(), 24);
            prop_assert!(episodes.overall().iter().all(|y| (0.0..=10.0).contains(y)));
            prop_assert_eq!(truth.moments - truth.missing, episodes.moment_count());
        }
    }
}
