//! Laws that hold for every profile.

use std::num::NonZeroUsize;

use peak_end::{
    AcclimationDecay, EndRule, MemoryModel, Model, Moment, Negativity, NoValue, PeakEnd, PeakKey, PeakRule, Profile,
    TieRule, Unit, Weight,
};
use proptest::prelude::*;
use service_blueprint::Scale;

use crate::strategies::{part, profile, with_moments};

/// Sums of a few numbers up to 20 minutes × 10 points, in doubles.
const ROUNDING: f64 = 1e-9;

/// Every peak rule, with every tie rule and several negativities.
pub(crate) fn peak_rules() -> Vec<PeakRule> {
    let mut rules = vec![PeakRule::Best, PeakRule::Trough, PeakRule::BestBeforeEnd];
    for tie in TieRule::ALL {
        rules.push(PeakRule::FurthestFromOwnMean { tie });
        for lambda in [1.0, 1.5, 2.25, 10.0] {
            let negativity = Negativity::new(lambda).unwrap();
            rules.push(PeakRule::MostIntense { tie, negativity });
            rules.push(PeakRule::MostIntenseBeforeEnd { tie, negativity });
        }
    }
    rules
}

fn ends() -> [EndRule; 3] {
    [
        EndRule::LastMoment,
        EndRule::MeanOfLast(NonZeroUsize::new(3).unwrap()),
        EndRule::LastStage,
    ]
}

/// Peak-end under every rule.
pub(crate) fn peak_ends() -> impl Iterator<Item = Model> {
    peak_rules().into_iter().flat_map(|peak| {
        ends().into_iter().map(move |end| {
            PeakEnd {
                peak,
                end,
                weight: Weight::new(0.3).unwrap(),
            }
            .into()
        })
    })
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING * a.abs().max(b.abs()).max(1.0)
}

/// The profile on the scale a·x + b, everything carried along.
fn moved(profile: &Profile, a: f64, b: f64) -> Profile {
    let to = |x: f64| a * x + b;
    let scale = profile.scale();
    let scale = Scale::new(to(scale.worst()), to(scale.neutral()), to(scale.best())).unwrap();
    let moments = profile.moments().iter().map(|moment| Moment {
        score: to(moment.score),
        expectation: moment.expectation.map(to),
        ..*moment
    });
    let moved = Profile::new(scale, moments.collect()).unwrap();
    moved.with_influence(profile.influence().unwrap().to_vec()).unwrap()
}

/// The value after moving the scale, from the value before.
fn carried(model: &Model, profile: &Profile, value: f64, a: f64, b: f64) -> f64 {
    match model.unit() {
        Unit::Score => a * value + b,
        Unit::ScoreMinutes => {
            a * value
                + b * profile
                    .moments()
                    .iter()
                    .filter_map(|moment| moment.minutes)
                    .sum::<f64>()
        }
        Unit::Points | Unit::PointMinutes | Unit::PointsPerStep | Unit::Spread => a.abs() * value,
        unit => panic!("{unit} has no law"),
    }
}

proptest! {
    #[test]
    fn models_on_the_scale_stay_within_the_scores_seen(profile in profile()) {
        let least = profile.scores().fold(f64::INFINITY, f64::min) - ROUNDING;
        let most = profile.scores().fold(f64::NEG_INFINITY, f64::max) + ROUNDING;
        for model in Model::all().into_iter().filter(Model::is_on_scale).chain(peak_ends()) {
            if let Ok(value) = model.value(&profile) {
                prop_assert!(value >= least && value <= most, "{model} {:?}: {value}", model.parameters());
            }
        }
    }

    #[test]
    fn repeating_every_moment_changes_nothing(profile in profile(), times in 2..4_usize) {
        let moments: Vec<_> =
            profile.moments().iter().flat_map(|moment| std::iter::repeat_n(*moment, times)).collect();
        let repeated = with_moments(&profile, &moments);
        let rules = peak_rules().into_iter().filter(|rule| {
            // Before the end, the last moment is left out once only. About the own mean, rounding can break ties.
            matches!(rule, PeakRule::MostIntense { .. } | PeakRule::Best | PeakRule::Trough)
        });
        let peak_ends = rules.map(|peak| Model::from(PeakEnd { peak, ..PeakEnd::default() }));
        let others = ["mean", "duration_weighted_mean", "minimum_end", "best_end", "trough_peak_end", "serial_position"];
        for model in peak_ends.chain(others.iter().filter_map(|name| Model::from_name(name))) {
            let (before, after) = (model.value(&profile).unwrap(), model.value(&repeated).unwrap());
            prop_assert!(close(before, after), "{model} {:?}: {before} {after}", model.parameters());
        }
    }

    #[test]
    fn the_value_moves_with_the_scale_and_mirrors_when_it_is_turned_round(
        profile in profile(),
        a in prop::sample::select(vec![-3.0, -1.0, -0.5, 0.5, 2.0, 10.0]),
        b in -20..20_i32,
    ) {
        let b = f64::from(b);
        let other = moved(&profile, a, b);
        // A power mean and a start level of 0 depend on where the scale has its 0; the latter is tested with it moved.
        let free = |model: &Model| !matches!(model, Model::PowerMean(_) | Model::AcclimationDecay(_));
        for model in Model::all().into_iter().filter(free) {
            match (model.value(&profile), model.value(&other)) {
                (Ok(before), Ok(after)) => {
                    let expected = carried(&model, &profile, before, a, b);
                    prop_assert!((after - expected).abs() <= 1e-7, "{model}: {after}, not {expected}");
                }
                (before, after) => prop_assert_eq!(before, after, "{}", model),
            }
        }
        let start = profile.scale().neutral();
        let before = AcclimationDecay::new(0.4, 0.1, start).unwrap().value(&profile).unwrap();
        let after = AcclimationDecay::new(0.4, 0.1, a * start + b).unwrap().value(&other).unwrap();
        prop_assert!((after - a.abs() * before).abs() <= 1e-7, "{after} {before}");
    }

    #[test]
    fn durations_never_change_peak_end(profile in profile(), turn in 0..8_usize) {
        let mut minutes: Vec<_> = profile.moments().iter().map(|moment| moment.minutes).collect();
        let turn = turn % minutes.len();
        minutes.rotate_left(turn);
        let moments: Vec<_> =
            profile.moments().iter().zip(minutes).map(|(moment, minutes)| Moment { minutes, ..*moment }).collect();
        let other = with_moments(&profile, &moments);
        for model in peak_ends() {
            prop_assert_eq!(model.value(&profile), model.value(&other));
        }
    }

    #[test]
    fn the_peaks_value_does_not_depend_on_order(profile in profile(), turn in 0..8_usize) {
        let mut moments = profile.moments().to_vec();
        let turn = turn % moments.len();
        moments.rotate_left(turn);
        let other = with_moments(&profile, &moments);
        let peak = |profile| PeakRule::default().find(profile).unwrap().score;
        prop_assert_eq!(peak(&profile), peak(&other));
    }

    #[test]
    fn the_peak_is_the_last_moment_of_the_greatest_key(profile in profile(), lambda in 1.0..4.0) {
        let negativity = Negativity::new(lambda).unwrap();
        let key = |moment: &Moment| PeakKey::new(profile.scale(), moment.score, negativity);
        // `max_by_key` takes the last of equal ones.
        let greatest = profile.moments().iter().enumerate().max_by_key(|(_, moment)| key(moment)).unwrap().0;
        let peak = PeakRule::MostIntense { tie: TieRule::Worst, negativity }.find(&profile).unwrap();
        prop_assert_eq!(peak.moment, greatest);
    }

    #[test]
    fn scores_that_are_closer_than_a_level_follow_the_key_too(
        parts in prop::collection::vec((0..=4_u8, -9..=9_i8), 1..8),
        lambda in prop::sample::select(vec![1.0, 1.5]),
    ) {
        let scale = Scale::default();
        let score = |(step, off): (u8, i8)| 1.0 + 2.0 * f64::from(step) + f64::from(off) * 0.37e-9 * scale.half();
        let scores: Vec<_> = parts.into_iter().map(score).collect();
        let profile = Profile::from_scores(scale, &scores).unwrap();
        let negativity = Negativity::new(lambda).unwrap();
        let keys: Vec<_> = scores.iter().map(|&score| PeakKey::new(scale, score, negativity)).collect();
        let highest = keys.iter().map(|key| key.level()).max().unwrap();
        let tied: Vec<_> = (0..keys.len()).filter(|&i| keys[i].level() == highest).collect();
        let peak = |tie| PeakRule::MostIntense { tie, negativity }.find(&profile).unwrap();
        let greatest = (0..keys.len()).max_by_key(|&i| keys[i]).unwrap();
        prop_assert_eq!(peak(TieRule::Worst).moment, greatest);
        prop_assert_eq!(peak(TieRule::First).moment, tied[0]);
        prop_assert_eq!(peak(TieRule::Last).moment, tied[tied.len() - 1]);
        let mean = tied.iter().map(|&i| scores[i]).sum::<f64>() / tied.len() as f64;
        prop_assert!(close(peak(TieRule::Mean).score, mean));
    }

    #[test]
    fn no_profile_has_a_value_that_is_not_finite(
        scores in prop::collection::vec(part(), 1..6),
        size in prop::sample::select(vec![f64::MIN_POSITIVE, 1e-300, 1e-9, 1.0, 1e9, 1e150, 1e300]),
        minutes in prop::sample::select(vec![f64::MIN_POSITIVE, 1e-9, 1.0, 1e9, 1e300]),
    ) {
        let scale = Scale::new(-size, 0.0, size).unwrap();
        let moments = scores.iter().map(|part| {
            let score = size * (2.0 * part - 1.0);
            Moment { minutes: Some(minutes), expectation: Some(0.0), ..Moment::scored(score) }
        });
        if let Ok(profile) = Profile::new(scale, moments.collect()) {
            for model in Model::all().into_iter().chain(peak_ends()) {
                prop_assert!(model.value(&profile).is_ok_and(f64::is_finite) || model.value(&profile).is_err());
            }
        }
    }
}

#[test]
fn a_value_that_is_too_large_is_refused() {
    let scale = Scale::new(-8e307, 0.0, 8e307).unwrap();
    let profile = Profile::from_scores(scale, &[-8e307, -8e307]).unwrap();
    assert_eq!(
        Model::from_name("loss_averse_mean").unwrap().value(&profile),
        Err(NoValue::TooLarge)
    );
    assert_eq!(Model::from_name("sd_population").unwrap().value(&profile), Ok(0.0));
}
