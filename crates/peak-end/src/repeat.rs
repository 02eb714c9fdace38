//! Repeated journeys: what surprised becomes expected.

mod adaptation;
mod error;
mod mean;
mod memory;
mod options;
mod worth;

pub use adaptation::{Adaptation, Adapting, Perceived};
pub use error::RepeatError;
pub use options::{MOST_EPISODES, RepeatOptions};
pub use worth::{RepeatedWith, Worth, repeat_with};

use crate::Attribution;
use mean::Mean;
use memory::{Journey, Sums};
use service_blueprint::{Blueprint, Scale, Segment, Touchpoint};

/// What is remembered of one journey after the other. Lists of episodes begin with the first journey.
#[derive(Debug, Clone)]
pub struct Repeated<'b> {
    /// The scale of all scores.
    pub scale: Scale,
    /// How expectation followed experience.
    pub adaptation: Adaptation,
    /// By episode, all segments mixed by share, given a scored moment.
    pub episodes: Vec<Episode>,
    /// By episode, what investing maximises: segments mixed by share times value, a journey without a scored moment
    /// counting as neutral. None where no segment is of value.
    pub objective: Vec<Option<f64>>,
    /// What each segment remembers, in document order.
    pub segments: Vec<RepeatedSegment<'b>>,
}

/// One journey of customers who go on it again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Episode {
    /// What is remembered of it by peak and end, given a scored moment. None where nothing is scored.
    pub remembered: Option<f64>,
    /// By how many points that is worse than what is remembered of the first journey.
    pub loss: Option<f64>,
    /// What is expected, on average over the scored visits of a journey. None where there are none.
    pub expectation: Option<f64>,
    /// By how many points experience is better than that, on average over the same visits.
    pub satisfaction: Option<f64>,
    /// The touchpoint that most often is the remembered peak.
    pub peak: Option<Attribution>,
    /// The touchpoint that most often is the end.
    pub end: Option<Attribution>,
    /// How many touchpoints are perceived at an end of the scale because the formula led beyond it.
    pub clamped: usize,
}

/// What one segment remembers of one journey after the other.
#[derive(Debug, Clone)]
pub struct RepeatedSegment<'b> {
    /// The segment.
    pub segment: Segment<'b>,
    /// By episode.
    pub episodes: Vec<Episode>,
    /// The touchpoints that the segment scores and does not skip, in document order.
    pub touchpoints: Vec<RepeatedTouchpoint<'b>>,
}

/// A touchpoint that a segment comes to again and again.
#[derive(Debug, Clone)]
pub struct RepeatedTouchpoint<'b> {
    /// The touchpoint.
    pub touchpoint: Touchpoint<'b>,
    /// Expected visits per journey.
    pub visits: f64,
    /// Whether an expectation is written; if not, neutral is expected at first.
    pub is_expected: bool,
    adapting: Adapting,
}

impl RepeatedTouchpoint<'_> {
    /// What is experienced, the same in every journey.
    pub fn score(&self) -> f64 {
        self.adapting.score()
    }

    /// How it is perceived, from the first journey on, without end.
    pub fn episodes(&self) -> Adapting {
        self.adapting.clone()
    }
}

/// What customers remember who go through the same service again and again.
///
/// The service stays as it is; what is expected of it does not. Each scored touchpoint of each segment has an
/// expectation of its own, which follows what is experienced there ([`Adaptation`]). What is perceived then goes into
/// the exact law of the segment's journey: same ways, other scores.
///
/// # Formula
/// - remembered in episode k = w·`E[peak]` + (1 − w)·`E[end]` of the perceived scores yₖ, over all ways through;
/// - loss = remembered of the first journey − remembered now, signed so that it is positive where memory gets worse;
/// - expectation = Σ visits·eₖ / Σ visits over the scored touchpoints, visits being expected visits per journey;
///   satisfaction = Σ visits·(x − eₖ) / Σ visits, positive towards best: experience less expectation, as for one
///   journey. Not y − eₖ, in which the risen expectation would count twice.
///
/// Segments are mixed by share, remembered given a scored moment.
///
/// # Errors
/// [`RepeatError`]: no or too many episodes, a journey whose law cannot be computed.
///
/// # Limits
/// Nobody leaves, nobody goes another way because of what is expected by now, and a touchpoint adapts by the episode
/// however often it is visited, or whether it is visited at all: those who come there are taken to have come there
/// before. The rates are chosen, not measured.
///
/// # Examples
/// ```
/// use peak_end::{RepeatOptions, repeat};
/// let blueprint = service_blueprint::parse("
/// blueprint: Coffee to go
/// stages:
///   - id: buy
///     touchpoints:
///       - { id: order, experience: 5, expectation: 5 }
///       - { id: sticker, experience: 9, expectation: 5 }
///       - { id: sip, experience: 7, expectation: 7 }
/// ")?;
/// let found = repeat(&blueprint, &RepeatOptions { episodes: 3, ..RepeatOptions::default() })?;
/// // The sticker is the peak at first, (9 + 7)/2; then it is perceived as 9 − 0.3·4, and as 9 − 0.51·4 < 7.
/// let remembered: Vec<f64> = found.episodes.iter().filter_map(|one| one.remembered).collect();
/// let expected = [8.0, 7.4, 7.0];
/// assert!(remembered.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// That satisfaction follows experience less expectation: R. L. Oliver, "A cognitive model of the antecedents and
/// consequences of satisfaction decisions", 1980. The rule by which expectation moves is chosen.
pub fn repeat<'b>(blueprint: &'b Blueprint, options: &RepeatOptions) -> Result<Repeated<'b>, RepeatError> {
    from_expectations(blueprint, options, &|touchpoint, segment| {
        touchpoint.expectation(segment)
    })
}

/// The same, from what customers expect of the first journey.
fn from_expectations<'b>(
    blueprint: &'b Blueprint,
    options: &RepeatOptions,
    expectation: &dyn Fn(Touchpoint<'b>, Segment<'b>) -> Option<f64>,
) -> Result<Repeated<'b>, RepeatError> {
    options.check()?;
    let journeys = blueprint
        .segments()
        .map(|segment| Journey::of(blueprint, segment, options, expectation));
    let mut journeys = journeys.collect::<Result<Vec<_>, _>>()?;
    let (mut overall, mut objective) = (Told::default(), Vec::with_capacity(options.episodes));
    let mut by_segment = vec![Told::default(); journeys.len()];
    // The largest value first: sums of huge values would not be finite.
    let value = blueprint.segments().map(Segment::value).fold(0.0, f64::max);
    let weight = |segment: Segment<'_>| segment.share() * if value > 0.0 { segment.value() / value } else { 0.0 };
    for _ in 0..options.episodes {
        let mut all = Sums::new(blueprint.touchpoints().len());
        let mut aim = Mean::default();
        for (journey, told) in journeys.iter_mut().zip(&mut by_segment) {
            let sums = journey.next(options)?;
            all.add(journey.segment().share(), &sums);
            aim.add(weight(journey.segment()), sums.with_neutral(blueprint.scale()));
            told.tell(blueprint, &sums);
        }
        overall.tell(blueprint, &all);
        objective.push(aim.get());
    }
    let segments = journeys
        .into_iter()
        .zip(by_segment)
        .map(|(journey, told)| RepeatedSegment {
            segment: journey.segment(),
            episodes: told.episodes,
            touchpoints: journey.into_touchpoints(),
        });
    Ok(Repeated {
        scale: blueprint.scale(),
        adaptation: options.adaptation,
        episodes: overall.episodes,
        objective,
        segments: segments.collect(),
    })
}

/// Episodes told so far, with what was remembered of the first.
#[derive(Debug, Clone, Default)]
struct Told {
    episodes: Vec<Episode>,
    first: Option<f64>,
}

impl Told {
    fn tell(&mut self, blueprint: &Blueprint, sums: &Sums) {
        let episode = sums.episode(blueprint, self.first);
        self.first = self.first.or(episode.remembered);
        self.episodes.push(episode);
    }
}
