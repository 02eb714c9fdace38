//! What single customers remember: the average customer's sums, replaced where drawn scores make others.

use super::exact::Exact;
use super::features::{Feature, FeatureSum, Felt, feature_sum};
use super::prediction::Cut;
use super::segment::SegmentQuestion;
use super::tally::{Between, ModelTally, SingleTally, Sum, Tally};
use super::ways::Ways;
use crate::law::{Asked, Journeys, LawSum, Order, Tie};
use crate::population::{BRACKET_WIDTH, Grid, Rounding, Sampler, refine};
use crate::{LawError, NoValue, Spread};

/// One segment's question, its answer for average customers, and what its visits are drawn from.
pub(super) struct Drawn<'a> {
    pub(super) question: SegmentQuestion<'a>,
    pub(super) tally: &'a mut Tally,
    pub(super) spreads: Vec<Option<Spread>>,
}

/// One segment's journeys with the scores of one cut.
struct CutJourneys {
    exact: Exact,
    /// By ending, the sum of the peak.
    peak: Vec<f64>,
}

/// Makes the answers for average customers those for single ones. Says how scores were cut, or in which segment an
/// error was.
///
/// # Errors
/// [`LawError`] where a law cannot be computed.
pub(super) fn draw(segments: &mut [Drawn<'_>]) -> Result<Option<Cut>, (usize, LawError)> {
    let Some(SegmentQuestion { scale, options, .. }) = segments.first().map(|segment| segment.question) else {
        return Ok(None);
    };
    let evaluate = |grid: Grid, rounding: Rounding| {
        let cut = |(number, segment): (usize, &Drawn<'_>)| segment.cut(grid, rounding).map_err(|e| (number, e));
        segments.iter().enumerate().map(cut).collect::<Result<Vec<_>, _>>()
    };
    let weight = options.weight.get();
    let width = |worse: &Vec<CutJourneys>, better: &Vec<CutJourneys>| {
        let cuts = segments.iter().zip(worse.iter().zip(better));
        let widths = cuts.flat_map(|(segment, (worse, better))| {
            let sums = worse.peak.iter().zip(&better.peak).zip(&segment.tally.scored);
            sums.filter(|(_, mass)| **mass > 0.0)
                .map(move |((worse, better), mass)| weight * scale.gain(*worse, *better) / mass)
        });
        widths.fold(0.0, f64::max) / (2.0 * scale.half())
    };
    let spreads = segments.iter().flat_map(|segment| &segment.spreads).flatten();
    let found = refine(scale, spreads, BRACKET_WIDTH, evaluate, width)?;
    let cut = found.grid.map(|grid| {
        let width = width(&found.worse, &found.better);
        Cut {
            cells: grid.cells(),
            width,
            is_settled: width <= BRACKET_WIDTH,
        }
    });
    let cuts = found.worse.into_iter().zip(found.better);
    for ((number, segment), (worse, better)) in segments.iter_mut().enumerate().zip(cuts) {
        let mut cuts = Cuts {
            worse: worse.exact,
            better: better.exact,
            is_cut: cut.is_some(),
        };
        segment.replace(&mut cuts).map_err(|error| (number, error))?;
    }
    Ok(cut)
}

/// Both cuts of one segment's journeys; the same twice where nothing had to be cut.
struct Cuts {
    worse: Exact,
    better: Exact,
    is_cut: bool,
}

impl Drawn<'_> {
    /// The journeys with the scores of a cut.
    fn cut(&self, grid: Grid, rounding: Rounding) -> Result<CutJourneys, LawError> {
        let SegmentQuestion {
            chain, scale, options, ..
        } = self.question;
        let draws = grid.cut(&self.spreads, rounding);
        let of = |number: usize| draws[number].as_ref().map_or(&[][..], |draws| draws.scores());
        let journeys = Journeys::drawn(chain, scale, of)?;
        // Only the grid that suffices is asked for more than the peak's own law.
        let levels = journeys.levels(Order::Peak(options.negativity, Tie::Worst));
        let found = journeys.sweep(&levels, Asked::Peak)?;
        let mut peak = vec![0.0; chain.endings()];
        for (masses, score) in found.by_ending.chunks_exact(chain.endings()).zip(&levels.scores) {
            for (sum, mass) in peak.iter_mut().zip(masses) {
                *sum += score * mass;
            }
        }
        let exact = Exact::unmoved(journeys, chain);
        Ok(CutJourneys { exact, peak })
    }

    fn replace(&mut self, cuts: &mut Cuts) -> Result<(), LawError> {
        let SegmentQuestion {
            chain, scale, options, ..
        } = self.question;
        let mut average = Exact::unmoved(Journeys::new(chain, scale)?, chain);
        let mut sampled = Vec::new();
        for (number, model) in options.models.iter().enumerate() {
            match feature_sum(model, scale, average.is_timed()).filter(|sum| !self.is_tied_by_turn(sum)) {
                Some(sum) => self.tally.models[number] = self.model(&mut average, cuts, &sum)?,
                None => sampled.push(number),
            }
        }
        if !sampled.is_empty() {
            let visits = average.journeys.ends.visits.iter().sum();
            let sampler = Sampler::new(&self.spreads, options.seed, u64::MAX - self.question.stream);
            let ways = Ways::random(&self.question, visits);
            let found = ways.drawn_values(&self.question, &sampled, &self.tally.scored, sampler);
            for (number, found) in sampled.into_iter().zip(found) {
                self.tally.models[number] = found;
            }
        }
        self.moments(&mut average, cuts)
    }

    /// Whether ties go to the first or the last of moments that are drawn. The law of drawn moments knows which levels a
    /// journey has met, not in which turn.
    fn is_tied_by_turn(&self, sum: &FeatureSum) -> bool {
        let differs = |spread: &Spread| match spread {
            Spread::Scores(draws) => draws.scores().len() > 1,
            Spread::Beta(_) => true,
        };
        let by_turn = |(_, feature): &(f64, Feature)| {
            matches!(
                feature,
                Feature::Peak(_, Tie::First | Tie::Last) | Feature::PeakBeforeEnd(_, Tie::First | Tie::Last)
            )
        };
        sum.terms.iter().any(by_turn) && self.spreads.iter().flatten().any(differs)
    }

    /// The sums of a model by ending, between those of both cuts where mean scores do not do for it.
    fn model(&self, average: &mut Exact, cuts: &mut Cuts, sum: &FeatureSum) -> Result<ModelTally, LawError> {
        let constant = |mass: &f64| {
            let value = sum.constant * mass;
            Ok(Between {
                worse: value,
                better: value,
            })
        };
        let mut between: Vec<Result<Between, NoValue>> = self.tally.scored.iter().map(constant).collect();
        let mut is_cut = false;
        let counts = |(weight, feature): &&(f64, Feature)| *weight != 0.0 || feature.is_partial();
        for &(weight, feature) in sum.terms.iter().filter(counts) {
            let (worse, better) = if feature.is_linear() {
                let value = average.feature(feature)?;
                (value.clone(), value)
            } else {
                is_cut |= cuts.is_cut;
                (cuts.worse.feature(feature)?, cuts.better.feature(feature)?)
            };
            // What counts against makes things worse where it is better.
            let (worse, better) = if weight < 0.0 { (better, worse) } else { (worse, better) };
            for (between, (worse, better)) in between.iter_mut().zip(worse.into_iter().zip(better)) {
                *between = between.and_then(|between| {
                    Ok(Between {
                        worse: between.worse + weight * worse?,
                        better: between.better + weight * better?,
                    })
                });
            }
        }
        let tally = |between: Result<Between, NoValue>| {
            let between = between?;
            Ok(Sum {
                value: (between.worse + between.better) / 2.0,
                between: is_cut.then_some(between),
                ..Sum::default()
            })
        };
        let all = between.iter().try_fold(Between::default(), |sum, part| {
            let part = (*part)?;
            Ok(Between {
                worse: sum.worse + part.worse,
                better: sum.better + part.better,
            })
        });
        Ok(ModelTally {
            overall: tally(all),
            by_ending: between.into_iter().map(tally).collect(),
        })
    }

    /// The law, and which touchpoints make it: half of each cut.
    fn moments(&mut self, average: &mut Exact, cuts: &mut Cuts) -> Result<(), LawError> {
        let SegmentQuestion { scale, options, .. } = self.question;
        let sum = |sums: Vec<Result<f64, NoValue>>| sums.into_iter().flatten().sum::<f64>();
        let end = sum(average.feature(Feature::End)?);
        let (weight, negativity) = (options.weight, options.negativity);
        let bad = |law: &LawSum| law.clone().law(1.0).worse_than(scale.neutral());
        let peak = Feature::Peak(negativity, Tie::Worst);

        let (worse, better) = (
            cuts.worse.law(weight, negativity)?,
            cuts.better.law(weight, negativity)?,
        );
        let peaks = Between {
            worse: sum(cuts.worse.feature(peak)?),
            better: sum(cuts.better.feature(peak)?),
        };
        (self.tally.peak, self.tally.end) = ((peaks.worse + peaks.better) / 2.0, end);
        let single = SingleTally {
            remembered: Between {
                worse: weight.mix(peaks.worse, end),
                better: weight.mix(peaks.better, end),
            },
            average: self.tally.remembered,
            bad_memory: Between {
                worse: bad(&worse),
                better: bad(&better),
            },
        };
        self.tally.law = LawSum::new(scale, weight);
        self.tally.law.add_all(&worse, 0.5);
        self.tally.law.add_all(&better, 0.5);
        self.tally.missing = cuts.worse.missing().max(cuts.better.missing());
        self.tally.remembered = (single.remembered.worse + single.remembered.better) / 2.0;
        self.tally.single_customers = Some(single);

        for found in &mut self.tally.touchpoints {
            (found.slopes, found.if_best, found.if_worst) = (None, None, None);
            found.matters.fill(false);
        }
        let mut credit = |order: Order| -> Result<Vec<f64>, LawError> {
            let (worse, better) = (cuts.worse.ordered(order)?, cuts.better.ordered(order)?);
            let credits = worse.sweep.credit.iter().zip(&better.sweep.credit);
            Ok(credits.map(|(worse, better)| (worse + better) / 2.0).collect())
        };
        let (peak, trough) = (credit(Order::Peak(negativity, Tie::Worst))?, credit(Order::Trough)?);
        for (&number, (peak, trough)) in average
            .journeys
            .layout
            .touchpoints
            .iter()
            .zip(peak.into_iter().zip(trough))
        {
            let found = &mut self.tally.touchpoints[number];
            (found.peak, found.trough) = (peak, trough);
        }
        Ok(())
    }
}

impl Feature {
    /// Whether it is proportional to every score, so that mean scores do for it. Every other one never falls when a
    /// score rises, so that cuts bracket it.
    fn is_linear(self) -> bool {
        match self {
            Feature::Start | Feature::End | Feature::DurationWeightedMean | Feature::Integral => true,
            Feature::Mean(felt) => felt == Felt::Score,
            Feature::Peak(..)
            | Feature::PeakBeforeEnd(..)
            | Feature::BestBeforeEnd
            | Feature::Best
            | Feature::Trough => false,
        }
    }
}
