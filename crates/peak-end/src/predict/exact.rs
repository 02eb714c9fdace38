//! One segment's exact expectations, by feature and ending.

use super::features::{Feature, FeatureSum};
use crate::chain::Chain;
use crate::law::{Asked, Journeys, LawSum, Levels, Order, Passing, Sweep, Tie, Weighed, mean_on_the_way};
use crate::{LawError, Negativity, NoValue, Weight};
use std::rc::Rc;

/// What moving one touchpoint's score does to E[peak].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct PeakMoves {
    /// P(peak) just above and just below the present score.
    pub(super) up: f64,
    pub(super) down: f64,
    /// What the smallest raise and lowering change at once, in points towards best.
    pub(super) jump_up: f64,
    pub(super) jump_down: f64,
}

/// Of touchpoints in loops of more than so many, it is asked only by name what moving their score does: each of them
/// takes sweeps of its own. Also said in the documentation of [`PredictOptions`](crate::PredictOptions).
const LOOPS_LIMIT: usize = 200;

/// A probability below this is rounding.
const NOTHING: f64 = 1e-12;

/// One segment's journeys, swept in each order that is asked for. Sums over journeys count those with a scored moment,
/// each with its probability.
pub(crate) struct Exact {
    pub(crate) journeys: Journeys,
    /// By node, whether it is asked what its passing means.
    asked: Vec<bool>,
    /// Minutes by node, where every touchpoint has them.
    minutes: Option<Vec<f64>>,
    orders: Vec<(Order, Rc<Ordered>)>,
    means: Vec<(Feature, Vec<f64>)>,
}

/// What is found in an order.
#[derive(Debug)]
pub(super) struct Ordered {
    levels: Levels,
    pub(super) sweep: Sweep,
    /// By node, if it was asked.
    passed: Vec<Option<Passed>>,
}

/// What passing a node means.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Passed {
    /// Levels: those it ties with begin after `below` and end with `top`; `milder` is the milder side's.
    below: usize,
    milder: usize,
    top: usize,
    /// P(it is visited, and nothing else is above that level).
    within: [f64; 3],
    /// The sum of the peak's score over journeys that pass; and if the node's own score were best, or worst.
    now: f64,
    if_best: f64,
    if_worst: f64,
}

impl Exact {
    /// Whether everything that is scored has a duration.
    pub(crate) fn is_timed(&self) -> bool {
        self.minutes.is_some()
    }

    /// Journeys on a chain. Of the touchpoints that are `named`, and of all that do not stand in large loops, it is
    /// asked what passing them means.
    pub(crate) fn new(journeys: Journeys, chain: &Chain, named: &[bool]) -> Self {
        let (layout, felt) = (&journeys.layout, &journeys.felt);
        let minutes = (layout.touchpoints.iter().enumerate())
            .map(|(node, &number)| match felt.is_scored(node) {
                true => chain.visits()[number].minutes,
                false => Some(0.0),
            })
            .collect();
        let mut asked: Vec<bool> = (0..layout.len()).map(|node| felt.is_scored(node)).collect();
        for component in layout
            .components
            .iter()
            .filter(|component| component.len() > LOOPS_LIMIT)
        {
            for node in component.clone() {
                asked[node] &= named.get(layout.touchpoints[node]).copied().unwrap_or(false);
            }
        }
        Self {
            asked,
            minutes,
            orders: Vec::new(),
            means: Vec::new(),
            journeys,
        }
    }

    /// Journeys on a chain, of which it is not asked what passing a touchpoint means.
    pub(super) fn unmoved(journeys: Journeys, chain: &Chain) -> Self {
        let mut exact = Self::new(journeys, chain, &[]);
        exact.asked.fill(false);
        exact
    }

    /// The node of a touchpoint, if it is scored and can be reached.
    pub(super) fn node(&self, touchpoint: usize) -> Option<usize> {
        self.journeys
            .layout
            .node(touchpoint)
            .filter(|&node| self.journeys.felt.is_scored(node))
    }

    /// The sweep in an order, with credits where the worse of tied visits counts.
    pub(super) fn ordered(&mut self, order: Order) -> Result<Rc<Ordered>, LawError> {
        if let Some((_, known)) = self.orders.iter().find(|(known, _)| *known == order) {
            return Ok(Rc::clone(known));
        }
        if matches!(order, Order::Peak(_, Tie::Worst) | Order::Best | Order::Trough) {
            let levels = self.journeys.levels(order);
            let (passed, sweep) = self.credited(order, &levels, |asked| self.journeys.sweep(&levels, asked))?;
            return Ok(self.keep(order, Ordered { levels, sweep, passed }));
        }
        let levels = self.journeys.levels(order);
        let sweep = self.journeys.sweep(&levels, Asked::Peak)?;
        Ok(self.keep(
            order,
            Ordered {
                levels,
                sweep,
                passed: Vec::new(),
            },
        ))
    }

    fn keep(&mut self, order: Order, found: Ordered) -> Rc<Ordered> {
        let found = Rc::new(found);
        self.orders.push((order, Rc::clone(&found)));
        found
    }

    /// What `sweep` finds, and what passing the nodes that are asked means.
    fn credited<S>(
        &self,
        order: Order,
        levels: &Levels,
        sweep: impl FnOnce(Asked<'_>) -> Result<S, LawError>,
    ) -> Result<(Vec<Option<Passed>>, S), LawError> {
        let mut passed = self.begin(levels);
        let scale = self.journeys.scale;
        let [best, worst] =
            [scale.best(), scale.worst()].map(|score| (score, levels.at_most(order.rank(scale, score))));
        let mut take = |passing: Passing<'_>| {
            if let Some(passed) = &mut passed[passing.node] {
                passed.take(&passing, levels, best, worst);
            }
        };
        let found = sweep(Asked::Passing {
            nodes: &self.asked,
            take: &mut take,
        })?;
        Ok((passed, found))
    }

    /// For each node that is asked, with which levels it ties.
    fn begin(&self, levels: &Levels) -> Vec<Option<Passed>> {
        let begin = |node: usize| {
            let (from, to) = levels.tied(levels.fixed(node)?);
            self.asked[node].then(|| Passed {
                below: from - 1,
                milder: from,
                top: to - 1,
                ..Passed::default()
            })
        };
        (0..self.asked.len()).map(begin).collect()
    }

    /// By ending: P(a scored moment, and that ending).
    pub(crate) fn mass(&self) -> Vec<f64> {
        self.journeys.mass()
    }

    /// By how much sums of probabilities are short, after all that was asked so far.
    pub(super) fn missing(&self) -> f64 {
        let mut missing = self.journeys.missing(self.mass().iter().sum(), 0.0);
        for (_, found) in &self.orders {
            let sweep = &found.sweep;
            for list in [&sweep.by_ending, &sweep.credit]
                .into_iter()
                .filter(|list| !list.is_empty())
            {
                missing = missing.max(self.journeys.missing(list.iter().sum(), sweep.inside));
            }
        }
        missing
    }

    /// The joint law of peak and end, as sums over journeys.
    pub(super) fn law(&mut self, weight: Weight, negativity: Negativity) -> Result<LawSum, LawError> {
        let order = Order::Peak(negativity, Tie::Worst);
        let levels = self.journeys.levels(order);
        let (passed, (sweep, law)) = self.credited(order, &levels, |asked| {
            self.journeys.sweep_with_law(&levels, asked, weight)
        })?;
        self.keep(order, Ordered { levels, sweep, passed });
        Ok(law)
    }

    /// By ending, the sum of a feature sum.
    pub(super) fn feature_sum(&mut self, sum: &FeatureSum) -> Result<Vec<Result<f64, NoValue>>, LawError> {
        let mut total: Vec<_> = self.mass().iter().map(|mass| Ok(sum.constant * mass)).collect();
        let counts = |(weight, feature): &&(f64, Feature)| *weight != 0.0 || feature.is_partial();
        for &(weight, feature) in sum.terms.iter().filter(counts) {
            for (total, part) in total.iter_mut().zip(self.feature(feature)?) {
                *total = total.and_then(|total: f64| Ok(total + weight * part?));
            }
        }
        Ok(total)
    }

    /// By ending, the sum of a feature.
    pub(super) fn feature(&mut self, feature: Feature) -> Result<Vec<Result<f64, NoValue>>, LawError> {
        let (layout, ends, felt) = (&self.journeys.layout, &self.journeys.ends, &self.journeys.felt);
        let score = |node: usize| felt.mean(node).unwrap_or(0.0);
        let sums = match feature {
            Feature::Peak(negativity, tie) => self.peaks(Order::Peak(negativity, tie))?,
            Feature::Best => self.peaks(Order::Best)?,
            Feature::Trough => self.peaks(Order::Trough)?,
            Feature::PeakBeforeEnd(negativity, tie) => return self.before_end(Order::Peak(negativity, tie)),
            Feature::BestBeforeEnd => return self.before_end(Order::Best),
            Feature::End => {
                let mut sums = vec![0.0; layout.endings];
                for node in (0..layout.len()).filter(|&node| felt.is_scored(node)) {
                    for &(ending, p) in ends.exits.of(node) {
                        sums[ending as usize] += ends.visits[node] * p * score(node);
                    }
                }
                sums
            }
            Feature::Start => {
                let first = self.journeys.first_scored()?;
                self.journeys.by_ending(|node| first[node] * score(node))?
            }
            Feature::Integral => self.journeys.by_ending(|node| {
                let minutes = self.minutes.as_ref().map_or(1.0, |minutes| minutes[node]);
                ends.visits[node] * minutes * score(node)
            })?,
            Feature::Mean(_) | Feature::DurationWeightedMean => self.mean(feature)?,
        };
        Ok(sums.into_iter().map(Ok).collect())
    }

    /// By ending, the sum of experienced scores.
    pub(super) fn experienced(&mut self) -> Result<Vec<f64>, LawError> {
        self.mean(Feature::DurationWeightedMean)
    }

    /// By ending, the sum of a mean over the moments. The integral behind it is kept.
    fn mean(&mut self, feature: Feature) -> Result<Vec<f64>, LawError> {
        if let Some((_, known)) = self.means.iter().find(|(known, _)| *known == feature) {
            return Ok(known.clone());
        }
        let scale = self.journeys.scale;
        let weighed = |node: usize| {
            let value = match feature {
                Feature::Mean(felt) => self.journeys.felt.mean_of(node, |score| felt.of(scale, score))?,
                _ => self.journeys.felt.mean(node)?,
            };
            let weight = match (feature, &self.minutes) {
                (Feature::DurationWeightedMean, Some(minutes)) => minutes[node],
                _ => 1.0,
            };
            Some(Weighed { value, weight })
        };
        let weighed: Vec<_> = (0..self.journeys.layout.len()).map(weighed).collect();
        let found = mean_on_the_way(&self.journeys.layout, &self.journeys.ends.visits, &weighed)?;
        self.means.push((feature, found.clone()));
        Ok(found)
    }

    /// By ending, the sum of the score of what is remembered in an order.
    fn peaks(&mut self, order: Order) -> Result<Vec<f64>, LawError> {
        let found = self.ordered(order)?;
        let endings = self.journeys.layout.endings;
        let mut sums = vec![0.0; endings];
        for (score, masses) in found
            .levels
            .scores
            .iter()
            .zip(found.sweep.by_ending.chunks_exact(endings))
            .skip(1)
        {
            for (sum, mass) in sums.iter_mut().zip(masses) {
                *sum += score * mass;
            }
        }
        Ok(sums)
    }

    /// The same of all moments but the last; none where there may be a single one.
    fn before_end(&mut self, order: Order) -> Result<Vec<Result<f64, NoValue>>, LawError> {
        let levels = self.journeys.levels(order);
        let found = self.journeys.sweep(&levels, Asked::BeforeEnd)?;
        let endings = self.journeys.layout.endings;
        let mut masses = found.by_ending.chunks_exact(endings).zip(&levels.scores);
        let mut sums = vec![Ok(0.0); endings];
        if let Some((single, _)) = masses.next() {
            for (sum, _) in sums.iter_mut().zip(single).filter(|(_, mass)| **mass > 0.0) {
                *sum = Err(NoValue::TooFewMoments { needed: 2, found: 1 });
            }
        }
        for (masses, score) in masses {
            for (sum, mass) in sums.iter_mut().zip(masses) {
                if let Ok(sum) = sum {
                    *sum += score * mass;
                }
            }
        }
        Ok(sums)
    }

    /// What moving the score of a node does to E[peak], the sum over journeys; none where it was not asked.
    pub(super) fn peak_moves(&mut self, negativity: Negativity) -> Result<Vec<Option<PeakMoves>>, LawError> {
        let found = self.ordered(Order::Peak(negativity, Tie::Worst))?;
        Ok((0..self.asked.len()).map(|node| self.moves(&found, node)).collect())
    }

    fn moves(&self, found: &Ordered, node: usize) -> Option<PeakMoves> {
        let passed = found.passed.get(node).copied().flatten()?;
        let own = found.levels.fixed(node)?;
        let [below, milder, top] = passed.within;
        let two_sided = passed.top > passed.milder;
        // Of two levels that tie, the milder is the good one.
        let gain = |from: usize, to: usize, probability: f64| match two_sided && probability > NOTHING {
            true => {
                self.journeys
                    .scale
                    .gain(found.levels.scores[from], found.levels.scores[to])
                    * probability
            }
            false => 0.0,
        };
        let is_neutral = found.levels.is_neutral(own);
        let is_bad = found.levels.is_bad(own);
        Some(if is_neutral {
            PeakMoves {
                up: top,
                down: top,
                ..PeakMoves::default()
            }
        } else if is_bad {
            // Raised, a bad moment leaves the peak to equally good ones. Lowered, it changes nothing at once.
            let jump_up = gain(own, passed.milder, milder - below);
            PeakMoves {
                up: below,
                down: top,
                jump_up,
                jump_down: 0.0,
            }
        } else {
            // Raised, a good moment takes the peak from equally bad ones. Lowered, those had it already.
            let jump_up = gain(passed.top, own, top - milder);
            PeakMoves {
                up: top,
                down: below,
                jump_up,
                jump_down: 0.0,
            }
        })
    }

    /// E[weight·peak + (1 − weight)·end], the sum over journeys, if the node's score were best, or worst, and `now` as
    /// it is; none where it was not asked.
    pub(super) fn headroom(
        &mut self,
        negativity: Negativity,
        weight: f64,
        node: usize,
        now: f64,
    ) -> Result<Option<(f64, f64)>, LawError> {
        let found = self.ordered(Order::Peak(negativity, Tie::Worst))?;
        let Some(passed) = found.passed.get(node).copied().flatten() else {
            return Ok(None);
        };
        let (scale, ends) = (self.journeys.scale, &self.journeys.ends);
        let end = ends.visits[node] * ends.exits.sum(node);
        let own = self.journeys.felt.mean(node).unwrap_or(0.0);
        let remembered =
            |peak: f64, score: f64| now + weight * (peak - passed.now) + (1.0 - weight) * end * (score - own);
        Ok(Some((
            remembered(passed.if_best, scale.best()),
            remembered(passed.if_worst, scale.worst()),
        )))
    }

    /// Whether moving the score of a node a little changes the expectation of a feature; asked nodes only.
    pub(super) fn matters(&mut self, feature: Feature, node: usize) -> Result<bool, LawError> {
        let moves = |found: &Ordered| {
            let passed = found.passed.get(node).copied().flatten();
            passed.is_some_and(|passed| passed.within[2] > NOTHING)
        };
        let ends = &self.journeys.ends;
        Ok(match feature {
            Feature::Peak(negativity, _) | Feature::PeakBeforeEnd(negativity, _) => {
                moves(&*self.ordered(Order::Peak(negativity, Tie::Worst))?)
            }
            Feature::Best | Feature::BestBeforeEnd => moves(&*self.ordered(Order::Best)?),
            Feature::Trough => moves(&*self.ordered(Order::Trough)?),
            Feature::End => ends.visits[node] * ends.exits.sum(node) > NOTHING,
            Feature::Start => self.journeys.first_scored()?[node] > NOTHING,
            Feature::Mean(_) | Feature::DurationWeightedMean | Feature::Integral => ends.visits[node] > NOTHING,
        })
    }
}

impl Passed {
    fn take(&mut self, passing: &Passing<'_>, levels: &Levels, best: (f64, usize), worst: (f64, usize)) {
        for (lane, &others) in passing.others.iter().enumerate() {
            let level = passing.first + lane;
            for (within, wanted) in self.within.iter_mut().zip([self.below, self.milder, self.top]) {
                if level == wanted {
                    *within = others;
                }
            }
            // The lowest level of a later range is the highest of the one before.
            if lane == 0 && level > 0 {
                continue;
            }
            let (mut risen, mut risen_all) = (others, passing.all[lane]);
            if lane > 0 {
                risen = others - passing.others[lane - 1];
                risen_all = passing.all[lane] - passing.all[lane - 1];
            }
            let score = levels.scores[level];
            self.now += score * risen_all;
            for (sum, (own, beaten)) in [(&mut self.if_best, best), (&mut self.if_worst, worst)] {
                match level.cmp(&beaten) {
                    std::cmp::Ordering::Less => {}
                    std::cmp::Ordering::Equal => *sum += own * others,
                    std::cmp::Ordering::Greater => *sum += score * risen,
                }
            }
        }
    }
}
