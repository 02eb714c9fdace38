//! Published cases.

use peak_end::{
    Disconfirmation, Integral, Mean, MemoryModel, Moment, Negativity, PeakAlone, PeakEnd, PeakRule, PowerMean, Profile,
    TieRule,
};
use service_blueprint::Scale;

fn pain() -> Scale {
    Scale::new(10.0, 0.0, 0.0).unwrap()
}

fn timed(scale: Scale, moments: &[(f64, f64)]) -> Profile {
    let moments = moments.iter().map(|&(score, minutes)| Moment {
        minutes: Some(minutes),
        ..Moment::scored(score)
    });
    Profile::new(scale, moments.collect()).unwrap()
}

/// Thinking, Fast and Slow, chapter 35: patient A, 8 minutes, peak 8, last 7; patient B, 24 minutes, peak 8, last 1.
/// The moments between are ours.
#[test]
fn colonoscopy() {
    let a = timed(pain(), &[(2.0, 2.0), (8.0, 3.0), (7.0, 3.0)]);
    let b = timed(
        pain(),
        &[(2.0, 2.0), (8.0, 3.0), (7.0, 3.0), (5.0, 6.0), (3.0, 6.0), (1.0, 4.0)],
    );
    let remembered = |profile| PeakEnd::default().value(profile).unwrap();
    assert_eq!((remembered(&a), remembered(&b)), (7.5, 4.5));
    assert!(
        pain().is_better(remembered(&b), remembered(&a)),
        "A is remembered as worse"
    );
    assert!(
        Integral.value(&b).unwrap() > Integral.value(&a).unwrap(),
        "B suffered more"
    );
}

/// Kahneman et al. 1993: 60 s in water of 14 °C, or the same and 30 s more while it warms to 15 °C. Most people chose
/// the long trial again. The pain scores are ours; the ordering is theirs.
#[test]
fn cold_pressor() {
    let short = timed(pain(), &[(8.0, 1.0)]);
    let long = timed(pain(), &[(8.0, 1.0), (7.5, 0.25), (6.5, 0.25)]);
    let remembered = |profile| PeakEnd::default().value(profile).unwrap();
    assert!(
        pain().is_better(remembered(&long), remembered(&short)),
        "the long trial is remembered as less bad"
    );
    assert!(
        Integral.value(&long).unwrap() > Integral.value(&short).unwrap(),
        "the long trial hurts more"
    );
}

/// Temporal monotonicity is violated: a milder bad moment at the end improves memory and mean, and worsens the sum.
#[test]
fn a_milder_bad_ending_helps() {
    for scores in [&[8.0][..], &[3.0, 9.0, 4.0], &[10.0, 10.0, 6.0], &[1.0, 0.6, 2.0, 0.7]] {
        for milder in [0.5, 0.25] {
            let before = Profile::from_scores(pain(), scores).unwrap();
            let after = Profile::from_scores(pain(), &[scores, &[milder]].concat()).unwrap();
            for model in [&PeakEnd::default() as &dyn MemoryModel, &Mean] {
                let (before, after) = (model.value(&before).unwrap(), model.value(&after).unwrap());
                assert!(
                    pain().is_better(after, before),
                    "{} of {scores:?} and {milder}",
                    model.name()
                );
            }
            assert!(Integral.value(&after).unwrap() > Integral.value(&before).unwrap());
        }
    }
}

/// Five stars and one star tie about three: the tie rule decides.
#[test]
fn ties_between_good_and_bad() {
    let stars = Scale::new(1.0, 3.0, 5.0).unwrap();
    let profile = Profile::from_scores(stars, &[2.0, 4.0, 5.0, 1.0, 3.0]).unwrap();
    let peak = |tie| PeakRule::MostIntense {
        tie,
        negativity: Negativity::NONE,
    };
    for (tie, score, moment) in [
        (TieRule::Worst, 1.0, 3),
        (TieRule::Best, 5.0, 2),
        (TieRule::First, 5.0, 2),
        (TieRule::Last, 1.0, 3),
        (TieRule::Mean, 3.0, 3),
    ] {
        let found = peak(tie).find(&profile).unwrap();
        assert_eq!((found.score, found.moment), (score, moment), "{tie:?}");
        assert_eq!(PeakAlone { peak: peak(tie) }.value(&profile), Ok(score));
    }
    let harmonic = PowerMean::new(-1.0).unwrap().value(&profile).unwrap();
    assert!((harmonic - 2.189781).abs() < 5e-7);
}

/// 6.02 and 3.98 are equally far from 5, though not in doubles.
#[test]
fn decimals_tie() {
    let scale = Scale::default();
    assert_ne!((6.02_f64 - 5.0).abs(), (3.98_f64 - 5.0).abs());
    for scores in [[6.02, 3.98], [3.98, 6.02]] {
        let peak = PeakRule::default()
            .find(&Profile::from_scores(scale, &scores).unwrap())
            .unwrap();
        assert_eq!(peak.score, 3.98);
    }
}

/// A bad moment 2 from neutral and a good one 3 from it: from λ = 1.5 on the bad one is the peak.
#[test]
fn bad_moments_outweigh_good_ones_from_a_negativity_on() {
    let peak = |lambda: f64| {
        let negativity = Negativity::new(lambda).unwrap();
        let profile = Profile::from_scores(Scale::default(), &[3.0, 8.0, 5.0]).unwrap();
        PeakRule::MostIntense {
            tie: TieRule::Worst,
            negativity,
        }
        .find(&profile)
        .unwrap()
        .score
    };
    assert_eq!((peak(1.0), peak(1.49), peak(1.5), peak(3.0)), (8.0, 8.0, 3.0, 3.0));
    let surprise = |lambda: f64| {
        let moments = [3.0, 8.0, 5.0].map(|score| Moment {
            expectation: Some(5.0),
            ..Moment::scored(score)
        });
        let profile = Profile::new(Scale::default(), moments.to_vec()).unwrap();
        let negativity = Negativity::new(lambda).unwrap();
        Disconfirmation {
            negativity,
            ..Disconfirmation::default()
        }
        .value(&profile)
        .unwrap()
    };
    assert_eq!((surprise(1.0), surprise(1.5)), (1.5, -1.0));
}
