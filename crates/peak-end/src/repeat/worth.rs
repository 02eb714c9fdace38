//! What a change of the service is still worth in later journeys.

use super::{RepeatError, RepeatOptions, Repeated, from_expectations, repeat};
use service_blueprint::Blueprint;

/// A service gone through again and again, as it is and as it would be.
#[derive(Debug, Clone)]
pub struct RepeatedWith<'b> {
    /// What is remembered of the service as it is.
    pub now: Repeated<'b>,
    /// What would be remembered of the service as it would be.
    pub with: Repeated<'b>,
    /// By episode, by how many points that is better.
    pub episodes: Vec<Worth>,
    /// The mean over all episodes.
    pub mean: Worth,
}

/// By how many points memory is better, positive towards best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// What is remembered, all segments mixed by share. None where one of the two services has nothing that is scored.
    pub remembered: Option<f64>,
    /// What investing maximises: segments mixed by share times value, a journey without a scored moment counting as
    /// neutral. None where no segment is of value in one of the two services.
    pub objective: Option<f64>,
}

/// What a change of the service is still worth in the k-th journey, and on average over all of them.
///
/// `with` is the service as it would be, such as `now` with some of its options. Its first journey meets today's
/// expectations: those of `now`, for every touchpoint and segment that is there too, neutral where `now` gives none. A
/// touchpoint or segment that is new brings what `with` says. From then on expectation follows experience, in both.
///
/// So a delight that nobody expected counts in full in the first journey and less in each later one, while a bad
/// moment put right is compared with the same bad moment, which nobody gets used to (unless `down` says so).
///
/// # Formula
/// worth in episode k = remembered of `with` in episode k − remembered of `now` in episode k.
///
/// # Errors
/// [`RepeatError`]: different scales, and those of [`repeat`].
///
/// # Limits
/// A moment that was bad and is put right is a surprise too where it becomes better than it is expected: that part of
/// it wears off.
///
/// # Examples
/// A smile on the cup against a shorter queue, each worth one point of the first journey:
/// ```
/// use peak_end::{RepeatOptions, repeat_with};
/// let service = |queue: f64, cup: f64| service_blueprint::parse(&format!("
/// blueprint: Coffee to go
/// stages:
///   - id: buy
///     touchpoints:
///       - {{ id: queue, experience: {queue}, expectation: 5 }}
///       - {{ id: cup, experience: {cup}, expectation: 6 }}
/// "));
/// let now = service(0.0, 6.0)?;
/// let options = RepeatOptions { episodes: 4, ..RepeatOptions::default() };
/// let (smiles, shorter) = (service(0.0, 8.0)?, service(2.0, 6.0)?);
/// let smile = repeat_with(&now, &smiles, &options)?;
/// let queue = repeat_with(&now, &shorter, &options)?;
/// assert_eq!(smile.episodes[0], queue.episodes[0]);
/// assert_eq!(queue.mean.remembered, Some(1.0));
/// assert!(smile.mean.remembered.is_some_and(|worth| worth < 0.7));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn repeat_with<'b>(
    now: &'b Blueprint,
    with: &'b Blueprint,
    options: &RepeatOptions,
) -> Result<RepeatedWith<'b>, RepeatError> {
    let scale = now.scale();
    if scale != with.scale() {
        return Err(RepeatError::Scales {
            now: scale,
            with: with.scale(),
        });
    }
    let before = repeat(now, options)?;
    let segments: Vec<_> = with
        .segments()
        .map(|segment| now.segment(segment.id().as_str()))
        .collect();
    let after = from_expectations(with, options, &|touchpoint, segment| {
        let known = now
            .touchpoint(touchpoint.id().as_str())
            .zip(segments.get(segment.position()).copied().flatten());
        match known {
            Some((touchpoint, segment)) => touchpoint.expectation(segment),
            None => touchpoint.expectation(segment),
        }
    })?;
    let gain = |before: Option<f64>, after: Option<f64>| {
        let (before, after) = before.zip(after)?;
        // Adding 0 turns the −0 of a turned scale into 0.
        Some(scale.gain(before, after) + 0.0)
    };
    let worth = |episode: usize| Worth {
        remembered: gain(before.episodes[episode].remembered, after.episodes[episode].remembered),
        objective: gain(before.objective[episode], after.objective[episode]),
    };
    let episodes: Vec<Worth> = (0..options.episodes).map(worth).collect();
    Ok(RepeatedWith {
        mean: Worth {
            remembered: mean(episodes.iter().map(|worth| worth.remembered)),
            objective: mean(episodes.iter().map(|worth| worth.objective)),
        },
        episodes,
        now: before,
        with: after,
    })
}

/// The mean, if none is missing.
fn mean(values: impl ExactSizeIterator<Item = Option<f64>>) -> Option<f64> {
    let count = values.len() as f64;
    values.map(|value| value.map(|value| value / count)).sum()
}
