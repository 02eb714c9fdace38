//! Resampling a blueprint's surveys.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use service_blueprint::{Blueprint, SegmentId, TouchpointId};

use super::evaluate::{Journey, Remembered};
use super::resample::Draw;
use super::sources::{Source, sources};
use super::{BootstrapOptions, ConfidenceInterval, Sources, UncertaintyError};
use crate::predict::asked;
use crate::{PredictError, PredictOptions};

/// How sure a prediction is, as far as surveys say how sure its scores are.
///
/// This is the uncertainty of the scores alone. Shares of ways and segments are taken as given, and so is the rule
/// that memory follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertainty {
    /// How surveys were resampled.
    pub options: BootstrapOptions,
    /// What was resampled, and what was held fixed.
    pub sources: Sources,
    /// All segments, mixed by their shares, given a scored moment.
    pub overall: Uncertain,
    /// Each segment asked for, in document order.
    pub segments: Vec<SegmentUncertainty>,
}

/// One segment's part of an uncertainty.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentUncertainty {
    /// The segment.
    pub id: SegmentId,
    /// How sure it is what they remember.
    pub uncertain: Uncertain,
}

/// How sure it is what some customers remember.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertain {
    /// The expected remembered experience under peak-end; none where no journey has a scored moment.
    pub remembered: Option<f64>,
    /// Where it lies, as far as surveys tell; none where none of them bears on it.
    pub interval: Option<ConfidenceInterval>,
    /// How often each touchpoint is the most frequent peak, in document order, those that are it at all. Empty where
    /// there is no interval.
    pub peak: Vec<PeakFrequency>,
}

/// How often a touchpoint is the most frequent peak.
#[derive(Debug, Clone, PartialEq)]
pub struct PeakFrequency {
    /// The touchpoint.
    pub touchpoint: TouchpointId,
    /// In which share of resamples; over all touchpoints these sum to 1.
    pub share: f64,
}

/// How sure a prediction is: the surveys behind its scores are drawn anew, and what is remembered is computed from each
/// draw, exactly.
///
/// # Formula
/// The interval is the basic bootstrap: 2θ̂ − q(1 − a) to 2θ̂ − q(a), where θ̂ is the expected remembered experience as
/// predicted, q the quantiles of the resamples and a = (1 − confidence)/2. Percentiles, q(a) to q(1 − a), would fail for a
/// peak, because each resample picks its luckiest touchpoint anew.
///
/// A histogram of n ratings is drawn as n of its ratings, with replacement, each carried to the blueprint's scale and
/// then averaged. Of a survey with mean, sd and n, its mean is drawn, from the beta distribution over the survey's
/// scale that has that mean and the variance sd²/n. A survey that several segments share is one sample. Each source
/// draws from a stream of its own, so that asking for one segment draws what asking for all does.
///
/// # Returns
/// Intervals on the blueprint's scale, from the end towards worst to the end towards best, cut to the scale where the
/// formula leaves it, and then with the uncut ends beside them. An interval need not hold θ̂.
///
/// # Errors
/// [`UncertaintyError`] for a confidence outside (0, 1), for too few or too many resamples, and where nothing can be
/// predicted either.
///
/// # Limits
/// Where several touchpoints compete for the peak the interval is too narrow: of 20 equal touchpoints rated by 30 each,
/// an interval of 95 % holds the truth in about 87 % of surveys. Where a good and a bad touchpoint compete, memory is the
/// one or the other, and the interval may miss both: [`Uncertain::peak`] shows it. Touchpoints are drawn independently, although often the
/// same people rate them. Scores without n are held fixed, as if they were known.
///
/// # Examples
/// ```
/// use peak_end::{BootstrapOptions, PredictOptions, uncertainty};
/// let blueprint = service_blueprint::parse("
/// blueprint: Coffee to go
/// stages:
///   - id: buy
///     touchpoints:
///       - { id: queue, experience: { mean: 3.4, sd: 1.8, n: 60 } }
///       - { id: order, experience: 5 }
///       - { id: sip, experience: { ratings: { 6: 3, 7: 11, 8: 20, 9: 14, 10: 5 } } }
/// ")?;
/// let found = uncertainty(&blueprint, &PredictOptions::default(), &BootstrapOptions::default())?;
/// let interval = found.overall.interval.ok_or("two surveys")?;
/// assert!(7.8 < interval.worse && interval.worse < interval.better && interval.better < 8.5);
/// assert_eq!(found.overall.peak[0].touchpoint.as_str(), "sip");
/// assert_eq!(found.sources.held_fixed[0].touchpoint.as_str(), "order");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Davison & Hinkley (1997), *Bootstrap Methods and their Application*, equation (2.10): the basic interval.
/// DOI 10.1017/CBO9780511802843.
pub fn uncertainty(
    blueprint: &Blueprint,
    options: &PredictOptions,
    bootstrap: &BootstrapOptions,
) -> Result<Uncertainty, UncertaintyError> {
    bootstrap.check()?;
    let asked = asked(blueprint, options)?;
    let sources = sources(blueprint, &asked);
    let law = |at: usize| {
        let segment = asked[at].segment.id().clone();
        |source| PredictError::Law { segment, source }
    };

    let mut parts = Vec::new();
    for (at, asked) in asked.iter().enumerate() {
        let mut journey = Journey::new(&asked.chain, blueprint.scale(), options).map_err(law(at))?;
        let scores: Vec<Option<f64>> = (0..asked.chain.len()).map(|number| asked.chain.score(number)).collect();
        let now = journey.remembered(&scores).map_err(law(at))?;
        let serves = |source: &Source<'_>| source.basis.is_ok() && source.serves.contains(&at);
        parts.push(Part {
            weight: asked.weight * journey.scored,
            is_moved: sources.iter().any(serves),
            tally: Tally::new(now.as_ref()),
            journey,
            scores,
            now,
        });
    }
    let mut overall = Tally::new(mixed(&parts).as_ref());
    let is_moved = parts.iter().any(|part| part.is_moved && part.weight > 0.0);

    let mut drawn: Vec<(&Source<'_>, &Draw, ChaCha8Rng)> = Vec::new();
    for source in &sources {
        if let Ok((draw, _)) = &source.basis {
            let mut random = ChaCha8Rng::seed_from_u64(bootstrap.seed);
            random.set_stream(source.stream);
            drawn.push((source, draw, random));
        }
    }
    let resamples = if drawn.is_empty() { 0 } else { bootstrap.resamples };
    for _ in 0..resamples {
        for (source, draw, random) in &mut drawn {
            let score = draw.draw(random);
            for &at in &source.serves {
                parts[at].scores[source.touchpoint.position()] = Some(score);
            }
        }
        for (at, part) in parts.iter_mut().enumerate().filter(|(_, part)| part.is_moved) {
            part.now = part.journey.remembered(&part.scores).map_err(law(at))?;
            part.tally.add(part.now.as_ref());
        }
        if is_moved {
            overall.add(mixed(&parts).as_ref());
        }
    }

    let segments = asked.iter().zip(parts).map(|(asked, part)| SegmentUncertainty {
        id: asked.segment.id().clone(),
        uncertain: part.tally.said(blueprint, *bootstrap),
    });
    Ok(Uncertainty {
        options: *bootstrap,
        sources: Sources::said(&sources),
        segments: segments.collect(),
        overall: overall.said(blueprint, *bootstrap),
    })
}

/// One segment, resampled again and again.
struct Part {
    journey: Journey,
    /// What it counts overall, given a scored moment.
    weight: f64,
    /// Whether anything that is resampled bears on it.
    is_moved: bool,
    scores: Vec<Option<f64>>,
    /// What is remembered under these scores.
    now: Option<Remembered>,
    tally: Tally,
}

/// All segments by their weights, given a scored moment.
fn mixed(parts: &[Part]) -> Option<Remembered> {
    let counted = || {
        parts
            .iter()
            .filter_map(|part| Some((part.weight, part.now.as_ref()?)))
            .filter(|(weight, _)| *weight > 0.0)
    };
    let all: f64 = counted().map(|(weight, _)| weight).sum();
    let mut mixed: Option<Remembered> = None;
    for (weight, part) in counted() {
        let share = weight / all;
        let sum = mixed.get_or_insert_with(|| Remembered {
            mean: 0.0,
            p_peak: vec![0.0; part.p_peak.len()],
        });
        sum.mean += share * part.mean;
        for (sum, p_peak) in sum.p_peak.iter_mut().zip(&part.p_peak) {
            *sum += share * p_peak;
        }
    }
    mixed
}

/// What the resamples of some customers gave.
struct Tally {
    estimate: Option<f64>,
    values: Vec<f64>,
    /// By touchpoint, in how many resamples it was the most frequent peak.
    peaks: Vec<usize>,
}

/// Probabilities this close are equal: what rounding leaves of sums without cancellation.
const ROUNDING: f64 = 1e-12;

impl Tally {
    fn new(estimate: Option<&Remembered>) -> Self {
        Self {
            estimate: estimate.map(|estimate| estimate.mean),
            values: Vec::new(),
            peaks: estimate.map_or_else(Vec::new, |estimate| vec![0; estimate.p_peak.len()]),
        }
    }

    fn add(&mut self, found: Option<&Remembered>) {
        let Some(found) = found else { return };
        self.values.push(found.mean);
        // Of equal ones the first in document order, as in the prediction itself.
        let first = |best: Option<(usize, f64)>, (number, &share): (usize, &f64)| match best {
            Some((_, most)) if share <= most + ROUNDING => best,
            _ => Some((number, share)),
        };
        if let Some((number, _)) = found.p_peak.iter().enumerate().fold(None, first) {
            self.peaks[number] += 1;
        }
    }

    fn said(self, blueprint: &Blueprint, options: BootstrapOptions) -> Uncertain {
        let drawn = self.values.len() as f64;
        let counted = blueprint.touchpoints().zip(self.peaks);
        let peak = counted
            .filter(|(_, times)| *times > 0)
            .map(|(touchpoint, times)| PeakFrequency {
                touchpoint: touchpoint.id().clone(),
                share: times as f64 / drawn,
            })
            .collect();
        let values = self.values;
        Uncertain {
            remembered: self.estimate,
            interval: self
                .estimate
                .and_then(|estimate| ConfidenceInterval::basic(estimate, values, options, blueprint.scale())),
            peak,
        }
    }
}
