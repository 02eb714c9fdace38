//! Tallies of single chains against oracles that share no code with them.

use super::exact::Exact;
use super::features::feature_sum;
use super::options::PredictOptions;
use super::segment::SegmentQuestion;
use super::tally::Tally;
use super::ways::{Ways, WaysSource};
use crate::chain::oracle::{Walk, chains, visit, walks};
use crate::chain::{Chain, Visit};
use crate::law::Journeys;
use crate::{Model, Moment, Negativity, PeakEnd, PeakRule, Profile, Range, TieRule, Weight};
use proptest::prelude::*;
use service_blueprint::{Scale, Target};

/// Sums of at most a few hundred terms of size 10.
const EXACT: f64 = 1e-11;

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "found {found}, expected {expected}"
    );
}

fn tally(chain: &Chain, scale: Scale, options: &PredictOptions) -> Tally {
    let all = vec![true; chain.len()];
    let question = SegmentQuestion {
        chain,
        scale,
        influence: None,
        options,
        named: &all,
        matters: &all,
        stream: 0,
    };
    question.tally().unwrap()
}

fn profile(chain: &Chain, scale: Scale, walk: &Walk) -> Option<Profile> {
    let moment = |number: usize| Moment {
        minutes: chain.visits()[number].minutes,
        ..Moment::scored(chain.visits()[number].score.unwrap())
    };
    Profile::new(scale, walk.scored(chain).into_iter().map(moment).collect()).ok()
}

/// E[remembered by peak and end; a scored moment].
fn remembered(chain: &Chain, scale: Scale) -> f64 {
    let none = vec![false; chain.len()];
    let options = PredictOptions {
        models: Vec::new(),
        ..PredictOptions::default()
    };
    let question = SegmentQuestion {
        chain,
        scale,
        influence: None,
        options: &options,
        named: &none,
        matters: &none,
        stream: 0,
    };
    question.tally().unwrap().remembered
}

fn with_score(chain: &Chain, touchpoint: usize, score: f64) -> Chain {
    let mut visits = chain.visits().to_vec();
    visits[touchpoint].score = Some(score);
    let ways = (0..chain.len()).map(|number| chain.ways(number).to_vec()).collect();
    Chain::new(visits, chain.endings(), chain.start().to_vec(), ways).unwrap()
}

fn scales() -> impl Strategy<Value = Scale> {
    prop_oneof![
        Just((0.0, 5.0, 10.0)),
        Just((10.0, 5.0, 0.0)),
        Just((0.0, 0.0, 10.0)),
        Just((0.0, 7.0, 10.0))
    ]
    .prop_map(|(worst, neutral, best)| Scale::new(worst, neutral, best).unwrap())
}

/// Every model whose expectation is claimed to be exact, with other parameters than the default ones too.
fn exact_models() -> Vec<Model> {
    let sharp = Negativity::new(2.0).unwrap();
    let more = [
        PeakEnd {
            weight: Weight::new(0.3).unwrap(),
            ..PeakEnd::default()
        },
        PeakEnd {
            peak: PeakRule::MostIntense {
                tie: TieRule::Worst,
                negativity: sharp,
            },
            ..PeakEnd::default()
        },
        PeakEnd {
            peak: PeakRule::Best,
            ..PeakEnd::default()
        },
        PeakEnd {
            peak: PeakRule::Trough,
            ..PeakEnd::default()
        },
    ];
    let negativity = Negativity::new(1.5).unwrap();
    let ties = TieRule::ALL.into_iter().flat_map(|tie| {
        [
            PeakRule::MostIntense { tie, negativity },
            PeakRule::MostIntenseBeforeEnd { tie, negativity },
        ]
    });
    let ties = ties.chain([PeakRule::BestBeforeEnd]).map(|peak| PeakEnd {
        peak,
        ..PeakEnd::default()
    });
    Model::all()
        .into_iter()
        .chain(more.into_iter().chain(ties).map(Model::from))
        .collect()
}

proptest! {
    #[test]
    fn features_agree_with_the_enumeration_of_all_ways(chain in chains(false), scale in scales()) {
        let mut exact = Exact::new(Journeys::new(&chain, scale).unwrap(), &chain, &[]);
        for model in exact_models() {
            let Some(sum) = feature_sum(&model, scale, exact.is_timed()) else { continue };
            let mut expected = vec![Ok::<f64, crate::NoValue>(0.0); chain.endings()];
            for walk in walks(&chain) {
                if let Some(profile) = profile(&chain, scale, &walk) {
                    let value = model.value(&profile);
                    expected[walk.ending] = expected[walk.ending].and_then(|sum| Ok(sum + walk.probability * value?));
                }
            }
            // The integral adds up to 160 minutes of score 10.
            for (found, expected) in exact.feature_sum(&sum).unwrap().into_iter().zip(expected) {
                match (found, expected) {
                    (Ok(found), Ok(expected)) => close(found, expected, EXACT * 100.0),
                    (found, expected) => prop_assert_eq!(found.is_err(), expected.is_err()),
                }
            }
        }
    }

    #[test]
    fn tallies_agree_with_the_enumeration_of_all_ways(chain in chains(false), scale in scales()) {
        let options = PredictOptions { models: exact_models(), ..PredictOptions::default() };
        let tally = tally(&chain, scale, &options);
        let mut expected = vec![0.0; options.models.len()];
        let mut missing = vec![false; options.models.len()];
        let (mut lived, mut trough) = (0.0, vec![0.0; chain.len()]);
        for walk in walks(&chain) {
            let Some(profile) = profile(&chain, scale, &walk) else { continue };
            lived += walk.probability * profile.experienced();
            let lowest = PeakRule::Trough.find(&profile).unwrap().moment;
            trough[walk.scored(&chain)[lowest]] += walk.probability;
            for (number, model) in options.models.iter().enumerate() {
                match model.value(&profile) {
                    Ok(value) => expected[number] += walk.probability * value,
                    Err(_) => missing[number] = true,
                }
            }
        }
        for ((found, expected), missing) in tally.models.iter().zip(expected).zip(missing) {
            match found.overall {
                Ok(sum) => {
                    prop_assert!(!missing && sum.variance.is_none());
                    close(sum.value, expected, EXACT * 100.0);
                }
                Err(_) => prop_assert!(missing),
            }
        }
        close(tally.experienced.iter().sum(), lived, EXACT);
        for (found, expected) in tally.touchpoints.iter().zip(trough) {
            close(found.trough, expected, EXACT);
        }
        let by_atoms: f64 = tally.law.clone().law(1.0).atoms().iter().map(|atom| atom.probability * (atom.peak + atom.end) / 2.0).sum();
        close(tally.remembered, by_atoms, EXACT);
    }

    /// Raising or lowering a score by a little less than the distance to the next score moves remembered experience
    /// along a line: its slope and where it starts are the slope and the jump.
    #[test]
    fn slopes_and_jumps_agree_with_finite_differences(chain in chains(true), scale in scales()) {
        let tally = tally(&chain, scale, &PredictOptions::default());
        let now = remembered(&chain, scale);
        let values: Vec<f64> = chain.visits().iter().filter_map(|visit| visit.score).map(|x| scale.value(x).abs()).collect();
        for touchpoint in (0..chain.len()).filter(|&number| chain.is_reachable(number)) {
            let Some(score) = chain.visits()[touchpoint].score else { continue };
            let slopes = tally.touchpoints[touchpoint].slopes.unwrap();
            let near = values.iter().map(|value| (value - scale.value(score).abs()).abs()).filter(|gap| *gap > 1e-9);
            let step = scale.direction() * near.fold(1e-3, f64::min) / 4.0;
            for (towards, slope, jump) in [(1.0, slopes.up, slopes.jump_up), (-1.0, slopes.down, slopes.jump_down)] {
                let at = |steps: f64| score + towards * steps * step;
                if !scale.contains(at(2.0)) || step.abs() < 1e-6 {
                    continue;
                }
                let once = scale.gain(now, remembered(&with_score(&chain, touchpoint, at(1.0)), scale));
                let twice = scale.gain(now, remembered(&with_score(&chain, touchpoint, at(2.0)), scale));
                close(towards * slope, (twice - once) / step.abs(), 1e-11 / step.abs());
                close(jump, 2.0 * once - twice, 1e-11);
            }
        }
    }

    #[test]
    fn headroom_is_what_the_changed_score_gives(chain in chains(true), scale in scales()) {
        let tally = tally(&chain, scale, &PredictOptions::default());
        for touchpoint in 0..chain.len() {
            let found = &tally.touchpoints[touchpoint];
            if chain.visits()[touchpoint].score.is_none() {
                close(found.if_best.unwrap(), tally.remembered, EXACT);
                continue;
            }
            let changed = |score| remembered(&with_score(&chain, touchpoint, score), scale);
            close(found.if_best.unwrap(), changed(scale.best()), EXACT);
            close(found.if_worst.unwrap(), changed(scale.worst()), EXACT);
            // Peak-end is monotone, so best is no worse than now and worst no better.
            prop_assert!(scale.gain(tally.remembered, found.if_best.unwrap()) >= -EXACT);
            prop_assert!(scale.gain(tally.remembered, found.if_worst.unwrap()) <= EXACT);
        }
    }
}

fn chain(scores: &[f64], endings: usize, ways: Vec<Vec<(Target, f64)>>) -> Chain {
    let visits = scores.iter().map(|score| visit(Some(*score), None)).collect();
    Chain::new(visits, endings, vec![(0, 1.0)], ways).unwrap()
}

fn line(scores: &[f64]) -> Chain {
    let last = scores.len() - 1;
    let on = |number: usize| {
        if number == last {
            Target::End(0)
        } else {
            Target::Touchpoint(number + 1)
        }
    };
    chain(scores, 1, (0..=last).map(|number| vec![(on(number), 1.0)]).collect())
}

/// Try, fail with 0.4 (and try again or give up), succeed with 0.6.
fn looped() -> Chain {
    let (to, end) = (Target::Touchpoint, Target::End);
    chain(
        &[4.0, 2.0, 9.0, 6.0],
        2,
        vec![
            vec![(to(1), 0.4), (to(2), 0.6)],
            vec![(to(0), 0.7), (end(1), 0.3)],
            vec![(to(3), 0.5), (end(0), 0.5)],
            vec![(to(0), 0.25), (end(0), 0.75)],
        ],
    )
}

#[test]
fn the_smallest_raise_of_a_tied_moment_makes_a_jump() {
    // 9 and 1 tie about 5 and the worse is remembered: (1 + 6)/2. A hair more, and it is (9 + 6)/2.
    let tally = tally(
        &line(&[9.0, 5.0, 1.0, 6.0]),
        Scale::default(),
        &PredictOptions::default(),
    );
    close(tally.remembered, 3.5, EXACT);
    let [nine, five, one, six] = tally.touchpoints.as_slice() else {
        panic!("four touchpoints")
    };
    let slopes = |it: &super::tally::TouchpointTally| it.slopes.unwrap();
    close(slopes(nine).jump_up, 4.0, EXACT);
    assert_eq!(
        (slopes(nine).jump_down, slopes(nine).up, slopes(nine).down),
        (0.0, 0.5, 0.0)
    );
    // Raising the 1 leaves the peak to the 9; lowering it keeps the peak.
    close(slopes(one).jump_up, 4.0, EXACT);
    assert_eq!(
        (slopes(one).jump_down, slopes(one).up, slopes(one).down),
        (0.0, 0.0, 0.5)
    );
    assert_eq!((slopes(five).jump_up, slopes(five).up), (0.0, 0.0));
    assert_eq!((slopes(six).up, slopes(six).down), (0.5, 0.5));
    close(five.if_best.unwrap(), 8.0, EXACT);
    close(five.if_worst.unwrap(), 3.0, EXACT);
}

#[test]
fn a_single_touchpoint_is_peak_trough_and_end() {
    let tally = tally(&line(&[7.0]), Scale::default(), &PredictOptions::default());
    let only = &tally.touchpoints[0];
    assert_eq!((only.peak, only.trough, only.end, only.visits), (1.0, 1.0, 1.0, 1.0));
    let slopes = only.slopes.unwrap();
    assert_eq!((slopes.up, slopes.down), (1.0, 1.0));
    assert_eq!(tally.remembered, 7.0);
}

#[test]
fn of_equal_moments_the_last_is_credited() {
    let tally = tally(&line(&[7.0, 7.0, 7.0]), Scale::default(), &PredictOptions::default());
    let credit: Vec<_> = tally
        .touchpoints
        .iter()
        .map(|it| (it.peak, it.trough, it.end))
        .collect();
    assert_eq!(credit, [(0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)]);
    let slopes = |at: usize| {
        let slopes = tally.touchpoints[at].slopes.unwrap();
        (slopes.up, slopes.down)
    };
    // Raising any of them makes it the peak; lowering one leaves the peak to the others.
    assert_eq!(slopes(0), (0.5, 0.0));
    assert_eq!(slopes(2), (1.0, 0.5));
}

#[test]
fn sampled_models_are_within_six_standard_errors_of_the_exact_ones() {
    let (chain, scale) = (looped(), Scale::default());
    let models = exact_models();
    let options = PredictOptions {
        models: models.clone(),
        samples: 20_000,
        seed: 7,
        ..PredictOptions::default()
    };
    let question = SegmentQuestion {
        chain: &chain,
        scale,
        influence: None,
        options: &options,
        named: &[false; 4],
        matters: &[false; 4],
        stream: 3,
    };
    let mut exact = Exact::new(Journeys::new(&chain, scale).unwrap(), &chain, &[]);
    let ways = Ways::of(&question, true, exact.journeys.ends.visits.iter().sum());
    assert_eq!(ways.source, WaysSource::Random);
    let all: Vec<usize> = (0..models.len()).collect();
    let sampled = ways.values(&question, &all, &exact.mass());
    for (model, sampled) in models.iter().zip(&sampled) {
        let Some(sum) = feature_sum(model, scale, exact.is_timed()) else {
            continue;
        };
        let Ok(expected) = exact
            .feature_sum(&sum)
            .unwrap()
            .into_iter()
            .collect::<Result<Vec<f64>, _>>()
        else {
            continue;
        };
        for (found, expected) in sampled.by_ending.iter().zip(&expected) {
            let found = found.unwrap();
            close(found.value, *expected, 6.0 * found.variance.unwrap().sqrt() + EXACT);
        }
        let overall = sampled.overall.unwrap();
        close(
            overall.value,
            expected.iter().sum(),
            6.0 * overall.variance.unwrap().sqrt() + EXACT,
        );
    }
    // The same seed and stream give the same ways, another stream gives others.
    let again = Ways::of(&question, true, 4.0).values(&question, &all, &exact.mass());
    assert_eq!(format!("{sampled:?}"), format!("{again:?}"));
    let other = SegmentQuestion { stream: 4, ..question };
    let other = Ways::of(&other, true, 4.0).values(&other, &all, &exact.mass());
    assert_ne!(format!("{sampled:?}"), format!("{other:?}"));
}

#[test]
fn a_model_matters_to_the_touchpoints_it_looks_at() {
    let models = ["peak_end", "mean", "best", "sd_population"].map(|name| Model::from_name(name).unwrap());
    let options = PredictOptions {
        models: models.to_vec(),
        ..PredictOptions::default()
    };
    let found = tally(&line(&[6.0, 9.0, 5.5, 7.0]), Scale::default(), &options);
    let matters: Vec<_> = found
        .touchpoints
        .iter()
        .map(|touchpoint| touchpoint.matters.clone())
        .collect();
    assert_eq!(matters[0], [false, true, false, true]);
    assert_eq!(matters[1], [true, true, true, true]);
    assert_eq!(matters[3], [true, true, false, true]);
}

#[test]
fn endless_ways_are_refused_for_sampling_and_only_for_that() {
    // A billion rounds on average.
    let (to, end) = (Target::Touchpoint, Target::End);
    let chain = chain(
        &[6.0, 4.0],
        1,
        vec![vec![(to(1), 1.0)], vec![(to(0), 1.0 - 1e-9), (end(0), 1e-9)]],
    );
    let models = ["peak_end", "mean", "recency_mean"].map(|name| Model::from_name(name).unwrap());
    let options = PredictOptions {
        models: models.to_vec(),
        ..PredictOptions::default()
    };
    let found = tally(&chain, Scale::default(), &options);
    close(found.models[0].overall.unwrap().value, 4.0, EXACT);
    close(found.models[1].overall.unwrap().value, 5.0, 1e-6);
    assert!(found.models[2].overall.is_err());
}

#[test]
fn a_long_line_is_fast() {
    let scores: Vec<f64> = (0..100_000)
        .map(|number| f64::from(number * 7919 % 1_000_003) / 100_000.3)
        .collect();
    let chain = line(&scores);
    let none = vec![false; scores.len()];
    let options = PredictOptions {
        models: vec![Range.into()],
        ..PredictOptions::default()
    };
    let scale = Scale::default();
    let question = SegmentQuestion {
        chain: &chain,
        scale,
        influence: None,
        options: &options,
        named: &none,
        matters: &none,
        stream: 0,
    };
    let found = question.tally().unwrap();
    close(
        found.touchpoints.iter().map(|touchpoint| touchpoint.peak).sum(),
        1.0,
        EXACT,
    );
}

#[test]
fn skipped_and_unscored_touchpoints_leave_no_moment() {
    let skipped = Visit {
        skipped: true,
        ..visit(Some(0.0), None)
    };
    let visits = vec![visit(Some(6.0), None), skipped, visit(None, None)];
    let on = Target::Touchpoint;
    let ways = vec![vec![(on(1), 1.0)], vec![(on(2), 1.0)], vec![(Target::End(0), 1.0)]];
    let chain = Chain::new(visits, 1, vec![(0, 0.5), (2, 0.5)], ways).unwrap();
    let found = tally(&chain, Scale::default(), &PredictOptions::default());
    assert_eq!(
        found.touchpoints.iter().map(|it| it.visits).collect::<Vec<_>>(),
        [0.5, 0.0, 1.0]
    );
    assert_eq!((found.mass(), found.remembered), (0.5, 3.0));
    assert_eq!(found.touchpoints[0].end, 0.5);
}
