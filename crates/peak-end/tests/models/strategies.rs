//! Random profiles.

use peak_end::{Moment, Profile};
use proptest::prelude::*;
use service_blueprint::Scale;

/// Scales either way round, with sides of different length, and with one side only.
pub(crate) fn scale() -> impl Strategy<Value = Scale> {
    prop::sample::select(vec![
        (0.0, 5.0, 10.0),
        (1.0, 3.0, 5.0),
        (10.0, 0.0, 0.0),
        (5.0, 3.0, 1.0),
        (-2.0, 0.0, 8.0),
        (0.0, 0.0, 4.0),
    ])
    .prop_map(|(worst, neutral, best)| Scale::new(worst, neutral, best).unwrap())
}

/// A part of the way from worst to best: in ten steps half of the time, so that ties happen, any number otherwise.
pub(crate) fn part() -> impl Strategy<Value = f64> {
    prop_oneof![(0..=10_u8).prop_map(|step| f64::from(step) / 10.0), 0.0..=1.0]
}

/// The score at a part of the way from worst to best.
pub(crate) fn at(scale: Scale, part: f64) -> f64 {
    let score = scale.worst() + part * (scale.best() - scale.worst());
    score.clamp(scale.worst().min(scale.best()), scale.worst().max(scale.best()))
}

/// Profiles of 1 to 8 moments with durations, expectations and stages, so that every model has a value for most.
pub(crate) fn profile() -> impl Strategy<Value = Profile> {
    let moment = (part(), 0.1..20.0, part(), 0..3_usize);
    (scale(), prop::collection::vec(moment, 1..=8)).prop_map(|(scale, moments)| {
        let moments = moments.into_iter().map(|(score, minutes, expected, stage)| Moment {
            minutes: Some(minutes),
            expectation: Some(at(scale, expected)),
            stage: Some(stage),
            ..Moment::scored(at(scale, score))
        });
        Profile::new(scale, moments.collect())
            .unwrap()
            .with_influence(vec![0.2, 0.3, 0.5])
            .unwrap()
    })
}

/// The profile with other moments.
pub(crate) fn with_moments(profile: &Profile, moments: &[Moment]) -> Profile {
    let mut other = profile.clone();
    other.replace(moments).unwrap();
    other
}
