//! From a blueprint to its prediction.

use super::error::PredictError;
use super::options::{Customers, MATTERS_LIMIT, PredictOptions, WayChoice};
use super::population::{Drawn, draw};
use super::prediction::{
    Attribution, EndingOutlook, LikelyWay, Outlook, Prediction, Remembered, SegmentOutlook, TouchpointOutlook,
    Unpredicted,
};
use super::segment::SegmentQuestion;
use super::tally::{Slopes, Sum, Tally, TouchpointTally};
use crate::certain::at_most_certain;
use crate::chain::Chain;
use crate::law::LawSum;
use crate::law::chance_of;
use crate::way::{Walk, most_likely};
use crate::{Disagreement, Spread};
use service_blueprint::{Blueprint, Segment, Target, TouchpointId};

/// Probabilities this close are equal: what rounding leaves of sums without cancellation.
const ROUNDING: f64 = 1e-12;

/// The least that is said of how much probabilities may be off.
const ERROR_BOUND: f64 = 1e-14;

/// Predicts what customers will remember of a service: per segment, per ending and overall.
///
/// Every probability is exact, loops included. Expectations are exact for models that are sums of peak, best, trough,
/// start, end and means, and for all models where a segment has few ways through; others are sampled and carry
/// their standard error.
///
/// # Errors
/// [`PredictError`]: a journey that branches at too many touchpoints, an unknown segment, ending or touchpoint, an
/// ending that nobody comes to.
///
/// # Examples
/// ```
/// use peak_end::{PredictOptions, predict};
/// use service_blueprint::{Blueprint, Document, document::{Stage, Touchpoint}};
/// let mut document = Document::new("Coffee to go");
/// let moments = vec![Touchpoint::new("queue", 3.0), Touchpoint::new("order", 5.0), Touchpoint::new("sip", 9.0)];
/// document.stages.push(Stage::new("buy", moments));
/// let blueprint = Blueprint::try_from(document)?;
/// let overall = predict(&blueprint, &PredictOptions::default())?.overall;
/// assert_eq!(overall.remembered("peak_end"), Some(9.0));
/// assert!((overall.experienced.unwrap() - 17.0 / 3.0).abs() < 1e-12);
/// assert_eq!(overall.trough.unwrap().touchpoint.as_str(), "queue");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn predict(blueprint: &Blueprint, options: &PredictOptions) -> Result<Prediction, PredictError> {
    let (touchpoints, endings) = (blueprint.touchpoints().len(), blueprint.ends().len());
    if options.samples < 2 {
        return Err(PredictError::TooFewSamples {
            samples: options.samples,
        });
    }
    let named = named(blueprint, options)?;
    let few = touchpoints <= MATTERS_LIMIT;
    let matters: Vec<bool> = named.iter().map(|named| few || *named).collect();
    let influence: Option<Vec<f64>> = blueprint.stages().map(|stage| stage.influence()).collect();

    let asked = asked(blueprint, options)?;
    let questions = asked.iter().map(|asked| SegmentQuestion {
        chain: &asked.chain,
        scale: blueprint.scale(),
        influence: influence.as_deref(),
        options,
        named: &named,
        matters: &matters,
        stream: asked.segment.position() as u64,
    });
    let failed = |number: usize, source| PredictError::Law {
        segment: asked[number].segment.id().clone(),
        source,
    };
    let mut tallies = Vec::new();
    for (number, question) in questions.clone().enumerate() {
        tallies.push(question.tally().map_err(|source| failed(number, source))?);
    }
    let cut = match options.customers {
        Customers::Average => None,
        Customers::Population => {
            let drawn = asked.iter().zip(questions).zip(&mut tallies);
            let drawn = drawn.map(|((asked, question), tally)| Drawn {
                question,
                tally,
                spreads: spreads(blueprint, asked),
            });
            draw(&mut drawn.collect::<Vec<_>>()).map_err(|(number, source)| failed(number, source))?
        }
    };
    let mut overall = Tally::empty(
        LawSum::new(blueprint.scale(), options.weight),
        options.models.len(),
        endings,
        touchpoints,
    );
    let mut segments = Vec::new();
    for (asked, tally) in asked.iter().zip(&tallies) {
        let segment = asked.segment;
        let Some(likely_way) = likely_way(blueprint, segment, &asked.likely_way) else {
            continue;
        };
        overall.add(tally, asked.weight);
        segments.push(SegmentOutlook {
            id: segment.id().clone(),
            share: segment.share(),
            outlook: outlook(blueprint, options, tally),
            likely_way,
        });
    }
    let sampled = |remembered: &Remembered| remembered.value.is_ok_and(|value| value.standard_error.is_some());
    let overall_outlook = outlook(blueprint, options, &overall);
    let error_bound = match overall.mass() {
        mass if mass > 0.0 => ERROR_BOUND.max(overall.missing / mass),
        _ => ERROR_BOUND,
    };
    Ok(Prediction {
        scale: blueprint.scale(),
        exact: cut.is_none() && !overall_outlook.remembered.iter().any(sampled),
        overall: overall_outlook,
        segments,
        error_bound,
        cut,
    })
}

/// By touchpoint, what visits that count are drawn from.
fn spreads(blueprint: &Blueprint, asked: &AskedSegment<'_>) -> Vec<Option<Spread>> {
    let spread = |touchpoint: service_blueprint::Touchpoint<'_>| {
        let (chain, number) = (&asked.chain, touchpoint.position());
        let counts = chain.is_reachable(number) && chain.score(number).is_some();
        counts
            .then(|| Spread::of(blueprint, touchpoint, asked.segment))
            .flatten()
    };
    blueprint.touchpoints().map(spread).collect()
}

/// A segment that is asked for and comes where it is asked, laid out as a chain.
pub(crate) struct AskedSegment<'b> {
    pub(crate) segment: Segment<'b>,
    /// Its journey, given the ending asked for, on the ways asked for.
    pub(crate) chain: Chain,
    /// How much it counts overall: its share of all customers, times the chance of the ending asked for.
    pub(crate) weight: f64,
    likely_way: Walk,
}

/// The segments that are asked for, in document order; with an ending asked for, only those that can come there.
pub(crate) fn asked<'b>(
    blueprint: &'b Blueprint,
    options: &PredictOptions,
) -> Result<Vec<AskedSegment<'b>>, PredictError> {
    let ending = ending(blueprint, options)?;
    let mut found = Vec::new();
    for segment in segments_of(blueprint, options)? {
        let id = || segment.id().clone();
        let chain = Chain::of(blueprint, segment).map_err(|source| PredictError::Chain { segment: id(), source })?;
        let Some((chain, chance)) =
            given(chain, ending).map_err(|source| PredictError::Law { segment: id(), source })?
        else {
            continue;
        };
        let Some(way) = most_likely(&chain) else {
            continue;
        };
        let chain = match options.way {
            WayChoice::All => chain,
            WayChoice::MostLikely => way.only(&chain).unwrap_or(chain),
        };
        let share = if options.segment.is_some() {
            1.0
        } else {
            segment.share()
        };
        found.push(AskedSegment {
            segment,
            chain,
            weight: share * chance,
            likely_way: way,
        });
    }
    let somebody = found.iter().any(|asked| asked.weight > 0.0);
    match &options.ending {
        Some(ending) if !somebody => Err(PredictError::EndingNotReached { ending: ending.clone() }),
        _ => Ok(found),
    }
}

/// By touchpoint, whether it is asked for by name.
fn named(blueprint: &Blueprint, options: &PredictOptions) -> Result<Vec<bool>, PredictError> {
    let mut asked = vec![false; blueprint.touchpoints().len()];
    for id in &options.headroom {
        match blueprint.touchpoint(id.as_str()) {
            Some(touchpoint) => asked[touchpoint.position()] = true,
            None => return Err(PredictError::UnknownTouchpoint { found: id.clone() }),
        }
    }
    Ok(asked)
}

/// The position of the ending asked for.
fn ending(blueprint: &Blueprint, options: &PredictOptions) -> Result<Option<usize>, PredictError> {
    let Some(id) = &options.ending else { return Ok(None) };
    match blueprint.end(id.as_str()) {
        Some(ending) => Ok(Some(ending.position())),
        None => {
            let known = blueprint.ends().map(|end| end.id().clone()).collect();
            Err(PredictError::UnknownEnding {
                found: id.clone(),
                known,
            })
        }
    }
}

fn segments_of<'b>(blueprint: &'b Blueprint, options: &PredictOptions) -> Result<Vec<Segment<'b>>, PredictError> {
    let Some(id) = &options.segment else {
        return Ok(blueprint.segments().collect());
    };
    match blueprint.segment(id.as_str()) {
        Some(segment) => Ok(vec![segment]),
        None => {
            let known = blueprint.segments().map(|segment| segment.id().clone()).collect();
            Err(PredictError::UnknownSegment {
                found: id.clone(),
                known,
            })
        }
    }
}

/// The chain given that it comes to an ending, and the chance of that; none where it never does.
fn given(chain: Chain, ending: Option<usize>) -> Result<Option<(Chain, f64)>, crate::LawError> {
    let Some(ending) = ending else {
        return Ok(Some((chain, 1.0)));
    };
    let chances = chance_of(&chain, ending)?;
    let chance: f64 = chain.start().iter().map(|&(number, p)| p * chances[number]).sum();
    let there = |to: Target| match to {
        Target::Touchpoint(number) => chances[number],
        Target::End(other) => f64::from(other == ending),
    };
    Ok(chain.given(there).map(|chain| (chain, chance)))
}

fn likely_way(blueprint: &Blueprint, segment: Segment<'_>, way: &Walk) -> Option<LikelyWay> {
    let visited = way
        .touchpoints
        .iter()
        .filter_map(|&number| blueprint.touchpoint_at(number));
    Some(LikelyWay {
        touchpoints: visited
            .filter(|it| !it.is_skipped(segment))
            .map(|it| it.id().clone())
            .collect(),
        ending: blueprint.ends().nth(way.ending)?.id().clone(),
        probability: way.probability,
    })
}

/// What the journeys of a tally hold, given a scored moment.
fn outlook(blueprint: &Blueprint, options: &PredictOptions, tally: &Tally) -> Outlook {
    let (scale, mass, journeys) = (blueprint.scale(), tally.mass(), tally.journeys);
    let given = |sum: f64| (mass > 0.0).then(|| sum / mass);
    let remembered: Vec<Remembered> = options
        .models
        .iter()
        .zip(&tally.models)
        .map(|(model, sum)| Remembered {
            model: model.clone(),
            value: mean(sum.overall, mass),
        })
        .collect();
    let values = remembered
        .iter()
        .filter_map(|found| Some((found.model.clone(), found.value.ok()?.value)));
    let disagreement = Disagreement::between(scale, values);
    let experienced = given(tally.experienced.iter().sum());
    let by_peak_end = given(tally.remembered);
    let likely = |of: &dyn Fn(&TouchpointTally) -> f64| most(blueprint, tally, mass, of);
    let marks_goal = blueprint.ends().any(|end| end.is_goal());
    let goals = blueprint.ends().zip(&tally.ending).filter(|(end, _)| end.is_goal());
    let goal = goals.map(|(_, probability)| probability).sum::<f64>() / journeys;
    Outlook {
        memory_gap: by_peak_end
            .zip(experienced)
            .map(|(remembered, lived)| scale.gain(lived, remembered)),
        peak_score: given(tally.peak),
        end_score: given(tally.end),
        law: tally.law.clone().law(mass),
        single_customers: tally
            .single_customers
            .filter(|_| mass > 0.0)
            .map(|single| single.mean(mass)),
        touchpoints: touchpoints(blueprint, tally, mass),
        endings: endings(blueprint, options, tally),
        goal: marks_goal.then_some(at_most_certain(goal)),
        unscored: if mass >= journeys { 0.0 } else { 1.0 - mass / journeys },
        peak: likely(&|touchpoint| touchpoint.peak),
        trough: likely(&|touchpoint| touchpoint.trough),
        end: likely(&|touchpoint| touchpoint.end),
        remembered,
        experienced,
        disagreement,
    }
}

fn mean(sum: Result<Sum, Unpredicted>, mass: f64) -> Result<super::Estimate, Unpredicted> {
    if mass > 0.0 {
        sum.map(|sum| sum.mean(mass))
    } else {
        Err(Unpredicted::NothingScored)
    }
}

fn touchpoints(blueprint: &Blueprint, tally: &Tally, mass: f64) -> Vec<TouchpointOutlook> {
    let outlook = |(touchpoint, found): (service_blueprint::Touchpoint<'_>, &TouchpointTally)| {
        let share = |sum: f64| if mass > 0.0 { sum / mass } else { 0.0 };
        let scored = found.score.is_some() && mass > 0.0;
        let felt = |sum: f64| scored.then(|| share(sum));
        let slope = |of: fn(Slopes) -> f64| found.slopes.and_then(|slopes| felt(of(slopes)));
        TouchpointOutlook {
            id: touchpoint.id().clone(),
            score: if found.felt > 0.0 {
                Some(found.scores / found.felt)
            } else {
                found.score
            },
            visits: found.visits / tally.journeys,
            p_peak: share(found.peak),
            p_trough: share(found.trough),
            p_end: share(found.end),
            slope_up: slope(|slopes| slopes.up),
            slope_down: slope(|slopes| slopes.down),
            jump_up: slope(|slopes| slopes.jump_up),
            jump_down: slope(|slopes| slopes.jump_down),
            if_best: found.if_best.and_then(felt),
            if_worst: found.if_worst.and_then(felt),
            matters_under: found
                .matters
                .iter()
                .zip(0..)
                .filter(|(matters, _)| **matters)
                .map(|(_, n)| n)
                .collect(),
        }
    };
    blueprint.touchpoints().zip(&tally.touchpoints).map(outlook).collect()
}

fn endings(blueprint: &Blueprint, options: &PredictOptions, tally: &Tally) -> Vec<EndingOutlook> {
    let outlook = |ending: service_blueprint::Ending<'_>| {
        let at = ending.position();
        let mass = tally.scored[at];
        let models = options.models.iter().zip(&tally.models);
        let remembered = models.map(|(model, sum)| Remembered {
            model: model.clone(),
            value: mean(sum.by_ending[at], mass),
        });
        EndingOutlook {
            id: ending.id().clone(),
            is_goal: ending.is_goal(),
            probability: at_most_certain(tally.ending[at] / tally.journeys),
            remembered: remembered.collect(),
            experienced: (mass > 0.0).then(|| tally.experienced[at] / mass),
        }
    };
    blueprint.ends().map(outlook).collect()
}

/// The touchpoint with the largest share, the first of those equal within rounding.
fn most(blueprint: &Blueprint, tally: &Tally, mass: f64, of: &dyn Fn(&TouchpointTally) -> f64) -> Option<Attribution> {
    let shares = tally.touchpoints.iter().map(|touchpoint| of(touchpoint) / mass);
    let first = |best: Option<(usize, f64)>, (number, share): (usize, f64)| match best {
        Some((_, most)) if share <= most + ROUNDING => best,
        _ => Some((number, share)),
    };
    let (number, share) = shares.enumerate().filter(|(_, share)| *share > 0.0).fold(None, first)?;
    let touchpoint: TouchpointId = blueprint.touchpoint_at(number)?.id().clone();
    Some(Attribution {
        touchpoint,
        share: at_most_certain(share),
    })
}
